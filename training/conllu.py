"""Reads CoNLL-U into sentences whose tokens spell the text, as a tokenizer would cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Features that say something of grammar; those of spelling and style would only multiply the classes.
_FEATURES = frozenset(
    ["Aspect", "Case", "Degree", "Definite", "Mood", "Number", "Person", "Polarity", "Poss", "PronType", "Tense", "VerbForm", "Voice", "NumType", "Gender", "Reflex"]
)
_RANGE = re.compile(r"(\d+)-(\d+)$")
_META = re.compile(r"# (sent_id|text) = (.*)")


@dataclass
class Token:
    """One token: `head` is an index into the sentence, its own index for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space: bool
    misc: str = ""
    ids: tuple[int, ...] = ()


@dataclass
class Sentence:
    """Tokens of one sentence, and where it stands: document, paragraph, id."""

    document: str
    paragraph: int
    sent_id: str
    tokens: list[Token] = field(default_factory=list)


def read(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, in order."""
    document, paragraph, sent_id = "", 0, ""
    rows: list[list[str]] = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document, paragraph = line.split("=", 1)[-1].strip(), 0
            elif re.match(r"# newpar( |$)", line):
                paragraph += 1
            elif meta := _META.match(line):
                sent_id = meta[2] if meta[1] == "sent_id" else sent_id
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield Sentence(document, paragraph, sent_id, tokens(rows))
                rows = []
    if rows:
        yield Sentence(document, paragraph, sent_id, tokens(rows))


def tokens(rows: list[list[str]]) -> list[Token]:
    """Tokens of the rows of one sentence.

    The words of a range ("don't" as "do" + "n't") are tokens of their own where they spell
    the text, else the range is one token with the place of its highest word.
    """
    words = [row for row in rows if row[0].isdigit()]
    ranges = {
        int(found[1]): (int(found[2]), row) for row in rows if (found := _RANGE.match(row[0])) is not None
    }
    out: list[Token] = []
    k = 0
    while k < len(words):
        number = int(words[k][0])
        if number in ranges:
            end, surface = ranges[number]
            group = words[k : k + end - number + 1]
            out += _group(group, surface)
            k += len(group)
        else:
            out.append(_token(words[k], _space(words[k])))
            k += 1
    return _linked(out)


def _space(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[9]


def _token(row: list[str], space: bool, form: str = "") -> Token:
    feats = "" if row[5] == "_" else row[5]
    kept = "|".join(feat for feat in feats.split("|") if feat.split("=")[0] in _FEATURES)
    return Token(
        form or row[1], row[2], row[3], row[4], kept, int(row[6]), row[7], space, row[9], (int(row[0]),)
    )


def _group(group: list[list[str]], surface: list[str]) -> list[Token]:
    """The words of a range as tokens that spell its surface form."""
    text, space = surface[1], _space(surface)
    if "".join(row[1] for row in group).replace("’", "'") != text.replace("’", "'"):
        ids = tuple(int(row[0]) for row in group)
        highest = next((row for row in group if int(row[6]) not in ids), group[0])
        merged = _token(highest, space, text)
        merged.ids = ids
        return [merged]
    out, at = [], 0
    for row in group:
        form = text[at : at + len(row[1])]
        at += len(form)
        out.append(_token(row, space and row is group[-1], form))
    return out


def _linked(out: list[Token]) -> list[Token]:
    """The same tokens, heads as indices and the root named as spaCy names it."""
    place = {number: i for i, token in enumerate(out) for number in token.ids}
    for i, token in enumerate(out):
        token.head = place.get(token.head, i)
        if token.head == i:
            token.dep = "ROOT"
    return out
