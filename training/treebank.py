"""Convert CoNLL-U files to spaCy documents: words, tags, trees, and names where a file has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

# Entity types of GUM and UNER mapped to graphkit's four kinds.
KINDS = {
    "PER": "PERSON",
    "person": "PERSON",
    "ORG": "ORG",
    "organization": "ORG",
    "LOC": "LOC",
    "place": "LOC",
}
_OPEN = re.compile(r"\((\d+)-([a-z]+)[^()]*(\)?)|(\d+)\)")
# Words of neighbouring sentences that share a document, so that the parser learns sentence boundaries.
LONGEST_DOC = 60


@dataclass(frozen=True, slots=True)
class Word:
    """One row of CoNLL-U; `head` counts from 0 and is -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    rel: str
    space: bool
    misc: str


def sentences(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """Yield the id and words of each sentence in a CoNLL-U file, without empty nodes and multiword ranges."""
    name, rows = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield name, _words(rows)
            name, rows = "", []


def _words(rows: Sequence[Sequence[str]]) -> list[Word]:
    glued = {int(end) for row in rows if "-" in row[0] for end in range(*map(int, row[0].split("-")))}
    made = []
    for row in rows:
        if not row[0].isdigit():
            continue
        space = "SpaceAfter=No" not in row[9] and int(row[0]) not in glued
        feats = "" if row[5] == "_" else row[5]
        made.append(Word(row[1], row[2], row[3], row[4], feats, int(row[6]) - 1, row[7], space, row[9]))
    return made


def gum_names(words: Sequence[Word]) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) for the spans of GUM's `Entity=` notes that are headed by a proper noun."""
    found, opened = [], {}
    for i, word in enumerate(words):
        note = next((part for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for number, kind, at_once, closed in _OPEN.findall(note):
            if number:
                opened[number] = (i, kind)
            ending = number if at_once else closed
            if ending in opened:
                start, kind = opened.pop(ending)
                if kind in KINDS and all(
                    w.upos in ("PROPN", "ADP", "DET", "PUNCT") for w in words[start : i + 1]
                ):
                    found.append((start, i + 1, KINDS[kind]))
    return _apart(found)


def iob_names(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Return the named spans of a UNER file by sentence id."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    name, i = "", 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id = "):
            name, i = line.removeprefix("# sent_id = "), 0
            found[name] = []
        elif line and not line.startswith("#"):
            tag = line.split("\t")[2]
            if tag.startswith("B-") and tag[2:] in KINDS:
                found[name].append((i, i + 1, KINDS[tag[2:]]))
            elif tag.startswith("I-") and found[name] and found[name][-1][1] == i:
                start, _, kind = found[name][-1]
                found[name][-1] = (start, i + 1, kind)
            i += 1
    return found


def _apart(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep the longest of spans that overlap."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


def documents(vocab: Vocab, path: Path, names: Path | None = None) -> Iterator[Doc]:
    """Yield the documents of a treebank file, each of a few neighbouring sentences."""
    listed = iob_names(names) if names is not None else None
    words: list[list[Word]] = []
    spans: list[list[tuple[int, int, str]]] = []
    for name, sentence in sentences(path):
        words.append(sentence)
        spans.append(listed.get(name, []) if listed is not None else gum_names(sentence))
        if sum(map(len, words)) >= LONGEST_DOC:
            yield document(vocab, words, spans)
            words, spans = [], []
    if words:
        yield document(vocab, words, spans)


def document(
    vocab: Vocab, sents: Sequence[Sequence[Word]], spans: Sequence[Sequence[tuple[int, int, str]]]
) -> Doc:
    """Build one spaCy document from several sentences and their names."""
    flat = [word for sentence in sents for word in sentence]
    starts = [sum(map(len, sents[:i])) for i in range(len(sents))]
    heads = [
        offset + (i if word.head < 0 else word.head)
        for offset, sentence in zip(starts, sents, strict=True)
        for i, word in enumerate(sentence)
    ]
    doc = Doc(
        vocab,
        words=[w.form for w in flat],
        spaces=[w.space for w in flat],
        tags=[w.xpos for w in flat],
        pos=[w.upos for w in flat],
        morphs=[w.feats for w in flat],
        lemmas=[w.lemma for w in flat],
        heads=heads,
        deps=[w.rel for w in flat],
        sent_starts=[i == 0 for sentence in sents for i in range(len(sentence))],
    )
    doc.ents = [
        Span(doc, start + offset, end + offset, label=kind)
        for offset, group in zip(starts, spans, strict=True)
        for start, end, kind in group
    ]
    return doc
