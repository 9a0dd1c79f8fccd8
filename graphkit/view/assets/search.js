"use strict";
// Search for actors by any name, with suggestions if none matches.
(() => {
  const { data, name, make, tiesOf, plural } = graphkit;
  /** Remove case and accents, so that "Cote" finds "Côte". */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const wordings = data.actors.map((actor) => [actor.name, ...actor.aliases].map((text) => ({ text, plain: folded(text) })));
  const MOST_MEANT = 5;

  /** Matching actors: exact names before parts of names, primary names before aliases, strong actors before weak ones. */
  function matches(query) {
    const wanted = folded(query);
    if (!wanted) return [];
    const all = [...data.actors.keys()];
    const found = (fits) => {
      const byOwn = all.filter((actor) => fits(wordings[actor][0]));
      return [...byOwn, ...all.filter((actor) => !byOwn.includes(actor) && wordings[actor].some(fits))];
    };
    const whole = found(({ plain }) => plain === wanted);
    return whole.length ? whole : found(({ plain }) => plain.includes(wanted));
  }

  /** The alias by which an actor was found; "" if its primary name matches. */
  function matchedName(actor, query) {
    const [first, ...others] = wordings[actor];
    const wanted = folded(query);
    return first.plain.includes(wanted) ? "" : others.find(({ plain }) => plain.includes(wanted))?.text || "";
  }

  /** Optimal string alignment distance (insertions, deletions, substitutions, transpositions), up to `most + 1`. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  /** Actors with a name, or a word of a name, similar to the query, the most similar first. */
  function meant(query) {
    const wanted = folded(query).slice(0, 60);
    if (wanted.length < 3) return [];
    const most = wanted.length < 6 ? 1 : 2;
    const far = ({ plain }) => Math.min(...[plain, ...plain.split(/[^\p{L}\p{N}]+/u)].map((text) => distance(wanted, text, most)));
    const ranked = wordings.map((texts, actor) => ({ actor, far: Math.min(...texts.map(far)) })).filter((each) => each.far <= most);
    return ranked.sort((a, b) => a.far - b.far || a.actor - b.actor).slice(0, MOST_MEANT).map(({ actor }) => actor);
  }

  function find(query) {
    const found = matches(query);
    if (found.length === 1) graphkit.visit(found[0]);
    else if (query.trim()) {
      graphkit.showFound(query.slice(0, 120), found, found.length ? [] : meant(query));
      graphkit.bringPanel();
    }
  }

  /** Fill the list of names offered while typing; limited, as many thousands slow the page down. */
  function offer() {
    const MOST = 3000;
    const list = document.getElementById("names");
    for (const actor of [...data.actors.keys()].slice(0, MOST))
      list.append(make("option", { value: name(actor) }, plural(tiesOf[actor].length, "tie")));
  }

  offer();
  Object.assign(graphkit, { find, matches, matchedName, meant });
})();
