"use strict";
// Names of the nodes: constant size, the strongest actors first, without overlaps.
(() => {
  const { data, network, nodes, edges, chosen, near, tone, campNames } = graphkit;
  const SIZE = 13;
  const LINE = 15;
  const FACE = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif";
  const CAMP_FONT = `600 14px ${FACE}`;
  const CELL = 48;
  const MOST_LETTERS = 20;
  const MOST_TRIED = 1500;
  const APART = 10;
  // Sampling step along outlines in pixels, and maximum number of samples per side.
  const STEP = 8, MOST_STEPS = 500;
  // The first LOUD actors by ties are always named, if necessary at some distance from their
  // node; the first BOLD of them in bold.
  const BOLD = 12;
  const LOUD = 20;
  const measured = new Map();
  let hovered = null;
  /** Rank of the drawn actors by number of drawn ties. */
  let busiest = new Map();
  /** Boxes of the drawn camp names. */
  let outlined = [];
  /** Boxes of the drawn names, for finding the actor of a click on a name. */
  let written = [];

  /** Split a name into at most two lines, truncating long ones. */
  function lines(text) {
    const found = [""];
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const joined = found.at(-1) ? `${found.at(-1)} ${word}` : word;
      if (joined.length <= MOST_LETTERS || !found.at(-1)) found[found.length - 1] = joined;
      else found.push(word);
    }
    const kept = found.slice(0, 2).map(cut);
    if (found.length > 2) kept[1] = cut(`${kept[1]} …`);
    return kept;
  }

  function cut(text) {
    const letters = [...text];
    return letters.length <= MOST_LETTERS + 2 ? text : `${letters.slice(0, MOST_LETTERS).join("")}…`;
  }

  const font = (actor) => `${(busiest.get(actor) ?? BOLD) < BOLD ? 600 : 400} ${SIZE}px ${FACE}`;

  function label(context, actor) {
    const key = font(actor) + actor;
    if (!measured.has(key)) {
      const rows = lines(data.actors[actor].name);
      context.save();
      context.font = font(actor);
      const width = Math.max(...rows.map((row) => context.measureText(row).width));
      context.restore();
      measured.set(key, { rows, width: width + 4, height: rows.length * LINE });
    }
    return measured.get(key);
  }

  /** Candidate boxes of a name: at the sides of its node, then at its corners. */
  function sites({ x, y, reach }, { width, height }) {
    const gap = reach + 5;
    const places = [[x - width / 2, y + gap], [x - width / 2, y - gap - height], [x + gap, y - height / 2], [x - gap - width, y - height / 2]];
    for (const top of [y + 0.7 * gap, y - 0.7 * gap - height]) places.push([x + 0.7 * gap, top], [x - 0.7 * gap - width, top]);
    return places.map(([left, top]) => ({ left, top, width, height }));
  }

  let counted = null;

  /** Neighbours of each drawn actor. */
  function ways() {
    if (counted) return counted;
    counted = new Map(nodes.getIds().map((actor) => [actor, []]));
    edges.forEach(({ from, to }) => {
      counted.get(from).push(to);
      counted.get(to).push(from);
    });
    return counted;
  }

  /** Whether the line from a to b crosses a box (clipping in both dimensions). */
  function isCrossed({ left, top, width, height }, a, b) {
    let [first, last] = [0, 1];
    for (const [from, way, low, high] of [[a.x, b.x - a.x, left, left + width], [a.y, b.y - a.y, top, top + height]]) {
      if (way === 0 && (from < low || from > high)) return false;
      const parts = way === 0 ? [0, 1] : [(low - from) / way, (high - from) / way];
      [first, last] = [Math.max(first, Math.min(...parts)), Math.min(last, Math.max(...parts))];
    }
    return first < last;
  }

  /** Spatial index of boxes by grid cell, for fast overlap checks. */
  class Boxes {
    #cells = new Map();

    *#touched({ left, top, width, height }) {
      for (let x = Math.floor(left / CELL); x <= Math.floor((left + width) / CELL); x++)
        for (let y = Math.floor(top / CELL); y <= Math.floor((top + height) / CELL); y++) yield `${x},${y}`;
    }

    add(box) {
      for (const cell of this.#touched(box)) {
        if (!this.#cells.has(cell)) this.#cells.set(cell, []);
        this.#cells.get(cell).push(box);
      }
    }

    isFree(box) {
      for (const cell of this.#touched(box))
        for (const taken of this.#cells.get(cell) || []) if ((taken.owner === undefined || taken.owner !== box.owner) && meet(taken, box)) return false;
      return true;
    }
  }

  /** Whether a box is completely within the picture; a clipped name could be misread. */
  function isInside({ left, top, width, height }) {
    const { clientWidth, clientHeight } = document.getElementById("network");
    return left >= 0 && top >= 0 && left + width <= clientWidth && top + height <= clientHeight;
  }

  const meet = (a, b) =>
    a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

  /** Visible nodes in screen pixels. */
  function seen() {
    const scale = network.getScale();
    const { clientWidth, clientHeight } = document.getElementById("network");
    const found = [];
    for (const [id, spot] of Object.entries(network.getPositions())) {
      const { x, y } = network.canvasToDOM(spot);
      if (x < -40 || y < -40 || x > clientWidth + 40 || y > clientHeight + 40) continue;
      found.push({ actor: Number(id), x, y, reach: data.nodes[id].size * scale });
    }
    return found;
  }

  /** Positions of the marks of disputed and ended ties, which names must not cover. */
  function marks() {
    // Ties that are not near the selection have no marks.
    const marked = edges.get({ filter: (edge) => edge.label });
    const spots = network.getPositions();
    return marked.map((edge) => network.canvasToDOM(graphkit.middleOf(edge, spots)));
  }

  /** Camp outlines as small boxes along them, as a name on an outline interrupts the line. */
  function rims() {
    const found = new Boxes();
    for (const { corners } of graphkit.campsDrawn()) {
      const points = corners.map(([x, y]) => network.canvasToDOM({ x, y }));
      points.forEach((a, nth) => {
        const b = points[(nth + 1) % points.length];
        const steps = Math.min(MOST_STEPS, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / STEP));
        for (let step = 0; step < steps; step += 1) found.add({ left: a.x + ((b.x - a.x) * step) / steps - 1, top: a.y + ((b.y - a.y) * step) / steps - 1, width: 2, height: 2 });
      });
    }
    return found;
  }

  /** Order in which nodes are named: under the pointer, selected, then by number of ties. */
  function order(spots) {
    const rank = ({ actor }) =>
      actor === hovered || isChosen(actor) ? -1 : busiest.get(actor) ?? data.actors.length;
    return spots.filter(({ actor }) => near(actor)).sort((a, b) => rank(a) - rank(b)).slice(0, MOST_TRIED);
  }

  function placed(context) {
    const spots = seen();
    const shapes = new Boxes();
    for (const { actor, x, y, reach } of spots.filter((spot) => near(spot.actor)))
      shapes.add({ left: x - reach, top: y - reach, width: 2 * reach, height: 2 * reach, owner: actor });
    const names = new Boxes();
    // Elements over the picture would cover names.
    for (const over of ["key", "tools", "note"].map((id) => document.getElementById(id)).filter((each) => !each.hidden))
      names.add({ left: over.offsetLeft, top: over.offsetTop, width: over.offsetWidth, height: over.offsetHeight });
    context.save();
    context.font = CAMP_FONT;
    outlined = campNames((text) => context.measureText(text).width).filter((box) => isInside(box) && names.isFree(box) && (names.add(box), true));
    context.restore();
    for (const spot of marks()) names.add({ left: spot.x - 9, top: spot.y - 12, width: 18, height: 24 });
    const found = [], outlines = rims();
    for (const spot of order(spots)) {
      const text = label(context, spot.actor);
      const site = chooseSite(spot, sites(spot, text), names, shapes, outlines) || (isLoud(spot.actor) ? around(spot, text, (box) => names.isFree(box) && shapes.isFree(box)) : undefined);
      if (!site) continue;
      names.add(site);
      found.push({ ...site, actor: spot.actor, rows: text.rows });
    }
    return found;
  }

  /** The free site that covers the fewest of the actor's ties and camp outlines; next to another node, where it could be misattributed, only as a last resort; undefined if every site covers a name or a node. */
  function chooseSite({ actor, x, y }, all, names, shapes, outlines) {
    const open = all.filter((site) => isInside(site) && names.isFree(site));
    const ends = Object.values(network.getPositions(ways().get(actor) || [])).map((spot) => network.canvasToDOM(spot));
    const isApart = ({ left, top, width, height }) => shapes.isFree({ left: left - APART, top: top - APART, width: width + 2 * APART, height: height + 2 * APART, owner: actor });
    const cost = (site) => ends.filter((end) => isCrossed(site, { x, y }, end)).length + (outlines.isFree(site) ? 0 : 0.9) + (isApart(site) ? 0 : 1000);
    const clear = open.filter((site) => shapes.isFree(site)).map((site) => [cost(site), site]).sort((a, b) => a[0] - b[0]);
    return clear[0]?.[1] || (actor === hovered ? open[0] || all[0] : undefined);
  }

  /** Whether an actor, or a tie of which it is an end, is selected. */
  function isChosen(actor) {
    const now = chosen.now;
    if (!now) return false;
    return now.kind === "actor" ? now.index === actor : [data.ties[now.index].from, data.ties[now.index].to].includes(actor);
  }

  const isLoud = (actor) => isChosen(actor) || (busiest.get(actor) ?? LOUD) < LOUD;

  /** The nearest free place around a node for a name that is always shown; connected to the node by a line. */
  function around({ x, y, reach }, { width, height }, isFree) {
    for (let far = reach + 12; far < reach + 260; far += 14)
      for (let step = 0; step < 16; step += 1) {
        const turn = (2 * Math.PI * (step + 4)) / 16;
        const site = { left: x + far * Math.cos(turn) * 1.6 - width / 2, top: y + far * Math.sin(turn) - height / 2, width, height };
        if (isInside(site) && isFree(site)) return { ...site, from: { x, y } };
      }
    return undefined;
  }

  function rank() {
    const count = new Map(nodes.getIds().map((actor) => [actor, 0]));
    edges.forEach(({ from, to }) => { for (const end of new Set([from, to])) count.set(end, count.get(end) + 1); });
    busiest = new Map([...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([actor], place) => [actor, place]));
  }

  function drawLeaders(context) {
    context.save();
    Object.assign(context, { strokeStyle: tone("--soft"), lineWidth: 1 });
    for (const { left, top, width, height, from } of written.filter((each) => each.from)) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(Math.max(left, Math.min(from.x, left + width)), Math.max(top, Math.min(from.y, top + height)));
      context.stroke();
    }
    context.restore();
  }

  /** Called by vis-network with its transform set; names are drawn in screen pixels. */
  function write(context) {
    const ratio = network.canvas?.pixelRatio || globalThis.devicePixelRatio || 1;
    if (!counted) rank();
    written = placed(context);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4 });
    Object.assign(context, { strokeStyle: tone("--paper"), fillStyle: tone("--ink") });
    context.font = CAMP_FONT;
    for (const { text, left, top, width } of outlined) {
      context.strokeText(text, left + width / 2, top);
      context.fillText(text, left + width / 2, top);
    }
    drawLeaders(context);
    for (const { left, top, width, rows, actor } of written) {
      context.font = font(actor);
      rows.forEach((row, index) => {
        context.strokeText(row, left + width / 2, top + index * LINE);
        context.fillText(row, left + width / 2, top + index * LINE);
      });
    }
    context.restore();
  }

  /** The actor whose name is at a point of the screen. */
  function namedAt({ x, y }) {
    const hit = written.find((box) => meet(box, { left: x, top: y, width: 1, height: 1 }));
    return hit && nodes.get(hit.actor) ? hit.actor : undefined;
  }

  const recount = () => { counted = null; };
  edges.on("*", recount);
  network.on("dragging", recount);
  network.on("afterDrawing", write);
  network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });

  Object.assign(graphkit, { namedAt, campsNamed: () => outlined.map(({ text }) => text), busiest: () => [...busiest.keys()].slice(0, LOUD), namesShown: () => written.map(({ actor, left, top, width, height }) => ({ actor, left, top, width, height })) });
})();
