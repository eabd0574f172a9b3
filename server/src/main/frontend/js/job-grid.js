// All devices of a job on one canvas: a cell each, drawn again only where something changed.
const PITCHES = [18, 14, 12, 10, 8, 7, 6, 5]; // pixels from one cell to the next, the largest that fits

export class JobGridView {
  marked = -1;
  shown = null; // places that match the filter, as a Set; null for all
  #changed = new Set();
  #all = true;
  #frame = 0;
  #colours = {};
  #pitch = 8;
  #columns = 1;
  #ratio = 1;

  /**
   * @param onPoint told the place of the cell that is pointed at or moved to, and whether by keys
   * @param onOpen told the place of the cell that is opened
   */
  constructor(box, store, { onPoint, onOpen }) {
    this.box = box;
    this.store = store;
    this.canvas = box.querySelector("canvas");
    this.mark = box.querySelector(".cell-mark");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.onPoint = onPoint;
    this.onOpen = onOpen;
    for (const status of ["pending", "running", "ok", "error", "cancelled", "interrupted", "ground"]) {
      const probe = document.createElement("i");
      probe.dataset.status = status;
      box.append(probe);
    }
    new ResizeObserver(() => this.layout()).observe(box);
    new MutationObserver(() => this.#repaint()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#repaint());
    this.canvas.addEventListener("pointermove", (event) => this.#point(event));
    this.canvas.addEventListener("pointerleave", () => document.activeElement !== box && this.#show(-1, false));
    this.canvas.addEventListener("click", (event) => {
      this.#point(event);
      if (this.marked >= 0) this.onOpen(this.marked);
    });
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("focus", () => box.matches(":focus-visible") && this.marked < 0 && this.store.total > 0 && this.#show(0, true));
    box.addEventListener("blur", () => this.#show(-1, false));
  }

  /** How many cells stand in a row, and how large they are, for the place there is. */
  layout() {
    const style = getComputedStyle(this.box);
    const width = this.box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const height = this.box.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    if (width <= 0) return;
    const fits = (pitch) => Math.ceil(this.store.total / Math.max(1, Math.floor(width / pitch))) * pitch <= height;
    this.#pitch = PITCHES.find(fits) ?? PITCHES[PITCHES.length - 1];
    this.#columns = Math.max(1, Math.floor(width / this.#pitch));
    const rows = Math.ceil(this.store.total / this.#columns);
    this.#ratio = devicePixelRatio || 1;
    const [w, h] = [this.#columns * this.#pitch, Math.max(1, rows * this.#pitch)];
    this.canvas.width = Math.round(w * this.#ratio);
    this.canvas.height = Math.round(h * this.#ratio);
    this.canvas.style.width = `${w}px`;
    this.canvas.style.height = `${h}px`;
    this.#repaint();
    if (this.marked >= 0) this.#place(this.marked);
  }

  #repaint() {
    for (const probe of this.box.querySelectorAll("i")) this.#colours[probe.dataset.status] = getComputedStyle(probe).color;
    this.changed();
  }

  /** Draws these places again at the next frame; all of them without places. */
  changed(places) {
    if (places) for (const at of places) this.#changed.add(at);
    else this.#all = true;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const c = this.context;
    c.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    const gap = this.#pitch >= 10 ? 2 : 1;
    const size = this.#pitch - gap;
    if (this.#all) {
      c.fillStyle = this.#colours.ground;
      c.fillRect(0, 0, this.canvas.width, this.canvas.height);
      // One colour after the other: changing it is what costs.
      const groups = new Map();
      for (let at = 0; at < this.store.total; at++) {
        const key = this.#look(at);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(at);
      }
      for (const [key, places] of groups) {
        this.#colour(key);
        for (const at of places) this.#cell(at, size, key);
      }
    } else {
      for (const at of this.#changed) {
        const key = this.#look(at);
        const x = (at % this.#columns) * this.#pitch;
        const y = Math.floor(at / this.#columns) * this.#pitch;
        c.globalAlpha = 1;
        c.fillStyle = this.#colours.ground;
        c.fillRect(x, y, this.#pitch, this.#pitch);
        this.#colour(key);
        this.#cell(at, size, key);
      }
    }
    c.globalAlpha = 1;
    this.#all = false;
    this.#changed.clear();
  }

  /** A state, and whether the filter leaves it out. */
  #look(at) {
    const status = this.store.statusAt(at);
    return this.shown && !this.shown.has(at) ? `${status} faint` : status;
  }

  #colour(key) {
    const [status, faint] = key.split(" ");
    const c = this.context;
    c.globalAlpha = faint ? 0.18 : 1;
    c.fillStyle = c.strokeStyle = this.#colours[status];
  }

  /** A shape for each state, where there is room for one: colour alone tells nothing to some. */
  #cell(at, size, key) {
    const c = this.context;
    const x = (at % this.#columns) * this.#pitch;
    const y = Math.floor(at / this.#columns) * this.#pitch;
    const status = key.split(" ")[0];
    if (status === "pending") {
      if (size < 6) c.fillRect(x + size / 2 - 1, y + size / 2 - 1, 2, 2);
      else c.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
    } else if (status === "running") {
      c.fillRect(x, y, size, size);
      this.#hole(x + size / 4, y + size / 4, size / 2, size / 2);
    } else if (status === "cancelled" && size >= 6) {
      c.fillRect(x, y + size / 3, size, Math.max(1, size / 3));
    } else {
      c.fillRect(x, y, size, size);
      if (size < 6) return;
      if (status === "error") this.#stroke(x + 1, y + 1, x + size - 1, y + size - 1);
      if (status === "interrupted") this.#hole(x + size / 3, y, size / 3, size / 2);
    }
  }

  #hole(x, y, width, height) {
    const c = this.context;
    const colour = c.fillStyle;
    c.fillStyle = this.#colours.ground;
    c.fillRect(x, y, width, height);
    c.fillStyle = colour;
  }

  #stroke(x1, y1, x2, y2) {
    const c = this.context;
    const colour = c.strokeStyle;
    c.strokeStyle = this.#colours.ground;
    c.lineWidth = this.#pitch >= 10 ? 1.5 : 1;
    c.beginPath();
    c.moveTo(x1, y1);
    c.lineTo(x2, y2);
    c.stroke();
    c.strokeStyle = colour;
    c.lineWidth = 1;
  }

  #point(event) {
    const column = Math.floor(event.offsetX / this.#pitch);
    const at = Math.floor(event.offsetY / this.#pitch) * this.#columns + column;
    this.#show(column < this.#columns && at >= 0 && at < this.store.total ? at : -1, false);
  }

  #show(at, byKeys) {
    if (at === this.marked) return;
    this.marked = at;
    this.mark.hidden = at < 0;
    if (at >= 0) this.#place(at, byKeys);
    this.onPoint(at, byKeys);
  }

  #place(at, scroll) {
    const left = this.canvas.offsetLeft + (at % this.#columns) * this.#pitch;
    const top = this.canvas.offsetTop + Math.floor(at / this.#columns) * this.#pitch;
    const size = this.#pitch + 3;
    Object.assign(this.mark.style, { left: `${left - 2}px`, top: `${top - 2}px`, width: `${size}px`, height: `${size}px` });
    if (!scroll) return;
    if (top < this.box.scrollTop + 8) this.box.scrollTop = top - 8;
    else if (top + size > this.box.scrollTop + this.box.clientHeight - 8) this.box.scrollTop = top + size + 8 - this.box.clientHeight;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = Math.max(0, this.marked);
    const last = this.store.total - 1;
    const page = this.#columns * 10;
    const to = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now - this.#columns,
      ArrowDown: now + this.#columns,
      Home: 0,
      End: last,
      PageUp: Math.max(now % this.#columns, now - page),
      PageDown: Math.min(last, now + page),
    }[event.key];
    if (event.key === "Enter" && this.marked >= 0) {
      event.preventDefault();
      this.onOpen(this.marked);
    } else if (to !== undefined) {
      event.preventDefault();
      if (to >= 0 && to <= last) this.#show(to, true);
    }
  }
}
