/**
 * Which row stands where: lines, folded stretches of session lines, and with wrapping lines of
 * several rows. All heights are whole rows, known without asking the browser, so that 200,000 lines
 * scroll as one. Knows nothing of the page.
 *
 * An item is a line (its number) or the head of a group (minus its index, minus one). `tops[i]` is
 * the row at which item i begins; `tops` has one more entry: the number of rows in all.
 */
export const LONGEST = 10_000; // characters of a line that are shown

export class Layout {
  items = [];
  tops = [0];
  groups = []; // {from, to, open}: neighbouring lines of the session part
  columns = 0; // 0: lines do not wrap
  foldByDefault = true;
  #toggled = new Map();
  #seen = 0;
  #partial = false;

  constructor(store) {
    this.store = store;
  }

  get rows() {
    return this.tops[this.tops.length - 1];
  }

  rebuild() {
    this.items = [];
    this.tops = [0];
    this.groups = [];
    this.#seen = 0;
    this.#partial = false;
    this.extend();
  }

  /** Takes in lines that came after those of before, and the unfinished line. */
  extend() {
    if (this.#partial) {
      this.items.pop();
      this.tops.pop();
      this.#partial = false;
    }
    for (let n = this.#seen + 1; n <= this.store.total; n++) this.#add(n);
    this.#seen = this.store.total;
    const partial = this.store.partial;
    const hidden = partial?.part === "session" && this.foldByDefault && !this.#lastGroupOpen();
    if (partial && !hidden) {
      this.#push(partial.n, this.#height(partial));
      this.#partial = true;
    }
  }

  #lastGroupOpen() {
    const group = this.groups[this.groups.length - 1];
    return group !== undefined && group.to === this.store.total && group.open;
  }

  #add(n) {
    const line = this.store.get(n);
    if (line?.part === "session") {
      let group = this.groups[this.groups.length - 1];
      if (!group || group.to !== n - 1) {
        group = { from: n, to: n, open: this.#toggled.get(n) ?? !this.foldByDefault };
        this.groups.push(group);
        this.#push(-this.groups.length, 1);
      }
      group.to = n;
      if (!group.open) return;
    }
    this.#push(n, line ? this.#height(line) : 1);
  }

  #push(item, height) {
    this.items.push(item);
    this.tops.push(this.rows + height);
  }

  #height(line) {
    return this.columns === 0 ? 1 : Math.max(1, Math.ceil(cells(line.text, LONGEST) / this.columns));
  }

  toggle(group) {
    this.#toggled.set(group.from, !group.open);
    this.rebuild();
  }

  /** The item that covers this row. */
  at(row) {
    let low = 0, high = this.items.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The item that shows this line: itself, or the head of the group that hides it. */
  indexOf(n) {
    let low = 0, high = this.items.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const item = this.items[middle];
      if ((item > 0 ? item : this.groups[-item - 1].from - 0.5) <= n) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Opens the group that hides this line, if one does. */
  reveal(n) {
    const group = this.groups.find((g) => g.from <= n && n <= g.to);
    if (group && !group.open) this.toggle(group);
  }

  /** What a group is called: by where it stands. */
  label(group) {
    const n = group.to - group.from + 1;
    const name = group.from === 1 ? "Login and set-up" : group.to === this.store.total ? "Log-out" : "Session";
    return `${name}, ${n === 1 ? "1 line" : `${n.toLocaleString("en")} lines`}`;
  }
}

/** How many columns of a monospaced font a text takes; tabs to the next eighth column. */
export function cells(text, longest = Infinity) {
  const end = Math.min(text.length, longest);
  let width = 0;
  for (let i = 0; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 9) width += 8 - (width % 8);
    else if (c < 0x1100) width++;
    else if (c >= 0xd800 && c <= 0xdbff) (width += 2), i++;
    else width += wide(c) ? 2 : 1;
  }
  return width;
}

function wide(c) {
  return (
    c <= 0x115f || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
    (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
  );
}
