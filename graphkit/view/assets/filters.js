"use strict";
// Filters, which can be combined and show the number of matching ties.
(() => {
  const { data, off, on, isOff, limits, hidden, focus, story, shownStory, ALL, passes, make, own, plural, SIGNS, WAYS } = graphkit;
  const facets = document.getElementById("facets");
  const reset = document.getElementById("reset");
  const same = (value) => value;
  const FACETS = [
    { facet: "sign", title: "Sign", order: ["1", "-1", "0"], word: (value) => SIGNS[value] },
    { facet: "way", title: "Status", order: Object.keys(WAYS), word: (value) => WAYS[value] },
    { facet: "family", title: "Family", word: same },
    { facet: "type", title: "Kind of support", word: same },
    { facet: "kind", title: "Actors", word: same },
    { facet: "outlet", title: "Source", word: same },
    { facet: "disputed", title: "Disputed", order: ["disputed", "not disputed"], word: same },
    { facet: "ended", title: "Ended", order: ["ended", "not ended"], word: same },
  ];
  const tallies = [];
  const PRESETS = {
    Backing: { family: ["supports", "allied with"] },
    Fighting: { family: ["attacks"] },
    Talks: { family: ["negotiates with", "cooperates with"] },
    Disputed: { disputed: ["disputed"] },
  };

  const valuesOf = (facet) => graphkit.allValues[facet];

  function setFacet(facet, wanted) {
    off[facet].clear();
    on[facet] = wanted && new Set(wanted);
  }

  const isOnly = (facet, wanted) => on[facet] !== null && on[facet].size === wanted.length && wanted.every((value) => on[facet].has(value));
  const isSet = (preset) => Object.entries(preset).every(([facet, wanted]) => isOnly(facet, wanted));

  /** Buttons for common filters; pressing again removes the filter. */
  function preset() {
    const buttons = Object.entries(PRESETS).map(([title, wanted]) => {
      const button = make("button", { type: "button", "aria-pressed": "false" }, title);
      button.addEventListener("click", () => {
        const wasSet = isSet(wanted);
        for (const each of Object.values(PRESETS)) for (const facet of Object.keys(each)) setFacet(facet, null);
        if (!wasSet) for (const [facet, values] of Object.entries(wanted)) setFacet(facet, values);
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
      if (on[facet]) on[facet][input.checked ? "add" : "delete"](value);
      else off[facet][input.checked ? "delete" : "add"](value);
      graphkit.changed();
    });
    const alone = make("button", { type: "button", className: "only", "aria-label": `Only ${word(value)}`, title: `Only ${word(value)}` }, "only");
    alone.addEventListener("click", () => {
      setFacet(facet, [value]);
      graphkit.changed();
    });
    const choice = make("span", { className: "choice" }, label, alone);
    tallies.push({ facet, value, tally, label, input, choice });
    return choice;
  }

  function build() {
    for (const each of FACETS) {
      const values = new Set(valuesOf(each.facet));
      const sorted = (each.order || [...values].sort()).filter((value) => values.has(value));
      if (sorted.length < 2 && each.facet !== "sign") continue;
      const boxes = sorted.flatMap((value) => [box(each, value), " "]);
      facets.append(make("fieldset", {}, make("legend", {}, each.title), ...boxes));
    }
    facets.append(make("fieldset", {}, make("legend", {}, "Sources"), make("label", {}, "at least ", least, " ", leastWord)));
  }

  const least = make("input", { type: "number", min: "1", max: "99", value: "1", id: "least" });
  const leastWord = make("span");
  least.addEventListener("change", () => {
    limits.least = Math.max(1, Math.min(99, Math.trunc(Number(least.value)) || 1));
    graphkit.changed();
  });

  /** Update the number of ties of each value, given the other filters. */
  function count() {
    for (const { facet } of FACETS) {
      const numbers = new Map();
      // Values without ties in the shown conflict are hidden.
      const known = new Set(data.ties.filter(({ stories }) => stories.has(story.now)).flatMap(({ values }) => values[facet]));
      for (const tie of data.ties)
        if (passes(tie, facet)) for (const value of tie.values[facet]) numbers.set(value, (numbers.get(value) || 0) + 1);
      for (const each of tallies.filter((tally) => tally.facet === facet)) {
        const number = numbers.get(each.value) || 0;
        each.choice.hidden = !known.has(each.value);
        each.tally.textContent = `(${number})`;
        each.label.className = number ? "" : "none";
        each.input.checked = !isOff(facet, each.value);
      }
    }
    least.value = String(limits.least);
    leastWord.textContent = `${limits.least === 1 ? "source" : "sources"} per relation`;
    showPresets();
    showEmpty();
    const isPlain = Object.values(off).every((values) => values.size === 0) && Object.values(on).every((values) => values === null) && !limits.from && !limits.to && limits.least === 1;
    reset.hidden = isPlain && hidden.size === 0 && !focus.members;
    const here = data.ties.filter(({ stories }) => stories.has(story.now));
    document.getElementById("matching").textContent = reset.hidden ? "" : `Matching: ${here.filter((tie) => passes(tie)).length.toLocaleString("en")} of ${plural(here.length, "tie")}.`;
  }

  /** Message of an empty picture, with a button to reset the filters. */
  function showEmpty() {
    const place = document.getElementById("empty");
    if (!data.ties.length) return place.replaceChildren("Nothing to show.");
    const where = story.now === ALL ? [] : [" in ", own(shownStory().name)];
    const words = isSet(PRESETS.Disputed) ? " is disputed." : " matches the filters.";
    const back = make("button", { type: "button" }, "Reset filters");
    back.addEventListener("click", clear);
    return place.replaceChildren("No tie", ...where, `${words} `, back);
  }

  function clear() {
    for (const facet of Object.keys(off)) setFacet(facet, null);
    Object.assign(limits, { from: "", to: "", by: "print", least: 1 });
    Object.assign(focus, { members: null, about: "" });
    hidden.clear();
    graphkit.changed();
  }

  const showPresets = preset();
  build();
  reset.addEventListener("click", clear);
  Object.assign(graphkit, { count, clearFilters: clear });
})();
