"use strict";
// The dossier of an actor: supporters and opponents with dates, sources, quotes and denials.
(() => {
  const { data, claims, daysOf, tiesOf, name, ownClaims, passes, campsIn, campsWith, story, shownStory, ALL, limits, make, own, plural, swatch, jump, jumps, quoted, source, whole, portions, isolated } = graphkit;
  const AT_ONCE = 8, DENIALS = 2;

  /** A relation between two names as a sentence: "Russia supports Khalifa Haftar militarily", "rebels attack Aleppo". */
  function told([one, many], from, to, named = (actor) => own(name(actor), "b")) {
    const [before, after] = (data.actors[from].many ? many : one).split("{}");
    return [named(from), ` ${before}`, named(to), after || ""];
  }

  const sentence = (claim, named) => told(data.phrases[claim.predicate], claim.from, claim.to, named);
  /** A tie as a sentence, by its family. */
  const sentenceOf = (tie) => told(data.families[tie.family], tie.from, tie.to);

  /** Dates of a row: of the event if known, and of publication. */
  function days([deeds, printed]) {
    const parts = [];
    if (deeds) parts.push(make("span", {}, make("b", {}, "When: "), deeds));
    parts.push(make("span", {}, make("b", {}, deeds ? "reported " : "Reported "), printed || "on an unknown day"));
    return make("p", { className: "days" }, ...parts.flatMap((part, nth) => (nth ? [" · ", part] : [part])));
  }

  /** A claim that denies a relation or says that it has ended: speaker if known, quote, and source, which opens the tie. */
  function against(number, word) {
    const claim = claims[number];
    const { outlet, date } = data.articles[claim.article];
    const who = claim.speaker ? [" by ", own(claim.speaker)] : claim.attribution ? [" (", own(claim.attribution), ")"] : [];
    const button = make("button", { type: "button", className: "link" }, own(outlet || "an article"), date ? `, ${date}` : "");
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index: claim.tie }, true));
    return make("li", {}, make("p", {}, make("b", {}, word), ...who), claim.quotes.length ? quoted(claim.quotes[0]) : "", make("p", {}, button));
  }

  /** Note that no denial was found in the shown claims, or only of a narrower relation. */
  function undenied(narrower) {
    if (narrower.length) return make("p", { className: "soft" }, "Narrower relation denied, see below: ", ...narrower.flatMap((phrase, nth) => [nth ? "; " : "", own(phrase)]), ".");
    const isOne = data.part === "conflict" || story.now !== ALL;
    return make("p", { className: "soft" }, data.part === "excerpt" ? "No denial among these claims." : isOne ? "No denial found in this conflict." : "No denial found.");
  }

  function row({ other, quote, denials, days: when, sources, words, claims: count, narrower = [], endings = [] }) {
    const claim = claims[quote];
    const isOver = words.includes("ended");
    const isDenied = claim.way === "denied";
    const more = make("button", { type: "button", className: "link" }, count > 1 ? `all ${count} claims` : "details");
    more.addEventListener("click", () => graphkit.choose({ kind: "tie", index: claim.tie }, true));
    more.setAttribute("aria-label", `${more.textContent}: ${graphkit.summary(data.ties[claim.tie])}`);
    const status = make("span", { className: "soft" }, `${words.join(", ")} · ${plural(sources, "source")} · `);
    return make("li", { className: isDenied ? "relation isdenied" : "relation" },
      make("p", {}, swatch(data.ties[claim.tie].sign), ...sentence(claim, (actor) => (actor === other ? jump(actor) : own(name(actor))))),
      make("p", {}, status, more),
      days(when),
      claim.quotes.length ? quoted(claim.quotes[0]) : "",
      source(data.articles[claim.article], claim),
      ...(denials.length || isDenied ? [] : [undenied(narrower)]),
      ...(denials.length && !isDenied ? portions(make("ul", { className: "denied" }), denials, (number) => against(number, "Denied"), DENIALS) : []),
      ...(endings.length ? portions(make("ul", { className: "denied" }), endings, (number) => against(number, isOver ? "Ended" : "Said to have ended"), DENIALS) : []));
  }

  /** The dossier of an actor in the shown conflict. */
  const dossierOf = (actor) => shownStory().dossiers[actor] ?? data.actors[actor].dossier;

  const isSeen = ({ quote, sources }) => sources >= limits.least && passes(data.ties[claims[quote].tie]);

  /** Sections with the rows that pass the filters; `without` excludes rows with an actor. */
  function sections(actor, only, without) {
    const found = [];
    for (const { name: kind, rows } of dossierOf(actor).sections) {
      if (only && !only.includes(kind)) continue;
      const seen = rows.filter((each) => isSeen(each) && each.other !== without);
      if (seen.length) found.push({ kind, rows: seen });
    }
    return found;
  }

  const written = ({ kind, rows }) => [make("h3", { className: "section" }, `${data.titles[kind]} `, make("span", { className: "tally" }, `(${rows.length})`)),
    ...portions(make("ul", { className: "list" }), rows, row, AT_ONCE)];

  /** Relations of organisations that the actor leads: "Through the LNA". */
  function through(actor) {
    const parts = [];
    for (const [body, quote] of dossierOf(actor).through) {
      if (!passes(data.ties[claims[quote].tie])) continue;
      const found = sections(body, data.passed, actor);
      if (!found.length) continue;
      parts.push(make("h3", { className: "section" }, "Through ", own(name(body))), make("p", { className: "soft" }, ...sentence(claims[quote]), "."));
      for (const { kind, rows } of found) parts.push(make("h4", {}, `${data.titles[kind]} (${name(body)})`), ...portions(make("ul", { className: "list" }), rows, row, AT_ONCE));
    }
    return parts;
  }

  function posts(actor) {
    const seen = dossierOf(actor).posts.filter(([, , quote]) => passes(data.ties[claims[quote].tie]));
    if (!seen.length) return [];
    const items = seen.map(([role, [deeds, printed], quote]) => make("li", {}, ...sentence(claims[quote]), role ? ` (${isolated(role)})` : "",
      make("span", { className: "soft" }, ` · ${deeds || `reported ${printed || "on an unknown day"}`}`)));
    return [make("details", {}, make("summary", {}, `Posts (${items.length})`), make("ul", { className: "list plain" }, ...items))];
  }

  /** Claims by first day of the event, or else of publication. */
  function timeline(actor) {
    const events = tiesOf[actor].filter((index) => passes(data.ties[index])).flatMap((index) => ownClaims(data.ties[index]).map((claim) => {
      const deed = claim.deed.find(Boolean);
      return { claim, day: deed || data.articles[claim.article].date, words: daysOf(claim).find(Boolean) };
    })).filter(({ day }) => day).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    if (!events.length) return [];
    const build = ({ claim, day, words }) => {
      const button = make("button", { type: "button", className: "row" }, make("time", {}, words || `reported ${day}`), " ", ...sentence(claim), make("span", { className: "tally" }, ` (${claim.words.join(", ")})`));
      button.addEventListener("click", () => graphkit.choose({ kind: "tie", index: claim.tie }, true));
      return make("li", {}, button);
    };
    return [make("details", {}, make("summary", {}, `Timeline (${events.length})`), ...portions(make("ul", { className: "list" }), events, build))];
  }

  function about(index) {
    const actor = data.actors[index];
    const parts = [make("p", { className: "soft" }, actor.kind + (actor.type ? `, ${actor.type}` : ""))];
    if (actor.aliases.length) {
      const also = make("p", { className: "soft" }, "Also: ");
      actor.aliases.forEach((alias, nth) => also.append(nth ? ", " : "", own(alias)));
      parts.push(also);
    }
    for (const { number, camp } of campsWith(index)) {
      const { name: title, members } = campsIn(number)[camp];
      const isShown = number === story.now;
      const dot = isShown ? [make("span", { className: `camp ${graphkit.colourOf(camp)}`, "aria-hidden": "true" })] : [];
      const line = make("p", { className: "soft" }, ...dot, ...(isShown ? [] : [own(data.stories[number].name), ": "]), "Camp ", own(title), ", with ");
      line.append(...jumps(members.filter((each) => each !== index).slice(0, 8)));
      if (members.length > 9) line.append(` and ${members.length - 9} more`);
      parts.push(line);
    }
    return parts;
  }

  /** Content of an actor's panel. */
  function dossier(index) {
    const mine = tiesOf[index].filter((each) => passes(data.ties[each]));
    const others = tiesOf[index].filter((each) => !data.ties[each].stories.has(story.now)).length;
    const hidden = tiesOf[index].length - mine.length - others;
    const count = make("p", { className: "soft" }, plural(mine.length, "tie") + (hidden ? `, ${hidden} more filtered out` : "") + (others ? `, ${others} more in other conflicts. ` : ""), others ? whole() : "");
    return [...about(index), graphkit.tools(index), count, ...sections(index).flatMap(written), ...through(index), ...posts(index), ...timeline(index)];
  }

  Object.assign(graphkit, { dossier, sentence, sentenceOf });
})();
