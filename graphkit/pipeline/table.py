"""Tables into a graph: one row, one article, its cells the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import __version__
from graphkit.errors import DocumentError, InventedQuote, RecordRefused, in_short
from graphkit.model import (
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Failure,
)
from graphkit.ontology import Vocabulary, load_vocabulary
from graphkit.pipeline.build import BuildReport, Progress, replaced_lines
from graphkit.pipeline.left_out import notes_on
from graphkit.pipeline.seen import Seen
from graphkit.tables import Mapping, Party, Statement, rows, statements

if TYPE_CHECKING:
    from graphkit.store import Portions, Writer

KEPT_FAILURES = 1_000


class Tables:
    """Makes records of rows.

    Args:
        mapping: what the columns mean.
        actors: further actors files.
    """

    def __init__(self, mapping: Mapping, actors: Sequence[Path] = ()) -> None:
        from graphkit.resolve.gazetteer import load_gazetteer
        from graphkit.resolve.lookup import Lookup

        self.mapping = mapping
        self._lookup = Lookup(load_gazetteer(actors))
        self._vocabulary: Vocabulary = load_vocabulary()
        self._extractor = f"table:{mapping.name.replace('+', '-')}/{__version__}"
        # What was left out and why, by line; rows that make no claim.
        self.left_out: Counter[str] = Counter()
        self.silent = 0

    def record(self, number: int, row: dict[str, str]) -> ArticleRecord:
        """One row as a record; without claims where it makes none."""
        document, stated = statements(number, row, self.mapping, self.left_out)
        actors: dict[str, Actor] = {}
        claims = {c.id: c for each in stated if (c := self._claim(document, each, actors)) is not None}
        return ArticleRecord(document, tuple(actors[i] for i in sorted(actors)), tuple(claims[i] for i in sorted(claims)))

    def _claim(self, document: Document, stated: Statement, actors: dict[str, Actor]) -> Claim | None:
        relation = self._vocabulary.relation(stated.predicate)
        first, second = stated.subject, stated.object
        subject, object_ = self._actor(first), self._actor(second)
        if subject is None or object_ is None:
            return None
        if relation.symmetric and object_.id < subject.id:
            subject, object_, first, second = object_, subject, second, first
        if subject.id == object_.id or subject.kind is ActorClass.PLACE or not self._fits(relation.domain, subject) or not self._fits(relation.range, object_):
            self._leave_out(f"not allowed by the ontology, left out: {subject.name} {stated.predicate} {object_.name}")
            return None
        actors[subject.id], actors[object_.id] = subject, object_
        return Claim(
            article=document.key,
            subject=subject.id,
            predicate=stated.predicate,
            object=object_.id,
            subject_mention=first.name,
            object_mention=second.name,
            evidence=(Evidence(0, len(document.text), document.text),),
            status=stated.status,
            polarity=stated.polarity,
            support_types=stated.support_types,
            cue=stated.cue,
            valid=stated.valid,
            role=stated.role,
            confidence=stated.confidence,
            extractor=self._extractor,
        )

    def _actor(self, party: Party) -> Actor | None:
        if party.people:
            actor = self._lookup.people(party.people, party.of)
            why = f"people of no known country, left out: {party.name!r}, {party.of!r}"
        else:
            actor = self._lookup.actor(party.called, party.kind, party.actor, party.item, party.type)
            why = f"Wikidata item without a label, left out: {party.item!r}"
        if actor is None:
            self._leave_out(why)
        return actor

    def _leave_out(self, line: str) -> None:
        self.left_out[line if line in self.left_out or len(self.left_out) < KEPT_FAILURES else "left out: others"] += 1

    def _fits(self, wanted: str | None, actor: Actor) -> bool:
        return wanted is None or self._vocabulary.is_a(actor.kind, wanted)


def import_table(
    path: Path,
    folder: Path,
    tables: Tables,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    encoding: str | None = None,
    member: str | None = None,
) -> BuildReport:
    """Every row of a table into a graph; rows that are there already change nothing.

    Raises:
        DocumentError: the file cannot be read, or lacks a column; nothing was written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.store import writing

    reading = rows(path, tables.mapping, encoding=encoding, member=member)
    first = next(reading, None)
    if first is None:
        raise DocumentError(f"{path}: the table has no rows")
    added = unchanged = claims = done = failed = 0
    failures: list[Failure] = []
    # The quote of a row is its text.
    with writing(folder, texts=False) as writer, writer.portions() as portions, Seen() as seen:
        # The number of a row without an id does not say that it is the same, and of a first release there is no earlier one.
        earlier = bool(tables.mapping.id) and writer.has_outlet(tables.mapping.outlet)
        for item in chain([first], reading):
            done += 1
            outcome = item if isinstance(item, Failure) else _taken(tables, item, writer, portions, seen if earlier else None)
            if isinstance(outcome, Failure):
                failed += 1
                failures += [outcome] if len(failures) < KEPT_FAILURES else []
            elif outcome is not None:
                added, claims, unchanged = added + (outcome > 0), claims + outcome, unchanged + (outcome == 0)
            if on_progress is not None:
                on_progress(Progress(done, f"row {done}", claims, failed))
    return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures), (*replaced_lines(writer.replaced), *notes_on(tables.left_out, tables.silent, failed - len(failures))))


def _taken(tables: Tables, row: tuple[int, dict[str, str]], writer: Writer, portions: Portions, seen: Seen | None) -> Failure | int | None:
    """How many claims a row brings: 0 where it was there already, None where it makes none; a failure where the graph refuses it."""
    try:
        record = tables.record(*row)
        tables.silent += not record.claims
        return (len(record.claims) if _put(writer, portions, record, seen) else 0) if record.claims else None
    except (InventedQuote, RecordRefused, UnicodeError) as error:
        return Failure(f"row {row[0]}", in_short(error) if isinstance(error, UnicodeError) else str(error))


def _put(writer: Writer, portions: Portions, record: ArticleRecord, seen: Seen | None) -> bool:
    """Add a row; it replaces the one row of its data set that has its id in an earlier release.

    Args:
        writer: of the graph.
        portions: of the writer.
        record: the row.
        seen: keys of the rows of this table, which are no earlier releases; None where there are none.
    """
    if seen is None:
        return portions.add(record)
    seen.add(record.document.key)
    if portions.has(record.document.key):
        return False
    if not (earlier := writer.same_row(record, seen)):
        return portions.add(record)
    portions.flush()
    return writer.add(record, earlier=earlier)
