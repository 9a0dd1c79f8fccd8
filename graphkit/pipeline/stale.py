"""Articles of changed files that the graph has: changed back to an earlier text, or with another title or conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graphkit.model import Claim, Document
from graphkit.pipeline.versions import Versions
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.store import Writer


class Stale:
    """Collects such articles during a run, and reactivates those whose files were changed back."""

    def __init__(self, writer: Writer, versions: Versions, replayed: Callable[[Claim], Claim | None]) -> None:
        self._writer, self._versions, self._replayed = writer, versions, replayed
        # By place in a file: the article to reactivate and the one that takes its place now.
        self._back: dict[str, tuple[str, str]] = {}
        self._renamed: dict[str, str] = {}
        self._reactivated = 0

    def see(self, document: Document) -> None:
        """Take an article that was read: what a file has at one place last is its newest state."""
        self._back.pop(document.place or "", None)

    def add(self, document: Document) -> None:
        """Take an article that was read again and that the graph has; other files with the same article say nothing about it."""
        latest = self._versions.latest(document)
        if latest is None:
            return
        stored, replaced = self._writer.stored(document.key)
        if latest != document.key and replaced:
            self._back[document.place or ""] = (document.key, latest)
        elif latest == document.key and (stored.title, stored.conflict) != (document.title, document.conflict):
            self._renamed[document.key] = document.id

    def apply(self) -> None:
        """Reactivate the articles whose files were changed back."""
        for key, latest in self._back.values():
            if self._writer.go_back(key, latest, self._replayed):
                self._versions.move_to_end(key)
                self._reactivated += 1
        self._back.clear()

    def notes(self) -> list[str]:
        """Return the lines for the user."""
        notes = []
        if self._reactivated:
            notes.append(f"{counted(self._reactivated, 'article')} changed back to an earlier text, which replaces the version in between (graphkit articles --versions lists them)")
        if self._renamed:
            name = next(iter(self._renamed.values()))
            notes.append(f"{counted(len(self._renamed), 'article')} with a title or conflict that changed later, kept as first read: {name}; build a new graph to apply the change")
        return notes
