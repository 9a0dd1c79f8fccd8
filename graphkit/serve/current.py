"""The current state of the graph, opened once per state, with a cache of derived values."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from graphkit.errors import GraphkitError
from graphkit.model import Actor, Article, Claim
from graphkit.ontology import load_vocabulary
from graphkit.query import Disputed, Dossier, PairDossier, disputed_of
from graphkit.query.dossier_builder import DossierBuilder
from graphkit.serve.conflict_filter import WHOLE_GRAPH, ConflictFilter
from graphkit.store import Store, View, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
# Number of active claims above which a graph is not read completely for a page.
LARGE = 5000
# Maximum number of cached values (LRU).
CACHE_SIZE = 200
# Maximum number of claims per end on a page, the newest.
MOST = 200


class Current:
    """Access to the current state of a graph; thread-safe.

    Derived values are cached until the graph changes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._seen: object = None
        self._opened: Opened | None = None

    def now(self) -> Opened:
        """Return the current state of the graph.

        Raises:
            StoreError: the graph cannot be opened.
        """
        with self._lock:
            found = fingerprint(self._folder)
            if self._opened is None or found != self._seen:
                self._opened, self._seen = Opened(Store.open(self._folder).view()), found
            return self._opened


    def warm(self) -> None:
        """Read what every actor page needs ahead of the first request."""
        # An unreadable graph is reported by the first page.
        with contextlib.suppress(GraphkitError):
            self.now().warm()


class Opened:
    """One state of a graph."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._cache: OrderedDict[object, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[object, threading.Lock] = {}
        self._articles: dict[str, Article] = {}

    def cached(self, name: object, make: Callable[[], T]) -> T:
        """Return the cached value of `name`, computed once by `make` even with concurrent calls."""
        with self._lock:
            one = self._making.setdefault(name, threading.Lock())
        with one:
            with self._lock:
                if name in self._cache:
                    self._cache.move_to_end(name)
                    found: T = self._cache[name]
                    return found
            made = make()
            with self._lock:
                self._cache[name] = made
                while len(self._cache) > CACHE_SIZE:
                    self._cache.popitem(last=False)
            return made

    @functools.cached_property
    def actors(self) -> dict[str, Actor]:
        """All actors, by id."""
        return {actor.id: actor for actor in self.view.actors()}

    @property
    def numbers(self) -> Mapping[str, int]:
        """Number of active claims of each actor, by id."""
        return self.cached("numbers", self.view.index.claims_by_actor)

    @property
    def disputes(self) -> list[Disputed]:
        """Disputed ties, the most evenly disputed first."""
        return self.cached("disputes", lambda: disputed_of(self.view))

    def warm(self) -> None:
        """Compute the slowest of the values that the pages need."""
        load_vocabulary()
        self.actor("")
        _ = self.numbers, self.disputes

    @property
    def large(self) -> bool:
        """Whether the graph has too many claims for a page to read them all."""
        return self.cached("large", lambda: len(self.view.index.all("SELECT 1 FROM claims WHERE active LIMIT ?", LARGE + 1)) > LARGE)

    def actor(self, name: str) -> Actor:
        """Return the actor with an id; a placeholder if it is not in the graph."""
        return self.actors.get(name) or Actor(name, name)

    def article(self, key: str) -> Article:
        """Return an article by key.

        Raises:
            UnknownName: there is no such article.
        """
        if key not in self._articles:
            self._articles[key] = self.view.article(key)
        return self._articles[key]

    def dossier(self, actor: str, part: ConflictFilter = WHOLE_GRAPH) -> tuple[Dossier, int]:
        """Return the dossier of an actor, for the whole graph or a part, and the number of older claims left out."""
        return self.cached(("dossier", actor, part.id), lambda: self._compiled(lambda compiler: compiler.dossier(self.actor(actor)), part))

    def pair(self, first: str, second: str) -> tuple[PairDossier, int]:
        """Return the dossier of two actors, and the number of older claims left out."""
        return self.cached(("pair", first, second), lambda: self._compiled(lambda compiler: compiler.pair(self.actor(first), self.actor(second))))

    def claims(self, subject: str | None, object_: str | None) -> Iterator[Claim]:
        """Return active claims with these ends, at most the newest `MOST`."""
        return iter(self.view.index.newest(subject, object_, MOST)[0])

    def _compiled(self, compiled: Callable[[DossierBuilder], T], part: ConflictFilter = WHOLE_GRAPH) -> tuple[T, int]:
        left_out = 0

        def claims(subject: str | None, object_: str | None) -> list[Claim]:
            nonlocal left_out
            found, number = self.view.index.newest(subject, object_, MOST, part.keys)
            left_out += number - len(found)
            return found

        made = compiled(DossierBuilder(list(self.actors.values()), claims, self.article))
        return made, left_out

    def named(self, names: Iterable[str]) -> list[Claim]:
        """Return claims by id; missing ones are omitted."""
        return self.view.index.claims_named(list(names))
