"""Treebank files to spaCy corpora: one `.spacy` file for each part, paragraphs as documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan

from training import openner
from training.conllu import Sentence, read
from training.entities import Span, Spans, gum, read_iob, uner, with_peoples

# Treebank file -> file of its entities; GUM brings its own.
TREEBANKS = {
    "ewt_train": "uner_ewt_train.iob2",
    "ewt_dev": "uner_ewt_dev.iob2",
    "ewt_test": "uner_ewt_test.iob2",
    "gum_nonnc_train": "",
    "gum_nonnc_dev": "",
    "gum_nonnc_test": "",
    "pud_test": "uner_pud_test.iob2",
}
TRAIN = ("ewt_train", "gum_nonnc_train")
DEV = ("ewt_dev", "gum_nonnc_dev")
TEST = ("ewt_test", "gum_nonnc_test", "pud_test")
NER_TRAIN = (*TRAIN, "crossner_train", "re3d_train")
NER_TEST = ("crossner_heldout", "re3d_heldout")
_SHORT, _LONG = 40, 120  # tokens: shorter groups are joined, longer ones are closed

Marked = tuple[Sentence, list[Span] | None]


def convert(data: Path, out: Path) -> None:
    """Write `out`/NAME.spacy for every treebank file and every further NER text in `data`."""
    nlp = spacy.blank("en")
    out.mkdir(parents=True, exist_ok=True)
    for name, iob in TREEBANKS.items():
        spans = read_iob(data / iob) if iob else None
        groups = _groups(_marked(read(data / f"{name}.conllu"), spans), alone=name == "pud_test")
        _write((document(group, nlp) for group in groups), out / f"{name}.spacy")
    extra = data / "extra_ner"
    _write(openner.crossner(extra / "crossner", nlp), out / "crossner_train.spacy")
    _write(openner.crossner_file(extra / "crossner/politics/train.txt", nlp), out / "crossner_heldout.spacy")
    _write(openner.re3d(extra / "re3d", nlp), out / "re3d_train.spacy")
    _write(openner.re3d_source(extra / "re3d/US_State_Department", nlp), out / "re3d_heldout.spacy")


def load(corpora: Path, names: Iterable[str], nlp: Language) -> list[Doc]:
    """The documents of some corpora, in order."""
    return [
        doc for name in names for doc in DocBin().from_disk(corpora / f"{name}.spacy").get_docs(nlp.vocab)
    ]


def document(group: list[Marked], nlp: Language) -> Doc:
    """Sentences as one spaCy document with tags, trees, lemmas and entities."""
    tokens = [token for sentence, _ in group for token in sentence.tokens]
    starts = [0, *accumulate(len(sentence.tokens) for sentence, _ in group)]
    offsets = [start for start, (sentence, _) in zip(starts, group, strict=False) for _ in sentence.tokens]
    doc = Doc(
        nlp.vocab,
        words=[token.form for token in tokens],
        spaces=[token.space for token in tokens],
        tags=[token.xpos for token in tokens],
        pos=[token.upos for token in tokens],
        morphs=[token.feats for token in tokens],
        lemmas=[token.lemma for token in tokens],
        heads=[token.head + offset for token, offset in zip(tokens, offsets, strict=True)],
        deps=[token.dep for token in tokens],
        sent_starts=[i in starts for i in range(len(tokens))],
    )
    _set_entities(doc, group, starts)
    return doc


def _set_entities(doc: Doc, group: list[Marked], starts: list[int]) -> None:
    """Entities of each sentence; what was not annotated is missing, not empty."""
    spans: list[SpacySpan] = []
    missing: list[SpacySpan] = []
    for offset, (sentence, marked) in zip(starts, group, strict=False):
        found = with_peoples(sentence.tokens, marked or [])
        spans += [SpacySpan(doc, offset + a, offset + b, label=label) for a, b, label in found]
        used = {i for a, b, _ in found for i in range(a, b)}
        if marked is None:
            free = (i for i in range(len(sentence.tokens)) if i not in used)
            missing += [SpacySpan(doc, offset + i, offset + i + 1) for i in free]
    doc.set_ents(spans, missing=missing)


def _marked(sentences: Iterable[Sentence], spans: Spans | None) -> Iterator[Marked]:
    for sentence in sentences:
        yield sentence, gum(sentence.tokens) if spans is None else uner(sentence.tokens, spans)


def _groups(sentences: Iterable[Marked], alone: bool) -> Iterator[list[Marked]]:
    """Sentences by paragraph; short paragraphs of one document go together."""
    group: list[Marked] = []
    for marked in sentences:
        if group and (alone or not _together(group, marked[0])):
            yield group
            group = []
        group.append(marked)
    if group:
        yield group


def _together(group: list[Marked], sentence: Sentence) -> bool:
    size = sum(len(one.tokens) for one, _ in group)
    first = group[0][0]
    same = first.paragraph == sentence.paragraph
    return first.document == sentence.document and size < (_LONG if same else _SHORT)


def _write(docs: Iterable[Doc], path: Path) -> None:
    DocBin(docs=docs).to_disk(path)
