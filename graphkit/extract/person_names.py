"""Completes names of persons that a list or the model split at a hyphen, a particle or a title."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.extract.names import PARTICLES, PERSON, Name, head_of
from graphkit.model import KnownName
from graphkit.nlp import TITLED, Sentence, Token, turns

# Words before or after a hyphen that are not half of a name.
_PREFIX = re.compile(r"(?:pro|anti|post|pre|ex|non|neo|vice|un|us|mid|co|then)\Z", re.IGNORECASE)
_ENDING = re.compile(r"(?:\w+ed|led|era|style|run|held|like|linked|aligned|inspired|appointed)\Z", re.IGNORECASE)
_BEFORE, _AFTER = re.compile(r"([^\W\d_][\w.']*)-\Z"), re.compile(r"-([^\W\d_][\w']*)")
_NO_NAME = re.compile(r"(?:speaker|president|chair|chairman|secretary|minister)\b|.*\b(?:for|of|the|and|to)\b", re.IGNORECASE)
_DASHES = ("-", "\u2010", "\u2011")


def drop_name_fragments(text: str, known: Sequence[KnownName]) -> list[KnownName]:
    """Return the known names without persons that are half of a hyphenated name: "Montoya-Lewis" does not mean Lewis.

    Two known names joined by a hyphen stay separate ("the Putin-Macron call").
    """
    starts, ends = {name.start for name in known}, {name.end for name in known}
    return [name for name in known if name.label != PERSON or not (_is_hyphenated_half(text, name.start, ends, before=True) or _is_hyphenated_half(text, name.end, starts, before=False))]


def titled_speakers(text: str) -> Iterator[KnownName]:
    """Yield the names of the speakers of a dialogue behind their titles: "MR MILLER:"."""
    for turn in turns(text):
        title = TITLED.match(turn.label)
        if title is not None and not _NO_NAME.match(turn.label, title.end()):
            yield KnownName(turn.at + title.end(), turn.at + len(turn.label), PERSON)


def _is_hyphenated_half(text: str, at: int, others: Container[int], *, before: bool) -> bool:
    found = _BEFORE.search(text, max(0, at - 40), at) if before else _AFTER.match(text, at)
    if found is None or not found[1][0].isupper() or len(found[1]) < 2:
        return False
    if (found.end(1) if before else found.start(1)) in others:
        return False
    return not (_PREFIX if before else _ENDING).match(found[1])


def complete_person_names(sentence: Sentence, names: Iterable[Name], titles: Container[str], common: Container[str]) -> tuple[Name, ...]:
    """Return the names of a sentence, with complete names of persons, and further ones recognised by their title.

    Args:
        sentence: the tree.
        names: its names, in order.
        titles: words of titles, in lower case.
        common: lemmas of nouns that cannot be part of a name.
    """
    known = [*names]
    taken = {i for name in known for i in range(name.start, name.end)}
    known += (_person_name(sentence, start, end) for start, end in _titled_names(sentence, taken, titles, common))
    joined: list[Name] = []
    for name in sorted(known, key=lambda n: n.start):
        if joined and joined[-1].head.lemma not in common and _is_same_person(sentence, joined[-1], name):
            joined[-1] = _person_name(sentence, joined[-1].start, name.end)
        else:
            joined.append(name)
    ends, starts = [0, *(name.end for name in joined)], [*(name.start for name in joined[1:]), len(sentence.tokens)]
    return tuple(_extend(sentence, name, first, limit, common) for name, first, limit in zip(joined, ends, starts, strict=False))


def _person_name(sentence: Sentence, start: int, end: int) -> Name:
    return Name(start, end, PERSON, head_of(sentence.tokens[start:end]), known=False)


def _is_same_person(sentence: Sentence, first: Name, second: Name) -> bool:
    """Whether two names of persons, not both known, are one: adjacent or joined by a hyphen."""
    if not first.label == second.label == PERSON or (first.known and second.known):
        return False
    between = sentence.tokens[first.end : second.start]
    if not between:
        # In a list or before a bracket, something would stand between them.
        return not first.known and sentence.tokens[second.start - 1].end < sentence.tokens[second.start].start
    return is_hyphenated(sentence.tokens[first.end - 1 : second.start + 1])


def is_hyphenated(tokens: Sequence[Token]) -> bool:
    """Whether these are two words joined by a hyphen, without spaces."""
    return len(tokens) == 3 and tokens[1].text in _DASHES and tokens[0].end == tokens[1].start and tokens[1].end == tokens[2].start


def _extend(sentence: Sentence, name: Name, first: int, limit: int, common: Container[str]) -> Name:
    """Extend a name over particles and hyphens: "Lopez de la Torre", "Owens-Hart"."""
    if name.label != PERSON or name.known:
        return name
    tokens, start, end = sentence.tokens, name.start, name.end
    if start - 2 >= first and is_hyphenated(tokens[start - 2 : start + 1]) and _is_capitalised_name(tokens[start - 2], common) and not _PREFIX.match(tokens[start - 2].text):
        start -= 2
    while end < limit:
        joined = is_hyphenated(tokens[end - 1 : end + 2])
        last = end + joined
        while last < limit and tokens[last].text.lower() in PARTICLES and tokens[last].dep != "case":
            last += 1
        if last == end or last >= limit or not _is_capitalised_name(tokens[last], common) or (joined and _ENDING.match(tokens[last].text)):
            break
        end = last + 1
    return name if (start, end) == (name.start, name.end) else replace(name, start=start, end=end, head=head_of(tokens[start:end]))


def _titled_names(sentence: Sentence, taken: Container[int], titles: Container[str], common: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield two or three capitalised words after a title that the model did not label: "General Emeka Okonkwo"."""
    tokens = sentence.tokens
    for title in tokens[:-2]:
        if title.text.lower() not in titles or not title.text[0].isupper() or title.i in taken:
            continue
        start = end = title.i + 1
        while end < len(tokens) and end not in taken and _is_capitalised_name(tokens[end], common) and tokens[end].text.lower() not in titles:
            end += 1
        if end - start in (2, 3) and end not in taken:
            yield start, end


def _is_capitalised_name(token: Token, common: Container[str]) -> bool:
    return token.pos == "PROPN" and token.text[0].isupper() and not token.text.isupper() and token.lemma not in common
