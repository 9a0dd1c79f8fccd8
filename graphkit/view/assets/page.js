"use strict";
// Everything shown comes from the data element and enters the page as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const MOST = 300;
  const kept = new Set(data.nodes.slice(0, MOST).map((node) => node.id));
  const off = { family: new Set(), way: new Set(), sign: new Set() };
  const SIGNS = { "1": "cooperative", "-1": "conflictual", "0": "neutral" };

  const name = (id) => (data.actors[id] || { name: id }).name;
  const words = (text) => text.replaceAll("_", " ");

  function make(tag, text, kind) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  const ink = () => (dark.matches ? "#e8e6e1" : "#1b1f24");
  const paper = () => (dark.matches ? "#16191d" : "#fbfaf8");

  function dressed(node) {
    return {
      ...node,
      color: { background: dark.matches ? "#4a5663" : "#dfe5ea", border: ink(), highlight: { background: "#ffe28a", border: ink() } },
      font: { color: ink(), size: 15, strokeWidth: 4, strokeColor: paper(), face: "system-ui, sans-serif" },
      title: name(node.id),
    };
  }

  function edged(edge) {
    const tie = data.ties[edge.id];
    const mark = tie.contested ? "! " : "";
    return {
      ...edge,
      title: `${name(tie.from)} – ${words(tie.family)} – ${name(tie.to)} (${tie.way}, ${tie.claims.length})`,
      label: mark,
      font: { color: edge.color, size: 18, strokeWidth: 3, strokeColor: paper() },
      color: { color: edge.color, highlight: edge.color, opacity: tie.way === "denied" ? 0.45 : 0.9 },
    };
  }

  const nodes = new vis.DataSet([]);
  const edges = new vis.DataSet([]);
  const network = new vis.Network(byId("network"), { nodes, edges }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, multiselect: false, tooltipDelay: 120 },
    nodes: { borderWidth: 1, scaling: { label: { drawThreshold: 3 } } },
    edges: { selectionWidth: 2, hoverWidth: 1, arrowStrikethrough: false, arrows: { to: { scaleFactor: 0.6 } } },
  });

  const visible = (tie) => !off.family.has(tie.family) && !off.way.has(tie.way) && !off.sign.has(String(tie.sign));

  function draw() {
    const shown = data.edges.filter((edge) => visible(data.ties[edge.id]) && kept.has(edge.from) && kept.has(edge.to));
    nodes.clear(); edges.clear();
    nodes.add(data.nodes.filter((node) => kept.has(node.id)).map(dressed));
    edges.add(shown.map(edged));
    const hidden = data.nodes.length - kept.size;
    byId("note").textContent = hidden > 0
      ? `The ${kept.size} actors with most claims are shown; ${hidden} more come by search or "Show all".` : "";
    byId("all").hidden = hidden <= 0;
    table();
  }

  function quoted(claim) {
    const quote = make("blockquote");
    quote.append(make("span", claim.before, "around"));
    let rest = claim.quote;
    const marks = claim.words.concat(claim.cue ? [claim.cue] : []).filter((word) => word && rest.includes(word));
    marks.sort((a, b) => rest.indexOf(a) - rest.indexOf(b));
    for (const word of marks) {
      const at = rest.indexOf(word);
      if (at < 0) continue;
      quote.append(rest.slice(0, at), make("mark", word));
      rest = rest.slice(at + word.length);
    }
    quote.append(rest, make("span", claim.after, "around"));
    return quote;
  }

  function told(tie, claim) {
    const box = make("div", undefined, "claim");
    const line = make("p");
    line.append(make("b", `${name(tie.from)} ${claim.relation} ${name(tie.to)}`));
    const how = [claim.way === "denied" ? "denied" : claim.status, ...claim.types];
    if (claim.said) how.push(`said: ${claim.said}`);
    if (claim.cue) how.push(`cue: “${claim.cue}”`);
    box.append(line, make("p", how.join(" · "), "status"), quoted(claim));
    const meta = make("p", undefined, "meta");
    meta.append(`${claim.outlet}, ${claim.date || "no date"}: `);
    if (claim.url) {
      const link = make("a", claim.title);
      link.href = claim.url; link.rel = "noopener noreferrer";
      meta.append(link);
    } else meta.append(claim.title);
    box.append(meta);
    return box;
  }

  function panel(heading, parts) {
    const place = byId("panel");
    place.replaceChildren(make("h2", heading), ...parts);
    place.scrollIntoView({ block: "nearest" });
  }

  function showTie(index) {
    const tie = data.ties[index];
    const flag = tie.contested ? [make("p", "Contested: some sources deny it.", "status")] : [];
    panel(`${name(tie.from)} – ${words(tie.family)} – ${name(tie.to)}`, [...flag, ...tie.claims.map((claim) => told(tie, claim))]);
  }

  function showActor(id) {
    const actor = data.actors[id] || { name: id, kind: "" };
    const list = make("div");
    data.ties.forEach((tie, index) => {
      if ((tie.from === id || tie.to === id) && visible(tie)) list.append(row(tie, index));
    });
    panel(actor.name, [make("p", actor.kind, "status"), list]);
  }

  function row(tie, index) {
    const line = make("p");
    const button = make("button", `${name(tie.from)} – ${words(tie.family)} – ${name(tie.to)} (${tie.way}, ${tie.claims.length})`);
    button.type = "button";
    button.addEventListener("click", () => { reveal(tie.from); reveal(tie.to); showTie(index); });
    line.append(button);
    return line;
  }

  function reveal(id) {
    if (kept.has(id) || !data.nodes.some((node) => node.id === id)) return;
    kept.add(id);
    draw();
  }

  function table() {
    const made = make("table");
    const head = make("tr");
    for (const title of ["From", "Tie", "To", "How said", "Claims"]) {
      const cell = make("th", title); cell.scope = "col"; head.append(cell);
    }
    made.append(head);
    data.ties.forEach((tie, index) => {
      if (!visible(tie)) return;
      const line = make("tr");
      const button = make("button", words(tie.family));
      button.type = "button";
      button.addEventListener("click", () => showTie(index));
      const cell = make("td"); cell.append(button);
      line.append(make("td", name(tie.from)), cell, make("td", name(tie.to)),
        make("td", tie.way + (tie.contested ? ", contested" : "")), make("td", String(tie.claims.length)));
      made.append(line);
    });
    byId("table").replaceChildren(made);
  }

  function filter(kind, title, shown) {
    const counts = new Map();
    for (const tie of data.ties) counts.set(String(tie[kind]), (counts.get(String(tie[kind])) || 0) + 1);
    const set = make("fieldset");
    set.append(make("legend", title));
    for (const value of [...counts.keys()].sort()) {
      const label = make("label");
      const box = make("input");
      box.type = "checkbox"; box.checked = true; box.dataset.kind = kind; box.value = value;
      box.addEventListener("change", () => { off[kind][box.checked ? "delete" : "add"](value); draw(); });
      label.append(box, ` ${shown(value)} (${counts.get(value)})`);
      set.append(label);
    }
    byId("boxes").append(set);
  }

  function find(text) {
    const wanted = text.trim().toLowerCase();
    const ids = Object.keys(data.actors);
    const id = ids.find((each) => name(each).toLowerCase() === wanted)
      || (wanted.length > 2 ? ids.find((each) => name(each).toLowerCase().includes(wanted)) : undefined);
    if (id === undefined) return;
    reveal(id);
    network.selectNodes([id]);
    network.focus(id, { scale: 1, animation: false });
    showActor(id);
  }

  filter("sign", "Sign", (value) => SIGNS[value]);
  filter("family", "Family", words);
  filter("way", "How said", (value) => value);
  for (const id of Object.keys(data.actors).slice(0, 3000)) {
    const option = make("option"); option.value = name(id); byId("names").append(option);
  }
  byId("search").addEventListener("change", (event) => find(event.target.value));
  byId("all").addEventListener("click", () => { data.nodes.forEach((node) => kept.add(node.id)); draw(); network.fit(); });
  byId("switch").addEventListener("click", (event) => {
    const on = byId("table").hidden;
    byId("table").hidden = !on;
    event.target.setAttribute("aria-pressed", String(on));
  });
  dark.addEventListener("change", draw);
  network.on("click", (event) => {
    if (event.nodes.length) showActor(event.nodes[0]);
    else if (event.edges.length) showTie(event.edges[0]);
  });
  draw();
  network.fit();
  // For scripts and tests: where a tie or an actor stands on the screen.
  globalThis.graphkit = { network, data, find, showTie, showActor };
})();
