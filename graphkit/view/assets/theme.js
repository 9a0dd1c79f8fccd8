"use strict";
// Light or dark theme: that of the system unless chosen; the choice is stored and shared with the pages of the site.
(() => {
  const KEY = "graphkit-theme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  // Storage may be unavailable in private windows and frames.
  try { chosen = localStorage.getItem(KEY); } catch { chosen = null; }
  const isChosen = () => chosen === "dark" || chosen === "light";

  function show() {
    root.dataset.theme = isChosen() ? chosen : system.matches ? "dark" : "light";
    document.getElementById("theme")?.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    document.dispatchEvent(new CustomEvent("graphkit-theme"));
  }

  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme").addEventListener("click", () => {
      chosen = root.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem(KEY, chosen); } catch { /* Kept for this page only. */ }
      show();
    });
    show();
  });
})();
