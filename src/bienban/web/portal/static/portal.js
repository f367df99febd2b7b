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
// Suggests names while one types in the search box.
const box = document.querySelector("form.search input[type=search]");
if (box && "list" in box) {
  const names = document.createElement("datalist");
  names.id = "suggestions";
  box.after(names);
  box.setAttribute("list", names.id);
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    const asked = box.value.trim();
    if (asked.length < 2) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${document.body.dataset.base}suggest?q=${encodeURIComponent(asked)}`).catch(() => null);
      if (!answer || !answer.ok || box.value.trim() !== asked) return;
      const rows = await answer.json();
      names.replaceChildren(...rows.map((row) => {
        const option = document.createElement("option");
        option.value = row.name;
        option.label = [row.kind, row.detail].filter(Boolean).join(" · ");
        return option;
      }));
    }, 150);
  });
}
