"""Trees written down by hand, one word a piece: `word/TAG/dep>head`, heads by number from 0."""

from __future__ import annotations

from graphkit.nlp import Sentence, Token

_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "VB": "VERB", "VBD": "VERB", "VBZ": "VERB",
    "VBP": "VERB", "VBN": "VERB", "VBG": "VERB", "JJ": "ADJ", "DT": "DET", "IN": "ADP", "TO": "PART", "CC": "CCONJ",
    "RB": "ADV", "RP": "ADP", "PRP": "PRON", "WDT": "PRON", "WP": "PRON", "CD": "NUM", ",": "PUNCT", ".": "PUNCT",
}  # fmt: skip


def tree(written: str, **lemmas: str) -> Sentence:
    """The sentence that `written` shows; lemmas are the lower-case words unless given."""
    pieces = [piece.rsplit("/", 2) for piece in written.split()]
    tokens, start = [], 0
    for i, (word, tag, dep) in enumerate(pieces):
        pos = "AUX" if dep.startswith(("aux", "cop")) else _POS[tag]
        lemma = lemmas.get(word, word.lower())
        tokens.append(Token(i, start, start + len(word), word, lemma, pos, tag, dep.split(">")[0]))
        start += len(word) + 1
    for token, (_, _, dep) in zip(tokens, pieces, strict=True):
        above = dep.partition(">")[2]
        if above:
            token.head = tokens[int(above)]
            token.head.children.append(token)
    return Sentence(0, tuple(tokens), ())


def word(sentence: Sentence, text: str) -> Token:
    """The first word that reads so."""
    return next(t for t in sentence.tokens if t.text == text)


def shape(sentence: Sentence) -> set[tuple[str, str, str]]:
    """Every word with its relation and its head's word; "" above the root."""
    return {(t.text, t.dep, t.head.text if t.head is not None else "") for t in sentence.tokens}


def whole(sentence: Sentence) -> bool:
    """Whether it still is one tree: one root, heads and children agreeing, everything reached."""
    roots = [t for t in sentence.tokens if t.head is None]
    agree = all(child.head is t for t in sentence.tokens for child in t.children)
    return len(roots) == 1 and agree and len({id(t) for t in roots[0].subtree()}) == len(sentence.tokens)
