"use strict";
// The picture: vis-network draws nodes and edges at precomputed positions, without physics.
(() => {
  const { data, tiesOf, kept, chosen, focus, story, campOf, name, passes, summary, marksOf, make, own, TONES } = graphkit;
  const place = document.getElementById("network");
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(place, { nodes, edges }, data.options);
  // Opacity of what is not near the selection, and of ended ties.
  const [FAINT, OVER] = [0.13, 0.45];
  const HOLLOW = new Set(["place", "actor of unknown kind"]);

  // Layouts are made for wide screens; on an upright phone the picture is transposed.
  const isUpright = place.clientHeight > 1.2 * place.clientWidth;
  const turned = ([x, y]) => (isUpright ? { x: y, y: x } : { x, y });
  const wholePlaces = data.nodes.map(({ x, y }) => turned([x, y]));
  /** Positions of actors per conflict; for all conflicts together, those of the nodes. */
  const homes = data.stories.map(({ spots }) => new Map(spots.length ? spots.map(([actor, ...spot]) => [actor, turned(spot)]) : wholePlaces.entries()));

  const tone = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();

  /** Colours of the style sheet, read for each drawing, as they depend on the theme. */
  function palette() {
    const camps = [...Array(8).keys()].map((number) => `camp-${number}`);
    const names = ["good", "bad", "flat", "node", "node-line", "chosen", "ink", "soft", "paper", ...camps, ...camps.map((camp) => camp.replace("camp", "edge"))];
    return Object.fromEntries(names.map((each) => [each, tone(`--${each}`)]));
  }

  /** Whether an actor is near the selection; true for all if nothing is selected. */
  function near(actor) {
    const now = chosen.now;
    // All members of a focused neighbourhood count, including its outer ring.
    if (!now || (focus.members && focus.members.has(actor))) return true;
    if (now.kind === "tie") return isEnd(data.ties[now.index], actor);
    return actor === now.index || tiesOf[actor].some((index) => isEnd(data.ties[index], now.index) && passes(data.ties[index]));
  }

  const isEnd = (tie, actor) => tie.from === actor || tie.to === actor;

  function nearTie(index) {
    const now = chosen.now;
    return !now || (now.kind === "tie" ? now.index === index : isEnd(data.ties[index], now.index) || focus.members !== null);
  }

  function dressedNode(node, colours) {
    const { name: text, kind } = data.actors[node.id];
    const camp = campOf(node.id);
    const fill = HOLLOW.has(kind) ? colours.paper : camp === undefined ? colours.node : colours[graphkit.colourOf(camp)];
    const chosenColours = { background: colours.chosen, border: colours.ink };
    return {
      ...node,
      label: undefined,
      opacity: near(node.id) ? 1 : FAINT,
      color: { background: fill, border: colours["node-line"], highlight: chosenColours, hover: chosenColours },
      title: make("span", {}, own(text), `, ${kind}`),
    };
  }

  function dressedEdge(edge, colours, bow) {
    const tie = data.ties[edge.id];
    const colour = tie.way === "denied" ? colours.flat : colours[TONES[tie.sign]];
    const isNear = nearTie(edge.id);
    const opacity = isNear ? (tie.ended ? OVER : 1) : FAINT;
    return {
      ...edge,
      smooth: graphkit.smooth(bow),
      label: (isNear && marksOf(tie)) || undefined,
      font: { color: colours.ink, size: 24, strokeWidth: 5, strokeColor: colours.paper },
      color: { color: colour, highlight: colour, hover: colour, opacity },
      title: make("span", {}, summary(tie)),
    };
  }

  /** Update a data set to contain exactly these items; existing ones keep their position. */
  function sync(set, items) {
    const wanted = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    set.update(items);
  }

  /** Draw the kept actors and the ties that pass the filters. */
  function draw() {
    const colours = palette();
    const isSeen = (actor) => kept.has(actor) && tiesOf[actor].some((index) => passes(data.ties[index]));
    const shown = data.nodes.filter((node) => isSeen(node.id));
    const ends = new Set(shown.map((node) => node.id));
    for (const node of shown) settle(node);
    const drawn = data.edges.filter((edge) => ends.has(edge.from) && ends.has(edge.to) && passes(data.ties[edge.id]));
    sync(edges, []);
    sync(nodes, shown.map((node) => dressedNode(node, colours)));
    const bows = graphkit.bows(drawn, Object.fromEntries(shown.map((node) => [node.id, node])));
    sync(edges, drawn.map((edge) => dressedEdge(edge, colours, bows.get(edge.id))));
    mark();
    document.getElementById("empty").hidden = shown.length > 0;
  }

  /** Mark the selection in vis-network. */
  function mark() {
    const now = chosen.now;
    network.unselectAll();
    if (now && now.kind === "actor" && nodes.get(now.index)) network.selectNodes([now.index], false);
    if (now && now.kind === "tie" && edges.get(now.index)) network.selectEdges([now.index]);
  }

  /** Fit the whole picture, with a margin for the names next to the nodes. */
  function fit() {
    network.fit({ animation: false, maxZoomLevel: 1.4 });
    const half = Math.min(70, place.clientWidth / 10);
    const room = Math.min((place.clientWidth - 2 * half) / place.clientWidth, (place.clientHeight - half) / place.clientHeight);
    zoom(Math.max(room, 0.6));
    // The legend covers the lower edge.
    network.moveTo({ offset: { x: 0, y: -document.getElementById("key").offsetHeight / 2 }, animation: false });
    takeIn();
    makeRoom();
  }

  const MARGIN = 6;

  /** Bounding box of camp outlines and curved ties in screen pixels: left, right, top, bottom; null if there are none. */
  function rimOf() {
    const spots = network.getPositions();
    const curves = edges.get({ filter: ({ smooth }) => smooth.enabled }).map((edge) => network.canvasToDOM(graphkit.middleOf(edge, spots)));
    const camps = graphkit.campRim() ?? [];
    const [xs, ys] = [[...camps.slice(0, 2), ...curves.map(({ x }) => x)], [...camps.slice(2), ...curves.map(({ y }) => y)]];
    return xs.length ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] : null;
  }

  /** Zoom and move until the outlines of camps and the curves of ties are completely visible. */
  function takeIn() {
    const high = place.clientHeight - document.getElementById("key").offsetHeight;
    let rim = rimOf();
    for (let tries = 0; rim && tries < 8 && (rim[1] - rim[0] > place.clientWidth - 2 * MARGIN || rim[3] - rim[2] > high - 2 * MARGIN); tries += 1) {
      zoom(0.93);
      rim = rimOf();
    }
    if (!rim) return;
    const into = (low, top, most) => (low < MARGIN ? MARGIN - low : Math.min(0, most - MARGIN - top));
    network.moveTo({ offset: { x: into(rim[0], rim[1], place.clientWidth), y: into(rim[2], rim[3], high) }, animation: false });
  }

  /** Zoom and move until camp names neither exceed the picture nor lie under the buttons. */
  function makeRoom() {
    // On a phone names are omitted instead, as the picture would become too small or an outline be cut.
    if (place.clientWidth <= 700) return;
    const [first, last] = [document.getElementById("tools").offsetWidth + 20, place.clientWidth - 8];
    let reach = graphkit.campReach();
    // Names keep their size, so that zooming out only moves their centres closer.
    for (let tries = 0; reach && reach[1] - reach[0] > last - first && tries < 4; tries += 1) {
      zoom(0.85);
      reach = graphkit.campReach();
    }
    if (!reach) return;
    const [left, right] = reach;
    const shift = left < first ? first - left : Math.min(0, last - right);
    if (shift) network.moveTo({ offset: { x: shift, y: 0 }, animation: false });
  }

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false });

  /** Bring actors into view if some are outside of the picture or too small. */
  function lookAt(actors) {
    const seen = actors.filter((actor) => nodes.get(actor));
    const spots = Object.values(network.getPositions(seen)).map((spot) => network.canvasToDOM(spot));
    if (spots.length === 0 || (spots.every(isOnScreen) && network.getScale() > 0.5)) return;
    network.fit({ nodes: seen, animation: false, maxZoomLevel: 1.2 });
    zoom(0.8);
  }

  const isOnScreen = ({ x, y }) => x > 20 && y > 20 && x < place.clientWidth - 20 && y < place.clientHeight - 20;

  // Positions of dragged actors, kept in this view and in its address.
  const pinned = new Map();

  /** Place a node where it was dragged, or else at its position in this conflict. */
  function settle(node) {
    const [x, y] = pinned.get(node.id) || [];
    Object.assign(node, x === undefined ? homes[story.now].get(node.id) || wholePlaces[node.id] : { x, y });
  }

  function pin(actor, x, y) {
    pinned.set(actor, [Math.round(x), Math.round(y)]);
  }

  const unpinAll = () => pinned.clear();

  network.on("dragEnd", ({ nodes: moved }) => {
    for (const [id, { x, y }] of Object.entries(network.getPositions(moved))) pin(Number(id), x, y);
    if (!moved.length) return;
    draw();
    graphkit.writeAddress();
  });

  // Minimum width of a line in screen pixels, at any zoom level.
  const THINNEST = 1.4;
  network.on("beforeDrawing", () => {
    const least = THINNEST / network.getScale();
    for (const [id, edge] of Object.entries(network.body.edges)) edge.options.width = Math.max(data.edges[id].width, least);
  });

  const frame = place.querySelector(".vis-network");
  frame.addEventListener("pointerdown", () => frame.focus({ preventScroll: true }));
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", "Network of the ties. Use the arrow keys to move it, plus and minus to zoom. The table lists the same ties.");

  Object.assign(graphkit, { network, nodes, edges, draw, fit, zoom, lookAt, near, tone, palette, turned, pinned, pin, unpinAll });
})();
