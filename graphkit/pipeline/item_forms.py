"""Finds the lines and items of a text, and the form of the verb that opens an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[ \t]*[-–—•*▪‣·●][ \t]+")
# "the Summit: 1. Condemns …; and 2. Calls on …": items in one line.
_INLINE = re.compile(r"(?<=[:;.,])(?:[ \t]+and)?[ \t](?=\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]+[A-Z])")
# "Strongly condemns".
_OPENING = re.compile(r"(?=[A-Z])(?:(?:[A-Z][a-z]+ly|Further|Also|Again) )?(?P<verb>[A-Za-z][a-z]+)")
# "Attacks on X", "Orders for": nouns; "Calls on X" is not.
_NOUN = re.compile(r"\s+(?:for|of|on|to|in|at|by|from|against|and|or|are|were|is|was|have|had)\b|\s*[,:;.]")
_CALLS = re.compile(r"\s+(?:on|upon|for)\b")
_PASSIVE = re.compile(r"(?:\s+(?:and|or)\s+\w+)?\s+(?:by|as)\b")
_HISSING = ("s", "sh", "ch", "x", "o")


class Form(StrEnum):
    """How an item opens: without a verb, "Condemns", "Condemned", "Condemn", "Condemning", "Condemned by"."""

    NONE = ""
    FINITE = "finite"
    PAST = "past"
    BASE = "base"
    GERUND = "gerund"
    PASSIVE = "passive"


@dataclass(frozen=True, slots=True)
class Segment:
    """A line, or an item within one.

    Attributes:
        at: where it begins, with its date, number or bullet.
        start, end: its words.
        form: of the verb that opens them.
        verb_end: where that ends.
    """

    at: int
    start: int
    end: int
    form: Form
    verb_end: int

    @property
    def headed(self) -> bool:
        """Whether it has a date, number or bullet."""
        return self.start > self.at


def segments(text: str) -> Iterator[Segment]:
    """Yield the lines of a text, and the items within one."""
    from graphkit.nlp import head_of_line

    for line in _LINE.finditer(text):
        cuts = [line.start(), *(match.end() for match in _INLINE.finditer(text, line.start(), line.end())), line.end()]
        for at, end in pairwise(cuts):
            bullet = _BULLET.match(text, at, end)
            start = min(end, bullet.end() if bullet is not None else head_of_line(text, at))
            if text[start:end].strip():
                opening = _OPENING.match(text, start, end)
                form = _form(opening["verb"].lower(), text[opening.end() : end]) if opening is not None else Form.NONE
                yield Segment(at, start, end, form, opening.end() if opening is not None else start)


def third_person(verb: str) -> str:
    """Return what makes a verb one of the third person: "condemn" + "s"; "" for those that change ("deny")."""
    return "" if verb.endswith("y") else "es" if verb.endswith(_HISSING) else "s"


def _form(word: str, rest: str) -> Form:
    """Return the form of a word as the verb of an item."""
    form = _forms().get(word, Form.NONE)
    if form is Form.PAST and _PASSIVE.match(rest):
        return Form.PASSIVE
    if word in ("call", "calls"):
        return form if _CALLS.match(rest) else Form.NONE
    return Form.NONE if form in (Form.FINITE, Form.BASE) and _NOUN.match(rest) else form


@cache
def _forms() -> dict[str, Form]:
    """Return the form of each word that can open an item."""
    from graphkit.nlp.words import words

    found: dict[str, Form] = {}
    for entry in words("item verbs"):
        verb, _, past = entry.partition("/")
        stem = verb.removesuffix("e")
        soft = verb.endswith("y") and verb[-2] not in "aeou"
        found |= {verb: Form.BASE, f"{stem}ing": Form.GERUND, f"{verb[:-1]}ies" if soft else f"{verb}{third_person(verb) or 's'}": Form.FINITE}
        found[past or (f"{verb[:-1]}ied" if soft else f"{stem}ed")] = Form.PAST
    return found
