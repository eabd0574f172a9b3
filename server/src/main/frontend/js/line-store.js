/**
 * The lines of a run as far as they are known here: each at its number, some not fetched yet, and
 * the unfinished one after the last. Knows nothing of the page.
 *
 * Lines may be put twice (the page, a page of lines and the live feed overlap after a reload or a
 * reconnect); a line's number decides, so nothing is shown twice and a gap is seen as a gap.
 */
export class LineStore {
  #lines = [];
  total = 0; // finished lines that exist, whether fetched or not
  loaded = 0;
  partial = null;
  commands = 0; // command lines seen
  hidden = 0; // secrets hidden in the lines that are here
  widest = 0;

  /** Lines up to this number exist. */
  expect(total) {
    if (total > this.total) this.total = total;
    this.#dropStalePartial();
  }

  /** The lines among these that were not here before. */
  put(lines) {
    const fresh = [];
    for (const line of lines) {
      const i = line.n - 1;
      if (this.#lines[i] === undefined) {
        this.loaded++;
        if (line.part === "command") this.commands++;
        this.hidden += line.hidden ?? 0;
        fresh.push(line);
      }
      this.#lines[i] = line;
      if (line.n > this.total) this.total = line.n;
      if (line.text.length > this.widest) this.widest = line.text.length;
    }
    this.#dropStalePartial();
    return fresh;
  }

  setPartial(line) {
    this.partial = line && line.n > this.total ? line : null;
    if (this.partial && this.partial.text.length > this.widest) this.widest = this.partial.text.length;
  }

  #dropStalePartial() {
    if (this.partial && this.partial.n <= this.total) this.partial = null;
  }

  /** The line of this number: finished, unfinished, or undefined when it is not here. */
  get(n) {
    return this.#lines[n - 1] ?? (this.partial?.n === n ? this.partial : undefined);
  }

  /** The first piece of at most `limit` lines that is missing in from..to: {after, limit} or null. */
  missing(from, to, limit) {
    const last = Math.min(to, this.total);
    for (let n = Math.max(1, from); n <= last; n++) {
      if (this.#lines[n - 1] === undefined) {
        let end = n;
        while (end < this.total && end - n + 1 < limit && this.#lines[end] === undefined) end++;
        return { after: n - 1, limit: end - n + 1 };
      }
    }
    return null;
  }

  /** The text of these lines, as far as they are here. */
  text(from, to) {
    const parts = [];
    for (let n = from; n <= Math.min(to, this.total + 1); n++) {
      const line = this.get(n);
      if (line) parts.push(line.text);
    }
    return parts.join("\n");
  }
}
