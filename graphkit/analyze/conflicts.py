"""Groups articles into conflicts, named by their source or detected by shared actors."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from graphkit.analyze.communities import ALIKE, communities, likeness, merged, summed, vectors
from graphkit.analyze.opponents import opponents
from graphkit.analyze.parties import short_name
from graphkit.errors import UnknownName, check_text, one_of
from graphkit.model import Actor, ActorClass, Article, Brief, Claim, Lifecycle, Said, local_name
from graphkit.query.explain import folded
from graphkit.standing import is_uncertain

# A single article with at least this many claims is a conflict of its own; smaller ones go to "Other".
LARGE = 6
# Maximum number of detected conflicts; the smallest go to "Other".
MOST = 40
OTHER = "Other"
# Types of organisations that are named in conflicts of other countries than their own.
_ELSEWHERE = frozenset(("news-outlet", "company"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict.

    Attributes:
        id: identifier in URLs and options: lower-case letters, digits and hyphens.
        name: the name given by the source, or else composed of a place and the two main rivals.
        articles: keys, sorted.
        actors: ids of the actors of active claims in these articles, those with most claims first.
        claims: number of these claims.
        given: whether a source names it; False if it was detected.
        rivals: ids of the two parties that it is named after if it was detected.
    """

    id: str
    name: str
    articles: tuple[str, ...]
    actors: tuple[str, ...]
    claims: int = 0
    given: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def is_rest(self) -> bool:
        """Whether it holds the articles that belong to no conflict."""
        return self.name == OTHER and not self.given

    @property
    def is_mixture(self) -> bool:
        """Whether its articles have nothing to do with each other, so that they have neither a headline nor common camps."""
        return self.is_rest and len(self.articles) > 1


def conflicts(actors: Iterable[Actor], claims: Iterable[Claim | Brief], articles: Iterable[Article]) -> tuple[Conflict, ...]:
    """Return the conflicts of a graph, those with most claims first, "Other" last; independent of the order of the input.

    An article whose source names its conflict belongs to that one. The others are grouped by
    shared actors; a group similar to a named conflict joins it. Articles with neither active
    claims nor a named conflict are in none.

    Args:
        actors: all actors of the claims.
        claims: all claims; inactive ones are ignored.
        articles: all articles.
    """
    known, about = {actor.id: actor for actor in actors}, {article.key: article for article in articles}
    stated: dict[str, list[Claim | Brief]] = defaultdict(list)
    for claim in sorted((c for c in claims if c.lifecycle is Lifecycle.ACTIVE), key=lambda c: c.id):
        stated[claim.article].append(claim)
    named = _given(about.values())
    found, rest = _found({key: stated[key] for key in sorted(stated) if not (key in about and about[key].conflict)}, {name: {k: stated[k] for k in keys if k in stated} for name, keys in named.items()}, known)
    for name, keys in found.items():
        named[name] = sorted({*named.get(name, ()), *keys})
    made = [_conflict(name, keys, stated, given=True) for name, keys in named.items()]
    made += [_conflict(name, keys, stated, rivals=rivals) for keys, (name, rivals) in ((keys, _named(keys, stated, known, about)) for keys in islice((keys for keys in rest if not _is_small(keys, stated)), MOST))]
    kept = {key for conflict in made for key in conflict.articles}
    others = sorted(key for keys in rest for key in keys if key not in kept)
    made.sort(key=lambda c: (-c.claims, c.name, c.articles))
    return tuple(_numbered([*made, *([_conflict(OTHER, others, stated)] if others else [])]))


def find_conflict(made: Sequence[Conflict], name: str) -> Conflict:
    """Return the conflict with an id or a name, or a part of the name ("libya").

    Raises:
        UnknownName: none matches, or several do; the message lists the closest.
        UsageError: the name is not a text.
    """
    check_text("a conflict is a name or an id", name)
    wanted = folded(name)
    found = [c for c in made if name == c.id] or [c for c in made if wanted == folded(c.name)]
    found = found or [c for c in made if wanted and f" {wanted} " in f" {folded(c.name)} "]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(f"{name!r} is ambiguous; give one of {one_of(c.id for c in found)}")
    raise UnknownName(f"no conflict of this graph is called {name!r}; {_proposal(made, wanted)}`graphkit conflicts` lists them")


def _proposal(made: Sequence[Conflict], wanted: str) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(wanted, [folded(c.name) for c in made], scorer=fuzz.WRatio, score_cutoff=55)
    return f"did you mean {made[best[2]].name}? " if best else ""


def within(claims: Iterable[Said], conflict: Conflict) -> Iterator[Said]:
    """Return the claims of a conflict's articles, in input order."""
    keys = frozenset(conflict.articles)
    return (claim for claim in claims if claim.article in keys)


