"""Reject queries and updates that would access the network or files, or end the process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import QueryError

# Strings, IRIs and comments are tokens, so that words inside them are not matched.
_TOKEN = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\s]*>|\#[^\n]*|[?$][\w]+|[\w-]*:(?:[\w.%:-]|\\.)*|\w+|\S""",
    re.DOTALL,
)
_DISABLED = {"SERVICE": "asking another endpoint (SERVICE)", "LOAD": "loading files (LOAD)"}
LONGEST_QUERY = 1_000_000
# The engine's parser is recursive: at some 2,500 nested brackets it overflows the stack, which ends the process.
DEEPEST_QUERY = 300
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of SPARQL, without comments."""
    return (match for match in _TOKEN.finditer(text) if not match.group().startswith("#"))


def words_of(text: str) -> list[str]:
    """Return the texts of `tokens`; takes a third of the time, if positions are not needed."""
    return [word for word in _TOKEN.findall(text) if word[0] != "#"]


def has_word(text: str, *words: str) -> bool:
    """Return whether SPARQL contains one of these upper-case words outside of strings, IRIs and comments."""
    upper = text.upper()
    # Fast path: most texts contain none of them anywhere.
    return any(word in upper for word in words) and any(word.upper() in words for word in words_of(text))


def first_word(text: str, *words: str) -> str | None:
    """Return the first of these upper-case words in SPARQL outside of strings, IRIs and comments; None if there is none."""
    return next((word for match in tokens(text) if (word := match.group().upper()) in words), None)


def guard(query: str, longest: int = LONGEST_QUERY) -> None:
    """Reject a query that would reach outside the graph, or that the engine cannot parse.

    Raises:
        QueryError: it uses SERVICE or LOAD, is longer than `longest` characters or nests more than `DEEPEST_QUERY` brackets.
    """
    if len(query) > longest:
        raise QueryError(f"the query has {len(query):,} characters; the limit is {longest:,}")
    if sum(map(query.count, _OPENING)) > DEEPEST_QUERY and _depth(query) > DEEPEST_QUERY:
        raise QueryError(f"the query has more than {DEEPEST_QUERY} brackets inside each other")
    if not has_word(query, *_DISABLED):
        return
    for match in tokens(query):
        word = match.group().upper()
        if word in _DISABLED:
            line = query.count("\n", 0, match.start()) + 1
            raise QueryError(f"line {line}: {_DISABLED[word]} is disabled: queries can access only this graph")


def _depth(query: str) -> int:
    """Return how many brackets are open at once."""
    open_, deepest = 0, 0
    for word in words_of(query):
        open_ += (word in _OPENING) - (word in _CLOSING)
        deepest = max(deepest, open_)
    return deepest
