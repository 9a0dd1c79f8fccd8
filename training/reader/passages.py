"""Annotated passages: our own in markup, real news with lists of names, and real news marked by offsets.

A passage in markup, `training/corpus/*.txt`:

    ## w1001 | wire | Libya | 2019-12
    = GNA | Government of National Accord | government
    = TUR | Turkey | country
    [Ankara|TUR] has shipped armoured vehicles to the [GNA|GNA], two [Turkish|TUR] officials said.
    > 1 TUR supports:weapons GNA asserted

`##` opens it, `=` names an actor (key, name, kind), every other line is a sentence in which each mention
is written as [words|KEY]; `>` is a relation: sentence, or first-last, subject, family, object, status, and
`by=KEY` for the speaker it is attributed to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit.nlp.encoder.features import PRONOUNS

_MENTION = re.compile(r"\[([^\[\]|]+)\|([A-Za-z0-9_'-]+)\]")
_RELATION = re.compile(r"> *(\d+)(?:-(\d+))? +(\S+) +(\w+)(?::\w+)? +(\S+) +(\w+)(?: +by=(\S+))?")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: code point offsets in the text, and the actors it may refer to."""

    start: int
    end: int
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two actors, the span of its evidence, and its attributed speaker."""

    subject: str
    family: str
    object: str
    status: str
    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated text.

    Attributes:
        id, text: its id and text.
        mentions: in text order.
        kinds: kind of each actor.
        names: full name of each actor, where the passage gives one in addition to the key.
        relations: all relations that the text states.
        complete: whether every mention is marked; otherwise only those found by a list of names.
        voiced: whether a relation without a speaker is known to have none.
    """

    id: str
    text: str
    mentions: tuple[Marked, ...]
    kinds: dict[str, str]
    relations: tuple[Relation, ...]
    complete: bool
    names: dict[str, str] = field(default_factory=dict)
    voiced: bool = True


def own(folder: Path) -> list[Passage]:
    """Read the passages in markup of all files in a folder, ordered by id.

    Raises:
        ValueError: a line cannot be parsed; the message has the id of the passage.
    """
    blocks = (block for path in sorted(folder.glob("*.txt")) for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:])
    return sorted(map(from_markup, blocks), key=lambda passage: passage.id)


def from_markup(block: str) -> Passage:
    """Parse one passage in markup, without its `##`."""
    head, *lines = [line.strip() for line in block.splitlines() if line.strip()]
    name = head.split("|")[0].strip()
    kinds: dict[str, str] = {}
    names: dict[str, str] = {}
    text, mentions, spans = "", [], []
    for line in lines:
        if line.startswith("= "):
            key, full, kind = (part.strip() for part in line[2:].split("|"))
            kinds[key], names[key] = kind, full
        elif not line.startswith(">"):
            start = len(text)
            plain, marks = _without_marks(line, start)
            mentions += marks
            text += plain + "\n"
            spans.append((start, len(text) - 1))
    relations = [_relation(line, spans, name) for line in lines if line.startswith(">")]
    return Passage(name, text.rstrip("\n"), tuple(mentions), kinds, tuple(relations), complete=True, names=names)


def _without_marks(line: str, offset: int) -> tuple[str, list[Marked]]:
    plain, at, marks = "", 0, []
    for match in _MENTION.finditer(line):
        plain += line[at : match.start()]
        start = offset + len(plain)
        marks.append(Marked(start, start + len(match[1]), frozenset([match[2]])))
        plain += match[1]
        at = match.end()
    return plain + line[at:], marks


def _relation(line: str, sentences: Sequence[tuple[int, int]], name: str) -> Relation:
    match = _RELATION.fullmatch(line)
    if match is None:
        raise ValueError(f"{name}: {line!r} is no relation")
    first, last = int(match[1]), int(match[2] or match[1])
    return Relation(match[3], match[4], match[5], match[6], sentences[first - 1][0], sentences[last - 1][1], match[7])


