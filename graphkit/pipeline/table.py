"""Tables into a graph: one row, one article, its cells the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import __version__
from graphkit.errors import DocumentError
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
from graphkit.tables import Mapping, Told, rows, tell

if TYPE_CHECKING:
    from graphkit.store import Writer

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
        # Codes that the mapping does not know, and claims that the ontology does not allow.
        self.unknown: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def record(self, number: int, row: dict[str, str]) -> ArticleRecord:
        """One row as a record; without claims where it makes none."""
        document, told = tell(number, row, self.mapping, self.unknown)
        actors: dict[str, Actor] = {}
        claims = {c.id: c for each in told if (c := self._claim(document, each, actors)) is not None}
        return ArticleRecord(document, tuple(actors[i] for i in sorted(actors)), tuple(claims[i] for i in sorted(claims)))

    def _claim(self, document: Document, told: Told, actors: dict[str, Actor]) -> Claim | None:
        relation = self._vocabulary.relation(told.predicate)
        subject, object_ = (self._lookup.actor(end.name, end.kind, end.actor) for end in (told.subject, told.object))
        first, second = told.subject, told.object
        if relation.symmetric and object_.id < subject.id:
            subject, object_, first, second = object_, subject, second, first
        if subject.id == object_.id or subject.kind is ActorClass.PLACE or not self._fits(relation.domain, subject) or not self._fits(relation.range, object_):
            self.refused[f"{subject.name} {told.predicate} {object_.name}" if len(self.refused) < KEPT_FAILURES else "others"] += 1
            return None
        actors[subject.id], actors[object_.id] = subject, object_
        return Claim(
            article=document.key,
            subject=subject.id,
            predicate=told.predicate,
            object=object_.id,
            subject_mention=first.name,
            object_mention=second.name,
            evidence=(Evidence(0, len(document.text), document.text),),
            status=told.status,
            polarity=told.polarity,
            support_types=told.support_types,
            cue=told.cue,
            valid=told.valid,
            role=told.role,
            confidence=told.confidence,
            extractor=self._extractor,
        )

    def _fits(self, wanted: str | None, actor: Actor) -> bool:
        return wanted is None or self._vocabulary.is_a(actor.kind, wanted)


def import_table(path: Path, folder: Path, tables: Tables, on_progress: Callable[[Progress], None] | None = None) -> BuildReport:
    """Every row of a table into a graph; rows that are there already change nothing.

    Raises:
        DocumentError: the file cannot be read, or lacks a column; nothing was written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.store import Store

    reading = rows(path, tables.mapping)
    first = next(reading, None)
    if first is None:
        raise DocumentError(f"{path}: the table has no rows")
    added = unchanged = claims = done = failed = 0
    failures: list[Failure] = []
    seen: set[str] = set()
    with Store.open(folder, create=True).writer() as writer:
        item: tuple[int, dict[str, str]] | Failure | None = first
        while item is not None:
            done += 1
            if isinstance(item, Failure):
                failed += 1
                failures += [item] if len(failures) < KEPT_FAILURES else []
            else:
                record = tables.record(*item)
                if record.claims and _put(writer, record, seen if tables.mapping.id else None):
                    added, claims = added + 1, claims + len(record.claims)
                else:
                    unchanged += 1
            if on_progress is not None:
                on_progress(Progress(done, f"row {done}", claims, failed))
            item = next(reading, None)
        return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures), (*replaced_lines(writer.replaced), *_notes(tables)))


def _put(writer: Writer, record: ArticleRecord, seen: set[str] | None) -> bool:
    """Add a row; it replaces the one row of its data set that has its id in an earlier release.

    Args:
        writer: of the graph.
        record: the row.
        seen: keys of the rows of this table, which are no earlier releases; None where rows have
            no ids of their own: the number of a row does not say that it is the same.
    """
    if seen is None:
        return writer.add(record)
    seen.add(record.document.key)
    return not writer.has(record.document.key) and writer.add(record, earlier=writer.same_row(record, seen))


def _notes(tables: Tables) -> list[str]:
    """What was not understood, most frequent first."""
    codes = [f"unknown code, left out: {code} ({number} times)" for code, number in _most(tables.unknown)]
    return [*codes, *(f"not allowed by the ontology, left out: {what} ({number} times)" for what, number in _most(tables.refused))]


def _most(counts: Counter[str], shown: int = 50) -> list[tuple[str, int]]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [*ranked[:shown], *([("others", sum(n for _, n in ranked[shown:]))] if len(ranked) > shown else [])]
