// The editor of the query page: YASQE, the editor of YASGUI, in place of the text area, which stays the form's field.
// It asks nobody but this server: what it completes comes from /terms.json, made of the store's own data.
import { Yasqe } from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./editor.css";

const area = document.querySelector("textarea#query");
const base = document.body.dataset.base;
const NONE = { classes: [], properties: [] };
const MOST = 60;

// The prefixes that need not be declared, as the page lists them.
const spaces = Object.fromEntries(
  Array.from(document.querySelectorAll("dl.prefixes div"), (row) => [...row.children].map((part) => part.textContent.trim()))
    .map(([prefix, space]) => [prefix.slice(0, -1), space]),
);

// The grammar of YASQE, to which these are known.
Yasqe.defineMode("sparql-with-prefixes", (config) => {
  const mode = Yasqe.getMode(config, "sparql11");
  return { ...mode, startState: (...given) => ({ ...mode.startState(...given), prefixes: { ...spaces } }) };
});

let terms;
/** What the store uses, asked for once, when something is to be completed. */
function known() {
  terms ??= fetch(`${base}terms.json`).then((answer) => (answer.ok ? answer.json() : NONE)).catch(() => NONE);
  return terms;
}

/** A token with the IRI it stands for so far: prefixes of the project need not be declared. */
function expanded(yasqe, token) {
  if (token.string.startsWith("<")) return token.string.slice(1).replace(/>$/, "");
  const colon = token.string.indexOf(":");
  const space = { ...spaces, ...yasqe.getPrefixesFromQuery() }[token.string.slice(0, colon)];
  return colon >= 0 && space !== undefined ? space + token.string.slice(colon + 1) : null;
}

/** Those that begin so, none where it is whole already; else those whose own name has what is written. */
function matching(iris, whole, written) {
  if (iris.includes(whole)) return [];
  const begins = whole === null ? [] : iris.filter((iri) => iri.startsWith(whole));
  if (begins.length > 0) return begins.slice(0, MOST);
  const part = written.replace(/^[^:]*:/, "").toLowerCase();
  return iris.filter((iri) => /[^/#]*$/.exec(iri)[0].toLowerCase().includes(part)).slice(0, MOST);
}

function short(iri) {
  for (const [prefix, space] of Object.entries(spaces)) {
    const name = iri.slice(space.length);
    if (iri.startsWith(space) && /^[A-Za-z_][\w-]*$/.test(name)) return `${prefix}:${name}`;
  }
  return `<${iri}>`;
}

function completer(name, kind) {
  const theirs = Yasqe.Autocompleters[name];
  return {
    ...theirs,
    autoShow: true,
    persistenceId: undefined,
    onInitialize() {},
    async get(yasqe, token) {
      const found = await known();
      const written = token ? token.string.trim() : "";
      return matching(found[kind], token ? expanded(yasqe, token) : null, written);
    },
    preProcessToken: (_, token) => token,
    postProcessSuggestion: (_, __, iri) => short(iri),
  };
}

Yasqe.Autocompleters.class = {
  ...completer("class", "classes"),
  // Right behind the property: theirs holds up to the next one, and would take the place of its completion.
  isValidCompletionPosition(yasqe) {
    const token = yasqe.getCompleteToken();
    const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
    return !/^[?$]/.test(token.string) && ["a", "rdf:type", "rdfs:subClassOf"].includes(before.string);
  },
};
Yasqe.Autocompleters.property = completer("property", "properties");
Yasqe.Autocompleters.prefixes = {
  ...Yasqe.Autocompleters.prefixes,
  persistenceId: undefined,
  onInitialize() {},
  get: () => Object.entries(spaces).map(([prefix, space]) => `${prefix}: <${space}>`).sort(),
};
Yasqe.defaults.autocompleters = ["prefixes", "property", "class", "variables"];

const place = document.createElement("div");
place.className = "rich";
area.after(place);
const submit = () => area.form.requestSubmit();
const yasqe = new Yasqe(place, {
  value: area.value,
  mode: "sparql-with-prefixes",
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: null,
  prefixCcApi: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "",
  viewportMargin: Infinity,
  screenReaderLabel: document.querySelector("label[for=query]").textContent,
  requestConfig: { endpoint: `${base}sparql` },
  // Tab leaves the editor, as it does any field: whoever has no mouse is not caught in it.
  extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": submit, "Cmd-Enter": submit, "Ctrl-S": false },
});
yasqe.getInputField().setAttribute("aria-describedby", "query-limits");
area.hidden = true;
area.parentElement.classList.add("is-rich");
yasqe.on("change", () => { area.value = yasqe.getValue(); });
known();
