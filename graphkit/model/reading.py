"""What an extractor reads of one text, before anybody is resolved: mentions and relations by their offsets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.model.kinds import Polarity, Status
from graphkit.model.times import TimeSpan

# The frame of a relation that the trained network read; its score is the network's probability.
LEARNED = "learned"
# What the frame of a relation begins with where a row of the user's own made it.
OWN = "own:"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text; `text[start:end]` is the quotation."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KnownName:
    """A listed name in a text: code points, and what it names (PERSON, LOC, ORG, NORP, PLACE)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a document that stand for somebody, with what the syntax shows of them.

    Attributes:
        index: position among the document's mentions (its identity there).
        start, end, text: where and what.
        form: `name`, `pronoun` or `description` (a common noun phrase).
        head: lemma of the head word, lower-case (`troops`, `president`, `he`).
        label: NER label (PERSON, ORG, LOC, NORP), "" where none.
        sentence: number of the sentence it stands in, from 0.
        plural: grammatical number of the head.
        definite: whether "the", "this", "those" or a possessive opens the phrase.
        modifiers: words before the head, as written (`Turkish`, `rebel`).
        owner: index of the mention that owns it ("Turkey" in "Turkey's army",
            "his" in "his forces", "Yemen" in "the government of Yemen").
        place: index of the mention of a place it is said to be in or from.
        same_as: index of a mention the syntax says is the same (apposition, title and
            name, words in brackets).
        office: title standing with the name ("president"), "" where none.
        subject: True when it is the grammatical subject of its clause.
        case: preposition before the phrase, "" where none.
        sort: what kind of agent its head noun is (organ, office, group, country, person,
            people), "" for names, pronouns and other nouns.
        joint: whether it stands in a list ("X and Y").
    """

    index: int
    start: int
    end: int
    text: str
    form: str
    head: str
    label: str = ""
    sentence: int = 0
    plural: bool = False
    definite: bool = False
    modifiers: tuple[str, ...] = ()
    owner: int | None = None
    place: int | None = None
    same_as: int | None = None
    office: str = ""
    subject: bool = False
    case: str = ""
    sort: str = ""
    joint: bool = False


@dataclass(frozen=True, slots=True)
class RelationMention:
    """What one extractor read of two mentions, before anyone is resolved.

    `subject`, `object` and `speaker` are indexes of mentions. `frame` names the row of
    data that fired, for `explain` and for counting errors by cause. `marked` is how probably
    both ends are mentions, by the network.
    """

    subject: int
    predicate: str
    object: int
    span: Span
    status: Status = Status.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    support_types: tuple[str, ...] = ()
    cue: str | None = None
    speaker: int | None = None
    attribution_text: str | None = None
    time: TimeSpan | None = None
    role: str | None = None
    score: float = 0.5
    frame: str = ""
    marked: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one extractor read from one document.

    `speakers` pairs the number of each quoted sentence with the mention of its speaker.
    `from_syntax` says that nobody judged what was read: echoes and business news must still
    be left out, and the ends stand as the syntax has them. `victims` are the mentions of whom
    something is said to be done to, also where nobody is said to have done it. `links` gives, by
    the index of a mention, an earlier one that probably stands for the same actor, and how probably. `learned` says
    that a trained network has read it too, so that the relations of both are to be judged.
    """

    mentions: tuple[Mention, ...]
    relations: tuple[RelationMention, ...]
    extractor: str
    speakers: tuple[tuple[int, int], ...] = ()
    from_syntax: bool = False
    victims: tuple[int, ...] = ()
    links: Mapping[int, tuple[int, float]] = field(default_factory=dict)
    learned: bool = False
