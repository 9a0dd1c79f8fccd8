"""Entries of live blogs whose page does not mark them as articles: repeated elements with a time of their own, of more than one day."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from itertools import islice
from typing import Any

from graphkit.documents.beside import order_in, shown_in, words_of

# Classes of entries; without one, each must have a time of day, which the entries of a chronology do not have.
_ENTRY = re.compile(r"(?:\b|_)(?:live|liveblog|posts?|entry|entries|updates?|storyblock)(?:\b|_)", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\d\d")
_LEVELS, _SHORTEST = 5, 8
# Entries of a live blog, at most; those of a whole month are a few hundred.
_MOST = 2_000


def with_entries(root: Any) -> Any:
    """Return a copy of a page in which the entries of its live blog are articles; the page itself if it has articles, or no such entries."""
    if root.xpath("count(//article)") > 1:
        return root
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for time in islice(root.iter("time"), _MOST):
        for around in islice(time.iterancestors("div", "section", "li"), _LEVELS):
            key = (around.getparent(), around.tag, around.get("class"))
            if len(list(islice(around.iter("time"), 2))) > 1:
                break
            groups[key].append(around)
    entries = max((each for each in groups.values() if _are_entries(each, root)), key=len, default=[])
    if not entries:
        return root
    places = {each: number for number, each in enumerate(root.iter())}
    made = copy.deepcopy(root)
    copied = list(made.iter())
    for each in entries:
        copied[places[each]].tag = "article"
    return made


def _are_entries(elements: list[Any], root: Any) -> bool:
    if len(elements) < 2 or any(len(each.text_content().split()) < _SHORTEST for each in elements):
        return False
    timed = all(_CLOCK.search(words_of(time)) for each in elements for time in each.iter("time"))
    order = order_in(root)
    days = {shown_in(each, order)[0] for each in elements}
    return (timed or _ENTRY.search(elements[0].get("class") or "") is not None) and None not in days and len(days) > 1
