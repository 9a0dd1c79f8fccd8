"""Loads a spaCy pipeline, lazily and once, and converts its output to plain sentences."""

from __future__ import annotations

import functools
import itertools
import os
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graphkit.errors import ModelError
from graphkit.model import KnownName
from graphkit.nlp.clearnlp import to_universal, uses_clearnlp
from graphkit.nlp.limits import flatten, split_long
from graphkit.nlp.masks import MaskedWord, masked_words
from graphkit.nlp.opening_times import with_commas
from graphkit.nlp.parentheticals import parentheticals_in, words_outside
from graphkit.nlp.relative_clauses import RELATIVES, antecedent, clauses_in
from graphkit.nlp.text import pieces, prepare
from graphkit.nlp.tree import Entity, Sentence, Token
from graphkit.nlp.words import words
from graphkit.resources import weights_dir

if TYPE_CHECKING:
    from spacy.language import Language

_ENDS = frozenset((".", "!", "?", ":", ";", '"', "'", ")", "]", "…", "-", "--", "–", "—", "*", "''", "\n"))
# Abbreviated ranks that the tokenizer would split at the full stop.
_RANKS = words("ranks")
_OPENING = ('"', "“", "«", "„")
NEEDED = ("tagger", "parser")
# Labels of other pipelines, mapped to the four kinds used here.
_LABELS = {"GPE": "LOC", "FAC": "LOC", "PER": "PERSON", "MISC": "", "EVENT": "", "PRODUCT": ""}


class Parser:
    """Parses text into sentences with a spaCy pipeline.

    Args:
        pipeline: a loaded pipeline with at least a tagger and a parser.
    """

    def __init__(self, pipeline: Language) -> None:
        """Store the pipeline, and detect its label scheme."""
        self._pipeline = pipeline
        self._clearnlp = uses_clearnlp(pipeline.get_pipe("parser").labels)
        meta = pipeline.meta
        self.name = f"{meta.get('lang')}_{meta.get('name')}/{meta.get('version')}"

    @property
    def pipeline(self) -> Language:
        """The spaCy pipeline, for comparisons."""
        return self._pipeline

    def parse(self, text: str, names: Sequence[KnownName] = ()) -> Iterator[Sentence]:
        """Yield the sentences of a text of any length, in order, with offsets into `text`.

        Args:
            text: text of the document.
            names: names known beforehand, in order; each becomes one token.
        """
        index = 0
        parts = (part for offset, piece in pieces(prepare(text)) for part in self._prepared(piece, offset, names))
        read = iter(self._pipeline.pipe(parts, as_tuples=True, batch_size=64))
        for doc, (offset, prepared, lifted) in read:
            clauses = [(clause, shown_as) for clause, (_, shown_as, _) in itertools.islice(read, lifted)]
            for span in (part for sentence in doc.sents for part in split_long(sentence)):
                sentence = self._sentence(index, span, offset, prepared, clauses)
                if sentence is not None:
                    yield sentence
                    index += 1

    def _prepared(
        self, piece: str, offset: int, names: Sequence[KnownName]
    ) -> Iterator[tuple[Any, tuple[int, list[MaskedWord], int]]]:
        """Yield the tokens of a piece, with the number of clauses lifted out of it; then those clauses.

        A sentence may begin only after a mark that can end another.
        """
        from spacy.tokens import Doc

        # Not the person in "X: Y arms Z", who says so.
        asides = [span for span in parentheticals_in(piece) if not (piece[: span[1]].endswith(": ") and any(name.label == "PERSON" and name.end == offset + span[1] - 2 for name in names))]
        words = words_outside(asides, masked_words(self._pipeline.make_doc(piece), offset, names))
        spans = list(clauses_in(piece))
        lifted = [part for clause in spans if (part := [w for w in words if clause.start <= w.start < clause.stop])]
        words = with_commas(words_outside([(clause.comma, clause.rest) for clause in spans], words))
        doc = Doc(self._pipeline.vocab, words=[w.word for w in words], spaces=[w.space for w in words])
        for before, word in pairwise(doc):
            if before.is_sent_start:
                # After the mark that opens the sentence.
                word.is_sent_start = False
            elif _hyphen(before) or (before.text not in _ENDS and not before.text.endswith((".", "!", "?"))):
                word.is_sent_start = False
            elif _opens_speech(before, word) or before.text == ";":
                # A small parser mixes up the clauses on both sides of a semicolon.
                word.is_sent_start = True
        yield doc, (offset, words, len(lifted))
        for part in lifted:
            clause = Doc(self._pipeline.vocab, words=[w.word for w in part], spaces=[w.space for w in part])
            for word in clause:
                word.is_sent_start = word.i == 0
            yield clause, (offset, part, 0)

    def _sentence(self, index: int, span: Any, offset: int, masked: list[MaskedWord], clauses: Sequence[tuple[Any, list[MaskedWord]]]) -> Sentence | None:
        words = [(masked[word.i], word) for word in span if not word.is_space and masked[word.i].text]
        if not words:
            return None
        inside = [(doc, part) for doc, part in clauses if words[0][0].start < part[0].start < words[-1][0].start]
        words += [(part[word.i], word) for doc, part in inside for word in doc if not word.is_space]
        words.sort(key=lambda pair: pair[0].start)
        tokens = tuple(_token(i, word, offset, masked_word) for i, (masked_word, word) in enumerate(words))
        place = {(id(word.doc), word.i): i for i, (_, word) in enumerate(words)}
        people = frozenset(i for i, (masked_word, word) in enumerate(words) if "PERSON" in (masked_word.label, word.ent_type_))
        _attach(tokens, [word for _, word in words], place, id(span.doc), people)
        if self._clearnlp:
            to_universal(tokens)
        _lift_from_auxiliaries(tokens)
        _lower_from_subjects(tokens)
        flatten(tokens)
        return Sentence(index, tokens, tuple(entity for part in (span, *(doc for doc, _ in inside)) for entity in _entities(part, place)))


