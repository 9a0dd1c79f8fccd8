"""What a query or an update may not do: reach the network or a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import QueryError

# Strings, IRIs and comments are passed over, so that a quoted word is not taken for one.
_TOKEN = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\s]*>|\#[^\n]*|[?$][\w]+|[\w-]*:(?:[\w.%:-]|\\.)*|\w+|\S""",
    re.DOTALL,
)
_OFF = {"SERVICE": "asking another endpoint (SERVICE)", "LOAD": "loading files (LOAD)"}
LONGEST_QUERY = 1_000_000


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Words, names, strings and signs of SPARQL, comments left out."""
    return (match for match in _TOKEN.finditer(text) if not match.group().startswith("#"))


def guard(query: str, longest: int = LONGEST_QUERY) -> None:
    """Refuse what would reach outside the graph.

    Raises:
        QueryError: it asks for SERVICE or LOAD, or has more characters than `longest`.
    """
    if len(query) > longest:
        raise QueryError(f"the query has {len(query):,} characters; at most {longest:,} are taken")
    for match in tokens(query):
        word = match.group().upper()
        if word in _OFF:
            line = query.count("\n", 0, match.start()) + 1
            raise QueryError(f"line {line}: {_OFF[word]} is switched off: only this graph can be reached")
