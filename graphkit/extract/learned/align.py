"""Aligns the mentions of the network with those of the rules.

The rules find names through lists and the syntax around them, the network also finds descriptions and pronouns; a common
list of mentions lets both state relations of the same actors.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.extract.learned.scores import Offsets
from graphkit.model import Mention
from graphkit.nlp.encoder import PRONOUNS

# Spans that overlap by less than this share of their union are different mentions.
_MIN_OVERLAP = 0.25
_MIN_COVERAGE = 0.5
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_DETERMINERS = frozenset("the a an his her its their our my this these that those both some several many two three four five most all".split())
# Continuation of a truncated name: the part after a hyphen, further capitalised words.
_NAME_CONTINUATION = re.compile(r"(?:[-\u2010\u2011]\w+|(?: (?:of|and|for|the))* [A-Z][\w.'’-]*)+")
# After these, a name states a place or an owner, not the actor ("the embassy in Jordan", "the armed branch of X").
_PLACE_OR_OWNER = re.compile(r"\b(?:in|at|from|by|near|inside|across|against|who|which|that|(?:people|branch|wing|arm|faction|civilians|residents|citizens) of)\b")
# "CITY - Name" is no name.
_DATELINE = re.compile(r"[^\n]* [-–—]{1,2} (?=\w)")
# Maximum characters of a title before a name.
_MAX_TITLE = 60
_NOT_ACTORS = frozenset(("the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "lady", "lord", "gen", "col", "lt"))
_LABELS = {"person": "PERSON", "place": "LOC", "country": "LOC"}


def align_mentions(spans: Iterable[tuple[Offsets, str]], mentions: Sequence[Mention], text: str) -> tuple[list[Mention], dict[Offsets, int]]:
    """Return all mentions, and the mention index of each span of the network.

    Args:
        spans: spans of the network with their kind of actor, in order.
        mentions: mentions of the rules.
        text: text of the document.
    """
    every = list(mentions)
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    longest = max((mention.end - mention.start for mention in ordered), default=0)
    found: dict[Offsets, int] = {}
    for span, kind in spans:
        offsets = _without_dateline(span, text)
        near = ordered[bisect_right(starts, offsets.start - longest - 1) : bisect_right(starts, offsets.end + _MAX_TITLE)]
        if text[offsets.start : offsets.end].lower() in _NOT_ACTORS or any(_in_title(offsets, mention) for mention in near):
            continue
        same = _matching_mention(offsets, near, text)
        if same is None:
            before = ordered[max(0, bisect_right(starts, offsets.start) - 1)] if ordered else None
            every.append(_new_mention(len(every), offsets, kind, text, before.sentence if before is not None else 0))
            same = len(every) - 1
        else:
            every[same] = _extend_name(every[same], offsets, text)
        found[span] = same
    return every, found


def _without_dateline(offsets: Offsets, text: str) -> Offsets:
    dateline = _DATELINE.match(text, offsets.start, offsets.end)
    return offsets if dateline is None else Offsets(dateline.end(), offsets.end)


def _in_title(offsets: Offsets, mention: Mention) -> bool:
    """Whether a span is part of the title before a name ("State" of "Secretary of State X")."""
    return bool(mention.office) and mention.form == "name" and mention.start - len(mention.office) - 2 <= offsets.start and offsets.end < mention.start


def _extend_name(mention: Mention, offsets: Offsets, text: str) -> Mention:
    """Extend a name that the rules truncated ("Huang Wei" of "Huang Wei-cher")."""
    end = offsets.start + len(_POSSESSIVE.sub("", text[offsets.start : offsets.end]))
    if mention.form != "name" or end <= mention.end or _NAME_CONTINUATION.fullmatch(text[mention.end : end]) is None:
        return mention
    return replace(mention, end=end, text=text[mention.start : end], head=text[mention.start : end].split()[-1].lower())


def _matching_mention(offsets: Offsets, mentions: Sequence[Mention], text: str) -> int | None:
    """Return the index of the mention for a span: one with the same end, else one that covers most of it, or None."""
    ranked = list(_overlaps(offsets, mentions))
    ending = [row for row in ranked if abs(row[2] - offsets.end) <= 2 and not _PLACE_OR_OWNER.search(text[offsets.start : mentions[row[4]].start])]
    best = max(ending or [row for row in ranked if row[0] >= _MIN_COVERAGE], default=None)
    if best is not None:
        return best[3]
    # Part of a name that the network split ("National Accord" of "Government of National Accord").
    return next((m.index for m in mentions if m.form == "name" and m.start <= offsets.start and offsets.end <= m.end), None)


def _overlaps(offsets: Offsets, mentions: Sequence[Mention]) -> Iterator[tuple[float, bool, int, int, int]]:
    """Yield share, whether it is a name up to the same end, end, index, and list position of each overlapping mention."""
    for position, mention in enumerate(mentions):
        common = min(offsets.end, mention.end) - max(offsets.start, mention.start)
        share = common / (max(offsets.end, mention.end) - min(offsets.start, mention.start))
        if share >= _MIN_OVERLAP:
            yield share, mention.form == "name" and mention.end >= offsets.end - 2, mention.end, mention.index, position


def _new_mention(index: int, offsets: Offsets, kind: str, text: str, sentence: int) -> Mention:
    """Return a new mention for a span that the rules do not have."""
    words = _POSSESSIVE.sub("", text[offsets.start : offsets.end]) or text[offsets.start : offsets.end]
    article = _ARTICLE.match(words)
    skipped = article.end() if article is not None and article.end() < len(words) else 0
    form = _form(words)
    start = offsets.start + (skipped if form == "name" else 0)
    end = offsets.start + len(words)
    return Mention(
        index=index,
        start=start,
        end=end,
        text=text[start:end],
        form=form,
        head=text[start:end].split()[-1].lower(),
        label=_LABELS.get(kind, "ORG") if form == "name" else "",
        sentence=sentence,
        definite=article is not None,
    )


def _form(words: str) -> str:
    """Return "name", "pronoun" or "description", based on capital letters."""
    if words.lower() in PRONOUNS:
        return "pronoun"
    first, *others = words.split()
    named = [word for word in (*others, *(() if first.lower() in _DETERMINERS else (first,))) if word[0].isupper()]
    return "name" if named and (first[0].isupper() or first.lower() == "the") and not words.split()[-1][0].islower() else "description"
