"use strict";
// Camps of the claims of a period, by the rules of graphkit.analyze.camps and graphkit.analyze.signed.
(() => {
  const { data, claims, story, limits, isOf, isInPeriod, sourcesOf } = graphkit;
  const { order, short, parts, binding, backing, fighting } = data.grouping;
  /** Place of each actor in the order of ids. */
  const rank = new Map(order.map((actor, place) => [actor, place]));
  const byRank = (a, b) => rank.get(a) - rank.get(b);
  const shortName = (actor) => short[actor] ?? data.actors[actor].name;
  const familyOf = (claim) => data.ties[claim.tie].family;

  /** The claims of a conflict in the period that hold: plain, and neither ended by themselves nor by another claim of the period. */
  function standing(number) {
    const isKnown = (claim) => isOf(number)(claim) && isInPeriod(claim);
    const holds = ({ way, negative, words, enders }) => way === "stated" && !negative && !words.includes("ended") && !enders.some((each) => isKnown(claims[each]));
    return claims.filter((claim) => isKnown(claim) && holds(claim));
  }

  /** Pairs with a friendly or hostile claim: their weight, and the number of hostile sources. */
  function pairsOf(held) {
    const found = new Map();
    for (const claim of held) {
      const { sign } = data.ties[claim.tie];
      if (!sign || claim.from === claim.to) continue;
      const ends = [claim.from, claim.to].sort(byRank), key = ends.join(" ");
      if (!found.has(key)) found.set(key, { ends, friendly: [], hostile: [] });
      found.get(key)[sign > 0 ? "friendly" : "hostile"].push(claim);
    }
    return [...found.values()].map(({ ends, friendly, hostile }) => {
      const isFought = hostile.some((claim) => familyOf(claim) === fighting);
      const weighing = isFought ? friendly.filter((claim) => backing.includes(claim.predicate)) : friendly;
      const against = sourcesOf(hostile);
      return { ends, weight: sourcesOf(weighing) - against, hostile: against };
    });
  }

  /** Weights between actors, with leaders, members and parts bound to their body or state. */
  function web(pairs, held) {
    const between = new Map();
    const add = (a, b, weight) => between.set(a, (between.get(a) ?? new Map()).set(b, (between.get(a)?.get(b) ?? 0) + weight));
    for (const { ends: [a, b], weight } of pairs) { add(a, b, weight); add(b, a, weight); }
    const signed = new Set(between.keys());
    const led = held.filter((claim) => binding.includes(familyOf(claim))).map(({ from, to }) => [from, to]);
    const bound = new Map([...led, ...parts.filter((ends) => ends.every((end) => signed.has(end)))].map((ends) => [[...ends].sort(byRank).join(" "), ends]));
    for (const [a, b] of bound.values()) if (a !== b && (signed.has(a) || signed.has(b))) { add(a, b, 1); add(b, a, 1); }
    return between;
  }

  /** The two camps with the largest friendly weight between them, the first of several; null if there are none. */
  function nearest(between) {
    let best = null;
    for (const [one, row] of between)
      for (const [other, gain] of row) {
        if (one >= other || gain <= 0) continue;
        if (!best || gain > best.gain || (gain === best.gain && (one < best.one || (one === best.one && other < best.other)))) best = { gain, one, other };
      }
    return best;
  }

  /** Merge the two nearest camps while there are any; `division` maps the place of an actor to its camp. */
  function join(graph, division) {
    const between = new Map(graph.map((row, name) => [name, new Map(row)])), members = graph.map((_, name) => [name]);
    for (let next = nearest(between); next; next = nearest(between)) {
      let { one, other } = next;
      if (between.get(other).size > between.get(one).size) [one, other] = [other, one];
      members[one].push(...members[other]);
      const gone = between.get(other);
      between.delete(other);
      for (const [third, more] of gone) {
        between.get(third).delete(other);
        if (third === one) continue;
        const weight = (between.get(one).get(third) ?? 0) + more;
        between.get(one).set(third, weight);
        between.get(third).set(one, weight);
      }
    }
    for (const camp of between.keys()) for (const name of members[camp]) division[name] = camp;
  }

  /** Move single actors to the camp with the largest gain until no move gains. */
  function move(graph, division) {
    let free = division.length;
    for (let isMoved = true; isMoved;) {
      isMoved = false;
      graph.forEach((row, name) => {
        const pull = new Map();
        for (const [other, weight] of row) pull.set(division[other], (pull.get(division[other]) ?? 0) + weight);
        const here = pull.get(division[name]) ?? 0;
        const [camp, gain] = [...pull].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0, 0];
        if (gain > Math.max(here, 0)) [division[name], isMoved] = [camp, true];
        else if (here < 0) [division[name], free, isMoved] = [free, free + 1, true];
      });
    }
  }

  /** The members of each camp with at least two, the largest first. */
  function divided(between) {
    const names = [...between.keys()].sort(byRank), place = new Map(names.map((name, nth) => [name, nth]));
    const graph = names.map((name) => new Map([...between.get(name)].map(([other, weight]) => [place.get(other), weight])));
    const division = names.map((_, nth) => nth);
    join(graph, division);
    move(graph, division);
    const found = new Map();
    division.forEach((camp, nth) => found.set(camp, [...(found.get(camp) ?? []), names[nth]]));
    return [...found.values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length || byRank(a[0], b[0]));
  }

  /** Name of a camp after its main rival, or else the member with most hostile sources. */
  function titled(camp, pairs, rivals) {
    const foes = (actor) => pairs.filter(({ ends }) => ends.includes(actor) && !ends.every((end) => camp.includes(end))).reduce((sum, { hostile }) => sum + hostile, 0);
    const weights = new Map(camp.map((actor) => [actor, foes(actor)]));
    const [first, ...rest] = [...camp].sort((a, b) => rivals.includes(b) - rivals.includes(a) || weights.get(b) - weights.get(a) || byRank(a, b));
    return `${shortName(first)} and ${rest.length === 1 ? shortName(rest[0]) : "allies"}`;
  }

  /** Give each camp the colour of the camp of the whole time with which it shares most members. */
  function coloured(found, whole) {
    const free = new Set(whole.keys());
    let next = whole.length;
    return found.map((camp) => {
      const shared = [...free].map((number) => [number, whole[number].members.filter((actor) => camp.members.includes(actor)).length]).filter(([, count]) => count);
      const [[colour] = [next]] = shared.sort((a, b) => b[1] - a[1]);
      if (!free.delete(colour)) next += 1;
      return { ...camp, colour };
    });
  }

  function campsOfPeriod(number) {
    const { camps, rivals, sided } = data.stories[number];
    if (!sided || (!limits.from && !limits.to)) return camps.map((camp, colour) => ({ ...camp, colour }));
    const held = standing(number), pairs = pairsOf(held);
    const hasRival = (members) => members.some((actor) => rivals.includes(actor));
    const found = divided(web(pairs, held)).sort((a, b) => hasRival(b) - hasRival(a));
    return coloured(found.map((members) => ({ name: titled(members, pairs, rivals), members: members.sort((a, b) => a - b) })), camps);
  }

  const known = new Map();

  /** The camps of a conflict in the period of the time filter, and the camp number of each of their members. */
  function inPeriod(number) {
    const key = [number, limits.from, limits.to, limits.by].join(" ");
    if (!known.has(key)) {
      const camps = campsOfPeriod(number);
      known.set(key, { camps, of: new Map(camps.flatMap(({ members }, camp) => members.map((actor) => [actor, camp]))) });
    }
    return known.get(key);
  }

  /** The camps of a conflict in the period of the time filter: name, members, colour. */
  const campsIn = (number = story.now) => inPeriod(number).camps;
  /** Number of an actor's camp in a conflict; undefined if it is in none. */
  const campOf = (actor, number = story.now) => inPeriod(number).of.get(actor);

  /** Camps of an actor with the number of their conflict: in this one, or in all. */
  function campsWith(actor) {
    const asked = story.now === graphkit.ALL && graphkit.ALL > 0 ? [...data.stories.keys()] : [story.now];
    return asked.map((number) => ({ number, camp: campOf(actor, number) })).filter(({ camp }) => camp !== undefined);
  }

  Object.assign(graphkit, { campsIn, campOf, campsWith });
})();
