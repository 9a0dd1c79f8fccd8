"""Numbers with their nouns, as messages and pages print them."""

from __future__ import annotations

_ES = ("s", "x", "ch", "sh")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: "1 claim", "1,204 claims".

    Args:
        number: how many.
        noun: the singular.
        plural: the plural, where neither "s", "es" nor "ies" makes it.
    """
    return f"{number:,} {noun if number == 1 else plural or _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_ES) else f"{noun}s"
