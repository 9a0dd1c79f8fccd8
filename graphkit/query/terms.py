"""Words of a query that neither the vocabulary nor the graph knows: a misspelt relation gives an empty table, and no error."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from urllib.parse import unquote

from graphkit.errors import did_you_mean
from graphkit.ontology import load_vocabulary
from graphkit.rdf import PREFIXES
from graphkit.store import View, tokens

# Namespaces whose names are all known: those of the vocabulary, and of the actors of the graph.
_OURS = ("gk", "rel", "gkc", "graph")
# More notices than these help nobody.
MOST = 5
_ESCAPE = re.compile(r"\\(.)")


class UnknownTerm(UserWarning):
    """A query uses a word that neither the vocabulary nor the graph knows."""


def notices(sparql: str, view: View) -> list[str]:
    """One line for each unknown term of a query, with the nearest known ones.

    Args:
        sparql: a query that parses.
        view: the graph that it is asked of.
    """
    found: list[str] = []
    actors: list[str] = []
    for prefix, iri in dict.fromkeys(_terms(sparql)):
        if iri not in load_vocabulary().terms and not view.knows(iri):
            if prefix == "graph" and not actors:
                actors = [actor.id for actor in view.actors()]
            found.append(_notice(prefix, iri, actors))
            if len(found) == MOST:
                break
    return found


def warn(sparql: str, view: View, level: int = 3) -> None:
    """Issue `UnknownTerm` for each unknown term of a query."""
    for line in notices(sparql, view):
        warnings.warn(line, UnknownTerm, stacklevel=level)


def _notice(prefix: str, iri: str, actors: list[str]) -> str:
    name, what = iri.removeprefix(PREFIXES[prefix]), "the vocabulary"
    known = [term.removeprefix(PREFIXES[prefix]) for term in load_vocabulary().terms if term.startswith(PREFIXES[prefix])]
    if prefix == "graph":
        known, name, what = actors, unquote(name), "this graph"
    short = name if len(name) <= 80 else f"{name[:80]}…"
    return f"{prefix}:{short} is not in {what}.{did_you_mean(name, known, form=f'{prefix}:{{}}')}"


def _terms(sparql: str) -> Iterator[tuple[str, str]]:
    """Our prefix and the IRI of each name of our namespaces, in order."""
    prefixes: dict[str, str] = dict(PREFIXES)
    words = [match.group() for match in tokens(sparql)]
    declared = {n + 1 for n, word in enumerate(words) if word.upper() == "PREFIX"}
    for number in declared:
        if number + 1 < len(words) and words[number].endswith(":"):
            prefixes[words[number][:-1]] = words[number + 1].strip("<>")
    for number, word in enumerate(words):
        if number in declared or number - 1 in declared:
            continue
        iri = _iri(word, prefixes)
        # The longest namespace: that of the actors begins as the others do.
        ours = [prefix for prefix in _OURS if iri.startswith(PREFIXES[prefix]) and iri != PREFIXES[prefix]]
        if ours:
            yield max(ours, key=lambda prefix: len(PREFIXES[prefix])), iri


def _iri(word: str, prefixes: dict[str, str]) -> str:
    if word.startswith("<"):
        return word[1:-1]
    prefix, colon, name = word.partition(":")
    if not colon or prefix not in prefixes or word[0] in "\"'":
        return ""
    return prefixes[prefix] + _ESCAPE.sub(r"\1", name.rstrip("."))
