"""Find names in a query that neither the vocabulary nor the graph knows: a misspelt relation gives an empty result, not an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graphkit.ontology import load_vocabulary
from graphkit.rdf import PREFIXES
from graphkit.store.guard import words_of

# Namespaces whose names are all known: the vocabulary's, and the actors of the graph.
_NAMESPACES = {prefix: PREFIXES[prefix] for prefix in ("gk", "rel", "gkc", "graph")}
_PREFIXES = tuple(_NAMESPACES.values())
_ESCAPE = re.compile(r"\\(.)")
# Maximum number of names to report.
MOST_UNKNOWN = 5
# First characters of strings and variables.
_LITERAL_OR_VARIABLE = "\"'?$"


def unknown_terms(sparql: str, knows: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Return our prefix and the IRI of each unknown name, in order of occurrence, at most `MOST_UNKNOWN`.

    Args:
        sparql: a query that parses.
        knows: whether the graph has a statement with an IRI.
    """
    terms = load_vocabulary().terms
    found: list[tuple[str, str]] = []
    for iri in dict.fromkeys(_iris(sparql)):
        if iri not in terms and not knows(iri):
            # The longest match, in case one namespace is a prefix of another.
            prefix = max((prefix for prefix, base in _NAMESPACES.items() if iri.startswith(base)), key=lambda prefix: len(_NAMESPACES[prefix]))
            found.append((prefix, iri))
            if len(found) == MOST_UNKNOWN:
                break
    return found


def _iris(sparql: str) -> Iterator[str]:
    """Yield the IRIs of our namespaces, in order of occurrence."""
    words = words_of(sparql)
    prefixes: dict[str, str] = dict(PREFIXES)
    declared = set()
    for place, word in enumerate(words[:-2]):
        if word.upper() == "PREFIX":
            declared |= {place + 1, place + 2}
            if words[place + 1].endswith(":"):
                prefixes[words[place + 1][:-1]] = words[place + 2].strip("<>")
    for place, word in enumerate(words):
        if word[0] in _LITERAL_OR_VARIABLE or place in declared:
            continue
        iri = word[1:-1] if word[0] == "<" else _expand(word, prefixes) if ":" in word else ""
        if iri.startswith(_PREFIXES) and iri not in _PREFIXES:
            yield iri


def _expand(word: str, prefixes: dict[str, str]) -> str:
    """Return the IRI of a prefixed name, "" if the prefix is not declared."""
    prefix, _, name = word.partition(":")
    return prefixes[prefix] + _ESCAPE.sub(r"\1", name.rstrip(".")) if prefix in prefixes else ""
