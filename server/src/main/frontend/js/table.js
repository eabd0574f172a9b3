// Selecting rows: one, many with shift, all of the page, all of the filter; and what is done with them.
import { count } from "./words.js";

let last = null;

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("input[name=id]");
  if (box) {
    const boxes = all();
    if (event.shiftKey && last && boxes.includes(last)) {
      const [a, b] = [boxes.indexOf(last), boxes.indexOf(box)].sort((x, y) => x - y);
      for (const between of boxes.slice(a, b + 1)) between.checked = box.checked;
    }
    last = box;
    show(false);
  } else if (event.target.closest?.("[data-all]")) {
    for (const b of all()) b.checked = event.target.checked;
    show(false);
  } else if (event.target.closest?.("[data-all-matching]")) show(true);
  else if (event.target.closest?.("[data-none]")) {
    for (const b of all()) b.checked = false;
    show(false);
  } else if (event.target.closest?.("[data-danger]")) ask(event.target.closest("[data-danger]"));
});
document.addEventListener("htmx:afterSwap", () => {
  show(false);
  // The search box stands outside of what is swapped: a chip that is removed empties it.
  const search = document.getElementById("q");
  if (search && document.activeElement !== search) search.value = new URLSearchParams(location.search).get("q") ?? "";
});
addEventListener("pageshow", () => document.getElementById("selection") && show(false));

const all = () => [...document.querySelectorAll("input[name=id]")];

function show(whole) {
  const bar = document.getElementById("selection");
  if (!bar) return;
  const boxes = all();
  const n = boxes.filter((b) => b.checked).length;
  const total = Number(bar.dataset.total);
  const head = document.querySelector("[data-all]");
  if (head) {
    head.checked = n > 0 && n === boxes.length;
    head.indeterminate = n > 0 && n < boxes.length;
  }
  bar.hidden = n === 0;
  bar.querySelector("[name=all]").value = String(whole);
  const chosen = whole ? total : n;
  bar.querySelector("[data-count]").textContent = `${count(chosen)} ${chosen === 1 ? "device" : "devices"} selected`;
  bar.querySelector("[data-all-matching]").hidden = whole || n < boxes.length || total <= n;
  bar.querySelector("[data-one]").hidden = chosen !== 1;
  const many = bar.querySelector("[data-many]");
  if (many) many.hidden = chosen < 2;
  if (chosen === 1) {
    const id = boxes.find((b) => b.checked)?.value;
    bar.querySelector("[data-one]").href = `/run?device=${id}`;
  }
  bar.dataset.chosen = String(chosen);
}

/** Before a deletion: what will happen, and the number to type. */
function ask(button) {
  const bar = document.getElementById("selection");
  const dialog = document.getElementById(button.dataset.danger);
  if (bar && dialog.dataset.bulk !== undefined) {
    const n = Number(bar.dataset.chosen);
    const names = all().filter((b) => b.checked).slice(0, 5).map((b) => b.dataset.name);
    const what = n === 1 ? names[0] : `${count(n)} devices`;
    dialog.querySelector("[data-what]").textContent = `Delete ${what}`;
    dialog.querySelector("[data-names]").textContent = n === 1 ? "" : `${names.join(", ")}${n > names.length ? ` and ${count(n - names.length)} more` : ""}`;
    dialog.querySelector("[data-word]").textContent = n === 1 ? names[0] : String(n);
    dialog.querySelector("[data-expect]").dataset.expect = n === 1 ? names[0] : String(n);
  }
  const input = dialog.querySelector("[data-expect]");
  input.value = "";
  check(input);
  dialog.showModal();
  input.focus();
}

function check(input) {
  input.closest("dialog").querySelector("[data-confirm]").disabled = input.value.trim() !== input.dataset.expect;
}
document.addEventListener("input", (event) => event.target.matches?.("[data-expect]") && check(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-expect]")) return;
  event.preventDefault();
  const button = event.target.closest("dialog").querySelector("[data-confirm]");
  if (!button.disabled) button.click();
});
