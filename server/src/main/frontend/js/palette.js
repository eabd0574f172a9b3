// Ctrl-K: pages, actions and devices by typing.
import { api, icon, make } from "./dom.js";

const dialog = document.getElementById("palette");
if (dialog) start();

function start() {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const none = dialog.querySelector(".none");
  const fixed = [...document.querySelectorAll("[data-palette]")].map((e) => ({
    words: e.dataset.palette,
    hint: e.dataset.paletteHint ?? "Page",
    icon: e.dataset.paletteIcon ?? "right",
    go: () => (e.href ? location.assign(e.href) : e.click()),
  }));
  let items = [];
  let chosen = 0;
  let asked = 0;
  let wait = 0;

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (dialog.open) dialog.close();
      else open();
    }
  });
  document.querySelectorAll("[data-palette-open]").forEach((b) => b.addEventListener("click", open));

  function open() {
    if (document.querySelector("dialog[open]")) return;
    input.value = "";
    dialog.showModal();
    show();
  }

  input.addEventListener("input", () => {
    clearTimeout(wait);
    show();
    if (input.value.trim() !== "") wait = setTimeout(devices, 120);
  });

  async function devices() {
    const mine = ++asked;
    const text = input.value.trim();
    const found = await api(`/api/v1/devices?limit=8&q=${encodeURIComponent(text)}`).catch(() => ({ items: [] }));
    if (mine !== asked || text !== input.value.trim()) return;
    show(found.items.map((d) => ({
      words: d.hostname,
      hint: [d.site, d.platform, d.address].filter(Boolean).join(" · "),
      icon: "devices",
      go: () => location.assign(`/devices/${d.id}`),
    })));
  }

  function show(devices = []) {
    const text = input.value.trim().toLowerCase();
    items = [...fixed.filter((i) => text.split(/\s+/).every((w) => i.words.toLowerCase().includes(w))), ...devices];
    list.replaceChildren(...items.map((item, i) => {
      const row = make("li", "", icon(item.icon), make("span", "", item.words), make("span", "muted", item.hint));
      row.id = `palette-${i}`;
      row.setAttribute("role", "option");
      row.addEventListener("click", () => item.go());
      row.addEventListener("mousemove", () => choose(i));
      return row;
    }));
    none.hidden = items.length > 0;
    choose(0);
  }

  function choose(i) {
    chosen = i;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === i)));
    list.children[i]?.scrollIntoView({ block: "nearest" });
    if (items.length > 0) input.setAttribute("aria-activedescendant", `palette-${i}`);
    else input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (items.length > 0) choose((chosen + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      items[chosen]?.go();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