def _hyphen(mark: Any) -> bool:
    """Whether a hyphen joins two halves of a word, so that no sentence begins after it."""
    return mark.text == "-" and mark.i > 0 and not mark.whitespace_ and not mark.nbor(-1).whitespace_


def _opens_speech(before: Any, mark: Any) -> bool:
    """Whether a quotation opens right after the end of a sentence, so that a new sentence begins."""
    after = mark.doc[mark.i + 1] if mark.i + 1 < len(mark.doc) else None
    opens = mark.text in _OPENING and not mark.whitespace_ and after is not None and after.text[0].isupper()
    return opens and before.text in (".", "!", "?") and bool(before.whitespace_)


def _token(i: int, word: Any, offset: int, masked: MaskedWord) -> Token:
    start, end = offset + masked.start, offset + masked.end
    dep = (word.dep_ or "dep").replace("ROOT", "root")
    if masked.label in ("NORP", "TITLE"):
        return Token(i, start, end, masked.text, masked.text.lower(), word.pos_, word.tag_, dep)
    if masked.label:
        before_of = re.split(r" (?:of|for|in) ", masked.text)[0]
        tag = "NNPS" if masked.label == "ORG" and before_of.endswith("s") and " " in masked.text else "NNP"
        return Token(i, start, end, masked.text, _head_lemma(masked.text, tag), "PROPN", tag, dep)
    lemma = _singular((word.lemma_ or word.text).lower(), word.tag_)
    return Token(i, start, end, word.text, lemma, word.pos_, word.tag_, dep)


def _head_lemma(name: str, tag: str) -> str:
    """Return the lemma of a name's last word before "of", "for" or "in", which says what kind of thing it is."""
    words = name.lower().split()
    small = next((i for i, word in enumerate(words) if i and word in ("of", "for", "in")), len(words))
    return _singular(words[small - 1], tag)


def _singular(lemma: str, tag: str) -> str:
    """Return the singular of a plural noun that the lemmatizer left unchanged ("troops")."""
    if tag not in ("NNS", "NNPS") or not lemma.endswith("s") or lemma.endswith(("ss", "us", "is")):
        return lemma
    if lemma.endswith("ies") and len(lemma) > 4:
        return lemma[:-3] + "y"
    return lemma[:-1]


