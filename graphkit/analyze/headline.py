"""Writes the headline of a conflict: its two main rivals and their backers, in one or two sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from graphkit.analyze.main_rivals import main_rivals
from graphkit.analyze.parties import Parties, is_plural
from graphkit.analyze.signed import backs, standing_claims
from graphkit.denials import contradictions
from graphkit.model import Actor, ActorClass, Article, Brief, Claim, Status
from graphkit.ontology import load_vocabulary
from graphkit.query.wording import statement
from graphkit.standing import STATED

# Statuses that count; what is only possible or planned has not happened.
HEARD = (*STATED, Status.ALLEGED, Status.PROBABLE)
# Maximum number of names in a list; the rest is counted.
MOST = 6
# Hostile families, the most severe first.
_DEEDS = ("attacks", "sanctions", "opposes")
# Neutral families of the headline of two parties if nobody backs or opposes anybody.
_TOGETHER = ("negotiates_with", "cooperates_with")
# Note for pairs plainly reported both as friends and as foes.
BOTH_WAYS = "reported both ways"
# Number of further actors whose backers follow those of the two rivals.
_FURTHER = 2


@dataclass(frozen=True, slots=True)
class Stance:
    """The backers of one actor of a conflict; all ids are of parties.

    Attributes:
        side: the party that they back.
        plain: backers by plain statements.
        alleged: backers only by alleged or probable statements.
        disputed: backers (of either kind) whose backing is denied by a claim.
        mixed: backers (of either kind) that are also plainly said to be hostile.
    """

    side: str
    plain: tuple[str, ...]
    alleged: tuple[str, ...]
    disputed: frozenset[str]
    mixed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of a conflict.

    Attributes:
        rivals: the two main opponents, the one with more backers first; empty if there is no opposition.
        both: backers of both rivals.
        further: other parties with at least two backers or a disputed one, those with most first.
        talking: two parties that talk, if nobody backs or opposes anybody.
        acting: (subject, relation) for the most severe plainly stated acts between the rivals: the relation that all of them state, else their family.
        parties: the parties.
        mixed: whether the rivals are also plainly said to be friendly.
        cooperation: the relation of the two parties of `talking` if they only cooperate, else "".
    """

    rivals: tuple[Stance, ...]
    both: tuple[str, ...]
    further: tuple[Stance, ...]
    talking: tuple[str, ...]
    acting: tuple[tuple[str, str], ...]
    parties: Parties
    mixed: bool = False
    cooperation: str = ""


def headline(actors: Iterable[Actor], claims: Iterable[Claim | Brief], article: Callable[[str], Article], day: date | None = None, named: Collection[str] = ()) -> str:
    """Return one or two sentences on who stands with whom ("" if no claim says so); the arguments are those of `sides`."""
    return worded(sides(actors, claims, article, day, named))


def sides(actors: Iterable[Actor], claims: Iterable[Claim | Brief], article: Callable[[str], Article], day: date | None = None, named: Collection[str] = ()) -> Sides:
    """Return the two main rivals of a conflict and the backers of each party.

    Args:
        actors: all actors of the claims.
        claims: claims of one conflict, in any order.
        article: returns the article with a key.
        day: the date; None for now. Later denials are ignored.
        named: `Conflict.rivals`.
    """
    vocabulary, stated = load_vocabulary(), sorted(claims, key=lambda claim: claim.id)
    standing = standing_claims(stated, article, day, HEARD)
    parties = Parties(standing, actors)
    known = (claim for claim in stated if day is None or (article(claim.article).published or day) <= day)
    stances = _stances(standing, parties, {claim.id for claim, _ in contradictions(known, lambda claim: article(claim.article).exact_day)})
    pair = main_rivals(standing, parties, {side: (set(stance.plain), set(stance.alleged)) for side, stance in stances.items()}, article, named)
    between = [claim for claim in standing if {parties.of(claim.subject), parties.of(claim.object)} == set(pair)]
    if not any(end in stances for end in pair) and any(len(s.plain) > 1 for s in stances.values()) and not any(vocabulary.family(c.predicate) == "attacks" for c in between):
        # A verbal dispute between two parties without backers matters less than a third party with backers.
        pair, between = (), []
    both = _plain_of(stances, pair, 0) & _plain_of(stances, pair, 1)
    rivals = [_without(stances.get(one, Stance(one, (), (), frozenset())), {*pair, *both}) for one in pair]
    named = {*pair, *(backer for one in rivals for backer in (*one.plain, *one.alleged))}
    others = [s for s in stances.values() if s.side not in named and (len(s.plain) > 1 or s.disputed)] if pair else list(stances.values())
    talking, cooperation = ((), "") if pair or others else _talking(standing, parties)
    return Sides(
        tuple(sorted(rivals, key=lambda s: (-len(s.plain), -len(s.alleged), s.side))),
        tuple(sorted(both)),
        tuple(sorted(others, key=lambda s: (-len(s.plain), -len(s.disputed), s.side))[:_FURTHER]),
        talking,
        _acting(between, parties),
        parties,
        any(vocabulary.sign(claim.predicate) > 0 and claim.status in STATED for claim in between),
        cooperation,
    )


