"use strict";
// What is seen stands in the address: a view can be sent to others, and the way back undoes.
(() => {
  const { data, off, limits, hidden, focus, chosen, pinned, pin, unpinAll } = graphkit;
  // A page inside another (a notebook) has no address of its own.
  const hasAddress = location.protocol !== "about:";
  let written = "";

  function told() {
    const words = new URLSearchParams();
    for (const [facet, values] of Object.entries(off)) for (const value of [...values].sort()) words.append(facet, value);
    for (const key of ["from", "to"]) if (limits[key]) words.set(key, limits[key]);
    if (limits.least > 1) words.set("least", limits.least);
    for (const actor of [...hidden].sort((a, b) => a - b)) words.append("hide", actor);
    for (const [actor, spot] of [...pinned].sort((a, b) => a[0] - b[0])) words.append("pin", [actor, ...spot].join("."));
    if (focus.members) words.set("focus", focus.about);
    if (chosen.now) words.set(chosen.now.kind === "tie" ? "open-tie" : "open-actor", chosen.now.index);
    return words.toString();
  }

  function write() {
    const now = told();
    if (!hasAddress || now === written) return;
    written = now;
    location.hash = now;
  }

  const DAY = /^\d{4}(-\d\d){0,2}$/;
  const number = (text, below) => (/^\d+$/.test(text || "") && Number(text) < below ? Number(text) : null);

  const PIN = /^(\d{1,9})\.(-?\d{1,6})\.(-?\d{1,6})$/;

  function readPin(text) {
    const [actor, x, y] = (PIN.exec(text) || []).slice(1).map(Number);
    if (actor < data.actors.length) pin(actor, x, y);
  }

  /** Set everything as the address says; what makes no sense is passed over. */
  function read() {
    const words = new URLSearchParams(location.hash.slice(1));
    for (const [facet, values] of Object.entries(off)) {
      values.clear();
      for (const value of words.getAll(facet)) values.add(value);
    }
    for (const key of ["from", "to"]) limits[key] = DAY.test(words.get(key) || "") ? words.get(key) : "";
    limits.least = Math.max(1, number(words.get("least"), 100) || 1);
    hidden.clear();
    for (const each of words.getAll("hide")) if (number(each, data.actors.length) !== null) hidden.add(Number(each));
    unpinAll();
    for (const each of words.getAll("pin")) readPin(each);
    Object.assign(focus, { members: null, about: "" });
    if (words.has("focus")) graphkit.refocus(words.get("focus"));
    const tie = number(words.get("open-tie"), data.ties.length);
    const actor = number(words.get("open-actor"), data.actors.length);
    chosen.now = tie !== null ? { kind: "tie", index: tie } : actor !== null ? { kind: "actor", index: actor } : null;
    written = told();
  }

  addEventListener("hashchange", () => {
    if (location.hash.slice(1) === written) return;
    read();
    graphkit.restore();
  });
  document.getElementById("undo").addEventListener("click", () => history.back());
  Object.assign(graphkit, { writeAddress: write, readAddress: read });
})();
