"""The graph as it stands: opened once for each state, with what the pages work out from it."""

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
from graphkit.query.compiling import Compiler
from graphkit.serve.narrowing import WHOLE, Part
from graphkit.store import Store, View, state

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
# Active claims beyond which a graph is not read whole for a page.
LARGE = 5000
# So many pages' values are kept, those used last.
KEPT = 200
# So many claims of one end are shown on a page, the newest.
MOST = 200


class Current:
    """What pages read from one graph, at its state of now; call from any thread.

    Everything that is worked out is kept until somebody writes to the graph.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._seen: object = None
        self._opened: Opened | None = None

    def now(self) -> Opened:
        """The graph at its state of now.

        Raises:
            StoreError: it cannot be opened.
        """
        with self._lock:
            found = state(self._folder)
            if self._opened is None or found != self._seen:
                self._opened, self._seen = Opened(Store.open(self._folder).view()), found
            return self._opened


    def warm(self) -> None:
        """Read what every page of an actor needs, so that the first does not wait for it."""
        # A graph that cannot be read says so on the first page.
        with contextlib.suppress(GraphkitError):
            self.now().warm()


class Opened:
    """One state of a graph."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._kept: OrderedDict[object, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[object, threading.Lock] = {}
        self._articles: dict[str, Article] = {}

    def kept(self, name: object, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for this state however many ask."""
        with self._lock:
            one = self._making.setdefault(name, threading.Lock())
        with one:
            with self._lock:
                if name in self._kept:
                    self._kept.move_to_end(name)
                    found: T = self._kept[name]
                    return found
            made = make()
            with self._lock:
                self._kept[name] = made
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return made

    @functools.cached_property
    def actors(self) -> dict[str, Actor]:
        """All actors, by id."""
        return {actor.id: actor for actor in self.view.actors()}

    @property
    def numbers(self) -> Mapping[str, int]:
        """Number of active claims at whose ends an actor stands, by id."""
        return self.kept("numbers", self.view.index.numbers_of_actors)

    @property
    def disputes(self) -> list[Disputed]:
        """Disputed ties, the most evenly disputed first."""
        return self.kept("disputes", lambda: disputed_of(self.view))

    def warm(self) -> None:
        """Read what takes longest of what the pages need."""
        load_vocabulary()
        self.actor("")
        _ = self.numbers, self.disputes

    @property
    def large(self) -> bool:
        """Whether the graph has so many claims that no page may read them all."""
        return self.kept("large", lambda: len(self.view.index.all("SELECT 1 FROM claims WHERE active LIMIT ?", LARGE + 1)) > LARGE)

    def actor(self, name: str) -> Actor:
        """An actor by its id; one of that name where the graph has none."""
        return self.actors.get(name) or Actor(name, name)

    def article(self, key: str) -> Article:
        """One article.

        Raises:
            UnknownName: there is none.
        """
        if key not in self._articles:
            self._articles[key] = self.view.article(key)
        return self._articles[key]

    def dossier(self, actor: str, part: Part = WHOLE) -> tuple[Dossier, int]:
        """The dossier of an actor by its id, of the whole graph or of a part, and how many of its older claims are not in it."""
        return self.kept(("dossier", actor, part.id), lambda: self._compiled(lambda compiler: compiler.dossier(self.actor(actor)), part))

    def pair(self, first: str, second: str) -> tuple[PairDossier, int]:
        """The dossier of two actors by their ids, and how many of their older claims are not in it."""
        return self.kept(("pair", first, second), lambda: self._compiled(lambda compiler: compiler.pair(self.actor(first), self.actor(second))))

    def claims(self, subject: str | None, object_: str | None) -> Iterator[Claim]:
        """Active claims with these ends, the newest `MOST` where there are more."""
        return iter(self.view.index.newest(subject, object_, MOST)[0])

    def _compiled(self, compiled: Callable[[Compiler], T], part: Part = WHOLE) -> tuple[T, int]:
        left_out = 0

        def claims(subject: str | None, object_: str | None) -> list[Claim]:
            nonlocal left_out
            found, number = self.view.index.newest(subject, object_, MOST, part.keys)
            left_out += number - len(found)
            return found

        made = compiled(Compiler(list(self.actors.values()), claims, self.article))
        return made, left_out

    def named(self, names: Iterable[str]) -> list[Claim]:
        """Claims by their ids; those that the graph no longer has are left out."""
        return self.view.index.named(list(names))
