"""Name patterns: what kind of actor a name in a cell stands for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from graphkit.model import ActorClass


@dataclass(frozen=True, slots=True)
class Naming:
    """What names that match a pattern stand for.

    Attributes:
        match: the pattern; its group `name` is the name to look up (default: the whole name),
            its group `of` the country of a people.
        kind: class for actors that are not in the actor lists, None for the class of the `End`.
        type: concept of gkc:ActorType for such actors, "" for the default of the class.
        actor: id of the actor, "" to look the name up.
        people: head noun of a people ("civilians"), "" if it is not a people.
        of: column with the people's country, "" if the pattern captures it.
        skip: reason why such names are not actors, "" if they are.
    """

    match: re.Pattern[str]
    kind: ActorClass | None = None
    type: str = ""
    actor: str = ""
    people: str = ""
    of: str = ""
    skip: str = ""


class Names:
    """Name patterns in order of precedence, with a cache for repeated names.

    Args:
        kinds: the patterns; the first match wins.
    """

    def __init__(self, kinds: tuple[Naming, ...] = ()) -> None:
        self.kinds = kinds
        self.first = functools.lru_cache(maxsize=2_048)(self._first)

    def _first(self, name: str) -> tuple[Naming, re.Match[str]] | None:
        """Return the first pattern that matches a name, with its match, or None."""
        return next(((kind, match) for kind in self.kinds if (match := kind.match.search(name))), None)
