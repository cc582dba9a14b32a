"use strict";
// Sorting and filtering of the table of the course. Without this the table is there all the same, in order of ids.
(() => {
  const table = document.querySelector("table.course");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const find = document.getElementById("find");
  const only = document.getElementById("only");
  const said = document.getElementById("said");
  const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const name = row.cells[0].textContent.toLowerCase();
      const states = row.dataset.states.split(",");
      row.hidden = !(words.every((word) => name.includes(word)) && (only.value === "" || states.includes(only.value)));
      shown += row.hidden ? 0 : 1;
    }
    said.textContent = `${shown} of ${rows.length} students`;
  };

  const sort = (header, column) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sign = down ? -1 : 1;
    const key = (row) => (column === 0 ? value(row, 0) : parseFloat(value(row, column)));
    rows.sort((one, other) => {
      const [a, b] = [key(one), key(other)];
      if (column === 0) return sign * a.localeCompare(b);
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b); // no mark comes last
      return sign * (a - b);
    });
    body.append(...rows);
  };

  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sort(header, column));
  });
  find.addEventListener("input", filter);
  only.addEventListener("change", filter);
  document.querySelector(".filter").hidden = false;
  filter();
})();
