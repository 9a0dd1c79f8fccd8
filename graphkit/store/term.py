"""RDF terms of query results."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.rdf import PREFIXES


@dataclass(frozen=True, slots=True)
class Term:
    """One cell of a result: its text, and its kind: `iri`, `literal` or `bnode`."""

    value: str
    kind: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        """Return the plain text."""
        return self.value

    @property
    def short(self) -> str:
        """The text for display: an IRI as prefixed name if possible."""
        if self.kind != "iri":
            return self.value
        best = max((p for p in PREFIXES.items() if self.value.startswith(p[1])), key=lambda p: len(p[1]), default=None)
        return f"{best[0]}:{self.value.removeprefix(best[1])}" if best else self.value
