"use strict";
// Taking away what is seen: the picture as PNG and SVG, the ties as CSV and Turtle, a claim as citation.
(() => {
  const { data, network, nodes, edges, name, passes, tone, make, SIGNS, WAYS, plural } = graphkit;
  const SVG = "http://www.w3.org/2000/svg";
  const NS = "https://w3id.org/graphkit/";

  function save(file, blob) {
    const link = make("a", { href: URL.createObjectURL(blob), download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const saveText = (file, text, type) => save(file, new Blob([text], { type }));
  const shown = () => edges.getIds().sort((a, b) => a - b).map((index) => data.ties[index]);

  function png() {
    const canvas = document.querySelector("#network canvas");
    const copy = make("canvas", { width: canvas.width, height: canvas.height });
    const context = copy.getContext("2d");
    context.fillStyle = tone("--paper");
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    copy.toBlob((blob) => save("graph.png", blob));
  }

  function drawn(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function svg() {
    const spots = network.getPositions();
    const xs = Object.values(spots).map(({ x }) => x);
    const ys = Object.values(spots).map(({ y }) => y);
    const ROOM = 120;
    const [left, top] = [Math.min(...xs) - ROOM, Math.min(...ys) - ROOM];
    const lines = edges.get().map(({ from, to, width, dashes, color, title }) => drawn("line", {
      x1: spots[from].x, y1: spots[from].y, x2: spots[to].x, y2: spots[to].y,
      stroke: color.color, "stroke-opacity": 0.8, "stroke-width": width, "stroke-dasharray": dashes ? [].concat(dashes).join(" ") : "none",
    }, drawn("title", {}, title.textContent)));
    const dots = nodes.get().map(({ id, size, color }) => drawn("g", {},
      drawn("circle", { cx: spots[id].x, cy: spots[id].y, r: size, fill: color.background, stroke: color.border }),
      drawn("text", { x: spots[id].x, y: spots[id].y + size + 15, "text-anchor": "middle", "font-size": 14, fill: tone("--ink") }, name(id))));
    const box = `${left} ${top} ${Math.max(...xs) + ROOM - left} ${Math.max(...ys) + ROOM - top}`;
    const whole = drawn("svg", { viewBox: box, "font-family": "sans-serif" }, drawn("rect", { x: left, y: top, width: "100%", height: "100%", fill: tone("--paper") }), ...lines, ...dots);
    saveText("graph.svg", new XMLSerializer().serializeToString(whole), "image/svg+xml");
  }

  // The rules of graphkit.export.cells: a lone dash and a number are no formula.
  const FORMULA = /^[=@+\-\t\r\n\uff1d\uff20\uff0b\uff0d]/;
  const HARMLESS = /^(?:-|[+-]?\d+(?:[.,]\d+)*%?)$/;
  const runs = (text) => FORMULA.test(text) && !HARMLESS.test(text);

  /** A cell that no spreadsheet takes for a formula. */
  const cell = (value) => `"${runs(String(value)) ? "'" : ""}${String(value).replaceAll('"', '""')}"`;

  function csv(mark) {
    const rows = shown().map((tie) => [name(tie.from), tie.family, name(tie.to), SIGNS[tie.sign], WAYS[tie.way], tie.contested ? "contested" : "", tie.ended ? "ended" : "", tie.claims.length, tie.sources,
      data.actors[tie.from].id, data.actors[tie.to].id, tie.claims.map(({ id }) => id).join(" ")]);
    const head = ["from", "tie", "to", "sign", "how said", "contested", "ended", "claims", "sources", "from id", "to id", "claim ids"];
    saveText("ties.csv", mark + [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""), "text/csv;charset=utf-8");
  }

  // Excel sees by a byte order mark that a file is UTF-8; other readers want none.
  const MARKS = { "take-csv": "", "take-excel": "\ufeff" };

  const literal = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /** A claim as Turtle: its triples with full IRIs, and its quotes. */
  function turtle(claim) {
    const ends = [claim.from, claim.to].map((actor) => `<${NS}id/${data.actors[actor].id}>`);
    const quotes = claim.quotes.map(({ pieces }) => `  <${NS}ns#quote> ${literal(pieces.map(([text]) => text).join(""))}`);
    return [`<${NS}claim/${claim.id}> a <${NS}ns#Claim> ;`, `  <${NS}ns#subject> ${ends[0]} ;`, `  <${NS}ns#predicate> <${NS}rel#${claim.predicate}> ;`,
      `  <${NS}ns#object> ${ends[1]} ;`, `  <${NS}ns#polarity> <${NS}scheme#${claim.way === "denied" ? "negative" : "positive"}> ;`,
      `  <${NS}ns#status> <${NS}scheme#${claim.status}> ;`, `${quotes.join(" ;\n")} .`].join("\n");
  }

  const allTurtle = () => saveText("claims.ttl", `${shown().flatMap((tie) => tie.claims).map(turtle).join("\n\n")}\n`, "text/turtle");

  function citation(claim) {
    const { title, outlet, date, url } = data.articles[claim.article];
    const quote = claim.quotes.map(({ pieces }) => pieces.map(([text]) => text).join("")).join(" […] ");
    return `“${quote}” ${[outlet, title, date, url].filter(Boolean).join(", ")}. ${NS}claim/${claim.id}`;
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

  const copies = (claim) => make("p", { className: "acts" }, copier(() => citation(claim), "Copy citation"), " ", copier(() => turtle(claim), "Copy Turtle"));

  for (const [id, act] of Object.entries({ "take-png": png, "take-svg": svg, "take-turtle": allTurtle }))
    document.getElementById(id).addEventListener("click", act);
  for (const [id, mark] of Object.entries(MARKS)) document.getElementById(id).addEventListener("click", () => csv(mark));
  Object.assign(graphkit, { copies, citation, turtle, shownTies: () => plural(shown().length, "tie") });
})();
