"""Joins two readings of who is mentioned: what the network marks is, where it can be, a mention that the rules have.

The rules know names by lists and the syntax around them, the network also knows descriptions and pronouns; one list of
mentions lets both say things of the same actors.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from graphkit.extract.learned.scores import Stretch
from graphkit.model import Mention
from graphkit.nlp.encoder import PRONOUNS

# Two spans that share less than this of their common length are two mentions.
_SAME = 0.25
_MOSTLY = 0.5
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_DETERMINERS = frozenset("the a an his her its their our my this these that those both some several many two three four five most all".split())
_LABELS = {"person": "PERSON", "place": "LOC", "country": "LOC"}


def aligned(stretches: Iterable[tuple[Stretch, str]], mentions: Sequence[Mention], text: str) -> tuple[list[Mention], dict[Stretch, int]]:
    """All mentions, and the index of the one that each stretch of the network is.

    Args:
        stretches: what the network marked, with the kind of actor, in order.
        mentions: what the rules found.
        text: of the document.
    """
    every = list(mentions)
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    longest = max((mention.end - mention.start for mention in ordered), default=0)
    found: dict[Stretch, int] = {}
    for stretch, kind in stretches:
        first = bisect_right(starts, stretch.start - longest)
        near = ordered[first : bisect_right(starts, stretch.end)]
        same = _same(stretch, near)
        if same is None:
            before = ordered[max(0, bisect_right(starts, stretch.start) - 1)] if ordered else None
            every.append(_made(len(every), stretch, kind, text, before.sentence if before is not None else 0))
            same = len(every) - 1
        found[stretch] = same
    return every, found


def _same(stretch: Stretch, mentions: Sequence[Mention]) -> int | None:
    """The mention that a stretch is: one that ends where it ends, else one that covers most of it."""
    ranked = list(_overlaps(stretch, mentions))
    ending = [row for row in ranked if abs(row[2] - stretch.end) <= 2]
    best = max(ending or [row for row in ranked if row[0] >= _MOSTLY], default=None)
    return best[3] if best is not None else None


def _overlaps(stretch: Stretch, mentions: Sequence[Mention]) -> Iterator[tuple[float, bool, int, int]]:
    for mention in mentions:
        common = min(stretch.end, mention.end) - max(stretch.start, mention.start)
        share = common / (max(stretch.end, mention.end) - min(stretch.start, mention.start))
        if share >= _SAME:
            yield share, mention.form == "name" and mention.end >= stretch.end - 2, mention.end, mention.index


def _made(index: int, stretch: Stretch, kind: str, text: str, sentence: int) -> Mention:
    """A mention that the rules do not have."""
    words = _POSSESSIVE.sub("", text[stretch.start : stretch.end]) or text[stretch.start : stretch.end]
    article = _ARTICLE.match(words)
    skipped = article.end() if article is not None and article.end() < len(words) else 0
    form = _form(words)
    start = stretch.start + (skipped if form == "name" else 0)
    end = stretch.start + len(words)
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
    """name, pronoun or description, by the capitals."""
    if words.lower() in PRONOUNS:
        return "pronoun"
    first, *others = words.split()
    named = [word for word in (*others, *(() if first.lower() in _DETERMINERS else (first,))) if word[0].isupper()]
    return "name" if named and (first[0].isupper() or first.lower() == "the") and not _ends_small(words) else "description"


def _ends_small(words: str) -> bool:
    """Whether the last word is a common noun ("Turkish forces"): then the words describe, they do not name."""
    return words.split()[-1][0].islower()
