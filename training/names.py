"""Documents for training the entity recogniser: NORP on peoples and creeds, and texts with names but no trees."""

from __future__ import annotations

import csv
import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from graphkit.resources import seeds_dir

CROSSNER = {
    **dict.fromkeys(["person", "politician", "scientist", "writer", "musicalartist", "researcher"], "PERSON"),
    **dict.fromkeys(["organisation", "politicalparty", "band", "university"], "ORG"),
    **dict.fromkeys(["location", "country"], "LOC"),
}
RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
# Folders of re3d whose licences allow use, except the held-out one.
RE3D_OPEN = ("UK_Government", "Wikipedia", "CENTCOM", "Australian_Department_of_Foreign_Affairs")
CREEDS = frozenset(
    "Muslim Muslims Christian Christians Jewish Jew Jews Sunni Sunnis Shiite Shiites Shia Shi'ite Catholic "
    "Catholics Protestant Protestants Orthodox Hindu Hindus Sikh Sikhs Buddhist Buddhists Druze Alawite Alawites "
    "Yazidi Yazidis Arab Arabs African Africans European Europeans Asian Asians Western Islamic Islamist Islamists "
    "Republican Republicans Democrat Democrats Democratic Communist Communists Kurd Kurds Kurdish Bedouin Pashtun "
    "Pashtuns Tutsi Tutsis Hutu Hutus Persian Latino Hispanic Tamil Tamils".split()
)


@functools.cache
def peoples() -> frozenset[str]:
    """Return one-word adjectives and plurals of states and places, and creeds."""
    found = set(CREEDS)
    for name in ("states", "places"):
        with (seeds_dir() / "actors" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                words = (row.get("adjectives") or "").split(";")
                found |= {word for word in words if word[:1].isupper() and " " not in word}
    return frozenset(found)


def with_peoples(doc: Doc) -> Doc:
    """Return the document with NORP on peoples that are not part of another name."""
    free = [token for token in doc if not token.ent_type_ and token.text in peoples()]
    doc.set_ents([*doc.ents, *(Span(doc, token.i, token.i + 1, label="NORP") for token in free)])
    return doc


def crossner(nlp: Language, folder: Path) -> Iterator[Doc]:
    """Yield the documents of CrossNER, except the held-out `politics/train`."""
    for path in sorted(folder.glob("*/*.txt")):
        if path.parts[-2:] == ("politics", "train.txt"):
            continue
        for block in path.read_text(encoding="utf-8").replace("\r", "").split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
            if rows:
                yield with_peoples(_from_rows(nlp, rows))


def _from_rows(nlp: Language, rows: list[list[str]]) -> Doc:
    words = [row[0] for row in rows]
    doc = Doc(nlp.vocab, words=words, spaces=_spaces(words))
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        tag = row[1].strip()
        if tag.startswith("I-") and spans and spans[-1][1] == i:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
        elif tag != "O":
            spans.append((i, i + 1, tag[2:]))
    doc.set_ents(
        [Span(doc, start, end, label=CROSSNER[kind]) for start, end, kind in spans if kind in CROSSNER]
    )
    return doc


def _spaces(words: list[str]) -> list[bool]:
    """Tell for each word whether a space follows it, by English punctuation rules."""
    closing, opening = {",", ".", ";", ":", "?", "!", ")", "'s", "n't", "%", "]"}, {"(", "[", "$"}
    behind = [*words[1:], "."]
    return [word not in opening and after not in closing for word, after in zip(words, behind, strict=True)]


def re3d(nlp: Language, folder: Path) -> Iterator[Doc]:
    """Yield the documents of the openly licensed parts of re3d."""
    for part in RE3D_OPEN:
        spans = defaultdict(list)
        for row in _lines(folder / part / "entities.json"):
            if row["type"] in RE3D:
                spans[row["documentId"]].append((int(row["begin"]), int(row["end"]), RE3D[str(row["type"])]))
        for row in _lines(folder / part / "documents.json"):
            doc = nlp.make_doc(str(row["text"]))
            doc.set_ents(filter_spans(_named(doc, spans[row["_id"]])))
            yield with_peoples(doc)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _named(doc: Doc, spans: Iterable[tuple[int, int, str]]) -> Iterator[Span]:
    """Yield the capitalised core of each mention, without an article or lower-case title before it."""
    for start, end, kind in spans:
        span = doc.char_span(start, end, label=kind, alignment_mode="expand")
        if span is None:
            continue
        capital = [token.i for token in span if token.text[0].isupper() and token.lower_ != "the"]
        if capital and capital[-1] == span.end - 1 and "\n" not in span.text:
            yield Span(doc, capital[0], span.end, label=kind)
