"""Claims, articles and actors from the quads of a graph."""

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
)
from graphkit.ontology import GK
from graphkit.rdf.names import ARTICLE, CLAIM, ID, RUN, TRUE, TYPE, UNKNOWN_OUTLET, UNNAMED, iri
from graphkit.rdf.properties import Facts, Properties


def claims_of(found: Facts) -> list[Claim]:
    """Claims of one article's graph, by where their evidence stands, then by id."""
    claims = [
        _claim(Properties(told), found)
        for subject, told in found.items()
        if subject.startswith(CLAIM) and iri("gk:Claim").value in told.get(TYPE.value, ())
    ]
    return sorted(claims, key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.id))


def _claim(told: Properties, found: Facts) -> Claim:
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
        evidence=tuple(sorted(_evidence(Properties(found[node])) for node in told.all("gk:evidence"))),
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


def _span(told: Properties) -> TimeSpan | None:
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


def _evidence(told: Properties) -> Evidence:
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
        told = Properties(raw)
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
        told = Properties(raw)
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
