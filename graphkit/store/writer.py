"""Writing: one article, one transaction; nothing invented comes in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, RdfFormat

from graphkit.errors import RecordRefused, StoreError, in_short
from graphkit.model import Actor, ArticleRecord, Decision, Lifecycle
from graphkit.rdf import ARTICLE_GRAPH, decision_quads, iri
from graphkit.store.amend import Check, amend, drop, put, triples_of
from graphkit.store.compared import as_it_stands, differ
from graphkit.store.derive import difference
from graphkit.store.find import claims_in
from graphkit.store.index.dumped import statements
from graphkit.store.index.schema import WHOLE
from graphkit.store.judge import is_applied, judge
from graphkit.store.lifecycle import Change, named, put_out, retraction
from graphkit.store.load import Bundle
from graphkit.store.migrate import is_outdated, migrate, renew_ontology
from graphkit.store.records import Newcomers, check_record
from graphkit.store.rewrite import reaches_own
from graphkit.store.transactions import Transactions
from graphkit.store.versions import Judged, is_kept, is_replaced, replaces, same_row, settle


class Writer(Transactions):
    """Adds articles to a store; made by `Store.writer`."""

    def __init__(self, store: pyoxigraph.Store, folder: Path, *, texts: bool = True) -> None:
        """Take the opened store of a folder; whether texts are kept.

        Raises:
            StoreError: the index cannot be opened or brought up to date.
        """
        super().__init__(store, folder, texts=texts)
        # Articles of which this writer found another version.
        self.replaced = 0
        self._actors = Newcomers()

    def add(self, record: ArticleRecord, *, earlier: Sequence[str] = (), later: Sequence[str] = ()) -> bool:
        """Add one article wholly or not at all.

        Args:
            record: the article.
            earlier: keys of versions that it replaces: their claims are superseded. One that is not
                here, is replaced already, or that the user keeps, is left alone.
            later: keys of versions that replace it, the first of them that is here does.

        Returns:
            False where it was there already.

        Raises:
            InventedQuote: a quote is not verbatim at its offsets in the article's text.
            RecordRefused: a claim names an actor that the record lacks, or something of it is no RDF.
            StoreError: the disk is full or cannot be written.
        """
        key = record.document.key
        if self.has(key):
            return False
        check_record(record)
        newer = next((k for k in later if self.has(k) and not is_kept(self._store, key)), None)
        older = [k for k in earlier if self.has(k) and not is_replaced(self._store, k) and not is_kept(self._store, k)]
        change = self._made(record, newer, older)
        self.replaced += bool(older or newer)
        self.keep(record.document)
        with self._keeping():
            try:
                self._commit(change)
                self._actors.remember(record.actors)
            except (OSError, StoreError) as error:
                raise StoreError(f"article {record.document.id!r} could not be written: {error}") from error
        return True

    def _made(self, record: ArticleRecord, newer: str | None, older: Sequence[str]) -> Change:
        """The change that a record makes; an extractor may have put anything into it, so this may fail for one article."""
        key, name = record.document.key, record.document.id
        if newer is not None:
            record = replace(record, claims=tuple(replace(c, lifecycle=Lifecycle.SUPERSEDED) for c in record.claims))
        with self._keeping() as endings:
            try:
                change = put_out(self._store, [claim for k in older for claim in claims_in(self._store, k)], Lifecycle.SUPERSEDED)
                change.added += [*self._actors.quads(self._store, record), *(replaces(key, k) for k in older)]
                change.into = [(claim, record.document.published) for claim in record.claims]
                change.settle(self._store, endings)
                change.added += [replaces(newer, key)] if newer else []
            except OSError as error:
                raise StoreError(f"the graph cannot be read: {error}") from error
            except Exception as error:
                raise RecordRefused(f"article {name!r} does not fit the graph: {in_short(error)}; nothing of it was stored") from error
        return change

    def same_row(self, record: ArticleRecord, but: Container[str]) -> list[str]:
        """Key of the earlier state of a data set's row: the one article of its outlet with its id, but for these keys."""
        return same_row(self._store, record.document.id, record.document.outlet, but)

    def has_outlet(self, outlet: str) -> bool:
        """Whether there is an article of an outlet in the graph."""
        return next(self._store.quads_for_pattern(None, iri("gk:outletName"), Literal(outlet), None), None) is not None

    def merge(self, bundle: Bundle) -> tuple[int, int]:
        """Add the articles of another graph, one transaction each; those that are here stay as they are.

        Check the bundle first: what the shapes refuse must not come in.

        Returns:
            How many articles were added, and how many were here already.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        added = 0
        for key in sorted(bundle.articles):
            if self.has(key):
                continue
            actors = self._actors.only(self._store, bundle.actors_of(key))
            try:
                change = Change(added=[*bundle.articles[key], *actors, *bundle.meta_of(key)], into=bundle.dated(key))
                self._write(change)
            except OSError as error:
                raise StoreError(f"article {key} could not be written: {error}") from error
            if (superseded := settle(self._store, key)).out:
                self._write(superseded)
            added += 1
        return added, len(bundle.articles) - added

    def bulk(self, path: Path, format: RdfFormat) -> None:
        """Load a dump as it is, not in one transaction: for a graph that nobody uses yet.

        Raises:
            SyntaxError: it does not parse.
            OSError: it cannot be read, or the disk is full.
        """
        self._ended = None
        self._index.note([WHOLE])
        before = _state(path)
        self._store.bulk_load(path=str(path), format=format)
        old = is_outdated(self._store)
        if old:
            migrate(self._store)
        # The file is read a second time for the index: the engine takes three times as long to give the same quads.
        self._index.make(self._store, () if old or before is None else statements(path, format))
        if before != _state(path):
            self._index.make(self._store)

    def retract(self, name: str, reason: str, day: date) -> int:
        """Retract a claim, or every claim of an article; it stays for audit.

        Args:
            name: key, id, address or IRI of an article, or id or IRI of a claim.
            reason: why, kept with each claim.
            day: as of when.

        Returns:
            How many claims were active until now.

        Raises:
            UnknownName: there is no such article or claim.
        """
        change = put_out(self._store, named(self._store, name), Lifecycle.RETRACTED, retraction(reason, day))
        if change.out:
            self._write(change)
        return len(change.out)

    def changes(self, update: str, *, base: str | None = None, check: Check) -> bool:
        """As `update`; whether the graph is another one afterwards, for which both states are compared.

        Raises:
            QueryError, UpdateRefused, StoreError: as `amend`.
        """
        with as_it_stands(self._store, self._folder) as before:
            self.update(update, base=base, check=check)
            return differ(before, self._store, kept=reaches_own(update))

    def update(self, update: str, *, base: str | None = None, check: Check) -> None:
        """Apply SPARQL Update, wholly or not at all; see `graphkit.store.amend`.

        Raises:
            QueryError, UpdateRefused, StoreError: as `amend`.
        """
        if not reaches_own(update):
            amend(self._store, self._folder, update, base=base, check=check)
            return
        with self._anything():
            amend(self._store, self._folder, update, base=base, check=check)
        self._sweep()

    def put(self, graph: str, data: Iterable[tuple[str, str]], *, replace: bool, check: Check) -> bool:
        """Write one graph, wholly or not at all; whether it is new.

        Args:
            graph: its IRI, or `UNNAMED_GRAPH`.
            data: RDF texts, each with its format as `graphkit.store.dump.FORMATS` names it.
            replace: whether what it held goes.
            check: as for `update`.

        Raises:
            QueryError: a text does not parse, or the IRI is none.
            UpdateRefused, StoreError: as `amend`.
        """
        triples = [triple for text, kind in data for triple in triples_of(text, kind, graph)]
        with self._one(graph):
            return put(self._store, self._folder, graph, triples, replace=replace, check=check)

    def drop(self, graph: str, check: Check) -> bool:
        """Take one graph out, wholly or not at all; False where there is none."""
        with self._one(graph):
            done = drop(self._store, self._folder, graph, check)
        if graph.startswith(ARTICLE_GRAPH):
            self._sweep()
        return done

    def judge(self, decision: Decision, known: Actor | None = None, judged: Judged = lambda claim: claim) -> None:
        """Take a decision of the user's in; one that was taken in before changes nothing.

        Args:
            decision: what was decided.
            known: the actor that it brings in, where the lists have it.
            judged: gives a claim as all decisions leave it, for claims that become active again.

        Raises:
            UnknownName: there is no such claim or actor, or no such version.
            StoreError: the disk is full or cannot be written.
        """
        if (change := judge(self._store, decision, known, judged)) is not None:
            self._write(change)

    def note(self, decision: Decision) -> None:
        """Keep that a decision was replayed while articles were read."""
        self._store.extend(decision_quads(decision))

    def took(self, decision: Decision) -> bool:
        """Whether a decision is in the graph."""
        return is_applied(self._store, decision)

    def migrate(self, version: int) -> int:
        """Bring what an older version wrote up to date; how many claims changed.

        Args:
            version: the format of the graph.
        """
        with self._anything():
            if version == 1:
                return migrate(self._store)
            renew_ontology(self._store)
            return 0

    def mend(self) -> tuple[int, int]:
        """Make the direct triples what the active claims give, and the index anew; (added, removed) numbers of triples."""
        self._index.make(self._store)
        missing, spare = difference(self._store)
        if missing or spare:
            Change(removed=spare, added=sorted(missing, key=str)).commit(self._store)
        return len(missing), len(spare)


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when somebody writes to a file; None for what is no file, and is read once only."""
    return (path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else None
