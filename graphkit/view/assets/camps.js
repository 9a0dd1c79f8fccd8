"use strict";
// Outlines and names of camps behind the nodes, the conflict buttons, and the headline of the shown conflict.
(() => {
  const { data, network, nodes, story, shownStory, campOf, campsIn, chosen, make, own, palette, plural, turnTo } = graphkit;
  const ROOM = 34;
  const ROUND = 12;
  // Maximum share of non-members within an outline; an outline with more would be misleading.
  const MOST_OUTSIDERS = 0.2;
  const LINE = 16;
  // Approximate width of a bold character in pixels.
  const LETTER = 8;

  /** Points around a node, at a distance that leaves room for the node and the name below it. */
  function rim({ x, y }, reach) {
    return [...Array(ROUND).keys()].map((step) => {
      const turn = (2 * Math.PI * step) / ROUND;
      return [x + (reach + ROOM) * Math.cos(turn), y + 8 + (reach + ROOM) * Math.sin(turn)];
    });
  }

  /** Convex hull of points (Andrew's monotone chain). */
  function hull(points) {
    const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const isLeft = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
    const half = (all) => {
      const found = [];
      for (const point of all) {
        while (found.length > 1 && !isLeft(found.at(-2), found.at(-1), point)) found.pop();
        found.push(point);
      }
      return found.slice(0, -1);
    };
    return [...half(sorted), ...half(sorted.reverse())];
  }

  function isInside([x, y], corners) {
    return corners.every(([ax, ay], nth) => {
      const [bx, by] = corners[(nth + 1) % corners.length];
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
    });
  }

  /** Outlines to draw: number, name and corners of each camp with at least two drawn members. */
  function outlines() {
    const spots = network.getPositions();
    const seen = nodes.getIds();
    const found = [];
    campsIn().forEach(({ name, members }, number) => {
      const drawn = members.filter((actor) => spots[actor]);
      if (drawn.length < 2) return;
      const corners = hull(drawn.flatMap((actor) => rim(spots[actor], data.nodes[actor].size)));
      const outsiders = seen.filter((actor) => campOf(actor) !== number && isInside([spots[actor].x, spots[actor].y], corners));
      if (outsiders.length <= MOST_OUTSIDERS * drawn.length) found.push({ number, name, corners, members: drawn });
    });
    return found;
  }

  const colourOf = (number) => `camp-${campsIn()[number].colour % 8}`;
  const path = (corners) => `M${corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;

  let current = [];

  /** Called by vis-network with its transform set, before it draws ties and nodes. */
  function paint(context) {
    current = outlines();
    const colours = palette();
    context.save();
    for (const { number, corners } of current) {
      const shape = new Path2D(path(corners));
      context.globalAlpha = chosen.now ? 0.12 : 0.28;
      context.fillStyle = colours[colourOf(number)];
      context.fill(shape);
      context.globalAlpha = chosen.now ? 0.35 : 1;
      context.strokeStyle = colours[colourOf(number).replace("camp", "edge")];
      context.lineWidth = 1.5 / network.getScale();
      context.stroke(shape);
    }
    context.restore();
  }

  /** Boxes of the camp names in screen pixels: above their outlines, or at the upper edge of the picture if the outline extends beyond it. */
  function campNames(measure, camps = current) {
    return camps.map(({ number, name, corners }) => {
      const ys = corners.map(([, y]) => y);
      const xs = corners.map(([x]) => x);
      const { x, y } = network.canvasToDOM({ x: (Math.min(...xs) + Math.max(...xs)) / 2, y: Math.min(...ys) });
      const low = network.canvasToDOM({ x: 0, y: Math.max(...ys) }).y;
      const above = y - LINE - 3;
      const text = name.length > 44 ? `${name.slice(0, 43)}…` : name;
      const width = measure(text) + 6;
      return { number, text, left: x - width / 2, top: low > 2 * LINE ? Math.max(above, 0) : above, width, height: LINE };
    });
  }

  /** Left and right extent of the camp names in screen pixels; null if there are none. */
  function campReach() {
    const boxes = campNames((text) => text.length * LETTER, outlines());
    return boxes.length ? [Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map(({ left, width }) => left + width))] : null;
  }

  /** Bounding box of all outlines in screen pixels: left, right, top, bottom; null if there are none. */
  function campRim() {
    const spots = outlines().flatMap(({ corners }) => corners).map(([x, y]) => network.canvasToDOM({ x, y }));
    const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
    return spots.length ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] : null;
  }

  const chips = document.getElementById("stories");

  /** Create a button per conflict, the largest first; none for a single conflict. */
  function offer() {
    if (data.stories.length < 2) return;
    data.stories.forEach(({ name, size }, number) => {
      const count = size ? make("span", { className: "tally" }, ` ${size}`) : "";
      const button = make("button", { type: "button" }, own(name), count);
      if (size) button.title = plural(size, "article");
      button.addEventListener("click", () => openStory(number));
      chips.append(button);
    });
    chips.hidden = false;
  }

  function showStory() {
    [...chips.children].forEach((button, number) => button.setAttribute("aria-pressed", String(number === story.now)));
    // On a phone the row of buttons is wider than the screen: scroll to the pressed one.
    const pressed = chips.children[story.now];
    if (pressed) chips.scrollLeft = Math.max(0, pressed.offsetLeft - chips.offsetLeft - (chips.clientWidth - pressed.offsetWidth) / 2);
    const line = document.getElementById("headline");
    line.textContent = shownStory().headline;
    line.hidden = !shownStory().headline;
    document.querySelector("#key .outline").closest("li").hidden = !campsIn().length;
  }

  function openStory(number) {
    chosen.now = null;
    Object.assign(graphkit.focus, { members: null, about: "" });
    turnTo(number);
    graphkit.changed();
    graphkit.show();
    graphkit.fit();
    document.querySelector("aside").scrollTop = 0;
    document.getElementById("said").textContent = `${shownStory().name}. ${shownStory().headline}`;
  }

  network.on("beforeDrawing", paint);
  offer();
  Object.assign(graphkit, { outlines, campsDrawn: () => current, campNames, campReach, campRim, colourOf, outlinePath: path, showStory, openStory });
})();
