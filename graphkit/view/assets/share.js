"use strict";
// Keeps the state of the view in the address, so that it can be shared and undone.
(() => {
  const { data, off, on, limits, hidden, focus, chosen, story, setStory, storyOf, pinned, pin, unpinAll } = graphkit;
  // An embedded page (in a notebook) has no address of its own.
  const hasAddress = location.protocol !== "about:";
  let written = "";

  const idOf = (actor) => data.actors[actor].id;
  const actors = new Map(data.actors.map(({ id }, number) => [id, number]));
  /** Number of an actor by id; null if there is none. */
  const actorOf = (id) => actors.get(id) ?? null;
  const tieName = ({ from, to, family }) => [idOf(from), idOf(to), family].join(",");

  /** Tie from "from,to,family" (family optional): the given direction before the opposite one, most claims first. */
  function tieOf(words) {
    const [from, to, family] = (words || "").split(",");
    const [one, other] = [actorOf(from), actorOf(to)];
    if (one === null || other === null) return null;
    const fits = (tie, a, b) => tie.from === a && tie.to === b && (!family || tie.family === family);
    for (const [a, b] of [[one, other], [other, one]]) {
      const found = data.ties.findIndex((tie) => fits(tie, a, b));
      if (found >= 0) return found;
    }
    return null;
  }

  function address() {
    const words = new URLSearchParams();
    // Always included, as the largest conflict (the default) may change.
    words.set("conflict", data.stories[story.now].id);
    for (const facet of Object.keys(off)) {
      if (on[facet]) for (const value of on[facet].size ? [...on[facet]].sort() : [""]) words.append(`only-${facet}`, value);
      else for (const value of [...off[facet]].sort()) words.append(facet, value);
    }
    for (const key of ["from", "to"]) if (limits[key]) words.set(key, limits[key]);
    if (limits.by !== "print") words.set("by", limits.by);
    if (limits.least > 1) words.set("least", limits.least);
    for (const actor of [...hidden].sort((a, b) => a - b)) words.append("hide", idOf(actor));
    for (const [actor, spot] of [...pinned].sort((a, b) => a[0] - b[0])) words.append("pin", [idOf(actor), ...spot].join(","));
    if (focus.members) words.set("focus", focus.about);
    if (chosen.now) words.set(chosen.now.kind, chosen.now.kind === "tie" ? tieName(data.ties[chosen.now.index]) : idOf(chosen.now.index));
    // Commas need no escaping, and addresses stay readable.
    return words.toString().replaceAll("%2C", ",");
  }

  // Number of changes on this page before the current state, so that undo does not leave the page.
  const steps = () => (hasAddress ? history.state?.steps || 0 : earlier.length);
  const earlier = [];
  const showUndo = () => { document.getElementById("undo").disabled = steps() === 0; };

  function write() {
    const now = address();
    if (now === written) return;
    chosen.missing = "";
    const made = steps() + 1;
    if (hasAddress) {
      location.hash = now;
      history.replaceState({ steps: made }, "");
    } else earlier.push(written);
    written = now;
    showUndo();
  }

  function undo() {
    if (steps() === 0) return;
    if (hasAddress) history.back();
    else restore(earlier.pop());
  }

  const DAY = /^\d{4}(-\d\d){0,2}$/;
  const number = (text, below) => (/^\d+$/.test(text || "") && Number(text) < below ? Number(text) : null);

  const PIN = /^([^,]+),(-?\d{1,6}),(-?\d{1,6})$/;

  function readPin(text) {
    const [id, x, y] = (PIN.exec(text) || []).slice(1);
    if (actorOf(id) !== null) pin(actorOf(id), Number(x), Number(y));
  }

  /** Number of the conflict in the address; without one, the largest that contains the selection. */
  function readStory(id) {
    const found = data.stories.findIndex((each) => each.id === id);
    const now = chosen.now;
    if (found >= 0 || !now) return Math.max(0, found);
    if (now.kind === "actor") return storyOf(now.index);
    return data.stories.findIndex((_, number) => data.ties[now.index].stories.has(number));
  }

  /** Set the state from an address; invalid values are ignored. */
  function read(text = location.hash.slice(1)) {
    const words = new URLSearchParams(text);
    for (const facet of Object.keys(off)) {
      off[facet].clear();
      on[facet] = words.has(`only-${facet}`) ? new Set(words.getAll(`only-${facet}`).filter(Boolean)) : null;
      for (const value of words.getAll(facet)) off[facet].add(value);
    }
    for (const key of ["from", "to"]) limits[key] = DAY.test(words.get(key) || "") ? words.get(key) : "";
    limits.by = words.get("by") === "deed" ? "deed" : "print";
    limits.least = Math.max(1, number(words.get("least"), 100) || 1);
    hidden.clear();
    for (const each of words.getAll("hide")) if (actorOf(each) !== null) hidden.add(actorOf(each));
    unpinAll();
    for (const each of words.getAll("pin")) readPin(each);
    const tie = tieOf(words.get("tie"));
    const actor = actorOf(words.get("actor"));
    chosen.now = tie !== null ? { kind: "tie", index: tie } : actor !== null ? { kind: "actor", index: actor } : null;
    const asked = words.get("conflict");
    // What a link names may be outside this picture: of a large graph, only the strongest ties are drawn.
    chosen.missing = (!chosen.now && (words.get("actor") || words.get("tie"))) || (asked && asked !== "*" && data.stories.every(({ id }) => id !== asked) && asked) || "";
    story.now = 0;
    setStory(readStory(asked));
    Object.assign(focus, { members: null, about: "" });
    if (words.has("focus")) graphkit.refocus(words.get("focus"));
    written = address();
    showUndo();
  }

  function restore(text) {
    read(text);
    graphkit.restore();
  }

  addEventListener("hashchange", () => {
    showUndo();
    if (location.hash.slice(1) !== written) restore();
  });
  document.getElementById("undo").addEventListener("click", undo);
  Object.assign(graphkit, { actorOf, writeAddress: write, readAddress: read });
})();
