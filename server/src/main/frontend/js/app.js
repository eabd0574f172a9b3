// What every page has: times, keys, the palette, tables, forms.
import { copy, toast } from "./dom.js";
import "./customers.js";
import "./forms.js";
import "./keys.js";
import "./palette.js";
import "./table.js";
import { ago } from "./words.js";

// Times: relative, with the absolute one in the browser's zone on hover.
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
function times() {
  for (const time of document.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (time.dataset.titled !== time.dateTime) {
      time.title = absolute.format(at);
      time.dataset.titled = time.dateTime;
    }
    if (time.dataset.relative !== undefined) {
      const words = ago(at.getTime());
      if (time.textContent !== words) time.textContent = words;
    }
  }
}
times();
setInterval(() => document.hidden || times(), 10_000);
document.addEventListener("htmx:afterSwap", times);

// Theme and density.
const root = document.documentElement;
function press() {
  for (const button of document.querySelectorAll("[data-set-theme]"))
    button.setAttribute("aria-pressed", String((root.dataset.theme ?? "system") === button.dataset.setTheme));
  for (const button of document.querySelectorAll("[data-set-density]"))
    button.setAttribute("aria-pressed", String((root.dataset.density ?? "normal") === button.dataset.setDensity));
}
function keep(name, value, standard) {
  if (value === standard) delete root.dataset[name];
  else root.dataset[name] = value;
  try {
    if (value === standard) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Then it holds for this page only.
  }
  press();
}
press();
document.addEventListener("htmx:afterSwap", press);

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-set-theme], [data-set-density], [data-copy], [data-open], [data-close]");
  for (const drop of document.querySelectorAll("details.drop[open]")) if (!drop.contains(event.target)) drop.open = false;
  if (!target) return;
  const { setTheme, setDensity, copy: from, open, close } = target.dataset;
  if (setTheme) keep("theme", setTheme, "system");
  if (setDensity) keep("density", setDensity, "normal");
  if (from) copy(document.getElementById(from).textContent, target);
  if (open) document.getElementById(open).showModal();
  if (close !== undefined) target.closest("dialog").close();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const drop = event.target.closest?.("details.drop[open]");
  if (drop) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});

// Requests of parts of a page: no empty filters in the address, and a word when one fails.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});
document.addEventListener("htmx:responseError", (event) => toast(`The server answered ${event.detail.xhr.status}. Load the page again.`));
let away = false;
document.addEventListener("htmx:sendError", () => {
  if (!away) toast("The server does not answer.");
  away = true;
});
document.addEventListener("htmx:afterOnLoad", () => (away = false));
