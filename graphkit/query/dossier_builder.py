"""Builds dossiers: groups claims into rows and rows into sections."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from graphkit.days import day_words
from graphkit.denials import SaidOn, contradictions, denies, is_denial, shares_days
from graphkit.model import Actor, Article, Brief, Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.query import wording
from graphkit.query.dossier import Claims, Dossier, Event, PairDossier, Post, Row, Section, Through
from graphkit.query.periods import event_period, publication_period
from graphkit.query.relation_state import LEADING, RelationState, RelationStates
from graphkit.query.sections import DENIED, PASSED_ON, TITLES, section_of
from graphkit.query.sources import count_sources
from graphkit.query.wording import DISPUTED, ENDED, merged_status_words, statement
from graphkit.standing import FIRM, has_ended, is_negation, is_uncertain

_FIRMNESS = {status: rank for rank, status in enumerate(Status)}
_SECTION_ORDER = {name: place for place, name in enumerate(TITLES)}
_LEADING, _POSTS = frozenset((LEADING,)), frozenset((LEADING, "member_of"))


class DossierBuilder:
    """Builds dossiers from claims; the arguments are those of `graphkit.query.dossier.dossier`."""

    def __init__(self, actors: Sequence[Actor], claims: Claims, article: Callable[[str], Article]) -> None:
        self._known = {actor.id: actor for actor in actors}
        self._claims = claims
        self._article = functools.cache(article)
        self._vocabulary = load_vocabulary()

    def dossier(self, actor: Actor) -> Dossier:
        """Return the dossier of one actor."""
        active = self._about(actor)
        through = tuple(self._through(actor, active))
        cited = [*active, *(c for t in through for s in t.sections for r in s.rows for c in (*r.claims, *r.denials))]
        spellings = tuple(dict.fromkeys((actor.name, *sorted(actor.aliases))))
        return Dossier(actor, self._sections(actor, active), through, spellings, tuple(self._posts(actor, active)), *self._by_day(self._once(active)), *self._cited(actor, cited))

    def pair(self, first: Actor, second: Actor) -> PairDossier:
        """Return the dossier of two actors."""
        ways = dict.fromkeys(((first.id, second.id), (second.id, first.id)))
        active = self._active(c for way in ways for c in self._claims(*way))
        return PairDossier(
            first, second, self._directions(first, second, active), count_sources(active, self._article), *self._by_day(active), *self._cited(first, active, second)
        )

    def _about(self, actor: Actor) -> list[Claim]:
        return self._active((*self._claims(actor.id, None), *self._claims(None, actor.id)))

    def _active(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return the active claims without duplicates, by day of publication; undated ones last."""
        found = {claim.id: claim for claim in claims if claim.lifecycle is Lifecycle.ACTIVE}
        return sorted(found.values(), key=lambda c: (self._day(c) or date.max, c.article, c.evidence[0].start, c.id))

    def _day(self, claim: Claim) -> date | None:
        return self._article(claim.article).published

    def _said_on(self, claim: Claim | Brief) -> date | None:
        return self._article(claim.article).exact_day

    def _actor(self, id_: str) -> Actor:
        return self._known.get(id_) or Actor(id_, id_)

    def _sections(self, actor: Actor, active: Sequence[Claim], only: Iterable[str] = TITLES) -> tuple[Section, ...]:
        groups: dict[str, list[Claim]] = defaultdict(list)
        for claim in active:
            groups[section_of(claim, actor.id, self._vocabulary)].append(claim)
        both = _Denials(active, self._said_on), RelationStates(active, self._day)
        return _with_denied_section((name, TITLES[name], self._rows(actor, groups[name], *both)) for name in only if name in groups)

    def _directions(self, first: Actor, second: Actor, active: Sequence[Claim]) -> tuple[Section, ...]:
        """Return the sections of a pair: one per direction, symmetric relations, and what is only denied."""
        both, symmetric = (_Denials(active, self._said_on), RelationStates(active, self._day)), [c for c in active if self._vocabulary.relation(c.predicate).symmetric]
        ways = [("first-to-second", first, second), ("second-to-first", second, first)][: 1 if first.id == second.id else 2]
        candidates = [(name, f"{one.name} to {other.name}", self._rows(one, [c for c in active if c.subject == one.id and c not in symmetric], *both)) for name, one, other in ways]
        return _with_denied_section((*candidates, ("mutual", "Both", self._rows(first, symmetric, *both))))

    def _rows(self, actor: Actor, claims: Sequence[Claim], denials: _Denials, states: RelationStates) -> list[Row]:
        """Return rows, including those only denied, grouped by the other actor: most sources first, then firmest status, then id and relation."""
        groups: dict[tuple[str, bool, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            mutual = self._vocabulary.relation(claim.predicate).symmetric
            other = claim.object if claim.subject == actor.id else claim.subject
            groups[other, not mutual and claim.subject == actor.id, claim.predicate].append(claim)
        rows = [self._row(actor, other, group, denials, states.of(group)) for (other, _, _), group in groups.items()]
        best: dict[tuple[str, bool], tuple[int, int]] = {}
        for row in rows:
            rank, among = (-row.sources, _FIRMNESS[row.quote.status]), (row.other.id, _only_denied(row))
            best[among] = min(rank, best.get(among, rank))
        return sorted(rows, key=lambda r: (*best[r.other.id, _only_denied(r)], r.other.id, -r.sources, r.predicate, r.quote.subject))

    def _row(self, actor: Actor, other_id: str, claims: Sequence[Claim], denials: _Denials, state: RelationState) -> Row:
        other, quote = self._actor(other_id), self._best(state.claims)
        positive = [c for c in state.claims if c.polarity is Polarity.POSITIVE]
        against = {d.id: d for c in claims for d in ([c] if is_negation(c) else denials.denying(c))}
        return Row(
            other,
            quote.predicate,
            self._phrase(quote),
            state.deeds,
            publication_period(self._article(c.article) for c in state.claims),
            count_sources(state.claims, self._article),
            quote,
            tuple(self._active(against.values())),
            merged_status_words(state.claims, *denials.words(positive), *((ENDED,) if state.over else ())),
            tuple(claims),
            () if against else tuple(dict.fromkeys(map(self._phrase, denials.narrower(quote)))),
            tuple(self._active(state.ended)),
        )

    def _best(self, claims: Iterable[Claim]) -> Claim:
        def rank(claim: Claim) -> tuple[bool, bool, int, float, bool, date, str]:
            about = self._article(claim.article)
            return claim.polarity is Polarity.NEGATIVE, is_uncertain(claim), _FIRMNESS[claim.status], -claim.confidence, about.copy_of is not None, about.published or date.max, claim.id

        return min(claims, key=rank)

    def _phrase(self, claim: Claim) -> str:
        return statement(claim.predicate, self._actor(claim.subject).name, self._actor(claim.object).name)

    def _through(self, actor: Actor, active: Sequence[Claim]) -> Iterator[Through]:
        """Yield the organisations that the actor currently leads, by id, if they have relations to show."""
        leading, states = defaultdict[str, list[Claim]](list), RelationStates(active, self._day)
        for claim in self._of(active, actor, _LEADING):
            if claim.object != actor.id and states.leads(claim):
                leading[claim.object].append(claim)
        for body, claims in sorted(leading.items()):
            theirs = [c for c in self._about(self._actor(body)) if actor.id not in (c.subject, c.object)]
            if sections := self._sections(self._actor(body), theirs, PASSED_ON):
                quote = self._best(claims)
                yield Through(self._actor(body), self._phrase(quote), quote, sections)

    def _posts(self, actor: Actor, active: Sequence[Claim]) -> Iterator[Post]:
        """Yield the posts by first day of the event, or else of publication."""
        groups, states = defaultdict[tuple[str, str, str], list[Claim]](list), RelationStates(active, self._day)
        held = [c for c in self._of(active, actor, _POSTS) if c.polarity is Polarity.POSITIVE or has_ended(c)]
        roles: dict[tuple[str, str], set[str]] = defaultdict(set)
        for claim in held:
            roles[claim.object, claim.predicate] |= {claim.role} if claim.role else set()
        for claim in held:
            named = roles[claim.object, claim.predicate]
            # A claim without an office is about the only one that others name.
            groups[claim.object, claim.predicate, claim.role or (min(named) if len(named) == 1 else "")].append(claim)
        posts = []
        for (body, _, role), claims in groups.items():
            state = states.of(claims)
            quote = self._best(state.claims)
            posts.append(Post(self._actor(body), role, self._phrase(quote), state.deeds, publication_period(self._article(c.article) for c in state.claims), quote))
        yield from sorted(posts, key=lambda p: (p.deeds.first or p.printed.first or date.max, p.body.id, p.quote.predicate, p.role))

    def _of(self, active: Iterable[Claim], actor: Actor, families: frozenset[str]) -> list[Claim]:
        return [c for c in active if c.subject == actor.id and self._vocabulary.family(c.predicate) in families]

    def _by_day(self, active: Iterable[Claim]) -> tuple[tuple[Event, ...], tuple[tuple[str, Claim], ...]]:
        """Return the timeline, and a (sentence, claim) pair for each claim with neither an event date nor a publication date."""
        events, undated, listed = list[Event](), list[tuple[str, Claim]](), list(active)
        known = {_end(claim) for claim in listed if claim.valid and not claim.valid.start}
        for claim in listed:
            deed, about = event_period([claim]), self._article(claim.article)
            # An ended relation is listed when it began and when it ended, unless another claim of the article is about the end.
            over = deed.last if has_ended(claim) and _end(claim) not in known else None
            if deed.first is not None:
                days = {day_words(day, deed.precision): day for day in (over, deed.first) if day is not None}
                events += (Event(day, deed.precision, True, self._phrase(claim), claim) for day in days.values())
            elif about.published is not None:
                events.append(Event(about.published, about.published_precision, False, self._phrase(claim), claim))
            else:
                undated.append((self._phrase(claim), claim))
        return tuple(sorted(events, key=lambda e: (e.day, e.claim.article, e.claim.evidence[0].start, e.claim.id))), tuple(undated)

    def _once(self, active: Iterable[Claim]) -> Iterator[Claim]:
        """Yield what one text or quote says once: from the original, or else from the first copy.

        The same words of one outlet with another event day are another event, as in daily reports.
        """
        first: dict[tuple[object, ...], str] = {}
        for claim in sorted(active, key=lambda c: self._article(c.article).copy_of is not None):
            relation, about = (claim.subject, claim.predicate, claim.object, claim.status, claim.polarity, has_ended(claim)), self._article(claim.article)
            known = [first.setdefault((*relation, same), claim.article) for same in (about.copy_of or claim.article, claim.words)]
            if about.outlet and claim.valid and self._article(known[1]).outlet == about.outlet:
                known[1] = first.setdefault((*relation, claim.words, claim.valid), claim.article)
            if set(known) == {claim.article}:
                yield claim

    def _cited(self, actor: Actor, active: Sequence[Claim], *more: Actor) -> tuple[dict[str, Actor], dict[str, Article]]:
        named = {actor.id, *(a.id for a in more), *(i for c in active for i in (c.subject, c.object, c.attributed_to) if i)}
        return {i: self._actor(i) for i in sorted(named)}, {key: self._article(key) for key in sorted({c.article for c in active})}


class _Denials:
    """The denials among claims."""

    def __init__(self, claims: Sequence[Claim], said_on: SaidOn) -> None:
        self._said_on = said_on
        self._of: dict[str, list[Claim]] = defaultdict(list)
        for stated, denial in contradictions(claims, said_on):
            self._of[stated.id].append(denial)
        self._between: dict[frozenset[str], list[Claim]] = defaultdict(list)
        for claim in claims:
            if is_negation(claim):
                self._between[frozenset((claim.subject, claim.object))].append(claim)

    def of(self, stated: Claim) -> Sequence[Claim]:
        """Return the denials that dispute a claim."""
        return self._of.get(stated.id, ())

    def denying(self, stated: Claim) -> Iterable[Claim]:
        """Return all denials of a claim, including those of planned or possible claims, which are not disputes."""
        return (c for c in self._between.get(frozenset((stated.subject, stated.object)), ()) if denies(c, stated) and shares_days(c, stated, self._said_on))

    def words(self, stated: Sequence[Claim]) -> tuple[str, ...]:
        """Return the status word of claims of one relation: "disputed", or "denied" if what is denied is only planned or possible; () if they are not denied."""
        if any(map(self.of, stated)):
            return (DISPUTED,)
        if any(claim.status in FIRM or has_ended(claim) for claim in stated):
            return ()
        return (wording.DENIED,) if any(is_denial(denial) for claim in stated for denial in self.denying(claim)) else ()

    def narrower(self, stated: Claim) -> Iterator[Claim]:
        """Yield the denials of narrower relations between the same two actors; they do not deny the claim."""
        return (c for c in self._between.get(frozenset((stated.subject, stated.object)), ()) if c.predicate != stated.predicate and denies(stated, c))


def _end(claim: Claim) -> tuple[object, ...]:
    return claim.article, claim.subject, claim.predicate, claim.object, claim.valid and claim.valid.end


def _only_denied(row: Row) -> bool:
    """Whether no claim states the relation, either as current or as ended."""
    return all(is_negation(claim) for claim in row.claims)


def _with_denied_section(candidates: Iterable[tuple[str, str, Sequence[Row]]]) -> tuple[Section, ...]:
    """Return sections with the stated rows, and a separate section for rows that are only denied.

    A denial already shown in the row that it denies does not get its own row.
    """
    sections, denied, shown = [], list[Row](), set[str]()
    for name, title, rows in candidates:
        if stated := tuple(row for row in rows if not _only_denied(row)):
            sections.append(Section(name, title, stated))
        denied += (row for row in rows if _only_denied(row))
        shown |= {claim.id for row in stated for claim in row.denials}
    if rest := tuple(row for row in denied if not shown.issuperset(claim.id for claim in row.claims)):
        sections.append(Section(DENIED, TITLES[DENIED], rest))
    # The section names of a pair have no fixed place; the denied section sorts after them.
    return tuple(sorted(sections, key=lambda section: _SECTION_ORDER.get(section.name, -1)))
