"""All that a graph says of one actor, or of two: who stands with and against them, since when, by whose word, who denies it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.model import Actor, Article, Claim, Precision
from graphkit.query.explain import find_actor

# Gives claims by subject and object, None for anybody.
Claims = Callable[[str | None, str | None], Iterable[Claim]]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of deeds, or of publication; None where no day is known.

    Attributes:
        first, last: the days.
        precision: how exactly they are known.
        goes_on: whether a state that holds since then is among the deeds; then it has no last day.
        ended: whether the relation has ended; then `last` is the last day on which it is said to have held.
    """

    first: date | None = None
    last: date | None = None
    precision: Precision = Precision.DAY
    goes_on: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One relation with one other actor.

    Attributes:
        other: the actor at the other end.
        predicate: the relation, a local name in the rel: namespace.
        phrase: the relation as a sentence with both names: "Egypt supports Khalifa Haftar".
        deeds: when it happened or held, by the words of the texts: the present spell of what ended and began anew, and no day that is only planned where one is told.
        printed: first and last day of publication.
        sources: how many independent sources state it, or its end; where all claims deny it, how many deny it.
        quote: the best claim: stated rather than denied, then the firmest status, the highest confidence, the earliest.
        denials: claims that deny it, also those that deny a wider relation, by day of publication; what is only planned or possible is not disputed by them.
        status: how it is said, each word once (`graphkit.query.wording`); "disputed" where stated and denied, "ended" where it is over.
        claims: all claims of the relation, by day of publication.
        narrower: where nothing denies it, the sentences of narrower relations that are denied: "Russia supports Khalifa Haftar militarily".
        endings: claims that say that it, or a wider relation, has ended, by day of publication; it may go on all the same, by the word of another.
    """

    other: Actor
    predicate: str
    phrase: str
    deeds: Period
    printed: Period
    sources: int
    quote: Claim
    denials: tuple[Claim, ...]
    status: tuple[str, ...]
    claims: tuple[Claim, ...]
    narrower: tuple[str, ...] = ()
    endings: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind: `name` for machines ("backed-by"), `title` for people ("Backed by")."""

    name: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Through:
    """What comes to an actor through a body that it leads.

    Attributes:
        body: what it leads.
        phrase: how: "Khalifa Haftar commands the LNA".
        quote: the best claim that says so.
        sections: who backs, opposes and attacks that body, and whom it backs, without the actor itself.
    """

    body: Actor
    phrase: str
    quote: Claim
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """An office or a membership of the actor's.

    Attributes:
        body: where.
        role: the office in the words of the text, "" where none is named.
        phrase: the relation as a sentence.
        deeds, printed: as in `Row`.
        quote: the best claim.
    """

    body: Actor
    role: str
    phrase: str
    deeds: Period
    printed: Period
    quote: Claim


@dataclass(frozen=True, slots=True)
class Event:
    """One claim in its place in time.

    Attributes:
        day: first day of the event, else the day of publication.
        precision: how exactly it is known.
        of_deed: whether it is the day of the event.
        phrase: the claim as a sentence.
        claim: the claim.
    """

    day: date
    precision: Precision
    of_deed: bool
    phrase: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a graph says of one actor.

    Attributes:
        actor: whom it is about.
        sections: its relations, those with rows only, in a fixed order.
        through: what comes through each body that it leads.
        spellings: its names, the one to print first.
        posts: offices and memberships, by day.
        timeline: its claims by day, the deed's where it is known.
        undated: its claims without any day, each with its sentence.
        actors: every actor named in it, by id.
        articles: every article that is cited, by key.
    """

    actor: Actor
    sections: tuple[Section, ...]
    through: tuple[Through, ...]
    spellings: tuple[str, ...]
    posts: tuple[Post, ...]
    timeline: tuple[Event, ...]
    undated: tuple[tuple[str, Claim], ...]
    actors: dict[str, Actor]
    articles: dict[str, Article]


@dataclass(frozen=True, slots=True)
class PairDossier:
    """All that a graph says of two actors.

    Attributes:
        first, second: the actors.
        sections: what the first does to the second, the second to the first, and both together.
        sources: independent sources behind all of it.
        timeline, undated, actors, articles: as in `Dossier`.
    """

    first: Actor
    second: Actor
    sections: tuple[Section, ...]
    sources: int
    timeline: tuple[Event, ...]
    undated: tuple[tuple[str, Claim], ...]
    actors: dict[str, Actor]
    articles: dict[str, Article]


def dossier(actors: Sequence[Actor], claims: Claims, article: Callable[[str], Article], name: str) -> Dossier:
    """The dossier of one actor.

    Args:
        actors: all actors.
        claims: gives claims by subject and object, None for anybody.
        article: gives the article of a key.
        name: the actor, named as people type it, or its id.

    Raises:
        UnknownName: the name fits no actor of the graph, or several.
    """
    from graphkit.query.compiling import Compiler

    return Compiler(actors, claims, article).dossier(find_actor(actors, name))


def pair_dossier(actors: Sequence[Actor], claims: Claims, article: Callable[[str], Article], first: str, second: str) -> PairDossier:
    """The dossier of two actors; the arguments are those of `dossier`.

    Raises:
        UnknownName: a name fits no actor of the graph, or several.
    """
    from graphkit.query.compiling import Compiler

    return Compiler(actors, claims, article).pair(find_actor(actors, first), find_actor(actors, second))
