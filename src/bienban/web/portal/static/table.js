// Sorts and filters the rows of an answer where they stand. Without this the table is as the server gave it, and the CSV has all.
"use strict";
for (const region of document.querySelectorAll(".table[data-filter]")) {
  const { filter, sort, given, up, down, left } = region.dataset;
  const body = region.querySelector("tbody");
  const rows = [...body.rows];
  const headings = [...region.querySelectorAll("thead th")];
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const box = make("input", { type: "search", placeholder: filter, autocomplete: "off" });
  box.setAttribute("aria-label", filter);
  const order = make("select", {}, make("option", { value: "", textContent: `${sort}: ${given}` }));
  order.setAttribute("aria-label", sort);
  headings.forEach((heading, i) => {
    order.append(make("option", { value: `${i} up`, textContent: `${heading.textContent} ↑ ${up}` }));
    order.append(make("option", { value: `${i} down`, textContent: `${heading.textContent} ↓ ${down}` }));
  });
  const said = make("p", { className: "quiet" });
  said.setAttribute("role", "status");
  region.before(make("div", { className: "tools" }, box, order, said));

  // Letters without their marks, so that "bi thu" finds "Bí thư".
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  const words = rows.map((row) => plain(row.textContent));
  const collator = new Intl.Collator("vi", { numeric: true });
  const value = (row, i) => row.cells[i].dataset.key || row.cells[i].textContent.trim();
  const compare = (i, numbers) => (a, b) => {
    const [left, right] = [value(a, i), value(b, i)];
    if (left === "" || right === "") return (left === "") - (right === "");
    return numbers ? left - right : collator.compare(left, right);
  };
  const show = () => {
    const asked = plain(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      row.hidden = !asked.every((word) => words[i].includes(word));
      count += !row.hidden;
    });
    said.textContent = asked.length ? left.replace("##", rows.length).replace("#", count) : "";
  };
  const arrange = () => {
    const [column, way] = order.value.split(" ");
    headings.forEach((heading, i) => {
      if (String(i) === column) heading.setAttribute("aria-sort", way === "up" ? "ascending" : "descending");
      else heading.removeAttribute("aria-sort");
    });
    let sorted = rows;
    if (order.value) {
      const by = compare(Number(column), headings[column].classList.contains("number"));
      const empty = (row) => value(row, Number(column)) === "";
      sorted = [...rows].sort((a, b) => (way === "down" && !empty(a) && !empty(b) ? by(b, a) : by(a, b)));
    }
    body.append(...sorted);
  };
  headings.forEach((heading, i) => {
    const button = make("button", { type: "button", className: "sorter" }, ...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      order.value = order.value === `${i} up` ? `${i} down` : `${i} up`;
      arrange();
    });
  });
  box.addEventListener("input", show);
  order.addEventListener("change", arrange);
}
