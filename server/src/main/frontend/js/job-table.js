// The devices of a job as a table of which only the rows in sight are in the page.
import { icon, make } from "./dom.js";
import { bytes, duration } from "./words.js";

const SPARE = 8; // rows above and below what is in sight

export class JobTableView {
  places = null; // the places to show, in order; null for all
  #frame = 0;
  #from = -1;
  #to = -1;
  #stale = true;
  #row = 0; // pixels
  #lines = new Map(); // those that are in the page, by their number

  constructor(box, store) {
    this.box = box;
    this.store = store;
    this.table = box.querySelector("table");
    this.body = box.querySelector("tbody");
    this.none = box.querySelector(".none");
    this.before = pad();
    this.after = pad();
    box.addEventListener("scroll", () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#soon()).observe(box);
    new MutationObserver(() => {
      this.#measure();
      this.changed();
    }).observe(document.documentElement, { attributeFilter: ["data-density"] });
    this.#measure();
  }

  #measure() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#row = parseFloat(getComputedStyle(this.table).getPropertyValue("--row")) * rem || 36;
  }

  get #count() {
    return this.places ? this.places.length : this.store.made;
  }

  /** Shows other places, from the first. */
  show(places) {
    this.places = places;
    this.box.scrollTop = 0;
    this.changed();
  }

  changed() {
    this.#stale = true;
    this.#soon();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const count = this.#count;
    const from = Math.max(0, Math.floor(this.box.scrollTop / this.#row) - SPARE);
    const to = Math.min(count, Math.ceil((this.box.scrollTop + this.box.clientHeight) / this.#row) + SPARE);
    if (!this.#stale && from === this.#from && to === this.#to) return;
    const known = this.#stale ? new Map() : this.#lines;
    this.#lines = new Map();
    this.#stale = false;
    this.#from = from;
    this.#to = to;
    const focused = document.activeElement?.closest?.("#table tbody tr")?.dataset.at;
    const rows = [];
    for (let i = from; i < to; i++) {
      const line = known.get(i) ?? this.#line(this.places ? this.places[i] : i, i);
      this.#lines.set(i, line);
      rows.push(line);
    }
    this.before.firstChild.style.height = `${from * this.#row}px`;
    this.after.firstChild.style.height = `${(count - to) * this.#row}px`;
    this.body.replaceChildren(this.before, ...rows, this.after);
    this.table.setAttribute("aria-rowcount", String(count + 1));
    this.none.hidden = count > 0;
    if (focused !== undefined) this.body.querySelector(`tr[data-at="${focused}"] a`)?.focus({ preventScroll: true });
  }

  #line(at, number) {
    const { store } = this;
    const status = store.statusAt(at);
    const state = make("span", "status", icon(`s-${status}`), make("span", "", status));
    state.dataset.status = status;
    const link = make("a", "main", store.hostname[at]);
    link.href = `/runs/${store.id[at]}`;
    const row = make(
      "tr",
      "",
      make("td", "", link),
      make("td", "", state),
      make("td", "muted", words(store.causeAt(at))),
      make("td", "num", store.bytes[at] > 0 ? bytes(store.bytes[at]) : "–"),
      make("td", "num", store.millis[at] >= 0 ? duration(store.millis[at]) : "–"),
    );
    row.dataset.at = String(at);
    row.setAttribute("aria-rowindex", String(number + 2));
    return row;
  }
}

/** "auth_refused" as "auth refused". */
export function words(code) {
  return code.replaceAll("_", " ");
}

function pad() {
  const cell = make("td");
  cell.colSpan = 5;
  const row = make("tr", "pad", cell);
  row.setAttribute("aria-hidden", "true");
  return row;
}
