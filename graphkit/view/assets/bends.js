"use strict";
// Curvature of ties: several ties between two actors fan out, and ties avoid unrelated actors.
(() => {
  const { data } = graphkit;
  const FAN = 0.22;
  const MOST = 0.9;
  /** Minimum difference between the bows of two ties in a fan, below which they look like one. */
  const APART = 0.09;
  const bounded = (bow) => Math.max(-MOST, Math.min(MOST, bow));
  // Tried in this order: the fan position first, then increasing shifts to either side.
  const SHIFTS = [0, ...[...Array(12).keys()].flatMap((nth) => [0.07 * (nth + 1), -0.07 * (nth + 1)])];
  const POINTS = 24;
  /** Distance of a tie from the rim of an unrelated actor: wanted, and below which it seems to pass through. */
  const CLEAR = 6, TOUCH = 3;
  // In a denser network single lines cannot be followed, so that avoiding actors is not worth the time.
  const MOST_TIES = 3000;

  /** Control point of a tie's curve, as vis-network computes it for "curvedCW" (bow above zero) and "curvedCCW". */
  function via(a, b, bow) {
    const [dx, dy] = [b.x - a.x, a.y - b.y];
    const turn = Math.atan2(dy, dx) + (0.5 * bow + 0.5) * Math.PI;
    const reach = (0.5 * Math.abs(bow) + 0.5) * Math.hypot(dx, dy);
    return { x: a.x + reach * Math.sin(turn), y: a.y + reach * Math.cos(turn) };
  }

  const at = (a, by, b, t) => ({ x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * by.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * by.y + t * t * b.y });

  const bowOf = ({ smooth: { enabled, type, roundness } }) => (enabled ? (type === "curvedCW" ? roundness : -roundness) : 0);

  /** Midpoint of the curve of a drawn edge. */
  function middleOf(edge, spots) {
    const [a, b] = [spots[edge.from], spots[edge.to]];
    return at(a, via(a, b, bowOf(edge)), b, 0.5);
  }

  /** Distance of a point from a line segment. */
  function away({ x, y }, a, b) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
  }

  /** Cost of a curve near actors: seeming to pass through one costs more than coming near any number. */
  function passed(a, b, bow, others) {
    const by = via(a, b, bow);
    const points = [...Array(POINTS + 1).keys()].map((step) => at(a, by, b, step / POINTS));
    return others.reduce((sum, { spot, size }) => {
      const gap = Math.min(...points.slice(1).map((point, nth) => away(spot, points[nth], point))) - size;
      return sum + (gap < TOUCH ? 1000 : gap < CLEAR ? 1 : 0);
    }, 0);
  }

  /** Actors that a curve between two positions may touch, without its ends. */
  function around(a, b, actors, ends) {
    const reach = Math.hypot(b.x - a.x, b.y - a.y);
    return actors.filter(({ actor, spot, size }) => !ends.includes(actor) && away(spot, a, b) < reach / 2 + size + CLEAR);
  }

  /** Bows of the ties between two actors, seen from the lower number: each as near to its fan position as avoids other actors. */
  function fan(ties, [a, b], others) {
    const found = [];
    ties.forEach(({ isTurned }, nth) => {
      const place = FAN * (nth - (ties.length - 1) / 2);
      let best = { bow: bounded(place), cost: Infinity };
      for (const bow of SHIFTS.map((shift) => bounded(place + shift))) {
        if (best.cost === 0 || found.some((taken) => Math.abs(taken - bow) < APART)) continue;
        const cost = isTurned ? passed(b, a, -bow, others) : passed(a, b, bow, others);
        if (cost < best.cost) best = { bow, cost };
      }
      found.push(best.bow);
    });
    return found;
  }

  /** Bow of each drawn tie, by number: above zero to the left of its direction. */
  function bows(drawn, spots) {
    const pairs = new Map();
    for (const { id, from, to } of drawn) {
      const key = `${Math.min(from, to)} ${Math.max(from, to)}`;
      if (!pairs.has(key)) pairs.set(key, []);
      pairs.get(key).push({ id, isTurned: from > to });
    }
    const actors = Object.keys(spots).map((id) => ({ actor: Number(id), spot: spots[id], size: data.nodes[id].size }));
    const found = new Map();
    for (const [key, ties] of pairs) {
      const ends = key.split(" ").map(Number);
      const [a, b] = ends.map((end) => spots[end]);
      const others = drawn.length > MOST_TIES ? [] : around(a, b, actors, ends);
      // The left side of a line is the right side in the opposite direction.
      fan(ties, [a, b], others).forEach((bow, nth) => found.set(ties[nth].id, Math.round(100 * (ties[nth].isTurned ? -bow : bow)) / 100));
    }
    return found;
  }

  /** A bow as `smooth` option of vis-network. */
  const smooth = (bow) => (bow ? { enabled: true, type: bow > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bow) } : { enabled: false });

  Object.assign(graphkit, { bows, smooth, via, bowOf, middleOf });
})();
