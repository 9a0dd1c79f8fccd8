"""Claims as flat rows: the JSON lines of `graphkit extract`, and the same as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from graphkit.model import Actor, ArticleRecord, Claim, Polarity, Status
from graphkit.ontology import load_vocabulary

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
    "valid_from",
    "valid_until",
    "confidence",
    "extractor",
)
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
# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def four_statuses(claim: Claim) -> str:
    """asserted, alleged, possible or negated: the statuses that evaluation speaks of."""
    if claim.status is Status.DECLARED and claim.predicate in _SUCCESSES:
        # Who says of himself that he holds a town claims a success; nobody else says so.
        claim = replace(claim, status=Status.ALLEGED)
    return "negated" if claim.polarity is Polarity.NEGATIVE else _FOUR[claim.status]


def claim_row(claim: Claim, document: str, actors: Mapping[str, Actor]) -> dict[str, Any] | None:
    """One claim as a flat row, None where its relation belongs to no family."""
    family = load_vocabulary().family(claim.predicate)
    if family is None:
        return None
    evidence, valid = claim.evidence[0], claim.valid
    speaker = actors[claim.attributed_to].name if claim.attributed_to is not None and claim.attributed_to in actors else None
    return {
        "document": document,
        "subject": actors[claim.subject].name,
        "subject_mention": claim.subject_mention,
        "relation": family,
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
        "valid_from": valid.start.isoformat() if valid and valid.start else None,
        "valid_until": valid.end.isoformat() if valid and valid.end else None,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
    }


def record_rows(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    """Rows of one article, in the order of the text; actors are named as the article spells them."""
    called = dict(record.names)
    actors = {a.id: replace(a, name=called.get(a.id, a.name)) for a in record.actors}
    for claim in record.claims:
        row = claim_row(claim, record.document.id, actors)
        if row is not None:
            yield row
            if claim.predicate == "fights":
                # Fighting is mutual, the family it is counted in is directed.
                yield {**row, **{a: row[b] for a, b in _TURNED}}


def write_jsonl(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def write_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """CSV with a header, lists joined by ";"; cells that a spreadsheet would run get a leading quote."""
    yield _csv_line(COLUMNS)
    for row in rows:
        yield _csv_line([_cell(row[name]) for name in COLUMNS])


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV of any rows, as safe for a spreadsheet as `write_csv`."""
    yield _csv_line(header)
    for row in rows:
        yield _csv_line([_cell(value) for value in row])


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
