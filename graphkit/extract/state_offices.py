"""Offices of a state whose name the article does not repeat: "Foreign Minister X"."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.extract.arguments import case
from graphkit.model import OPPOSITION, Mention
from graphkit.nlp import Token
from graphkit.nlp.words import words

# Titles of a state's officers, also deputy ones.
_STATE_OFFICES = tuple(f" {title}" for title in (*words("titles of here"), *words("titles in America")))


def needs_no_body(token: Token, title: str, bodies: Sequence[Mention]) -> bool:
    """Whether an office is that of a state, or of its opposition, that the article tells: "the minister of health", but not "a minister of the church".

    Args:
        token: the noun of the title.
        title: the title.
        bodies: what may be its body; descriptions of no sort are fields.
    """
    if (title not in OPPOSITION and not f" {title}".endswith(_STATE_OFFICES)) or any(body.form == "name" or body.sort for body in bodies):
        return False
    if token.dep == "nmod" and case(token) in ("to", "of", "for"):
        # The name behind may be that of somebody else: "the chief of staff to the President, X", "a critic of the president, X".
        return False
    article = token.first("det")
    if token.get("nmod:poss") or (article is not None and article.lemma == "a"):
        return False
    if article is None and token.text.islower() and token.dep not in ("appos", "compound", "nmod:desc"):
        # "you elected me president, X said".
        return False
    # "the ABC president", "President of the Senate"; a minister has a field.
    outer = [c for c in token.get("compound", "amod", "nmod:desc") if c.pos == "PROPN"] + token.get("nmod")
    return token.lemma.lower() == "minister" or not outer
