"""Whether a word of denial in a sentence is about one of its actors: "was never a member", but not "after nearly a decade as a member"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graphkit.nlp import Token

_COUNTED = ("NOUN", "NUM", "DET", "PROPN")


def is_denied(holder: Token, rejecting: Collection[str], negative: Collection[str]) -> bool:
    """Whether a clause around a word is denied.

    Args:
        holder: the word for who holds a post.
        rejecting: lemmas of verbs, nouns and adjectives that deny what is below them.
        negative: lemmas of "not", "no" and the like, which deny their clause.
    """
    for word in _governing(holder):
        if word.pos != "PROPN" and word.lemma in rejecting:
            return True
        if any(part.lemma in negative and not _is_estimate(part) for part in _clause(word)):
            return True
    return False


def _governing(word: Token) -> Iterator[Token]:
    """Yield a word and those above it, up to the end of its clause and of the clauses that report it."""
    yield word
    while (above := word.head) is not None and not _is_apart(word):
        yield above
        word = above


def _clause(word: Token) -> Iterator[Token]:
    """Yield the words below a word that belong to its clause."""
    for child in word.children:
        if not _is_apart(child):
            yield child
            yield from _clause(child)


def _is_apart(word: Token) -> bool:
    """Whether a denial above a clause is not about it: an adverbial, relative or coordinated clause, but not "claims that X leads Y"."""
    if word.dep == "acl:relcl":
        return all(mark.lemma != "that" for mark in word.get("mark"))
    return word.dep in ("advcl", "parataxis") or (word.dep == "conj" and word.pos in ("VERB", "AUX"))


def _is_estimate(adverb: Token) -> bool:
    """Whether it only says how many: "nearly a decade", "almost all of them"."""
    head = adverb.head
    return adverb.dep == "advmod" and head is not None and head.pos in _COUNTED and head.first("cop") is None
