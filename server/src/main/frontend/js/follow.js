/**
 * Whether the view follows the newest line. It lets go when a person scrolls up, counts what came
 * since, and takes hold again at the end.
 */
export class Follow {
  #top = 0;
  #seen = 0;

  constructor(on, total) {
    this.on = on;
    this.#seen = total;
    this.total = total;
  }

  /** After any scrolling: where the view is now. */
  scrolled(top, atEnd) {
    if (atEnd) this.on = true;
    else if (top < this.#top) this.on = false;
    this.#top = top;
    this.#see();
  }

  /** A jump to a line or a match: the person looks elsewhere. */
  leave() {
    this.on = false;
    this.#see(true);
  }

  resume() {
    this.on = true;
    this.#see();
  }

  grew(total) {
    this.total = total;
    this.#see();
  }

  #see(force = false) {
    if (this.on || force) this.#seen = this.total;
  }

  /** Lines that came while the view did not follow. */
  get unseen() {
    return this.total - this.#seen;
  }
}
