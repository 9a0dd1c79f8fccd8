"use strict";
// Connects the parts: selection, changes and updates.
(() => {
  const { data, kept, chosen, story, storyOf, turnTo, showStory, network, draw, drawTable, show, count, fit, zoom, lookAt, reveal, revealAll, neighbours, asTable, find, namedAt, plural, showTime, writeAddress, readAddress } = graphkit;
  const byId = (id) => document.getElementById(id);
  const onClick = (id, act) => byId(id).addEventListener("click", act);

  function note() {
    const all = data.actors.filter((_, actor) => graphkit.tiesOf[actor].some((index) => data.ties[index].stories.has(story.now))).length;
    const seen = [...kept].filter((actor) => graphkit.tiesOf[actor].some((index) => data.ties[index].stories.has(story.now))).length;
    byId("note").hidden = seen >= all;
    byId("note-text").textContent = `${seen.toLocaleString("en")} of ${plural(all, "actor")} shown, those with the most ties first. Use the search to find others.`;
  }

  const heads = [...document.querySelectorAll(".counts span")];
  const isOfStory = (index) => data.ties[index].stories.has(story.now);

  /** Show the counts of this conflict and the totals. */
  function showCounts() {
    const all = [data.actors.length, data.ties.length, graphkit.claims.length, data.articles.length];
    const ties = [...data.ties.keys()].filter(isOfStory);
    const claims = ties.flatMap((index) => graphkit.ownClaims(data.ties[index]));
    const actors = data.actors.filter((_, actor) => graphkit.tiesOf[actor].some(isOfStory));
    const own = [actors.length, ties.length, claims.length, new Set(claims.map(({ article }) => article)).size];
    const words = (number, nth) => (number === all[nth] ? "" : `${number.toLocaleString("en")} of `) + all[nth].toLocaleString("en");
    heads.forEach((head, nth) => { head.querySelector("b").textContent = words(own[nth], nth); });
  }

  /** Update everything after a change of the filters. */
  function changed() {
    draw();
    note();
    showCounts();
    count();
    drawTable();
    showTime();
    showStory();
    show();
    writeAddress();
  }

  /** Update everything after a change of the address. */
  function restore() {
    if (chosen.now && chosen.now.kind === "actor") reveal(chosen.now.index);
    if (chosen.now && chosen.now.kind === "tie") for (const end of ["from", "to"]) kept.add(data.ties[chosen.now.index][end]);
    changed();
  }

  const [narrow, still] = ["(max-width: 900px)", "(prefers-reduced-motion: reduce)"].map((query) => matchMedia(query));

  /** Scroll to the details where they are below the picture. */
  function bringPanel() {
    if (narrow.matches) byId("panel").scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
  }

  /** Select a tie, an actor or nothing; `takesFocus` (keyboard or button) moves the focus to the details. */
  function choose(what, takesFocus = false) {
    chosen.now = what;
    const ends = what === null ? [] : what.kind === "tie" ? [data.ties[what.index].from, data.ties[what.index].to] : [what.index];
    if (what && what.kind === "actor") reveal(what.index);
    for (const actor of ends) kept.add(actor);
    draw();
    note();
    show();
    if (what) lookAt(what.kind === "actor" ? [...ends, ...neighbours(what.index)] : ends);
    if (takesFocus) byId("panel").querySelector("h2").focus({ preventScroll: true });
    if (what) bringPanel();
    writeAddress();
  }

  /** Select a found actor, switching to a conflict that contains it. */
  function visit(actor) {
    if (storyOf(actor) !== story.now) {
      turnTo(storyOf(actor));
      chosen.now = { kind: "actor", index: actor };
      changed();
      fit();
    }
    choose({ kind: "actor", index: actor });
  }

  /** Show the selection in all conflicts together. */
  function lookAtAll() {
    turnTo(graphkit.ALL);
    restore();
    fit();
  }

  network.on("click", ({ nodes, edges, pointer }) => {
    const actor = nodes[0] ?? namedAt(pointer.DOM);
    if (actor !== undefined) choose({ kind: "actor", index: actor });
    else if (edges.length) choose({ kind: "tie", index: edges[0] });
    else if (chosen.now) choose(null);
  });
  byId("find").addEventListener("submit", (event) => {
    event.preventDefault();
    find(byId("search").value);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen.now) choose(null);
  });
  document.addEventListener("graphkit-theme", draw);
  // Colours on paper are those of the light theme.
  matchMedia("print").addEventListener("change", () => { draw(); network.redraw(); });
  onClick("as-table", () => asTable(true));
  onClick("as-picture", () => asTable(false));
  onClick("closer", () => zoom(1.4));
  onClick("farther", () => zoom(1 / 1.4));
  onClick("fit", fit);
  onClick("export", () => {
    const part = byId("taking");
    part.open = true;
    part.scrollIntoView({ block: "nearest" });
    part.querySelector("button").focus({ preventScroll: true });
  });
  onClick("all", () => { revealAll(); changed(); fit(); });

  // On a phone the picture comes first, and the long lists are collapsed.
  if (narrow.matches) for (const id of ["filters", "legend", "key"]) byId(id).open = false;
  Object.assign(graphkit, { changed, choose, visit, restore, lookAtAll, bringPanel });
  readAddress();
  restore();
  fit();
})();
