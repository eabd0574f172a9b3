// Forms: Ctrl-Enter sends, leaving with changes asks, rows of names and values, devices by typing.
import { api, make } from "./dom.js";

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form") ?? null;
    if (form?.method === "post" && event.target.matches("input, textarea, select")) {
      event.preventDefault();
      form.requestSubmit();
    }
  }
});

// A button pressed twice does it once.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => delete f.dataset.sent));

// Unsaved changes.
const kept = document.querySelector("form[data-keep]");
if (kept) {
  const content = () => new URLSearchParams(new FormData(kept)).toString();
  const before = kept.dataset.keep === "changed" ? "" : content();
  let leaving = false;
  kept.addEventListener("submit", () => (leaving = true));
  addEventListener("beforeunload", (event) => {
    if (!leaving && content() !== before) event.preventDefault();
  });
}
document.querySelector("[aria-invalid=true]")?.focus();

// A question that came with the page: modal where there is a script.
for (const dialog of document.querySelectorAll("dialog[data-modal][open]")) {
  dialog.close();
  dialog.showModal();
}

// Rows of name and value: there is always an empty one.
for (const list of document.querySelectorAll("[data-pairs]")) {
  const template = list.querySelector("template");
  const tidy = () => {
    const rows = [...list.querySelectorAll(".pair")];
    const fields = "input, select:has(> option[value=''])";
    const empty = (row) => [...row.querySelectorAll(fields)].every((i) => i.value === "");
    if (rows.length === 0 || !empty(rows[rows.length - 1])) list.append(template.content.cloneNode(true));
  };
  list.addEventListener("input", tidy);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const next = button.closest(".pair").nextElementSibling;
    button.closest(".pair").remove();
    tidy();
    (next?.querySelector("input, select") ?? list.querySelector(".pair:last-of-type :is(input, select)"))?.focus();
  });
  tidy();
}

// The port follows the protocol as long as it is the protocol's own.
const protocol = document.querySelector("select[name=protocol]");
protocol?.addEventListener("change", () => {
  const port = document.querySelector("input[name=port]");
  if (["", "22", "23"].includes(port.value)) port.value = protocol.value === "telnet" ? "23" : "22";
});

// The name survives a refused login. The second step asks for a code alone, or for nothing.
const login = document.getElementById("login");
login?.querySelector("[name=code]")?.focus();
const name = login?.querySelector("[name=username]");
if (name) {
  const password = login.querySelector("[name=password]");
  try {
    if (name.value === "" && location.search.includes("error")) name.value = sessionStorage.getItem("username") ?? "";
    login.addEventListener("submit", () => sessionStorage.setItem("username", name.value));
  } catch {
    // Then it has to be typed again.
  }
  (name.value === "" ? name : password).focus();
}

// A device by typing: a combobox (WAI-ARIA 1.2, list autocomplete).
for (const combo of document.querySelectorAll("[data-combo]")) {
  const input = combo.querySelector("input");
  const list = combo.querySelector("ul");
  let chosen = -1;
  let asked = 0;
  let wait = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  const choose = (i) => {
    chosen = i;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === i)));
    if (i >= 0) {
      input.setAttribute("aria-activedescendant", list.children[i].id);
      list.children[i].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (i) => {
    input.value = list.children[i].dataset.value;
    close();
  };
  const look = async () => {
    const mine = ++asked;
    const found = await api(`/api/v1/devices?limit=12&enabled=true&q=${encodeURIComponent(input.value.trim())}`).catch(() => null);
    if (mine !== asked || !found || document.activeElement !== input) return;
    list.replaceChildren(...found.items.map((d, i) => {
      const row = make("li", "", make("span", "", d.hostname), make("span", "muted", [d.site, d.platform, d.address].filter(Boolean).join(" · ")));
      row.id = `${list.id}-${i}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      // Two sites may have a device of one name; its number is exact.
      row.dataset.value = found.items.some((o) => o !== d && o.hostname.toLowerCase() === d.hostname.toLowerCase()) ? String(d.id) : d.hostname;
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(i);
      });
      return row;
    }));
    list.hidden = found.items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(look, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) look();
      else if (list.children.length > 0) choose((chosen + (event.key === "ArrowDown" ? 1 : -1) + list.children.length) % list.children.length);
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
}

// A local time is of the browser's zone.
for (const zone of document.querySelectorAll("[data-zone]")) {
  const name = zone.value || Intl.DateTimeFormat().resolvedOptions().timeZone;
  zone.value = name;
  for (const words of document.querySelectorAll("[data-zone-name]")) words.textContent = name;
}

// Parts of a comparison that are alike.
document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("[data-unfold]")?.closest("tbody");
  if (!fold) return;
  fold.nextElementSibling.hidden = false;
  fold.remove();
});