def _given(articles: Iterable[Article]) -> dict[str, list[str]]:
    """Return article keys by the name of their conflict, in its most frequent spelling."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    keys: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        if article.conflict:
            same = folded(article.conflict) or article.conflict
            spelt[same][article.conflict] += 1
            keys[same].append(article.key)
    return {min(names, key=lambda n: (-names[n], n)): sorted(keys[same]) for same, names in sorted(spelt.items())}


def _found(
    open_: Mapping[str, Sequence[Claim | Brief]], named: Mapping[str, Mapping[str, Sequence[Claim | Brief]]], known: Mapping[str, Actor]
) -> tuple[dict[str, list[str]], list[tuple[str, ...]]]:
    """Return the articles that join a named conflict, by its name, and the remaining groups, the largest first."""
    if not open_:
        return {}, []
    whole = {**open_, **{key: stated for articles in named.values() for key, stated in articles.items()}}
    measured = vectors(whole, known)
    profiles = {name: summed(articles, measured) for name, articles in named.items()}
    joined: dict[str, list[str]] = defaultdict(list)
    rest = []
    for group in communities({key: measured[key] for key in open_}):
        own = summed(group, measured)
        best = max(profiles, key=lambda name: (likeness(own, profiles[name]), name), default=None)
        if best is not None and likeness(own, profiles[best]) >= ALIKE:
            joined[best] += group
        else:
            rest.append(group)
    return joined, sorted(merged(rest, measured), key=lambda keys: (-sum(len(open_[k]) for k in keys), keys))


def _is_small(keys: Sequence[str], stated: Mapping[str, Sequence[Claim | Brief]]) -> bool:
    return len(keys) == 1 and len(stated[keys[0]]) < LARGE


def _conflict(name: str, keys: Iterable[str], stated: Mapping[str, Sequence[Claim | Brief]], *, given: bool = False, rivals: tuple[str, ...] = ()) -> Conflict:
    own = tuple(sorted(keys))
    counts = Counter(end for key in own for claim in stated.get(key, ()) for end in {claim.subject, claim.object})
    ranked = tuple(sorted(counts, key=lambda actor: (-counts[actor], actor)))
    return Conflict(slug(name), name, own, ranked, sum(len(stated.get(key, ())) for key in own), given, rivals)


def slug(name: str) -> str:
    """Return a name as the id of a conflict: lower-case letters, digits and hyphens, at most 80 characters."""
    return re.sub(r"[\W_]+", "-", local_name(name).casefold()).strip("-") or "unnamed"


def _numbered(made: Iterable[Conflict]) -> Iterator[Conflict]:
    """Make the ids unique by appending a number."""
    taken: set[str] = set()
    for conflict in made:
        number, id_ = 1, conflict.id
        while id_ in taken:
            number += 1
            id_ = f"{conflict.id}-{number}"
        taken.add(id_)
        yield replace(conflict, id=id_)


def _named(keys: Sequence[str], stated: Mapping[str, Sequence[Claim | Brief]], known: Mapping[str, Actor], about: Mapping[str, Article]) -> tuple[str, tuple[str, ...]]:
    """Return the name of a detected conflict, "Libya: GNA / Khalifa Haftar", and the ids of the two."""
    claims = [claim for key in keys for claim in stated[key]]
    claims = [claim for claim in claims if not is_uncertain(claim)] or claims
    pair, parties = opponents(known.values(), claims, lambda key: about.get(key) or Article(key, key, ""), _states())
    rivals = sorted(short_name(parties.actor(name)) for name in pair)
    place = _place(claims, known, {actor for actor in known if parties.of(actor) in pair})
    return f"{place}: {' / '.join(rivals)}" if place and place not in rivals else " / ".join(rivals), tuple(pair)


def _place(claims: Iterable[Claim | Brief], known: Mapping[str, Actor], rivals: Collection[str]) -> str | None:
    """Return the country to which most ends of claims belong that are armed groups, organisations (no outlets or companies) or towns; None unless two of them do, or one of `rivals` that is named twice."""
    owners = _owners()
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for end in (end for claim in claims for end in (claim.subject, claim.object)):
        actor = known.get(end)
        if actor is not None and actor.kind not in (ActorClass.STATE, ActorClass.PERSON) and actor.type not in _ELSEWHERE and end in owners:
            named[owners[end]][end] += 1
    country = min(named, key=lambda name: (-named[name].total(), name), default="")
    # Of two states that quarrel about one group, the country of the group is not where they do.
    ours = named.get(country, Counter())
    return country if len(ours) > 1 or any(number > 1 for end, number in ours.items() if end in rivals) else None


@functools.cache
def _states() -> Mapping[str, str]:
    """Map the id of each listed organisation, group and place to the id of its country; bodies of the UN have none."""
    from graphkit.resolve.gazetteer import load_gazetteer

    entries = load_gazetteer(()).entries
    return {id_: entry.of for id_, entry in entries.items() if entry.of in entries and entries[entry.of].actor.kind is ActorClass.STATE}


@functools.cache
def _owners() -> Mapping[str, str]:
    """Map the same ids to the short name of the country."""
    from graphkit.resolve.gazetteer import load_gazetteer

    entries = load_gazetteer(()).entries
    return {id_: short_name(entries[state].actor) for id_, state in _states().items()}
