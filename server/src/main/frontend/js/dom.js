// Small things of every page.

const SVG = "http://www.w3.org/2000/svg";
const meta = (name) => document.querySelector(`meta[name="${name}"]`);
const icons = new URL("icons.svg", import.meta.url).href;

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${icons}#${name}`);
  svg.append(use);
  return svg;
}

/** An element with a class and text (or children). */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A request to the API with the session; a refusal is an Error with the server's words. */
export async function api(path, options = {}) {
  const csrf = meta("csrf-token");
  const response = await fetch(path, {
    ...options,
    headers: { Accept: "application/json", ...(csrf ? { [csrf.dataset.header]: csrf.content } : {}), ...options.headers },
  });
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => null);
  const error = new Error(problem?.detail ?? `The server answered ${response.status}.`);
  error.status = response.status;
  throw error;
}

/** Says something that happened, also to a screen reader. */
export function toast(text) {
  const place = document.getElementById("toasts");
  if (!place) return;
  const note = make("div", "", text);
  place.append(note);
  setTimeout(() => note.remove(), 5000);
}

export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", "sr-only");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const word = button?.querySelector("[data-word]");
  if (word) {
    const before = word.textContent;
    word.textContent = "Copied";
    setTimeout(() => (word.textContent = before), 1500);
  }
  toast("Copied.");
}

export function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName) && target.type !== "checkbox");
}
