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
