// The page of one job: its head that ticks, the grid and the table of its devices, and the groups.
import { api, icon, make } from "./dom.js";
import { JobGridView } from "./job-grid.js";
import { JobStore } from "./job-store.js";
import { JobTableView, words } from "./job-table.js";
import { count, duration } from "./words.js";

const STATUSES = ["ok", "error", "interrupted", "cancelled", "running"]; // the order of the bar
const REFRESH = 2000; // how often the groups are asked for while the job goes on

const page = document.getElementById("job");
if (page) start();

async function start() {
  const base = `/api/v1/jobs/${page.dataset.id}`;
  const $ = (name) => page.querySelector(`[data-job="${name}"]`);
  const total = Number(page.dataset.total);
  const skew = Date.parse(page.dataset.now) - Date.now();
  const time = (text) => (text ? Date.parse(text) : null);
  let status = page.dataset.status;
  let over = page.dataset.over === "yes";
  let started = time(page.dataset.started);
  let finished = time(page.dataset.finished);
  let done = 0;
  let filter = fromAddress();

  const store = new JobStore();
  store.load(await grid());

  async function grid() {
    for (let wait = 500; ; wait = Math.min(wait * 2, 15_000)) {
      try {
        const answer = await api(`${base}/grid`);
        $("connection").hidden = true;
        return answer;
      } catch (error) {
        if (error.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
        $("connection").hidden = false;
        await new Promise((then) => setTimeout(then, wait));
      }
    }
  }

  const cell = document.getElementById("cell");
  const hint = cell.firstElementChild;
  const gridView = new JobGridView(document.getElementById("grid"), store, {
    onPoint(at, byKeys) {
      cell.setAttribute("aria-live", byKeys ? "polite" : "off");
      cell.replaceChildren(at < 0 ? hint : describe(at));
    },
    onOpen(at) {
      if (at < store.made) location.assign(`/runs/${store.id[at]}`);
    },
  });
  const table = new JobTableView(document.getElementById("table"), store);

  function describe(at) {
    if (at >= store.made) return make("span", "", "Not made yet · pending");
    const state = make("span", "status", icon(`s-${store.statusAt(at)}`), make("span", "", store.statusAt(at)));
    state.dataset.status = store.statusAt(at);
    const cause = store.causeAt(at);
    return make("span", "row", make("b", "mono", store.hostname[at]), state, make("span", "muted", cause ? words(cause) : ""));
  }

  // Filters: a state, a cause or an answer, and a part of a name; they stand in the address.
  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    return { status: asked.get("status") ?? "", cause: asked.get("cause") ?? "", text: asked.get("q") ?? "", answer: -1, words: "" };
  }

  function narrow(change) {
    filter = { ...filter, ...change };
    const asked = new URLSearchParams();
    if (filter.status) asked.set("status", filter.status);
    if (filter.cause) asked.set("cause", filter.cause);
    if (filter.text) asked.set("q", filter.text);
    history.replaceState(null, "", asked.size > 0 ? `?${asked}` : location.pathname);
    showFilter(true);
  }

  function showFilter(fresh) {
    for (const button of page.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === filter.status));
    const chip = $("narrowed");
    chip.hidden = !filter.cause && filter.answer < 0;
    chip.children[0].textContent = filter.cause ? "cause is" : "answer of";
    chip.children[1].textContent = filter.cause ? words(filter.cause) : filter.words;
    for (const pick of page.querySelectorAll("[data-cause]")) pick.setAttribute("aria-pressed", String(pick.dataset.cause === filter.cause));
    const places = store.matching(filter);
    gridView.shown = places && new Set(places);
    if (fresh) table.show(places);
    else table.places = places;
    table.changed();
    return places !== null;
  }

  page.addEventListener("click", (event) => {
    const show = event.target.closest("[data-show]");
    if (show) narrow({ status: show.dataset.show });
    const cause = event.target.closest("[data-cause]");
    if (cause) narrow({ cause: filter.cause === cause.dataset.cause ? "" : cause.dataset.cause, answer: -1, status: "" });
    const answer = event.target.closest("[data-answer]");
    if (answer) ofAnswer(Number(answer.dataset.answer), answer.dataset.words);
    if (show || cause) gridView.changed();
  });
  $("narrowed").querySelector("button").addEventListener("click", () => {
    narrow({ cause: "", answer: -1 });
    gridView.changed();
  });
  const search = document.getElementById("q");
  search.value = filter.text;
  search.addEventListener("input", () => {
    narrow({ text: search.value.trim() });
    gridView.changed();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    search.value = "";
    narrow({ text: "" });
    gridView.changed();
  });

  /** Which runs gave an answer stands in the grid only, so that is read again while the job goes on. */
  async function ofAnswer(run, name) {
    if (!over) store.load(await grid());
    narrow({ answer: store.answer[store.place(run)] ?? -1, words: name, cause: "", status: "" });
    gridView.changed();
  }

  // The head.
  function head(job) {
    started = time(job.startedAt);
    finished = time(job.finishedAt);
    done = job.total - job.counts.pending - job.counts.running;
    over = job.counts.pending + job.counts.running === 0;
    $("over").textContent = count(done);
    for (const [name, n] of Object.entries(job.counts)) page.querySelector(`[data-count="${name}"]`).textContent = count(n);
    let x = 0;
    for (const name of STATUSES) {
      const part = $("bar").querySelector(`[data-status="${name}"]`);
      part.setAttribute("x", x);
      part.setAttribute("width", job.counts[name]);
      x += job.counts[name];
    }
    const failed = job.counts.error + job.counts.cancelled + job.counts.interrupted;
    const place = $("failed");
    if (place) place.textContent = count(failed);
    if (job.status !== status) {
      status = job.status;
      const chip = page.querySelector('[data-run="status"]');
      chip.dataset.status = status;
      chip.querySelector(".icon").replaceWith(icon(`s-${status}`));
      chip.lastElementChild.textContent = status;
      document.title = document.title.replace(/^[^·]*·/, `${status} ·`);
      $("announce").textContent = over ? `The job ended: ${status}, ${count(job.counts.ok)} of ${count(total)} ok.` : `The job is ${status}.`;
      page.querySelectorAll("[data-when]").forEach((e) => (e.hidden = e.dataset.when !== (over ? "over" : "live") || (e.dataset.failed !== undefined && failed === 0)));
      if (over) document.getElementById("cancel-job")?.close();
    }
    showTimes();
  }

  function showTimes() {
    const now = Date.now() + skew;
    $("elapsed").textContent = started ? duration((finished ?? now) - started) : "–";
    // The pace so far says something once a twentieth is done.
    const enough = started && done >= Math.max(3, total / 20);
    $("left").textContent = enough && !over ? duration(((now - started) / done) * (total - done)) : "–";
  }

  async function waiting() {
    const first = (await api(`${base}/runs?status=pending&limit=1`)).items[0];
    const run = first && (await api(`/api/v1/runs/${first.id}`));
    $("waiting").textContent = run?.waitingFor ? `Waiting for ${run.waitingFor}.` : "";
  }

  // The groups.
  let groupsAt = 0;
  let groupsSoon = 0;
  function groups() {
    if (groupsSoon) return;
    groupsSoon = setTimeout(async () => {
      groupsSoon = 0;
      groupsAt = Date.now();
      try {
        const [causes, answers] = await Promise.all([api(`${base}/causes`), api(`${base}/answers`)]);
        showCauses(causes);
        showAnswers(answers);
      } catch {
        groups(); // the next time
      }
    }, Math.max(0, groupsAt + REFRESH - Date.now()));
  }

  function fill(place, items, nothing) {
    const held = document.activeElement?.closest?.(`#${place.id} [data-key]`)?.dataset.key;
    const list = make("ul", "", ...items);
    place.replaceChildren(items.length > 0 ? list : make("p", "muted small", nothing));
    if (held) place.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  function showCauses(causes) {
    const items = causes.map((cause) => {
      const pick = make("button", "pick", `${count(cause.count)} × ${words(cause.code)}`);
      pick.type = "button";
      pick.dataset.cause = pick.dataset.key = cause.code;
      pick.setAttribute("aria-pressed", String(filter.cause === cause.code));
      return make("li", "", pick, make("span", "", cause.summary), make("span", "muted", cause.advice));
    });
    fill(document.getElementById("causes"), items, over ? "Nothing failed." : "Nothing failed so far.");
  }

  function showAnswers({ groups: all, different }) {
    $("different").textContent = different > 1 ? `${count(different)} answers` : "";
    const items = all.map((group, i) => {
      const names = group.hostnames.slice(0, 3).join(", ") + (group.count > 3 ? ` and ${count(group.count - 3)} more` : "");
      const pick = make("button", "pick", group.count === 1 ? group.hostnames[0] : `${count(group.count)} devices alike`);
      pick.type = "button";
      pick.dataset.answer = pick.dataset.key = String(group.run);
      pick.dataset.words = group.hostnames[0];
      const line = make("span", "line-2", pick);
      if (i > 0) {
        const compare = make("a", "btn btn-plain btn-small", "Compare");
        compare.href = `/jobs/${page.dataset.id}/compare?a=${all[0].run}&b=${group.run}`;
        compare.dataset.key = `compare-${group.run}`;
        compare.setAttribute("aria-label", `Compare ${group.hostnames[0]} with ${all[0].hostnames[0]}`);
        line.append(compare);
      }
      return make("li", "", line, make("span", "muted", group.count === 1 ? "alone with its answer" : names));
    });
    if (different > all.length) items.push(make("li", "muted", `and ${count(different - all.length)} more answers`));
    fill(document.getElementById("answers"), items, over ? "No device answered." : "No answer so far.");
  }

  // Live.
  let lost = 0;
  let retry = 1000;
  function connect() {
    const events = new EventSource(`${base}/events?after=${store.seq}`);
    events.addEventListener("open", () => {
      clearTimeout(lost);
      lost = 0;
      retry = 1000;
      $("connection").hidden = true;
    });
    events.addEventListener("job", (event) => head(JSON.parse(event.data)));
    events.addEventListener("runs", async (event) => {
      const changed = store.apply(JSON.parse(event.data));
      if (changed === null) {
        events.close();
        store.load(await grid());
        gridView.changed();
        table.changed();
        connect();
        return;
      }
      const narrowed = showFilter(false);
      gridView.changed(narrowed ? undefined : changed);
      if (changed.length > 0) groups();
    });
    events.addEventListener("end", (event) => {
      events.close();
      head(JSON.parse(event.data));
      groups();
    });
    events.addEventListener("error", () => {
      lost ||= setTimeout(() => ($("connection").hidden = false), 1500);
      if (events.readyState !== EventSource.CLOSED) return; // it comes back by itself
      setTimeout(async () => {
        try {
          head(await api(base));
        } catch (error) {
          if (error.status === 401) {
            location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
            return;
          }
        }
        connect();
      }, retry);
      retry = Math.min(retry * 2, 15_000);
    });
  }

  gridView.layout();
  showFilter(true);
  groups();
  if (!over) {
    connect();
    for (let second = 1; !over; second++) {
      await new Promise((then) => setTimeout(then, 1000));
      if (document.hidden) continue;
      showTimes();
      if (second % 5 === 0 && status !== "scheduled") await waiting().catch(() => {});
    }
  }
}
