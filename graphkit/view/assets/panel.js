"use strict";
// The side panel: a tie with all claims and quotes, or an actor with its ties.
(() => {
  const { data, tiesOf, chosen, name, other, ownClaims, elsewhere, passes, summary, make, own, isolated, TONES, SIGNS, WAYS, plural, tally, flagsOf } = graphkit;
  const place = document.getElementById("panel");
  // Path of the site, with a slash at its end.
  const { root } = document.documentElement.dataset;
  const AT_ONCE = 40;

  const swatch = (sign) => make("span", { className: `swatch ${TONES[sign]}`, "aria-hidden": "true" });
  const chip = (text, kind = "") => make("span", { className: `chip ${kind}` }, text);

  /** Append children in portions, as a list may have thousands. */
  function portions(list, items, build, atOnce = AT_ONCE) {
    let done = 0;
    const more = make("button", { type: "button" });
    const next = () => {
      list.append(...items.slice(done, done + atOnce).map(build));
      done += atOnce;
      const left = Math.max(0, items.length - done);
      // A hidden button needs a label, too.
      more.textContent = left ? `Show ${Math.min(atOnce, left)} more of ${items.length}` : "Show more";
      more.hidden = !left;
    };
    more.addEventListener("click", next);
    next();
    return [list, more];
  }

  function fill(heading, ...parts) {
    const close = make("button", { type: "button", "aria-label": "Close details" }, "×");
    close.addEventListener("click", () => graphkit.choose(null));
    const title = make("h2", { tabIndex: -1 }, ...heading);
    const isNew = place.querySelector("h2")?.textContent !== title.textContent;
    place.replaceChildren(make("div", { className: "top" }, title, close), ...parts);
    if (!isNew) return;
    place.parentElement.scrollTop = 0;
    document.getElementById("said").textContent = title.textContent;
  }

  function welcome() {
    place.replaceChildren(
      make("h2", { tabIndex: -1 }, "Overview"),
      ...graphkit.overview(),
    );
  }

  /** A quote in its context; subject and object are bold, the cue is underlined. */
  function quoted({ before, pieces, after }) {
    const tags = { end: "b", cue: "u" };
    const words = pieces.map(([text, kind]) => (kind ? make(tags[kind], {}, text) : text));
    return make("blockquote", { dir: "auto" }, before, make("mark", {}, ...words), after);
  }

  /** Source of a claim: outlet, date and title; on the site the title links to the claim in the article. */
  function source(article, claim) {
    const about = [article.outlet, article.date || "no date"].filter(Boolean);
    const web = { href: article.url, rel: "noopener noreferrer", target: "_blank" };
    const line = make("p", { className: "soft" });
    for (const part of about) line.append(own(part), ", ");
    if (data.served) line.append(own(article.title, "a", { href: `${root}article/${article.key}#claim-${claim.id}` }), ...(article.url ? [" (", make("a", web, "original"), ")"] : []));
    else line.append(article.url ? own(article.title, "a", web) : own(article.title));
    return line;
  }

  function claimed(claim) {
    const sentence = make("h3", {}, ...graphkit.sentence(claim), ...(claim.role ? [" (", own(claim.role), ")"] : []));
    const chips = make("p", {}, ...claim.words.map((word) => chip(word, "strong")));
    if (claim.cue) chips.append(chip(`cue: ${isolated(claim.cue)}`));
    chips.append(...claim.types.map((type) => chip(type)));
    if (claim.valid) chips.append(chip(claim.valid));
    const box = make("li", { className: "claim" }, sentence, chips, ...claim.quotes.map(quoted));
    if (claim.more) box.append(make("p", { className: "soft" }, `and ${plural(claim.more, "more quote")} in the same article`));
    if (claim.speaker) box.append(make("p", { className: "soft" }, "Speaker: ", own(claim.speaker)));
    if (claim.attribution) box.append(make("p", { className: "soft" }, "Attribution: ", own(claim.attribution)));
    box.append(source(data.articles[claim.article], claim), graphkit.copies(claim));
    return box;
  }

  function ends(tie) {
    return [jump(tie.from), tie.symmetric ? " and " : " → ", jump(tie.to)];
  }

  function jump(actor) {
    const button = own(name(actor), "button", { type: "button" });
    button.className = "own link";
    button.addEventListener("click", () => graphkit.choose({ kind: "actor", index: actor }, true));
    return button;
  }

  /** Actors in a list; a comma stays on the line of the name before it. */
  const jumps = (actors) => actors.flatMap((actor, nth) => [nth ? " " : "", make("span", { className: "keep" }, jump(actor), nth < actors.length - 1 ? "," : "")]);

  /** Button that shows the selection in all conflicts together. */
  function whole() {
    const button = make("button", { type: "button", className: "link" }, "Show all conflicts");
    button.addEventListener("click", () => graphkit.lookAtAll());
    return button;
  }

  const flags = (tie) => flagsOf(tie).map((word) => ` · ${word}`).join("");

  /** One of several relations of a tie with its claims and sources. */
  const counted = ({ claims, sources, words }) => make("li", { className: "soft" }, `${claims[0].relation} · ${words.join(", ")} · ${tally(claims)}, ${plural(sources, "source")}`);

  /** The claims by day of publication, as on the page of a pair; undated ones last. */
  function byDay(told) {
    const day = ({ article }) => data.articles[article].date || "~";
    return [...told].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
  }

  function showTie(index) {
    const tie = data.ties[index];
    const about = make("p", {}, swatch(tie.sign), `${tie.family} · ${SIGNS[tie.sign]} · ${WAYS[tie.way]} · ${tally(ownClaims(tie))}`);
    const parts = [about];
    if (tie.relations.length > 1) parts.push(make("ul", { className: "list plain" }, ...tie.relations.map(counted)));
    else about.append(`, ${plural(tie.sources, "source")}`);
    const more = elsewhere(tie);
    if (more) parts.push(make("p", { className: "soft" }, `${plural(more, "more claim")} in other conflicts. `, whole()));
    if (tie.refuted) parts.push(make("p", {}, make("b", {}, "Denied: "), "it was planned or possible, and some claims deny it."));
    if (tie.contested) parts.push(make("p", {}, make("b", {}, "! Disputed: "), "some claims deny what others state."));
    if (tie.ended) parts.push(make("p", {}, make("b", {}, "Ended: "), "the articles say that it no longer holds."));
    const beside = tiesOf[tie.from].filter((each) => each !== index && (data.ties[each].from === tie.to || data.ties[each].to === tie.to) && passes(data.ties[each]));
    if (beside.length) parts.push(make("h3", { className: "section" }, "Other ties between the two"), ...portions(make("ul", { className: "list" }), beside, (each) => row(each, tie.from), 4));
    fill(ends(tie), ...parts, ...portions(make("ul", { className: "list" }), byDay(ownClaims(tie)), claimed));
  }

  function row(index, actor) {
    const tie = data.ties[index];
    const arrow = tie.symmetric ? "–" : tie.from === actor ? "→" : "←";
    const button = make("button", { type: "button", className: "row", "aria-label": summary(tie) },
      swatch(tie.sign), `${tie.family} ${arrow} `, own(name(other(tie, actor)), "b"),
      make("span", { className: "tally" }, ` · ${WAYS[tie.way]} · ${tally(ownClaims(tie))}${flags(tie)}`));
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
    return make("li", {}, button);
  }

  function showActor(index) {
    const actor = data.actors[index];
    const heading = data.served ? own(actor.name, "a", { href: `${root}id/${actor.id}` }) : own(actor.name);
    fill([heading], ...graphkit.dossier(index));
  }

  /** Search results or suggestions to choose from. */
  function showFound(query, actors, meant = []) {
    const build = (actor) => {
      const also = graphkit.matchedName(actor, query);
      const button = make("button", { type: "button", className: "row" }, own(name(actor), "b"), ...(also && actors.length ? [" (", own(also), ")"] : []), make("span", { className: "tally" }, ` · ${data.actors[actor].kind} · ${plural(tiesOf[actor].length, "tie")}`));
      button.addEventListener("click", () => graphkit.choose({ kind: "actor", index: actor }, true));
      return make("li", {}, button);
    };
    const heading = actors.length ? [`${plural(actors.length, "actor")} for `, own(query)] : ["No actor matches “", own(query), "”."];
    const question = meant.length ? [make("p", {}, "Did you mean")] : [];
    fill(heading, ...question, ...portions(make("ul", { className: "list" }), actors.length ? actors : meant, build));
  }

  function show() {
    const now = chosen.now;
    if (!now) welcome();
    else if (now.kind === "tie") showTie(now.index);
    else showActor(now.index);
  }

  Object.assign(graphkit, { show, showFound, portions, swatch, jump, jumps, quoted, source, whole });
})();
