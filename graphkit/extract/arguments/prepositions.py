"""Prepositional phrases, and the particles of a verb."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.nlp import Token

RELATIVE_PRONOUNS = ("who", "which", "that", "whom", "whose")


def case(token: Token) -> str:
    """Return the preposition of a phrase, or ""; multiword ones such as "because of" in full."""
    words = [c for c in token.get("case", "mark") if c.text.lower() not in ("'s", "'", "’s")]
    if not words:
        return ""
    fixed = [w.text.lower() for w in words[0].get("fixed")]
    return " ".join([words[-1].text.lower() if len(words) > 1 else words[0].text.lower(), *fixed])


def obliques(head: Token, preposition: str) -> list[Token]:
    """Return the phrases with a preposition below a word; for a stranded preposition, the noun of the relative clause."""
    found = [
        c
        for c in head.children
        if c.dep in ("obl", "nmod", "obl:agent", "advcl", "acl", "obl:arg", "obl:tmod", "nmod:desc")
        and case(c) == preposition
        and not (preposition == "to" and c.pos == "VERB")
        and not (preposition == "with" and _is_separate_clause(c))
    ]
    if preposition in ("to", "for", "with", "against", "on") and head.dep == "acl:relcl":
        stranded = [c for c in head.get("obl") if case(c) == preposition and c.lemma in RELATIVE_PRONOUNS]
        if stranded and head.head is not None:
            return [head.head]
    return without_relative_pronouns(found)


def _is_separate_clause(phrase: Token) -> bool:
    """Whether "with" opens a clause after a comma, not a companion: ", with its minister accusing Y"."""
    opens = phrase.first("case")
    beside = (*phrase.children, *(phrase.head.children if phrase.head is not None else ()))
    comma = opens is not None and any(p.text == "," and p.i == opens.i - 1 for p in beside)
    return comma and any(c.tag == "VBG" and c.i > phrase.i and c.dep in ("acl", "advcl", "amod") for c in beside)


def particles(verb: Token) -> set[str]:
    """Return words that can form a phrasal verb with it: particles, and prepositions after it."""
    found = {c.lemma for c in verb.get("compound:prt", "advmod", "xcomp")}
    for child in verb.get("obl", "obl:agent", "advcl", "nmod"):
        # "In return, X gave ..." is not "give in".
        found |= set() if child.i < verb.i else {c.lemma for c in child.get("case", "mark")}
    found |= {c.lemma for c in verb.get("obj", "obl", "iobj")}
    return found


def without_relative_pronouns(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens without relative pronouns."""
    return [t for t in tokens if not (t.lemma in RELATIVE_PRONOUNS and t.pos in ("PRON", "DET", "SCONJ"))]
