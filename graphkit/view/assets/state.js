"use strict";
// What the page knows, and what of it is to be seen now.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { isolated, WAYS, plural } = graphkit;

  // The file leaves out what is empty.
  const EMPTY = { cue: "", speaker: "", attribution: "", types: [], role: "", valid: "", deed: [], more: 0 };
  data.ties.forEach((tie, index) => { tie.claims = tie.claims.map((claim) => ({ ...EMPTY, ...claim, tie: index })); });
  /** All claims, by the numbers that dossiers use. */
  const claims = data.ties.flatMap((tie) => tie.claims);

  /** Ties of each actor, by number. */
  const tiesOf = data.actors.map(() => []);
  data.ties.forEach((tie, index) => {
    tiesOf[tie.from].push(index);
    if (tie.to !== tie.from) tiesOf[tie.to].push(index);
  });

  const MOST_OUTLETS = 12;
  const OTHERS = "other outlets";
  const outletOf = (claim) => data.articles[claim.article].outlet || "unknown outlet";

  /** The outlets with most claims; the others are one value of the filter. */
  function knownOutlets() {
    const counts = new Map();
    for (const tie of data.ties) for (const claim of tie.claims) counts.set(outletOf(claim), (counts.get(outletOf(claim)) || 0) + 1);
    return new Set([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_OUTLETS).map(([outlet]) => outlet));
  }

  const wordsOf = ({ quotes }) => (quotes.length ? quotes[0].pieces.map(([text]) => text).join("") : "").split(/\s+/).filter(Boolean).join(" ").toLowerCase();

  /** How many independent sources stand behind claims, as `graphkit.standing.sources` counts them: copies of one text, or of one quote, are one, and an article without an outlet is one of its own. */
  function sourcesOf(stated) {
    const origins = new Map(), quotes = new Map();
    for (const claim of stated) {
      const { key, origin = key, outlet } = data.articles[claim.article];
      if (!origins.has(origin)) origins.set(origin, outlet || key);
      if (!quotes.has(wordsOf(claim))) quotes.set(wordsOf(claim), origins.get(origin));
    }
    return new Set(quotes.values()).size;
  }

  const outlets = knownOutlets();
  const distinct = (values) => [...new Set(values)];
  /** Values of a tie, by facet; a tie is seen while one of them is switched on. */
  const VALUES = {
    sign: (tie) => [String(tie.sign)],
    way: (tie) => [tie.way],
    family: (tie) => [tie.family],
    type: (tie) => { const found = distinct(tie.claims.flatMap((claim) => claim.types)); return found.length ? found : ["none given"]; },
    outlet: (tie) => distinct(tie.claims.map((claim) => (outlets.has(outletOf(claim)) ? outletOf(claim) : OTHERS))),
    kind: (tie) => distinct([data.actors[tie.from].kind, data.actors[tie.to].kind]),
    disputed: (tie) => [tie.contested ? "disputed" : "not disputed"],
  };
  /** Of these all values must be on: an actor of a kind that is off is not seen. */
  const WHOLE = new Set(["kind"]);
  for (const tie of data.ties) {
    tie.values = Object.fromEntries(Object.entries(VALUES).map(([facet, of]) => [facet, of(tie)]));
    tie.sources = sourcesOf(tie.claims);
    // First and last day of each claim, in print and of the deed; "" where it is open or not known.
    tie.print = tie.claims.map((claim) => [data.articles[claim.article].date, data.articles[claim.article].date]);
    tie.deed = tie.claims.map(({ deed }) => (deed.length ? deed : ["", ""]));
    tie.days = tie.print.map(([day]) => day);
    tie.stories = new Set(data.stories.keys());
  }
  data.stories.forEach(({ articles }, number) => {
    const own = new Set(articles);
    if (own.size) for (const tie of data.ties) if (!tie.claims.some((claim) => own.has(claim.article))) tie.stories.delete(number);
  });

  /** Actors on the picture: the strongest first, others as they are asked for. */
  const kept = new Set([...data.actors.keys()].slice(0, data.first));
  /** Values switched off, by facet. */
  const off = Object.fromEntries(Object.keys(VALUES).map((facet) => [facet, new Set()]));
  /** First and last day, "" for any, and how many sources a tie must have. */
  const limits = { from: "", to: "", by: "print", least: 1 };
  /** Actors taken out, and those that are looked at alone (null for all). */
  const hidden = new Set();
  const focus = { members: null, about: "" };
  /** What is chosen: {kind: "tie" or "actor", index}, or null. */
  const chosen = { now: null };
  /** The conflict that is looked at, by number; the largest comes first, all of them last. */
  const story = { now: 0 };
  const shownStory = () => data.stories[story.now];
  const campsOf = data.stories.map(({ camps }) => new Map(camps.flatMap(({ members }, number) => members.map((actor) => [actor, number]))));
  /** The number of an actor's camp in this conflict; undefined where it is in none. */
  const campOf = (actor) => campsOf[story.now].get(actor);

  const name = (actor) => data.actors[actor].name;
  const other = (tie, actor) => (tie.from === actor ? tie.to : tie.from);

  /** Whether a time meets the limits; what has no known day does. */
  const isWithin = ([first, last]) => (!limits.from || !last || last >= limits.from.slice(0, last.length)) && (!limits.to || !first || first <= limits.to);
  const isUndated = (tie) => tie[limits.by].every(([first, last]) => !first && !last);

  function isOn(tie, facet) {
    const isOff = (value) => off[facet].has(value);
    return WHOLE.has(facet) ? !tie.values[facet].some(isOff) : !tie.values[facet].every(isOff);
  }

  /** Whether a tie passes all filters, or all but one (to count what that one would give). */
  function passes(tie, except) {
    if (!tie.stories.has(story.now)) return false;
    if (hidden.has(tie.from) || hidden.has(tie.to) || tie.sources < limits.least) return false;
    if (except !== "focus" && focus.members && !(focus.members.has(tie.from) && focus.members.has(tie.to))) return false;
    if ((limits.from || limits.to) && !tie[limits.by].some(isWithin)) return false;
    return Object.keys(off).every((facet) => facet === except || off[facet].size === 0 || isOn(tie, facet));
  }

  /** One line for screen readers and tooltips. */
  function summary(tie) {
    const link = tie.symmetric ? "and" : "to";
    const flag = `${tie.contested ? ", disputed" : ""}${tie.ended ? ", ended" : ""}`;
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

  /** The conflict in which an actor has most ties, where it has none in this one. */
  function storyOf(actor) {
    const has = (number) => tiesOf[actor].filter((index) => data.ties[index].stories.has(number)).length;
    if (has(story.now)) return story.now;
    const counts = data.stories.slice(0, -1).map((_, number) => has(number));
    return Math.max(0, ...counts) ? counts.indexOf(Math.max(...counts)) : data.stories.length - 1;
  }

  const articlesOf = data.stories.map(({ articles }) => new Set(articles));

  /** Claims of a tie in the conflict that is looked at. */
  function ownClaims(tie) {
    const articles = articlesOf[story.now];
    return articles.size ? tie.claims.filter(({ article }) => articles.has(article)) : tie.claims;
  }

  /** Look at a conflict: its strongest actors are on the picture. */
  function setStory(number) {
    story.now = number;
    weigh();
    kept.clear();
    const seen = [...data.actors.keys()].filter((actor) => tiesOf[actor].some((index) => data.ties[index].stories.has(number)));
    for (const actor of seen.slice(0, data.first)) kept.add(actor);
  }

  const tenths = (number) => Math.round(number * 10) / 10;

  /** Sizes of actors and widths of ties go by what is said in this conflict; the numbers are those of network.py. */
  function weigh() {
    data.nodes.forEach((node, actor) => {
      const count = tiesOf[actor].filter((index) => data.ties[index].stories.has(story.now)).length;
      node.size = tenths(9 + Math.min(20, 3.2 * Math.sqrt(Math.max(0, count - 1))));
    });
    data.edges.forEach((edge, index) => {
      if (data.ties[index].way !== "denied") edge.width = tenths(Math.min(8, 0.9 + 1.1 * ownClaims(data.ties[index]).length ** 0.6));
    });
  }

  weigh();
  Object.assign(graphkit, { ownClaims, claims, story, shownStory, campOf, storyOf, setStory, isUndated, data, tiesOf, kept, off, limits, hidden, focus, chosen, name, other, passes, summary, reveal, revealAll, neighbours, sourcesOf });
})();
