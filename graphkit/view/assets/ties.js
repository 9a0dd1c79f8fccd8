"use strict";
// Data of the page: actors, ties and claims, with the values of each tie in the shown conflict.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  // page.py omits empty fields.
  const EMPTY = { cue: "", speaker: "", voice: "", attribution: "", types: [], role: "", valid: "", deed: [], days: [], more: 0, over: false, negative: false, enders: [] };
  data.ties.forEach((tie, index) => { tie.claims = tie.claims.map((claim) => ({ ...EMPTY, ...claim, tie: index })); });
  /** All claims, by the numbers used in dossiers. */
  const claims = data.ties.flatMap((tie) => tie.claims);

  /** First and last day of an event with the precision of the text; `deed` has full dates for comparison. */
  const daysOf = ({ deed, days }) => (days.length ? days : deed);

  /** Numbers of the ties of each actor. */
  const tiesOf = data.actors.map(() => []);
  data.ties.forEach((tie, index) => {
    tiesOf[tie.from].push(index);
    if (tie.to !== tie.from) tiesOf[tie.to].push(index);
  });

  const MOST_OUTLETS = 12;
  const OTHERS = "other outlets";
  const outletOf = (claim) => data.articles[claim.article].outlet || "unknown outlet";

  /** The outlets with most claims; the filter groups the others. */
  function knownOutlets() {
    const counts = new Map();
    for (const claim of claims) counts.set(outletOf(claim), (counts.get(outletOf(claim)) || 0) + 1);
    return new Set([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_OUTLETS).map(([outlet]) => outlet));
  }

  const said = new Map();
  const wordsIn = ({ quotes }) => (quotes.length ? quotes[0].pieces.map(([text]) => text).join("") : "").split(/\s+/).filter(Boolean).join(" ").toLowerCase();

  /** The words of a claim's quote, cached, as every conflict needs them. */
  function wordsOf(claim) {
    if (!said.has(claim)) said.set(claim, wordsIn(claim));
    return said.get(claim);
  }

  /** Number of independent sources of claims, as in `graphkit.standing.sources`; an article without outlet is a source of its own. */
  function sourcesOf(stated) {
    const printers = new Map(), speakers = new Map(), shared = new Map(), own = new Set(), linked = new Map(), quoting = new Map();
    const add = (map, key, values) => map.set(key, new Set([...(map.get(key) ?? []), ...values]));
    const isOwn = (outlets) => [...outlets].some((outlet) => own.has(outlet));
    const quoted = stated.map((claim) => {
      const { key, origin = key, outlet } = data.articles[claim.article];
      return { quote: wordsOf(claim), text: origin, outlet: outlet || key, voice: claim.voice, copy: origin !== key };
    });
    const originals = new Set(quoted.filter(({ copy }) => !copy).map(({ text }) => text));
    for (const { quote, text, outlet, voice, copy } of quoted) {
      if (!copy || !originals.has(text)) add(printers, text, [outlet]);
      if (voice && !(speakers.get(quote) < voice)) speakers.set(quote, voice);
    }
    for (const { quote, text } of quoted) if (!speakers.has(quote)) add(shared, quote, printers.get(text));
    for (const outlets of shared.values()) if (outlets.size === 1) own.add([...outlets][0]);
    for (const outlets of shared.values()) {
      if (isOwn(outlets)) continue;
      const group = new Set([...outlets].flatMap((outlet) => [outlet, ...(linked.get(outlet) ?? [])]));
      for (const outlet of group) linked.set(outlet, group);
    }
    const isSource = (outlets) => isOwn(outlets) || [...outlets].some((outlet) => linked.has(outlet));
    for (const { quote, text } of quoted) if (speakers.has(quote) && !isSource(printers.get(text))) add(quoting, [...printers.get(text)].sort()[0], [speakers.get(quote)]);
    return own.size + new Set(linked.values()).size + mostPairs(quoting);
  }

  /** To how many outlets a speaker of their own can be assigned, of those that each quotes. */
  function mostPairs(quoting) {
    const speakerOf = new Map(), outletOf = new Map();
    for (const start of quoting.keys()) {
      const reached = new Map(), outlets = [start];
      for (const outlet of outlets) {
        const fresh = [...quoting.get(outlet)].filter((speaker) => !reached.has(speaker));
        for (const speaker of fresh) reached.set(speaker, outlet);
        let free = fresh.find((speaker) => !outletOf.has(speaker));
        if (free === undefined) { outlets.push(...fresh.map((speaker) => outletOf.get(speaker))); continue; }
        while (free !== undefined) {
          const owner = reached.get(free), given = speakerOf.get(owner);
          outletOf.set(free, owner);
          speakerOf.set(owner, free);
          free = given;
        }
        break;
      }
    }
    return speakerOf.size;
  }

  /** Whether a claim states its relation or its end: a denial does not, nor does a plan to end it, as in `is_stated` of graphkit.query.ties. */
  const states = ({ way, words }) => way !== "denied" && !words.includes("to end");

  /** The claims that state it or its end, or all if there are none, as in dossier rows. */
  function stating(said) {
    const found = said.filter(states);
    return found.length ? found : said;
  }

  const outlets = knownOutlets();
  const distinct = (values) => [...new Set(values)];
  /** Values of a tie by facet; a tie is shown while at least one is on. */
  const VALUES = {
    sign: (tie) => [String(tie.sign)],
    way: (tie) => [tie.way],
    family: (tie) => [tie.family],
    type: (tie) => { const found = distinct(tie.told.flatMap((claim) => claim.types)); return found.length ? found : ["none given"]; },
    outlet: (tie) => distinct(tie.told.map((claim) => (outlets.has(outletOf(claim)) ? outletOf(claim) : OTHERS))),
    kind: (tie) => distinct([data.actors[tie.from].kind, data.actors[tie.to].kind]),
    disputed: (tie) => [tie.contested ? "disputed" : "not disputed"],
    ended: (tie) => [tie.ended ? "ended" : "not ended"],
  };

  const articlesOf = data.stories.map(({ articles }) => new Set(articles));
  const isOf = (number) => ({ article }) => articlesOf[number].size === 0 || articlesOf[number].has(article);
  /** The claims that state a relation and have not ended; all if there are none. */
  function holding(said) {
    const found = said.filter((claim) => states(claim) && !claim.over);
    return found.length ? found : said;
  }

  const firmest = (said) => Object.keys(graphkit.WAYS).find((way) => holding(said).some((claim) => claim.way === way));

  /** Dossier rows of a conflict, by tie and relation. */
  function rowsIn({ dossiers }) {
    const rows = data.actors.flatMap(({ dossier }, actor) => (dossiers[actor] ?? dossier).sections.flatMap((section) => section.rows));
    return new Map(rows.map((row) => [`${claims[row.quote].tie} ${claims[row.quote].predicate}`, row]));
  }

  /** Relations of a tie: claims, way, and quote, sources and status words as in the dossier row; a denial shown with the denied relation has no row. */
  function relationsOf(told, rows) {
    const found = new Map();
    for (const claim of told) found.set(claim.predicate, [...(found.get(claim.predicate) || []), claim]);
    return [...found].map(([predicate, said]) => {
      const stated = stating(said);
      const row = rows.get(`${said[0].tie} ${predicate}`);
      const { sources, words } = row ?? { sources: sourcesOf(stated), words: distinct(stated.flatMap((claim) => claim.words)) };
      return { predicate, claims: said, stated, quote: row ? claims[row.quote] : holding(stated)[0], way: firmest(said), sources, words, contested: words.includes("disputed"), ended: words.includes("ended") };
    });
  }

  /** Set the values of all ties for a conflict: its claims (`told`) and everything derived from them. */
  function tell(number) {
    const { disputed, ended } = data.stories[number];
    const [isDisputed, hasEnded] = [new Set(disputed), new Set(ended)];
    const rows = rowsIn(data.stories[number]);
    data.ties.forEach((tie, index) => {
      const own = tie.claims.filter(isOf(number));
      // A tie without claims in this conflict has all its claims, in case it is opened.
      tie.told = own.length ? own : tie.claims;
      tie.way = firmest(tie.told);
      tie.contested = isDisputed.has(index);
      tie.ended = hasEnded.has(index);
      tie.relations = relationsOf(tie.told, rows);
      // All that is planned or possible is denied; a denial of more than that is a dispute.
      tie.refuted = tie.way !== "denied" && tie.relations.every(({ words }) => words.includes("denied"));
      // The maximum over its relations: sources of different relations (arms, backs) are not added up.
      tie.sources = Math.max(...tie.relations.map(({ sources }) => sources));
      tie.values = Object.fromEntries(Object.entries(VALUES).map(([facet, of]) => [facet, of(tie)]));
      // First and last day of each claim, of publication and of the event; "" if open or unknown.
      tie.print = tie.told.map((claim) => [data.articles[claim.article].date, data.articles[claim.article].date]);
      tie.deed = tie.told.map(({ deed }) => (deed.length ? deed : ["", ""]));
      tie.days = tie.print.map(([day]) => day);
    });
  }

  const ALL = data.stories.length - 1;
  for (const tie of data.ties) tie.stories = new Set([...data.stories.keys()].filter((number) => tie.claims.some(isOf(number))));
  tell(ALL);
  /** All values of each facet in the graph. */
  const allValues = Object.fromEntries(Object.keys(VALUES).map((facet) => [facet, distinct(data.ties.flatMap((tie) => tie.values[facet]))]));

  /** Claims of a tie in the shown conflict; used by picture, panel, table and exports. */
  const ownClaims = (tie) => tie.told;
  /** Number of claims of a tie only in other conflicts. */
  const elsewhere = (tie) => tie.claims.length - tie.told.length;

  Object.assign(graphkit, { data, claims, daysOf, tiesOf, sourcesOf, isOf, allValues, tell, ownClaims, elsewhere, ALL, FACETS: Object.keys(VALUES) });
})();
