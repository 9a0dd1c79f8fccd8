"""Claims with their evidence, and the record of one article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graphkit import __version__
from graphkit.model.actors import Actor
from graphkit.model.documents import Document
from graphkit.model.identity import digest
from graphkit.model.kinds import Lifecycle, Polarity, Status
from graphkit.model.times import TimeSpan

# Joins the names of extractors that read the same claim.
READINGS = "+"


# Characters of context on either side of a quote; a word cut at the edge is dropped unless it fills the context.
CONTEXT = 60
_FIRST_WORD, _LAST_WORD = re.compile(r"\w\S*\s+"), re.compile(r"\s+\S*\w\Z")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The quote behind a claim, with its offsets.

    Attributes:
        start, end: where the quote begins and ends in the text of the article, in Unicode code points.
        quote: the words, verbatim.
        before, after: up to 60 characters of context, in whole words.
    """

    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Evidence:
        """Return the evidence between two offsets of a text, with its context."""
        first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
        before, after = text[first:start], text[end:last]
        if text[:first][-1:].isalnum() and (cut := _FIRST_WORD.match(before)):
            before = before[cut.end() :]
        if text[last : last + 1].isalnum() and (cut := _LAST_WORD.search(after)):
            after = after[: cut.start()]
        return cls(start, end, text[start:end], before, after)

    def is_verbatim(self, text: str) -> bool:
        """Whether the quote stands at its offsets in the text of the article."""
        return bool(self.quote) and text[self.start : self.end] == self.quote


@dataclass(frozen=True)
class Claim:
    """One article's statement that a relation holds (or does not) between two actors.

    Attributes:
        article: `Article.key`.
        subject, object: `Actor.id`.
        predicate: local name in the rel: namespace, e.g. `supportsMilitarily`.
        support_types: local names of gkc:SupportType concepts, sorted.
        cue: the words that set status or polarity, verbatim in the quote; the whole quote if a
            user set them without a cue; None for a plain claim.
        attributed_to: `Actor.id` of the speaker; None if the outlet itself speaks or
            the speaker is not named (then `attribution_text` has the words).
        attribution_text: the attribution as worded ("diplomats said").
        subject_mention, object_mention: the words of the text that were resolved.
        evidence: at least one, sorted.
        valid: when the relation happened or held, or that it has ended; None if the text
            does not state it.
        role: title or office, for structural relations.
        confidence: 0 to 1, the reader's confidence that the text states this.
        lifecycle: whether the record is active.
        retraction: date and reason of the retraction, None if not retracted.
        extractor: name/version of the extractor; several are sorted and joined by `READINGS`.
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
    extractor: str = f"dependency/{__version__}"
    lifecycle: Lifecycle = field(default=Lifecycle.ACTIVE, compare=False)
    retraction: tuple[date, str] | None = field(default=None, compare=False)

    @cached_property
    def id(self) -> str:
        """16 hex digits of the content; evidence and scores are not part of it."""
        return digest(
            self.article, self.subject, self.predicate, self.object, self.status, self.polarity
        )

    @property
    def words(self) -> str:
        """The words of its first quote, normalized for whitespace and case."""
        return " ".join(self.evidence[0].quote.split()).casefold()

    @property
    def speaker(self) -> str:
        """Id of the actor who says it, see `speaker_of`."""
        return speaker_of(self.status, self.subject, self.object, self.attributed_to)


def speaker_of(status: str, subject: str, object_: str, attributed_to: str | None) -> str:
    """Return the id of the actor who makes a claim with these fields; "" if it is the outlet or an unnamed source.

    What an actor declares of itself it says itself, whoever speaks for it.
    """
    if status == Status.ASSERTED:
        return ""
    return subject if status == Status.DECLARED and attributed_to != object_ else attributed_to or ""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """The unit of one store transaction: an article, its actors and its claims.

    `actors` holds every actor that a claim names (subject, object, speaker), sorted by id;
    `names` gives, by actor id, the article's own spelling if it differs from ours;
    `copy_of` is the key of the article that this one copies, or None;
    `as_read` is the record before the user's decisions, None if none changed it;
    `follows` are pairs of ids, of claims that the user corrected and of those that they replace;
    `described` are actors that decisions may have introduced and that the article, as it was read, names and describes;
    `instead` gives, by id of a whole or country of its actors, the actor that decisions merged it into.
    """

    document: Document
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    names: tuple[tuple[str, str], ...] = ()
    copy_of: str | None = None
    as_read: ArticleRecord | None = None
    follows: tuple[tuple[str, str], ...] = ()
    described: tuple[Actor, ...] = ()
    instead: tuple[tuple[str, Actor], ...] = ()
