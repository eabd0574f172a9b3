// The output panel: draws the rows of a LineStore that are in sight, and fetches those that are not
// here. What a device said goes into the page as text only, never as markup.
import { LONGEST, Layout } from "./layout.js";
import { icon, make } from "./dom.js";

const SECRET = "<secret hidden>"; // stands in place of what is hidden
const ROW = 20; // pixels; the same as .line in output.css
const OVERSCAN = 25; // rows
const PIECE = 1000; // lines of one request
const TALLEST = 15_000_000; // pixels that every browser can scroll

export class OutputView {
  #viewport;
  #sizer;
  #window;
  #rows = new Map();
  #scheduled = false;
  #rebuild = false;
  #fetching = false;
  #failures = 0;
  #char = 7.8;
  #gutter = 72;

  /**
   * @param fetchLines (after, limit) => Promise of lines
   * @param onChange called after each drawing
   */
  constructor(viewport, store, follow, { commands, fetchLines, onChange, onLineNumber }) {
    this.store = store;
    this.follow = follow;
    this.layout = new Layout(store);
    this.marked = null; // {from, to}
    this.find = null;
    this.#viewport = viewport;
    this.commands = commands;
    this.fetchLines = fetchLines;
    this.onChange = onChange;
    this.onLineNumber = onLineNumber;
  }

