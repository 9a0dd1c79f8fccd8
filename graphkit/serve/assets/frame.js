// Light or dark theme: that of the system unless chosen; the choice is kept in local storage.
"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("graphkit-theme"); } catch { return null; } };
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const theme = chosen();
  // Set before the first paint to avoid flashing.
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  // Reloads a page whose lists are still being computed, unless the user has scrolled or typed.
  const again = () => {
    const typed = [...document.querySelectorAll("input, textarea")].some((one) => one.type !== "hidden" && one.value !== one.defaultValue);
    if (document.hidden || typed || scrollY > 0) setTimeout(again, 2000);
    else location.reload();
  };
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("[data-again]")) setTimeout(again, 2000);
    const button = document.getElementById("theme");
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    show();
    system.addEventListener("change", show);
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("graphkit-theme", root.dataset.theme); } catch { /* Not stored in a private window. */ }
      show();
      document.dispatchEvent(new CustomEvent("graphkit-theme", { detail: root.dataset.theme }));
    });
  });
})();