def _attach(tokens: tuple[Token, ...], words: list[Any], place: Mapping[tuple[int, int], int], main: int, people: Container[int]) -> None:
    """Link tokens to their heads; children of white space are attached to the root, a lifted clause to the noun before it."""
    tops: dict[int, Token] = {}
    for token, word in zip(tokens, words, strict=True):
        if word.head.i == word.i:
            tops.setdefault(id(word.doc), token)
    root = tops.get(main) or tokens[0]
    opens: dict[int, Token] = {}
    for token, word in zip(tokens, words, strict=True):
        opens.setdefault(id(word.doc), token)
        if token is root:
            token.dep = "root"
        elif token is not tops.get(id(word.doc)):
            head = place.get((id(word.doc), word.head.i))
            token.head = tokens[head] if head is not None and head != token.i else tops.get(id(word.doc), root)
            token.head.children.append(token)
    for part, top in tops.items():
        if top is not root:
            relative = any(t.text.lower() in RELATIVES for t in tokens[opens[part].i : opens[part].i + 2])
            top.head, top.dep = antecedent(tokens, opens[part], people) or root, "acl:relcl" if relative else "acl"
            top.head.children.append(top)
            top.head.children.sort(key=lambda child: child.i)


def _lift_from_auxiliaries(tokens: tuple[Token, ...]) -> None:
    """Move arguments that the parser attached to an auxiliary to its verb."""
    for token in tokens:
        if token.dep not in ("aux", "aux:pass", "cop") or token.head is None:
            continue
        for child in list(token.children):
            if child.dep in ("nsubj", "nsubj:pass", "obl", "obj"):
                token.children.remove(child)
                child.head = token.head
                token.head.children.append(child)
        token.head.children.sort(key=lambda child: child.i)


def _lower_from_subjects(tokens: tuple[Token, ...]) -> None:
    """Relabel subjects introduced by a preposition as obliques, and attach them to the verb before them."""
    for token in tokens:
        verb = token.head
        opened = [c for c in token.get("case") if c.pos == "ADP" and c.i < token.i]
        if token.dep != "nsubj" or verb is None or not opened:
            continue
        token.dep = "obl"
        upper = verb.head
        if upper is not None and upper.pos == "VERB" and upper.i < token.i < verb.i:
            verb.children.remove(token)
            token.head = upper
            upper.children.append(token)
            upper.children.sort(key=lambda child: child.i)


def _entities(span: Any, place: Mapping[tuple[int, int], int]) -> Iterator[Entity]:
    for entity in span.ents:
        inside = [place[id(word.doc), word.i] for word in entity if (id(word.doc), word.i) in place]
        label = _LABELS.get(entity.label_, entity.label_)
        if inside and label in ("PERSON", "ORG", "LOC", "NORP"):
            yield Entity(inside[0], inside[-1] + 1, label)


@functools.lru_cache(maxsize=2)
def load(name: str | None = None) -> Parser:
    """Return the parser of the embedded model, or of an installed spaCy pipeline.

    Args:
        name: name or path of an installed pipeline; None for the embedded model.

    Raises:
        ModelError: it is not installed, does not load, or has no tagger or no parser.
    """
    # spaCy imports torch if it is installed, which takes seconds and is not used.
    os.environ.setdefault("THINC_NO_TORCH", "1")
    import spacy

    source = name or str(weights_dir())
    try:
        pipeline = spacy.load(source)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"language model {source!r} does not load: {reason} "
            "(omit --model to use the built-in one)"
        ) from error
    missing = [pipe for pipe in NEEDED if pipe not in pipeline.pipe_names]
    if missing:
        raise ModelError(f"language model {source!r} lacks {', '.join(missing)}; graphkit needs both")
    for rank in _RANKS:
        pipeline.tokenizer.add_special_case(rank, [{"ORTH": rank}])
    return Parser(pipeline)
