"""Filters claims by subject, object, relation, status, date and source."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.days import check_order, is_within
from graphkit.errors import UnknownName, UsageError, check_text, did_you_mean, one_of
from graphkit.model import Actor, Article, Claim, Lifecycle, Status
from graphkit.ontology import load_vocabulary
from graphkit.query.explain import find_actor, folded
from graphkit.query.wording import DENIED, ENDED, UNCERTAIN
from graphkit.standing import has_ended, is_negation, is_uncertain, unended
from graphkit.store import IndexFilter

# The JSONL format's word for a denial; accepted but not listed, as the documented word is "denied".
NEGATED = "negated"
_TEXTS = {"subject": "a name or an id", "object": "a name or an id", "family": "a name", "status": "a name", "source": "a name or an id"}
# Selects articles without an outlet.
UNKNOWN_OUTLET = "unknown outlet"


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Filter for claims; None matches any.

    Attributes:
        subject, object: names or ids of actors; a symmetric relation (fights, is allied with) has them in either order.
        family: a family of relations (supports, opposes, ...) or one relation of the ontology.
        status: a status of the ontology, `denied` (`negated` is the same), `ended`, or `uncertain` (of either polarity).
        since, until: first and last day of publication, inclusive; an article of which only the month or year is
            known matches if that overlaps the period, and an undated one never.
        source: an outlet or a speaker.
        day: only what holds on this day, of any status and confidence (see `graphkit.standing`): neither denials nor ended ties.
        out_of_force: include superseded and retracted claims.
    """

    subject: str | None = None
    object: str | None = None
    family: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    day: date | None = None
    out_of_force: bool = False

    def __post_init__(self) -> None:
        """Check the period and the texts.

        Raises:
            UsageError: `until` is before `since`, a name is not a text, or what is denied is asked for on a day.
        """
        check_order(self.since, self.until)
        check_order(None, self.day, called=("since", "day"))
        for name, what in _TEXTS.items():
            if getattr(self, name) is not None:
                check_text(f"{name} is {what}", getattr(self, name))
        if self.day is not None and self.status in (DENIED, NEGATED):
            raise UsageError("what is denied holds on no day; leave out the day, or give since and until")


def select(
    claims: Callable[[str | None, str | None, IndexFilter], Iterable[Claim]],
    actors: Sequence[Actor],
    article: Callable[[str], Article],
    wanted: ClaimFilter,
) -> Iterator[Claim]:
    """Return the matching claims in the order of `claims`.

    Args:
        claims: returns claims by subject and object (None matches any); may omit claims that the third argument excludes.
        actors: all actors.
        article: returns the article with a key.
        wanted: the filter.

    Raises:
        UnknownName: the actor, family or status does not exist.
    """
    subject = find_actor(actors, wanted.subject).id if wanted.subject is not None else None
    object_ = find_actor(actors, wanted.object).id if wanted.object is not None else None
    _check_names(wanted)
    found = _selected(_between(claims, subject, object_, _index_filter(wanted)), actors, article, wanted)
    if wanted.day is None:
        return found
    # Other claims, which the filter may exclude, can end those that it selects.
    about = functools.cache(article)
    held = {claim.id for claim in unended(_between(claims, subject, object_, IndexFilter(active=True)), lambda claim: about(claim.article).published, wanted.day)}
    return (claim for claim in found if claim.id in held)


def _between(claims: Callable[[str | None, str | None, IndexFilter], Iterable[Claim]], subject: str | None, object_: str | None, only: IndexFilter) -> Iterable[Claim]:
    """Return the claims with this subject and object, and those of symmetric relations, whose ends are sorted by id, in either order."""
    found, relation = claims(subject, object_, only), load_vocabulary().relation
    if subject == object_:
        return found
    turned = (claim for claim in claims(object_, subject, only) if relation(claim.predicate).symmetric)
    either = {(claim.article, claim.evidence[0].start, claim.evidence[0].end, claim.id): claim for claim in (*found, *turned)}
    return (either[place] for place in sorted(either))


