"use strict";
// The picture: vis-network draws nodes and edges where the file says, physics off.
(() => {
  const { data, tiesOf, kept, chosen, focus, story, campOf, name, passes, summary, make, own, TONES } = graphkit;
  const place = document.getElementById("network");
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(place, { nodes, edges }, data.options);
  const FAINT = 0.13;
  const HOLLOW = new Set(["place", "actor of unknown kind"]);

  // Layouts lie flat for wide screens; on a phone held upright the picture stands up.
  const isUpright = place.clientHeight > 1.2 * place.clientWidth;
  const turned = ([x, y]) => (isUpright ? { x: y, y: x } : { x, y });
  const wholePlaces = data.nodes.map(({ x, y }) => turned([x, y]));
  /** Where actors stand in each conflict; of all together, where the nodes say. */
  const homes = data.stories.map(({ spots }) => new Map(spots.length ? spots.map(([actor, ...spot]) => [actor, turned(spot)]) : wholePlaces.entries()));

  const tone = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();

  /** Colours of the style sheet, read once a drawing: light and dark differ. */
  function palette() {
    const camps = [...Array(8).keys()].map((number) => `camp-${number}`);
    const names = ["good", "bad", "flat", "node", "node-line", "chosen", "ink", "soft", "paper", ...camps, ...camps.map((camp) => camp.replace("camp", "edge"))];
    return Object.fromEntries(names.map((each) => [each, tone(`--${each}`)]));
  }

  /** Whether something is near what is chosen; everything is when nothing is chosen. */
  function near(actor) {
    const now = chosen.now;
    // A neighbourhood is looked at as a whole: its outer ring too.
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
    const fill = HOLLOW.has(kind) ? colours.paper : camp === undefined ? colours.node : colours[`camp-${camp % 8}`];
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
    const opacity = nearTie(edge.id) ? 1 : FAINT;
    return {
      ...edge,
      smooth: graphkit.smooth(bow),
      label: tie.contested && opacity > 0.5 ? "!" : undefined,
      font: { color: colours.ink, size: 24, strokeWidth: 5, strokeColor: colours.paper },
      color: { color: colour, highlight: colour, hover: colour, opacity },
      title: make("span", {}, summary(tie)),
    };
  }

  /** Bring a data set to hold just these items; those that stay keep their place. */
  function sync(set, items) {
    const wanted = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    set.update(items);
  }

  /** Draw what is kept and passes the filters. */
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

  /** Let vis-network show the chosen as chosen. */
  function mark() {
    const now = chosen.now;
    network.unselectAll();
    if (now && now.kind === "actor" && nodes.get(now.index)) network.selectNodes([now.index], false);
    if (now && now.kind === "tie" && edges.get(now.index)) network.selectEdges([now.index]);
  }

  /** The whole picture, with room at the rim for the names that stand beside the nodes. */
  function fit() {
    network.fit({ animation: false, maxZoomLevel: 1.4 });
    const half = Math.min(70, place.clientWidth / 10);
    const room = Math.min((place.clientWidth - 2 * half) / place.clientWidth, (place.clientHeight - half) / place.clientHeight);
    zoom(Math.max(room, 0.6));
    // The legend lies on the lower rim.
    network.moveTo({ offset: { x: 0, y: -document.getElementById("key").offsetHeight / 2 }, animation: false });
    takeIn();
    makeRoom();
  }

  const MARGIN = 6;

  /** Outlines of camps come into the picture whole. */
  function takeIn() {
    const high = place.clientHeight - document.getElementById("key").offsetHeight;
    let rim = graphkit.campRim();
    for (let tries = 0; rim && tries < 8 && (rim[1] - rim[0] > place.clientWidth - 2 * MARGIN || rim[3] - rim[2] > high - 2 * MARGIN); tries += 1) {
      zoom(0.93);
      rim = graphkit.campRim();
    }
    if (!rim) return;
    const into = (low, top, most) => (low < MARGIN ? MARGIN - low : Math.min(0, most - MARGIN - top));
    network.moveTo({ offset: { x: into(rim[0], rim[1], place.clientWidth), y: into(rim[2], rim[3], high) }, animation: false });
  }

  /** Names of camps that reach beyond the rim, or below the buttons, come into the picture. */
  function makeRoom() {
    // On a phone names are left out rather than the picture made too small, or an outline cut.
    if (place.clientWidth <= 700) return;
    const [first, last] = [document.getElementById("tools").offsetWidth + 20, place.clientWidth - 8];
    let reach = graphkit.campReach();
    // Names keep their size, so that a smaller picture brings only their middles nearer.
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

  /** Bring actors into the picture when some are outside of it, or too small to see. */
  function lookAt(actors) {
    const seen = actors.filter((actor) => nodes.get(actor));
    const spots = Object.values(network.getPositions(seen)).map((spot) => network.canvasToDOM(spot));
    if (spots.length === 0 || (spots.every(isOnScreen) && network.getScale() > 0.5)) return;
    network.fit({ nodes: seen, animation: false, maxZoomLevel: 1.2 });
    zoom(0.8);
  }

  const isOnScreen = ({ x, y }) => x > 20 && y > 20 && x < place.clientWidth - 20 && y < place.clientHeight - 20;

  // Who is dragged stays where it was put, in this view and in its address.
  const pinned = new Map();

  /** Put a node where it was dragged, else where it stands in this conflict. */
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

  // A line never gets thinner than the eye can follow, however far away it is.
  const THINNEST = 1.4;
  network.on("beforeDrawing", () => {
    const least = THINNEST / network.getScale();
    for (const [id, edge] of Object.entries(network.body.edges)) edge.options.width = Math.max(data.edges[id].width, least);
  });

  const frame = place.querySelector(".vis-network");
  frame.addEventListener("pointerdown", () => frame.focus({ preventScroll: true }));
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", "Picture of the ties. Arrow keys move it, plus and minus zoom. The table holds the same ties.");

  Object.assign(graphkit, { network, nodes, edges, draw, fit, zoom, lookAt, near, tone, palette, turned, pinned, pin, unpinAll });
})();
