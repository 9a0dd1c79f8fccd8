"""Claims, actors and articles as quads, and back: the one place that knows how they are written."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import (
    READINGS,
    Act,
    Actor,
    ActorClass,
    Article,
    ArticleRecord,
    Claim,
    Decision,
    Document,
    Evidence,
    Lifecycle,
    Polarity,
    Precision,
    Status,
    TimeSpan,
)
from graphkit.ontology import GK, GKC, NS, REL

ID, CLAIM, EVIDENCE, ARTICLE = f"{NS}id/", f"{NS}claim/", f"{NS}evidence/", f"{NS}article/"
RUN, AGENT, GRAPH = f"{NS}run/", f"{NS}agent/", f"{NS}graph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "gk": GK,
    "rel": REL,
    "gkc": GKC,
    "graph": ID,
    "claim": CLAIM,
    "evidence": EVIDENCE,
    "article": ARTICLE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": XSD,
}
ENTITIES, DIRECT, META, ONTOLOGY = (
    NamedNode(f"{GRAPH}{name}") for name in ("entities", "direct", "meta", "ontology")
)
ARTICLE_GRAPH = f"{GRAPH}article/"
UNNAMED, UNKNOWN_OUTLET = NamedNode(f"{GK}UnnamedSource"), NamedNode(f"{GK}UnknownOutlet")
Term = NamedNode | Literal


@functools.cache
def iri(prefixed: str) -> NamedNode:
    """The node of a prefixed name, e.g. `gk:Claim`."""
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


TYPE, LABEL = iri("rdf:type"), iri("rdfs:label")
TRUE = Literal(True)


def escaped(name: str) -> str:
    """A name as part of an IRI: letters and digits of any script stay, the rest is escaped."""
    return "".join(c if c.isalnum() or c in "-_." else quote(c) for c in name)


def actor_node(actor_id: str) -> NamedNode:
    """IRI of an actor."""
    return NamedNode(ID + escaped(actor_id))


def article_node(key: str) -> NamedNode:
    """IRI of an article."""
    return NamedNode(ARTICLE + key)


def article_graph(key: str) -> NamedNode:
    """IRI of the named graph that holds an article's claims."""
    return NamedNode(ARTICLE_GRAPH + key)


def relation_node(name: str) -> NamedNode:
    """IRI of a relation."""
    return NamedNode(REL + name)


def outlet_node(outlet: str | None) -> NamedNode:
    """IRI of an outlet; the fixed unknown one where it is not known."""
    return actor_node("_".join(outlet.split())) if outlet else UNKNOWN_OUTLET


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))


# Writing -----------------------------------------------------------------------------


def record_quads(record: ArticleRecord) -> Iterator[Quad]:
    """Quads of a whole record: article, claims and evidence in its graph, actors among the entities."""
    graph = article_graph(record.document.key)
    yield from _article_quads(record.document.article, graph)
    yield from _outlet_quads(record.document)
    if record.copy_of:
        yield Quad(article_node(record.document.key), iri("gk:copyOf"), article_node(record.copy_of), graph)
    for actor in record.actors:
        yield from actor_quads(actor)
    for claim in record.claims:
        yield from _claim_quads(claim, record.document.article, graph)
    for extractor in sorted({name for claim in record.claims for name in claim.extractor.split(READINGS)}):
        yield from _run_quads(extractor, record.document.key, graph)
    yield Quad(graph, iri("prov:wasDerivedFrom"), article_node(record.document.key), META)


def _article_quads(article: Article, graph: NamedNode) -> Iterator[Quad]:
    node = article_node(article.key)
    yield Quad(node, TYPE, iri("gk:Article"), graph)
    yield Quad(node, iri("dcterms:identifier"), Literal(article.id), graph)
    yield Quad(node, iri("gk:textHash"), Literal(article.text_hash), graph)
    yield Quad(node, iri("dcterms:publisher"), outlet_node(article.outlet), graph)
    if article.outlet:
        yield Quad(node, iri("gk:outletName"), Literal(article.outlet), graph)
    if article.title:
        yield Quad(node, iri("dcterms:title"), Literal(article.title), graph)
    if article.url:
        yield Quad(node, iri("gk:url"), Literal(article.url, datatype=NamedNode(f"{XSD}anyURI")), graph)
    if article.conflict:
        yield Quad(node, iri("gk:conflict"), Literal(article.conflict), graph)
    if article.published:
        yield Quad(node, iri("gk:publishedOn"), _day(article.published), graph)
        yield Quad(node, iri("gk:timePrecision"), iri(f"gkc:{article.published_precision}"), graph)


