"""Analyze and rewrite SPARQL Update text: which graphs it may reach, and the dataset of the request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from graphkit.errors import QueryError
from graphkit.ontology import GK, NS, REL
from graphkit.rdf import PREFIXES
from graphkit.store.guard import tokens

# Keywords of SPARQL 1.1 Update that precede the name of a graph, or stand for all graphs.
_GRAPH_KEYWORDS = frozenset(("GRAPH", "WITH", "TO", "INTO", "ADD", "COPY", "MOVE", "CLEAR", "DROP", "CREATE"))
_SKIPPED_KEYWORDS = frozenset(("SILENT", "GRAPH"))
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OPEN, _CLOSED = "{", "}"
# Functions whose values change from run to run.
VOLATILE_FUNCTIONS = ("RAND", "UUID", "STRUUID", "NOW")


def touches_own_graphs(update: str) -> bool:
    """Return whether an update may change graphs of graphkit or uses terms of the vocabulary; True if uncertain."""
    words = [match.group() for match in tokens(update)]
    bases: dict[str, set[str]] = {prefix: {base} for prefix, base in PREFIXES.items()}
    for place, word in enumerate(words[:-2]):
        if word.upper() == "PREFIX":
            # A prefix may be declared twice; all its meanings are considered, wherever each applies.
            bases.setdefault(words[place + 1].rstrip(":"), set()).add(words[place + 2].strip("<>"))
    if any(_is_vocabulary_term(word, bases) for word in words):
        return True
    return any(
        not _is_foreign(named, bases)
        for place, word in enumerate(words)
        if word.upper() in _GRAPH_KEYWORDS
        for named in islice(_graph_names(words, place + 1), 1)
    )


def _is_vocabulary_term(word: str, bases: dict[str, set[str]]) -> bool:
    """Return whether a token is a term of the vocabulary, which could be a tie or a quote in a user's graph too."""
    prefix, colon, local = word.partition(":")
    iris = {word[1:]} if word.startswith("<") else {base + local.replace("\\", "") for base in bases.get(prefix, ())} if colon else set()
    return any(iri.startswith((GK, REL)) or (NS.startswith(iri.partition("\\")[0]) and "\\" in iri) for iri in iris)


def _graph_names(words: Sequence[str], start: int) -> Iterator[str]:
    """Yield the words from an index on, without those between a verb and the graph it names."""
    return (words[place] for place in range(start, len(words)) if words[place].upper() not in _SKIPPED_KEYWORDS)


def _is_foreign(name: str, bases: dict[str, set[str]]) -> bool:
    """Return whether a token is certainly an IRI outside this project, or the default graph."""
    if name.upper() == "DEFAULT":
        return True
    prefix, colon, _ = name.partition(":")
    iris = {name[1:]} if name.startswith("<") else bases.get(prefix, {""}) if colon else {""}
    return all(_is_foreign_iri(iri) for iri in iris)


def _is_foreign_iri(iri: str) -> bool:
    """Return whether an IRI, and any IRI that starts with it, is outside this project; escapes and dot segments could hide it."""
    ours = iri.startswith(NS) or NS.startswith(iri)
    return bool(_ABSOLUTE.match(iri)) and not ours and "\\" not in iri and "/." not in iri


def volatile_function(update: str) -> str | None:
    """Return the first function in an update whose value changes from run to run."""
    return next((m.group() for m in tokens(update) if m.group().upper() in VOLATILE_FUNCTIONS), None)


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with the dataset of the request, as USING before each WHERE (SPARQL 1.1 Protocol, 2.2.3).

    Args:
        update: the text.
        default, named: IRIs of the request's `using-graph-uri` and `using-named-graph-uri`.

    Raises:
        QueryError: the update specifies its own dataset, or an IRI is invalid.
    """
    if not default and not named:
        return update
    using = [f"USING <{iri}> " for iri in default] + [f"USING NAMED <{iri}> " for iri in named]
    if bad := next((iri for iri in (*default, *named) if re.search(r'[<>"{}|^`\\\s]', iri)), None):
        raise QueryError(f"{bad!r} is not the IRI of a graph")
    found = list(tokens(update))
    rewritten, last, depth = [], 0, 0
    for place, match in enumerate(found):
        word = match.group().upper()
        depth += (word == _OPEN) - (word == _CLOSED)
        if depth == 0 and word in ("USING", "WITH"):
            raise QueryError(f"the update says {word} and the request specifies a dataset as well; use only one of them")
        if depth == 0 and word == "WHERE":
            rewritten.append(update[last : match.start()])
            last = match.start()
            if place and found[place - 1].group().upper() == "DELETE":
                # DELETE WHERE cannot have USING; its long form can.
                rewritten.append(f"{_block(update, found[place + 1 :])} ")
            rewritten += using
    return "".join([*rewritten, update[last:]])


def _block(update: str, rest: Sequence[re.Match[str]]) -> str:
    """Return the first group in braces."""
    depth = 0
    for match in rest:
        depth += (match.group() == _OPEN) - (match.group() == _CLOSED)
        if depth == 0:
            return update[rest[0].start() : match.end()]
    return ""


def join_updates(*updates: str) -> str:
    """Join updates into one, which the engine runs in one transaction."""
    return " ;\n".join(kept for text in updates if (kept := _without_trailer(text)))


def _without_trailer(update: str) -> str:
    """Return an update without semicolons and comments after its last operation."""
    found = list(tokens(update))
    while found and found[-1].group() == ";":
        found.pop()
    return update[: found[-1].end()] if found else ""