def _stances(claims: Iterable[Claim | Brief], parties: Parties, denied: Set[str]) -> dict[str, Stance]:
    """Return the backers of each party, by party; an alliance counts in both directions.

    `denied` has the ids of disputed claims; what is only alleged makes no backing disputed that is also stated.
    """
    vocabulary = load_vocabulary()
    plain: dict[str, set[str]] = defaultdict(set)
    heard: dict[str, set[str]] = defaultdict(set)
    contested: dict[tuple[str, bool], set[str]] = defaultdict(set)
    against: set[frozenset[str]] = set()
    for claim in claims:
        one, other = parties.of(claim.subject), parties.of(claim.object)
        if vocabulary.sign(claim.predicate) < 0 and claim.status in STATED:
            against.add(frozenset((one, other)))
        if backs(claim.predicate):
            for backer, side in ((one, other), (other, one)) if vocabulary.relation(claim.predicate).symmetric else ((one, other),):
                if backer != side and parties.actor(side).kind is not ActorClass.PLACE:
                    (plain if claim.status in STATED else heard)[side].add(backer)
                    contested[side, claim.status in STATED] |= {backer} if claim.id in denied else set()
    return {
        side: Stance(
            side,
            tuple(sorted(plain[side])),
            tuple(sorted(heard[side] - plain[side])),
            frozenset(contested[side, True] | (contested[side, False] - plain[side])),
            frozenset(backer for backer in plain[side] | heard[side] if frozenset((backer, side)) in against),
        )
        for side in sorted({*plain, *heard})
    }


def _acting(between: Iterable[Claim | Brief], parties: Parties) -> tuple[tuple[str, str], ...]:
    """Return (party, relation) for the most severe stated acts of claims between two, of one family; both parties if both act."""
    vocabulary = load_vocabulary()
    found: dict[str | None, set[tuple[str, str]]] = defaultdict(set)
    for claim in between:
        ends = (parties.of(claim.subject), parties.of(claim.object))
        if claim.status in STATED:
            acting = ends if vocabulary.relation(claim.predicate).symmetric else ends[:1]
            found[vocabulary.family(claim.predicate)] |= {(end, claim.predicate) for end in acting}
    worst = next((family for family in _DEEDS if family in found), "")
    predicates = {predicate for _, predicate in found[worst]}
    deed = predicates.pop() if len(predicates) == 1 else worst
    return tuple((end, deed) for end in sorted({end for end, _ in found[worst]}))


def _plain_of(stances: dict[str, Stance], pair: tuple[str, ...], at: int) -> set[str]:
    return set(stances[pair[at]].plain) if pair and pair[at] in stances else set()


def _without(one: Stance, left: set[str]) -> Stance:
    plain, alleged = (tuple(b for b in group if b not in left) for group in (one.plain, one.alleged))
    return Stance(one.side, plain, alleged, one.disputed - left, one.mixed - left)


