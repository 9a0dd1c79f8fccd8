"""The words graphkit speaks: frozen values, no input or output.

The way of the data, in these words: a `Document` is read into `Mention`s (who is spoken
of) and `RelationMention`s (what the text says of two of them); resolution names an
`Actor` for each mention; assembly turns both into `Claim`s with `Evidence`; an
`ArticleRecord` is what one transaction of the store takes. All offsets are Unicode code
points into `Document.text`, from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Status(StrEnum):
    """How an article commits itself to a claim (ontology scheme gkc:Status)."""

    ASSERTED = "asserted"
    DECLARED = "declared"
    ALLEGED = "alleged"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    PLANNED = "planned"


class Polarity(StrEnum):
    """Whether the relation is said to hold or not to hold (gkc:Polarity)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Lifecycle(StrEnum):
    """Whether the record itself is active (gkc:Lifecycle)."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


class Precision(StrEnum):
    """How exactly a time is known (gkc:TimePrecision)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ActorClass(StrEnum):
    """Classes of the ontology that an end of a claim may have."""

    ACTOR = "Actor"
    PERSON = "Person"
    STATE = "State"
    GOVERNMENT = "Government"
    ORGANIZATION = "Organization"
    INTERNATIONAL = "InternationalOrganization"
    ARMED = "ArmedActor"
    BLOC = "Bloc"
    PLACE = "Place"


# The frame of a relation that the trained network read; its score is the network's probability.
LEARNED = "learned"
# What the frame of a relation begins with where a row of the user's own made it.
OWN = "own:"
# Joins the names of several extractors that read the same claim.
READINGS = "+"


def digest(*parts: object) -> str:
    """First 16 hex digits of SHA-256 over the parts, joined by a character none contains."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def hash_of(text: str) -> str:
    """SHA-256, 64 hex digits, of the UTF-8 text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def local_name(name: str) -> str:
    """A name as the last part of an IRI: letters, digits, underscore, hyphen; at most 80."""
    plain = unicodedata.normalize("NFC", name).replace("’", "").replace("'", "")
    return re.sub(r"[^\w-]+", "_", plain).strip("_")[:80] or "unnamed"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When something happened, since when it holds, or that it has ended.

    Three kinds, told apart by `ended` and `end`:

    * an event: it happened between `start` and `end` (one day: both the same), and stays true;
    * a state that goes on: it holds from `start` on, `end` is None;
    * a state that is over: `ended` is True, only where the text or table says so; `end` is the
      last day on which it held, None where that is not known.

    Attributes:
        start, end: first and last day, None where unknown.
        precision: how exactly both are known.
        ended: whether it is said that the relation no longer holds.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.DAY
    ended: bool = False

    @property
    def is_event(self) -> bool:
        """Whether this is the time in which something happened, not one for which it held."""
        return self.end is not None and not self.ended


