"""The output of an extractor for one text, before resolution: mentions and relations by offsets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.model.kinds import Polarity, Status
from graphkit.model.times import TimeSpan

# Frame of a relation read by the trained network; its score is the network's probability.
LEARNED = "learned"
# Frames of what is said by a title or post beside a name.
POST, TITLE = "post", "title"
POST_FRAMES = (POST, TITLE)
# Titles of those who lead the opposition of a country, not the country.
OPPOSITION = ("opposition leader", "opposition chief")
# Prefix of the frames that come from the user's own rows.
OWN = "own:"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of a document's text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KnownName:
    """A listed name in a text: offsets, and the type of what it names (PERSON, LOC, ORG, NORP, PLACE)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a document that refers to an actor, with its syntactic properties.

    Attributes:
        index: position among the document's mentions (its identity there).
        start, end, text: offsets and words.
        form: `name`, `pronoun` or `description` (a common noun phrase).
        head: lemma of the head word, lower-case (`troops`, `president`, `he`).
        label: NER label (PERSON, ORG, LOC, NORP), or "".
        sentence: index of its sentence, from 0.
        plural: grammatical number of the head.
        definite: whether "the", "this", "those" or a possessive opens the phrase.
        modifiers: words before the head, as written (`Turkish`, `rebel`).
        owner: index of the possessing mention ("Turkey" in "Turkey's army",
            "his" in "his forces", "Yemen" in "the government of Yemen").
        place: index of the mention of the place where it is or comes from.
        same_as: index of a syntactically coreferent mention (apposition, title and
            name, words in brackets).
        office: title attached to the name ("president"), or "".
        subject: True if it is the grammatical subject of its clause.
        case: preposition before the phrase, or "".
        sort: kind of agent that the head noun denotes (organ, office, group, country, person,
            people), "" for names, pronouns and other nouns.
        joint: whether it is part of a coordination ("X and Y").
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
    """A relation between two mentions as one extractor read it, before resolution.

    `subject`, `object` and `speaker` are indexes of mentions. `frame` names the data row that
    matched, for `explain` and for counting errors by cause. `marked` is the network's probability
    that both ends are mentions. `quoted_from` is the speaker of the quotation around both ends, and the
    words that name him, for a relation that the network attributes to nobody.
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
    quoted_from: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one extractor read from one document.

    `speakers` pairs the index of each quoted sentence with the mention of its speaker.
    `from_syntax` means that nothing has been judged yet: echoes and business news must still be
    removed, and the ends are as in the syntax. `victims` are mentions to which something is done,
    even without a named agent. `links` maps the index of a mention to an earlier mention that
    probably refers to the same actor, with the probability; `antecedents` maps it to all that may, and
    to None for none of them. `learned` means that a trained network
    read the text too, so that the relations of both need judging.
    """

    mentions: tuple[Mention, ...]
    relations: tuple[RelationMention, ...]
    extractor: str
    speakers: tuple[tuple[int, int], ...] = ()
    from_syntax: bool = False
    victims: tuple[int, ...] = ()
    links: Mapping[int, tuple[int, float]] = field(default_factory=dict)
    antecedents: Mapping[int, tuple[tuple[int | None, float], ...]] = field(default_factory=dict)
    learned: bool = False
