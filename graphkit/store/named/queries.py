"""The named queries, one `.rq` file each in the ontology, titled by its first line; recognizes them in query texts."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from graphkit.rdf import ID, actor_node
from graphkit.resources import ontology_dir

_ENDS = re.compile(r"^# ends: (\w+) (\w+)(?: (\w+))?$", re.MULTILINE)
_BODY = re.compile(r"^SELECT .*?WHERE \{", re.MULTILINE)
_VALUES = re.compile(r" VALUES \?(\w+) \{ <([^<>\s]*)> \}")
# LIMIT and OFFSET at the end of a query.
_LIMIT = re.compile(r"\s+LIMIT\s+(?P<limit>[0-9]{1,15})(?:\s+OFFSET\s+(?P<after>[0-9]{1,15}))?\Z|\s+OFFSET\s+(?P<first>[0-9]{1,15})(?:\s+LIMIT\s+(?P<most>[0-9]{1,15}))?\Z", re.IGNORECASE)
_FILE = re.compile(r"q\d+_(\w+)\.rq\Z")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A named query: its name, its title and its SPARQL."""

    name: str
    title: str
    sparql: str

    @property
    def ends(self) -> dict[str, str]:
        """The variables of the actors at either end, by `subject` and `object`; a line `# ends: s o p` declares them."""
        match = _ENDS.search(self.sparql)
        return dict(zip(("subject", "object"), match.groups()[:2], strict=True)) if match else {}

    @property
    def relation(self) -> str | None:
        """The variable of the relation, the third of `ends`; None if the results have symmetric relations in both directions, or none."""
        match = _ENDS.search(self.sparql)
        return match.group(3) if match else None

    def is_turned(self, subject: str | None, object_: str | None) -> bool:
        """Whether symmetric relations of these actors, of which the graph has one direction, are also found in the other one."""
        return self.relation is not None and subject != object_

    def about(self, subject: str | None = None, object_: str | None = None) -> str:
        """Return its SPARQL restricted to these actor ids, those of symmetric relations in either order; None matches any."""
        return _BODY.sub(lambda match: f"{match.group()}{self.condition(subject, object_)}", self.sparql, count=1)

    def condition(self, subject: str | None, object_: str | None) -> str:
        """Return what `about` adds to its body."""
        values = self._values(subject, object_)
        if not self.is_turned(subject, object_):
            return values
        return f" {{{values} }} UNION {{{self._values(object_, subject)} ?{self.relation} a owl:SymmetricProperty }}"

    def _values(self, subject: str | None, object_: str | None) -> str:
        given = ((end, id_) for end, id_ in (("subject", subject), ("object", object_)) if id_ is not None)
        return "".join(f" VALUES ?{self.ends[end]} {{ {actor_node(id_)} }}" for end, id_ in given)


@dataclass(frozen=True, slots=True)
class QueryCall:
    """A recognized named query with its parameters.

    Attributes:
        name: name of the query.
        subject, object: actor ids at either end; None matches any.
        limit, offset: maximum rows, None for all, and rows to skip.
    """

    name: str
    subject: str | None = None
    object: str | None = None
    limit: int | None = None
    offset: int = 0


def named_queries() -> dict[str, NamedQuery]:
    """Return all named queries by name, in the order of their numbers."""
    return dict(_load())


@functools.cache
def _load() -> Mapping[str, NamedQuery]:
    found = {}
    for path in sorted((ontology_dir() / "queries").glob("q*.rq")):
        match = _FILE.match(path.name)
        if match is not None:
            text = path.read_text(encoding="utf-8")
            name = match.group(1).replace("_", "-")
            found[name] = NamedQuery(name, text.splitlines()[0].lstrip("# "), text)
    return found


def match_named_query(sparql: str) -> QueryCall | None:
    """Return the named query in a text, as `NamedQuery.about` writes it, optionally with LIMIT and OFFSET; None for any other text."""
    if not sparql.lstrip().startswith("#"):
        # Each named query begins with its title: other texts need not be compared.
        return None
    text = _normalised(sparql)
    cut = _LIMIT.search(text)
    given = {name: int(number) for name, number in cut.groupdict().items() if number} if cut else {}
    text = text[: cut.start()] if cut else text
    for query, head, tail in _templates():
        if text.startswith(head) and text.endswith(tail) and len(text) >= len(head) + len(tail):
            found = _query_call(query, text[len(head) : len(text) - len(tail)])
            return found and replace(found, limit=given.get("limit", given.get("most")), offset=given.get("after", given.get("first", 0)))
    return None


def _query_call(query: NamedQuery, given: str) -> QueryCall | None:
    """Return the query if the text added to its body only restricts the actors at its ends."""
    found = dict(_VALUES.findall(given.partition(" UNION ")[0]))
    ids = {end: unquote(found[variable].removeprefix(ID)) for end, variable in query.ends.items() if variable in found}
    subject, object_ = ids.get("subject"), ids.get("object")
    whole = query.condition(subject, object_) if ids else ""
    return QueryCall(query.name, subject, object_) if given == whole else None


@functools.cache
def _templates() -> list[tuple[NamedQuery, str, str]]:
    """Return each query with its text up to the body and from there on."""
    templates = []
    for query in _load().values():
        text = _normalised(query.sparql)
        match = _BODY.search(text)
        assert match is not None
        templates.append((query, text[: match.end()], text[match.end() :]))
    return templates


def _normalised(text: str) -> str:
    """Normalize what editors and forms change: line ends, and the line that is only for graphkit."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if not _ENDS.match(line.rstrip()))
