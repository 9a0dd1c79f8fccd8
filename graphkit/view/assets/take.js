"use strict";
// Exports of the view: the picture as PNG and SVG, claims as CSV, workbook and Turtle, ties as CSV, a claim as citation.
(() => {
  const { data, daysOf, edges, name, passes, rowsOf, runs, workbook, make, SIGNS, plural } = graphkit;
  const SVG = "http://www.w3.org/2000/svg";
  const NS = "https://w3id.org/graphkit/";

  function save(file, blob) {
    const link = make("a", { href: URL.createObjectURL(blob), download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const saveText = (file, text, type) => save(file, new Blob([text], { type }));
  /** Numbers of the ties in the picture, or in the table if visible, which includes those of actors that are not drawn. */
  const shown = () => (document.getElementById("table").hidden ? edges.getIds().sort((a, b) => a - b) : [...data.ties.keys()].filter((index) => passes(data.ties[index])));

  const FACE = "system-ui, 'Liberation Sans', sans-serif";
  // Maximum canvas size that all browsers support.
  const LARGEST = 12000;

  /** Save the picture at twice its size, or smaller if it exceeds the maximum canvas size. */
  function png() {
    const { left, top, width, height, colours, items } = graphkit.scene();
    const scale = Math.min(2, LARGEST / width, LARGEST / height);
    const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    context.fillStyle = colours.paper;
    context.fillRect(left, top, width, height);
    for (const item of items) paint(context, item, colours);
    canvas.toBlob((blob) => save("graph.png", blob));
  }

  const colourOf = (colour, colours) => colours[colour] || colour;

  function paint(context, item, colours) {
    if (item.words !== undefined) {
      context.font = `${item.bold ? 600 : 400} ${item.size}px ${FACE}`;
      context.textAlign = { start: "left", middle: "center" }[item.anchor];
      context.lineJoin = "round";
      [context.strokeStyle, context.lineWidth] = [colours.paper, 4];
      context.setLineDash([]);
      if (item.halo) context.strokeText(item.words, item.x, item.y);
      context.fillStyle = colourOf(item.fill, colours);
      context.fillText(item.words, item.x, item.y);
      return;
    }
    const shape = new Path2D(item.path);
    context.globalAlpha = item.opacity ?? 1;
    if (item.fill) { context.fillStyle = colourOf(item.fill, colours); context.fill(shape); }
    context.globalAlpha = 1;
    context.setLineDash(item.dash || []);
    if (item.stroke) { [context.strokeStyle, context.lineWidth] = [colourOf(item.stroke, colours), item.width]; context.stroke(shape); }
  }

  function drawn(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // Replaces characters that XML does not allow.
  const fit = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");

  function svgOf(item, colours) {
    if (item.words !== undefined) {
      const halo = item.halo ? { stroke: colours.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" } : {};
      return drawn("text", { x: item.x, y: item.y, "font-size": item.size, "font-weight": item.bold ? 600 : 400, "text-anchor": item.anchor, fill: colourOf(item.fill, colours), ...halo }, fit(item.words));
    }
    const about = item.title ? [drawn("title", {}, fit(item.title))] : [];
    return drawn("path", {
      class: item.kind, d: item.path, fill: item.fill ? colourOf(item.fill, colours) : "none", "fill-opacity": item.opacity,
      stroke: item.stroke ? colourOf(item.stroke, colours) : "none", "stroke-width": item.width, "stroke-dasharray": item.dash?.length ? item.dash.join(" ") : undefined,
    }, ...about);
  }

  function svg() {
    const { left, top, width, height, colours, items } = graphkit.scene();
    const paper = drawn("rect", { x: left, y: top, width, height, fill: colours.paper });
    const whole = drawn("svg", { viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": FACE }, paper, ...items.map((item) => svgOf(item, colours)));
    saveText("graph.svg", new XMLSerializer().serializeToString(whole), "image/svg+xml");
  }

  /** CSV cell that spreadsheets do not interpret as a formula. */
  const cell = (value) => `"${runs(String(value)) ? "'" : ""}${String(value).replaceAll('"', '""')}"`;

  function csv(mark) {
    const rows = rowsOf(shown()).map(({ tie, words, contested, ended, claims, sources }) => [name(tie.from), tie.family, claims[0].relation, name(tie.to), SIGNS[tie.sign], words.join(", "), contested ? "disputed" : "", ended ? "ended" : "", claims.length, sources,
      data.actors[tie.from].id, data.actors[tie.to].id, claims.map(({ id }) => id).join(" ")]);
    const head = ["from", "tie", "relation", "to", "sign", "status", "disputed", "ended", "claims", "sources", "from id", "to id", "claim ids"];
    saveText("ties.csv", mark + [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""), "text/csv;charset=utf-8");
  }

  const quoteOf = ({ quotes }) => quotes.map(({ pieces }) => pieces.map(([text]) => text).join("")).join(" […] ");

  const DAYS = ["first day of the event", "last day of the event", "published"];
  const HEAD = ["subject", "relation", "object", "status", ...DAYS, "outlet", "title", "address", "speaker", "attribution", "quote", "subject id", "object id", "claim id"];
  const shownClaims = () => rowsOf(shown()).flatMap(({ claims }) => claims);

  /** One row per shown claim, with quote, source and dates. */
  const claimRows = () => shownClaims().map((claim) => {
    const { outlet, date, title, url } = data.articles[claim.article];
    const [first = "", last = ""] = daysOf(claim);
    return [name(claim.from), claim.relation, name(claim.to), claim.words.join(", "), first, last, date, outlet, title, url || "", claim.speaker, claim.attribution, quoteOf(claim), data.actors[claim.from].id, data.actors[claim.to].id, claim.id];
  });

  const claimsCsv = () => saveText("claims.csv", `\ufeff${[HEAD, ...claimRows()].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`, "text/csv;charset=utf-8");
  const claimsXlsx = () => save("claims.xlsx", workbook("claims", HEAD, claimRows(), DAYS));

  // Excel needs a byte order mark to detect UTF-8; other programs do not expect one.
  const MARKS = { "take-csv": "", "take-excel": "\ufeff" };

  const literal = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /** A claim as Turtle: triples with full IRIs, and quotes. */
  function turtle(claim) {
    const ends = [claim.from, claim.to].map((actor) => `<${NS}id/${data.actors[actor].id}>`);
    const quotes = claim.quotes.map(({ pieces }) => `  <${NS}ns#quote> ${literal(pieces.map(([text]) => text).join(""))}`);
    return [`<${NS}claim/${claim.id}> a <${NS}ns#Claim> ;`, `  <${NS}ns#subject> ${ends[0]} ;`, `  <${NS}ns#predicate> <${NS}rel#${claim.predicate}> ;`,
      `  <${NS}ns#object> ${ends[1]} ;`, `  <${NS}ns#polarity> <${NS}scheme#${claim.negative ? "negative" : "positive"}> ;`,
      ...(claim.words.includes("ended") || claim.words.includes("to end") ? [`  <${NS}ns#ended> true ;`] : []), `  <${NS}ns#status> <${NS}scheme#${claim.status}> ;`, `${quotes.join(" ;\n")} .`].join("\n");
  }

  const allTurtle = () => saveText("claims.ttl", `${shownClaims().map(turtle).join("\n\n")}\n`, "text/turtle");

  function citation(claim) {
    const { title, outlet, date, url } = data.articles[claim.article];
    return `“${quoteOf(claim)}” ${[outlet, title, date, url].filter(Boolean).join(", ")}. ${NS}claim/${claim.id}`;
  }

  function copier(text, words) {
    const button = make("button", { type: "button" }, words);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      document.getElementById("said").textContent = "Copied.";
      button.textContent = "Copied";
    });
    return button;
  }

  const copies = (claim) => make("p", { className: "acts" }, copier(() => citation(claim), "Copy citation"), copier(() => turtle(claim), "Copy Turtle"));

  for (const [id, act] of Object.entries({ "take-png": png, "take-svg": svg, "take-claims": claimsCsv, "take-xlsx": claimsXlsx, "claims-csv": claimsCsv, "claims-xlsx": claimsXlsx, "take-turtle": allTurtle }))
    document.getElementById(id).addEventListener("click", act);
  for (const [id, mark] of Object.entries(MARKS)) document.getElementById(id).addEventListener("click", () => csv(mark));
  Object.assign(graphkit, { copies, citation, turtle, shownTies: () => plural(shown().length, "tie") });
})();