def _outlet_quads(document: Document) -> Iterator[Quad]:
    node = outlet_node(document.outlet)
    yield Quad(node, TYPE, iri("gk:Organization"), ENTITIES)
    if document.outlet:
        yield Quad(node, iri("gk:actorType"), iri("gkc:news-outlet"), ENTITIES)
    yield Quad(node, LABEL, Literal(document.outlet or "unknown outlet", language="en"), ENTITIES)


def actor_quads(actor: Actor) -> Iterator[Quad]:
    """Quads of one actor, in the entities graph."""
    node = actor_node(actor.id)
    yield Quad(node, TYPE, iri(f"gk:{actor.kind}"), ENTITIES)
    yield Quad(node, LABEL, Literal(actor.name, language="en"), ENTITIES)
    if actor.type:
        yield Quad(node, iri("gk:actorType"), iri(f"gkc:{actor.type}"), ENTITIES)
    for alias in actor.aliases:
        yield Quad(node, iri("skos:altLabel"), Literal(alias, language="en"), ENTITIES)
    if actor.iso3:
        yield Quad(node, iri("gk:iso3166"), Literal(actor.iso3), ENTITIES)
    if actor.m49:
        yield Quad(node, iri("gk:m49"), Literal(actor.m49), ENTITIES)
    if actor.wikidata:
        yield Quad(node, iri("gk:wikidata"), NamedNode(f"http://www.wikidata.org/entity/{actor.wikidata}"), ENTITIES)


def _claim_quads(claim: Claim, article: Article, graph: NamedNode) -> Iterator[Quad]:
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
        ("gk:attributedTo", _voice(claim, article)),
        ("gk:confidence", Literal(f"{claim.confidence:.3f}", datatype=NamedNode(f"{XSD}decimal"))),
        *(("prov:wasGeneratedBy", _run(claim.article, name)) for name in claim.extractor.split(READINGS)),
        *(("gk:supportType", iri(f"gkc:{kind}")) for kind in claim.support_types),
        *_optional_pairs(claim, article),
    ]
    for name, value in pairs:
        yield Quad(node, iri(name), value, graph)
    for evidence in claim.evidence:
        yield from _evidence_quads(node, evidence, claim.article, graph)
    if claim.attributed_to is None and _voice(claim, article) == UNNAMED:
        yield Quad(UNNAMED, TYPE, iri("gk:Organization"), ENTITIES)
        yield Quad(UNNAMED, LABEL, Literal("unnamed source", language="en"), ENTITIES)


def _run(article: str, extractor: str) -> NamedNode:
    return NamedNode(f"{RUN}{article}-{escaped(extractor.replace('/', '-'))}")


def _voice(claim: Claim, article: Article) -> NamedNode:
    """Who says so: the outlet, the subject itself, the named speaker, or one without a name."""
    if claim.attributed_to is not None and claim.status is not Status.ASSERTED:
        return actor_node(claim.attributed_to)
    if claim.status is Status.DECLARED:
        return actor_node(claim.subject)
    if claim.status is Status.ALLEGED or (claim.attribution_text and claim.status is not Status.ASSERTED):
        return UNNAMED
    return outlet_node(article.outlet)


def _optional_pairs(claim: Claim, article: Article) -> Iterator[tuple[str, Term]]:
    if claim.status is Status.DECLARED and claim.attributed_to not in (None, claim.subject):
        # A president says what his state does: the state says it through him.
        yield "gk:through", actor_node(str(claim.attributed_to))
    if article.published:
        yield "gk:publishedOn", _day(article.published)
    for name, text in (("gk:cue", claim.cue), ("gk:attributionText", claim.attribution_text), ("gk:role", claim.role)):
        if text:
            yield name, Literal(text)
    if claim.retraction is not None:
        yield "gk:retractedOn", _day(claim.retraction[0])
        yield "gk:retractionReason", Literal(claim.retraction[1])
    if claim.valid is not None:
        yield from _time_pairs(claim.valid)


def _time_pairs(span: TimeSpan) -> Iterator[tuple[str, Term]]:
    """The days of an event, or those of a state and that it has ended."""
    first, last = ("gk:eventFrom", "gk:eventUntil") if span.is_event else ("gk:validFrom", "gk:validUntil")
    if span.start:
        yield first, _day(span.start)
    if span.end:
        yield last, _day(span.end)
    if span.ended:
        yield "gk:ended", TRUE
    yield "gk:timePrecision", iri(f"gkc:{span.precision}")


