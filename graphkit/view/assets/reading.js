// The reading view: selects the claims of a passage and the reverse, and filters by family and status.
"use strict";
(() => {
  const ready = () => {
    const root = document.querySelector(".reading");
    if (!root) return;
    root.classList.add("live");
    const said = [...root.querySelectorAll("a.said")];
    const cards = [...root.querySelectorAll(".card")];
    const card = (id) => document.getElementById(`card-${id}`);
    const idsOf = (words) => words.dataset.claims.split(" ");
    const among = (list, ids) => (list || "").split(" ").some((id) => ids.has(id));
    let last = null;

    const choose = (list) => {
      const ids = new Set(list);
      for (const each of cards) each.classList.toggle("chosen", ids.has(each.id.slice(5)));
      for (const words of said) words.classList.toggle("chosen", idsOf(words).some((id) => ids.has(id)));
      for (const name of root.querySelectorAll("b[data-subject]")) {
        name.classList.toggle("is-subject", among(name.dataset.subject, ids));
        name.classList.toggle("is-object", among(name.dataset.object, ids));
      }
    };

    const clear = () => {
      choose([]);
      if (last) last.focus();
      last = null;
    };

    const fromAddress = () => {
      const found = /^#(claim|card)-([0-9a-f]+)$/.exec(location.hash);
      if (!found || !card(found[2])) return;
      choose([found[2]]);
      card(found[2]).scrollIntoView({ block: "nearest" });
      document.getElementById(found[0].slice(1))?.scrollIntoView({ block: found[1] === "claim" ? "center" : "nearest" });
    };

    root.addEventListener("click", (event) => {
      const words = event.target.closest("a.said");
      if (!words || !words.hasAttribute("href")) return;
      event.preventDefault();
      const ids = idsOf(words).filter((id) => !card(id).hidden);
      last = words;
      history.replaceState(null, "", words.getAttribute("href"));
      choose(ids);
      card(ids[0]).scrollIntoView({ block: "nearest" });
      card(ids[0]).focus({ preventScroll: true });
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") clear();
    });

    const filters = root.querySelector(".filters");
    const ticked = (name) => new Set([...filters.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
    const sift = () => {
      const families = ticked("family");
      const words = ticked("word");
      for (const each of cards) {
        each.hidden = !(families.has(each.dataset.family) && each.dataset.words.split(" ").every((word) => words.has(word)));
      }
      for (const run of said) {
        const left = idsOf(run).filter((id) => !card(id).hidden);
        run.classList.toggle("off", !left.length);
        for (const tone of ["good", "bad", "flat"]) run.classList.toggle(tone, left.some((id) => card(id).dataset.tone === tone));
        if (left.length) run.setAttribute("href", `#card-${left[0]}`);
        else run.removeAttribute("href");
      }
      const shown = cards.filter((each) => !each.hidden).length;
      document.getElementById("shown").textContent = shown === cards.length ? "" : `${shown} of ${cards.length} claims shown.`;
    };
    if (filters) {
      filters.hidden = false;
      filters.addEventListener("change", sift);
      filters.addEventListener("submit", (event) => event.preventDefault());
    }
    addEventListener("hashchange", fromAddress);
    fromAddress();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
