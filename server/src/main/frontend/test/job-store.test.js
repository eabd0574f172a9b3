import assert from "node:assert/strict";
import { test } from "node:test";
import { JobStore } from "../js/job-store.js";

const STATUSES = ["pending", "running", "ok", "error", "cancelled", "interrupted"];

function store() {
  const s = new JobStore();
  s.load({
    seq: 10, total: 5, more: false, statuses: STATUSES, causes: ["silent"], id: [7, 8, 9], hostname: ["r1", "r2", "R3"],
    status: [2, 3, 1], cause: [-1, 0, -1], answer: [1, -1, -1], bytes: [10, 20, 0], millis: [100, 200, -1],
  });
  return s;
}
const run = (id, status, more = {}) => ({ id, hostname: `h${id}`, status, cause: null, bytes: 5, startedAt: null, finishedAt: null, answer: null, ...more });

test("news follow on what is known, are taken once, and a gap is seen", () => {
  const s = store();
  assert.deepEqual(s.apply({ after: 10, seq: 12, runs: [run(9, "ok", { startedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:00:02Z" })] }), [2]);
  assert.equal(s.statusAt(2), "ok");
  assert.equal(s.millis[2], 2000);
  assert.deepEqual(s.apply({ after: 10, seq: 12, runs: [run(9, "error")] }), []);
  assert.equal(s.statusAt(2), "ok");
  assert.equal(s.apply({ after: 13, seq: 14, runs: [] }), null);
  assert.equal(s.seq, 12);
});

test("a run that is made later takes the next place, and the others are pending until then", () => {
  const s = store();
  assert.equal(s.statusAt(3), "pending");
  assert.deepEqual(s.apply({ after: 10, seq: 11, runs: [run(12, "error", { cause: "auth_refused" })] }), [3]);
  assert.equal(s.made, 4);
  assert.equal(s.causeAt(3), "auth_refused");
  assert.equal(s.place(12), 3);
});

test("filters combine, and without any all is shown", () => {
  const s = store();
  assert.equal(s.matching({}), null);
  assert.deepEqual(s.matching({ status: "error" }), [1]);
  assert.deepEqual(s.matching({ text: "r3" }), [2]);
  assert.deepEqual(s.matching({ cause: "silent", text: "r1" }), []);
  assert.deepEqual(s.matching({ cause: "unknown_here" }), []);
  assert.deepEqual(s.matching({ answer: 1 }), [0]);
});
