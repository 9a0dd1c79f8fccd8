"""One cell of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.rdf import PREFIXES


@dataclass(frozen=True, slots=True)
class Term:
    """One cell of an answer: its text, and whether it is an `iri`, a `literal` or a `bnode`."""

    value: str
    kind: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        """The bare text."""
        return self.value

    @property
    def short(self) -> str:
        """The text for reading: an IRI by its prefixed name where it has one."""
        if self.kind != "iri":
            return self.value
        best = max((p for p in PREFIXES.items() if self.value.startswith(p[1])), key=lambda p: len(p[1]), default=None)
        return f"{best[0]}:{self.value.removeprefix(best[1])}" if best else self.value
