// Keys of every page. None of them works while one types.
import { typing } from "./dom.js";

const GO = { d: "/devices", o: "/groups", r: "/runs", j: "/jobs", n: "/run", h: "/", a: "/account" };
let g = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    document.getElementById("help")?.showModal();
  } else if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === "g") g = event.timeStamp;
  else if (event.timeStamp - g < 1200 && GO[event.key] && document.querySelector(`.nav a[href="${GO[event.key]}"], .menu-panel a[href="${GO[event.key]}"]`)) location.assign(GO[event.key]);
  else if (event.key === "j" || event.key === "k") move(event, event.key === "j" ? 1 : -1);
  else if (event.key === "x") document.activeElement?.closest("tr")?.querySelector("input[name=id]")?.click();
  else if (event.key === "c" && document.querySelector("[data-key-c]")) {
    event.preventDefault();
    document.querySelector("[data-key-c]").click();
  }
});

function move(event, by) {
  const links = [...document.querySelectorAll(".list tbody a.main")];
  if (links.length === 0) return;
  event.preventDefault();
  const row = document.activeElement?.closest("tr");
  const now = links.findIndex((link) => row?.contains(link));
  const next = links[Math.max(0, Math.min(links.length - 1, now + by))];
  next.focus();
  next.closest("tr").scrollIntoView({ block: "nearest" });
}
