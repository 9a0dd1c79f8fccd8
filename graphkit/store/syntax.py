"""Messages for SPARQL that does not parse: line and column of the word at fault, and the reason where it is known."""

from __future__ import annotations

import re
from collections.abc import Callable

from graphkit.errors import did_you_mean, shortened
from graphkit.rdf import PREFIXES
from graphkit.store.guard import first_word, tokens

_QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "WITH", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD")
_PREFIXED = re.compile(r"([\w-]*):(?:[\w.%:-]|\\.)*")
_POSITION = re.compile(r"(?:error )?at (\d+):(\d+):?\s*")
# Reasons that the parser gives among the characters that it expects.
_REASON = re.compile(r"(?:expected|one of|,) ((?!Prefix not)[A-Z]\w+ (?=[\w* ]*\b[a-z])[\w* ]+)")
_ABSOLUTE = re.compile(r"<[A-Za-z][\w+.-]*:")
# The parser reports how far it has looked, up to the length of its longest keyword past the fault: the words are moved further apart.
_APART = " " * 40
_HALVES = ("'", '"')
_ALONE = frozenset("{}()[],;")
# Characters up to which the text is parsed again to find the place.
_LONGEST = 20_000


def parser_message(error: SyntaxError, what: str, sparql: str, parse: Callable[[str], object]) -> str:
    """Return one line on SPARQL that does not parse.

    Args:
        error: the parser's error.
        what: "the query" or "the update".
        sparql: the text.
        parse: parses a text; the place of the fault is found by parsing it with wider spaces.
    """
    form = first_word(sparql, *_QUERIES, *_UPDATES)
    if form in (_UPDATES if what == "the query" else _QUERIES):
        other = "update" if form in _UPDATES else "query"
        return f"{what} does not parse: {form} begins {'an' if other == 'update' else 'a'} {other}; run it with `graphkit {other}`, or over HTTP with `{other}=`"
    words = [(match.start(), match.group()) for match in tokens(sparql)]
    if not words:
        return f"{what} does not parse: it is empty"
    if bad := next((word for word in words if word[1] in _HALVES), None):
        return f"{what} does not parse at {_place(sparql, bad[0])}: the quotation mark {bad[1]} is not closed"
    if unknown := _undeclared(words):
        place, name = unknown
        return f"{what} does not parse at {_place(sparql, place)}: the prefix {name}: is not declared; put PREFIX {name}: <{_well_known(name)}> first.{did_you_mean(name, PREFIXES, '{}:')}"
    reason = _REASON.search(" ".join(str(error).split()))
    if reason is not None:
        if reason[1].startswith("IRI") and (iri := _bad_iri(sparql, words)):
            return f"{what} does not parse at {iri}"
        return f"{what} does not parse: {reason[1][:1].lower() if reason[1][1].islower() else reason[1][:1]}{reason[1][1:]}"
    at = _fault(sparql, words, parse) if len(sparql) <= _LONGEST else None
    if at is None:
        found = _POSITION.search(str(error))
        return f"{what} does not parse{f' at line {found[1]}, before column {found[2]}' if found else ''}"
    if at == len(words):
        opened = _unclosed(words)
        ending = f"; the {opened[1]} at {_place(sparql, opened[0])} is not closed" if opened else ""
        return f"{what} does not parse at {_place(sparql, len(sparql.rstrip()))}: it ends too early{ending}"
    place, word = words[at]
    if word == "}" and any(other.upper() == "AS" or other.startswith("_:") for _, other in words) and str(error).endswith(("expected [_]", "expected <unreported>")) and _unclosed(words[:at]):
        return f"{what} does not parse at {_place(sparql, place)}: the group that ends here is not valid; does it assign a variable twice, or share a blank node with another group?"
    return f"{what} does not parse at {_place(sparql, place)}: {shortened(word, 60)} is not expected here"


def _place(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _bad_iri(sparql: str, words: list[tuple[int, str]]) -> str | None:
    """Describe the first IRI that is relative or has a character that is not allowed."""
    for place, word in words:
        if word == "<" and sparql[place + 1 : place + 2].isalpha():
            return f"{_place(sparql, place)}: the IRI that begins here has a space or another character that is not allowed"
        if word.startswith("<") and word.endswith(">") and not _ABSOLUTE.match(word):
            return f"{_place(sparql, place)}: {shortened(word, 60)} is not an absolute IRI"
    return None


def _undeclared(words: list[tuple[int, str]]) -> tuple[int, str] | None:
    """Return the place and the prefix of the first name whose prefix is not declared."""
    declared = set(PREFIXES)
    for number, (place, word) in enumerate(words):
        if not (named := _PREFIXED.fullmatch(word)) or named[1] == "_":
            continue
        if number and words[number - 1][1].upper() == "PREFIX":
            declared.add(named[1])
        elif named[1] not in declared and words[number - 1 : number] != [(place - 1, "<")]:
            return place, named[1]
    return None


def _well_known(prefix: str) -> str:
    """Return the namespace that usually has this prefix, else an ellipsis."""
    from rdflib import Graph

    return next((str(iri) for name, iri in Graph(bind_namespaces="rdflib").namespaces() if name == prefix), "…")


def _fault(sparql: str, words: list[tuple[int, str]], parse: Callable[[str], object]) -> int | None:
    """Return the number of the word at fault, that of all words if the text ends too early; None if it is not known."""
    wide, starts = "", []
    for number, (place, word) in enumerate(words):
        before, last = (words[number - 1][0] + len(words[number - 1][1]), words[number - 1][1]) if number else (0, "")
        wide += _APART if before < place or word in _ALONE or last in _ALONE else ""
        starts.append(len(wide))
        wide += word.replace("\n", " ")
    wide += _APART
    try:
        parse(wide)
    except SyntaxError as error:
        found = _POSITION.search(str(error))
        if found is None:
            return None
        reached = int(found[2]) - 1
        return len(words) if reached >= len(wide) else max((number for number, start in enumerate(starts) if start <= reached), default=0)
    return None


def _unclosed(words: list[tuple[int, str]]) -> tuple[int, str] | None:
    """Return the last bracket that is not closed, with its place."""
    opened: list[tuple[int, str]] = []
    for place, word in words:
        if word in ("{", "(", "["):
            opened.append((place, word))
        elif word in ("}", ")", "]") and opened:
            opened.pop()
    return opened[-1] if opened else None
