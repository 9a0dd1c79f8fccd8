"""Objects in JSON files as rows of cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from graphkit.errors import DocumentError

MOST_JSON = 2**28


def json_cells(first: str, stream: IO[str], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the longest list of objects in a JSON file: SPARQL results, an API response, a plain list, JSON lines.

    Args:
        first: the text already read from the stream.
        stream: the rest of the text.
        name: file name, for messages.

    Raises:
        DocumentError: the text is not JSON, or longer than `MOST_JSON` characters.
    """
    text = first + stream.read(MOST_JSON + 1)
    if len(text) > MOST_JSON:
        raise DocumentError(f"{name}: JSON of more than {MOST_JSON >> 20} MB; save it as CSV")
    try:
        records = _records(_parsed(text))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{name}: is not JSON: {error}") from error
    columns = list(dict.fromkeys(str(key) for record in records for key in record))
    # Keys are no row of the file.
    yield 0, columns
    for number, record in enumerate(records, start=1):
        yield number, [_cell(record.get(column)) for column in columns]


def _parsed(text: str) -> object:
    """Parse one JSON value, or JSON lines."""
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0].rstrip().endswith("}"):
            return [json.loads(line) for line in lines]
        raise


def _records(content: object) -> list[dict[str, object]]:
    if isinstance(content, list):
        return [each for each in content if isinstance(each, dict)]
    if isinstance(content, dict):
        lists = [_records(each) for each in content.values() if isinstance(each, list | dict)]
        return max(lists, key=len, default=[])
    return []


def _cell(value: object) -> str:
    """Return a value as a cell; for a SPARQL binding, its `value`."""
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    if value is None or isinstance(value, list | dict):
        return ""
    return str(value)
