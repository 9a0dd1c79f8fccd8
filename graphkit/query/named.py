"""The questions that come with the ontology: one `.rq` file each, its first line the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.errors import UnknownName, UsageError, did_you_mean, one_of, shortened
from graphkit.model import Actor
from graphkit.query.explain import find_actor
from graphkit.rdf import actor_node
from graphkit.resources import ontology_dir

_ENDS = re.compile(r"^# ends: (\w+) (\w+)$", re.MULTILINE)
_BODY = re.compile(r"^SELECT .*?WHERE \{", re.MULTILINE)
_WORD = re.compile(r"[\w-]+")
_FILE = re.compile(r"q\d+_(\w+)\.rq\Z")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question: the name to call it by, what it asks in words, its SPARQL."""

    name: str
    title: str
    sparql: str

    @property
    def ends(self) -> dict[str, str]:
        """The variables that stand for the actors at either end, by `subject` and `object`; a line `# ends: s o` names them."""
        match = _ENDS.search(self.sparql)
        return dict(zip(("subject", "object"), match.groups(), strict=True)) if match else {}


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
        raise UnknownName(f"no query is called {shortened(name, 80)!r}; there is {one_of(known)}.{did_you_mean(name, known)}")
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
    values = "".join(
        f" VALUES ?{query.ends[end]} {{ {actor_node(find_actor(actors, wanted).id)} }}" for end, wanted in (("subject", subject), ("object", object_)) if wanted
    )
    return _BODY.sub(lambda match: f"{match.group()}{values}", query.sparql, count=1)