def _evidence_quads(claim: NamedNode, evidence: Evidence, article: str, graph: NamedNode) -> Iterator[Quad]:
    node = NamedNode(f"{EVIDENCE}{article}_{evidence.start}-{evidence.end}")
    yield Quad(claim, iri("gk:evidence"), node, graph)
    yield Quad(node, TYPE, iri("gk:Evidence"), graph)
    yield Quad(node, iri("gk:inArticle"), article_node(article), graph)
    yield Quad(node, iri("gk:quote"), Literal(evidence.quote), graph)
    yield Quad(node, iri("gk:start"), _number(evidence.start), graph)
    yield Quad(node, iri("gk:end"), _number(evidence.end), graph)
    for name, text in (("gk:before", evidence.before), ("gk:after", evidence.after)):
        if text:
            yield Quad(node, iri(name), Literal(text), graph)


def _run_quads(extractor: str, key: str, graph: NamedNode) -> Iterator[Quad]:
    run, agent = _run(key, extractor), NamedNode(AGENT + escaped(extractor.replace("/", "-")))
    yield Quad(run, TYPE, iri("prov:Activity"), graph)
    yield Quad(run, iri("prov:used"), article_node(key), graph)
    yield Quad(run, iri("prov:wasAssociatedWith"), agent, graph)
    yield Quad(agent, TYPE, iri("prov:SoftwareAgent"), META)
    yield Quad(agent, LABEL, Literal(extractor.split("/")[0], language="en"), META)
    yield Quad(agent, iri("gk:version"), Literal(extractor.partition("/")[2] or "0.0"), META)


def decision_quads(decision: Decision) -> Iterator[Quad]:
    """Quads of one judgement of the user's, in the meta graph: what, of what, who, when, why."""
    node = decision_node(decision)
    local = decision.target.partition(":")[0]
    of_actor = decision.act in (Act.MERGE, Act.RENAME) or (decision.act is Act.ACCEPT and decision.value)
    about = actor_node(local) if of_actor else article_node(escaped(local)) if decision.act is Act.KEEP else NamedNode(CLAIM + escaped(local))
    yield Quad(node, TYPE, iri("gk:Decision"), META)
    yield Quad(node, iri("gk:decision"), Literal(str(decision.act)), META)
    yield Quad(node, iri("gk:decisionAbout"), about, META)
    if decision.on is not None:
        yield Quad(node, iri("gk:decidedOn"), _day(decision.on), META)
    for name, text in (("gk:decisionTarget", decision.target), ("gk:decisionValue", decision.value), ("gk:decidedBy", decision.who), ("rdfs:comment", decision.why)):
        if text:
            yield Quad(node, iri(name), Literal(text), META)


def decision_node(decision: Decision) -> NamedNode:
    """IRI of a decision."""
    return NamedNode(f"{NS}decision/{decision.id}")


# Reading -----------------------------------------------------------------------------

Facts = dict[str, dict[str, list[str]]]


def facts(quads: Iterable[Quad]) -> Facts:
    """Subject -> property -> values, all as plain text, of quads without blank nodes."""
    found: Facts = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return found


class _Told:
    """What is told of one subject, by prefixed name."""

    def __init__(self, told: dict[str, list[str]]) -> None:
        self._told = told

    def all(self, name: str) -> list[str]:
        return sorted(self._told.get(iri(name).value, ()))

    def one(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def local(self, name: str, default: str = "") -> str:
        value = self.one(name)
        return value.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if value else default

    def day(self, name: str) -> date | None:
        value = self.one(name)
        return date.fromisoformat(value) if value else None


def claim_quads(claim: Claim, article: Article) -> Iterator[Quad]:
    """Quads of one claim with its evidence, in its article's graph."""
    yield from _claim_quads(claim, article, article_graph(article.key))
    for extractor in claim.extractor.split(READINGS):
        yield from _run_quads(extractor, article.key, article_graph(article.key))


def claims_of(found: Facts) -> list[Claim]:
    """Claims of one article's graph, by where their evidence stands, then by id."""
    claims = [
        _claim(_Told(told), found)
        for subject, told in found.items()
        if subject.startswith(CLAIM) and iri("gk:Claim").value in told.get(TYPE.value, ())
    ]
    return sorted(claims, key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.id))


