"use strict";
// The same ties as a table: for the keyboard, for screen readers, for reading in order.
(() => {
  const { data, name, passes, make, own, summary, portions, swatch, SIGNS, WAYS, plural } = graphkit;
  const place = document.getElementById("table");
  const COLUMNS = ["From", "Tie", "To", "Sign", "How said", "Claims", "Latest"];

  const latest = (tie) => tie.claims.map((claim) => data.articles[claim.article].date).sort().at(-1) || "–";

  function row(index) {
    const tie = data.ties[index];
    const button = make("button", { type: "button", "aria-label": summary(tie) }, tie.family);
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
    return make("tr", {},
      make("td", {}, own(name(tie.from))),
      make("td", {}, button),
      make("td", {}, own(name(tie.to))),
      make("td", { className: "brief" }, swatch(tie.sign), SIGNS[tie.sign]),
      make("td", {}, WAYS[tie.way] + (tie.contested ? ", contested" : "") + (tie.ended ? ", ended" : "")),
      make("td", { className: "brief number" }, String(tie.claims.length)),
      make("td", { className: "brief" }, latest(tie)));
  }

  /** Built only while it is seen: a large graph has many rows. */
  function drawTable() {
    if (place.hidden) return;
    const shown = [...data.ties.keys()].filter((index) => passes(data.ties[index]));
    const [body, more] = portions(make("tbody"), shown, row);
    const heads = COLUMNS.map((title) => make("th", { scope: "col", className: title === "Claims" ? "number" : "" }, title));
    const caption = make("caption", {}, `${plural(shown.length, "tie")}, those with most claims first. Open one to read its quotes.`);
    place.replaceChildren(make("table", {}, caption, make("thead", {}, make("tr", {}, ...heads)), body), more);
  }

  function asTable(wanted) {
    place.hidden = !wanted;
    document.getElementById("network").inert = wanted;
    document.getElementById("tools").hidden = wanted;
    document.getElementById("as-table").setAttribute("aria-pressed", String(wanted));
    document.getElementById("as-picture").setAttribute("aria-pressed", String(!wanted));
    drawTable();
  }

  Object.assign(graphkit, { drawTable, asTable });
})();
