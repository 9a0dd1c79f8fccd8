"""Turn a row into its text and its claims, by a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass

from graphkit.model import Document, Polarity, Precision, Span, Status, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.tables.mapping import NOTHING, Choice, Mapping, Rule, holds, holds_any, shown, whole
from graphkit.tables.names import Note, Party, parties
from graphkit.tables.times import day_of, span_of, unclear_end


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a row."""

    subject: Party
    predicate: str
    object: Party
    status: Status
    polarity: Polarity
    support_types: tuple[str, ...]
    valid: TimeSpan | None
    role: str | None
    confidence: float
    cue: str | None


def statements(number: int, row: Dict[str, str], mapping: Mapping, note: Note) -> tuple[Document, list[Statement]]:
    """Return the row as a document, and its claims.

    Args:
        number: number of the row, from 1.
        row: cells by column name.
        mapping: what the columns mean.
        note: called with one line for each unknown code and skipped value.
    """
    text, places = _text(row, mapping)
    row = {column: whole(cell) for column, cell in row.items()}
    day = day_of(row, mapping.published, note)
    name = "-".join(filter(None, (row[column] for column in mapping.id))) or str(number)
    document = Document(f"{mapping.name}-{name}", text, title=f"{mapping.outlet}, row {name}", outlet=mapping.outlet, published=day[0] if day else None, published_precision=day[1] if day else Precision.DAY)
    found = [claim for rule in mapping.rules if holds(rule.when, row) and not holds_any(rule.unless, row) for claim in _claims(rule, row, places, note)]
    return document, found


def _text(row: Dict[str, str], mapping: Mapping) -> tuple[str, dict[str, Span]]:
    """Return the row as "column: cell" lines (codes with their names), and the span of each cell that names an actor."""
    lines, places, at = [], dict[str, Span](), 0
    placed, coded = mapping.placed, mapping.coded
    for column, cell in row.items():
        if cell in NOTHING:
            continue
        line = f"{column}: {shown(cell)}"
        if column in placed:
            known, start = coded[column].get(whole(cell)) if column in coded else None, at + len(column) + 2
            if known:
                line, start = f"{line} = {known['name']}", at + len(line) + 3
            places[column] = Span(start, at + len(line))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), places


def _claims(rule: Rule, row: Dict[str, str], places: Dict[str, Span], note: Note) -> Iterator[Statement]:
    found = _looked_up(rule.relation, "relation", row, note)
    relation = found.get("relation", "")
    if not relation:
        return
    status = found.get("status") or _said(rule.status, "status", row, note, Status.ASSERTED)
    said = _said(rule.polarity, "polarity", row, note, Polarity.POSITIVE)
    if not status or not said:
        # The unknown code may mean that the claim is denied.
        return
    polarity = Polarity(said)
    cue = _cue(rule, row, polarity) if status not in (Status.ASSERTED, Status.DECLARED) or polarity is Polarity.NEGATIVE else None
    if end := unclear_end(row, rule.time):
        note(f"end is no date, claim skipped (if it goes on, leave the cell empty, or give ongoing in the mapping): {end[:100]!r}")
        return
    span = span_of(row, rule.time, note, act=load_vocabulary().relation(relation).act)
    reverse = found.get("reverse") == "true"
    subjects, objects = (tuple(parties(end, row, places, note)) for end in (rule.subject, rule.object))
    for subject in subjects:
        for object_ in objects:
            one, two = (object_, subject) if reverse else (subject, object_)
            yield Statement(one, relation, two, Status(status), polarity, _supports(rule, row), span, row.get(rule.role) or None, rule.confidence, cue)


def _said(choice: Choice, what: str, row: Dict[str, str], note: Note, plain: str) -> str:
    """Return the value of a choice: `plain` if its cell is empty, "" if the code is unknown."""
    found = _looked_up(choice, what, row, note).get(what)
    return found or (plain if row[choice.column] in NOTHING else "")


def _cue(rule: Rule, row: Dict[str, str], polarity: Polarity) -> str:
    """Return the cell that sets the status: polarity (if denied), else status, else relation, else the first of the row."""
    columns = (rule.polarity.column if polarity is Polarity.NEGATIVE else "", rule.status.column, rule.relation.column, *row)
    column = next(each for each in columns if each and row[each] not in NOTHING)
    return f"{column}: {shown(row[column])}"


def _supports(rule: Rule, row: Dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({kind for column, kind in rule.support_types.items() if row[column] not in (*NOTHING, "0")}))


def _looked_up(choice: Choice, what: str, row: Dict[str, str], note: Note) -> Dict[str, str]:
    """Return the codes row that a choice selects for this row; unknown codes are noted and give {}."""
    if not choice.column:
        return {what: choice.value}
    code = _bare(row[choice.column])
    tried = [code[:length] for length in range(min(len(code), 100), 0, -1)] if choice.prefix else [code]
    for each in tried:
        if each in choice.codes:
            return choice.codes[each]
    if choice.default:
        return {what: choice.default}
    if code not in NOTHING:
        note(f"unknown code, skipped: {choice.column} {code[:100]!r}")
    return {}


def _bare(code: str) -> str:
    """Return the last part of an IRI or prefixed name ("http://www.wikidata.org/entity/P463", "wdt:P463"); other codes unchanged."""
    return re.split(r"[/#]", code)[-1] if re.match(r"https?://", code) else re.sub(r"\A[a-z]+:(?=P\d)", "", code)
