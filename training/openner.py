"""Further text with names but without trees: CrossNER (Wikipedia) and the open parts of re3d (reports)."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from training.entities import is_people
from training.words import FORERUNNERS

CROSSNER = ("politics", "literature", "music", "science", "ai")
RE3D = ("UK_Government", "Wikipedia", "CENTCOM", "Australian_Department_of_Foreign_Affairs")
_CROSSNER = {
    **dict.fromkeys(("person", "politician", "scientist", "writer", "musicalartist", "researcher"), "PERSON"),
    **dict.fromkeys(("organisation", "politicalparty", "band", "university"), "ORG"),
    **dict.fromkeys(("location", "country"), "LOC"),
}
_RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
_NO_NAMES = frozenset(
    ["i", "we", "he", "she", "they", "it", "my", "our", "you", "us", "his", "her", "its", "their", "jan.", "june", "may", "foreign", "ally", "advisor", "members", "defense"]
)
_CLOSERS = frozenset([",", ".", ";", ":", "?", "!", ")", "'s", "n't", "'", "%", "]"])
_PIECE = 120  # tokens: about a paragraph


def crossner(folder: Path, nlp: Language) -> Iterator[Doc]:
    """Sentences of CrossNER, one document each, less those of politics/train (kept for testing)."""
    for domain in CROSSNER:
        for part in ("train", "dev", "test"):
            if (domain, part) != ("politics", "train"):
                yield from crossner_file(folder / domain / f"{part}.txt", nlp)


def crossner_file(path: Path, nlp: Language) -> Iterator[Doc]:
    """Sentences of one file of CrossNER."""
    for block in path.read_text(encoding="utf8").replace("\r", "").split("\n\n"):
        rows = [(word, tag.strip()) for word, _, tag in (line.partition("\t") for line in block.split("\n")) if tag]
        if rows:
            yield _crossner_doc(rows, nlp)


def _crossner_doc(rows: list[tuple[str, str]], nlp: Language) -> Doc:
    text, spans, inside = "", [], False
    for (word, tag), space in zip(rows, _spaces([word for word, _ in rows]), strict=True):
        start, end = len(text), len(text) + len(word)
        text += word + (" " if space else "")
        if tag.startswith("B-"):
            spans.append((start, end, tag[2:]))
        elif tag.startswith("I-") and inside:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        inside = tag != "O"
    doc = nlp.make_doc(text)
    found = [_trimmed(doc, a, b, _CROSSNER[kind]) for a, b, kind in spans if kind in _CROSSNER]
    return with_entities(doc, [span for span in found if span is not None])


def _trimmed(doc: Doc, start: int, end: int, label: str) -> SpacySpan | None:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is not None and len(span) > 1 and span[0].lower_ == "the":
        span = SpacySpan(doc, span.start + 1, span.end, label=label)
    return span


def _spaces(words: list[str]) -> list[bool]:
    """Whether a space follows each word of a text that was cut into words."""
    out = [True] * len(words)
    quotes = 0
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        quotes += word == '"'
        if following in _CLOSERS or word in ("(", "[", "$"):
            out[i] = False
        if quotes % 2 and '"' in (word, following):
            out[i] = False
    out[-1] = False
    return out


def re3d(folder: Path, nlp: Language) -> Iterator[Doc]:
    """Paragraphs of the open parts of re3d."""
    for source in RE3D:
        yield from re3d_source(folder / source, nlp)


def re3d_source(folder: Path, nlp: Language) -> Iterator[Doc]:
    """Paragraphs of one source of re3d."""
    by_document = defaultdict(list)
    for entity in _json_lines(folder / "entities.json"):
        by_document[entity["documentId"]].append(entity)
    for document in _json_lines(folder / "documents.json"):
        doc = nlp.make_doc(document["text"])
        found = [_re3d_span(doc, entity) for entity in by_document[document["_id"]]]
        with_entities(doc, [span for span in found if span is not None])
        yield from _paragraphs(doc)


def _json_lines(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _re3d_span(doc: Doc, entity: dict[str, str]) -> SpacySpan | None:
    """A name out of a mention of re3d, which takes in articles, titles and descriptions."""
    label = _RE3D.get(entity["type"], "")
    span = doc.char_span(int(entity["begin"]), int(entity["end"]), label=label, alignment_mode="expand")
    if not label or span is None or abs(len(span.text) - len(entity["value"])) > 2:
        return None
    words = [token.lower_ for token in span]
    first, last = 0, len(words)
    if "," in words:
        last = words.index(",")
    if label == "PERSON":
        offices = [i for i in range(last) if words[i] in FORERUNNERS - {"of", "-", "the"}]
        first = offices[-1] + 1 if offices else 0
    while first < last and words[first] in ("the", "a", "an", "his", "their"):
        first += 1
    if first >= last or not _named(span[first:last], label):
        return None
    single = last - first == 1 and is_people(span[first].text)
    return SpacySpan(doc, span.start + first, span.start + last, label="NORP" if single else label)


def _named(span: SpacySpan, label: str) -> bool:
    """Whether a span looks like a name of its kind."""
    capitals = all(re.match(r"[A-Z0-9]", span[i].text) for i in (0, -1))
    strange = (label == "PERSON" and any(t.text in ("of", "for") for t in span)) or (
        label == "LOC" and any(t.is_digit for t in span)
    )
    return capitals and not strange and span.text.lower() not in _NO_NAMES and "\n" not in span.text


def with_entities(doc: Doc, spans: list[SpacySpan]) -> Doc:
    """The document with these entities, the longest first, and its peoples as NORP."""
    kept = filter_spans(spans)
    used = {i for span in kept for i in range(span.start, span.end)}
    peoples = [
        SpacySpan(doc, token.i, token.i + 1, label="NORP")
        for token in doc
        if token.i not in used and is_people(token.text)
    ]
    doc.set_ents([*kept, *peoples])
    return doc


def _paragraphs(doc: Doc) -> Iterator[Doc]:
    start = end = 0
    for token in doc:
        if (token.text in (".", "?", "!") or "\n" in token.text) and not token.ent_type_:
            end = token.i + 1
        if token.i - start > _PIECE and end > start:
            yield doc[start:end].as_doc()
            start = end
    if start < len(doc):
        yield doc[start:].as_doc()
