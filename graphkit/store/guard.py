"""What a query may not do: reach the network or a file."""

from __future__ import annotations

import re

from graphkit.errors import QueryError

# Strings, IRIs and comments are passed over, so that a quoted word is not taken for one.
_TOKEN = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\n]*|[?$][\w]+|[\w-]*:[\w.%-]*|\w+|\S""",
    re.DOTALL,
)
_OFF = {"SERVICE": "asking another endpoint (SERVICE)", "LOAD": "loading files (LOAD)"}
LONGEST_QUERY = 1_000_000


def guard(query: str) -> None:
    """Refuse a query that would reach outside the graph.

    Raises:
        QueryError: it asks for SERVICE or LOAD, or is longer than a query may be.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"the query has {len(query):,} characters; at most {LONGEST_QUERY:,} are taken")
    for match in _TOKEN.finditer(query):
        word = match.group().upper()
        if word in _OFF:
            line = query.count("\n", 0, match.start()) + 1
            raise QueryError(f"line {line}: {_OFF[word]} is switched off: a query may only read this graph")
