// A table made of an output: sorted by a column, and copied as a spreadsheet takes it.
import { copy } from "./dom.js";

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

document.addEventListener("click", (event) => {
  const sorter = event.target.closest?.("[data-sort]");
  if (sorter) sort(sorter.closest("th"));
  const copier = event.target.closest?.("[data-copy-rows]");
  const table = document.querySelector("[data-rows]");
  if (copier && table) copy([...table.rows].map(line).join("\n"), copier);
});

function sort(head) {
  const table = head.closest("table");
  const place = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const text = (row) => row.cells[place].textContent;
  const rows = [...table.tBodies[0].rows].sort((a, b) => order.compare(text(a), text(b)));
  table.tBodies[0].append(...(down ? rows.reverse() : rows));
}

/** A cell that looks like a formula is copied as text, as in the CSV. */
function line(row) {
  return [...row.cells].map((cell) => cell.textContent.trim().replace(/[\t\n]/g, " ").replace(/^[=+\-@]/, "'$&")).join("\t");
}
