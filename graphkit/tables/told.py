"""What a row says, by its mapping: the row as text, and claims whose ends stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date

from graphkit.days import coarsest, last_day
from graphkit.model import ActorClass, Document, Polarity, Precision, Span, Status, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.tables.mapping import STATE, Choice, End, Mapping, Rule

_DAY = re.compile(r"(\d{4})-?(\d{2})?-?(\d{2})?(?!\d)")
_WORDY = re.compile(r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\Z")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
# Values that say there is nothing.
_NOTHING = frozenset(["", "NA", "N/A", "NULL", "None", "-9", "-99", "."])
MOST_UNKNOWN = 1_000


@dataclass(frozen=True, slots=True)
class Party:
    """One end: its name, where it stands in the row's text, the id its code stands for, and its class."""

    name: str
    span: Span
    actor: str | None
    kind: ActorClass


@dataclass(frozen=True, slots=True)
class Told:
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


def tell(number: int, row: Dict[str, str], mapping: Mapping, unknown: Counter[str]) -> tuple[Document, list[Told]]:
    """The row as a document, and its claims.

    Args:
        number: of the row, from 1.
        row: cells by column.
        mapping: what they mean.
        unknown: counts codes that the mapping does not know; added to.
    """
    text, places = _text(row, mapping)
    day = _day(row, mapping.published)
    name = "-".join(row[column] for column in mapping.id) if mapping.id else str(number)
    document = Document(f"{mapping.name}-{name}", text, title=f"{mapping.outlet}, row {name}", outlet=mapping.outlet, published=day[0] if day else None, published_precision=day[1] if day else Precision.DAY)
    told = [claim for rule in mapping.rules if _applies(rule, row) for claim in _claims(rule, row, places, unknown)]
    return document, told


def _text(row: Dict[str, str], mapping: Mapping) -> tuple[str, dict[str, Span]]:
    """The row as "column: cell" lines, codes with the name they stand for, and where each value stands."""
    codes = {end.code: end for rule in mapping.rules for end in (rule.subject, rule.object) if end.code}
    lines, places, at = [], dict[str, Span](), 0
    for column, cell in row.items():
        if cell in _NOTHING:
            continue
        plain = " ".join(cell.split())
        known = codes[column].codes.get(cell) if column in codes else None
        shown = f"{column}: {plain} = {known['name']}" if known else f"{column}: {plain}"
        start = at + len(shown) - len(known["name"]) if known else at + len(column) + 2
        places[column] = Span(start, at + len(shown))
        lines.append(shown)
        at += len(shown) + 1
    return "\n".join(lines), places


def _applies(rule: Rule, row: Dict[str, str]) -> bool:
    return all(row[column] in values for column, values in rule.when.items())


def _claims(rule: Rule, row: Dict[str, str], places: Dict[str, Span], unknown: Counter[str]) -> Iterator[Told]:
    found = _looked_up(rule.relation, "relation", row, unknown)
    relation = found.get("relation", "")
    if not relation:
        return
    status = found.get("status") or _looked_up(rule.status, "status", row, unknown).get("status") or Status.ASSERTED
    cue = _cue(rule, row) if status not in (Status.ASSERTED, Status.DECLARED) or rule.polarity is Polarity.NEGATIVE else None
    span = _span(rule, relation, row)
    reverse = found.get("reverse") == "true"
    for subject in _parties(rule.subject, row, places, unknown):
        for object_ in _parties(rule.object, row, places, unknown):
            one, two = (object_, subject) if reverse else (subject, object_)
            yield Told(one, relation, two, Status(status), rule.polarity, _supports(rule, row), span, row.get(rule.role) or None, rule.confidence, cue)


def _cue(rule: Rule, row: Dict[str, str]) -> str:
    """The cell that sets the status: of the status, else of the relation, else the row's first."""
    columns = (rule.status.column, rule.relation.column, *row)
    column = next(each for each in columns if each and row[each] not in _NOTHING)
    return f"{column}: {' '.join(row[column].split())}"


