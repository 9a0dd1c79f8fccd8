"""The named queries that ship with the ontology, optionally restricted to given actors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.errors import UnknownName, UsageError, did_you_mean, one_of, shortened
from graphkit.model import Actor
from graphkit.query.explain import find_actor
from graphkit.store import NamedQuery, named_queries

__all__ = ["NamedQuery", "is_name", "named_queries", "named_query", "restricted_query"]

_WORD = re.compile(r"[\w-]+")


def is_name(text: str) -> bool:
    """Whether a text is a single word: query names are, SPARQL never is."""
    return _WORD.fullmatch(text.strip()) is not None


def named_query(name: str) -> NamedQuery:
    """Return the named query called `name`.

    Raises:
        UnknownName: there is no such query.
    """
    known = named_queries()
    if name not in known:
        raise UnknownName(f"no query is called {shortened(name, 80)!r}; known: {one_of(known)}.{did_you_mean(name, known)}")
    return known[name]


def restricted_query(name: str, actors: Sequence[Actor], *, subject: str | None = None, object_: str | None = None) -> str:
    """Return the SPARQL of a named query restricted to given actors.

    Args:
        name: name of the query, or its SPARQL.
        actors: all actors of the graph.
        subject, object_: names or ids of the actors at either end; None for any.

    Raises:
        UnknownName: there is no such query, or a name matches no actor or several.
        UsageError: the query does not take a subject and an object.
    """
    known = named_queries()
    query = next((q for q in known.values() if name == q.sparql), None) or (named_query(name.strip()) if is_name(name) else None)
    if query is None or not query.ends:
        takers = one_of(q.name for q in known.values() if q.ends)
        raise UsageError(f"--subject and --object choose the actors of a named query: {takers}")
    return query.about(*(find_actor(actors, wanted).id if wanted else None for wanted in (subject, object_)))
