"""Write to a graph: one transaction per article; quotes that are not in the text are rejected."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, RdfFormat

from graphkit.decisions import Replay
from graphkit.errors import RecordRefused, StoreError, in_short
from graphkit.model import Article, ArticleRecord, Decision, Lifecycle
from graphkit.rdf import ARTICLE_GRAPH, actor_node, decision_quads, iri
from graphkit.store.as_read import record_kept
from graphkit.store.copies import copied
from graphkit.store.decisions import decision_change, is_applied, renamed
from graphkit.store.derive import difference
from graphkit.store.find import article_of
from graphkit.store.fingerprint import state_of
from graphkit.store.index.schema import WHOLE
from graphkit.store.index.statements import statements
from graphkit.store.introduced import described
from graphkit.store.lifecycle import Change, claims_named, retire, retraction
from graphkit.store.load import Bundle
from graphkit.store.migrate import is_outdated, migrate, replace_ontology
from graphkit.store.records import NewActorFilter, check_record, has_node
from graphkit.store.rewrite import touches_own_graphs
from graphkit.store.snapshot import differ, snapshot
from graphkit.store.transactions import Transactions
from graphkit.store.update import Check, apply_update, drop_graph, parse_triples, put_graph
from graphkit.store.versions import (
    going_back,
    is_kept,
    is_replaceable,
    is_replaced,
    replacing,
    same_row,
    supersede_versions,
)


class Writer(Transactions):
    """Adds articles to a store; made by `Store.writer`."""

    def __init__(self, store: pyoxigraph.Store, folder: Path, *, texts: bool = True) -> None:
        """Take the opened store of a folder; `texts` is whether to keep texts.

        Raises:
            StoreError: the index cannot be opened or updated.
        """
        super().__init__(store, folder, texts=texts)
        # Numbers of added articles that replaced a version, and that a newer one in the graph replaces.
        self.replaced = self.outdated = 0
        self._actors = NewActorFilter()

    def add(self, record: ArticleRecord, *, earlier: Sequence[str] = (), later: Sequence[str] = (), after: Set[str] = frozenset(), copies: Mapping[str, str] | None = None) -> bool:
        """Add one article, wholly or not at all.

        Args:
            record: the article.
            earlier: keys of versions that it replaces, whose claims are superseded; ignored if absent, kept by the user, or replaced by one that does not come after this article.
            later: keys of versions that replace it; the first one in the graph is used.
            after: keys of articles of its address or file that come after it.
            copies: keys of articles that are now copies of another original, each with that of the original.

        Returns:
            False if it existed already.

        Raises:
            InventedQuote: a quote is not verbatim at its offsets in the article's text.
            RecordRefused: a claim names an actor that the record lacks, or part of it cannot be expressed in RDF.
            StoreError: the disk is full or cannot be written.
        """
        key = record.document.key
        if self.has(key):
            return False
        check_record(record)
        newer = next((k for k in later if self.has(k) and not is_kept(self._store, key)), None)
        older = [k for k in earlier if self.has(k) and is_replaceable(self._store, k, after)]
        change = self._change_for(record, newer, older)
        change.join(copied(self._store, copies or {}))
        self.replaced += bool(older and not newer)
        self.outdated += bool(newer)
        self.store_text(record.document)
        with self._known_endings():
            try:
                self._commit(change)
                self._actors.remember(record.actors)
            except (OSError, StoreError) as error:
                raise StoreError(f"article {record.document.id!r} could not be written: {error}") from error
        return True

    def _change_for(self, record: ArticleRecord, newer: str | None, older: Sequence[str]) -> Change:
        """Return the change for a record; extractors may produce invalid data, so this may fail for one article."""
        key, name = record.document.key, record.document.id
        if newer is not None:
            record = replace(record, claims=tuple(replace(c, lifecycle=Lifecycle.SUPERSEDED) if c.lifecycle is Lifecycle.ACTIVE else c for c in record.claims))
        with self._known_endings() as endings:
            try:
                change = replacing(self._store, key, newer, older)
                change.added += [*self._actors.quads(self._store, record), *record_kept(record)]
                change.join(described(self._store, record))
                change.activated = [(claim, record.document.published) for claim in record.claims]
                change.add_direct_triples(self._store, endings)
            except OSError as error:
                raise StoreError(f"the graph cannot be read: {error}") from error
            except Exception as error:
                raise RecordRefused(f"article {name!r} does not fit the graph: {in_short(error)}; nothing of it was stored") from error
        return change

    def stored(self, key: str) -> tuple[Article, bool]:
        """Return an article of the graph, and whether a newer version replaced it.

        Raises:
            UnknownName: the graph does not have it.
        """
        return article_of(self._store, key), is_replaced(self._store, key)

    def go_back(self, key: str, latest: str, replay: Replay) -> bool:
        """Reactivate a replaced article as the decisions leave it; it replaces its latest version. False if it is not replaced, or has another latest version.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        change = going_back(self._store, key, latest, replay)
        if change is not None:
            self._write(change)
        return change is not None

    def same_row(self, record: ArticleRecord, but: Container[str]) -> list[str]:
        """Return the key of the earlier version of a data set's row: the one article of its outlet with its id, except these keys."""
        return same_row(self._store, record.document.id, record.document.outlet, but)

    def has_outlet(self, outlet: str) -> bool:
        """Return whether the graph has an article of an outlet."""
        return next(self._store.quads_for_pattern(None, iri("gk:outletName"), Literal(outlet), None), None) is not None

    def merge(self, bundle: Bundle) -> tuple[int, int]:
        """Add the articles of another graph, one transaction each; existing articles are unchanged.

        Validate the bundle first: the shapes are not checked here.

        Returns:
            The numbers of added and of existing articles.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        added = 0
        for key in sorted(bundle.articles):
            if self.has(key):
                continue
            actors = self._actors.without_known(self._store, bundle.actors_of(key))
            try:
                change = Change(added=[*bundle.articles[key], *actors, *bundle.meta_of(key)], activated=bundle.dated(key))
                self._write(change)
            except OSError as error:
                raise StoreError(f"article {key} could not be written: {error}") from error
            if (superseded := supersede_versions(self._store, key)).retired:
                self._write(superseded)
            added += 1
        return added, len(bundle.articles) - added

    def bulk_load(self, path: Path, format: RdfFormat) -> None:
        """Load a dump unchanged and without a transaction, into a graph that is not in use yet.

        Raises:
            SyntaxError: it does not parse.
            OSError: it cannot be read, or the disk is full.
        """
        self._cached_endings = None
        self._index.mark_outdated([WHOLE])
        before = state_of(path)
        self._store.bulk_load(path=str(path), format=format)
        old = is_outdated(self._store)
        if old:
            migrate(self._store)
        # Read the file again for the index: reading the quads from the engine takes three times as long.
        self._index.rebuild(self._store, () if old or before is None else statements(path, format))
        if before != state_of(path):
            self._index.rebuild(self._store)

    def retract(self, name: str, reason: str, day: date) -> int:
        """Retract a claim, or every claim of an article; retracted claims are kept for audit.

        Args:
            name: key, id, address or IRI of an article, or id or IRI of a claim.
            reason: stored with each claim.
            day: date of the retraction.

        Returns:
            The number of claims that were active.

        Raises:
            UnknownName: there is no such article or claim.
        """
        if (change := retire(self._store, claims_named(self._store, name), Lifecycle.RETRACTED, retraction(day, reason))).retired:
            self._write(change)
        return len(change.retired)

    def changes(self, update: str, *, base: str | None = None, check: Check) -> bool:
        """Apply an update as `update` does and return whether the graph changed, by comparing both states.

        Raises:
            QueryError, UpdateRefused, StoreError: as `apply_update`.
        """
        with snapshot(self._store, self._folder) as before:
            self.update(update, base=base, check=check)
            return differ(before, self._store, include_own=touches_own_graphs(update))

    def update(self, update: str, *, base: str | None = None, check: Check) -> None:
        """Apply SPARQL Update, wholly or not at all; see `graphkit.store.update`.

        Raises:
            QueryError, UpdateRefused, StoreError: as `apply_update`.
        """
        if not touches_own_graphs(update):
            apply_update(self._store, self._folder, update, base=base, check=check)
            return
        with self._rebuilding_index():
            apply_update(self._store, self._folder, update, base=base, check=check)
        self._prune_texts()

    def put(self, graph: str, data: Iterable[tuple[str, str]], *, replace: bool, check: Check) -> bool:
        """Write one graph, wholly or not at all; return whether it is new.

        Args:
            graph: its IRI, or `UNNAMED_GRAPH`.
            data: RDF texts, each with its format (a key of `graphkit.store.dump.FORMATS`).
            replace: whether to remove the previous content.
            check: as for `update`.

        Raises:
            QueryError: a text does not parse, or the IRI is invalid.
            UpdateRefused, StoreError: as `apply_update`.
        """
        triples = [triple for text, kind in data for triple in parse_triples(text, kind, graph)]
        with self._changing_graph(graph):
            return put_graph(self._store, self._folder, graph, triples, replace=replace, check=check)

    def drop(self, graph: str, check: Check) -> bool:
        """Remove one graph, wholly or not at all; False if it does not exist."""
        with self._changing_graph(graph):
            done = drop_graph(self._store, self._folder, graph, check)
        if graph.startswith(ARTICLE_GRAPH):
            self._prune_texts()
        return done

    def apply_decision(self, decision: Decision, replay: Replay | None = None) -> None:
        """Apply a decision of the user; one that was applied before has no effect.

        Args:
            decision: the decision.
            replay: all decisions; those before this one count for claims that it brings back.

        Raises:
            UnknownName: there is no such claim, actor or article, or no such version.
            StoreError: the disk is full or cannot be written.
        """
        if (change := decision_change(self._store, decision, (replay or Replay([])).until(decision), self._claims_of)) is not None:
            self._write(change)

    def rename(self, names: Mapping[str, Sequence[str]]) -> set[str]:
        """Give actors the last of their new names, also those that no claim names, as outlets and countries; return which of them the graph has."""
        found = {actor for actor in names if has_node(self._store, actor_node(actor))}
        for actor in sorted(found):
            if (change := renamed(self._store, actor, names[actor])).added:
                self._write(change)
        return found

    def note(self, decision: Decision) -> None:
        """Record that a decision was replayed while articles were read."""
        self._store.extend(decision_quads(decision))

    def has_decision(self, decision: Decision) -> bool:
        """Return whether a decision was applied to the graph."""
        return is_applied(self._store, decision)

    def migrate(self, version: int) -> int:
        """Migrate what an older version wrote; return the number of changed claims.

        Args:
            version: the format of the graph.
        """
        with self._rebuilding_index():
            if version == 1:
                return migrate(self._store)
            replace_ontology(self._store)
            return 0

    def mend(self) -> tuple[int, int]:
        """Rebuild the index and derive the direct triples again; return the numbers of added and removed triples."""
        self._index.rebuild(self._store)
        missing, spare = difference(self._store)
        if missing or spare:
            Change(removed=spare, added=sorted(missing, key=str)).commit(self._store)
        return len(missing), len(spare)