@dataclass(frozen=True)
class Document:
    """One article as it was read.

    Attributes:
        id: the row's `id`, else the file's name without its ending.
        text: the article's text; every offset counts its code points.
        title, url, outlet: as given by the row or the page, None where unknown.
        published: day of publication; the first day of the period when only a month or
            a year is known (see `published_precision`); None where unknown.
        conflict: name of the conflict that the article is about, as its source gives it; None where it gives none.
        place: the file that it was read from, with `id`; None where it came from no file. It tells
            versions of one article and is no part of what a document is: it is never exported.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_precision: Precision = Precision.DAY
    conflict: str | None = None
    place: str | None = field(default=None, compare=False)

    @cached_property
    def text_hash(self) -> str:
        """SHA-256, 64 hex digits, of the UTF-8 text."""
        return hash_of(self.text)

    @cached_property
    def key(self) -> str:
        """Identity of the article: 16 hex digits of text, outlet and day.

        The same text from two outlets is two articles; the same file read twice is one.
        """
        return digest(self.text_hash, self.outlet or "", self.published or "")

    @property
    def article(self) -> Article:
        """What the store keeps of the document: everything but its text."""
        return Article(
            key=self.key,
            id=self.id,
            text_hash=self.text_hash,
            title=self.title,
            url=self.url,
            outlet=self.outlet,
            published=self.published,
            published_precision=self.published_precision,
            conflict=self.conflict,
        )


@dataclass(frozen=True, slots=True)
class Article:
    """A document without its text, as the store knows it; `copy_of` is the key of the one it copies."""

    key: str
    id: str
    text_hash: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_precision: Precision = Precision.DAY
    copy_of: str | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """One input, or one article of it, that could not be read, and why (one line)."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the inputs that is counted during a run and reported at its end.

    Notices travel in the stream of documents, as failures do, but nothing failed: an article
    without its date still goes in.

    Attributes:
        source: the file, row or article that it is about.
        kind: what is counted, in the plural: "dates not read", "files skipped"; see `graphkit.pipeline.notices`.
        value: what it was, short: the words of a date, an ending; equal values are counted together.
    """

    source: str
    kind: str
    value: str


# What the stream of the inputs holds.
Item = Document | Failure | Notice


@dataclass(frozen=True, slots=True)
class Finished:
    """An input file was read to its end; `failed` where something in it could not be read."""

    path: str
    failed: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text; `text[start:end]` is the quotation."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that a claim may join.

    Attributes:
        id: local name of its IRI, unique in a graph, e.g. `Turkey`, `GNA`.
        name: the name to print.
        kind: its class in the ontology.
        type: concept of gkc:ActorType (`rebel-group`, `government`), None where unknown.
        aliases: other names, sorted; for reading, not for matching.
        iso3, m49, wikidata: codes, None where unknown or not certain.
        curated: True when it comes from an actors file, False when read from a text.
    """

    id: str
    name: str
    kind: ActorClass = ActorClass.ACTOR
    type: str | None = None
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    m49: str | None = None
    wikidata: str | None = None
    curated: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The quote behind a claim: where it stands and its words.

    `before` and `after` are up to 60 characters of context on either side.
    """

    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Claim:
    """One article's statement that a relation holds (or does not) between two actors.

    Attributes:
        article: `Article.key`.
        subject, object: `Actor.id`.
        predicate: local name in the rel: namespace, e.g. `supportsMilitarily`.
        support_types: local names of gkc:SupportType concepts, sorted.
        cue: the words that set status or polarity, verbatim in the quote; None if plain.
        attributed_to: `Actor.id` of the speaker; None when the outlet speaks itself or
            the speaker is not named (then `attribution_text` has the words).
        attribution_text: the attribution as worded ("diplomats said").
        subject_mention, object_mention: the words of the text that were resolved.
        evidence: at least one, sorted.
        valid: when the relation happened or held, or that it has ended; None where the text
            does not say.
        role: title or office, for structural relations.
        confidence: 0 to 1, how sure the reader is that the text states this.
        lifecycle: whether the record is active.
        retraction: since when and why it is retracted, where it is.
        extractor: name/version of what read it; several, sorted, joined by `READINGS`.
    """

    article: str
    subject: str
    predicate: str
    object: str
    subject_mention: str
    object_mention: str
    evidence: tuple[Evidence, ...]
    status: Status = Status.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    support_types: tuple[str, ...] = ()
    cue: str | None = None
    attributed_to: str | None = None
    attribution_text: str | None = None
    valid: TimeSpan | None = None
    role: str | None = None
    confidence: float = 0.5
    extractor: str = "dependency/0.1.0"
    lifecycle: Lifecycle = field(default=Lifecycle.ACTIVE, compare=False)
    retraction: tuple[date, str] | None = field(default=None, compare=False)

    @cached_property
    def id(self) -> str:
        """Same content, same id, 16 hex digits: evidence and scores are not part of the key."""
        return digest(
            self.article, self.subject, self.predicate, self.object, self.status, self.polarity
        )


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What one transaction of the store takes: an article, its actors and its claims.

    `actors` holds every actor that a claim names (subject, object, speaker), sorted by id;
    `names` gives, by actor id, the article's own spelling of a name where it is not ours;
    `copy_of` the key of the article that this one is a copy of, where it is one.
    """

    document: Document
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    names: tuple[tuple[str, str], ...] = ()
    copy_of: str | None = None


class Act(StrEnum):
    """What a user can decide (ontology property gk:decision)."""

    ACCEPT = "accept"
    REJECT = "reject"
    RELATION = "relation"
    MERGE = "merge"
    RENAME = "rename"
    SPLIT = "split"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement of the user's.

    Attributes:
        act: what he decided.
        target: id of a claim (accept, reject, relation), of an actor (merge, rename), or the
            id of a claim with `:subject` or `:object` (split), or the key of an article that no
            newer version replaces (keep).
        value: the relation, the actor that another is merged into, the name; "" where none.
        who, on, why: who decided, when, and his reason.
    """

    act: Act
    target: str
    value: str = ""
    who: str = ""
    on: date | None = None
    why: str = ""

    @property
    def id(self) -> str:
        """Same decision, same id, 16 hex digits."""
        return digest(self.act, self.target, self.value, self.who, self.on or "", self.why)


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
    data that fired, for `explain` and for counting errors by cause.
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


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one extractor read from one document.

    `speakers` pairs the number of each quoted sentence with the mention of its speaker.
    `from_syntax` says that nobody judged what was read: echoes and business news must still
    be left out, and the ends stand as the syntax has them. `victims` are the mentions of whom
    something is told to be done to, also where nobody is said to have done it. `links` gives, by
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
