"""A view as a check of the rules needs it: in parts, with what is known to be checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graphkit.store.backing import Triple, unbacked
from graphkit.store.derive import difference
from graphkit.store.index import Checked, Index, checked, keep, turn_of
from graphkit.store.parts import Parts
from graphkit.store.questions import Asked


class Checkable(Asked):
    """A store that can be checked."""

    _kept: Index | None = None

    def parts(self, *, everything: bool = True) -> Parts:
        """Gives parts of the graph that fit into memory.

        Args:
            everything: ask the engine for the articles, whatever the index says that there are.

        Raises:
            IrregularGraph: the graph cannot be taken in parts.
        """
        known = None if everything or self._kept is None or self._kept.waits else self._kept.keys()
        return Parts(self._store, known)

    def turn(self) -> int | None:
        """Number of the last transaction, None where the index keeps none or a writer is at work."""
        return None if self._kept is None else turn_of(self._kept)

    def checked(self) -> Checked | None:
        """What is known to be checked; None where nothing is, or a writer is at work."""
        return None if self._kept is None else checked(self._kept)

    def keep_checked(self, before: Checked | int, rules: str, described: Mapping[str, str], wrong: Collection[str], pairs: Collection[tuple[str, str]]) -> bool:
        """Keep what was checked, see `graphkit.store.index.checked.keep`; whether it could be kept."""
        return self._folder is not None and self._folder.is_dir() and keep(self._folder, before, rules, described, wrong, pairs)

    def unbacked(self, pairs: Sequence[tuple[str, str]] | None = None) -> tuple[set[Triple], set[Triple]]:
        """Direct triples that are missing, and those that are too many, as IRIs of subject, relation and object.

        Args:
            pairs: ids of the two actors between which is compared; None for all.
        """
        if self._kept is not None and not self._kept.waits:
            return unbacked(self._store, self._kept, pairs)
        missing, spare = difference(self._store)
        return {_plain(quad) for quad in missing}, {_plain(quad) for quad in spare}


def _plain(quad: object) -> Triple:
    one, relation, other = (str(getattr(quad, name).value) for name in ("subject", "predicate", "object"))
    return one, relation, other