def _talking(claims: Iterable[Claim | Brief], parties: Parties) -> tuple[tuple[str, ...], str]:
    """Return the two parties that are plainly said to talk or cooperate in most articles, and the relation if they only cooperate, else ""."""
    vocabulary = load_vocabulary()
    found: dict[tuple[str, ...], list[Claim | Brief]] = defaultdict(list)
    for claim in claims:
        if claim.status in STATED and vocabulary.family(claim.predicate) in _TOGETHER and parties.of(claim.subject) != parties.of(claim.object):
            found[tuple(sorted((parties.of(claim.subject), parties.of(claim.object))))].append(claim)
    pair = min(found, key=lambda pair: (-len({claim.article for claim in found[pair]}), pair), default=())
    said = {claim.predicate for claim in found.get(pair, ())}
    if not said or any(vocabulary.family(name) == _TOGETHER[0] for name in said):
        return pair, ""
    one = said.pop()
    return pair, one if not said and vocabulary.relation(one).symmetric else "cooperatesWith"


def worded(made: Sides) -> str:
    """Return the sides as one or two sentences; "" if there are none."""
    clauses = [clause for stance in made.rivals if (clause := _clause(stance, made.parties))]
    if made.both and clauses:
        clauses.append(f"{_listed(made.both, made.parties)} with both")
    if made.rivals and not clauses:
        # Common backers do not show who opposes whom.
        first = _opposed(made)
    else:
        first = _with_verb("; ".join(clauses), made) + _against(made)
    further = "; ".join(_clause(stance, made.parties) for stance in made.further)
    if not first and further:
        first, further = _with_verb(further, made), ""
    if not first and made.talking:
        two = _listed(made.talking, made.parties)
        first = statement(made.cooperation, two, "each other", many=True) if made.cooperation else f"{two} talk"
    return " ".join(_sentence(text) for text in (first, f"also, {further}" if further else "") if text)


def _opposed(made: Sides) -> str:
    """Return who attacks, criticizes, … whom; "each other" if both act or only backers are hostile."""
    sides = sorted(stance.side for stance in made.rivals)
    deed = next((deed for _, deed in made.acting), _DEEDS[-1])
    one = made.acting[0][0] if len(made.acting) == 1 else None
    subject, object_ = (made.parties.name(one), made.parties.name(sides[sides[0] == one])) if one else (_listed(sides, made.parties), "each other")
    return statement(deed, subject, object_, many=_are_many([one] if one else sides, made.parties)) + (f" ({BOTH_WAYS})" if made.mixed else "")


def _clause(stance: Stance, parties: Parties) -> str:
    """ "Turkey and Qatar with the GNA, as Russia allegedly does"."""
    plain, alleged = (_listed(group, parties, stance) for group in (stance.plain, stance.alleged))
    side = f" with {parties.name(stance.side)}"
    if plain:
        return f"{plain}{side}" + (f", as {alleged} allegedly {'do' if _are_many(stance.alleged, parties) else 'does'}" if alleged else "")
    return f"{alleged} only allegedly{side}" if alleged else ""


def _with_verb(text: str, made: Sides) -> str:
    """Insert "stand" or "stands" into the first clause; later clauses have no verb."""
    one = next((s for s in (*made.rivals, *made.further) if s.plain or s.alleged), None)
    if one is None:
        return text
    verb = "stand" if _are_many(one.plain or one.alleged, made.parties) else "stands"
    said = "" if one.plain else " only allegedly"
    return text.replace(f"{said} with ", f"{said} {verb} with ", 1)


def _are_many(ids: Sequence[str], parties: Parties) -> bool:
    return len(ids) > 1 or is_plural(parties.actor(ids[0]))


def _against(made: Sides) -> str:
    """Return a clause naming the rival without backers; "" unless exactly one has none, or if the two only criticise each other."""
    alone = [] if {load_vocabulary().family(deed) for _, deed in made.acting} == {_DEEDS[-1]} else [s.side for s in made.rivals if not s.plain and not s.alleged]
    return f", against {made.parties.name(alone[0])}{f' ({BOTH_WAYS})' if made.mixed else ''}" if len(alone) == 1 else ""


def _listed(ids: Sequence[str], parties: Parties, stance: Stance | None = None) -> str:
    names = [parties.name(one) + (_noted(one, stance) if stance else "") for one in ids]
    if len(names) > MOST:
        names[MOST - 1 :] = [f"{len(names) - MOST + 1} more"]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""


def _noted(backer: str, stance: Stance) -> str:
    """Return notes on a backer: disputed, or also reported as a foe."""
    notes = ("disputed",) * (backer in stance.disputed) + (BOTH_WAYS,) * (backer in stance.mixed)
    return f" ({', '.join(notes)})" if notes else ""


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
