"use strict";
// Filters that combine and count, and the search for an actor.
(() => {
  const { data, off, limits, hidden, focus, name, passes, make, SIGNS, WAYS, tiesOf } = graphkit;
  const facets = document.getElementById("facets");
  const reset = document.getElementById("reset");
  const same = (value) => value;
  const FACETS = [
    { facet: "sign", title: "Sign", order: ["1", "-1", "0"], word: (value) => SIGNS[value] },
    { facet: "way", title: "How said", order: Object.keys(WAYS), word: (value) => WAYS[value] },
    { facet: "family", title: "Family", word: same },
    { facet: "type", title: "Kind of support", word: same },
    { facet: "kind", title: "Actors", word: same },
    { facet: "outlet", title: "Source", word: same },
    { facet: "disputed", title: "Disputed", order: ["disputed", "not disputed"], word: same },
  ];
  const tallies = [];
  const PRESETS = {
    Backing: { family: ["supports", "allied with"] },
    Fighting: { family: ["attacks"] },
    Talks: { family: ["negotiates with", "cooperates with"] },
    Disputed: { disputed: ["disputed"] },
  };

  const valuesOf = (facet) => graphkit.allValues[facet];

  /** Switch off all values of a facet but some. */
  function only(facet, wanted) {
    off[facet].clear();
    for (const value of valuesOf(facet)) if (!wanted.includes(value)) off[facet].add(value);
  }

  const isOnly = (facet, wanted) => off[facet].size > 0 && valuesOf(facet).every((value) => off[facet].has(value) !== wanted.includes(value));
  const isSet = (preset) => Object.entries(preset).every(([facet, wanted]) => isOnly(facet, wanted));

  /** Buttons for what is asked most; pressed again they are undone. */
  function preset() {
    const buttons = Object.entries(PRESETS).map(([title, wanted]) => {
      const button = make("button", { type: "button", "aria-pressed": "false" }, title);
      button.addEventListener("click", () => {
        const wasSet = isSet(wanted);
        for (const each of Object.values(PRESETS)) for (const facet of Object.keys(each)) off[facet].clear();
        if (!wasSet) for (const [facet, values] of Object.entries(wanted)) only(facet, values);
        graphkit.changed();
      });
      return button;
    });
    document.getElementById("presets").append(...buttons);
    return () => Object.values(PRESETS).forEach((wanted, nth) => buttons[nth].setAttribute("aria-pressed", String(isSet(wanted))));
  }

  function box({ facet, word }, value) {
    const input = make("input", { type: "checkbox", checked: true, value });
    input.dataset.facet = facet;
    const tally = make("span", { className: "tally" });
    const label = make("label", {}, input, `${word(value)} `, tally);
    input.addEventListener("change", () => {
      off[facet][input.checked ? "delete" : "add"](value);
      graphkit.changed();
    });
    const alone = make("button", { type: "button", className: "only", "aria-label": `Only ${word(value)}`, title: `Only ${word(value)}` }, "only");
    alone.addEventListener("click", () => {
      only(facet, [value]);
      graphkit.changed();
    });
    tallies.push({ facet, value, tally, label, input });
    return make("span", { className: "choice" }, label, alone);
  }

  function build() {
    for (const each of FACETS) {
      const values = new Set(valuesOf(each.facet));
      const sorted = (each.order || [...values].sort()).filter((value) => values.has(value));
      if (sorted.length < 2 && each.facet !== "sign") continue;
      const boxes = sorted.flatMap((value) => [box(each, value), " "]);
      facets.append(make("fieldset", {}, make("legend", {}, each.title), ...boxes));
    }
    facets.append(make("fieldset", {}, make("legend", {}, "Sources"), make("label", {}, "at least ", least, " sources a tie")));
  }

  const least = make("input", { type: "number", min: "1", max: "99", value: "1", id: "least" });
  least.addEventListener("change", () => {
    limits.least = Math.max(1, Math.min(99, Math.trunc(Number(least.value)) || 1));
    graphkit.changed();
  });

  /** Each number tells how many ties there are of a value, given the other filters. */
  function count() {
    for (const { facet } of FACETS) {
      const numbers = new Map();
      for (const tie of data.ties)
        if (passes(tie, facet)) for (const value of tie.values[facet]) numbers.set(value, (numbers.get(value) || 0) + 1);
      for (const each of tallies.filter((tally) => tally.facet === facet)) {
        const number = numbers.get(each.value) || 0;
        each.tally.textContent = `(${number})`;
        each.label.className = number ? "" : "none";
        each.input.checked = !off[facet].has(each.value);
      }
    }
    least.value = String(limits.least);
    showPresets();
    const isPlain = Object.values(off).every((values) => values.size === 0) && !limits.from && !limits.to && limits.least === 1;
    reset.hidden = isPlain && hidden.size === 0 && !focus.members;
  }

  function clear() {
    for (const values of Object.values(off)) values.clear();
    Object.assign(limits, { from: "", to: "", by: "print", least: 1 });
    Object.assign(focus, { members: null, about: "" });
    hidden.clear();
    graphkit.changed();
  }

  /** Letters without case and accents, so that "Cote" finds "Côte". */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const wordings = data.actors.map((actor) => [actor.name, ...actor.aliases].map(folded));

  /** Actors by name: whole names before parts of names, strong actors before weak ones. */
  function matches(query) {
    const wanted = folded(query);
    if (!wanted) return [];
    const all = [...data.actors.keys()];
    const whole = all.filter((actor) => wordings[actor].includes(wanted));
    return whole.length ? whole : all.filter((actor) => wordings[actor].some((text) => text.includes(wanted)));
  }

  function find(query) {
    const found = matches(query);
    if (found.length === 1) graphkit.visit(found[0]);
    else if (query.trim()) graphkit.showFound(query.slice(0, 120), found);
  }

  /** Names offered while typing; a list of many thousands only slows the page down. */
  function offer() {
    const MOST = 3000;
    const list = document.getElementById("names");
    for (const actor of [...data.actors.keys()].slice(0, MOST))
      list.append(make("option", { value: name(actor) }, `${tiesOf[actor].length} ties`));
  }

  const showPresets = preset();
  build();
  offer();
  reset.addEventListener("click", clear);
  Object.assign(graphkit, { count, find, matches });
})();
