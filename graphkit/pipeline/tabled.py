"""Turn rows of a table into records: one row is one article, and its text the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graphkit import __version__
from graphkit.model import Actor, ActorClass, ArticleRecord, Claim, Document, Evidence
from graphkit.ontology import Vocabulary, load_vocabulary
from graphkit.tables import Mapping, Party, Statement, statements

MOST_LINES = 1_000  # lines on what was skipped


class Tables:
    """Turns rows into records.

    Args:
        mapping: what the columns mean.
        actors: additional actors files.
    """

    def __init__(self, mapping: Mapping, actors: Sequence[Path] = ()) -> None:
        from graphkit.resolve.gazetteer import load_gazetteer
        from graphkit.resolve.lookup import Lookup

        self.mapping = mapping
        self._lookup = Lookup(load_gazetteer(actors))
        self._vocabulary: Vocabulary = load_vocabulary()
        self._extractor = f"table:{mapping.name.replace('+', '-')}/{__version__}"
        # Counts by reason of what was skipped; number of rows without a claim.
        self.left_out: Counter[str] = Counter()
        self.silent = 0

    def record(self, number: int, row: dict[str, str]) -> ArticleRecord:
        """Return the record of one row; it may have no claims."""
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
            self._leave_out(f"not allowed by the ontology, skipped: {subject.name} {stated.predicate} {object_.name}")
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
            why = f"people without a known country, skipped: {party.name!r}, {party.of!r}"
        else:
            actor = self._lookup.actor(party.called, party.kind, party.actor, party.item, party.type)
            why = f"Wikidata item without a label, skipped: {party.item!r}"
            if actor is not None and not actor.curated and (several := self._lookup.several(party.called, party.kind)):
                self._leave_out(f"name matches several listed actors, treated as a new actor: {party.called!r} (ids: {', '.join(several)})")
        if actor is None:
            self._leave_out(why)
        return actor

    def _leave_out(self, line: str) -> None:
        self.left_out[line if line in self.left_out or len(self.left_out) < MOST_LINES else "skipped for other reasons"] += 1

    def _fits(self, wanted: str | None, actor: Actor) -> bool:
        return wanted is None or self._vocabulary.is_a(actor.kind, wanted)
