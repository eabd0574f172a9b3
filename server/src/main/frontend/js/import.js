// Tries and imports a file of devices. The file stays in the browser between the two.
import { api, make } from "./dom.js";

const SHOWN = 500;
const STATES = { created: "ok", updated: "running", unchanged: "unknown", rejected: "error" };
const form = document.querySelector("[data-import]");
const section = document.getElementById("report");
const part = (name) => section.querySelector(`[data-${name}]`);
const number = (n) => n.toLocaleString("en");
let file = null;
let report = null;
let show = "";

form.addEventListener("submit", (event) => {
  event.preventDefault();
  file = form.elements.file.files[0] ?? file;
  if (file) send(true, false);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const dropped = event.dataTransfer?.files[0];
  if (!dropped) return;
  form.elements.file.required = false;
  form.elements.file.value = "";
  file = dropped;
  send(true, false);
});
section.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("show" in button.dataset) {
    show = button.dataset.show;
    draw();
  } else if ("download" in button.dataset) {
    download();
  } else if ("apply" in button.dataset) {
    send(false, true);
  }
});

async function send(dryRun, skipRejected) {
  const format = form.elements.format.value;
  busy(true);
  wrong("");
  try {
    report = await api(`/api/v1/devices/import?dryRun=${dryRun}&skipRejected=${skipRejected}&format=${format}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    });
    show = report.counts.rejected > 0 && dryRun ? "rejected" : "";
    draw();
  } catch (error) {
    section.hidden = true;
    wrong(error.message);
  } finally {
    busy(false);
  }
}

function busy(is) {
  form.querySelector("[data-try]").disabled = is;
  part("apply").disabled = is;
  section.ariaBusy = String(is);
}

function wrong(text) {
  const note = document.getElementById("wrong");
  note.hidden = !text;
  note.querySelector("span").textContent = text;
}

function draw() {
  const { counts, rows, applied } = report;
  const changing = counts.created + counts.updated;
  section.hidden = false;
  part("title").textContent = applied
    ? `Imported: ${number(counts.created)} created, ${number(counts.updated)} updated`
    : `This would create ${number(counts.created)} and update ${number(counts.updated)}`;
  part("file").textContent = `${file.name}: ${report.formatName}, ${report.encoding}, ${number(rows.length)} devices`;
  part("notices").replaceChildren(...report.notices.map((text) => make("li", "", text)));
  for (const count of section.querySelectorAll("[data-count]")) {
    count.textContent = number(count.dataset.count ? counts[count.dataset.count] : rows.length);
  }
  for (const button of section.querySelectorAll("[data-show]")) {
    button.ariaPressed = String(button.dataset.show === show);
  }
  const apply = part("apply");
  apply.hidden = applied || changing === 0;
  apply.textContent = counts.rejected > 0 ? `Import the ${number(changing)} good ones` : `Import ${number(changing)}`;
  const chosen = show ? rows.filter((row) => row.result === show) : rows;
  part("rows").replaceChildren(...chosen.slice(0, SHOWN).map(line));
  const more = part("more");
  more.hidden = chosen.length <= SHOWN;
  more.textContent = `${number(SHOWN)} of ${number(chosen.length)} are shown; the report has all.`;
}

function line(row) {
  const tr = document.createElement("tr");
  const result = make("span", "status", row.result);
  const why = make("td", "wide whitespace-normal py-1.5", "");
  const text = make("p", "line-clamp-3", words(row));
  text.title = text.textContent; // the report has it whole, too
  why.append(text);
  result.dataset.status = STATES[row.result];
  tr.append(
    make("td", "num", String(row.line)),
    make("td", "", row.hostname || "–"),
    make("td", "", row.site || "–"),
    make("td", "", result),
    why,
  );
  return tr;
}

function words(row) {
  if (row.messages.length > 0) return row.messages.join(" ");
  const text = (value) => (value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(row.changes).map(([field, { from, to }]) => `${field}: ${text(from)} → ${text(to)}`).join("; ");
}

/** A cell that looks like a formula is kept as text. */
function cell(text) {
  return `"${String(text).replace(/^'*[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
}

function download() {
  const lines = report.rows.map((row) => [row.line, row.hostname, row.site, row.result, words(row)].map(cell).join(","));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["line,hostname,site,result,why\r\n", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
  link.download = "import-report.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
