"""The vocabulary as data, read from `ontology/alliance.ttl` and `ontology/families.csv`."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.errors import DataError, UnknownName, did_you_mean, one_of
from graphkit.resources import ontology_dir

NS = "https://w3id.org/graphkit/"
GK, REL, GKC = f"{NS}ns#", f"{NS}rel#", f"{NS}scheme#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Relation:
    """One property of the rel: namespace.

    `phrase` is the relation in a sentence with {} for the object, `sign` +1, 0 or -1; `lasting` marks a
    state (allied with), `act` a completed act (attacks), which has a time but cannot end. `domain` and `range` are local class names or
    None, `parents` the direct superproperties, `family` one of the eleven or None.
    """

    name: str
    label: str
    inverse_label: str
    phrase: str
    sign: int
    symmetric: bool
    abstract: bool
    stance: bool
    lasting: bool
    act: bool
    domain: str | None
    range: str | None
    parents: tuple[str, ...]
    family: str | None
    definition: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All relations, classes, support types and actor types of the ontology; `terms` holds the IRIs of everything it defines."""

    relations: Mapping[str, Relation]
    classes: Mapping[str, tuple[str, ...]]
    support_types: Mapping[str, str | None]
    actor_types: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def relation(self, name: str) -> Relation:
        """Return the relation with this local name.

        Raises:
            UnknownName: the ontology has none.
        """
        try:
            return self.relations[name]
        except KeyError:
            raise UnknownName(f"relation {name!r} is not in the ontology; known: {one_of(self.relations)}.{did_you_mean(name, self.relations)}") from None

    def family(self, name: str) -> str | None:
        """Return the evaluation family of a relation, None if it has none."""
        return self.relation(name).family

    def sign(self, name: str) -> int:
        """Return +1 for cooperative, -1 for conflictual, 0 for neither."""
        return self.relation(name).sign

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the relation and all its superproperties that may occur in a direct triple."""
        # Cached: called for every two claims that may contradict each other.
        if (known := self._above.get(name)) is None:
            known = self._above[name] = self._ancestors(name)
        return known

    def _ancestors(self, name: str) -> tuple[str, ...]:
        found: list[str] = []
        queue = [name]
        while queue:
            current = queue.pop(0)
            relation = self.relations.get(current)
            if relation is not None and current not in found and not relation.abstract:
                found.append(current)
                queue += relation.parents
        return tuple(found)

    def is_a(self, kind: str, wanted: str) -> bool:
        """Return whether a class is another one or a subclass of it."""
        seen: set[str] = set()
        queue = [kind]
        while queue:
            current = queue.pop()
            if current == wanted:
                return True
            if current not in seen:
                seen.add(current)
                queue += self.classes.get(current, ())
        return False

    @property
    def stances(self) -> frozenset[str]:
        """Relations that a declaration alone establishes."""
        return frozenset(name for name, relation in self.relations.items() if relation.stance)


@functools.cache
def load_vocabulary() -> Vocabulary:
    """Return the ontology of this installation, read once.

    Raises:
        DataError: a file is missing or does not parse.
    """
    folder = ontology_dir()
    terms = _facts(folder / "alliance.ttl")
    families = _families(folder / "families.csv")
    return Vocabulary(
        relations={
            iri.removeprefix(REL): _relation(iri, facts, families)
            for iri, facts in sorted(terms.items())
            if iri.startswith(REL)
        },
        classes={
            iri.removeprefix(GK): _names(facts, f"{_RDFS}subClassOf", GK)
            for iri, facts in sorted(terms.items())
            if iri.startswith(GK) and f"{_OWL}Class" in facts.get(f"{_RDF}type", ())
        },
        support_types={
            iri.removeprefix(GKC): next(iter(_names(facts, f"{_SKOS}broader", GKC)), None)
            for iri, facts in sorted(terms.items())
            if f"{GKC}SupportType" in facts.get(f"{_SKOS}inScheme", ())
        },
        actor_types=frozenset(iri.removeprefix(GKC) for iri, facts in terms.items() if f"{GKC}ActorType" in facts.get(f"{_SKOS}inScheme", ())),
        terms=frozenset(iri for iri in terms if iri.startswith(NS)),
    )


def _facts(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return subject -> property -> values of a Turtle file, without blank nodes."""
    import pyoxigraph

    found: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and hasattr(quad.object, "value"):
                facts = found.setdefault(quad.subject.value, {})
                facts.setdefault(quad.predicate.value, []).append(quad.object.value)
    except (OSError, SyntaxError) as error:
        raise DataError(f"{path}: the ontology does not load ({error})") from error
    return found


def _families(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["predicate"]: row["family"] for row in csv.DictReader(stream)}
    except (OSError, KeyError) as error:
        raise DataError(f"{path}: needs the columns predicate and family ({error})") from error


def _names(facts: Mapping[str, list[str]], prop: str, namespace: str) -> tuple[str, ...]:
    values = facts.get(prop, ())
    return tuple(value.removeprefix(namespace) for value in values if value.startswith(namespace))


def _relation(iri: str, facts: Mapping[str, list[str]], families: Mapping[str, str]) -> Relation:
    name = iri.removeprefix(REL)

    def one(prop: str, default: str = "") -> str:
        return next(iter(facts.get(prop, ())), default)

    return Relation(
        name=name,
        label=one(f"{_RDFS}label", name),
        inverse_label=one(f"{GK}inverseLabel"),
        phrase=one(f"{GK}phrase", f"{one(f'{_RDFS}label', name)} {{}}"),
        sign=int(one(f"{GK}sign", "0")),
        symmetric=f"{_OWL}SymmetricProperty" in facts.get(f"{_RDF}type", ()),
        abstract=one(f"{GK}abstract") == "true",
        stance=one(f"{GK}stance") == "true",
        lasting=one(f"{GK}lasting") == "true",
        act=one(f"{GK}act") == "true",
        domain=next(iter(_names(facts, f"{_RDFS}domain", GK)), None),
        range=next(iter(_names(facts, f"{_RDFS}range", GK)), None),
        parents=_names(facts, f"{_RDFS}subPropertyOf", REL),
        family=families.get(name),
        definition=one(f"{_SKOS}definition"),
    )
