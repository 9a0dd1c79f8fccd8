"""Articles of changed files that the graph keeps as they were first read: changed back, or with another title or conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model import Document
from graphkit.pipeline.versions import Versions
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.store import Writer


class Stale:
    """Collects such articles during a run."""

    def __init__(self, writer: Writer, versions: Versions) -> None:
        self._writer, self._versions = writer, versions
        self._back: dict[str, str] = {}
        self._renamed: dict[str, str] = {}

    def add(self, document: Document) -> None:
        """Take an article that was read again and that the graph has; other files with the same article say nothing about it."""
        latest = self._versions.latest(document)
        if latest is None:
            return
        stored, replaced = self._writer.stored(document.key)
        if latest != document.key:
            self._back |= {document.key: latest} if replaced else {}
        elif (stored.title, stored.conflict) != (document.title, document.conflict):
            self._renamed[document.key] = document.id

    def notes(self) -> list[str]:
        """Return the lines for the user, with the way out."""
        notes = []
        if self._back:
            key, latest = next(iter(self._back.items()))
            notes.append(
                f"{counted(len(self._back), 'article')} changed back to an earlier text, but the version in between stays active; "
                f"to go back: graphkit undo-version {key}; graphkit retract {latest} --reason 'changed back'"
            )
        if self._renamed:
            name = next(iter(self._renamed.values()))
            notes.append(f"{counted(len(self._renamed), 'article')} with a title or conflict that changed later, kept as first read: {name}; build a new graph to apply the change")
        return notes
