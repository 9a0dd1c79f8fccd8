"""Prepares the conflicts of a page, one picture each: headline, camps and positions of actors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any

from graphkit.analyze import (
    Conflict,
    bound_graph,
    camp_name,
    conflicts,
    divided,
    pairs,
    sides,
    signed_graph,
    standing_claims,
)
from graphkit.analyze.headline import worded
from graphkit.analyze.parties import short_name
from graphkit.model import Actor, Article
from graphkit.query import disputed
from graphkit.query.ties import Tie, is_stated
from graphkit.standing import unended
from graphkit.view.camp_layout import camp_positions
from graphkit.view.layout import Spot, positions
from graphkit.view.text import NAME, clean_text

# Maximum number of conflict buttons; the other conflicts are only part of "All".
MOST = 60
# Id of all conflicts together; ids of conflicts never contain a star.
ALL = "*"
# Maximum length of a headline in characters.
_HEADLINE = 5 * NAME


def conflict_pictures(ties: Sequence[Tie], actors: Mapping[str, Actor], articles: Mapping[str, Article], index: Mapping[str, int], numbers: Mapping[str, int], *, whole_only: bool = False, only: Conflict | None = None) -> tuple[list[dict[str, Any]], list[list[int]]]:
    """Return the conflicts, the largest first, then all together; only the latter if there is a single conflict.

    Args:
        ties: the ties of the page.
        actors, articles: by id and by key.
        index: number of each actor of a tie, by id.
        numbers: number of each cited article, by key.
        whole_only: do not detect conflicts.
        only: the conflict of all articles, if known.

    Returns:
        For each: `id`, `name`, `headline`; `articles`, the numbers of those with active claims (empty
        for "all"); `size`, how many articles there are with the others (not for "all"); `camps`, each
        with `name` and `members`; `rivals`, the main rivals; `sided`, whether it has camps at all; `disputed`, the numbers of the ties that its articles dispute, the
        most evenly disputed first; `ended`, of those that no longer hold; `spots`, [actor, x, y] of
        each actor of its picture (empty for "all", which uses the positions of the nodes). Second,
        the sides of the whole picture if it has a single conflict: its camps, and each main rival
        in no camp as a side of its own; otherwise empty.
    """
    found = () if whole_only else (only,) if only else conflicts(actors.values(), (claim for tie in ties for claim in tie.claims), articles.values())
    found = tuple(conflict for conflict in found if conflict.claims)
    whole = _ConflictPicture(ties, None, actors, articles, index, found[0].rivals if len(found) == 1 else (), unrelated=len(found) == 1 and found[0].is_mixture)
    pictures = []
    for conflict in found[:MOST] if len(found) > 1 else ():
        part = _ConflictPicture(ties, set(conflict.articles), actors, articles, index, conflict.rivals, unrelated=conflict.is_mixture)
        cited = sorted(numbers[key] for key in conflict.articles if key in numbers)
        pictures.append({"id": conflict.id, "name": clean_text(conflict.name), "articles": cited, "size": len(conflict.articles), "spots": part.spots(), **part.values(), "headline": part.headline()})
    everything = {"id": found[0].id if len(found) == 1 else ALL, "name": "All", "articles": [], "spots": [], **whole.values()}
    # Several conflicts have no common main rivals or camps; the conflict of an excerpt is unknown.
    if pictures or whole_only:
        return [*pictures, {**everything, "camps": [], "sided": False, "headline": ""}], []
    return [{**everything, "headline": whole.headline()}], whole.sides


def all_positions(ties: Sequence[Tie], sides: Sequence[Sequence[int]], index: Mapping[str, int], *, several: bool) -> list[Spot]:
    """Return the positions of all actors: by sides for one conflict, by ties for several."""
    pulls = [(index[tie.subject], index[tie.object], tie.sign) for tie in ties]
    return positions(len(index), pulls) if several else camp_positions(len(index), pulls, sides)


class _ConflictPicture:
    """One conflict: the ties in its articles and everything derived from them."""

    def __init__(self, ties: Sequence[Tie], keys: Set[str] | None, actors: Mapping[str, Actor], articles: Mapping[str, Article], index: Mapping[str, int], named: Collection[str], *, unrelated: bool) -> None:
        self._actors, self._articles, self._index = actors, articles, index
        self._numbers = {(tie.subject, tie.object, tie.family, tie.symmetric): number for number, tie in enumerate(ties)}
        self._keys = keys
        self._ties = [tie for tie in ties if keys is None or any(claim.article in keys for claim in tie.claims)]
        self._claims = [claim for tie in self._ties for claim in tie.claims if keys is None or claim.article in keys]
        standing = standing_claims(self._claims, self._article)
        self._pairs = pairs(standing, self._article)
        self._sided = not unrelated
        # Unrelated articles have neither common sides nor camps.
        self._sides = sides(actors.values(), () if unrelated else self._claims, self._article, named=named)
        self._rivals = {stance.side for stance in self._sides.rivals}
        divisions = [] if unrelated else divided(bound_graph(signed_graph(self._pairs), standing, actors))
        grouped = {member for camp in divisions for member in camp}
        self.camps = self._numbered(divisions)
        # A main rival without friends is not a camp but gets a side of its own in the picture.
        self.sides = self._numbered((*divisions, *({rival} for rival in sorted(self._rivals - grouped))))

    def _numbered(self, groups: Iterable[Set[str]]) -> list[list[int]]:
        """Return groups as sorted actor numbers, those of the main rivals first."""
        return [sorted(self._index[member] for member in group if member in self._index) for group in sorted(groups, key=self._rivals.isdisjoint)]

    def values(self) -> dict[str, Any]:
        ids = {number: id_ for id_, number in self._index.items()}
        camps = [{"name": camp_name((ids[member] for member in camp), self._pairs, self._rivals, self._name), "members": camp} for camp in self.camps]
        return {"camps": camps, "rivals": sorted(self._index[rival] for rival in self._rivals if rival in self._index), "sided": self._sided, "disputed": [self._numbers[one.key] for one in disputed(self._claims, self._article)], "ended": self._ended()}

    def _ended(self) -> list[int]:
        """Return the numbers of the ties of which, according to the articles, no claim holds any more."""
        standing = {claim.id for claim in unended(self._claims, lambda claim: self._article(claim.article).published)}
        found = []
        for tie in self._ties:
            stated = [claim.id for claim in tie.claims if is_stated(claim) and (self._keys is None or claim.article in self._keys)]
            if stated and standing.isdisjoint(stated):
                found.append(self._numbers[tie.subject, tie.object, tie.family, tie.symmetric])
        return found

    def headline(self) -> str:
        """Return who stands with whom."""
        return clean_text(worded(self._sides), _HEADLINE)

    def spots(self) -> list[list[int]]:
        """Return [actor number, x, y] per actor."""
        members = sorted({self._index[end] for tie in self._ties for end in (tie.subject, tie.object)})
        place = {member: number for number, member in enumerate(members)}
        pulls = [(place[self._index[tie.subject]], place[self._index[tie.object]], tie.sign) for tie in self._ties]
        sides = [[place[member] for member in side] for side in self.sides]
        return [[member, *spot] for member, spot in zip(members, camp_positions(len(members), pulls, sides), strict=True)]

    def _article(self, key: str) -> Article:
        return self._articles.get(key) or Article(key=key, id=key, text_hash="")

    def _name(self, id_: str) -> str:
        return clean_text(short_name(self._actors.get(id_) or Actor(id_, id_)))
