// Runs before the first paint: the chosen theme and density, so that nothing flashes.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("density") === "compact") root.dataset.density = "compact";
  } catch {
    // Storage may be forbidden; the system's choice holds.
  }
})();
