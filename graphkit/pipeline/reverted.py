"""Articles of changed files that the graph has: changed back to an earlier text, or with another title or conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.decisions import Replay
from graphkit.model import Document
from graphkit.pipeline.versions import Versions
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.store import Writer


class RevertedArticles:
    """Collects such articles during a run, and reactivates those whose files were changed back."""

    def __init__(self, writer: Writer, versions: Versions) -> None:
        self._writer, self._versions = writer, versions
        # By place in a file: the article to reactivate and the one that takes its place now.
        self._to_reactivate: dict[str, tuple[str, str]] = {}
        self._renamed: dict[str, str] = {}
        self._reactivated = 0

    def forget_place(self, document: Document) -> None:
        """Reactivate nothing at the place of an article that is read now: what a file has there last is its newest state."""
        self._to_reactivate.pop(document.place or "", None)

    def check(self, document: Document) -> None:
        """Compare an article that the graph has with its file, which was read again; other files with the same article do not count."""
        latest = self._versions.latest(document)
        if latest is None:
            return
        stored, replaced = self._writer.stored(document.key)
        if latest != document.key and replaced:
            self._to_reactivate[document.place or ""] = (document.key, latest)
        elif latest == document.key and (stored.title, stored.conflict) != (document.title, document.conflict):
            self._renamed[document.key] = document.id

    def reactivate(self, replay: Replay) -> None:
        """Reactivate the articles whose files were changed back, as the user's decisions leave them."""
        for key, latest in self._to_reactivate.values():
            if self._writer.go_back(key, latest, replay):
                self._versions.move_to_end(key)
                self._reactivated += 1
        self._to_reactivate.clear()

    def notes(self) -> list[str]:
        """Return the lines for the user."""
        notes = []
        if self._reactivated:
            notes.append(f"{counted(self._reactivated, 'article')} changed back to an earlier text, which replaces the version in between (graphkit articles --versions lists them)")
        if self._renamed:
            name = next(iter(self._renamed.values()))
            notes.append(f"{counted(len(self._renamed), 'article')} with a title or conflict that changed later, kept as first read: {name}; build a new graph to apply the change")
        return notes
