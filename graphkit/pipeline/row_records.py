"""Turn rows of a table into records: one row is one article, and its text the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from graphkit import __version__
from graphkit.model import Actor, ActorClass, ArticleRecord, Claim, Document, Evidence
from graphkit.ontology import Vocabulary, load_vocabulary
from graphkit.tables import Mapping, Party, Row, Skipped, Statement, statements

_BETWEEN_NAMES = re.compile(r"\s*[,;/&+]\s*|\s+and\s+")


class RowConverter:
    """Turns rows into records.

    Args:
        mapping: what the columns mean.
        actors: additional actors files.
    """

    def __init__(self, mapping: Mapping, actors: Sequence[Path] = ()) -> None:
        from graphkit.resolve.gazetteer import load_gazetteer
        from graphkit.resolve.lookup import Lookup

        self.mapping = mapping
        gazetteer = load_gazetteer(actors)
        self._lookup, self._entries = Lookup(gazetteer), gazetteer.entries
        self._vocabulary: Vocabulary = load_vocabulary()
        self._extractor = f"table:{mapping.name.replace('+', '-')}/{__version__}"
        self.skipped = Skipped()

    def known(self, name: str) -> Actor | None:
        """Return the listed actor with this id, or None."""
        entry = self._entries.get(name)
        return entry.actor if entry is not None else None

    def record(self, row: Row) -> ArticleRecord:
        """Return the record of one row; it may have no claims."""
        self.skipped.line = row.line
        document, stated = statements(row.number, row.cells, self.mapping, self.skipped.add)
        actors: dict[str, Actor] = {}
        claims = {c.id: c for statement in stated if (c := self._claim(document, statement, actors)) is not None}
        if not claims:
            self.skipped.empty.add(row.line)
        return ArticleRecord(document, tuple(actors[i] for i in sorted(actors)), tuple(claims[i] for i in sorted(claims)))

    def _claim(self, document: Document, statement: Statement, actors: dict[str, Actor]) -> Claim | None:
        relation = self._vocabulary.relation(statement.predicate)
        subject_party, object_party = statement.subject, statement.object
        subject, object_ = self._actor(subject_party), self._actor(object_party)
        if subject is None or object_ is None:
            return None
        if relation.symmetric and object_.id < subject.id:
            subject, object_, subject_party, object_party = object_, subject, object_party, subject_party
        if subject.id == object_.id:
            self.skipped.add("subject and object are one actor, skipped")
            return None
        if subject.kind is ActorClass.PLACE or not self._has_class(relation.domain, subject) or not self._has_class(relation.range, object_):
            self.skipped.add(f"not allowed by the ontology, skipped: {subject.name} {statement.predicate} {object_.name}")
            return None
        actors[subject.id], actors[object_.id] = subject, object_
        return Claim(
            article=document.key,
            subject=subject.id,
            predicate=statement.predicate,
            object=object_.id,
            subject_mention=subject_party.name,
            object_mention=object_party.name,
            evidence=(Evidence(0, len(document.text), document.text),),
            status=statement.status,
            polarity=statement.polarity,
            support_types=statement.support_types,
            cue=statement.cue,
            valid=statement.valid,
            role=statement.role,
            confidence=statement.confidence,
            extractor=self._extractor,
        )

    def _actor(self, party: Party) -> Actor | None:
        if party.people:
            actor = self._lookup.people(party.people, party.of)
            reason = f"people without a known country, skipped: {party.name!r}, {party.of!r}"
        elif self._is_joined(party):
            actor, reason = None, f"several actors in one cell, skipped (give their separator as split in the mapping): {party.name!r}"
        else:
            actor = self._lookup.actor(party.called, party.kind, party.actor, party.item, party.type)
            reason = f"Wikidata item without a label, skipped: {party.item!r}"
            if actor is not None and not actor.curated and (several := self._lookup.several(party.called, party.kind)):
                self.skipped.add(f"name matches several listed actors, treated as a new actor: {party.called!r} (ids: {', '.join(several)})")
        if actor is None:
            self.skipped.add(reason)
        return actor

    def _is_joined(self, party: Party) -> bool:
        """Whether an unlisted name consists of several listed ones."""
        names = _BETWEEN_NAMES.split(party.called) if party.actor is None and not party.item else []
        return len(names) > 1 and not self._is_listed(party.called, party.kind) and all(self._is_listed(name, party.kind) for name in names)

    def _is_listed(self, name: str, kind: ActorClass) -> bool:
        actor = self._lookup.actor(name, kind) if name else None
        return actor is not None and actor.curated

    def _has_class(self, class_name: str | None, actor: Actor) -> bool:
        return class_name is None or self._vocabulary.is_a(actor.kind, class_name)
