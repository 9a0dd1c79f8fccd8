"""Read claims, articles and actors from the quads of a graph."""

from __future__ import annotations

from urllib.parse import unquote

from graphkit.model import (
    READINGS,
    Actor,
    ActorClass,
    Article,
    Claim,
    Evidence,
    Lifecycle,
    Polarity,
    Precision,
    Status,
    TimeSpan,
    linked,
)
from graphkit.ontology import GK
from graphkit.rdf.names import ARTICLE, CLAIM, ID, RUN, TRUE, TYPE, UNKNOWN_OUTLET, UNNAMED, iri
from graphkit.rdf.properties import Facts, Properties


def claims_of(found: Facts) -> list[Claim]:
    """Return the claims of one article's graph, by position of their evidence, then by id.

    Raises:
        ValueError, LookupError: a claim has an invalid value, or its evidence is not among these facts.
    """
    claims = [
        _claim(Properties(facts), found)
        for subject, facts in found.items()
        if subject.startswith(CLAIM) and iri("gk:Claim").value in facts.get(TYPE.value, ())
    ]
    return sorted(claims, key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.id))


def _claim(facts: Properties, found: Facts) -> Claim:
    voice = facts.one("gk:attributedTo") or ""
    status = Status(facts.local("gk:status"))
    named = voice.startswith(ID) and status is not Status.ASSERTED and bool(facts.one("gk:attributionText"))
    retracted = facts.day("gk:retractedOn")
    return Claim(
        article=facts.local("gk:statedIn"),
        subject=_actor(facts, "gk:subject"),
        predicate=facts.local("gk:predicate"),
        object=_actor(facts, "gk:object"),
        subject_mention=facts.one("gk:subjectMention") or "",
        object_mention=facts.one("gk:objectMention") or "",
        evidence=tuple(sorted(_evidence(node, found) for node in facts.all("gk:evidence"))),
        status=status,
        polarity=Polarity(facts.local("gk:polarity")),
        support_types=tuple(sorted(kind.rsplit("#", 1)[-1] for kind in facts.all("gk:supportType"))),
        cue=facts.one("gk:cue"),
        attributed_to=unquote(voice.removeprefix(ID)) if named else None,
        attribution_text=facts.one("gk:attributionText"),
        valid=_span(facts),
        role=facts.one("gk:role"),
        confidence=float(facts.one("gk:confidence") or 0),
        extractor=READINGS.join(sorted(_extractor(run) for run in facts.all("prov:wasGeneratedBy"))),
        lifecycle=Lifecycle(facts.local("gk:lifecycle")),
        retraction=(retracted, facts.one("gk:retractionReason") or "") if retracted else None,
    )


def _actor(facts: Properties, name: str) -> str:
    """Return the id of an actor, which may contain a slash."""
    node = facts.one(name) or ""
    return unquote(node.removeprefix(ID) if node.startswith(ID) else facts.local(name))


def _span(facts: Properties) -> TimeSpan | None:
    """Return the time of a claim, an event if it has event days."""
    precision = facts.local("gk:timePrecision")
    if not precision:
        return None
    kind = "event" if facts.one("gk:eventUntil") else "valid"
    return TimeSpan(facts.day(f"gk:{kind}From"), facts.day(f"gk:{kind}Until"), Precision(precision), facts.one("gk:ended") == TRUE.value)


def _extractor(run: str) -> str:
    """Return name/version from the IRI of a run."""
    name, _, version = unquote(run.removeprefix(RUN)).partition("-")[2].rpartition("-")
    return f"{name}/{version}"


def _evidence(node: str, found: Facts) -> Evidence:
    if node not in found:
        raise LookupError(f"its evidence {node} is not described beside it")
    facts = Properties(found[node])
    return Evidence(
        int(facts.one("gk:start") or 0),
        int(facts.one("gk:end") or 0),
        facts.one("gk:quote") or "",
        facts.one("gk:before") or "",
        facts.one("gk:after") or "",
    )


def articles_of(found: Facts) -> list[Article]:
    """Return the articles described in these facts."""
    made = []
    for subject, raw in found.items():
        if iri("gk:Article").value not in raw.get(TYPE.value, ()):
            continue
        facts = Properties(raw)
        made.append(
            Article(
                key=subject.removeprefix(ARTICLE),
                id=facts.one("dcterms:identifier") or "",
                text_hash=facts.one("gk:textHash") or "",
                title=facts.one("dcterms:title"),
                url=facts.one("gk:url"),
                outlet=facts.one("gk:outletName"),
                published=facts.day("gk:publishedOn"),
                published_precision=Precision(facts.local("gk:timePrecision", "day")),
                copy_of=facts.local("gk:copyOf") or None,
                conflict=facts.one("gk:conflict"),
            )
        )
    return made


_SPECIAL = frozenset({UNNAMED.value, UNKNOWN_OUTLET.value})


def actors_of(found: Facts) -> list[Actor]:
    """Return the actors and places of the entities graph, by id."""
    kinds = {f"{GK}{kind.value}": kind for kind in ActorClass}
    made, above = dict[str, Actor](), dict[str, str]()
    for subject, raw in found.items():
        kind = next((kinds[t] for t in sorted(raw.get(TYPE.value, ())) if t in kinds), None)
        if kind is None or not subject.startswith(ID) or subject in _SPECIAL:
            continue
        facts = Properties(raw)
        wikidata = facts.one("gk:wikidata")
        name = unquote(subject.removeprefix(ID))
        made[name] = Actor(
            id=name,
            name=facts.one("rdfs:label") or subject,
            kind=kind,
            type=facts.local("gk:actorType") or None,
            aliases=tuple(facts.all("skos:altLabel")),
            iso3=facts.one("gk:iso3166"),
            m49=facts.one("gk:m49"),
            wikidata=wikidata.rsplit("/", 1)[-1] if wikidata else None,
        )
        if (whole := facts.one("gk:partOf") or facts.one("gk:country")) and whole.startswith(ID):
            above[name] = unquote(whole.removeprefix(ID))
    return [linked(made[name], made, above) for name in sorted(made)]
