"""Claims as flat rows, for JSON Lines and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphkit.days import day_words
from graphkit.export.cells import csv_lines
from graphkit.model import Actor, Article, ArticleRecord, Claim, Lifecycle, Polarity, Status, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.query.wording import DENIED, ENDED, TO_END, UNCERTAIN, status_text
from graphkit.standing import has_ended, is_uncertain, plans_end
from graphkit.store import View

COLUMNS = (
    "document",
    "subject",
    "subject_mention",
    "relation",
    "predicate",
    "object",
    "object_mention",
    "status",
    "polarity",
    "support_types",
    "cue",
    "attributed_to",
    "quote",
    "start",
    "end",
    "event_from",
    "event_until",
    "valid_from",
    "valid_until",
    "ended",
    "confidence",
    "extractor",
    "said",
)
# Claims of a graph also have their id, their article, the key of the text (of copies, that of the original), and the ids of their actors: several actors may have one name.
CLAIM_COLUMNS = (*COLUMNS, "claim", "outlet", "title", "published", "url", "conflict", "original", "subject_id", "object_id")
DAYS = ("event_from", "event_until", "valid_from", "valid_until")
_TURNED = (
    ("subject", "object"),
    ("subject_mention", "object_mention"),
    ("object", "subject"),
    ("object_mention", "subject_mention"),
)
_SUCCESSES = ("controlsTerritory",)
_FOUR = {
    Status.ASSERTED: "asserted",
    Status.DECLARED: "asserted",
    Status.ALLEGED: "alleged",
    Status.PROBABLE: "possible",
    Status.POSSIBLE: "possible",
    Status.PLANNED: "possible",
}


def four_statuses(claim: Claim) -> str:
    """Return asserted, alleged, possible or negated: the statuses used in evaluation."""
    if claim.status is Status.DECLARED and claim.predicate in _SUCCESSES:
        # A party that declares control of a place claims a success of its own, which nobody else confirms.
        claim = replace(claim, status=Status.ALLEGED)
    return "negated" if claim.polarity is Polarity.NEGATIVE else _FOUR[claim.status]


def shown_status(claim: Claim) -> str:
    """Return the status in rows of a graph: ended, to end (if that is planned), denied, or else uncertain, asserted, alleged or possible."""
    if has_ended(claim):
        return ENDED
    if plans_end(claim):
        return TO_END
    if claim.polarity is Polarity.NEGATIVE:
        return DENIED
    return UNCERTAIN if is_uncertain(claim) else four_statuses(claim)


def claim_rows(view: View) -> Iterator[dict[str, Any]]:
    """Yield every active claim as a row of `CLAIM_COLUMNS`, with the status of `shown_status`; for relations without a family, `relation` is the predicate."""
    actors = {actor.id: actor for actor in view.actors()}
    articles = {article.key: article for article in view.articles()}
    return (
        claim_row(claim, articles[claim.article].id, actors) | {"status": shown_status(claim), "claim": claim.id, "subject_id": claim.subject, "object_id": claim.object} | _printed(articles[claim.article])
        for claim in view.claims()
        if claim.lifecycle is Lifecycle.ACTIVE
    )


def _printed(article: Article) -> dict[str, Any]:
    """Return the columns on the article of a claim."""
    day = day_words(article.published, article.published_precision)
    return {"outlet": article.outlet, "title": article.title, "published": day, "url": article.url, "conflict": article.conflict, "original": article.copy_of or article.key}


def claim_row(claim: Claim, document: str, actors: Mapping[str, Actor]) -> dict[str, Any]:
    """Return one claim as a row of `COLUMNS`, with the status of `four_statuses`; for relations without a family, `relation` is the predicate."""
    evidence = claim.evidence[0]
    speaker = actors[claim.attributed_to].name if claim.attributed_to is not None and claim.attributed_to in actors else None
    return {
        "document": document,
        "subject": actors[claim.subject].name,
        "subject_mention": claim.subject_mention,
        "relation": load_vocabulary().family(claim.predicate) or claim.predicate,
        "predicate": claim.predicate,
        "object": actors[claim.object].name,
        "object_mention": claim.object_mention,
        "status": four_statuses(claim),
        "polarity": str(claim.polarity),
        "support_types": list(claim.support_types),
        "cue": claim.cue,
        "attributed_to": speaker or claim.attribution_text,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        **_days(claim.valid),
        "ended": has_ended(claim),
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "said": status_text(claim),
    }


def _days(span: TimeSpan | None) -> dict[str, Any]:
    """Return the day columns, each day with the precision known."""
    first, last = ("event_from", "event_until") if span and span.is_event else ("valid_from", "valid_until")
    days = dict.fromkeys(DAYS)
    if span:
        days |= {name: day_words(day, span.precision) for name, day in ((first, span.start), (last, span.end)) if day}
    return days


def record_rows(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    """Yield the rows of one article in text order, with its spellings of actors; relations without a family are skipped."""
    called = dict(record.names)
    actors = {a.id: replace(a, name=called.get(a.id, a.name)) for a in record.actors}
    for claim in record.claims:
        if load_vocabulary().family(claim.predicate) is not None:
            row = claim_row(claim, record.document.id, actors)
            yield row
            if claim.predicate == "fights":
                # Fighting is symmetric, but its family in the evaluation is directed.
                yield {**row, **{a: row[b] for a, b in _TURNED}}


def write_jsonl(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one line of JSON per row."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> Iterator[str]:
    """Yield lines of CSV with a header, lists joined by ";"; cells that a spreadsheet would run get a leading apostrophe."""
    return csv_lines(columns, ([row[name] for name in columns] for row in rows))
