"""Runs all analyses of a graph or a conflict at a date."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graphkit.analyze.balance import Balance, balance
from graphkit.analyze.camps import Camp, camps, divide, frustration
from graphkit.analyze.change import Trend, trends
from graphkit.analyze.conflicts import Conflict
from graphkit.analyze.divisions import camps_within
from graphkit.analyze.shifts import Shift, shifts
from graphkit.analyze.sides import Broker, Rivalry, brokers, mixed, rivalries
from graphkit.analyze.signed import (
    NO_ACTORS,
    Pair,
    Whole,
    bound_graph,
    pairs,
    signed_graph,
    standing_claims,
    themselves,
)
from graphkit.days import check_order
from graphkit.model import Actor, ActorClass, Article, Brief, Claim, Status
from graphkit.query import Disputed, disputed
from graphkit.standing import STATED


@dataclass(frozen=True, slots=True)
class Analysis:
    """The analysis of a graph at a date.

    Attributes:
        day: the date; None for now.
        pairs: friends and foes, those with most sources first.
        camps, balance, brokers, rivalries: see their modules.
        disputed: ties that some claims state and others deny, see `graphkit.query.disputed`.
        mixed: pairs reported as both friendly and hostile.
        trends: ties reported more or less often; empty without a window.
        undated: number of claims whose article is undated; they are in no window.
        shifts: friendly and hostile ties that began, ended or turned; empty without a window.
        since: first day of the window; None if there is none.
    """

    day: date | None
    pairs: tuple[Pair, ...]
    camps: tuple[Camp, ...]
    balance: Balance
    brokers: tuple[Broker, ...]
    disputed: tuple[Disputed, ...]
    mixed: tuple[Pair, ...]
    rivalries: tuple[Rivalry, ...]
    trends: tuple[Trend, ...]
    undated: int = 0
    shifts: tuple[Shift, ...] = ()
    since: date | None = None


def analyze(
    claims: Iterable[Claim | Brief],
    article: Callable[[str], Article],
    *,
    actors: Mapping[str, Actor] = NO_ACTORS,
    whole: Whole = themselves,
    contested: Iterable[Claim] | None = None,
    day: date | None = None,
    since: date | None = None,
    statuses: Sequence[Status] = STATED,
    parts: Sequence[Conflict] = (),
) -> Analysis:
    """Analyse the claims that hold at a date.

    Args:
        claims: all claims, or the briefs of all active ones.
        article: returns the article with a key.
        actors: the actors by id; those that are part of another are in its camp.
        whole: returns the claims for briefs.
        contested: a superset of the claims of disputed ties; None for all claims.
        day: the date; None for now.
        since: first day of the window of trends and shifts, which ends at `day` or with the last article.
        statuses: statuses of the claims that count.
        parts: conflicts, in each of which camps are computed separately; if empty, over all claims.

    Raises:
        UsageError: `since` is later than `day`.
    """
    check_order(since, day, called=("since", "date"))
    about = functools.cache(article)
    stated = list(claims)
    standing = standing_claims(stated, about, day, statuses)
    made = pairs(standing, about, whole)
    graph = signed_graph(made)
    last = day or max((d for c in standing if (d := about(c.article).published) is not None), default=None)
    changing = trends(standing, about, since, last) if since is not None and last is not None and since <= last else []
    if parts:
        found, against = camps_within(parts, standing, about, actors)
    else:
        bound = bound_graph(graph, standing, actors)
        found, against = camps(bound), frustration(graph, divide(bound))
    return Analysis(
        day,
        tuple(made),
        tuple(found),
        replace(balance(graph), against=against),
        tuple(brokers(graph)),
        tuple(disputed(_until(whole(stated) if contested is None else contested, about, day), about, stated, day)),
        tuple(mixed(made)),
        tuple(rivalries([pair for pair in made if not _at_a_place(pair, actors)], standing)),
        tuple(changing),
        sum(about(claim.article).published is None for claim in standing),
        tuple(shifts(stated, about, whole, since, day)) if since is not None else (),
        since,
    )


def _at_a_place(pair: Pair, actors: Mapping[str, Actor]) -> bool:
    """Whether an end is a place: a place that is attacked is not a rival."""
    return any(end in actors and actors[end].kind is ActorClass.PLACE for end in (pair.first, pair.second))


def _until(claims: Iterable[Claim], article: Callable[[str], Article], day: date | None) -> list[Claim]:
    """Return the claims published by a day, or all if `day` is None; undated ones are included."""
    return [claim for claim in claims if day is None or (article(claim.article).published or day) <= day]
