"use strict";
// The ties as a sortable table with a row per relation, for keyboard users and screen readers.
(() => {
  const { data, daysOf, name, passes, shownRelations, make, own, summary, portions, swatch, SIGNS, plural } = graphkit;
  const place = document.getElementById("table");
  const latest = ({ claims }) => claims.map(({ article }) => data.articles[article].date).sort().at(-1) || "";
  const earliest = ({ claims }) => claims.map((claim) => daysOf(claim).find(Boolean)).filter(Boolean).sort()[0] || "";
  const said = ({ words }) => words.join(", ");
  const label = ({ claims: [{ relation }] }) => relation;
  // `of` returns the sort key of a column; `down` columns (numbers, dates) sort in descending order first.
  const COLUMNS = [
    { title: "From", of: ({ tie }) => name(tie.from) },
    { title: "Relation", of: label },
    { title: "To", of: ({ tie }) => name(tie.to) },
    { title: "Sign", of: ({ tie }) => SIGNS[tie.sign] },
    { title: "Status", of: said },
    { title: "Claims", of: ({ claims }) => claims.length, down: true },
    { title: "Sources", of: ({ sources }) => sources, down: true },
    { title: "First event", of: earliest, down: true },
    { title: "Latest report", of: latest, down: true },
    { title: "Quote", of: (relation) => quoteOf(relation) },
  ];
  const sorting = { column: null, down: false };

  const quoteOf = ({ quote: { quotes } }) => (quotes.length ? quotes[0].pieces.map(([text]) => text).join("") : "");

  /** A cell with the title of its column, which a phone shows beside it. */
  const cell = (column, className, ...content) => make("td", { className, "data-head": COLUMNS[column].title }, ...content);

  function row(relation) {
    const { tie, index, claims, sources } = relation;
    const button = make("button", { type: "button", "aria-label": `${label(relation)}: ${summary(tie)}` }, label(relation));
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
    return make("tr", {},
      make("td", {}, own(name(tie.from))),
      make("td", {}, button),
      make("td", {}, own(name(tie.to))),
      cell(3, "brief", swatch(tie.sign), SIGNS[tie.sign]),
      cell(4, "", said(relation)),
      cell(5, "brief number", String(claims.length)),
      cell(6, "brief number", String(sources)),
      cell(7, "brief", earliest(relation) || "–"),
      cell(8, "brief", latest(relation) || "–"),
      make("td", { className: "quote" }, own(quoteOf(relation), "q")));
  }

  function sorted(rows) {
    // Ties are numbered by claims in the whole graph, which differs from the order within a conflict.
    if (sorting.column === null) return rows.sort((a, b) => b.claims.length - a.claims.length || a.index - b.index);
    const { of } = COLUMNS[sorting.column];
    const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en"));
    const keyed = rows.map((row, place) => [of(row), row, place]);
    keyed.sort((a, b) => (sorting.down ? -1 : 1) * order(a[0], b[0]) || a[2] - b[2]);
    return keyed.map(([, row]) => row);
  }

  /** Relations of the ties with these numbers, each with its tie. */
  const rowsOf = (indexes) => indexes.flatMap((index) => shownRelations(data.ties[index]).map((relation) => ({ ...relation, index, tie: data.ties[index] })));

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

  /** Draw the table if it is visible, as a large graph has many rows. */
  function drawTable() {
    if (place.hidden) return;
    const rows = rowsOf([...data.ties.keys()].filter((index) => passes(data.ties[index])));
    const shown = sorted(rows);
    const ties = new Set(rows.map(({ index }) => index)).size;
    const [body, more] = portions(make("tbody"), shown, row);
    const caption = make("caption", {}, `${plural(shown.length, "relation")}${ties === shown.length ? "" : ` in ${plural(ties, "tie")}`}${sorting.column === null ? ", sorted by number of claims" : ""}. Select one to read all its quotes.`);
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

  Object.assign(graphkit, { rowsOf, drawTable, asTable });
})();
