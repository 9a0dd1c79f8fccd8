"""Articles out of a dump as it is read, so that their rows need not be read from the disk again.

The engine keeps numbers and days by value: it gives `1` for a number that a file writes as `01`. An article with such a
literal, and one whose quads do not stand together in the file, is left for whoever reads the engine.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.rdf import ARTICLE_GRAPH, XSD, Facts, iri

# Literals that the engine gives back as they were written, by their type; None for all of them.
_KEPT = {
    **dict.fromkeys((f"{XSD}string", f"{XSD}anyURI", iri("rdf:langString").value), None),
    f"{XSD}date": re.compile(r"\d{4}-\d\d-\d\d"),
    f"{XSD}integer": re.compile(r"0|[1-9]\d{0,15}"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
_DECIMAL, _CONFIDENCE = f"{XSD}decimal", iri("gk:confidence")
# Of a confidence only the value counts.
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


def articles_in(quads: Iterable[Quad]) -> Iterator[tuple[str, Facts | None]]:
    """Keys of articles with what their graphs say, as they come; None where the engine has to be asked.

    An article may come again, which says as well that the engine has to be asked.
    """
    key, found, whole = "", _nothing(), True
    graph: object = None
    mine = False
    for quad in quads:
        name = quad.graph_name
        if name != graph:
            graph, new = name, _key(name)
            if new not in ("", key):
                if key:
                    yield key, found if whole else None
                key, found, whole = new, _nothing(), True
            mine = bool(new)
        if mine:
            subject, relation, value = quad.subject, quad.predicate, quad.object
            if type(subject) is NamedNode and (type(value) is NamedNode or (type(value) is Literal and _is_kept(relation, value))):
                found[subject.value][relation.value].append(value.value)
            else:
                whole = False
    if key:
        yield key, found if whole else None


def _nothing() -> Facts:
    return defaultdict(lambda: defaultdict(list))


def _key(graph: object) -> str:
    """The key of the article whose graph it is; "" for a graph of anything else, which may stand between."""
    return graph.value.removeprefix(ARTICLE_GRAPH) if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH) else ""


def _is_kept(predicate: NamedNode, literal: Literal) -> bool:
    """Whether the engine gives the literal back as it is."""
    kind = literal.datatype.value
    if kind in _KEPT:
        pattern = _KEPT[kind]
        return pattern is None or pattern.fullmatch(literal.value) is not None
    return kind == _DECIMAL and predicate == _CONFIDENCE and _NUMBER.fullmatch(literal.value) is not None
