"""Convert claims and articles to index rows and back; the result equals what the graph yields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import unquote

from pyoxigraph import Quad

from graphkit.model import Article, Claim, Evidence, Lifecycle, Polarity, Precision, Status, TimeSpan, digest
from graphkit.ontology import REL
from graphkit.rdf import (
    AGENT,
    ARTICLE,
    CLAIM,
    ID,
    Facts,
    articles_of,
    claims_of,
    escaped,
    facts,
    iri,
)

# The columns of a claim, in the order of `claim_of`.
CLAIM_COLUMNS = "name, subject, predicate, object, status, denied, confidence, rest"
# SQL for the named speaker of a claim.
SPEAKER = "json_extract(rest, '$[6]')"
ARTICLE_COLUMNS = "key, id, text_hash, title, url, outlet, published, precision, copy_of, conflict"
# Order of the claims of one article by position.
POSITION = "start, stop, name"
_PUBLISHER, _VOICE, _RUN, _AGENT = (iri(name).value for name in ("dcterms:publisher", "gk:attributedTo", "prov:wasGeneratedBy", "prov:wasAssociatedWith"))
_STATED, _PRINTED, _SUBJECT, _OBJECT = (iri(name).value for name in ("gk:statedIn", "gk:publishedOn", "gk:subject", "gk:object"))
# Properties with exactly one value per claim.
_SINGLE_VALUED = (_SUBJECT, _OBJECT, _STATED, *(iri(name).value for name in ("gk:predicate", "gk:status", "gk:polarity", "gk:lifecycle")))
_ONE_EACH = [1] * len(_SINGLE_VALUED)
# Terms that named queries read from the ontology.
_CLAIM, _TYPE, _QUOTED = (iri(name).value for name in ("gk:Claim", "rdf:type", "gk:evidence"))
_ONTOLOGY_TERMS = frozenset(iri(name).value for name in ("rdfs:subPropertyOf", "skos:broader", "skos:topConceptOf"))
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# `decode` adds steps that take as long as decoding a short text.
_read = json.JSONDecoder().raw_decode
Row = tuple[Any, ...]
Rows = tuple[Row | None, list[Row]]


def rows_of(key: str, quads: Iterable[Quad]) -> Rows:
    """As `rows_in`, from the quads of the article's graph.

    Raises:
        ValueError, LookupError: part of it cannot be read.
    """
    return rows_in(key, facts(quads))


def rows_in(key: str, found: Facts) -> Rows:
    """Return the row of an article, None if its graph does not describe it, and the rows of its claims.

    Args:
        key: key of the article.
        found: the content of its graph.

    Raises:
        ValueError, LookupError: part of it cannot be read.
    """
    # Repeated statements of a record count once, as in the graph.
    for properties in found.values():
        for name, values in properties.items():
            if len(values) > 1:
                properties[name] = list(dict.fromkeys(values))
    article = next((one for one in articles_of(found) if one.key == key), None)
    published = article.published.isoformat() if article is not None and article.published else ""
    claims = [(*claim_row(key, name, claim, published), *run_columns) for name, claim, run_columns in _claims(key, found)]
    publisher = join_iris(found.get(f"{ARTICLE}{key}", {}).get(_PUBLISHER, ()), ID)
    return None if article is None else (*article_row(article), publisher), claims


def _claims(key: str, found: Facts) -> Iterator[tuple[str, Claim, tuple[str, str | None]]]:
    """Yield claims by the names in their IRIs (their ids, unless another program wrote them), with speaker and extractor.

    The extractor is None if the claim is not in the form graphkit writes; named queries are then left to the engine.
    """
    printed = found.get(f"{ARTICLE}{key}", {}).get(_PRINTED, [])
    names = frozenset[str]().union(*found.values())
    ours = names.isdisjoint(_ONTOLOGY_TERMS) and not any(name.startswith(REL) for name in names)
    for subject, known in found.items():
        if subject.startswith(CLAIM) and _CLAIM in known.get(_TYPE, ()):
            [claim] = claims_of({subject: known, **{node: found[node] for node in known.get(_QUOTED, ()) if node in found}})
            agents = [agent for run in known.get(_RUN, ()) if run in found for agent in found[run].get(_AGENT, ())]
            regular = ours and known.get(_PRINTED, []) == printed and known.get(_STATED) == [f"{ARTICLE}{key}"] and _is_regular(claim, known, found)
            yield unquote(subject.removeprefix(CLAIM)), claim, (join_iris(known.get(_VOICE, ()), ID), join_iris(agents, AGENT) if regular else None)


def _is_regular(claim: Claim, known: Mapping[str, list[str]], found: Facts) -> bool:
    """Return whether a claim is in the form graphkit writes: its run in the same graph, one value per property, actors by the IRIs of their ids."""
    if [len(known.get(name, ())) for name in _SINGLE_VALUED] != _ONE_EACH:
        return False
    named = known[_SUBJECT][0] == ID + escaped(claim.subject) and known[_OBJECT][0] == ID + escaped(claim.object)
    return named and found.keys() >= set(known.get(_RUN, ()))


def join_iris(iris: Iterable[str], namespace: str) -> str:
    """Join IRIs with spaces, each without its namespace if it has that prefix; see `full_iri`."""
    shorts = {each if ":" in (short := each.removeprefix(namespace)) else short for each in iris}
    return " ".join(sorted(shorts) if len(shorts) > 1 else shorts)


def split_iris(shorts: str) -> list[str]:
    """Split joined IRIs."""
    return [short for short in shorts.split(" ") if short]


def full_iri(short: str, namespace: str) -> str:
    """Return the IRI of one part."""
    return short if ":" in short else namespace + short


def claim_row(key: str, name: str, claim: Claim, published: str) -> Row:
    """Return the row of a claim, without speaker and extractor."""
    first, span = claim.evidence[0], claim.valid
    rest = [
        claim.article, claim.subject_mention, claim.object_mention, [[e.start, e.end, e.quote, e.before, e.after] for e in claim.evidence],
        claim.support_types, claim.cue, claim.attributed_to, claim.attribution_text,
        span and [_iso(span.start), _iso(span.end), span.precision, span.ended],
        claim.role, claim.extractor, claim.lifecycle, claim.retraction and [_iso(claim.retraction[0]), claim.retraction[1]],
        # Most are named by their id, which then need not be computed again.
        name == claim.id,
    ]  # fmt: skip
    return (
        key, first.start, first.end, name, claim.subject, claim.predicate, claim.object, str(claim.status),
        int(claim.polarity is Polarity.NEGATIVE), int(claim.lifecycle is Lifecycle.ACTIVE), claim.confidence, published,
        _iso(span.start) if span else None, _iso(span.end) if span else None, int(span is not None and span.ended),
        digest(claim.words), _JSON.encode(rest),
    )  # fmt: skip


def quotes_in(rest: str) -> list[tuple[int, int, str, str, str]]:
    """Return each quote of a claim from its column `rest`: start, end, words, and context before and after."""
    found: list[tuple[int, int, str, str, str]] = _read(rest)[0][3]
    return found


def claim_of(row: Row) -> Claim:
    """Return the claim of a row of `CLAIM_COLUMNS`."""
    name, subject, predicate, object_, status, denied, confidence, rest = row
    article, one, other, quotes, kinds, cue, speaker, words, span, role, extractor, lifecycle, retraction, own = _read(rest)[0]
    claim = Claim(
        article=article,
        subject=subject,
        predicate=predicate,
        object=object_,
        subject_mention=one,
        object_mention=other,
        evidence=tuple([Evidence(*quote) for quote in quotes]),
        status=Status(status),
        polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
        support_types=tuple(kinds),
        cue=cue,
        attributed_to=speaker,
        attribution_text=words,
        valid=TimeSpan(day_of(span[0]), day_of(span[1]), Precision(span[2]), span[3]) if span else None,
        role=role,
        confidence=confidence,
        extractor=extractor,
        lifecycle=Lifecycle(lifecycle),
        retraction=(date.fromisoformat(retraction[0]), retraction[1]) if retraction else None,
    )
    if own:
        claim.__dict__["id"] = name
    return claim


def article_row(article: Article) -> Row:
    """Return the row of an article, without its publisher."""
    return (
        article.key, article.id, article.text_hash, article.title, article.url, article.outlet,
        _iso(article.published), str(article.published_precision), article.copy_of, article.conflict,
    )  # fmt: skip


def article_of(row: Row) -> Article:
    """Return the article of a row of `ARTICLE_COLUMNS`."""
    key, id_, text_hash, title, url, outlet, published, precision, copy_of, conflict = row
    return Article(key, id_, text_hash, title, url, outlet, day_of(published), Precision(precision), copy_of, conflict)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """Return a day of the index, None if it is unknown."""
    return date.fromisoformat(text) if text else None
