"""Reject queries and updates that would access the network or files, or end the process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import QueryError

# Strings, IRIs and comments are tokens, so that words inside them are not matched. The lookbehinds keep `1-1-1…` and `\"\"\"…`
# from being searched to the end at each character.
_TOKEN = re.compile(
    r"""(?<!\\)(?:\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|<[^<>"{}|^`\s]*>|\#[^\n]*|[?$][\w]+|(?:(?<![\w-])[\w-]*|(?<=-)\w*):(?:[\w.%:-]|\\.)*|\w+|\S""",
    re.DOTALL,
)
_DISABLED = {"SERVICE": "asking another endpoint (SERVICE)", "LOAD": "loading files (LOAD)"}
LONGEST_QUERY = 1_000_000
# The engine is recursive: at some 2,500 nested brackets, or as many OPTIONAL, BIND or MINUS in a group, it overflows the
# stack, which ends the process; at 4,000 elements of a list, and at 6,000 operators or patterns.
DEEPEST_QUERY = 300
LONGEST_CHAIN = 2000
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_LINKS = _OPENING | frozenset("+-*/|&!^.;,")
_NO_TERMS = _LINKS | _CLOSING | frozenset("=<>")
# The values in the braces after these words are read one by one.
_FLAT = ("DATA", "VALUES")


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
        QueryError: it uses SERVICE or LOAD, is longer than `longest` characters, nests more than `DEEPEST_QUERY` brackets, or chains more than `LONGEST_CHAIN` operators or patterns.
    """
    if len(query) > longest:
        raise QueryError(f"the query has {len(query):,} characters; the limit is {longest:,}")
    if sum(map(query.count, _OPENING)) > DEEPEST_QUERY or len(query) > LONGEST_CHAIN:
        depth, chain = _extent(query)
        if depth > DEEPEST_QUERY:
            raise QueryError(f"the query has more than {DEEPEST_QUERY} brackets inside each other")
        if chain > LONGEST_CHAIN:
            raise QueryError(f"the query has more than {LONGEST_CHAIN:,} operators or patterns in one group; put values into VALUES or IN (…)")
    if not has_word(query, *_DISABLED):
        return
    for match in tokens(query):
        word = match.group().upper()
        if word in _DISABLED:
            line = query.count("\n", 0, match.start()) + 1
            raise QueryError(f"line {line}: {_DISABLED[word]} is disabled: queries can access only this graph")


def _extent(query: str) -> tuple[int, int]:
    """Return how many brackets are open at once, and how many operators and patterns precede each other in a group and those around it."""
    opened: list[tuple[str, int, bool]] = []
    depth = chain = longest = 0
    flat, announced, last_is_term = False, False, False
    for word in words_of(query):
        is_term = word not in _NO_TERMS
        in_parentheses = bool(opened) and opened[-1][0] == "("
        if word in _CLOSING and opened:
            _, chain, flat = opened.pop()
        elif word == "," and in_parentheses:
            # Arguments, and the values of IN.
            chain = opened[-1][1]
        elif word in _LINKS or (in_parentheses and is_term and last_is_term):
            # Terms beside each other in parentheses are a list.
            chain += not flat
        announced = announced or word.upper() in _FLAT
        if word in _OPENING:
            opened.append((word, chain, flat))
            if word == "{":
                flat, announced = flat or announced, False
        depth, longest, last_is_term = max(depth, len(opened)), max(longest, chain), is_term
    return depth, longest
