// Light or dark: as the system is, unless the reader chose; the choice is remembered on this computer.
"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("graphkit-theme"); } catch { return null; } };
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const theme = chosen();
  // Before the page is painted, so that it does not flash.
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    show();
    system.addEventListener("change", show);
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("graphkit-theme", root.dataset.theme); } catch { /* A private window forgets it. */ }
      show();
      document.dispatchEvent(new CustomEvent("graphkit-theme", { detail: root.dataset.theme }));
    });
  });
})();