def _claim(told: _Told, found: Facts) -> Claim:
    voice = told.one("gk:attributedTo") or ""
    status = Status(told.local("gk:status"))
    named = voice.startswith(ID) and status is not Status.ASSERTED and bool(told.one("gk:attributionText"))
    retracted = told.day("gk:retractedOn")
    return Claim(
        article=told.local("gk:statedIn"),
        subject=unquote(told.local("gk:subject")),
        predicate=told.local("gk:predicate"),
        object=unquote(told.local("gk:object")),
        subject_mention=told.one("gk:subjectMention") or "",
        object_mention=told.one("gk:objectMention") or "",
        evidence=tuple(sorted(_evidence(_Told(found[node])) for node in told.all("gk:evidence"))),
        status=status,
        polarity=Polarity(told.local("gk:polarity")),
        support_types=tuple(sorted(kind.rsplit("#", 1)[-1] for kind in told.all("gk:supportType"))),
        cue=told.one("gk:cue"),
        attributed_to=unquote(voice.removeprefix(ID)) if named else None,
        attribution_text=told.one("gk:attributionText"),
        valid=_span(told),
        role=told.one("gk:role"),
        confidence=float(told.one("gk:confidence") or 0),
        extractor=READINGS.join(sorted(_extractor(run) for run in told.all("prov:wasGeneratedBy"))),
        lifecycle=Lifecycle(told.local("gk:lifecycle")),
        retraction=(retracted, told.one("gk:retractionReason") or "") if retracted else None,
    )


def _span(told: _Told) -> TimeSpan | None:
    """The time of a claim; an event where it has the days of one."""
    precision = told.local("gk:timePrecision")
    if not precision:
        return None
    kind = "event" if told.one("gk:eventUntil") else "valid"
    return TimeSpan(told.day(f"gk:{kind}From"), told.day(f"gk:{kind}Until"), Precision(precision), told.one("gk:ended") == TRUE.value)


def _extractor(run: str) -> str:
    """Name/version from the IRI of a run."""
    name, _, version = unquote(run.removeprefix(RUN)).partition("-")[2].rpartition("-")
    return f"{name}/{version}"


def _evidence(told: _Told) -> Evidence:
    return Evidence(
        int(told.one("gk:start") or 0),
        int(told.one("gk:end") or 0),
        told.one("gk:quote") or "",
        told.one("gk:before") or "",
        told.one("gk:after") or "",
    )


def articles_of(found: Facts) -> list[Article]:
    """Articles described among these facts."""
    made = []
    for subject, raw in found.items():
        if iri("gk:Article").value not in raw.get(TYPE.value, ()):
            continue
        told = _Told(raw)
        made.append(
            Article(
                key=subject.removeprefix(ARTICLE),
                id=told.one("dcterms:identifier") or "",
                text_hash=told.one("gk:textHash") or "",
                title=told.one("dcterms:title"),
                url=told.one("gk:url"),
                outlet=told.one("gk:outletName"),
                published=told.day("gk:publishedOn"),
                published_precision=Precision(told.local("gk:timePrecision", "day")),
                copy_of=told.local("gk:copyOf") or None,
                conflict=told.one("gk:conflict"),
            )
        )
    return made


_SPECIAL = frozenset({UNNAMED.value, UNKNOWN_OUTLET.value})


def actors_of(found: Facts) -> list[Actor]:
    """Actors and places of the entities graph, by id."""
    kinds = {f"{GK}{kind.value}": kind for kind in ActorClass}
    made = []
    for subject, raw in found.items():
        kind = next((kinds[t] for t in sorted(raw.get(TYPE.value, ())) if t in kinds), None)
        if kind is None or not subject.startswith(ID) or subject in _SPECIAL:
            continue
        told = _Told(raw)
        wikidata = told.one("gk:wikidata")
        made.append(
            Actor(
                id=unquote(subject.removeprefix(ID)),
                name=told.one("rdfs:label") or subject,
                kind=kind,
                type=told.local("gk:actorType") or None,
                aliases=tuple(told.all("skos:altLabel")),
                iso3=told.one("gk:iso3166"),
                m49=told.one("gk:m49"),
                wikidata=wikidata.rsplit("/", 1)[-1] if wikidata else None,
            )
        )
    return sorted(made, key=lambda actor: actor.id)
