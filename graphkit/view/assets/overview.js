"use strict";
// The panel while nothing is selected: camps, and the strongest, disputed and newest ties.
(() => {
  const { data, chosen, story, shownStory, campsIn, ALL, name, passes, shownRelations, summary, make, own, swatch, jumps, portions, plural, tally, ownClaims, flagsOf, periodWords, WAYS } = graphkit;
  const MOST = 5;
  const MEMBERS = 8;

  // A denial is no news of the tie; of a tie that has ended, the end is.
  const latest = (tie) => ownClaims(tie).filter(({ way }) => tie.ended || way !== "denied").map(({ article }) => data.articles[article].date).sort().at(-1) || "";
  const shownTies = () => [...data.ties.keys()].filter((index) => passes(data.ties[index]));

  function tieRow(index, sentence, more, label = summary(data.ties[index])) {
    const button = make("button", { type: "button", className: "row", "aria-label": label },
      swatch(data.ties[index].sign), ...sentence, make("span", { className: "tally" }, ` · ${more}`));
    button.addEventListener("click", () => graphkit.choose({ kind: "tie", index }, true));
    return make("li", {}, button);
  }

  const section = (title, rows) => (rows.length ? [make("h3", { className: "section" }, title), make("ul", { className: "list" }, ...rows)] : []);
  const listed = (title, indexes, more) => section(title, indexes.slice(0, MOST).map((index) => tieRow(index, graphkit.sentenceOf(data.ties[index]), more(data.ties[index]))));

  const firmness = (way) => Object.keys(WAYS).indexOf(way);

  /** The stated relations of a tie. */
  const relations = (index) => shownRelations(data.ties[index]).filter(({ way }) => way !== "denied").map((relation) => ({ index, ...relation }));

  function relationRow({ index, predicate, stated, way, words, sources, ended }) {
    // Ends in the order of the tie, as texts name those of a symmetric relation in either order.
    const sentence = graphkit.sentence({ ...data.ties[index], predicate });
    const counts = `${tally(stated)}, ${plural(sources, "source")}`;
    const more = way === "stated" ? `${counts}${ended ? ", ended" : ""}` : `${words.join(", ")}, ${counts}`;
    const said = sentence.map((part) => part.textContent ?? part).join("");
    return tieRow(index, sentence, more, `${said}: ${words.join(", ")}, ${counts}`);
  }

  /** A disputed tie: the relation that is both stated and denied; its family if there are several. */
  function disputeRow(index) {
    const contested = relations(index).filter((one) => one.contested);
    const { predicate, way, ended } = contested.length === 1 ? contested[0] : data.ties[index];
    const sentence = predicate ? graphkit.sentence({ ...data.ties[index], predicate }) : graphkit.sentenceOf(data.ties[index]);
    return tieRow(index, sentence, `${WAYS[way]}, and denied${ended ? "; ended" : ""}`);
  }

  /** A camp: colour if it is drawn, name, members. */
  function camp({ name: title, members }, number) {
    const dot = number === null ? [] : [make("span", { className: `camp ${graphkit.colourOf(number)}`, "aria-hidden": "true" })];
    const line = make("li", { className: "campline" }, ...dot, own(title, "b"), ": ");
    line.append(...jumps(members.slice(0, MEMBERS)));
    if (members.length > MEMBERS) line.append(` and ${members.length - MEMBERS} more`);
    return line;
  }

  /** Camps per conflict, as allies in one conflict may not be in another. */
  function campsOfAll() {
    const parts = [...data.stories.keys()].filter((number) => campsIn(number).length);
    if (!parts.length) return [];
    const build = (number) => {
      const open = own(data.stories[number].name, "button", { type: "button" });
      open.className = "own link";
      open.addEventListener("click", () => graphkit.openStory(number));
      return make("li", {}, make("h4", {}, open), make("ul", { className: "list plain" }, ...campsIn(number).map((each) => camp(each, null))));
    };
    return [make("h3", { className: "section" }, "Camps"), make("p", { className: "soft" }, "Camps are shown per conflict. Choose a conflict to see its network."), ...portions(make("ul", { className: "list plain" }), parts, build, 12)];
  }

  function camps() {
    const all = campsIn();
    if (story.now === ALL && ALL > 0) return campsOfAll();
    if (!all.length) return [];
    return [make("h3", { className: "section" }, "Camps"), ...portions(make("ul", { className: "list plain" }), all, (each) => camp(each, all.indexOf(each)), 6)];
  }

  /** Content of the panel. */
  function overview() {
    const seen = shownTies();
    // Current before ended, then firmest first; ties that are only denied are excluded.
    const held = seen.filter((index) => data.ties[index].way !== "denied");
    const strongest = held.filter((index) => data.ties[index].sign).flatMap(relations)
      .sort((a, b) => a.ended - b.ended || firmness(a.way) - firmness(b.way) || b.sources - a.sources || b.stated.length - a.stated.length || a.index - b.index);
    const place = new Map(shownStory().disputed.map((index, nth) => [index, nth]));
    const disputed = seen.filter((index) => place.has(index)).sort((a, b) => place.get(a) - place.get(b));
    const newest = held.filter((index) => latest(data.ties[index])).sort((a, b) => (latest(data.ties[a]) < latest(data.ties[b]) ? 1 : latest(data.ties[a]) > latest(data.ties[b]) ? -1 : a - b));
    return [
      ...(chosen.missing ? [make("p", {}, make("b", {}, own(chosen.missing)), " is not in this picture.")] : []),
      make("p", { className: "soft" }, "Select an actor to see its dossier, or a tie to see its quotes."),
      ...(periodWords() ? [make("p", { className: "soft" }, periodWords())] : []),
      ...camps(),
      ...section("Strongest ties", strongest.slice(0, MOST).map(relationRow)),
      ...section("Disputed ties", disputed.slice(0, MOST).map(disputeRow)),
      ...listed("Newest ties", newest, (tie) => [tie.way === "stated" ? "" : WAYS[tie.way], ...flagsOf(tie).filter((word) => word !== "disputed"), latest(tie)].filter(Boolean).join(", ")),
    ];
  }

  Object.assign(graphkit, { overview });
})();
