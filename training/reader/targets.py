"""Training targets of the network for each window of a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graphkit.nlp.encoder.features import FAMILIES, KINDS, PRONOUNS, STATUSES, Bounds, Pair, pairs_in
from graphkit.nlp.encoder.windows import Word, windows_in, words_in
from training.reader.passages import Marked, Passage, Relation
from training.reader.pieces import pieces

SYMMETRIC = frozenset(("allied_with", "cooperates_with", "negotiates_with"))
UNKNOWN = -100
# Pieces in a training window: short, so that each sentence occurs with different neighbours.
LONGEST, OVERLAP = 220, 1
# The other cut: windows of one or two sentences, as users pass them.
SHORT = 50


class Place(NamedTuple):
    """Key of a window: passage, whether it is of the short cut, and its number."""

    passage: str
    short: bool
    number: int


class Group(NamedTuple):
    """Pairs of mentions of which at least one states a relation: annotations name the actors, not the mentions."""

    pairs: list[int]
    family: int
    status: int
    speakers: list[int]


@dataclass(slots=True)
class Example:
    """One window with its targets.

    Attributes:
        words: words of the window.
        voiced: whether the speaker of a relation is known, or known to be missing.
        mentions, actors: its mentions, and the actors that each refers to.
        tags: of each word, 0 outside, 1 first word of a mention, 2 further word, `UNKNOWN` without annotation.
        kinds: of each mention, its index in `KINDS`, or `UNKNOWN`.
        earlier: of each mention, earlier mentions of the same actor.
        pairs: pairs of mentions to classify.
        groups: the relations.
        ignored: (pair, family) excluded from the loss.
        marked: whether relations are annotated; otherwise only soft labels are used.
    """

    place: Place
    words: Sequence[Word]
    voiced: bool
    mentions: list[Bounds]
    actors: list[frozenset[str]]
    tags: list[int]
    kinds: list[int]
    earlier: list[list[int]]
    pairs: list[Pair]
    groups: list[Group] = field(default_factory=list)
    ignored: set[tuple[int, int]] = field(default_factory=set)
    marked: bool = True


def examples(passages: Sequence[Passage], *, short: bool = False) -> list[Example]:
    """Return all windows of the passages, in order; in the short cut, of one or two sentences each."""
    return [example for passage in passages for example in _of(passage, short)]


def cut(text: str, *, short: bool) -> Iterator[Sequence[Word]]:
    """Yield the windows of a text: of several sentences, each repeating the last sentence of the previous window; or of one or two, without overlap."""
    return windows_in(list(words_in(text)), lambda word: len(pieces().of(word)), SHORT if short else LONGEST, 0 if short else OVERLAP)


def _of(passage: Passage, short: bool) -> Iterator[Example]:
    for number, window in enumerate(cut(passage.text, short=short)):
        marks = _inside(passage.mentions, window)
        mentions, actors = list(marks), list(marks.values())
        kinds = [_kind(passage, who) for who in actors]
        earlier = [[j for j in range(i) if actors[i] & actors[j]] for i in range(len(actors))]
        pairs = [pair for pair in pairs_in(window, mentions, across=True) if not actors[pair.subject] & actors[pair.object]]
        example = Example(Place(passage.id, short, number), window, passage.complete and passage.voiced, mentions, actors, _tags(window, mentions, passage.complete), kinds, earlier, pairs)
        for relation in passage.relations:
            _enter(relation, example)
        yield example


def _inside(marks: Sequence[Marked], window: Sequence[Word]) -> dict[Bounds, frozenset[str]]:
    """Return the mentions within a window as word bounds, with the actors that each refers to, in order."""
    found: dict[Bounds, frozenset[str]] = {}
    for mark in marks:
        inside = [i for i, word in enumerate(window) if word.start < mark.end and mark.start < word.end]
        if inside and mark.start >= window[0].start - 1 and mark.end <= window[-1].end + 1:
            bounds = Bounds(inside[0], inside[-1] + 1)
            found[bounds] = found.get(bounds, frozenset()) | mark.actors
    return dict(sorted(found.items()))


def _kind(passage: Passage, actors: frozenset[str]) -> int:
    kinds = {passage.kinds.get(actor, "") for actor in actors}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return KINDS.index(kind) if kind in KINDS else UNKNOWN


def _tags(window: Sequence[Word], mentions: Sequence[Bounds], complete: bool) -> list[int]:
    unmarked = [0 if complete or not (word.text[0].isupper() or word.text.lower() in PRONOUNS) else UNKNOWN for word in window]
    for mention in mentions:
        unmarked[mention.start] = 1
        unmarked[mention.start + 1 : mention.end] = [2] * (mention.end - mention.start - 1)
    return unmarked


def _enter(relation: Relation, example: Example) -> None:
    """Add a relation to the targets of a window that overlaps its evidence; in other windows its pairs are ignored."""
    if relation.family not in FAMILIES:
        return
    family = FAMILIES.index(relation.family)
    told = [any(word.start < relation.end and relation.start < word.end and word.sentence == example.words[mention.start].sentence for word in example.words) for mention in example.mentions]
    turns = [(relation.subject, relation.object)]
    if relation.family in SYMMETRIC:
        turns.append((relation.object, relation.subject))
    for subject, object_ in turns:
        fitting = [k for k, (i, j) in enumerate(example.pairs) if subject in example.actors[i] and object_ in example.actors[j]]
        example.ignored.update((k, family) for k in fitting)
        inside = [k for k in fitting if told[example.pairs[k].subject] and told[example.pairs[k].object]]
        partly = [k for k in fitting if told[example.pairs[k].subject] or told[example.pairs[k].object]]
        if inside or partly:
            speakers = [i for i, who in enumerate(example.actors) if relation.speaker in who]
            example.groups.append(Group(inside or partly, family, STATUSES.index(relation.status), speakers))
