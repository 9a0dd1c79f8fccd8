"""Format numbers with their nouns for messages and pages."""

from __future__ import annotations

_ES = ("s", "x", "ch", "sh")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which is given in the singular: "1 claim", "1,204 claims"."""
    return f"{number:,} {noun if number == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_ES) else f"{noun}s"
