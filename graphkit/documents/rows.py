"""Convert a row of a table or a JSON object to a document: which column is which field, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import takewhile
from typing import Any

from graphkit.dates import Order, means_publication, notices, parse_date
from graphkit.documents.address import NOWHERE, day_of_address, host_of, local_day, real_address
from graphkit.documents.clippings import is_prose
from graphkit.documents.datasets import REFERENCES, no_texts
from graphkit.documents.dayline import day_or_line
from graphkit.documents.markup import has_markup, text_of
from graphkit.documents.names import KNOWN, by_plain, no_outlets, resolved, stated, without_empty, worded
from graphkit.documents.names import plain as _plain
from graphkit.documents.ninjs import is_ninjs, read_ninjs
from graphkit.documents.paragraphs import whole_text
from graphkit.documents.plain import SHORTENED, clean
from graphkit.documents.slack import is_message, is_service, plain_message
from graphkit.documents.walk import SKIPPED_FILES
from graphkit.errors import DocumentError, UsageError
from graphkit.model import Document, Failure, Item, Notice, Precision, digest

# Columns of social media exports, in which `created_at` and the like are the date of the post; elsewhere it may be that of a record.
_POSTED = ("createdat", "createdutc", "timestamp", "ts")
_POSTS = frozenset("idstr conversationid edithistorytweetids authorid inreplytoid inreplytostatusid userscreenname accountacct subreddit indexedat clientmsgid twitterurl userteam botid subtype userprofilerealname timestampedited".split())
# Columns with the parts of a date.
_PARTS = (("publicationyear", "pubyear", "year"), ("publicationmonth", "pubmonth", "month"), ("publicationday", "pubday", "day"))
# Levels of nested objects that are flattened, and objects whose keys are used without a prefix.
_DEEPEST = 4
_WRAPPERS = frozenset("fields _source attributes article data record tweet post object".split())
# Characters of a line with a date of publication and others.
_LONGEST_DAY = 200
# Columns that only references have, those of abstracts, and those of notes, which may have the text of an article.
_REFERENCE = frozenset("itemtype containertitle issueddateparts abstractnote publicationtitle".split())
_ABSTRACTS, _NOTES = ("abstractnote", "abstract", "ab", "leadparagraph"), ("notes", "note", "annote")
# Text that NewsAPI and Reddit leave of what was removed.
_TAKEN_BACK = frozenset(("[removed]", "[deleted]"))
# What an interface gives instead of a text for which its user has not paid.
_UNPAID = re.compile(r"\s*ONLY AVAILABLE IN [A-Z ]{1,60}\s*")
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.)?\s*(\[\+?\d+ chars\])\s*$")
Columns = Mapping[str, str]


def fields_of(names: Iterable[str], columns: Columns) -> dict[str, str]:
    """Return the column of each field: the user's choice, else the best known name."""
    given = list(names)
    plain = by_plain(given)
    meant = plain.keys() - no_outlets(plain.keys())
    found = {field: next(plain[known] for known in wanted if known in meant) for field, wanted in KNOWN.items() if meant & set(wanted)}
    if days := days_among(given):
        found["date"] = days[0]
    for field, name in worded(given):
        found.setdefault(field, name)
    chosen = {field: name if name in given else plain.get(_plain(name), name) for field, name in columns.items()}
    # A column chosen for one field is not used for another.
    return {field: name for field, name in found.items() if name not in chosen.values()} | chosen


def days_among(names: Iterable[str]) -> list[str]:
    """Return the columns that may contain the date of publication, most reliable first: those named after it, other known names, similar ones."""
    given = list(names)
    plain = by_plain(given)
    known = [plain[name] for name in (*KNOWN["date"], *(_POSTED if _POSTS & plain.keys() else ())) if name in plain]
    similar = [name for name in given if means_publication(name) and name not in date_parts(given)]
    exact = [name for name in (*known, *similar) if name in similar and "pub" in _plain(name)]
    return list(dict.fromkeys((*exact, *known, *similar, *(name for field, name in worded(given) if field == "date" and name not in date_parts(given)))))


def needed(names: Iterable[str], columns: Columns, source: str) -> dict[str, str]:
    """Like `fields_of`, for a table, which must have a text column.

    Raises:
        DocumentError: no column is known to be the text.
        UsageError: a column named by the user does not exist.
    """
    given = list(names)
    fields = fields_of(given, columns)
    shown = ", ".join(name[:40] for name in given[:40]) or "none"
    for name in columns.values():
        if name not in given and _plain(name) not in map(_plain, given):
            raise UsageError(f"{source} has no column {name!r}; its columns: {shown}")
    if "text" not in fields:
        raise DocumentError(no_texts(given, shown, addresses="url" in fields))
    return fields


