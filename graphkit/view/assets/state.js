"use strict";
// State of the view: selection, filters, shown actors and conflict.
(() => {
  const { data, tiesOf, tell, ownClaims, ALL, FACETS, isolated, WAYS, flagsOf, tally, plural } = graphkit;

  /** Facets of which all values must be on: an actor of a kind that is off is hidden. */
  const WHOLE = new Set(["kind"]);
  /** Actors in the picture: initially the strongest, others on demand. */
  const kept = new Set([...data.actors.keys()].slice(0, data.first));
  /** Values switched off, by facet; if `on` has a set, only its values are on, even if other values appear later. */
  const off = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
  const on = Object.fromEntries(FACETS.map((facet) => [facet, null]));
  const isOff = (facet, value) => (on[facet] ? !on[facet].has(value) : off[facet].has(value));
  /** First and last day ("" for any), kind of day, and minimum number of sources. */
  const limits = { from: "", to: "", by: "print", least: 1 };
  /** Hidden actors, and the focused ones (null for all). */
  const hidden = new Set();
  const focus = { members: null, about: "" };
  /** The selection: {kind: "tie" or "actor", index}, or null; and what the address selects that is not in the picture. */
  const chosen = { now: null, missing: "" };
  /** Number of the shown conflict; the largest is first, all together last. */
  const story = { now: 0 };
  const shownStory = () => data.stories[story.now];

  const name = (actor) => data.actors[actor].name;
  const other = (tie, actor) => (tie.from === actor ? tie.to : tie.from);

  /** Whether a period is within the limits; unknown days are. */
  const isWithin = ([first, last]) => (!limits.from || !last || last >= limits.from.slice(0, last.length)) && (!limits.to || !first || first <= limits.to);
  /** Whether a claim is within the limits. */
  const isInPeriod = ({ article, deed }) => isWithin(limits.by === "deed" ? (deed.length ? deed : ["", ""]) : [data.articles[article].date, data.articles[article].date]);

  /** What the period selects, and what it does not change; "" without a period. */
  function periodWords() {
    if (!limits.from && !limits.to) return "";
    const days = [limits.from && `from ${limits.from.slice(0, 7)}`, limits.to && `until ${limits.to.slice(0, 7)}`].filter(Boolean).join(" ");
    return `Ties with a claim ${limits.by === "deed" ? "about an event" : "published"} ${days}. Camps are those of its claims; status, numbers and headline are those of the whole time.`;
  }

  const isUndated = (tie) => tie[limits.by].every(([first, last]) => !first && !last);

  function isOn(tie, facet) {
    if (!on[facet] && off[facet].size === 0) return true;
    const isOut = (value) => isOff(facet, value);
    return WHOLE.has(facet) ? !tie.values[facet].some(isOut) : !tie.values[facet].every(isOut);
  }

  /** Whether a tie passes all filters, or all but `except` (to count the values of that one). */
  function passes(tie, except) {
    if (!tie.stories.has(story.now)) return false;
    if (hidden.has(tie.from) || hidden.has(tie.to) || tie.sources < limits.least) return false;
    if (except !== "focus" && focus.members && !(focus.members.has(tie.from) && focus.members.has(tie.to))) return false;
    if ((limits.from || limits.to) && !tie[limits.by].some(isWithin)) return false;
    return Object.keys(off).every((facet) => facet === except || isOn(tie, facet));
  }

  /** Relations of a tie that pass the filters: each must have the minimum number of sources. */
  const shownRelations = (tie) => tie.relations.filter(({ sources }) => sources >= limits.least);

  /** One-line description for screen readers and tooltips. */
  function summary(tie) {
    const link = tie.symmetric ? "and" : "to";
    const flag = flagsOf(tie).map((word) => `, ${word}`).join("");
    return `${isolated(name(tie.from))} ${link} ${isolated(name(tie.to))}: ${tie.family}, ${WAYS[tie.way]}${flag}, ${tally(ownClaims(tie))}, ${plural(tie.sources, "source")}`;
  }

  const MOST_NEIGHBOURS = 20;

  /** Add an actor and its main neighbours to the picture. */
  function reveal(actor) {
    for (const each of [actor, ...neighbours(actor)]) kept.add(each);
  }

  /** The main neighbours of an actor. */
  function neighbours(actor) {
    const shown = tiesOf[actor].filter((index) => passes(data.ties[index]));
    return shown.slice(0, MOST_NEIGHBOURS).map((index) => other(data.ties[index], actor));
  }

  function revealAll() {
    for (const actor of data.actors.keys()) kept.add(actor);
  }

  /** This conflict if the actor has ties in it, otherwise the one with most of its ties. */
  function storyOf(actor) {
    const has = (number) => tiesOf[actor].filter((index) => data.ties[index].stories.has(number)).length;
    if (has(story.now)) return story.now;
    const counts = data.stories.slice(0, -1).map((_, number) => has(number));
    return Math.max(0, ...counts) ? counts.indexOf(Math.max(...counts)) : data.stories.length - 1;
  }

  /** Switch to another conflict; resets the time limits, which belong to the months of the previous one. */
  function turnTo(number) {
    if (number !== story.now) Object.assign(limits, { from: "", to: "" });
    setStory(number);
  }

  /** Show a conflict with its strongest actors. */
  function setStory(number) {
    story.now = number;
    tell(number);
    weigh();
    kept.clear();
    const seen = [...data.actors.keys()].filter((actor) => tiesOf[actor].some((index) => data.ties[index].stories.has(number)));
    for (const actor of seen.slice(0, data.first)) kept.add(actor);
  }

  const tenths = (number) => Math.round(number * 10) / 10;

  /** Set sizes of actors by their ties in this conflict, with the constants of network.py, and widths of ties by their independent sources. */
  function weigh() {
    data.nodes.forEach((node, actor) => {
      const count = tiesOf[actor].filter((index) => data.ties[index].stories.has(story.now)).length;
      node.size = tenths(9 + Math.min(20, 3.2 * Math.sqrt(Math.max(0, count - 1))));
    });
    data.edges.forEach((edge, index) => {
      const { way, sources } = data.ties[index];
      edge.dashes = data.dashes[way];
      edge.width = way === "denied" ? 1.5 : tenths(Math.min(8, 0.9 + 1.1 * sources ** 0.6));
    });
  }

  Object.assign(graphkit, { story, shownStory, isInPeriod, storyOf, setStory, turnTo, periodWords, isUndated, kept, off, on, isOff, limits, hidden, focus, chosen, name, other, passes, shownRelations, summary, reveal, revealAll, neighbours });
})();
