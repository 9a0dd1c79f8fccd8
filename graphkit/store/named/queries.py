"""The named queries, one `.rq` file each in the ontology, titled by its first line; recognizes them in query texts."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from graphkit.rdf import ID, actor_node
from graphkit.resources import ontology_dir

_ENDS = re.compile(r"^# ends: (\w+) (\w+)$", re.MULTILINE)
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
        """The variables of the actors at either end, by `subject` and `object`; a line `# ends: s o` declares them."""
        match = _ENDS.search(self.sparql)
        return dict(zip(("subject", "object"), match.groups(), strict=True)) if match else {}

    def about(self, subject: str | None = None, object_: str | None = None) -> str:
        """Return its SPARQL restricted to these actor ids; None matches any."""
        given = ((end, id_) for end, id_ in (("subject", subject), ("object", object_)) if id_ is not None)
        values = "".join(f" VALUES ?{self.ends[end]} {{ {actor_node(id_)} }}" for end, id_ in given)
        return _BODY.sub(lambda match: f"{match.group()}{values}", self.sparql, count=1)


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
    for name, head, tail, ends in _templates():
        if text.startswith(head) and text.endswith(tail) and len(text) >= len(head) + len(tail):
            found = _query_call(name, text[len(head) : len(text) - len(tail)], ends)
            return found and replace(found, limit=given.get("limit", given.get("most")), offset=given.get("after", given.get("first", 0)))
    return None


def _query_call(name: str, given: str, ends: Mapping[str, str]) -> QueryCall | None:
    """Return the query if the text added to its body only restricts the actors at its ends."""
    found = {ends.get(variable, ""): iri for variable, iri in _VALUES.findall(given)}
    ids = {end: unquote(iri.removeprefix(ID)) for end, iri in found.items()}
    if _VALUES.sub("", given) or "" in found or len(found) < len(_VALUES.findall(given)) or any(actor_node(id_).value != found[end] for end, id_ in ids.items()):
        return None
    return QueryCall(name, ids.get("subject"), ids.get("object"))


@functools.cache
def _templates() -> list[tuple[str, str, str, dict[str, str]]]:
    """Return for each query its name, its text up to the body and from there on, and its ends by variable."""
    templates = []
    for query in _load().values():
        text = _normalised(query.sparql)
        match = _BODY.search(text)
        assert match is not None
        templates.append((query.name, text[: match.end()], text[match.end() :], {variable: end for end, variable in query.ends.items()}))
    return templates


def _normalised(text: str) -> str:
    """Normalize what editors and forms change: line ends, and the line that is only for graphkit."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if not _ENDS.match(line.rstrip()))
