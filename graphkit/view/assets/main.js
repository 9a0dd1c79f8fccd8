"use strict";
// Joins the parts: what is chosen, what changed, and who is told.
(() => {
  const { data, kept, chosen, network, draw, drawTable, show, count, fit, zoom, lookAt, reveal, revealAll, neighbours, asTable, find, namedAt, plural, showTime, writeAddress, readAddress } = graphkit;
  const byId = (id) => document.getElementById(id);
  const onClick = (id, act) => byId(id).addEventListener("click", act);

  function note() {
    const hidden = data.actors.length - kept.size;
    byId("note").hidden = hidden <= 0;
    byId("note-text").textContent = `${kept.size.toLocaleString("en")} of ${plural(data.actors.length, "actor")} shown, those with most ties first; search finds the others.`;
  }

  /** After filters changed: everything follows. */
  function changed() {
    draw();
    note();
    count();
    drawTable();
    showTime();
    if (chosen.now) show();
    writeAddress();
  }

  /** After the address changed: as it says. */
  function restore() {
    if (chosen.now && chosen.now.kind === "actor") reveal(chosen.now.index);
    changed();
    show();
  }

  /** Choose a tie, an actor or nothing; by keyboard or button the focus goes to the details. */
  function choose(what, takesFocus = false) {
    chosen.now = what;
    const ends = what === null ? [] : what.kind === "tie" ? [data.ties[what.index].from, data.ties[what.index].to] : [what.index];
    if (what && what.kind === "actor") reveal(what.index);
    for (const actor of ends) kept.add(actor);
    draw();
    note();
    show();
    if (what) lookAt(what.kind === "actor" ? [...ends, ...neighbours(what.index)] : ends);
    if (takesFocus) byId("panel").querySelector("h2").focus();
    writeAddress();
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
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  onClick("as-table", () => asTable(true));
  onClick("as-picture", () => asTable(false));
  onClick("closer", () => zoom(1.4));
  onClick("farther", () => zoom(1 / 1.4));
  onClick("fit", fit);
  onClick("all", () => { revealAll(); changed(); fit(); });

  // On a phone the picture comes first, and the long lists wait until they are opened.
  if (matchMedia("(max-width: 760px)").matches) byId("filters").open = byId("legend").open = false;
  Object.assign(graphkit, { changed, choose, restore });
  readAddress();
  restore();
  fit();
})();
