/** Where a text occurs in lines, without regard to case, in order, found piece by piece. */
export class Find {
  matches = []; // {n, at}
  current = -1;

  constructor(needle) {
    this.needle = needle.toLowerCase();
  }

  /** Looks through these lines; they may come in any order, each once. */
  look(lines) {
    const found = [];
    for (const line of lines) for (const at of this.within(line.text)) found.push({ n: line.n, at });
    if (found.length === 0) return;
    const now = this.matches[this.current];
    const sorted = this.matches.length > 0 && found[0].n < this.matches[this.matches.length - 1].n;
    this.matches.push(...found);
    if (sorted) this.matches.sort((a, b) => a.n - b.n || a.at - b.at);
    if (now) this.current = this.matches.indexOf(now);
  }

  /** The places of the text within one line. */
  within(text) {
    const places = [];
    if (this.needle === "") return places;
    const low = text.toLowerCase();
    for (let i = low.indexOf(this.needle); i >= 0; i = low.indexOf(this.needle, i + this.needle.length)) places.push(i);
    return places;
  }

  /** The first match at or after a line becomes the current one. */
  startAt(n) {
    this.current = this.matches.findIndex((m) => m.n >= n);
    if (this.current < 0 && this.matches.length > 0) this.current = 0;
    return this.matches[this.current];
  }

  move(step) {
    if (this.matches.length === 0) return undefined;
    this.current = (this.current + step + this.matches.length) % this.matches.length;
    return this.matches[this.current];
  }
}
