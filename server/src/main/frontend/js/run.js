// The page of one run: its head that ticks, its output that grows, and what can be done with it.
import { api, copy, icon } from "./dom.js";
import { Find } from "./find.js";
import { Follow } from "./follow.js";
import { LineStore } from "./line-store.js";
import { OutputView } from "./output.js";
import { bytes, count, duration, lines as linesWords, visible } from "./words.js";

const page = document.getElementById("run");
if (page) start();

function start() {
  const base = `/api/v1/runs/${page.dataset.id}`;
  const viewport = document.getElementById("output");
  const $ = (name) => page.querySelector(`[data-run="${name}"]`);
  const commands = [...page.querySelectorAll("[data-command]")].map((e) => e.textContent);
  let status = page.dataset.status;
  let seq = Number(page.dataset.seq);
  let started = page.dataset.started ? Date.parse(page.dataset.started) : null;
  let finished = page.dataset.finished ? Date.parse(page.dataset.finished) : null;
  // The server's clock and this machine's need not agree.
  const skew = Date.parse(page.dataset.now) - Date.now();
  const over = () => !["pending", "running"].includes(status);

  // The lines that came with the page.
  const store = new LineStore();
  store.put(
    [...viewport.querySelectorAll(".line")].map((row) => ({
      n: Number(row.id.slice(1)),
      part: row.dataset.part,
      command: Number(row.dataset.command),
      text: row.lastElementChild.textContent,
      hidden: Number(row.dataset.hidden ?? 0),
    })),
  );
  store.expect(Number(page.dataset.lines));

  const follow = new Follow(!over() && !location.hash, store.total);
  const tail = page.querySelector("[data-tail]");
  const view = new OutputView(viewport, store, follow, {
    commands,
    fetchLines: async (after, limit) => (await api(`${base}/lines?after=${after}&limit=${limit}&view=session`)).lines,
    onChange() {
      const hidden = follow.unseen === 0;
      if (tail.hidden !== hidden) tail.hidden = hidden;
      if (!hidden) tail.lastElementChild.textContent = `${count(follow.unseen)} new ${follow.unseen === 1 ? "line" : "lines"}`;
      $("lines").textContent = count(store.total);
      const nothing = page.querySelector("[data-nothing]");
      nothing.hidden = store.total > 0 || store.partial !== null;
      if (store.hidden > 0) {
        $("hidden").hidden = false;
        $("hidden-count").textContent = store.hidden === 1 ? "1 secret is" : `${count(store.hidden)} secrets are`;
      }
    },
    onLineNumber: chooseLine,
  });
  view.layout.foldByDefault = !over() || store.commands > 0;
  view.start(read("wrap") === "on");
  showWrap();
  fromAddress();
  addEventListener("hashchange", fromAddress);
  tail.addEventListener("click", () => {
    view.toEnd();
    viewport.focus({ preventScroll: true });
  });

  // Live.
  let events = null;
  let retry = 1000;
  let lost = 0;
  if (!over()) connect();
  tick();

  function connect() {
    events = new EventSource(`${base}/events?after=${seq}`);
    events.addEventListener("open", () => {
      clearTimeout(lost);
      lost = 0;
      retry = 1000;
      $("connection").hidden = true;
    });
    events.addEventListener("lines", (event) => {
      const news = JSON.parse(event.data);
      const before = store.total;
      const fresh = store.put(news.lines);
      store.setPartial(news.partial);
      seq = news.seq;
      view.find?.look(fresh);
      follow.grew(store.total);
      view.changed(fresh.some((line) => line.n <= before));
    });
    events.addEventListener("run", (event) => head(JSON.parse(event.data)));
    events.addEventListener("end", (event) => {
      events.close();
      const run = JSON.parse(event.data);
      store.setPartial(null);
      store.expect(run.lines);
      follow.grew(store.total);
      head(run);
      if (store.commands === 0) view.layout.foldByDefault = false;
      view.changed(true);
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

  function head(run) {
    started = run.startedAt ? Date.parse(run.startedAt) : started;
    finished = run.finishedAt ? Date.parse(run.finishedAt) : null;
    $("bytes").textContent = bytes(run.bytes);
    $("reused").hidden = !run.sessionReused;
    $("waiting").textContent = run.waitingFor ?? "";
    if (run.status === status) return;
    status = run.status;
    page.dataset.status = status;
    const chip = $("status");
    chip.dataset.status = status;
    chip.querySelector(".icon").replaceWith(icon(`s-${status}`));
    chip.lastElementChild.textContent = status;
    page.querySelectorAll("[data-when]").forEach((e) => (e.hidden = e.dataset.when !== (over() ? "over" : "live")));
    if (run.cause) failure(run.cause);
    showDuration();
    $("announce").textContent = over()
      ? `The run ended: ${status}, ${linesWords(store.total)}.`
      : `The run is ${status}.`;
    document.title = document.title.replace(/^[^·]*·/, `${status} ·`);
  }

  function failure(cause) {
    const panel = document.getElementById("failure");
    panel.dataset.status = status;
    for (const name of ["code", "summary", "expected", "lastBytes", "advice"]) {
      const place = panel.querySelector(`[data-cause="${name}"]`);
      place.textContent = name === "lastBytes" ? visible(cause[name] ?? "") : (cause[name] ?? "");
      const group = place.closest("[data-cause-row]");
      if (group) group.hidden = !cause[name];
    }
    for (const only of panel.querySelectorAll("[data-cause-only]")) {
      only.hidden = only.dataset.causeOnly !== cause.code;
      if (cause.jumpHost) only.querySelector("a").href = `/devices/${cause.jumpHost}/edit#f-sshProfile`;
    }
    panel.hidden = false;
  }

  function showDuration() {
    $("duration").textContent = started ? duration((finished ?? Date.now() + skew) - started) : "–";
  }

  async function tick() {
    showDuration();
    for (let i = 1; !over(); i++) {
      await new Promise((done) => setTimeout(done, 100));
      if (document.hidden) continue;
      showDuration();
      if (i % 10 === 0 && status === "running") {
        await api(base).then((run) => run.status === status && ($("bytes").textContent = bytes(run.bytes))).catch(() => {});
      }
    }
  }

  // Lines in the address: #L12, #L12-L20.
  function fromAddress() {
    const match = /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash);
    view.marked = match ? range(Number(match[1]), Number(match[2] ?? match[1])) : null;
    if (view.marked) view.show(view.marked.from);
    else view.changed();
  }

  function range(a, b) {
    return { from: Math.min(a, b), to: Math.max(a, b), anchor: a };
  }

  function chooseLine(n, extend) {
    const anchor = extend && view.marked ? view.marked.anchor : n;
    view.marked = range(anchor, n);
    view.marked.anchor = anchor;
    const { from, to } = view.marked;
    history.replaceState(null, "", from === to ? `#L${from}` : `#L${from}-L${to}`);
    view.changed();
  }

  // Wrap, copy.
  function showWrap() {
    $("wrap").setAttribute("aria-pressed", String(view.wrap));
  }
  $("wrap").addEventListener("click", () => {
    view.wrap = !view.wrap;
    write("wrap", view.wrap ? "on" : "off");
    showWrap();
  });
  $("copy").addEventListener("click", async () => {
    if (view.marked) {
      await view.complete(view.marked.from, view.marked.to);
      await copy(store.text(view.marked.from, view.marked.to), $("copy"));
    } else {
      const response = await fetch(`${base}/output?format=text`);
      if (response.ok) await copy(await response.text(), $("copy"));
    }
  });

  // Search.
  const box = $("find");
  const counter = $("find-count");
  let search = 0;
  let wait = 0;
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(look, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      box.value = "";
      look();
      viewport.focus();
    }
  });
  $("find-next").addEventListener("click", () => step(1));
  $("find-previous").addEventListener("click", () => step(-1));

  async function look() {
    const mine = ++search;
    if (box.value === "") {
      view.find = null;
      counter.textContent = "";
      view.changed();
      return;
    }
    const find = new Find(box.value);
    view.find = find;
    const here = [];
    for (let n = 1; n <= store.total; n++) {
      const line = store.get(n);
      if (line) here.push(line);
    }
    find.look(here);
    const from = view.firstVisible();
    const go = () => {
      const match = find.startAt(from);
      if (match) view.show(match.n, match.at);
    };
    go();
    showCount();
    try {
      await view.complete(1, store.total, (fresh) => {
        if (mine !== search) return false;
        const first = find.matches.length === 0;
        find.look(fresh);
        if (first) go();
        showCount();
        return true;
      });
    } catch (error) {
      counter.textContent = error.message;
      return;
    }
    if (mine === search) showCount();

    function showCount() {
      const n = find.matches.length;
      const more = store.loaded < store.total ? ` · searched ${Math.floor((100 * store.loaded) / store.total)} %` : "";
      counter.textContent = n === 0 ? (more ? more.slice(3) : "Not found") : `${count(find.current + 1)} of ${count(n)}${more}`;
      view.changed();
    }
  }

  function step(by) {
    const match = view.find?.move(by);
    if (!match) return;
    counter.textContent = `${count(view.find.current + 1)} of ${count(view.find.matches.length)}`;
    view.show(match.n, match.at);
  }

  addEventListener("keydown", (event) => {
    const find = (event.ctrlKey || event.metaKey) && event.key === "f" && !event.shiftKey && !event.altKey;
    if (find && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  // Cancelling stays on the page.
  $("cancel")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = $("cancel").querySelector("button");
    button.disabled = true;
    try {
      head(await api(`${base}/cancel`, { method: "POST" }));
      button.lastElementChild.textContent = "Cancelling…";
    } catch (error) {
      button.disabled = false;
      $("announce").textContent = error.message;
    }
  });
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds for this page only.
  }
}
