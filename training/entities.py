"""Named entities of the treebanks as spans: PERSON, ORG, LOC, and NORP for peoples and creeds.

UNER gives spans beside EWT and PUD; GUM marks every mention, of which the proper names are cut out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

from training.conllu import Token
from training.words import DEMONYMS, OFFICES, PLURAL_PEOPLE, TITLES

Span = tuple[int, int, str]
Spans = dict[str, list[Span]]

_UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
_GUM = {"person": "PERSON", "place": "LOC", "organization": "ORG"}
_MENTION = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_JOINTS = ("-", ".", "'s", "’s", "&")


# ------------------------------------------------------------------ UNER


def read_iob(path: Path) -> Spans:
    """Text of a sentence without its spaces -> its entities in characters of that text."""
    out: Spans = {}
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf8").split("\n"), ""]:
        if line and not line.startswith("#"):
            _, word, tag, *_ = line.split("\t")
            rows.append((_bare(word), tag))
        elif not line and rows:
            out["".join(word for word, _ in rows)] = _iob_spans(rows)
            rows = []
    return out


def _bare(form: str) -> str:
    return form.replace(" ", "").replace("\u00a0", "")


def _iob_spans(rows: list[tuple[str, str]]) -> list[Span]:
    spans: list[Span] = []
    at, inside = 0, False
    for word, tag in rows:
        end = at + len(word)
        if tag.startswith("B-"):
            spans.append((at, end, tag[2:]))
        elif tag.startswith("I-") and inside:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        inside = tag.startswith(("B-", "I-")) and bool(spans)
        at = end
    return spans


def uner(tokens: list[Token], spans: Spans) -> list[Span] | None:
    """Entities of a sentence as spans of tokens; None for a sentence that was not annotated."""
    forms = [_bare(token.form) for token in tokens]
    found = spans.get("".join(forms))
    if found is None:
        return None
    starts = [0, *itertools.accumulate(map(len, forms))]
    out: list[Span] = []
    for start, end, kind in found:
        inside = [i for i in range(len(forms)) if starts[i] < end and starts[i + 1] > start]
        if kind in _UNER:
            out.append((inside[0], inside[-1] + 1, _UNER[kind]))
    return out


# ------------------------------------------------------------------ GUM


def gum(tokens: list[Token]) -> list[Span]:
    """The names among the mentions that GUM marks (persons, places, organisations)."""
    mentions = _mentions(tokens)
    starts = {start for start, _, _ in mentions}
    found = {span for mention in mentions if (span := _name(tokens, mention, starts)) is not None}
    return longest(list(found))


def _mentions(tokens: list[Token]) -> list[Span]:
    """Every marked mention as (start, end, kind)."""
    out: list[Span] = []
    open_: list[tuple[str, int, str]] = []
    for i, token in enumerate(tokens):
        marks = dict(part.split("=", 1) for part in token.misc.split("|") if "=" in part)
        for found in _MENTION.finditer(marks.get("Entity", "")):
            number, _, rest = (found[1] or found[3]).partition("-")
            if found[2]:
                out.append((i, i + 1, rest.split("-")[0]))
            elif found[1]:
                open_.append((number, i, rest.split("-")[0]))
            else:
                k = next((k for k in reversed(range(len(open_))) if open_[k][0] == found[3]), None)
                if k is not None:
                    _, start, kind = open_.pop(k)
                    out.append((start, i + 1, kind))
    return out


def _name(tokens: list[Token], mention: Span, starts: set[int]) -> Span | None:
    """The proper name at the head of a mention, without titles; None where there is none."""
    start, end, kind = mention
    label = _GUM.get(kind)
    head = next((i for i in range(start, end) if not start <= tokens[i].head < end or tokens[i].head == i), None)
    if label is None or head is None or not _proper(tokens[head]):
        return None
    joined = any(t.dep == "conj" and t.head == head and _proper(t) for t in tokens[start:end])
    if joined:
        return None
    left, right = _grow(tokens, head, mention, label, starts)
    return _person(tokens, left, right) if label == "PERSON" else _checked(tokens, left, right, label)


def _proper(token: Token) -> bool:
    return token.xpos in ("NNP", "NNPS") or token.upos == "PROPN"


def _grow(tokens: list[Token], head: int, mention: Span, label: str, starts: set[int]) -> tuple[int, int]:
    """First and last token of the run of proper nouns around a head."""
    start, end, _ = mention
    left = right = head

    def proper(i: int) -> bool:
        return start <= i < end and _proper(tokens[i])

    while (step := _step(tokens, right, proper, label, starts)) > 0:
        right += step
    while proper(left - 1) or (left > 1 and tokens[left - 1].form in ("-", "&") and proper(left - 2)):
        left -= 1 if proper(left - 1) else 2
    return left, right


def _step(tokens: list[Token], right: int, proper: Callable[[int], bool], label: str, starts: set[int]) -> int:
    """How far a name goes on to the right in one step; 0 at its end."""
    if proper(right + 1):
        return 1
    word = tokens[right + 1].form if right + 1 < len(tokens) else ""
    if word in _JOINTS and proper(right + 2) and not (label == "PERSON" and word in ("'s", "’s")):
        return 2
    if label == "PERSON":
        return 0
    if word.lower() in ("of", "for"):
        the = right + 2 < len(tokens) and tokens[right + 2].form.lower() == "the"
        return (2 if proper(right + 2) else 0) or (3 if the and proper(right + 3) else 0)
    return 2 if label == "ORG" and word == "and" and proper(right + 2) and right + 2 not in starts else 0


def _person(tokens: list[Token], left: int, right: int) -> Span | None:
    """A person's name without titles and offices; a people where the name is one."""
    while left <= right and tokens[left].form.lower() in TITLES:
        left += 1
    for k in range(right, left - 1, -1):
        if tokens[k].form.lower() in OFFICES:
            left = k + 1
            break
    if left > right or tokens[right].form.lower() in TITLES | OFFICES:
        return None
    last = tokens[right]
    plural = last.xpos == "NNPS" or (left == right and last.form.endswith(PLURAL_PEOPLE))
    if plural or is_people(last.form):
        return right, right + 1, "NORP"
    return _checked(tokens, left, right, "PERSON")


def _checked(tokens: list[Token], left: int, right: int, label: str) -> Span | None:
    return (left, right + 1, label) if any(map(str.isalpha, tokens[left].form)) else None


# ------------------------------------------------------------------ both


def is_people(form: str) -> bool:
    """Whether a word names a people or a creed ("Kurd" and "Kurds" alike)."""
    return form in DEMONYMS or (form.endswith("s") and form[:-1] in DEMONYMS)


def with_peoples(tokens: list[Token], spans: list[Span]) -> list[Span]:
    """The spans, and a NORP for every word of a people that none of them covers."""
    used = {i for start, end, _ in spans for i in range(start, end)}
    more = [
        (i, i + 1, "NORP")
        for i, token in enumerate(tokens)
        if i not in used and token.upos in ("ADJ", "NOUN", "PROPN") and is_people(token.form)
    ]
    return sorted([*spans, *more])


def longest(spans: list[Span]) -> list[Span]:
    """Spans that do not overlap; of two that do, the longer, then the first."""
    used: set[int] = set()
    out: list[Span] = []
    for start, end, label in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if used.isdisjoint(range(start, end)):
            used.update(range(start, end))
            out.append((start, end, label))
    return sorted(out)