def items_of(row: object, number: int, name: str, source: str, *, columns: Columns | None = None, order: Order | None = None) -> Iterator[Item]:
    """Yield the document of one row, with notices or a failure.

    The id is that of the row, else a digest of its address, else the file's name and the row's number. Text without markup
    is kept exactly as given, since offsets of claims refer to it.

    Args:
        row: values by column; nested objects are flattened by `flat`.
        number: number of the row, from 1.
        name: name of the file, without its ending.
        source: path of the file, for messages.
        columns: the user's column names by field.
        order: order of day and month in ambiguous dates.
    """
    where = f"{source}:{number}"
    if not isinstance(row, dict):
        yield Failure(where, f"a row must be an object, this is {type(row).__name__}")
        return
    if is_ninjs(row) and not columns:
        yield from read_ninjs(row, f"{name}-{number}", where)
        return
    if is_message(row):
        if is_service(row):
            yield Notice(where, SKIPPED_FILES, "message of Slack itself")
            return
        row = plain_message(row)
    cells, columns = stated(flat(row), columns or {})
    cells = cells if "text" in columns else without_empty(cells)
    fields = {field: cells.get(column) for field, column in fields_of(cells, columns).items()}
    text = whole_text(fields.get("text")) or _noted(cells)
    if not text.strip() or _UNPAID.fullmatch(text):
        listed = fields.get("title") and _is_reference(cells)
        yield Notice(where, REFERENCES, str(fields["title"])) if listed else Failure(where, _missing(cells, fields))
        return
    if text.strip().lower() in _TAKEN_BACK:
        yield Notice(where, "articles taken back by their source", text.strip())
        return
    yield from _shortened(text, where)
    if "text" not in columns and _plain(fields_of(cells, {}).get("text", "")) in _ABSTRACTS:
        yield Notice(where, SHORTENED, "abstracts of references")
    day, published, precision = _day(_dated(cells, columns), order)
    url, outlet = _origin(fields, cells)
    if published is None:
        published, precision = day_of_address(url)
    published = local_day(published, day, url)
    yield from notices(day, published, where)
    own = _id(fields.get("id")) or (digest(url) if url and real_address(url) else "")
    yield Document(
        id=own or f"{name}-{number}",
        text=_text(text),
        title=resolved(_name(fields.get("title"), "text"), rendered="titlerendered" in map(_plain, cells)),
        url=url,
        outlet=outlet,
        published=published,
        published_precision=precision,
        conflict=_line(fields.get("conflict")),
        # The row number does not identify the article, since rows may be inserted before it.
        place=None if own else NOWHERE,
    )


