import { test } from "node:test";
import assert from "node:assert/strict";
import { LineStore } from "../js/line-store.js";
import { Layout, cells } from "../js/layout.js";
import { Follow } from "../js/follow.js";
import { Find } from "../js/find.js";
import { ago, bytes, count, duration, visible } from "../js/words.js";

const line = (n, part = "output", text = `line ${n}`) => ({ n, part, command: 0, text });
const range = (from, to, part) => Array.from({ length: to - from + 1 }, (_, i) => line(from + i, part));

test("a line that comes twice is there once", () => {
  const store = new LineStore();
  store.put(range(1, 10));
  store.put(range(8, 12));
  assert.equal(store.total, 12);
  assert.equal(store.loaded, 12);
});

test("a gap between the page and the live feed is seen and asked for", () => {
  const store = new LineStore();
  store.put(range(1, 10));
  store.put(range(21, 25));
  assert.deepEqual(store.missing(1, 25, 1000), { after: 10, limit: 10 });
  assert.deepEqual(store.put(range(9, 20)).map((l) => l.n), range(11, 20).map((l) => l.n));
  assert.equal(store.missing(1, 25, 1000), null);
});

test("what is missing is asked for in pieces", () => {
  const store = new LineStore();
  store.expect(100_000);
  assert.deepEqual(store.missing(50_001, 50_040, 1000), { after: 50_000, limit: 1000 });
  assert.deepEqual(store.missing(99_990, 100_000, 1000), { after: 99_989, limit: 11 });
});

test("the unfinished line is replaced in place, and gone once it is finished", () => {
  const store = new LineStore();
  store.put(range(1, 2));
  store.setPartial(line(3, "output", "Inter"));
  store.setPartial(line(3, "output", "Interface"));
  assert.equal(store.get(3).text, "Interface");
  assert.equal(store.total, 2);
  store.put([line(3, "output", "Interface IP")]);
  assert.equal(store.partial, null);
  assert.equal(store.get(3).text, "Interface IP");
});

test("an unfinished line that comes late does not cover a finished one", () => {
  const store = new LineStore();
  store.put(range(1, 5));
  store.setPartial(line(4, "output", "old"));
  assert.equal(store.partial, null);
  assert.equal(store.get(4).text, "line 4");
});

test("session lines fold to one row that grows as they come", () => {
  const store = new LineStore();
  const layout = new Layout(store);
  store.put(range(1, 3, "session"));
  layout.extend();
  assert.deepEqual(layout.items, [-1]);
  store.put(range(4, 24, "session"));
  layout.extend();
  assert.deepEqual(layout.items, [-1]);
  assert.equal(layout.label(layout.groups[0]), "Login and set-up, 24 lines");
  store.put([line(25, "command"), line(26)]);
  layout.extend();
  assert.deepEqual(layout.items, [-1, 25, 26]);
  assert.equal(layout.rows, 3);
});

test("extending gives what rebuilding gives", () => {
  const store = new LineStore();
  const layout = new Layout(store);
  layout.columns = 5;
  const parts = ["session", "session", "command", "output", "output", "prompt", "session", "output"];
  for (let n = 1; n <= 400; n++) {
    store.setPartial(line(n, parts[n % 8], "x".repeat(n % 13)));
    layout.extend();
    store.put([line(n, parts[n % 8], "x".repeat(n % 17))]);
    layout.extend();
    if (n % 37 === 0) layout.toggle(layout.groups[layout.groups.length - 1]);
  }
  const { items, tops } = layout;
  layout.rebuild();
  assert.deepEqual(layout.items, items);
  assert.deepEqual(layout.tops, tops);
});

test("every row belongs to one item, every line is found", () => {
  const store = new LineStore();
  store.put([...range(1, 3, "session"), ...range(4, 50).map((l) => ({ ...l, text: "y".repeat(l.n * 3) }))]);
  const layout = new Layout(store);
  layout.columns = 20;
  layout.rebuild();
  for (let row = 0; row < layout.rows; row++) {
    const i = layout.at(row);
    assert.ok(layout.tops[i] <= row && row < layout.tops[i + 1]);
  }
  for (let n = 4; n <= 50; n++) assert.equal(layout.items[layout.indexOf(n)], n);
  assert.equal(layout.items[layout.indexOf(2)], -1);
  layout.reveal(2);
  assert.equal(layout.items[layout.indexOf(2)], 2);
});

test("200,000 lines are laid out in a moment", () => {
  const store = new LineStore();
  store.put(range(1, 200_000));
  const layout = new Layout(store);
  const start = performance.now();
  layout.rebuild();
  assert.equal(layout.rows, 200_000);
  assert.ok(performance.now() - start < 1000);
});

test("columns are counted as a terminal counts them", () => {
  assert.equal(cells("abc"), 3);
  assert.equal(cells("a\tb"), 9);
  assert.equal(cells("日本"), 4);
  assert.equal(cells("x".repeat(50), 10), 10);
});

test("following lets go when scrolled up, and counts what came since", () => {
  const follow = new Follow(true, 100);
  follow.scrolled(500, true);
  follow.grew(120);
  assert.equal(follow.unseen, 0);
  follow.scrolled(300, false);
  assert.equal(follow.on, false);
  follow.grew(157);
  assert.equal(follow.unseen, 37);
  follow.scrolled(900, true);
  assert.equal(follow.on, true);
  assert.equal(follow.unseen, 0);
});

test("scrolling down without reaching the end does not take hold", () => {
  const follow = new Follow(true, 10);
  follow.scrolled(500, true);
  follow.scrolled(100, false);
  follow.scrolled(200, false);
  assert.equal(follow.on, false);
});

test("matches are found whatever the case, in order, though lines come in any order", () => {
  const find = new Find("UP");
  find.look([line(10, "output", "up, line protocol is up")]);
  find.look([line(2, "output", "Gi1 is Up")]);
  assert.deepEqual(find.matches.map((m) => [m.n, m.at]), [[2, 7], [10, 0], [10, 21]]);
  assert.equal(find.startAt(3).n, 10);
  assert.equal(find.move(1).at, 21);
  assert.equal(find.move(1).n, 2);
  assert.equal(find.move(-1).at, 21);
});

test("words say what the server's words say", () => {
  assert.equal(ago(0, 3000), "just now");
  assert.equal(ago(0, 59_000), "59 s ago");
  assert.equal(ago(0, 3_599_000), "59 min ago");
  assert.equal(ago(0, 47 * 3_600_000), "47 h ago");
  assert.equal(ago(0, 1200 * 86_400_000), "1,200 days ago");
  assert.equal(duration(470), "0.4 s");
  assert.equal(duration(59_900), "59 s");
  assert.equal(duration(185_000), "3 min 5 s");
  assert.equal(duration(7_800_000), "2 h 10 min");
  assert.equal(bytes(999), "999 B");
  assert.equal(bytes(4200), "4.2 kB");
  assert.equal(bytes(999_960), "1.0 MB");
  assert.equal(count(1234567), "1,234,567");
  assert.equal(visible("a\u001b[0m\u0007\r\nb"), "a␛[0m␇␍\nb");
});
