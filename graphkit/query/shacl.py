"""Translates the SHACL Core constraints of the shapes into SPARQL over all nodes at once.

A SHACL engine visits each node, which takes milliseconds per node; the same rule as one query
on the whole graph takes a fraction of a second for 100,000 claims. Supports the components that
our shapes use (https://www.w3.org/TR/shacl/, section 4); any other raises an error instead of
being skipped. A test checks that the results equal those of pyshacl.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.errors import DataError
from graphkit.rdf import XSD

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SH = "http://www.w3.org/ns/shacl#"
# Datatypes whose lexical form the engine can check with a cast.
_CAST = tuple(f"{XSD}{name}" for name in ("date", "dateTime", "integer", "decimal", "boolean"))
_SILENT = ("path", "message", "property", "sparql", "targetClass", "targetSubjectsOf", "name", "description", "severity")


def structure_queries(shapes: Graph) -> Iterator[tuple[str, str]]:
    """Yield the message and query of each rule; the query selects as `?this` the nodes that violate it.

    Raises:
        DataError: the shapes use a SHACL component that is not supported here.
    """
    reader = _Reader(shapes)
    for shape in sorted(set(shapes.subjects(_sh("targetClass"), None)) | set(shapes.subjects(_sh("targetSubjectsOf"), None)), key=str):
        yield from reader.shape(shape, reader.target(shape))


def _sh(name: str) -> Node:
    from rdflib import URIRef

    return URIRef(SH + name)


class _Reader:
    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes

    def target(self, shape: Node) -> str:
        """Graph pattern that binds `?this` to the target nodes of a shape."""
        class_ = self._one(shape, "targetClass")
        return _of(class_, "?this") if class_ is not None else f"?this {self._one(shape, 'targetSubjectsOf').n3()} ?anything ."  # type: ignore[union-attr]

    def shape(self, shape: Node, target: str) -> Iterator[tuple[str, str]]:
        """Yield the rules of a node shape for the nodes of a target."""
        message = self._text(shape)
        for name, value in self._constraints(shape):
            match name:
                case "nodeKind":
                    yield message or "must be an IRI", _select(f"{target} FILTER (!isIRI(?this))")
                case "not":
                    class_ = self._one(value, "class")
                    self._only(value, "class")
                    yield message or f"must not be a {_local(class_)}", _select(f"{target} {_of(class_, '?this')}")
                case "node":
                    yield from self.shape(value, target)
                case "class":
                    yield message or f"must be a {_local(value)}", _select(f"{target} FILTER NOT EXISTS {{ {_of(value, '?this')} }}")
                case _:
                    raise DataError(f"the shapes use sh:{name} on a node, which is not covered")
        for rule in sorted(self._shapes.objects(shape, _sh("property")), key=str):
            yield from self._property(rule, target)

    def _property(self, rule: Node, target: str) -> Iterator[tuple[str, str]]:
        path = self._one(rule, "path")
        where = _local(path)
        step = path.n3()  # type: ignore[union-attr]
        message = self._text(rule)
        for name, value in self._constraints(rule):
            text = message or f"{where}: {name} {_shortened(self._shapes, value)}"
            pair = f"{target} ?this {step} ?v ."
            match name:
                case "minCount" if str(value) == "1":
                    yield text, _select(f"{target} FILTER NOT EXISTS {{ ?this {step} ?v }}")
                case "minCount":
                    yield text, _select(f"{target} OPTIONAL {{ ?this {step} ?v }}", f"GROUP BY ?this HAVING (COUNT(DISTINCT ?v) < {value})")
                case "maxCount" if str(value) == "0":
                    yield text, _select(pair)
                case "maxCount" if str(value) == "1":
                    # Takes a fifth of the time of a query that counts.
                    yield text, _select(f"{pair} ?this {step} ?w . FILTER (!SAMETERM(?v, ?w))")
                case "maxCount":
                    yield text, _select(pair, f"GROUP BY ?this HAVING (COUNT(DISTINCT ?v) > {value})")
                case "hasValue":
                    yield text, _select(f"{target} FILTER NOT EXISTS {{ ?this {step} {value.n3()} }}")
                case "uniqueLang":
                    same = '!SAMETERM(?v, ?w) && LANG(?v) != "" && LANG(?v) = LANG(?w)'
                    yield text, _select(f"{pair} ?this {step} ?w . FILTER ({same})")
                case "lessThan" | "lessThanOrEquals":
                    sign = "<" if name == "lessThan" else "<="
                    yield text, _select(f"{pair} ?this {value.n3()} ?w . FILTER (!COALESCE(?v {sign} ?w, false))")
                case _:
                    yield text, _select(f"{pair} FILTER (!({self._holds(name, value)}))")

    def _holds(self, name: str, value: Node) -> str:
        """Filter expression on `?v` for a component that every value must satisfy."""
        text = value.n3()
        match name:
            case "datatype":
                cast = f" && COALESCE({text}(STR(?v)) = {text}(STR(?v)), false)" if str(value) in _CAST else ""
                return f"(isLiteral(?v) && DATATYPE(?v) = {text}{cast})"
            case "class":
                return f"EXISTS {{ {_of(value, '?v')} }}"
            case "in":
                return f"?v IN ({', '.join(item.n3() for item in self._list(value))})"
            case "nodeKind":
                return "isIRI(?v)"
            case "pattern":
                return f"(!isBlank(?v) && REGEX(STR(?v), {text}))"
            case "minInclusive" | "maxInclusive":
                return f"COALESCE(?v {'>=' if name == 'minInclusive' else '<='} {text}, false)"
            case "minLength" | "maxLength":
                return f"STRLEN(STR(?v)) {'>=' if name == 'minLength' else '<='} {value}"
            case "node":
                (inner,) = self._shapes.objects(value, _sh("property"))
                self._only(value, "property")
                return f"EXISTS {{ ?v {self._one(inner, 'path').n3()} {self._one(inner, 'hasValue').n3()} }}"  # type: ignore[union-attr]
            case "or":
                return " || ".join(f"({self._holds(*pair)})" for choice in self._list(value) for pair in self._constraints(choice))
        raise DataError(f"the shapes use sh:{name} on a property, which is not covered")

    def _constraints(self, shape: Node) -> list[tuple[str, Node]]:
        """Constraint components of a shape with their values, sorted by local name."""
        pairs = ((str(name).removeprefix(SH), value) for name, value in self._shapes.predicate_objects(shape) if str(name).startswith(SH))
        return sorted(((name, value) for name, value in pairs if name not in _SILENT), key=str)

    def _only(self, shape: Node, wanted: str) -> None:
        names = {str(name).removeprefix(SH) for name in self._shapes.predicates(shape, None)}
        if names != {wanted}:
            raise DataError(f"the shapes use {', '.join(sorted(names))} where only sh:{wanted} is covered")

    def _one(self, shape: Node, name: str) -> Node | None:
        return self._shapes.value(shape, _sh(name))

    def _text(self, shape: Node) -> str:
        message = self._one(shape, "message")
        return str(message) if message is not None else ""

    def _list(self, head: Node) -> list[Node]:
        from rdflib.collection import Collection

        return list(Collection(self._shapes, head))


def _of(class_: Node | None, node: str) -> str:
    assert class_ is not None
    return f"{node} a/rdfs:subClassOf* {class_.n3()} ."


def _select(where: str, tail: str = "") -> str:
    return f"SELECT DISTINCT ?this WHERE {{ {where} }} {tail}"


def _local(node: Node | None) -> str:
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _shortened(shapes: Graph, value: Node) -> str:
    from rdflib import BNode
    from rdflib.collection import Collection

    if not isinstance(value, BNode):
        return _local(value) if str(value).startswith("http") else str(value)
    return " ".join(_shortened(shapes, item) for item in Collection(shapes, value)) or "as the shapes say"
