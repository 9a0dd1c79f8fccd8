"""The word lists of the extractor: frames, cues, agents and themes, stored as CSV files.

The files are in `seeds/language`, whose README describes their columns. A user's frames file has the columns of
`frames.csv` and adds rows to it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.errors import DataError, one_of
from graphkit.model import OWN
from graphkit.nlp.words import words
from graphkit.ontology import load_vocabulary
from graphkit.resources import data_rows, seeds_dir

KINDS = ("verb", "noun", "participle", "adj", "prefix", "deed")
NO_RELATION = "none"
# Sorts of nouns for those who can act or speak.
AGENT_SORTS = ("organ", "group", "office", "country", "person", "people", "wing")


@dataclass(frozen=True, slots=True)
class Frame:
    """One row: words that express a relation, and the syntactic slots of its two arguments.

    Attributes:
        name: kind and trigger, as `explain` prints them.
        lemmas: lemmas of the trigger; the first is looked up, the others must depend on it.
        theme: lemmas of which one must be the object; empty if none is required.
        subjects, objects: slots in order of preference.
        types: support types it implies; `@theme`, `@noun`, `@trigger` take them from the words.
    """

    name: str
    kind: str
    lemmas: tuple[str, ...]
    theme: frozenset[str]
    predicate: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    types: tuple[str, ...]
    status: str
    polarity: str

    @property
    def needs_speaker(self) -> bool:
        """Whether it expresses a speaker's opinion of somebody, which requires a speaker."""
        return self.subjects == ("speaker",)


@dataclass(frozen=True)
class Lexicon:
    """All word lists of an extractor.

    Attributes:
        frames: (kind, first lemma) -> frames, most specific first.
        cues: (kind, word) -> effect.
        sorts: noun -> sort of agent (organ, office, group, country, person, people).
        theme_types: theme noun -> support type.
        qualifiers: adjective -> support type.
        titles: title -> predicate between its holder and the body.
    """

    frames: Mapping[tuple[str, str], tuple[Frame, ...]]
    cues: Mapping[tuple[str, str], str]
    sorts: Mapping[str, str]
    theme_types: Mapping[str, str]
    qualifiers: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    @functools.cached_property
    def verbs(self) -> frozenset[str]:
        """First lemmas of verb frames."""
        return frozenset(lemma for kind, lemma in self.frames if kind == "verb")

    @functools.cached_property
    def clause_verbs(self) -> frozenset[str]:
        """Verbs of frames and stance cues."""
        return self.verbs | {word for kind, word in self.cues if kind == "verb"}

    @functools.cached_property
    def title_words(self) -> frozenset[str]:
        """Nouns for people and posts, the words of titles, and their abbreviations."""
        return frozenset({*words("short titles")} | {noun for noun, sort in self.sorts.items() if sort in ("office", "person", "organ", "group", "people")} | {word for title in self.titles for word in title.split()})

    def is_reporting_verb(self, verb: str) -> bool:
        """Whether a verb reports speech; "tell" also requests, "allege" also accuses."""
        return verb in ("tell", "allege") or self.cue("verb", verb) == "say"

    def may_speak(self, noun: str) -> bool:
        """Whether a noun can name who or what says something: an agent, a source, a report."""
        return self.sorts.get(noun) in AGENT_SORTS or self.cue("noun", noun) == "source" or noun in (*words("reporters"), *words("mastheads"))

    def is_speech_verb(self, verb: str) -> bool:
        """Whether a verb reports what its subject says in a clause of its own; "warn" also threatens."""
        return verb == "warn" or self.is_reporting_verb(verb)

    def frames_for(self, kind: str, lemma: str) -> tuple[Frame, ...]:
        """Return the frames with this first lemma."""
        return self.frames.get((kind, lemma), ())

    def cue(self, kind: str, word: str) -> str | None:
        """Return the effect of a word on status or polarity, or None."""
        return self.cues.get((kind, word))

    def object_cue(self, verb: str) -> str | None:
        """Return the effect of a verb on what its object names, or None."""
        return self.cue("object", verb) or self.cue("verb", verb)

    def post_predicate(self, office: str) -> str:
        """Return the predicate for the holder of an office; the head of an organ ("navy chief") does not lead its parent."""
        if office in self.titles:
            return self.titles[office]
        words = office.split()
        predicate = next((self.titles[t] for n in range(1, len(words)) if (t := " ".join(words[n:])) in self.titles), "holdsOfficeIn")
        qualified_predicate = TITLE_QUALIFIERS.get(words[0]) if words else None
        return qualified_predicate or ("holdsOfficeIn" if predicate == "leads" and words[0] not in ("junta", "government") else predicate)

    def marks_end(self, word: str, effect: str) -> bool:
        """Whether a negating word implies that the relation held before; `effect` is its effect on polarity."""
        return effect == "former" or self.cue("over", word) is not None


