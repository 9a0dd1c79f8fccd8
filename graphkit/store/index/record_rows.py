"""Build index rows directly from a record: equal to those from its quads, at a fifth of the cost.

Records that do not survive the round trip through RDF are left to `graphkit.store.index.rows.rows_of`; a test compares both.
"""

from __future__ import annotations

import functools
from dataclasses import replace

from graphkit.model import ArticleRecord, Claim, Document, Precision
from graphkit.rdf import AGENT, ID, agent_node, outlet_node, voice_node
from graphkit.store.index.rows import Row, Rows, article_row, claim_row, join_iris


def rows_of_record(record: ArticleRecord) -> Rows | None:
    """Return the rows of an article and of its claims; None if they must be built from its quads."""
    document = record.document
    if not (_is_simple(document) and all(map(_is_plain, record.claims)) and len({claim.id for claim in record.claims}) == len(record.claims)):
        return None
    article = document.article if record.copy_of is None else replace(document.article, copy_of=record.copy_of)
    published = article.published.isoformat() if article.published else ""

    def row(claim: Claim) -> Row:
        voice = join_iris([voice_node(claim, article).value], ID)
        return *claim_row(article.key, claim.id, claim, published), voice, _agent(claim.extractor)

    publisher = join_iris([outlet_node(article.outlet).value], ID)
    return (*article_row(article), publisher), [row(claim) for claim in record.claims]


def _is_simple(document: Document) -> bool:
    """Return whether a document survives the round trip: no empty texts, and no precision without a day."""
    texts = (document.title, document.url, document.outlet, document.conflict)
    return "" not in texts and (document.published is not None or document.published_precision is Precision.DAY)


def _is_plain(claim: Claim) -> bool:
    """Return whether a claim survives the round trip: no speaker, one quote, and a confidence of at most three digits."""
    return (
        claim.attributed_to is None
        and claim.attribution_text is None
        and claim.retraction is None
        and len(claim.evidence) == 1
        and claim.cue != ""
        and claim.role != ""
        and float(f"{claim.confidence:.3f}") == claim.confidence
        and (len(claim.support_types) < 2 or claim.support_types == tuple(sorted(set(claim.support_types))))
        and _is_restorable(claim.extractor)
    )


@functools.lru_cache(maxsize=1_024)
def _is_restorable(extractor: str) -> bool:
    """Return whether an extractor name can be restored from the IRI of its run: one name, one slash, no hyphen after it."""
    name, _, version = extractor.partition("/")
    return bool(name and version) and not set("/-+") & set(version) and "+" not in name


@functools.lru_cache(maxsize=1_024)
def _agent(extractor: str) -> str:
    return join_iris([agent_node(extractor).value], AGENT)