  /** Takes the panel over from the server's rows. */
  start(wrap) {
    const top = this.#viewport.scrollTop;
    this.#sizer = document.createElement("div");
    this.#sizer.className = "sizer";
    this.#window = document.createElement("div");
    this.#window.className = "window";
    this.#sizer.append(this.#window);
    this.#measure();
    this.#viewport.classList.add("live");
    this.#viewport.classList.toggle("wrap", wrap);
    this.layout.columns = wrap ? this.#columns() : 0;
    this.layout.rebuild();
    this.#viewport.replaceChildren(this.#sizer);
    this.#viewport.scrollTop = top;
    this.#draw();
    this.#viewport.addEventListener("scroll", () => {
      this.follow.scrolled(this.#viewport.scrollTop, this.#atEnd());
      this.changed();
    }, { passive: true });
    new ResizeObserver(() => {
      const columns = this.wrap ? this.#columns() : 0;
      if (columns !== this.layout.columns) {
        this.#keepingPlace(() => {
          this.layout.columns = columns;
          this.layout.rebuild();
        });
      }
      this.changed();
    }).observe(this.#viewport);
  }

  get wrap() {
    return this.#viewport.classList.contains("wrap");
  }

  set wrap(on) {
    this.#keepingPlace(() => {
      this.#viewport.classList.toggle("wrap", on);
      this.layout.columns = on ? this.#columns() : 0;
      this.layout.rebuild();
      this.#rows.forEach((row) => row.remove());
      this.#rows.clear();
    });
    this.changed();
  }

  /** Draws again at the next frame; `rebuild` when lines changed that were laid out before. */
  changed(rebuild = false) {
    this.#rebuild ||= rebuild;
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      if (this.#rebuild) {
        this.#rebuild = false;
        this.#keepingPlace(() => this.layout.rebuild());
      } else this.layout.extend();
      this.#draw();
    });
  }

  /** Brings a line into sight, opening the group that hides it. */
  show(n, column = 0) {
    this.follow.leave();
    this.layout.extend();
    this.layout.reveal(n);
    const row = this.layout.tops[this.layout.indexOf(n)];
    this.#resize();
    const middle = row * ROW - this.#viewport.clientHeight / 2 + ROW;
    if (row * ROW < this.#viewport.scrollTop || (row + 1) * ROW > this.#viewport.scrollTop + this.#viewport.clientHeight)
      this.#viewport.scrollTop = Math.max(0, middle);
    const x = column * this.#char;
    const width = this.#viewport.clientWidth - this.#gutter;
    if (!this.wrap && (x < this.#viewport.scrollLeft || x > this.#viewport.scrollLeft + width - 80))
      this.#viewport.scrollLeft = Math.max(0, x - width / 2);
    this.changed();
  }

  toEnd() {
    this.follow.resume();
    this.changed();
  }

  /** The first line that is in sight. */
  firstVisible() {
    const item = this.layout.items[this.layout.at(Math.floor(this.#viewport.scrollTop / ROW))] ?? 1;
    return item > 0 ? item : this.layout.groups[-item - 1].from;
  }

  /** Fetches all that is missing between these lines; `each` is told the lines of every piece. */
  async complete(from, to, each = () => true) {
    for (let gap = this.store.missing(from, to, 5000); gap; gap = this.store.missing(from, to, 5000)) {
      const lines = await this.fetchLines(gap.after, gap.limit);
      const fresh = this.store.put(lines);
      if (fresh.length === 0) return;
      this.changed(true);
      if (each(fresh) === false) return;
    }
  }

  #measure() {
    const probe = document.createElement("div");
    probe.className = "line";
    const text = document.createElement("span");
    text.textContent = "0".repeat(100);
    const number = document.createElement("a");
    number.className = "n";
    probe.append(number, text);
    this.#window.append(probe);
    this.#viewport.append(this.#sizer);
    this.#char = text.getBoundingClientRect().width / 100 || 7.8;
    this.#gutter = number.getBoundingClientRect().width || 72;
    probe.remove();
  }

  #columns() {
    return Math.max(10, Math.floor((this.#viewport.clientWidth - this.#gutter - 10) / this.#char));
  }

  #atEnd() {
    const v = this.#viewport;
    return v.scrollTop + v.clientHeight >= v.scrollHeight - ROW;
  }

  /** Changes the layout so that the first line in sight stays where it is. */
  #keepingPlace(change) {
    const line = this.firstVisible();
    const before = this.layout.tops[this.layout.indexOf(line)] ?? 0;
    const offset = this.#viewport.scrollTop - before * ROW;
    change();
    if (this.follow.on || this.#viewport.scrollTop === 0) return;
    this.#resize();
    this.#viewport.scrollTop = (this.layout.tops[this.layout.indexOf(line)] ?? 0) * ROW + offset;
  }

  #resize() {
    this.#sizer.style.height = `${Math.min(this.layout.rows * ROW, TALLEST)}px`;
    const widest = Math.min(this.store.widest, LONGEST);
    this.#sizer.style.width = this.wrap ? "100%" : `max(100%, ${Math.ceil(widest * this.#char + this.#gutter + 32)}px)`;
  }

  #draw() {
    const v = this.#viewport;
    this.#resize();
    if (this.follow.on) v.scrollTop = v.scrollHeight;
    const layout = this.layout;
    const first = layout.at(Math.max(0, Math.floor(v.scrollTop / ROW) - OVERSCAN));
    const last = layout.at(Math.ceil((v.scrollTop + v.clientHeight) / ROW) + OVERSCAN);
    this.#window.style.transform = `translateY(${layout.tops[first] * ROW}px)`;
    const wanted = new Set();
    for (let i = first; i <= last && i < layout.items.length; i++) wanted.add(layout.items[i]);
    for (const [item, row] of this.#rows) {
      if (!wanted.has(item)) {
        row.remove();
        this.#rows.delete(item);
      }
    }
    let before = this.#window.firstChild;
    let i = first;
    for (const item of wanted) {
      const height = layout.tops[i + 1] - layout.tops[i];
      const row = item > 0 ? this.#line(item, height) : this.#fold(item);
      if (row === before) before = before.nextSibling;
      else this.#window.insertBefore(row, before);
      i++;
    }
    this.#fill(layout.items[first], layout.items[Math.min(last, layout.items.length - 1)]);
    this.onChange();
  }

  #line(n, height) {
    const line = this.store.get(n);
    const marked = this.marked !== null && n >= this.marked.from && n <= this.marked.to;
    const find = this.find;
    const now = find?.matches[find.current];
    const nowAt = now?.n === n ? now.at : -1;
    let row = this.#rows.get(n);
    const state = row?.state;
    if (state && state.line === line && state.marked === marked && state.find === find && state.nowAt === nowAt && state.height === height)
      return row;
    if (!row) {
      row = document.createElement("div");
      const number = document.createElement("a");
      number.className = "n";
      number.href = `#L${n}`;
      number.textContent = String(n);
      number.tabIndex = -1;
      number.addEventListener("click", (event) => {
        event.preventDefault();
        this.onLineNumber(n, event.shiftKey);
      });
      const text = document.createElement("span");
      text.className = "t";
      row.append(number, text);
      this.#rows.set(n, row);
    }
    row.state = { line, marked, find, nowAt, height };
    row.className = `line ${line ? line.part : "unloaded"}${marked ? " marked" : ""}`;
    row.style.height = this.wrap ? `${height * ROW}px` : "";
    fillText(row.lastChild, line, this.commands, find, nowAt);
    return row;
  }

  #fold(item) {
    const group = this.layout.groups[-item - 1];
    let row = this.#rows.get(item);
    if (!row) {
      row = document.createElement("button");
      row.type = "button";
      row.className = "fold-line";
      const arrow = document.createElement("span");
      arrow.className = "n";
      arrow.append(icon("right"));
      row.append(arrow, document.createElement("span"));
      row.addEventListener("click", () => {
        this.follow.leave();
        const current = this.layout.groups[-item - 1];
        if (current) this.layout.toggle(current);
        this.changed();
      });
      this.#rows.set(item, row);
    }
    row.setAttribute("aria-expanded", String(group.open));
    row.lastChild.textContent = this.layout.label(group);
    return row;
  }

  /** Fetches what is missing in sight and a little around it. */
  #fill(first, last) {
    if (this.#fetching || first === undefined) return;
    const line = (item) => (item > 0 ? item : this.layout.groups[-item - 1].from);
    const gap = this.store.missing(line(first) - 200, line(last) + 200, PIECE);
    if (!gap) return;
    this.#fetching = true;
    this.fetchLines(gap.after, gap.limit)
      .then((lines) => {
        const fresh = this.store.put(lines);
        this.#failures = fresh.length === 0 ? this.#failures + 1 : 0;
        this.find?.look(fresh);
      })
      .catch(() => this.#failures++)
      .finally(() => {
        setTimeout(() => {
          this.#fetching = false;
          this.changed(true);
        }, Math.min(10_000, this.#failures * 500));
      });
  }
}

/** The text of a line: prompt set apart from command, matches marked, the rest of a giant cut off. */
function fillText(element, line, commands, find, nowAt) {
  element.replaceChildren();
  if (!line) return;
  const text = line.text.length > LONGEST ? line.text.slice(0, LONGEST) : line.text;
  const command = line.part === "command" ? commands[line.command] : undefined;
  const places = find ? find.within(text) : [];
  if (places.length > 0) {
    let done = 0;
    for (const at of places) {
      element.append(text.slice(done, at));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(at, at + find.needle.length);
      if (at === nowAt) mark.className = "now";
      element.append(mark);
      done = at + find.needle.length;
    }
    element.append(text.slice(done));
  } else if (command && text.endsWith(command)) {
    const prompt = document.createElement("span");
    prompt.className = "p";
    prompt.textContent = text.slice(0, text.length - command.length);
    element.append(prompt, command);
  } else if (text.includes(SECRET)) {
    text.split(SECRET).forEach((piece, i) => {
      if (i > 0) element.append(make("span", "secret", SECRET));
      element.append(piece);
    });
  } else element.textContent = text;
  if (text.length < line.text.length) {
    const rest = document.createElement("span");
    rest.className = "cut";
    rest.textContent = ` … ${line.text.length - text.length} more characters: download the run to see them`;
    element.append(rest);
  }
}