# Words that qualify any title, with the predicate of the holder if it differs.
TITLE_QUALIFIERS = {"acting": None, "interim": None, "caretaker": None, "deputy": "holdsOfficeIn", "vice": "holdsOfficeIn", "first deputy": "holdsOfficeIn"}


def load_lexicon(extra_frames: Sequence[Path] = ()) -> Lexicon:
    """Read the word lists, and then the user's frames files.

    Raises:
        DataError: a row is invalid; the message has file and line.
    """
    folder = seeds_dir() / "language"
    themes = _themes(folder / "themes.csv")
    built_in = (folder / "frames.csv",)
    frames = [
        frame
        for path in (*built_in, *extra_frames)
        for frame in _frames(path, {name: set(nouns) for name, nouns in themes[0].items()}, "" if path in built_in else OWN)
    ]
    return Lexicon(
        frames=_by_lemma(frames),
        cues={
            (row["kind"], word): row["effect"]
            for row in _rows(folder / "cues.csv", ("effect", "kind", "words"))
            for word in _split_cells(row["words"])
        },
        sorts={title: "office" for title in _titles(folder) if " " in title or "-" in title}
        | {
            noun: row["sort"]
            for row in reversed(list(_rows(folder / "agents.csv", ("sort", "nouns"))))
            for noun in _split_cells(row["nouns"])
        }
        | dict.fromkeys(words("calendar"), "time"),
        theme_types=themes[1],
        qualifiers={row["word"]: row["type"] for row in _rows(folder / "qualifiers.csv", ("word", "type"))},
        titles=_titles(folder),
    )


def _titles(folder: Path) -> dict[str, str]:
    """Return the titles with the predicate of their holders, including "acting" and "deputy" ones; all name an office."""
    plain = {
        title: row["predicate"]
        for row in _rows(folder / "titles.csv", ("predicate", "titles"))
        for title in _split_cells(row["titles"])
    }
    posts = {title: predicate for title, predicate in plain.items() if predicate in ("leads", "commands", "holdsOfficeIn")}
    return {f"{word} {title}": qualified_predicate or predicate for word, qualified_predicate in TITLE_QUALIFIERS.items() for title, predicate in posts.items()} | plain


def _rows(path: Path, columns: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file as dictionaries, with `line` added; all columns are required."""
    with data_rows(path) as reader:
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise DataError(f"{path}:1: columns missing: {one_of(missing)}")
        for row in reader:
            cells = {name: (row.get(name) or "").strip() for name in columns}
            yield {**cells, "line": str(reader.line_num)}


def _split_cells(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _themes(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the nouns of each theme class, and the support type of each noun (the first class wins)."""
    classes: dict[str, tuple[str, ...]] = {}
    types: dict[str, str] = {}
    for row in _rows(path, ("class", "type", "nouns")):
        classes[row["class"]] = _split_cells(row["nouns"])
        for noun in classes[row["class"]]:
            if row["type"]:
                types.setdefault(noun, row["type"])
    return classes, types


_COLUMNS = ("kind", "triggers", "theme", "predicate", "subject", "object", "types", "status", "polarity")


def _frames(path: Path, themes: Mapping[str, set[str]], prefix: str) -> Iterator[Frame]:
    relations = load_vocabulary().relations
    for row in _rows(path, _COLUMNS):
        location = f"{path}:{row['line']}"
        if row["kind"] not in KINDS:
            raise DataError(f"{location}: kind {row['kind']!r} is not one of {one_of(KINDS)}")
        if row["predicate"] not in relations:
            raise DataError(
                f"{location}: predicate {row['predicate']!r} is not in the ontology; known: {one_of(relations)}"
            )
        theme = frozenset(_theme_nouns(row["theme"], themes, location))
        for trigger in _split_cells(row["triggers"]):
            yield Frame(
                name=f"{prefix}{row['kind']}:{trigger}",
                kind=row["kind"],
                lemmas=tuple(trigger.split(" ")),
                theme=theme,
                predicate=row["predicate"],
                subjects=tuple(row["subject"].split("|")),
                objects=tuple(row["object"].split("|")),
                types=_split_cells(row["types"]),
                status=row["status"],
                polarity=row["polarity"],
            )


def _theme_nouns(text: str, themes: Mapping[str, set[str]], location: str) -> Iterator[str]:
    for part in text.replace("|", ";").split(";"):
        name = part.strip()
        if name.startswith("@"):
            if name[1:] not in themes:
                raise DataError(f"{location}: theme {name!r} is not one of {one_of(themes)}")
            yield from themes[name[1:]]
        elif name:
            yield name


def _by_lemma(frames: Iterable[Frame]) -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Return frames by kind and first lemma; those that require more words or a theme come first."""
    found: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in frames:
        found[frame.kind, frame.lemmas[0]].append(frame)
    return {
        key: tuple(sorted(group, key=lambda frame: (-len(frame.lemmas), not frame.theme)))
        for key, group in found.items()
    }
