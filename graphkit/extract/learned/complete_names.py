"""Completes names of persons and bodies with the network, which finds their boundaries better than the parser's tagger.

The tagger splits unlisted names ("Maria dos Anjos" to "dos Anjos", "Zara Omar Faruk" in two). Further words that the
network marks as the same person are added to the name, except titles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.extract.learned.scores import Offsets
from graphkit.extract.names import PARTICLES
from graphkit.model import Mention
from graphkit.nlp.words import words

_WORDS_BEFORE = re.compile(r"(?:[^\s,;:()\"“”]+ )+\Z")
_FOLLOWING_WORDS = re.compile(r"(?: [^\s,;:()\"“”]+)+")
_END = re.compile(r"(?:['’]s?|\.)$")
_PARTICLES = frozenset(words("particles"))
# A name after one of these is separate: "Kenyan William Ruto".
_PLACE_LABELS = ("NORP", "LOC", "GPE", "PLACE")
_ORGANIZATION_KINDS = ("organisation", "party", "armed_group", "government", "bloc")
_BEFORE_ORGANIZATION = re.compile(r"(?:[Tt]he |[Aa]n? )?((?:[A-Z][\w-]* |(?<= )(?:of|and|for|on) )*)")
# Minimum words of a full name.
_MIN_FULL_NAME_WORDS = 2
_FIRST_NAMES = frozenset(word.capitalize() for word in words("titles that are first names"))
_LOWER_CASE_WORD = re.compile(r"\b[a-z]{4,}")


def complete_names(mentions: Sequence[Mention], spans: Iterable[tuple[Offsets, str]], text: str, titles: Collection[str]) -> list[Mention]:
    """Return the mentions with complete names.

    Args:
        mentions: mentions of the document.
        spans: spans of the network with their kind of actor.
        text: text of the document.
        titles: words that precede a name without being part of it, in lower case.
    """
    every = list(mentions)
    names = [mention for mention in mentions if mention.form == "name"]
    for offsets, kind in spans:
        parts = _complete_persons(offsets, names, text, titles) if kind == "person" else _complete_organizations(offsets, names, text) if kind in _ORGANIZATION_KINDS else ()
        for mention in parts:
            every[mention.index] = mention
    every = [_without_titles(m, titles) if m.form == "name" and m.label == "PERSON" else m for m in every]
    # "Bishop" after "Julie Bishop" is a surname.
    surnames = {m.head for m in every if m.form == "name" and m.label == "PERSON" and " " in m.text}
    alone = set(titles) - surnames
    return [replace(m, form="description", label="", sort="person") if m.form == "name" and m.label == "PERSON" and m.text.lower() in alone else m for m in every]


def _without_titles(mention: Mention, titles: Collection[str]) -> Mention:
    """Remove title words from the start of a full name ("Activist Jane Doe"), except those that are also first names."""
    words = mention.text.split(" ")
    # After the last word that cannot be part of a name ("Dutch-born banker Jan Roe").
    after_lower_case = max((i + 1 for i, word in enumerate(words) if word.islower() and word not in PARTICLES | _PARTICLES), default=0)
    first = next((i for i, word in enumerate(words) if i >= after_lower_case and (word.lower() not in titles or word in _FIRST_NAMES)), 0)
    if first == 0 or len(words) - first < _MIN_FULL_NAME_WORDS:
        return mention
    start = mention.start + len(" ".join(words[:first])) + 1
    return replace(mention, start=start, text=" ".join(words[first:]))


def _complete_persons(offsets: Offsets, names: Sequence[Mention], text: str, titles: Collection[str]) -> Iterator[Mention]:
    def is_title(word: str) -> bool:
        word = word.lower().rstrip(".")
        return word in titles or word.removesuffix("s") in titles

    inside = [m for m in names if offsets.start <= m.start and m.end <= offsets.end]
    # "Activist Jane Doe", labelled as a body.
    around = [m for m in names if m.start < offsets.start and m.end == offsets.end and m.label != "PERSON" and all(map(is_title, text[m.start : offsets.start].split()))]
    yield from (replace(m, start=offsets.start, text=text[offsets.start : m.end], label="PERSON") for m in around if " " in text[offsets.start : m.end])
    if not inside or _is_headline(text, offsets):
        return

    last = any(m.label == "PERSON" and m.end >= offsets.end - 3 for m in inside)
    # "Ambassador to the United Nations Jane Doe": the body of a title is not part of the name.
    others = (*_PLACE_LABELS, "ORG") if last else _PLACE_LABELS
    own = [m for m in inside if (m.label not in others or m.end >= offsets.end - 3) and not any(map(is_title, m.text.split()))]
    nations = max((m.end for m in inside if m not in own), default=offsets.start)
    for mention in own:
        start, end = _name_start(max(offsets.start, nations), mention, text, is_title), _name_end(offsets, mention, text, is_title)
        if end - start > mention.end - mention.start:
            yield replace(mention, start=start, end=end, text=text[start:end], head=text[start:end].split()[-1].lower(), label="PERSON")


def _complete_organizations(offsets: Offsets, names: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Yield a body whose name was cut at its beginning ("Congress" of "All Garden Congress")."""
    inside = [m for m in names if offsets.start <= m.start and m.end <= offsets.end]
    if len(inside) != 1 or inside[0].label in _PLACE_LABELS or _is_headline(text, offsets):
        return
    mention = inside[0]
    before = _BEFORE_ORGANIZATION.fullmatch(text[offsets.start : mention.start])
    if before is not None and before[1]:
        start = offsets.start + before.start(1)
        yield replace(mention, start=start, text=text[start : mention.end])


def _is_headline(text: str, offsets: Offsets) -> bool:
    """Whether its line is in capitals, which then carry no information."""
    line = text[text.rfind("\n", 0, offsets.start) + 1 :].split("\n", 1)[0]
    return _LOWER_CASE_WORD.search(line) is None


def _name_start(least: int, mention: Mention, text: str, is_title: Callable[[str], bool]) -> int:
    """Return where the name begins; unchanged after a title with a complement ("Minister of Information X")."""
    before = _WORDS_BEFORE.search(text[least : mention.start])
    start = mention.start
    for word in reversed(before[0].split(" ")[:-1] if before is not None else []):
        if word in ("of", "for", "and"):
            return mention.start
        # "PM", "MP" and similar words are titles.
        short = word.isupper() and len(word.strip(".")) > 1
        if short or not (word[0].isupper() or word in _PARTICLES) or is_title(word) or word.endswith(("'s", "’s")):
            break
        start -= len(word) + 1
    return start if text[start].isupper() else mention.start


def _name_end(offsets: Offsets, mention: Mention, text: str, is_title: Callable[[str], bool]) -> int:
    end = offsets.start + len(_END.sub("", text[offsets.start : offsets.end]))
    rest = _FOLLOWING_WORDS.fullmatch(text[mention.end : end])
    named = rest is not None and all((word[0].isupper() or word in _PARTICLES) and not is_title(word) for word in rest[0].split())
    return end if named else mention.end
