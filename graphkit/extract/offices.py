"""Offices before a name: the title, and the position of the body it belongs to."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from graphkit.extract.lexicon import TITLE_QUALIFIERS
from graphkit.extract.names import PERSON, Name, NameFinder
from graphkit.extract.noun_phrases import is_title_word
from graphkit.model import POST, TITLE, Reading
from graphkit.nlp import Token
from graphkit.nlp.words import words

# Maximum words of a title before a name.
_MAX_TITLE_WORDS = 5
# "Minister of Finance, Budget and National Planning": one field of office, or several up to the "and".
_FIELD = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"
_OFFICE = r"(?:[Mm]inist(?:er|ry)|(?<![Gg]eneral )[Ss]ecretary|[Cc]ommissioner|[Dd]epartment)s?(?: of [Ss]tate)? (?:of|for) (?:the )?"
_FIELDS = re.compile(rf"\b{_OFFICE}({_FIELD}(?:(?:, {_FIELD})*,? (?:and|&) {_FIELD})?)")


def drop_office_fields(reading: Reading, text: str, finder: NameFinder) -> Reading:
    """Return the reading without relations to unlisted fields of an office ("Finance" in "Minister of Finance"); its holder has a title without a body."""
    fields = [match.span(1) for match in _FIELDS.finditer(text)]
    within_fields = [m for m in reading.mentions if m.form != "pronoun" and m.label != PERSON and any(start <= m.start and m.end <= end for start, end in fields)]
    field_mentions = {m.index for m in within_fields if not finder.find(m.text)}
    if not field_mentions:
        return reading
    # The minister is not in apposition with the field either.
    mentions = tuple(replace(m, form="description", label="") if m.index in field_mentions else replace(m, same_as=None) if m.same_as in field_mentions else m for m in reading.mentions)
    relations = (replace(r, object=r.subject, frame=TITLE) if r.frame == POST and r.object in field_mentions else r for r in reading.relations)
    return replace(reading, mentions=mentions, relations=tuple(r for r in relations if not {r.subject, r.object} & field_mentions))


def offices_before(
    tokens: Sequence[Token], name: Name, names: dict[int, Name], titles: Container[str]
) -> tuple[str, list[tuple[str, int]]]:
    """Return the title of a person without its body, and the possible offices, the likeliest first.

    Args:
        tokens: the sentence.
        name: the person's name.
        names: names by token position.
        titles: all titles, in lower case.

    Returns:
        The title ("" if none); offices ("army chief"), each with the position before which its body may be named.
    """
    start = name.start
    while start > 0 and name.start - start < _MAX_TITLE_WORDS and is_title_word(tokens[start - 1], names):
        start -= 1
    leading = _leading_title(tokens[name.start].text, titles)
    if leading:
        return leading, [(leading, name.start)]
    rank, begin = _title_ending_at(tokens, start, name.start, titles)
    # "army chief General X": the post comes before the rank.
    post, first = _title_ending_at(tokens, start, begin, titles)
    found = [(title, at) for title, at in ((rank, begin), (post, first)) if title]
    return post or rank, [_with_organ(tokens, title, at, names) for title, at in found]


def _leading_title(text: str, titles: Container[str]) -> str:
    """Return the title that a name itself begins with ("King Abdullah"), or ""."""
    words = text.lower().split()[:-1]
    return next((t for n in (3, 2, 1) if (t := " ".join(words[:n])) in titles and words), "")


def _title_ending_at(tokens: Sequence[Token], start: int, end: int, titles: Container[str]) -> tuple[str, int]:
    """Return the longest title that ends at a position, and its start."""
    for begin in range(start, end):
        title = " ".join(t.text.lower() for t in tokens[begin:end])
        for known in (title, title.removesuffix("s")):
            if known in titles:
                return known, begin
    return "", end


def _with_organ(tokens: Sequence[Token], title: str, position: int, names: Mapping[int, Name]) -> tuple[str, int]:
    """Return the title with the state organ before it ("deputy navy chief"), and its start."""
    start = position
    if start and tokens[start - 1].lemma in words("organs") and start - 1 not in names:
        start -= 1
        start -= start > 0 and tokens[start - 1].text.lower() in TITLE_QUALIFIERS
    return " ".join([*(t.text.lower() for t in tokens[start:position]), title]), start
