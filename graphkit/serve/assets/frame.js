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
  // A page whose lists are still being made is loaded again, but not from under who reads on or types.
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
      try { localStorage.setItem("graphkit-theme", root.dataset.theme); } catch { /* A private window forgets it. */ }
      show();
      document.dispatchEvent(new CustomEvent("graphkit-theme", { detail: root.dataset.theme }));
    });
  });
})();
