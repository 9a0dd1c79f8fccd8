"use strict";
// Focus on a part of the network: neighbourhoods, shortest paths, and hiding actors.
(() => {
  const { data, tiesOf, kept, hidden, focus, name, other, passes, make, own, matches, meant, chosen } = graphkit;
  const form = document.getElementById("connect");
  const result = document.getElementById("connected");

  /** Breadth-first search: reached actors, each with the preceding actor and the tie to it. */
  function reach(start, depth, goal) {
    const from = new Map([[start, null]]);
    let edge = [start];
    for (let step = 0; step < depth && edge.length && !from.has(goal); step += 1) {
      const next = [];
      for (const actor of edge)
        for (const index of tiesOf[actor]) {
          const there = other(data.ties[index], actor);
          if (from.has(there) || !passes(data.ties[index], "focus")) continue;
          from.set(there, { actor, index });
          next.push(there);
        }
      edge = next;
    }
    return from;
  }

  function look(members, about) {
    Object.assign(focus, { members, about });
    for (const actor of members || []) kept.add(actor);
    graphkit.changed();
    graphkit.fit();
  }

  const around = (actor, depth) => look(new Set(reach(actor, depth).keys()), `${data.actors[actor].id},${depth}`);

  /** Ties of the shortest path between two actors; null if there is none. */
  function way(start, goal) {
    const from = reach(start, Infinity, goal);
    if (!from.has(goal)) return null;
    const steps = [];
    for (let at = goal; from.get(at); at = from.get(at).actor) steps.unshift(from.get(at).index);
    return steps;
  }

  function connect(start, goal) {
    const steps = way(start, goal);
    if (!steps) {
      result.replaceChildren("No path from ", own(name(start)), " to ", own(name(goal)), ".");
      return;
    }
    const members = new Set([start, goal, ...steps.flatMap((index) => [data.ties[index].from, data.ties[index].to])]);
    look(members, `${data.actors[start].id},${data.actors[goal].id}`);
    result.replaceChildren(...steps.flatMap((index) => {
      const button = make("button", { type: "button", className: "link" }, graphkit.summary(data.ties[index]));
      button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
      return [button, make("br")];
    }));
  }

  function take(actor) {
    hidden.add(actor);
    chosen.now = null;
    graphkit.changed();
    graphkit.show();
  }

  /** Buttons in the panel of an actor. */
  function tools(actor) {
    const button = (text, act) => { const made = make("button", { type: "button" }, text); made.addEventListener("click", act); return made; };
    const steps = [1, 2, 3].map((depth) => button(`${depth} step${depth === 1 ? "" : "s"}`, () => around(actor, depth)));
    return make("p", { className: "acts" }, "Neighbourhood:", ...steps, button("Hide", () => take(actor)));
  }

  /** Set the focus from the address: "Haftar,2" around an actor, "Haftar,Turkey" between two. */
  function refocus(about) {
    const [start, second] = about.split(",");
    const [actor, goal] = [start, second].map(graphkit.actorOf);
    if (actor === null) return;
    const steps = goal === null ? null : way(actor, goal);
    if (/^[123]$/.test(second)) Object.assign(focus, { members: new Set(reach(actor, Number(second)).keys()), about });
    else if (steps) Object.assign(focus, { members: new Set([actor, goal, ...steps.flatMap((i) => [data.ties[i].from, data.ties[i].to])]), about });
    for (const each of focus.members || []) kept.add(each);
  }

  /** Message that no actor matches, with suggestions that fill the field. */
  function unmatched(field) {
    const proposed = meant(field.value).flatMap((actor, nth) => {
      const button = own(name(actor), "button", { type: "button" });
      button.className = "own link";
      button.addEventListener("click", () => {
        field.value = name(actor);
        form.requestSubmit();
      });
      return [nth ? ", " : " Did you mean ", button];
    });
    return [make("span", {}, "No actor matches “", own(field.value.slice(0, 120)), "”.", ...proposed, proposed.length ? "?" : ""), " "];
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = ["one", "two"].map((id) => document.getElementById(id));
    const [start, goal] = fields.map(({ value }) => matches(value)[0]);
    if (start !== undefined && goal !== undefined) connect(start, goal);
    else if (fields.every(({ value }) => value.trim())) result.replaceChildren(...fields.filter(({ value }) => !matches(value).length).flatMap(unmatched));
    else result.replaceChildren("Enter two actors of this graph.");
  });
  Object.assign(graphkit, { tools, around, connect, refocus });
})();
