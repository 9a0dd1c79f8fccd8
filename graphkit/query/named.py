"""The questions that come with the ontology: one `.rq` file each, its first line the title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphkit.errors import UnknownName, one_of
from graphkit.resources import ontology_dir

_FILE = re.compile(r"q\d+_(\w+)\.rq\Z")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question: the name to call it by, what it asks in words, its SPARQL."""

    name: str
    title: str
    sparql: str


def named_queries() -> dict[str, NamedQuery]:
    """All questions by name, in the order of their numbers."""
    found = {}
    for path in sorted((ontology_dir() / "queries").glob("q*.rq")):
        match = _FILE.match(path.name)
        if match is not None:
            text = path.read_text(encoding="utf-8")
            name = match.group(1).replace("_", "-")
            found[name] = NamedQuery(name, text.splitlines()[0].lstrip("# "), text)
    return found


def named_query(name: str) -> NamedQuery:
    """The question of this name.

    Raises:
        UnknownName: there is none.
    """
    known = named_queries()
    if name not in known:
        raise UnknownName(f"no query is called {name!r}; there is {one_of(known)}")
    return known[name]
