"""Assemble the record of one article from a reading and the resolved actors."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.assemble.background import of_leader, with_past
from graphkit.assemble.claims import Maker
from graphkit.assemble.sifting import sifted
from graphkit.assemble.uniting import one_each
from graphkit.assemble.verdict import judged, load_verdict
from graphkit.model import Actor, ArticleRecord, Document, Reading
from graphkit.ontology import Vocabulary


def assemble(
    document: Document,
    reading: Reading,
    actors: Mapping[int, Actor],
    vocabulary: Vocabulary,
    *,
    bodies: Mapping[int, Actor] | None = None,
    names: Mapping[str, str] | None = None,
    groups: Mapping[int, tuple[Actor, ...]] | None = None,
    min_confidence: float = 0.0,
) -> ArticleRecord:
    """Return the record of one article.

    Args:
        document: the article.
        reading: what an extractor read.
        actors: actor of each resolved mention, by the mention's index.
        vocabulary: the ontology.
        bodies: body of each person whose title does not name one, by the person's mention.
        names: the article's own names of actors, by id.
        groups: the actors that a collective mention stands for, by the mention's index.
        min_confidence: claims below it are left out; 0 for the default: everything that frames alone read, and
            of what a network has read too, what exceeds the verdict's threshold.
    """
    maker = Maker(document, reading, actors, vocabulary, bodies or {}, groups or {})
    stated = judged(list(maker.stated()), maker, reading, vocabulary, load_verdict(), min_confidence) if reading.learned else (s.claim for s in maker.stated())
    claims = [c for c in one_each(map(of_leader, stated)) if c.confidence >= min_confidence]
    if reading.from_syntax:
        claims = sifted(claims, maker.actors)
    claims = list(with_past(claims, document.published))
    named = {i for c in claims for i in (c.subject, c.object, c.attributed_to) if i is not None}
    called = tuple((i, n) for i, n in sorted((names or {}).items()) if i in named)
    return ArticleRecord(document, tuple(maker.actors[i] for i in sorted(named)), tuple(claims), called)
