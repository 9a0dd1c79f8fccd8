"""Completes names of persons and bodies with the network, which finds their boundaries better than the parser's tagger.

The tagger splits unlisted names ("Maria dos Anjos" to "dos Anjos", "Zara Omar Faruk" in two). Further words that the
network marks as the same person are added to the name, except titles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graphkit.extract.learned.scores import Offsets
from graphkit.extract.names import PARTICLES
from graphkit.model import Mention
from graphkit.nlp.words import alternatives, words

_WORDS_BEFORE = re.compile(r"(?:[^\s,;:()\"“”]+ )+\Z")
_FOLLOWING_WORDS = re.compile(r"(?: [^\s,;:()\"“”]+)+")
_END = re.compile(r"(?:['’]s?|\.)$")
_PARTICLES = frozenset(words("particles"))
# A name after one of these is separate: "Kenyan William Ruto".
_PLACE_LABELS = ("NORP", "LOC", "GPE", "PLACE")
# Ministries are of kind "country".
_ORGANIZATION_KINDS = ("organisation", "party", "armed_group", "government", "bloc", "country")
_BEFORE_ORGANIZATION = re.compile(r"(?:[Tt]he |[Aa]n? )?((?:[A-Z][\w-]* |(?<= )(?:of|and|for|on) )*)")
# Capitalised words and words that join them, after an article or a possessive ("the country's").
_ORGANIZATION = re.compile(r"(?:[Tt]he |[Aa]n? )?(?:(?:[a-z]+ )*[a-z]+['’]s? )?((?!The |An? )[A-Z][\w'’.-]*(?: (?:(?:of|and|for|on|in|&)(?: the)? )*[A-Z][\w'’.-]*)+)")
_AFTER_OF = re.compile(r" of (?:the )?\Z")
_AND = re.compile(r" (?:and|&) ")
# What follows the title of an office.
_OF_OFFICE = ("of", "for", "to")
# Minimum words of a full name.
_MIN_FULL_NAME_WORDS = 2
_FIRST_NAMES = frozenset(word.capitalize() for word in words("titles that are first names"))
_DATED = re.compile(rf"\b{alternatives('dated')} \Z", re.IGNORECASE)
_DATE = re.compile(rf"(?:{alternatives('dated')} )?{alternatives('calendar')} ", re.IGNORECASE)
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
    for offsets, kind in ((_without_date(span, text), kind) for span, kind in spans):
        parts = _complete_persons(offsets, names, text, titles) if kind == "person" else _complete_organizations(offsets, kind, names, text, titles) if kind in _ORGANIZATION_KINDS else ()
        for mention in parts:
            every[mention.index] = mention
    every = [_without_titles(m, titles) if m.form == "name" and m.label == "PERSON" else m for m in every]
    persons = {m.index for m in every if m.form == "name" and m.label == "PERSON"}
    # "Bishop" after "Julie Bishop" is a surname; "late former President" is no name.
    surnames = {every[i].head for i in persons if not _are_titles(every[i].text, titles)}
    return [replace(m, form="description", label="", sort="person") if m.index in persons and m.head not in surnames and _are_titles(m.text, titles) else m for m in every]


def _without_date(offsets: Offsets, text: str) -> Offsets:
    """Return a span without a month or day at its start that is not part of the name: "in November Hamas fighters"."""
    date = _DATE.match(text, offsets.start, offsets.end)
    dated = date is not None and (" " in date[0].strip() or _DATED.search(text, max(0, offsets.start - 8), offsets.start))
    return Offsets(date.end(), offsets.end) if date is not None and dated else offsets


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


def _are_titles(name: str, titles: Collection[str]) -> bool:
    return all(word.islower() or word.lower() in titles for word in name.split())


def _is_title(word: str, titles: Collection[str]) -> bool:
    word = word.lower().rstrip(".")
    return word in titles or word.removesuffix("s") in titles


def _complete_persons(offsets: Offsets, names: Sequence[Mention], text: str, titles: Collection[str]) -> Iterator[Mention]:
    def is_title(word: str) -> bool:
        return _is_title(word, titles)

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


def _complete_organizations(offsets: Offsets, kind: str, names: Sequence[Mention], text: str, titles: Collection[str]) -> Iterator[Mention]:
    """Yield the parts of a name that the parser split or cut ("Culture" of "Ministry of Trade and Culture"), each as the whole name."""
    inside = [m for m in names if offsets.start <= m.start and m.end <= offsets.end]
    if not inside or _is_headline(text, offsets):
        return
    name = _ORGANIZATION.fullmatch(text, offsets.start, offsets.start + len(_END.sub("", text[offsets.start : offsets.end])))
    # "Chairman of the Work Council" and "U.S. Special Envoy" are no organisations.
    words = [] if name is None else [*name[1].split(), "of" if kind == "country" else ""]
    if name is not None and not any(_is_title(word, titles) and after in _OF_OFFICE for word, after in pairwise(words)):
        yield from _complete_parts(inside, *name.span(1), text)
    elif kind != "country" and len(inside) == 1 and inside[0].label not in _PLACE_LABELS:
        before = _BEFORE_ORGANIZATION.fullmatch(text[offsets.start : inside[0].start])
        if before is not None and before[1]:
            start = offsets.start + before.start(1)
            yield replace(inside[0], start=start, text=text[start : inside[0].end])


def _complete_parts(inside: Sequence[Mention], start: int, end: int, text: str) -> Iterator[Mention]:
    """Yield the names in that of an organisation from `start` to `end`, as the whole, unless they are actors of their own."""
    parts = [m for m in inside if start <= m.start and m.end <= end and m.label not in _PLACE_LABELS]
    labelled = [m for m in parts if m.label]
    if len(labelled) == len(parts) > 1 and _AND.fullmatch(text[parts[0].end : parts[-1].start]):
        return
    separate = [m for m in labelled if _is_separate(m, start, end, text) or (m is not labelled[0] and _AFTER_OF.search(text, start, m.start))]
    whole = text[start:end]
    yield from (replace(m, start=start, end=end, text=whole, head=whole.split()[-1].lower(), label="ORG") for m in parts if m.text != whole and m not in separate)


def _is_separate(mention: Mention, start: int, end: int, text: str) -> bool:
    """Whether a labelled name is an actor that the whole is only named after ("FIFA World Cup"), or a person ("Iranian General Qasem Soleimani")."""
    return (mention.label == "PERSON" and " " in mention.text) or (mention.start == start and mention.end < end and not _AND.match(text, mention.end))


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