def _supports(rule: Rule, row: Dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({kind for column, kind in rule.support_types.items() if row[column] not in (*_NOTHING, "0")}))


def _looked_up(choice: Choice, what: str, row: Dict[str, str], unknown: Counter[str]) -> Dict[str, str]:
    """What a choice gives for this row; a code that is not known is counted, and gives nothing."""
    if not choice.column:
        return {what: choice.value}
    code = row[choice.column]
    tried = [code[:length] for length in range(len(code), 0, -1)] if choice.prefix else [code]
    for each in tried:
        if each in choice.codes:
            return choice.codes[each]
    if choice.default:
        return {what: choice.default}
    if code not in _NOTHING:
        _count(unknown, f"{choice.column} {code!r}")
    return {}


def _parties(end: End, row: Dict[str, str], places: Dict[str, Span], unknown: Counter[str]) -> Iterator[Party]:
    code = row[end.code] if end.code else ""
    if code not in _NOTHING:
        known = end.codes.get(code)
        if known:
            yield Party(known["name"], places[end.code], known["actor"], end.kind)
            return
        _count(unknown, f"{end.code} {code!r}")
        if not end.column:
            return
    if end.column and row[end.column] not in _NOTHING:
        yield from _named(end, " ".join(row[end.column].split()), places[end.column].start)


def _named(end: End, cell: str, start: int) -> Iterator[Party]:
    """The names of a cell, each where it stands."""
    at = 0
    for part in cell.split(end.split) if end.split else [cell]:
        name = part
        for pattern in end.strip:
            name = pattern.sub("", name)
        name = name.strip()
        place = cell.find(name, at) if name and not (end.leave_out and end.leave_out.search(name)) else -1
        if place >= 0:
            yield Party(name, Span(start + place, start + place + len(name)), None, end.kind)
        at += len(part) + len(end.split)


def _count(unknown: Counter[str], code: str) -> None:
    if code in unknown or len(unknown) < MOST_UNKNOWN:
        unknown[code] += 1


def _day(row: Dict[str, str], columns: Dict[str, str]) -> tuple[date, Precision] | None:
    """The day, month or year that the columns give."""
    if "date" in columns:
        cell = row[columns["date"]].strip()
        wordy = _WORDY.match(cell)
        match = _DAY.match(f"{wordy[3]}-{_MONTHS.index(wordy[2]) + 1:02}-{int(wordy[1]):02}" if wordy else cell)
        parts = match.groups() if match else (None,)
    else:
        cells = [row[columns[part]] if part in columns else "" for part in ("year", "month", "day")]
        parts = tuple(cell if cell.isdigit() and int(cell) > 0 else None for cell in cells)
    year, month, day = (*parts, None, None)[:3]
    if year is None:
        return None
    try:
        found = date(int(year), int(month or 1), int(day or 1) if month else 1)
    except ValueError:
        return None
    return found, Precision.DAY if month and day else Precision.MONTH if month else Precision.YEAR


def _span(rule: Rule, relation: str, row: Dict[str, str]) -> TimeSpan | None:
    """When it happened, or from when to when it held: then an end that is given ends it."""
    first, last = _day(row, rule.begins), _day(row, rule.ends)
    if first is None and last is None:
        return None
    precision = coarsest(found[1] for found in (first, last) if found)
    lasts = _lasts(rule, relation)
    final = last or (None if lasts else first)
    return TimeSpan(first[0] if first else None, last_day(*final) if final else None, precision, ended=lasts and last is not None)


def _lasts(rule: Rule, relation: str) -> bool:
    """Whether the days of a row are those of a state: as the mapping says, else as the ontology says of the relation.

    Where both days stand in the same columns, the row says that it was so then, not that it ended.
    """
    if rule.time:
        return rule.time == STATE
    return load_vocabulary().relation(relation).lasting and rule.begins != rule.ends