def news(path: Path, marks: Path | None = None) -> list[Passage]:
    """Read real news from a JSONL file with `text`, `actors` (name, type, aliases) and `relations` with `evidence` in each row.

    Args:
        path: the annotated texts.
        marks: all mentions of some of the texts (`id`, `mentions`, `kinds`; the keys are names of actors); in the others,
            mentions are found by the lists of names.
    """
    by_id = {row["id"]: row for row in rows_of(marks)} if marks else {}
    found = [_marked(passage, by_id.get(passage.id)) for passage in map(_from_row, rows_of(path))]
    return sorted(found, key=lambda passage: passage.id)


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _marked(passage: Passage, marks: dict[str, Any] | None) -> Passage:
    """Return the passage with all its mentions, if it has been marked."""
    if marks is None:
        return passage
    return replace(passage, mentions=_offsets(marks), kinds=marks["kinds"] | passage.kinds, complete=True)


def _offsets(marks: dict[str, Any]) -> tuple[Marked, ...]:
    return tuple(Marked(start, end, frozenset([key])) for start, end, key in marks["mentions"])


def _from_row(row: dict[str, Any]) -> Passage:
    text: str = row["text"]
    relations = [
        Relation(r["subject"], r["relation"], r["object"], r["status"], at, at + len(r["evidence"]))
        for r in row["relations"]
        if (at := text.find(r["evidence"])) >= 0
    ]
    kinds = {actor["name"]: actor["type"] for actor in row["actors"]}
    mentions = sorted({*_listed(row), *_pronouns(row)}, key=lambda mark: (mark.start, mark.end, sorted(mark.actors)))
    return Passage(str(row["id"]), text, tuple(mentions), kinds, tuple(relations), complete=False, voiced=False)


def _listed(row: dict[str, Any]) -> Iterator[Marked]:
    """Yield the mentions found by the passage's own lists of names, longest first."""
    forms: dict[str, set[str]] = {}
    for actor in row["actors"]:
        for form in {actor["name"], *actor.get("aliases", ())}:
            forms.setdefault(form, set()).add(actor["name"])
    for relation in row["relations"]:
        for end in ("subject", "object"):
            form = relation.get(f"{end}_mention")
            if form and form.lower() not in PRONOUNS:
                forms.setdefault(form, set()).add(relation[end])
    taken: list[tuple[int, int]] = []
    for form in sorted(filter(None, forms), key=lambda form: (-len(form), form)):
        for match in re.finditer(rf"(?<!\w){_at_start(form)}(?!\w)", row["text"]):
            free = not any(match.start() < end and start < match.end() for start, end in taken)
            if free and (form.lower() not in PRONOUNS or form == "US"):
                taken.append(match.span())
                yield Marked(*match.span(), frozenset(forms[form]))


def _at_start(form: str) -> str:
    """Return a pattern for the form; a description may be capitalised at the start of a sentence."""
    return f"[{form[0].upper()}{form[0]}]{re.escape(form[1:])}" if form[0].islower() else re.escape(form)


def _pronouns(row: dict[str, Any]) -> Iterator[Marked]:
    """Yield the pronouns that relations give as a mention of an end, within their evidence."""
    for relation in row["relations"]:
        at = row["text"].find(relation["evidence"])
        for end in ("subject", "object"):
            form = relation.get(f"{end}_mention") or ""
            if at >= 0 and form.lower() in PRONOUNS:
                match = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", relation["evidence"])
                if match is not None:
                    yield Marked(at + match.start(), at + match.end(), frozenset([relation[end]]))


def marked_news(texts: Path, marks: Path) -> list[Passage]:
    """Read real news with stand-off marks (offsets), since the texts may not be redistributed.

    Args:
        texts: JSONL with `id` and `text`.
        marks: JSONL with `id`, `mentions` ([start, end, key]), `kinds` and `relations` (the fields of `Relation`).
    """
    by_id = {str(row["id"]): row["text"] for row in rows_of(texts)}
    return sorted(
        (
            Passage(
                row["id"],
                by_id[row["id"]],
                _offsets(row),
                row["kinds"],
                tuple(Relation(*fields) for fields in row["relations"]),
                complete=True,
            )
            for row in rows_of(marks)
        ),
        key=lambda passage: passage.id,
    )
