"""Warns about unknown terms in a SPARQL query: a misspelt relation gives an empty result without an error."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from urllib.parse import unquote

from graphkit.errors import did_you_mean
from graphkit.ontology import load_vocabulary
from graphkit.rdf import PREFIXES
from graphkit.store import View, unknown_terms


class UnknownTerm(UserWarning):
    """A query uses a term that neither the vocabulary nor the graph contains."""


def unknown_term_notices(sparql: str, view: View) -> list[str]:
    """Return one line per unknown term of a query, with the closest known terms.

    Args:
        sparql: a query that parses.
        view: the graph that is queried.
    """
    return term_notices(unknown_terms(sparql, view.knows), view)


def term_notices(terms: Sequence[tuple[str, str]], view: View) -> list[str]:
    """Return one line per unknown term, given as (prefix, IRI), with the closest known terms."""
    actors = [actor.id for actor in view.actors()] if any(prefix == "graph" for prefix, _ in terms) else []
    return [_notice(prefix, iri, actors, view) for prefix, iri in terms]


def warn_unknown_terms(sparql: str, view: View) -> None:
    """Issue an `UnknownTerm` warning for each unknown term of a query."""
    for line in unknown_term_notices(sparql, view):
        warnings.warn(line, UnknownTerm, stacklevel=3)


def _notice(prefix: str, iri: str, actors: list[str], view: View) -> str:
    name, what = iri.removeprefix(PREFIXES[prefix]), "the vocabulary"
    if prefix != "graph" and view.knows(PREFIXES["graph"] + name):
        return f"{prefix}:{name} is not in the vocabulary. Did you mean graph:{name}?"
    known = [term.removeprefix(PREFIXES[prefix]) for term in load_vocabulary().terms if term.startswith(PREFIXES[prefix])]
    if prefix == "graph":
        known, name, what = actors, unquote(name), "this graph"
    short = name if len(name) <= 80 else f"{name[:80]}…"
    return f"{prefix}:{short} is not in {what}.{did_you_mean(name, known, form=f'{prefix}:{{}}')}"
