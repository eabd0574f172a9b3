// The menu of customers: arrows, Home and End, letters for a short list, a search for a long one.
const menu = document.querySelector("[data-customers]");
if (menu) {
  const search = menu.querySelector("[data-search-customers]");
  const list = document.getElementById("customer-choices");
  const choices = () => [...list.querySelectorAll("[data-choice]")];
  let typed = "";
  let typedAt = 0;
  let asked = 0;
  let wait = 0;

  menu.addEventListener("toggle", (event) => {
    if (event.newState === "open") (search ?? list.querySelector("[aria-current]") ?? choices()[0])?.focus();
  });

  menu.addEventListener("keydown", (event) => {
    const all = choices();
    const at = all.indexOf(document.activeElement);
    const go = (i) => {
      event.preventDefault();
      all[i]?.focus();
    };
    if (event.key === "ArrowDown") go(Math.min(at + 1, all.length - 1));
    else if (event.key === "ArrowUp") {
      if (at <= 0 && search) {
        event.preventDefault();
        search.focus();
      } else go(Math.max(at - 1, 0));
    } else if (event.key === "Home" && at >= 0) go(0);
    else if (event.key === "End" && at >= 0) go(all.length - 1);
    else if (event.key === "Enter" && event.target === search) go(0), all[0]?.click();
    else if (at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation(); // a letter is no shortcut here
      if (search) {
        search.focus();
        search.value += event.key;
        search.dispatchEvent(new Event("input"));
        return;
      }
      typed = event.timeStamp - typedAt > 800 ? event.key : typed + event.key;
      typedAt = event.timeStamp;
      const begins = (choice) => choice.textContent.trim().toLowerCase().startsWith(typed.toLowerCase());
      const rest = typed.length === 1 ? [...all.slice(at + 1), ...all.slice(0, at + 1)] : [...all.slice(at), ...all.slice(0, at)];
      rest.find(begins)?.focus();
    }
  });

  search?.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(look, 120);
  });

  async function look() {
    const mine = ++asked;
    const query = new URLSearchParams({ q: search.value.trim(), from: location.pathname });
    const answer = await fetch(`/account/customers?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...found.body.children);
  }
}
