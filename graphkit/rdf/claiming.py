"""Claims as quads: properties, speaker, time, evidence and extraction run."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import READINGS, Article, Claim, Evidence, Status, TimeSpan
from graphkit.rdf.literals import as_day, as_number, as_share
from graphkit.rdf.names import (
    AGENT,
    CLAIM,
    ENTITIES,
    EVIDENCE,
    LABEL,
    META,
    RUN,
    TRUE,
    TYPE,
    UNNAMED,
    Term,
    actor_node,
    article_graph,
    article_node,
    escaped,
    iri,
    outlet_node,
    relation_node,
)


def claim_quads_in(claim: Claim, article: Article, graph: NamedNode) -> Iterator[Quad]:
    """Yield the quads of one claim with its evidence, in a named graph."""
    node = NamedNode(CLAIM + claim.id)
    pairs: list[tuple[str, Term]] = [
        ("rdf:type", iri("gk:Claim")),
        ("gk:subject", actor_node(claim.subject)),
        ("gk:predicate", relation_node(claim.predicate)),
        ("gk:object", actor_node(claim.object)),
        ("gk:subjectMention", Literal(claim.subject_mention)),
        ("gk:objectMention", Literal(claim.object_mention)),
        ("gk:status", iri(f"gkc:{claim.status}")),
        ("gk:polarity", iri(f"gkc:{claim.polarity}")),
        ("gk:lifecycle", iri(f"gkc:{claim.lifecycle}")),
        ("gk:statedIn", article_node(claim.article)),
        ("gk:attributedTo", voice_node(claim, article)),
        ("gk:confidence", as_share(claim.confidence)),
        *(("prov:wasGeneratedBy", _run(claim.article, name)) for name in claim.extractor.split(READINGS)),
        *(("gk:supportType", iri(f"gkc:{kind}")) for kind in claim.support_types),
        *_optional_pairs(claim, article),
    ]
    yield from [Quad(node, iri(name), value, graph) for name, value in pairs]
    for evidence in claim.evidence:
        yield from _evidence_quads(node, evidence, claim.article, graph)


def unnamed_quads(claims: Iterable[Claim], article: Article) -> Iterator[Quad]:
    """Yield the quads of the unnamed source, in the entities graph, if one of the claims is attributed to it."""
    if any(claim.attributed_to is None and voice_node(claim, article) == UNNAMED for claim in claims):
        yield Quad(UNNAMED, TYPE, iri("gk:Organization"), ENTITIES)
        yield Quad(UNNAMED, LABEL, Literal("unnamed source", language="en"), ENTITIES)


def _run(article: str, extractor: str) -> NamedNode:
    return NamedNode(f"{RUN}{article}-{escaped(extractor.replace('/', '-'))}")


def voice_node(claim: Claim, article: Article) -> NamedNode:
    """Return the source of a claim: the outlet, the subject itself, the named speaker, or the unnamed source."""
    if claim.attributed_to is not None and claim.status is not Status.ASSERTED:
        return actor_node(claim.attributed_to)
    if claim.status is Status.DECLARED:
        return actor_node(claim.subject)
    if claim.status is Status.ALLEGED or (claim.attribution_text and claim.status is not Status.ASSERTED):
        return UNNAMED
    return outlet_node(article.outlet)


def _optional_pairs(claim: Claim, article: Article) -> Iterator[tuple[str, Term]]:
    if claim.status is Status.DECLARED and claim.attributed_to not in (None, claim.subject):
        # A president declares for his state: the state speaks through him.
        yield "gk:through", actor_node(str(claim.attributed_to))
    if article.published:
        yield "gk:publishedOn", as_day(article.published)
    for name, text in (("gk:cue", claim.cue), ("gk:attributionText", claim.attribution_text), ("gk:role", claim.role)):
        if text:
            yield name, Literal(text)
    if claim.retraction is not None:
        yield "gk:retractedOn", as_day(claim.retraction[0])
        yield "gk:retractionReason", Literal(claim.retraction[1])
    if claim.valid is not None:
        yield from _time_pairs(claim.valid)


def _time_pairs(span: TimeSpan) -> Iterator[tuple[str, Term]]:
    """Yield the days of an event, or those of a state and whether it has ended."""
    first, last = ("gk:eventFrom", "gk:eventUntil") if span.is_event else ("gk:validFrom", "gk:validUntil")
    if span.start:
        yield first, as_day(span.start)
    if span.end:
        yield last, as_day(span.end)
    if span.ended:
        yield "gk:ended", TRUE
    yield "gk:timePrecision", iri(f"gkc:{span.precision}")


def _evidence_quads(claim: NamedNode, evidence: Evidence, article: str, graph: NamedNode) -> Iterator[Quad]:
    node = NamedNode(f"{EVIDENCE}{article}_{evidence.start}-{evidence.end}")
    yield Quad(claim, iri("gk:evidence"), node, graph)
    yield Quad(node, TYPE, iri("gk:Evidence"), graph)
    yield Quad(node, iri("gk:inArticle"), article_node(article), graph)
    yield Quad(node, iri("gk:quote"), Literal(evidence.quote), graph)
    yield Quad(node, iri("gk:start"), as_number(evidence.start), graph)
    yield Quad(node, iri("gk:end"), as_number(evidence.end), graph)
    for name, text in (("gk:before", evidence.before), ("gk:after", evidence.after)):
        if text:
            yield Quad(node, iri(name), Literal(text), graph)


@functools.lru_cache(maxsize=1_024)
def agent_node(extractor: str) -> NamedNode:
    """Return the IRI of an extractor."""
    return NamedNode(AGENT + escaped(extractor.replace("/", "-")))


def run_quads(extractor: str, key: str, graph: NamedNode) -> Iterator[Quad]:
    """Yield the quads of an extractor's run over an article, and of the extractor."""
    run, agent = _run(key, extractor), agent_node(extractor)
    yield Quad(run, TYPE, iri("prov:Activity"), graph)
    yield Quad(run, iri("prov:used"), article_node(key), graph)
    yield Quad(run, iri("prov:wasAssociatedWith"), agent, graph)
    yield Quad(agent, TYPE, iri("prov:SoftwareAgent"), META)
    yield Quad(agent, LABEL, Literal(extractor.split("/")[0], language="en"), META)
    yield Quad(agent, iri("gk:version"), Literal(extractor.partition("/")[2] or "0.0"), META)


def claim_quads(claim: Claim, article: Article) -> Iterator[Quad]:
    """Yield the quads of one claim with its evidence, in its article's graph."""
    yield from claim_quads_in(claim, article, article_graph(article.key))
    yield from unnamed_quads([claim], article)
    for extractor in claim.extractor.split(READINGS):
        yield from run_quads(extractor, article.key, article_graph(article.key))
