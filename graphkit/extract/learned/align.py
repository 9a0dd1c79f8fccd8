"""Joins two readings of who is mentioned: what the network marks is, where it can be, a mention that the rules have.

The rules know names by lists and the syntax around them, the network also knows descriptions and pronouns; one list of
mentions lets both say things of the same actors.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.extract.learned.scores import Stretch
from graphkit.model import Mention
from graphkit.nlp.encoder import PRONOUNS

# Two spans that share less than this of their common length are two mentions.
_SAME = 0.25
_MOSTLY = 0.5
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_DETERMINERS = frozenset("the a an his her its their our my this these that those both some several many two three four five most all".split())
# What a name goes on with, where it was cut short: the part behind a hyphen, further capitals.
_REST = re.compile(r"(?:[-\u2010\u2011]\w+|(?: (?:of|and|for|the))* [A-Z][\w.'’-]*)+")
# Behind these, a name says where or whose somebody is, not who ("the embassy in Jordan", "the armed branch of X").
_BEHIND = re.compile(r"\b(?:in|at|from|by|near|inside|across|against|who|which|that|(?:people|branch|wing|arm|faction|civilians|residents|citizens) of)\b")
# Characters that a title before a name may have.
_TITLE = 60
_NOBODY = frozenset(("the", "a", "an", "mr", "mrs", "ms", "dr", "sir", "lady", "lord", "gen", "col", "lt"))
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
        near = ordered[bisect_right(starts, stretch.start - longest - 1) : bisect_right(starts, stretch.end + _TITLE)]
        if text[stretch.start : stretch.end].lower() in _NOBODY or any(_in_title(stretch, mention) for mention in near):
            continue
        same = _same(stretch, near, text)
        if same is None:
            before = ordered[max(0, bisect_right(starts, stretch.start) - 1)] if ordered else None
            every.append(_made(len(every), stretch, kind, text, before.sentence if before is not None else 0))
            same = len(every) - 1
        else:
            every[same] = _whole(every[same], stretch, text)
        found[stretch] = same
    return every, found


def _in_title(stretch: Stretch, mention: Mention) -> bool:
    """Whether a stretch is part of the title before a name ("State" of "Secretary of State X")."""
    return bool(mention.office) and mention.form == "name" and mention.start - len(mention.office) - 2 <= stretch.start and stretch.end < mention.start


def _whole(mention: Mention, stretch: Stretch, text: str) -> Mention:
    """A name that the rules cut short ("Huang Wei" of "Huang Wei-cher"), whole."""
    end = stretch.start + len(_POSSESSIVE.sub("", text[stretch.start : stretch.end]))
    if mention.form != "name" or end <= mention.end or _REST.fullmatch(text[mention.end : end]) is None:
        return mention
    return replace(mention, end=end, text=text[mention.start : end], head=text[mention.start : end].split()[-1].lower())


def _same(stretch: Stretch, mentions: Sequence[Mention], text: str) -> int | None:
    """The mention that a stretch is: one that ends where it ends, else one that covers most of it."""
    ranked = list(_overlaps(stretch, mentions))
    ending = [row for row in ranked if abs(row[2] - stretch.end) <= 2 and not _BEHIND.search(text[stretch.start : mentions[row[4]].start])]
    best = max(ending or [row for row in ranked if row[0] >= _MOSTLY], default=None)
    if best is not None:
        return best[3]
    # A part of a name that the network cut in two ("National Accord" of "Government of National Accord").
    return next((m.index for m in mentions if m.form == "name" and m.start <= stretch.start and stretch.end <= m.end), None)


def _overlaps(stretch: Stretch, mentions: Sequence[Mention]) -> Iterator[tuple[float, bool, int, int, int]]:
    """Share, whether it is a name that goes to the end, end, index, and place in the list, of each that overlaps."""
    for place, mention in enumerate(mentions):
        common = min(stretch.end, mention.end) - max(stretch.start, mention.start)
        share = common / (max(stretch.end, mention.end) - min(stretch.start, mention.start))
        if share >= _SAME:
            yield share, mention.form == "name" and mention.end >= stretch.end - 2, mention.end, mention.index, place


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
    return "name" if named and (first[0].isupper() or first.lower() == "the") and not words.split()[-1][0].islower() else "description"
