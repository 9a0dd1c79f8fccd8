"use strict";
// The view as shapes and texts, for export as a picture: title, camps, ties with heads, actors, legend, sources.
(() => {
  const { data, network, nodes, edges, shownStory, outlines, outlinePath, palette, marksOf, TONES, name, ownClaims, periodWords, plural } = graphkit;
  const ROOM = 110;
  const LINE = 20;
  const SHARE = 0.22;

  const text = (words, x, y, more = {}) => ({ words, x, y, size: 14, anchor: "start", fill: "ink", ...more });
  const point = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

  /** Outlines by vis-network shape. */
  const SHAPES = {
    square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
    diamond: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
    triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
    triangleDown: [[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
    hexagon: [0, 1, 2, 3, 4, 5].map((nth) => [Math.cos((nth * Math.PI) / 3), Math.sin((nth * Math.PI) / 3)]),
    star: [...Array(10).keys()].map((nth) => [(nth % 2 ? 0.5 : 1.2) * Math.sin((nth * Math.PI) / 5), -(nth % 2 ? 0.5 : 1.2) * Math.cos((nth * Math.PI) / 5)]),
  };

  function shape({ x, y }, kind, size) {
    const corners = SHAPES[kind];
    if (corners) return `M${corners.map(([dx, dy]) => point([x + dx * size, y + dy * size])).join("L")}Z`;
    return `M${point([x - size, y])}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
  }

  /** Head of a tie: an arrow for friendly, a bar for hostile, an open arrow for neutral. */
  function head(tip, from, sign, width) {
    const [dx, dy] = [tip[0] - from[0], tip[1] - from[1]];
    const length = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / length, dy / length];
    const at = (back, side) => point([tip[0] - ux * back - uy * side, tip[1] - uy * back + ux * side]);
    const size = 8 + 1.5 * width;
    if (sign < 0) return { path: `M${at(1, size * 0.7)}L${at(1, -size * 0.7)}`, width: 3 };
    const path = `M${at(size, size * 0.5)}L${at(0, 0)}L${at(size, -size * 0.5)}`;
    return sign > 0 ? { path: `${path}Z`, filled: true } : { path, width: 2 };
  }

  /** Tie of an actor with itself: a loop above it. */
  function loop(id, spot, size, stroke, dash) {
    const [left, right] = [[spot.x - size, spot.y - size], [spot.x + size, spot.y - size]];
    return [{ kind: "tie", id, path: `M${point(left)}C${point([left[0] - 30, left[1] - 50])} ${point([right[0] + 30, right[1] - 50])} ${point(right)}`, stroke, width: 2, dash }];
  }

  /** Line of a tie from rim to rim, curved as on the page, with heads. */
  function line(edge, spots) {
    const tie = data.ties[edge.id];
    const [a, b] = [spots[edge.from], spots[edge.to]];
    const { dashes } = edge;
    const width = data.edges[edge.id].width;
    const stroke = tie.way === "denied" ? "flat" : TONES[tie.sign];
    const dash = dashes ? [].concat(dashes) : [];
    if (edge.from === edge.to) return loop(edge.id, a, data.nodes[edge.from].size, stroke, dash);
    const { x, y } = graphkit.via(a, b, graphkit.bowOf(edge));
    const via = [x, y];
    const rimOf = (spot, size) => {
      const far = Math.hypot(via[0] - spot.x, via[1] - spot.y) || 1;
      const reach = Math.min(size + 3, far / 2);
      return [spot.x + ((via[0] - spot.x) * reach) / far, spot.y + ((via[1] - spot.y) * reach) / far];
    };
    const [start, end] = [rimOf(a, data.nodes[edge.from].size), rimOf(b, data.nodes[edge.to].size)];
    const heads = [head(end, via, tie.sign, width), ...(tie.symmetric ? [head(start, via, tie.sign, width)] : [])];
    const title = graphkit.summary(tie);
    return [
      { kind: "tie", id: edge.id, title, path: `M${point(start)}Q${point(via)} ${point(end)}`, stroke, width, dash },
      ...heads.map(({ path, filled, width: thick }) => ({ kind: "head", path, ...(filled ? { fill: stroke } : { stroke, width: thick }) })),
      ...(marksOf(tie) ? [text(marksOf(tie), (start[0] + 2 * via[0] + end[0]) / 4, (start[1] + 2 * via[1] + end[1]) / 4 + 8, { size: 22, bold: true, anchor: "middle", halo: true })] : []),
    ];
  }

  function actor(node, spot) {
    const { size, shape: kind } = data.nodes[node.id];
    return [
      { kind: "actor", path: shape(spot, kind, size), fill: node.color.background, stroke: "node-line", width: 1.5 },
      text(name(node.id), spot.x, spot.y + size + 17, { anchor: "middle", halo: true, bold: node.id < 12 }),
    ];
  }

  /** Wrap words to lines of at most `most` characters. */
  function wrapped(words, most) {
    const found = [""];
    for (const word of words.split(" ")) {
      if (found.at(-1).length + word.length > most && found.at(-1)) found.push("");
      found[found.length - 1] += `${found.at(-1) ? " " : ""}${word}`;
    }
    return found;
  }

  const KEYS = [["good", 1, [], "friendly"], ["bad", -1, [], "hostile"], ["flat", 0, [], "neutral"], ["ink", null, [11, 7], "alleged"], ["ink", null, [2, 6], "planned or possible"], ["ink", null, [1, 11], "uncertain"], ["flat", null, [1, 9, 7, 9], "only denied"]];

  /** Legend and sources, in lines downwards from a position. */
  function foot(left, top, width) {
    const found = [];
    let x = left;
    let y = top;
    for (const [stroke, sign, dash, words] of KEYS) {
      const room = 66 + words.length * 8;
      if (x + room > left + width && x > left) [x, y] = [left, y + LINE];
      found.push({ kind: "key", path: `M${point([x, y - 5])}L${point([x + 36, y - 5])}`, stroke, width: 2, dash });
      if (sign !== null) {
        const { path, filled, width: thick } = head([x + 40, y - 5], [x, y - 5], sign, 2);
        found.push({ kind: "key", path, ...(filled ? { fill: stroke } : { stroke, width: thick }) });
      }
      found.push(text(words, x + 48, y));
      x += room;
    }
    const letters = Math.max(30, Math.floor(width / 7.5));
    const shown = new Set(edges.getIds().flatMap((id) => ownClaims(data.ties[id]).map(({ article }) => article)));
    const about = [...shown].map((number) => data.articles[number]);
    const days = about.map(({ date }) => date).filter(Boolean).sort();
    const outlets = [...new Set(about.map(({ outlet }) => outlet).filter(Boolean))].sort();
    const span = days.length ? `, published ${days[0]}${days[0] === days.at(-1) ? "" : ` to ${days.at(-1)}`}` : "";
    const named = outlets.length > 12 ? `${outlets.slice(0, 12).join(", ")} and ${outlets.length - 12} more` : outlets.join(", ");
    const lines = [
      ...wrapped(`Wider lines: more independent sources. Marks at both ends: mutual tie. Exclamation mark: disputed. Cross: ended.${graphkit.campsIn().length ? " Colours of actors: camps." : ""}`, letters),
      ...wrapped(`${plural(nodes.length, "actor")}, ${plural(edges.length, "tie")} from ${plural(about.length, "article")}${span}.${named ? ` Sources: ${named}.` : ""}`, letters),
      ...(periodWords() ? wrapped(periodWords(), letters) : []),
      `Made with graphkit on ${new Date().toISOString().slice(0, 10)}.`,
    ];
    lines.forEach((words, nth) => found.push(text(words, left, y + (nth + 1.4) * LINE, { fill: "soft" })));
    return { items: found, bottom: y + (lines.length + 2) * LINE };
  }

  /** The whole picture: left, top, width, height, colours by name, and items in painting order. */
  function scene() {
    const spots = network.getPositions();
    const axis = (key) => { const all = Object.values(spots).map((spot) => spot[key]); return all.length ? [Math.min(...all), Math.max(...all)] : [0, 0]; };
    const [[west, east], [north, south]] = [axis("x"), axis("y")];
    const width = Math.max(east - west + 2 * ROOM, 520);
    const left = (west + east - width) / 2;
    const letters = Math.floor((width - 40) / 8);
    const headline = shownStory().headline ? wrapped(shownStory().headline, letters) : [];
    const top = north - ROOM - 60 - headline.length * LINE;
    const title = [document.querySelector("h1").textContent, ...(data.stories.length > 1 ? [shownStory().name] : [])].join(": ");
    const camps = outlines().flatMap(({ number, name: words, corners }) => [
      { kind: "camp", path: outlinePath(corners), fill: graphkit.colourOf(number), stroke: graphkit.colourOf(number).replace("camp", "edge"), width: 1.5, opacity: SHARE },
      text(words, (Math.min(...corners.map(([x]) => x)) + Math.max(...corners.map(([x]) => x))) / 2, Math.min(...corners.map(([, y]) => y)) - 6, { anchor: "middle", bold: true }),
    ]);
    const below = foot(left + 20, south + ROOM + 10, width - 40);
    const items = [
      text(title.length > letters ? `${title.slice(0, letters)}…` : title, left + 20, top + 34, { size: 20, bold: true }),
      ...headline.map((words, nth) => text(words, left + 20, top + 34 + (nth + 1.2) * LINE)),
      ...camps,
      ...edges.get().flatMap((edge) => line(edge, spots)),
      ...nodes.get().flatMap((node) => actor(node, spots[node.id])),
      ...below.items,
    ];
    return { left, top, width, height: below.bottom - top, colours: palette(), items };
  }

  Object.assign(graphkit, { scene });
})();
