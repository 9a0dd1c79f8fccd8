"use strict";
// The side panel: a tie with every claim and quote, or an actor with its ties.
(() => {
  const { data, tiesOf, chosen, name, other, passes, summary, make, own, isolated, TONES, SIGNS, WAYS, plural } = graphkit;
  const place = document.getElementById("panel");
  const AT_ONCE = 40;

  const swatch = (sign) => make("span", { className: `swatch ${TONES[sign]}`, "aria-hidden": "true" });
  const chip = (text, kind = "") => make("span", { className: `chip ${kind}` }, text);

  /** Children one portion at a time: an element may have thousands. */
  function portions(list, items, build) {
    let done = 0;
    const more = make("button", { type: "button" });
    const next = () => {
      list.append(...items.slice(done, done + AT_ONCE).map(build));
      done += AT_ONCE;
      more.textContent = `Show ${Math.min(AT_ONCE, items.length - done)} more of ${items.length}`;
      more.hidden = done >= items.length;
    };
    more.addEventListener("click", next);
    next();
    return [list, more];
  }

  function fill(heading, ...parts) {
    const close = make("button", { type: "button", "aria-label": "Close details" }, "×");
    close.addEventListener("click", () => graphkit.choose(null));
    const title = make("h2", { tabIndex: -1 }, ...heading);
    place.replaceChildren(make("div", { className: "top" }, title, close), ...parts);
    place.parentElement.scrollTop = 0;
    document.getElementById("said").textContent = title.textContent;
  }

  function welcome() {
    place.replaceChildren(
      make("h2", { tabIndex: -1 }, "Click a tie or an actor"),
      make("p", { className: "soft" }, "Every tie opens the quotes it rests on, with source, date and status. The table holds the same ties."),
    );
  }

  /** A quote in its context; what it says of whom is bold, the words that set its status underlined. */
  function quoted({ before, pieces, after }) {
    const tags = { end: "b", cue: "u" };
    const words = pieces.map(([text, kind]) => (kind ? make(tags[kind], {}, text) : text));
    return make("blockquote", { dir: "auto" }, before, make("mark", {}, ...words), after);
  }

  function source(article) {
    const about = [article.outlet, article.date || "no date"].filter(Boolean);
    const title = article.url
      ? own(article.title, "a", { href: article.url, rel: "noopener noreferrer", target: "_blank" })
      : own(article.title);
    const line = make("p", { className: "soft" });
    for (const part of about) line.append(own(part), ", ");
    line.append(title);
    return line;
  }

  function claimed(claim) {
    const isDenied = claim.way === "denied";
    const relation = claim.role ? `${claim.relation} (${claim.role})` : claim.relation;
    const sentence = make("h3", {}, own(name(claim.from), "b"), ` ${relation} `, own(name(claim.to), "b"));
    const chips = make("p", {}, ...(isDenied ? [chip("denied", "strong")] : []), chip(claim.status, isDenied ? "" : "strong"));
    if (claim.cue) chips.append(chip(`cue: ${isolated(claim.cue)}`));
    chips.append(...claim.types.map((type) => chip(type)));
    if (claim.valid) chips.append(chip(claim.valid));
    const box = make("li", { className: "claim" }, sentence, chips, ...claim.quotes.map(quoted));
    if (claim.more) box.append(make("p", { className: "soft" }, `and ${plural(claim.more, "more quote")} in the same article`));
    if (claim.speaker) box.append(make("p", { className: "soft" }, "Speaker: ", own(claim.speaker)));
    if (claim.attribution) box.append(make("p", { className: "soft" }, "In the words: ", own(claim.attribution)));
    box.append(source(data.articles[claim.article]), graphkit.copies(claim));
    return box;
  }

  function ends(tie) {
    return [jump(tie.from), tie.symmetric ? " and " : " → ", jump(tie.to)];
  }

  function jump(actor) {
    const button = own(name(actor), "button", { type: "button" });
    button.className = "link";
    button.addEventListener("click", () => graphkit.choose({ kind: "actor", index: actor }, true));
    return button;
  }

  function showTie(index) {
    const tie = data.ties[index];
    const about = make("p", {}, swatch(tie.sign), `${tie.family} · ${SIGNS[tie.sign]} · ${WAYS[tie.way]} · ${plural(tie.claims.length, "claim")}`);
    const parts = [about];
    if (tie.contested) parts.push(make("p", {}, make("b", {}, "! Contested: "), "some claims deny what others state."));
    if (tie.ended) parts.push(make("p", {}, make("b", {}, "Ended: "), "the articles say that it no longer holds."));
    fill(ends(tie), ...parts, ...portions(make("ul", { className: "list" }), tie.claims, claimed));
  }

  function row(index, actor) {
    const tie = data.ties[index];
    const arrow = tie.symmetric ? "–" : tie.from === actor ? "→" : "←";
    const flag = `${tie.contested ? " · contested" : ""}${tie.ended ? " · ended" : ""}`;
    const button = make("button", { type: "button", className: "row", "aria-label": summary(tie) },
      swatch(tie.sign), `${tie.family} ${arrow} `, own(name(other(tie, actor)), "b"),
      make("span", { className: "tally" }, ` · ${WAYS[tie.way]} · ${plural(tie.claims.length, "claim")}${flag}`));
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
    return make("li", {}, button);
  }

  function showActor(index) {
    const actor = data.actors[index];
    const mine = tiesOf[index].filter((each) => passes(data.ties[each]));
    const hidden = tiesOf[index].length - mine.length;
    const kind = make("p", { className: "soft" }, actor.kind + (actor.type ? `, ${actor.type}` : ""));
    const parts = [kind];
    if (actor.aliases.length) {
      const also = make("p", { className: "soft" }, "Also: ");
      actor.aliases.forEach((alias, nth) => also.append(nth ? ", " : "", own(alias)));
      parts.push(also);
    }
    const camp = data.camps[actor.camp];
    if (camp) {
      const line = make("p", { className: "soft" }, make("span", { className: `camp camp-${actor.camp % 8}`, "aria-hidden": "true" }), `Camp ${actor.camp + 1}, with `);
      camp.filter((each) => each !== index).slice(0, 8).forEach((each, nth) => line.append(nth ? ", " : "", jump(each)));
      if (camp.length > 9) line.append(` and ${camp.length - 9} more`);
      parts.push(line);
    }
    parts.push(graphkit.tools(index));
    parts.push(make("p", {}, plural(mine.length, "tie") + (hidden ? `, ${hidden} more filtered out` : "")));
    fill([own(actor.name)], ...parts, ...portions(make("ul", { className: "list" }), mine, (each) => row(each, index)));
  }

  /** Several actors that a search found, to choose from. */
  function showFound(query, actors) {
    const build = (actor) => {
      const button = make("button", { type: "button", className: "row" }, own(name(actor), "b"), make("span", { className: "tally" }, ` · ${data.actors[actor].kind} · ${plural(tiesOf[actor].length, "tie")}`));
      button.addEventListener("click", () => graphkit.choose({ kind: "actor", index: actor }, true));
      return make("li", {}, button);
    };
    const heading = actors.length ? `${plural(actors.length, "actor")} for ` : "No actor for ";
    fill([heading, own(query)], ...portions(make("ul", { className: "list" }), actors, build));
  }

  function show() {
    const now = chosen.now;
    if (!now) welcome();
    else if (now.kind === "tie") showTie(now.index);
    else showActor(now.index);
  }

  Object.assign(graphkit, { show, showFound, portions, swatch });
})();
