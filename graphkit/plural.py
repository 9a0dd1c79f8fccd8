"""Format numbers with their nouns for messages and pages."""

from __future__ import annotations

_ES = ("s", "x", "ch", "sh")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 claim", "1,204 claims".

    Args:
        number: the count.
        noun: the singular.
        plural: the plural if it is not formed with "s", "es" or "ies".
    """
    return f"{number:,} {noun if number == 1 else plural or _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_ES) else f"{noun}s"
