"""The part of a view that validation uses: parts of the graph, and what is known to be valid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from graphkit.model import Actor
from graphkit.store.derive import difference
from graphkit.store.direct_check import Triple, direct_difference
from graphkit.store.index import Index, ValidationState, last_transaction, save_validation, validation_state
from graphkit.store.partitions import Partitions
from graphkit.store.records import LINKS, missing_links
from graphkit.store.sparql import SparqlView


class ValidationView(SparqlView):
    """A store that can be validated."""

    _stored_index: Index | None = None

    def partitions(self, *, everything: bool = True) -> Partitions:
        """Return the graph in parts that fit into memory.

        Args:
            everything: list the articles from the engine instead of the index.

        Raises:
            IrregularGraph: the graph cannot be split.
        """
        known = None if everything or self._stored_index is None or self._stored_index.has_pending else self._stored_index.keys()
        return Partitions(self._store, known)

    def last_transaction(self) -> int | None:
        """Return the number of the last transaction; None without an index or while a writer is active."""
        return None if self._stored_index is None else last_transaction(self._stored_index)

    def validation_state(self) -> ValidationState | None:
        """Return what is known to be valid; None if nothing is, or while a writer is active."""
        return None if self._stored_index is None else validation_state(self._stored_index)

    def save_validation(self, before: ValidationState | int, rules: str, described: Mapping[str, str], wrong: Collection[str], pairs: Collection[tuple[str, str]]) -> bool:
        """Record what was checked, see `graphkit.store.index.validation.save_validation`; return whether it was recorded."""
        return self._folder is not None and self._folder.is_dir() and save_validation(self._folder, before, rules, described, wrong, pairs)

    def unlinked(self, listed: Iterable[Actor]) -> int:
        """Count the actors that lack what they are part of, or their country, although the list has it."""
        return sum(quad.predicate in LINKS for quad in missing_links(self._store, listed))

    def direct_difference(self, pairs: Sequence[tuple[str, str]] | None = None) -> tuple[set[Triple], set[Triple]]:
        """Return the missing and the surplus direct triples, as IRIs of subject, relation and object.

        Args:
            pairs: pairs of actor ids to compare; None for all.
        """
        if self._stored_index is not None and not self._stored_index.has_pending:
            return direct_difference(self._store, self._stored_index, pairs)
        missing, surplus = difference(self._store)
        return {_iris(quad) for quad in missing}, {_iris(quad) for quad in surplus}


def _iris(quad: object) -> Triple:
    one, relation, other = (str(getattr(quad, name).value) for name in ("subject", "predicate", "object"))
    return one, relation, other
