// Makes better what works without: copies citations, closes popups.
"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
// On a phone the menu is wider than the window: begin where the reader is.
const menu = document.querySelector("nav.main");
const current = menu && menu.querySelector("a[aria-current]");
if (current && menu.scrollWidth > menu.clientWidth) {
  menu.scrollLeft = current.offsetLeft - (menu.clientWidth - current.offsetWidth) / 2;
}
document.addEventListener("click", (event) => {
  for (const popup of document.querySelectorAll("details.cite[open]")) {
    if (!popup.contains(event.target)) popup.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const popup of document.querySelectorAll("details.cite[open]")) {
    popup.open = false;
    popup.querySelector("summary").focus();
  }
});
// Suggests names while one types in the search box: a combobox with a list (WAI-ARIA 1.2). Without a script it is a plain box.
const box = document.querySelector("form.search input[type=search]");
if (box) {
  const form = box.form;
  const list = document.createElement("ul");
  const said = document.createElement("p");
  Object.assign(list, { id: "suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  said.className = "hidden";
  said.setAttribute("role", "status");
  form.append(list, said);
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(states)) box.setAttribute(name, value);
  let active = -1;
  let waiting;

  const open = (yes) => {
    list.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
    choose(-1);
  };
  const choose = (at) => {
    active = at;
    for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(i === at));
    const option = list.children[at];
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };
  const part = (className, text) => Object.assign(document.createElement("span"), { className, textContent: text });
  const option = (row, i) => {
    const item = document.createElement("li");
    item.id = `suggestion-${i}`;
    item.setAttribute("role", "option");
    item.dataset.href = row.href;
    const name = part("name", row.name);
    name.lang = "vi";
    item.append(name, part("kind", row.kind));
    if (row.detail) item.append(part("detail", row.detail));
    return item;
  };
  const show = (rows) => {
    list.replaceChildren(...rows.map(option));
    open(rows.length > 0);
    said.textContent = form.dataset.suggested.replace("#", rows.length);
  };
  const ask = async () => {
    const asked = box.value.trim();
    if (asked.length < 2) return open(false);
    const query = new URLSearchParams({ q: asked });
    const language = form.elements.lang;
    if (language) query.set("lang", language.value);
    const answer = await fetch(`${document.body.dataset.base}suggest?${query}`).catch(() => null);
    if (answer && answer.ok && box.value.trim() === asked && document.activeElement === box) show(await answer.json());
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  box.addEventListener("keydown", (event) => {
    const many = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden && many === 0) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = list.hidden ? -1 : active;
      if (list.hidden) open(true);
      // One place more than there are options: the box itself, with what was typed.
      choose((from + 1 + step + many + 1) % (many + 1) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.href);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  box.addEventListener("blur", () => open(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.href);
  });
}