def _selected(claims: Iterable[Claim], actors: Sequence[Actor], article: Callable[[str], Article], wanted: ClaimFilter) -> Iterator[Claim]:
    names = {actor.id: {folded(n) for n in (actor.id, actor.name, *actor.aliases)} for actor in actors}
    about = functools.cache(article)
    for claim in claims:
        source = about(claim.article)
        if (
            (wanted.out_of_force or claim.lifecycle is Lifecycle.ACTIVE)
            and (wanted.family is None or _is_in_family(claim.predicate, wanted.family))
            and _has_status(claim, wanted.status)
            and is_within(source.published, source.published_precision, wanted.since, wanted.until)
            and (wanted.source is None or _has_source(claim, source, folded(wanted.source), names))
        ):
            yield claim


def check_source(source: str, articles: Iterable[Article], actors: Iterable[Actor]) -> None:
    """Check that an outlet or a speaker is known; a misspelt one would give an empty list.

    Args:
        source: name of the outlet or speaker.
        articles, actors: all articles and actors of the graph.

    Raises:
        UnknownName: no outlet or actor has that name; the message suggests the closest.
    """
    outlets = {article.outlet or UNKNOWN_OUTLET for article in articles}
    names = {name for actor in actors for name in (actor.id, actor.name, *actor.aliases)}
    if folded(source) not in set(map(folded, outlets | names)):
        raise UnknownName(f"no outlet or speaker of this graph is called {source!r}.{did_you_mean(source, outlets) or did_you_mean(source, names)} `graphkit articles` lists outlets, `graphkit actors` speakers")


def _index_filter(wanted: ClaimFilter) -> IndexFilter:
    """Return the part of the filter that the index can apply."""
    status = None if wanted.status in (None, ENDED, UNCERTAIN, DENIED, NEGATED) else wanted.status
    # A plan to end a tie is listed as planned, though its polarity is negative.
    denied = True if wanted.status in (DENIED, NEGATED) else None if status in (None, Status.PLANNED) else False
    return IndexFilter(
        predicates=None if wanted.family is None else tuple(name for name in load_vocabulary().relations if _is_in_family(name, wanted.family)),
        status=status,
        denied=denied,
        active=None if wanted.out_of_force else True,
        since=wanted.since,
        until=wanted.until,
    )


def _check_names(wanted: ClaimFilter) -> None:
    vocabulary = load_vocabulary()
    families = {f for name in vocabulary.relations if (f := vocabulary.family(name))}
    if wanted.family is not None and wanted.family not in families | set(vocabulary.relations):
        raise UnknownName(f"unknown family or relation {wanted.family!r}; families: {one_of(families)}.{did_you_mean(wanted.family, families | set(vocabulary.relations))}")
    statuses = [*(str(s) for s in Status), UNCERTAIN, DENIED, ENDED]
    if wanted.status is not None and wanted.status not in (*statuses, NEGATED):
        raise UnknownName(f"unknown status {wanted.status!r}; known: {one_of(statuses)}.{did_you_mean(wanted.status, statuses)}")


def _is_in_family(predicate: str, family: str) -> bool:
    vocabulary = load_vocabulary()
    return vocabulary.family(predicate) == family or family in vocabulary.ancestors(predicate)


def _has_status(claim: Claim, status: str | None) -> bool:
    if status == UNCERTAIN:
        return is_uncertain(claim)
    ended, denied = has_ended(claim), is_negation(claim)
    if status in (DENIED, NEGATED):
        return denied
    return status is None or (ended if status == ENDED else not denied and not ended and str(claim.status) == status)


def _has_source(claim: Claim, article: Article, source: str, names: Mapping[str, set[str]]) -> bool:
    speaker = claim.attributed_to
    if speaker is not None and claim.status is not Status.ASSERTED and source in names.get(speaker, {folded(speaker)}):
        return True
    return source == folded(article.outlet or UNKNOWN_OUTLET)
