"""The questions that come with the ontology, by name and about actors as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.errors import UnknownName, UsageError, did_you_mean, one_of, shortened
from graphkit.model import Actor
from graphkit.query.explain import find_actor
from graphkit.store import NamedQuery, named_queries

__all__ = ["NamedQuery", "is_name", "named_queries", "named_query", "narrowed"]

_WORD = re.compile(r"[\w-]+")


def is_name(text: str) -> bool:
    """Whether a text is one word, as the name of a question is and no SPARQL can be."""
    return _WORD.fullmatch(text.strip()) is not None


def named_query(name: str) -> NamedQuery:
    """The question of this name.

    Raises:
        UnknownName: there is none.
    """
    known = named_queries()
    if name not in known:
        raise UnknownName(f"no query is called {shortened(name, 80)!r}; known: {one_of(known)}.{did_you_mean(name, known)}")
    return known[name]


def narrowed(name: str, actors: Sequence[Actor], *, subject: str | None = None, object_: str | None = None) -> str:
    """The SPARQL of a question about certain actors.

    Args:
        name: of the question, or its SPARQL.
        actors: all actors of the graph.
        subject, object_: actors at either end, named as people type them; None for anybody.

    Raises:
        UnknownName: there is no such question, or a name fits no actor or several.
        UsageError: the question has no ends to choose.
    """
    known = named_queries()
    query = next((q for q in known.values() if name == q.sparql), None) or (named_query(name.strip()) if is_name(name) else None)
    if query is None or not query.ends:
        takers = one_of(q.name for q in known.values() if q.ends)
        raise UsageError(f"--subject and --object choose the actors of a named query: {takers}")
    return query.about(*(find_actor(actors, wanted).id if wanted else None for wanted in (subject, object_)))
