/**
 * The devices of a job as columns: what stands at one place of each belongs to one run, in the order
 * of the job. Knows nothing of the page.
 */
export class JobStore {
  total = 0; // runs that the job will have; those that are not made yet are pending
  seq = 0; // the newest event that is in it
  statuses = [];
  causes = [];
  #places = new Map(); // a run's number -> its place

  load(grid) {
    this.total = grid.total;
    this.seq = grid.seq;
    this.statuses = grid.statuses;
    this.causes = [...grid.causes];
    this.id = [...grid.id];
    this.hostname = [...grid.hostname];
    this.status = [...grid.status];
    this.cause = [...grid.cause];
    this.answer = [...grid.answer];
    this.bytes = [...grid.bytes];
    this.millis = [...grid.millis];
    this.#places = new Map(this.id.map((id, at) => [id, at]));
  }

  /** Runs that are known by name; the others up to the total are pending. */
  get made() {
    return this.id.length;
  }

  place(id) {
    return this.#places.get(id);
  }

  /**
   * Takes what happened after one event up to another.
   *
   * @returns the places that changed; null when something between is missing
   */
  apply({ after, seq, runs }) {
    if (seq <= this.seq) return [];
    if (after > this.seq) return null;
    this.seq = seq;
    return runs.map((run) => {
      let at = this.#places.get(run.id);
      if (at === undefined) {
        at = this.id.push(run.id) - 1;
        this.#places.set(run.id, at);
        this.hostname.push(run.hostname);
        this.answer.push(-1);
      }
      this.status[at] = this.statuses.indexOf(run.status);
      this.cause[at] = run.cause === null ? -1 : this.#cause(run.cause);
      this.bytes[at] = run.bytes;
      this.millis[at] = run.finishedAt && run.startedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : -1;
      return at;
    });
  }

  #cause(code) {
    const at = this.causes.indexOf(code);
    return at >= 0 ? at : this.causes.push(code) - 1;
  }

  statusAt(at) {
    return at < this.made ? this.statuses[this.status[at]] : "pending";
  }

  causeAt(at) {
    return this.cause[at] >= 0 ? this.causes[this.cause[at]] : "";
  }

  /** The places that match, in order; null for all. */
  matching({ status = "", cause = "", answer = -1, text = "" }) {
    if (!status && !cause && answer < 0 && !text) return null;
    const wantedStatus = this.statuses.indexOf(status);
    const wantedCause = this.causes.indexOf(cause);
    if ((status && wantedStatus < 0) || (cause && wantedCause < 0)) return [];
    const part = text.toLowerCase();
    const places = [];
    for (let at = 0; at < this.made; at++) {
      if (status && this.status[at] !== wantedStatus) continue;
      if (cause && this.cause[at] !== wantedCause) continue;
      if (answer >= 0 && this.answer[at] !== answer) continue;
      if (part && !this.hostname[at].toLowerCase().includes(part)) continue;
      places.push(at);
    }
    return places;
  }
}
