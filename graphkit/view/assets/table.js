"use strict";
// The same ties as a table to sort: for the keyboard, for screen readers, for reading in order.
(() => {
  const { data, name, ownClaims, passes, make, own, summary, portions, swatch, SIGNS, WAYS, plural } = graphkit;
  const place = document.getElementById("table");
  const latest = (tie) => [...tie.days].sort().at(-1) || "";
  const earliest = (tie) => ownClaims(tie).map(({ deed }) => deed.find(Boolean)).filter(Boolean).sort()[0] || "";
  const said = (tie) => WAYS[tie.way] + (tie.contested ? ", disputed" : "") + (tie.ended ? ", ended" : "");
  // `of` gives what a column is sorted by; numbers and days come largest first.
  const COLUMNS = [
    { title: "From", of: (tie) => name(tie.from) },
    { title: "Tie", of: (tie) => tie.family },
    { title: "To", of: (tie) => name(tie.to) },
    { title: "Sign", of: (tie) => SIGNS[tie.sign] },
    { title: "How said", of: said },
    { title: "Claims", of: (tie) => ownClaims(tie).length, down: true },
    { title: "Sources", of: (tie) => tie.sources, down: true },
    { title: "First event", of: earliest, down: true },
    { title: "Latest report", of: latest, down: true },
    { title: "Quote", of: (tie) => quoteOf(tie) },
  ];
  const sorting = { column: null, down: false };

  function quoteOf(tie) {
    const [{ quotes }] = ownClaims(tie);
    return quotes.length ? quotes[0].pieces.map(([text]) => text).join("") : "";
  }

  function row(index) {
    const tie = data.ties[index];
    const button = make("button", { type: "button", "aria-label": summary(tie) }, tie.family);
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
    return make("tr", {},
      make("td", {}, own(name(tie.from))),
      make("td", {}, button),
      make("td", {}, own(name(tie.to))),
      make("td", { className: "brief" }, swatch(tie.sign), SIGNS[tie.sign]),
      make("td", {}, said(tie)),
      make("td", { className: "brief number" }, String(ownClaims(tie).length)),
      make("td", { className: "brief number" }, String(tie.sources)),
      make("td", { className: "brief" }, earliest(tie) || "–"),
      make("td", { className: "brief" }, latest(tie) || "–"),
      make("td", { className: "quote" }, own(quoteOf(tie), "q")));
  }

  function sorted(indexes) {
    // In a conflict other ties have most claims than in the whole graph, by which they are numbered.
    if (sorting.column === null) return indexes.sort((a, b) => ownClaims(data.ties[b]).length - ownClaims(data.ties[a]).length || a - b);
    const { of } = COLUMNS[sorting.column];
    const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en"));
    const keyed = indexes.map((index) => [of(data.ties[index]), index]);
    keyed.sort((a, b) => (sorting.down ? -1 : 1) * order(a[0], b[0]) || a[1] - b[1]);
    return keyed.map(([, index]) => index);
  }

  function sortBy(column) {
    const { down = false } = COLUMNS[column];
    sorting.down = sorting.column === column ? !sorting.down : down;
    sorting.column = column;
    drawTable();
    place.querySelectorAll("th button")[column].focus();
  }

  function head({ title }, column) {
    const isSorted = sorting.column === column;
    const mark = isSorted ? (sorting.down ? " ▼" : " ▲") : "";
    const button = make("button", { type: "button" }, title, make("span", { "aria-hidden": "true" }, mark));
    button.addEventListener("click", () => sortBy(column));
    return make("th", { scope: "col", "aria-sort": isSorted ? (sorting.down ? "descending" : "ascending") : "none" }, button);
  }

  /** Built only while it is seen: a large graph has many rows. */
  function drawTable() {
    if (place.hidden) return;
    const shown = sorted([...data.ties.keys()].filter((index) => passes(data.ties[index])));
    const [body, more] = portions(make("tbody"), shown, row);
    const caption = make("caption", {}, `${plural(shown.length, "tie")}${sorting.column === null ? ", those with most claims first" : ""}. Open one to read all its quotes.`);
    place.replaceChildren(make("table", {}, caption, make("thead", {}, make("tr", {}, ...COLUMNS.map(head))), body), more);
  }

  function asTable(wanted) {
    place.hidden = !wanted;
    document.getElementById("network").inert = wanted;
    for (const id of ["tools", "key"]) document.getElementById(id).hidden = wanted;
    document.getElementById("as-table").setAttribute("aria-pressed", String(wanted));
    document.getElementById("as-picture").setAttribute("aria-pressed", String(!wanted));
    drawTable();
  }

  Object.assign(graphkit, { drawTable, asTable });
})();