def flat(row: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """Flatten nested objects into columns such as `source.name`; keys of `fields`, `_source` and the like get no prefix."""
    cells: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            for inner, each in flat(value, depth + 1).items():
                # MongoDB exports typed values as `{"$date": …}`.
                cells.setdefault(key if inner.startswith("$") else inner if key in _WRAPPERS else f"{key}.{inner}", each)
        else:
            cells[str(key)] = value
    return cells


def is_article(row: object, columns: Columns | None = None) -> bool:
    """Whether an object has the text of an article, or is an item of an agency."""
    if not isinstance(row, dict):
        return False
    if is_ninjs(row):
        return True
    cells = flat(row) if columns and "text" in columns else without_empty(flat(row))
    return bool(whole_text(cells.get(fields_of(cells, columns or {}).get("text", ""))).strip())


def is_listed(row: object) -> bool:
    """Whether an object describes an article without its text: it has a title, and an address or a date; it is no note on a chat, as in Telegram exports."""
    if not isinstance(row, dict) or row.get("type") == "service":
        return False
    cells = flat(row)
    has = {field for field, column in fields_of(cells, {}).items() if cells.get(column)}
    return "title" in has and bool(has & {"url", "date"})


def day_cell(row: object, columns: Columns) -> object:
    """Return the date cell of a row, unparsed."""
    return _day(_dated(flat(row), columns), None)[0] if isinstance(row, dict) else None


def _dated(cells: Mapping[str, Any], columns: Columns) -> list[object]:
    """Return the cells that may contain the date of publication: in the user's column, else in the known ones."""
    if "date" in columns:
        return [cells.get(fields_of(cells, columns)["date"])]
    days, year = [cells[column] for column in days_among(cells)], _of_parts(cells)
    # Web of Science has days without their year ("MAR 6").
    return [*days, *(f"{day} {year}" for day in days if isinstance(day, str) and year.isdecimal()), year]


def date_parts(names: Iterable[str]) -> list[str]:
    """Return the columns of year, month and day, as far as there are such columns; [] without a year."""
    plain = by_plain(names)
    found = [next((plain[known] for known in wanted if known in plain), "") for wanted in _PARTS]
    return list(takewhile(bool, found))


def _of_parts(cells: Mapping[str, Any]) -> str:
    """Return the date in columns of its parts, as precise as they are valid; "" for a column `year` alone, which may be any year except beside an abstract."""
    columns = date_parts(cells)
    parts = [re.sub(r"\.0\Z", "", str(cells[column] or "").strip()) for column in columns]
    dates = ("-".join(parts[:number]) if parts[1].isdigit() else " ".join(reversed(parts[:number])) for number in (3, 2) if len(parts) >= number)
    named = [parts[0]] if columns and (_plain(columns[0]) != "year" or "abstract" in map(_plain, cells)) else []
    return next((said for said in (*dates, *named) if re.fullmatch(r"\d{4}", parts[0]) and parse_date(said)[0]), "")


def _day(values: Iterable[object], order: Order | None) -> tuple[object, date | None, Precision]:
    """Return the first value that is a date, with date and precision; else the first value, with None."""
    given = [_parts(value) for value in values if value is not None and value != "" and not isinstance(value, bool)]
    read = ((value, *(day_or_line(value, order) if isinstance(value, str) and len(value) <= _LONGEST_DAY else parse_date(value, order))) for value in given)
    return next((found for found in read if found[1] is not None), (given[0] if given else None, None, Precision.DAY))


def _parts(value: object) -> object:
    """Join a date in parts, as in CSL ([[2024, 5, 15]]), with hyphens; other values unchanged."""
    parts = value[0] if isinstance(value, list) and len(value) == 1 else None
    if isinstance(parts, list) and 1 <= len(parts) <= 3 and all(str(part).isdecimal() for part in parts):
        return "-".join(f"{int(part):02}" for part in parts)
    return value


def _missing(cells: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    if fields.get("title"):
        return "the row has a title but no text; only articles with their text can be read (its page: graphkit build ADDRESS; if another column holds it: --column text=COLUMN)"
    return f"the row has no text; its columns: {', '.join(str(name)[:40] for name in list(cells)[:20]) or 'none'} (another one: --column text=COLUMN)"


def _is_reference(cells: Mapping[str, Any]) -> bool:
    return bool(_REFERENCE & set(map(_plain, cells)))


def _noted(cells: Mapping[str, Any]) -> str:
    """Return the notes on a reference without an abstract, if they are prose."""
    found = [value for name, value in cells.items() if _plain(name) in _NOTES and isinstance(value, str)] if _is_reference(cells) else []
    return next((value for value in found if is_prose(text_of(value))), "")


def _shortened(text: str, where: str) -> Iterator[Notice]:
    """Yield a notice if the text is truncated, which NewsAPI and others mark with the number of missing characters."""
    if _LEFT_OUT.search(text[-60:]):
        yield Notice(where, SHORTENED, "“… [+N chars]”")


def _text(text: str) -> str:
    tail = _LEFT_OUT.search(text, max(0, len(text) - 60))
    kept = text[: tail.start()] if tail else text
    return text_of(kept) if has_markup(kept) else clean(kept)


def _origin(fields: Mapping[str, Any], cells: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return address and outlet of a row; some programs call the address of an article its source."""
    url, outlet = _name(fields.get("url"), "href"), _name(fields.get("outlet"), "name")
    source = outlet if real_address(outlet) else _line(cells.get("source"))
    url = url or (source if real_address(source) else None)
    return url, host_of(outlet) if real_address(outlet) else outlet


def _name(value: object, key: str) -> str | None:
    """Return a name or address, which may be in a list and in an object (ReliefWeb, Inoreader)."""
    value = value[0] if isinstance(value, list) and value else value
    return _line(value.get(key) if isinstance(value, dict) else value)


def _id(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return clean(str(value)).strip() or None


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return clean(text_of(value) if has_markup(value) else value).strip() or None
