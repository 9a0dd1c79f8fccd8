"""What the words of a noun phrase show: its preposition, whether it is definite, what it can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.extract.names import NORP, ORG, PERSON, PLACE, STATE, Name
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# How many words may stand between the head of a phrase and the comma behind it.
_NEAR = 9


def opened_by(token: Token) -> str:
    """The preposition before a noun phrase, "" where there is none."""
    words = token.get("case")
    return " ".join(word.text.lower() for word in words if word.text.lower() not in ("'s", "'"))


def opened_by_first(token: Token) -> str:
    """Coordinated phrases share the preposition of the first."""
    while token.dep == "conj" and token.head is not None:
        token = token.head
    return opened_by(token)


def is_definite(token: Token) -> bool:
    """Whether a phrase says that it is known which one is meant."""
    return any(
        (c.dep == "det" and c.lemma in ("the", "this", "that", "these", "those", "both")) or c.dep == "nmod:poss"
        for c in token.children
    )


def is_title_word(token: Token, names: dict[int, Name]) -> bool:
    """Whether a word may belong to a title that stands before a name."""
    if token.i in names:
        return False
    return token.pos in ("NOUN", "PROPN", "ADJ") or token.text in ("-", "of", "for", "and")


def fits(sort: str, label: str) -> bool:
    """Whether a name of this kind can be what a noun of this sort calls it."""
    if label == PERSON:
        return sort in ("office", "person", "organ", "people", "group")
    if label in (ORG, ""):
        return sort in ("group", "organ", "country", "wing")
    return sort in ("country", "organ", "place") if label == STATE else (label == PLACE and sort == "place") or label == NORP


def between_commas(sentence: Sentence, token: Token, names: Mapping[int, Name]) -> Name | None:
    """ "HTS, the strongest faction in Idlib, is led by X": the name right before a phrase that stands between commas.

    Args:
        sentence: the tree.
        token: a subject, head of the phrase.
        names: the name at each position of the sentence that has one.
    """
    tokens = sentence.tokens
    if token.dep not in ("nsubj", "nsubj:pass") or token.first("conj", "cc") is not None or token.first("det") is None:
        return None
    inside = [t.i for t in token.subtree() if t.pos != "PUNCT"]
    start, end = min(inside), max(inside) + 1
    closed = end < len(tokens) - 1 and tokens[end].text == "," and tokens[end + 1].lemma not in ("and", "or")
    return names.get(start - 2) if closed and start > 1 and tokens[start - 1].text == "," else None


def behind_comma(sentence: Sentence, token: Token, names: Mapping[int, Name]) -> Name | None:
    """ "the armed wing of X, the Y Brigades, said": the name between commas right behind a phrase.

    Args:
        sentence: the tree.
        token: the head of the phrase.
        names: the name at each position of the sentence that has one.
    """
    tokens = sentence.tokens
    comma = next((t.i for t in tokens[token.i + 1 : token.i + _NEAR] if t.text == "," or t.pos in ("VERB", "AUX")), len(tokens) - 1)
    start = comma + 1 + (comma + 1 < len(tokens) and tokens[comma + 1].lemma == "the")
    name = names.get(start)
    closed = name is not None and name.end < len(tokens) and tokens[name.end].text in (",", ".")
    return name if tokens[comma].text == "," and closed else None


def loyal_to(token: Token) -> Iterator[Token]:
    """ "forces loyal to X", "rebels led by X", "fighters belonging to X"."""
    for child in token.get("amod", "acl"):
        if child.lemma in ("loyal", "belong", "affiliated", "affiliate"):
            yield from (c for c in child.get("obl", "nmod") if opened_by(c) in ("to", "with"))
        if child.lemma in words("held"):
            yield from (c for c in child.get("obl:agent", "obl") if opened_by(c) == "by")
