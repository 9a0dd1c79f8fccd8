"""Dossiers of one actor or of a pair: supporters and opponents with dates, sources, quotes and denials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.model import Actor, Article, Claim, Precision
from graphkit.query.explain import find_actor

# Returns claims by subject and object; None matches any.
Claims = Callable[[str | None, str | None], Iterable[Claim]]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of events, or of publication; None where unknown.

    Attributes:
        first, last: the days.
        precision: precision of `first`, or of `last` if there is no first day.
        goes_on: whether the events include a state that still holds; `last` is None then.
        ended: whether the relation has ended; `last` is the last day on which it is said to have held.
        last_precision: precision of `last`; None for `precision`.
    """

    first: date | None = None
    last: date | None = None
    precision: Precision = Precision.DAY
    goes_on: bool = False
    ended: bool = False
    last_precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One relation to one other actor.

    Attributes:
        other: the actor at the other end.
        predicate: the relation, a local name in the rel: namespace.
        phrase: the relation as a sentence with both names: "Egypt supports Khalifa Haftar".
        deeds: when it happened or held according to the texts: the current period of a relation that ended and began again; planned days only if there are no others.
        printed: first and last day of publication.
        sources: number of independent sources that state it or its end; that deny it if all claims are denials.
        quote: the best claim: stated before denied, certain before uncertain, then by firmest status, highest confidence, earliest publication.
        denials: claims that deny it or a broader relation, by day of publication; they do not dispute what is only planned or possible.
        status: status words, each once (`graphkit.query.wording`); includes "disputed" if stated and denied, "denied" if planned or possible and denied, "ended" if it is over.
        claims: all claims of the relation, by day of publication.
        narrower: if nothing denies it, the sentences of narrower relations that are denied: "Russia supports Khalifa Haftar militarily".
        endings: claims that say that it or a broader relation (of a current leader, also the command) has ended, by day of publication; another claim may say that it continues.
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
    """Rows of one kind: `name` is the identifier ("backed-by"), `title` the heading ("Backed by")."""

    name: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Through:
    """Relations of an organisation that the actor leads.

    Attributes:
        body: the organisation.
        phrase: the leadership as a sentence: "Khalifa Haftar commands the LNA".
        quote: the best claim of the leadership.
        sections: the organisation's relations (`PASSED_ON`), without those to the actor.
    """

    body: Actor
    phrase: str
    quote: Claim
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """An office or a membership of the actor.

    Attributes:
        body: the organisation.
        role: the office in the words of the text; "" if none is named.
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
    """One claim in the timeline.

    Attributes:
        day: first day of the event if known, otherwise the day of publication.
        precision: precision of `day`.
        of_deed: whether `day` is the day of the event.
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
    """Everything the graph says about one actor.

    Attributes:
        actor: the actor.
        sections: its relations in a fixed order; sections without rows are omitted.
        through: relations of each organisation that it leads.
        spellings: its names, the preferred one first.
        posts: offices and memberships, by day.
        timeline: its claims, by day of the event or else of publication; what copies of a text or quote repeat is listed once.
        undated: (sentence, claim) for each claim without any date.
        actors: every actor mentioned, by id.
        articles: every cited article, by key.
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
    """Everything the graph says about two actors.

    Attributes:
        first, second: the actors.
        sections: relations from the first to the second, from the second to the first, symmetric ones, and those only denied.
        sources: number of independent sources of all its claims.
        timeline, undated: as in `Dossier`, but with all claims.
        actors, articles: as in `Dossier`.
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
    """Return the dossier of one actor.

    Args:
        actors: all actors.
        claims: returns claims by subject and object; None matches any.
        article: returns the article with a key.
        name: name or id of the actor.

    Raises:
        UnknownName: the name matches no actor of the graph, or several.
    """
    from graphkit.query.dossier_builder import DossierBuilder

    return DossierBuilder(actors, claims, article).dossier(find_actor(actors, name))


def pair_dossier(actors: Sequence[Actor], claims: Claims, article: Callable[[str], Article], first: str, second: str) -> PairDossier:
    """Return the dossier of two actors; the arguments are those of `dossier`.

    Raises:
        UnknownName: a name matches no actor of the graph, or several.
    """
    from graphkit.query.dossier_builder import DossierBuilder

    return DossierBuilder(actors, claims, article).pair(find_actor(actors, first), find_actor(actors, second))
