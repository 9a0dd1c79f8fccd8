"use strict";
// What the page knows, and what of it is to be seen now.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { isolated, WAYS, plural } = graphkit;

  /** Ties of each actor, by number. */
  const tiesOf = data.actors.map(() => []);
  data.ties.forEach((tie, index) => {
    tiesOf[tie.from].push(index);
    if (tie.to !== tie.from) tiesOf[tie.to].push(index);
  });

  /** Actors on the picture: the strongest first, others as they are asked for. */
  const kept = new Set([...data.actors.keys()].slice(0, data.first));
  /** Values switched off, by facet. */
  const off = { sign: new Set(), way: new Set(), family: new Set() };
  /** What is chosen: {kind: "tie" or "actor", index}, or null. */
  const chosen = { now: null };

  const name = (actor) => data.actors[actor].name;
  const other = (tie, actor) => (tie.from === actor ? tie.to : tie.from);

  /** Whether a tie passes all filters, or all but one facet (to count what that one would give). */
  function passes(tie, except) {
    return Object.keys(off).every((facet) => facet === except || !off[facet].has(String(tie[facet])));
  }

  /** One line for screen readers and tooltips. */
  function summary(tie) {
    const link = tie.symmetric ? "and" : "to";
    const flag = tie.contested ? ", contested" : "";
    return `${isolated(name(tie.from))} ${link} ${isolated(name(tie.to))}: ${tie.family}, ${WAYS[tie.way]}${flag}, ${plural(tie.claims.length, "claim")}`;
  }

  const MOST_NEIGHBOURS = 20;

  /** Put an actor on the picture, with those it is tied to most. */
  function reveal(actor) {
    for (const each of [actor, ...neighbours(actor)]) kept.add(each);
  }

  /** Those an actor is tied to most. */
  function neighbours(actor) {
    const shown = tiesOf[actor].filter((index) => passes(data.ties[index]));
    return shown.slice(0, MOST_NEIGHBOURS).map((index) => other(data.ties[index], actor));
  }

  function revealAll() {
    for (const actor of data.actors.keys()) kept.add(actor);
  }

  Object.assign(graphkit, { data, tiesOf, kept, off, chosen, name, other, passes, summary, reveal, revealAll, neighbours });
})();
