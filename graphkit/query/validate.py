"""Checks a graph against the shapes: structure with pyshacl, the SPARQL constraints set-wise.

pyshacl runs a SPARQL constraint once for every node, which took 5.9 s for 25 claims;
the same constraints over all nodes at once take a fraction of a second on the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.resources import ontology_dir
from graphkit.store import View

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node



@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One rule that one node breaks: the node's IRI and the rule's message."""

    node: str
    message: str


def validate(view: View) -> list[Violation]:
    """Everything in a graph that the shapes do not allow, sorted; empty where it conforms."""
    return sorted({*_structure(view), *_constraints(view)})


def _shapes() -> Graph:
    import rdflib

    return rdflib.Graph().parse(ontology_dir() / "shapes.ttl")


def _structure(view: View) -> Iterator[Violation]:
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    shapes = _shapes()
    for triple in list(shapes.triples((None, SH.sparql, None))):
        shapes.remove(triple)
    data = rdflib.Graph().parse(data=view.dump("ntriples"), format="nt")
    data.parse(ontology_dir() / "alliance.ttl")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", meta_shacl=False)
    if conforms or not isinstance(report, rdflib.Graph):
        return
    for result in report.subjects(SH.focusNode, None):
        message = report.value(result, SH.resultMessage)
        path = report.value(result, SH.resultPath)
        where = f"{path}: " if path is not None else ""
        yield Violation(str(report.value(result, SH.focusNode)), f"{where}{message}")


def _constraints(view: View) -> Iterator[Violation]:
    for message, query in constraint_queries():
        for row in view.query(query, timeout=None):
            yield Violation(str(row[0]), message)


def constraint_queries() -> Iterator[tuple[str, str]]:
    """Message and query over all nodes of each SPARQL constraint of the shapes."""
    from rdflib.namespace import SH

    shapes = _shapes()
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql), key=str):
        select = str(shapes.value(constraint, SH.select)).replace("$this", "?this")
        head = _target(shapes, shape)
        opened = re.split(r"WHERE\s*\{", select, maxsplit=1)
        yield str(shapes.value(constraint, SH.message)), f"WHERE {{ {head} ".join(opened)


def _target(shapes: Graph, shape: Node) -> str:
    from rdflib.namespace import SH

    target = shapes.value(shape, SH.targetClass)
    if target is not None:
        return f"?this a/rdfs:subClassOf* <{target}> ."
    return f"?this <{shapes.value(shape, SH.targetSubjectsOf)}> ?anything ."
