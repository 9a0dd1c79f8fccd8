"""Reject queries and updates that would access the network or files, or end the process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import QueryError, shortened

# Strings, IRIs and comments are tokens, so that words inside them are not matched. The lookbehinds keep `1-1-1…` and `\"\"\"…`
# from being searched to the end at each character. Names may have any letters and marks beyond ASCII.
_TOKEN = re.compile(
    r"""(?<!\\)(?:\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|<[^<>"{}|^`\s]*>|\#[^\n]*|[?$][\w\x80-\U0010ffff]+|(?:(?<![\w-])[\w-]*|(?<=-)\w*):(?:[\w.%:\x80-\U0010ffff-]|\\.)*|\w+"""
    r"""|\|\||&&|\^\^|!=|@[A-Za-z][\w-]*|\S""",
    re.DOTALL,
)
_DISABLED = {"SERVICE": "asking another endpoint (SERVICE)", "LOAD": "loading files (LOAD)"}
LONGEST_QUERY = 1_000_000
# The engine is recursive. It overflows the stack, which ends the process, at some 2,500 nested brackets, or as many OPTIONAL, BIND
# or MINUS in a group; at 4,000 triples of a pattern or elements of a list in it, and at 6,000 operators.
DEEPEST_QUERY = 300
LONGEST_CHAIN = 2000
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_LINKS = _OPENING | {*"+-*/|&!^.;,", "||", "&&"}
_NO_TERMS = _LINKS | {*"=<>", "^^", "!="}
# The engine reads the triples of templates and data, and the values in the braces after VALUES, one by one.
_FLAT = ("INSERT", "DELETE", "CONSTRUCT", "DATA", "VALUES")
# Keywords and names of functions; those that end with a digit look like numbers (`1.e5`).
_NAME = re.compile(r"(?!(?:true|false)$)[A-Za-z_]+", re.IGNORECASE)
# What cannot be a comparison: `1<a-1&&2>1` has no `://`.
_CERTAIN_IRI = re.compile(r"<\w+://")


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
        QueryError: it uses SERVICE or LOAD, is longer than `longest` characters, nests more than `DEEPEST_QUERY` brackets, chains more than `LONGEST_CHAIN` triples, brackets, operators or elements of lists, or has a comparison in it that looks like an IRI.
    """
    if len(query) > longest:
        raise QueryError(f"the query has {len(query):,} characters; the limit is {longest:,}")
    if sum(map(query.count, _OPENING)) > DEEPEST_QUERY or len(query) > LONGEST_CHAIN:
        depth, chain = _extent(query)
        if depth > DEEPEST_QUERY:
            raise QueryError(f"the query has more than {DEEPEST_QUERY} brackets inside each other")
        if chain > LONGEST_CHAIN:
            raise QueryError(f"the query has more than {LONGEST_CHAIN:,} triples, brackets, operators and elements of lists in one group; put values into VALUES or IN (…)")
    if not has_word(query, *_DISABLED):
        return
    for match in tokens(query):
        word = match.group().upper()
        if word in _DISABLED:
            line = query.count("\n", 0, match.start()) + 1
            raise QueryError(f"line {line}: {_DISABLED[word]} is disabled: queries can access only this graph")


def _extent(query: str) -> tuple[int, int]:
    """Return how many brackets are open at once, and how many links precede each other in a group and those around it."""
    extent = _Extent()
    for word in words_of(query):
        for part in words_of(word[1:-1]) if extent.may_compare(word) else (word,):
            extent.read(part)
    return extent.depth, extent.longest


class _Extent:
    """Counts the brackets that are open at once, and the triples, brackets, operators and elements of lists in a group and those around it."""

    def __init__(self) -> None:
        self.depth = self.longest = 0
        self._chain = 0
        # The bracket ("!(" for a negated set of properties), and what applies again behind it.
        self._opened: list[tuple[str, int, bool]] = []
        self._flat = self._announced = self._after_term = False
        self._last = ""

    def may_compare(self, word: str) -> bool:
        """Return whether a token that looks like an IRI may be a comparison, as in `1<2+3&&4>5`.

        Raises:
            QueryError: it may, and a quotation mark or # in it leaves open what follows.
        """
        if word[0] != "<" or len(word) == 1 or not self._after_term or self._flat or not self._in_parentheses() or _CERTAIN_IRI.match(word):
            return False
        if "'" in word or "#" in word:
            raise QueryError(f"{shortened(word, 60)} may be an IRI or a comparison; put a space after <, or write the IRI as a prefixed name")
        return True

    def read(self, word: str) -> None:
        """Count a token."""
        if word[0] == "@":
            # The language belongs to the term before it.
            return
        if word in _CLOSING:
            if self._opened:
                _, self._chain, self._flat = self._opened.pop()
            self._after_term = True
        else:
            self._link(word)
            self._after_term = word not in _NO_TERMS and not _NAME.fullmatch(word)
        # The words between VALUES and the values are variables and brackets: another `values` is part of a name.
        self._announced = word.upper() in _FLAT or (self._announced and word[0] in "?$()")
        self._last = word

    def _link(self, word: str) -> None:
        before = self._chain
        if word == ";" and not self._opened:
            # The next operation of an update.
            self._chain = 0
        elif word == "," and self._in_parentheses():
            # Arguments, and the values of IN.
            self._chain = self._opened[-1][1]
        elif not self._flat and self._counts(word):
            self._chain += 1
        self.longest = max(self.longest, self._chain)
        if word in _OPENING:
            # The brackets of a function are open until they close, and count no longer.
            called = word == "(" and self._in_parentheses() and bool(_NAME.fullmatch(self._last))
            self._opened.append(("!(" if word == "(" and self._last == "!" else word, before if called else self._chain, self._flat))
            self._flat = self._flat or (word == "{" and self._announced)
            self.depth = max(self.depth, len(self._opened))

    def _counts(self, word: str) -> bool:
        if not self._in_parentheses():
            return word in _LINKS
        if word == "." or (word in "|^" and self._opened[-1][0] == "!("):
            # A decimal number, or one of a set of properties.
            return False
        # Terms beside each other in parentheses are a list.
        return word in _LINKS or (self._after_term and word not in _NO_TERMS and not _NAME.fullmatch(word))

    def _in_parentheses(self) -> bool:
        return bool(self._opened) and self._opened[-1][0].endswith("(")
