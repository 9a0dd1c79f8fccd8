"""Kinds of names: what a name of a pattern stands for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from graphkit.model import ActorClass


@dataclass(frozen=True, slots=True)
class Naming:
    """What one kind of name stands for, where a name matches a pattern.

    Attributes:
        match: the pattern; its group `name` is the name to look up (else the whole name is),
            its group `of` the country of a people.
        kind: class of an actor that no list knows, None as the end says.
        type: concept of gkc:ActorType of such an actor, "" as its class has it.
        actor: id of the actor that is meant, "" to look the name up.
        people: head noun of a people ("civilians"), "" where it is none.
        of: column of the people's country, "" where the pattern gives it.
        skip: why such a name is no actor, "" where it is one.
    """

    match: re.Pattern[str]
    kind: ActorClass | None = None
    type: str = ""
    actor: str = ""
    people: str = ""
    of: str = ""
    skip: str = ""


class Names:
    """Kinds of names, of which the first that matches holds; a name that comes often is matched once.

    Args:
        kinds: in order.
    """

    def __init__(self, kinds: tuple[Naming, ...] = ()) -> None:
        self.kinds = kinds
        self.first = functools.lru_cache(maxsize=2_048)(self._first)

    def _first(self, name: str) -> tuple[Naming, re.Match[str]] | None:
        """The kind of a name with the match of its pattern, None where none matches."""
        return next(((kind, match) for kind in self.kinds if (match := kind.match.search(name))), None)
