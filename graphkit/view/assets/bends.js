"use strict";
// How far each tie bows: several between two actors fan out, and none passes through an actor that has nothing to do with it.
(() => {
  const { data } = graphkit;
  const FAN = 0.22;
  const MOST = 0.9;
  /** Nearer to each other two ties of one fan look like one. */
  const APART = 0.09;
  const bounded = (bow) => Math.max(-MOST, Math.min(MOST, bow));
  // Tried in this order: straight first, then ever further to either side.
  const SHIFTS = [0, ...[...Array(12).keys()].flatMap((nth) => [0.07 * (nth + 1), -0.07 * (nth + 1)])];
  const POINTS = 24;
  /** So far a tie keeps from the rim of a foreign actor; nearer than the second it seems to pass through. */
  const CLEAR = 6, TOUCH = 3;
  // In a thicker web no single line can be followed.
  const MOST_TIES = 3000;

  /** The point that pulls the curve of a tie towards it, as vis-network has it for "curvedCW" (above zero) and "curvedCCW". */
  function via(a, b, bow) {
    const [dx, dy] = [b.x - a.x, a.y - b.y];
    const turn = Math.atan2(dy, dx) + (0.5 * bow + 0.5) * Math.PI;
    const reach = (0.5 * Math.abs(bow) + 0.5) * Math.hypot(dx, dy);
    return { x: a.x + reach * Math.sin(turn), y: a.y + reach * Math.cos(turn) };
  }

  const at = (a, by, b, t) => ({ x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * by.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * by.y + t * t * b.y });

  const bowOf = ({ smooth: { enabled, type, roundness } }) => (enabled ? (type === "curvedCW" ? roundness : -roundness) : 0);

  /** The middle of the curve of an edge that is drawn. */
  function middleOf(edge, spots) {
    const [a, b] = [spots[edge.from], spots[edge.to]];
    return at(a, via(a, b, bowOf(edge)), b, 0.5);
  }

  /** How far a point is from a stretch of a line. */
  function away({ x, y }, a, b) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
  }

  /** How ill a curve passes some actors: one through which it seems to go weighs more than any number that it comes near. */
  function passed(a, b, bow, others) {
    const by = via(a, b, bow);
    const points = [...Array(POINTS + 1).keys()].map((step) => at(a, by, b, step / POINTS));
    return others.reduce((sum, { spot, size }) => {
      const gap = Math.min(...points.slice(1).map((point, nth) => away(spot, points[nth], point))) - size;
      return sum + (gap < TOUCH ? 1000 : gap < CLEAR ? 1 : 0);
    }, 0);
  }

  /** Actors that some curve between two spots may touch, without its ends. */
  function around(a, b, actors, ends) {
    const reach = Math.hypot(b.x - a.x, b.y - a.y);
    return actors.filter(({ actor, spot, size }) => !ends.includes(actor) && away(spot, a, b) < reach / 2 + size + CLEAR);
  }

  /** The bows of the ties between two actors, from the lower number to the higher: each as near to its place in the fan as it passes others well. */
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

  /** The bow of each tie that is drawn, by number: above zero to the left of its way. */
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
      // Left of a line is right of it when walked backwards.
      fan(ties, [a, b], others).forEach((bow, nth) => found.set(ties[nth].id, Math.round(100 * (ties[nth].isTurned ? -bow : bow)) / 100));
    }
    return found;
  }

  /** The same as vis-network wants to be told. */
  const smooth = (bow) => (bow ? { enabled: true, type: bow > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bow) } : { enabled: false });

  Object.assign(graphkit, { bows, smooth, via, bowOf, middleOf });
})();
