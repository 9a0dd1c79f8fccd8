"""Terms of answers: names of actors, outlets, relations and statuses as the graph has them, ready to be written."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from graphkit.model import Polarity
from graphkit.ontology import GKC, load_vocabulary
from graphkit.rdf import AGENT, ID, LABEL, ONTOLOGY, XSD, actor_node, iri, relation_node
from graphkit.store.index.rows import full, parts

# The engine sorts texts with a language before those without, and those behind days and numbers.
PLAIN = "string"
# The kind of numbers that are counted here; those of the graph are kept as they are written.
WHOLE = "#"


class Word(NamedTuple):
    """A term of an answer: what it is sorted by, and its kind.

    The kind is "" of an IRI and of no value, `WHOLE` of a number, else "@" and its language, or its datatype as XSD calls it, or as an IRI.
    """

    value: str
    kind: str


# Stands for no value, which comes first.
NONE = Word("", "")
TRUE = Word("true", "boolean")


@functools.lru_cache(maxsize=1 << 16)
def uri(value: str) -> Word:
    """An IRI."""
    return Word(value, "")


def text(value: str, datatype: str = PLAIN) -> Word:
    """A literal; its datatype as XSD calls it or as an IRI."""
    return Word(value, datatype)


@functools.lru_cache(maxsize=1 << 16)
def number(value: int) -> Word:
    """A whole number, written so that it is sorted as one."""
    return Word(f"{value:015}", WHOLE)


@functools.lru_cache(maxsize=1 << 16)
def day(value: str) -> Word:
    """A day."""
    return Word(value, "date")


def literal(term: Literal) -> Word:
    """A literal of the graph."""
    return Word(term.value, f"@{term.language}" if term.language else term.datatype.value.removeprefix(XSD))


def joined(words: Iterable[Word]) -> Word:
    """Literals as one, each once and in order; of their language where they have one in common."""
    found = sorted(set(words))
    languages = {word.kind for word in found}
    common = languages.pop() if len(languages) == 1 else ""
    return literal(Literal(", ".join(word.value for word in found), language=common.removeprefix("@") if common.startswith("@") else None))


class Words:
    """The names of things in one state of a graph."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        """Take the store; nothing is read yet."""
        self._store = store
        self.actor: Callable[[str], Word] = functools.cache(lambda id_: uri(actor_node(id_).value))
        self.source: Callable[[str], Word] = functools.cache(lambda short: uri(full(short, ID)))
        self.relation: Callable[[str], Word] = functools.cache(lambda name: uri(relation_node(name).value))

    def labels(self, thing: Word) -> tuple[Word, ...]:
        """What a thing is called, in every language."""
        return self._labels.get(thing.value, ())

    def status(self, name: str) -> tuple[Word, ...]:
        """What a status, a polarity or a kind of support is called."""
        return self._preferred.get(f"{GKC}{name}", ())

    def polarity(self, denied: int) -> tuple[Word, ...]:
        """What the polarity of a claim is called."""
        return self.status(str(Polarity.NEGATIVE if denied else Polarity.POSITIVE))

    def versions(self, agents: str) -> tuple[Word, ...]:
        """The versions of the programs that read a claim, as the index names them."""
        return tuple(version for agent in parts(agents) for version in self._versions.get(full(agent, AGENT), ()))

    def families(self, kind: str) -> list[Word]:
        """What the families of a kind of support are called."""
        found: list[Word] = []
        queue = [f"{GKC}{kind}"]
        seen: set[str] = set()
        while queue:
            concept = queue.pop()
            if concept not in seen:
                seen.add(concept)
                found += self._preferred.get(concept, ()) if concept in self._tops else ()
                queue += self._broader.get(concept, ())
        return found

    @functools.cached_property
    def _labels(self) -> Mapping[str, tuple[Word, ...]]:
        return self._literals(LABEL)

    @functools.cached_property
    def _preferred(self) -> Mapping[str, tuple[Word, ...]]:
        return self._literals(iri("skos:prefLabel"))

    @functools.cached_property
    def _versions(self) -> Mapping[str, tuple[Word, ...]]:
        return self._literals(iri("gk:version"))

    @functools.cached_property
    def _tops(self) -> frozenset[str]:
        quads = self._store.quads_for_pattern(None, iri("skos:topConceptOf"), NamedNode(f"{GKC}SupportType"), None)
        return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    @functools.cached_property
    def _broader(self) -> Mapping[str, list[str]]:
        return self._nodes(iri("skos:broader"))

    def _literals(self, name: NamedNode) -> dict[str, tuple[Word, ...]]:
        found: dict[str, dict[Literal, Word]] = defaultdict(dict)
        for quad in self._store.quads_for_pattern(None, name, None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                found[quad.subject.value].setdefault(quad.object, literal(quad.object))
        return {subject: tuple(words.values()) for subject, words in found.items()}

    def _nodes(self, name: NamedNode) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, name, None, ONTOLOGY):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                found[quad.subject.value].append(quad.object.value)
        return dict(found)


@functools.cache
def wider(name: str) -> frozenset[str]:
    """A relation and all above it, those that make no direct triples too."""
    relation = load_vocabulary().relations.get(name)
    return frozenset((name,)).union(*(wider(parent) for parent in relation.parents)) if relation else frozenset((name,))


def narrower(names: Iterable[str], above: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Relations of the vocabulary that have one of these above them, in order."""
    wanted = frozenset(names)
    return tuple(sorted(name for name in load_vocabulary().relations if not wanted.isdisjoint(above(name))))
