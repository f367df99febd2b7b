// Colours the query while it is written; without this the text area is as it is. Ctrl+Enter runs it.
"use strict";
const area = document.querySelector("textarea#query");
const shade = area.parentElement.querySelector("pre");
const TOKENS = /(#[^\n]*)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(<[^<>\s]*>)|([?$]\w+)|\b(SELECT|CONSTRUCT|DESCRIBE|ASK|WHERE|OPTIONAL|UNION|FILTER|BIND|AS|VALUES|GRAPH|MINUS|NOT|EXISTS|IN|GROUP|ORDER|BY|HAVING|ASC|DESC|LIMIT|OFFSET|DISTINCT|REDUCED|PREFIX|BASE|FROM|NAMED|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|COALESCE|IF|STR|LANG|DATATYPE|IRI|BOUND|REGEX|CONTAINS|STRSTARTS|a)\b|([A-Za-z][\w-]*:[\w.-]*)/gi;
const KINDS = ["comment", "string", "iri", "variable", "keyword", "name"];
function colour() {
  const text = area.value;
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    parts.push(document.createTextNode(text.slice(end, match.index)));
    const span = document.createElement("span");
    span.className = KINDS[match.slice(1).findIndex((group) => group !== undefined)];
    span.textContent = match[0];
    parts.push(span);
    end = match.index + match[0].length;
  }
  parts.push(document.createTextNode(text.slice(end) + "\n"));
  shade.replaceChildren(...parts);
}
function follow() { shade.scrollTop = area.scrollTop; shade.scrollLeft = area.scrollLeft; }
shade.hidden = false;
area.classList.add("coloured");
area.addEventListener("input", colour);
area.addEventListener("scroll", follow);
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
});
colour();
