"""Parts of verbs and nouns: further words of a trigger, parts of a theme, misparsed recipients."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.arguments import case, obliques, particles
from graphkit.nlp import Token
from graphkit.nlp.words import words


def is_reciprocal(token: Token) -> bool:
    """Whether a phrase is reciprocal: "each other", "one another"."""
    words = [token.text.lower(), *(c.text.lower() for c in token.get("fixed", "det", "nummod"))]
    return {"each", "other"} <= set(words) or {"one", "another"} <= set(words)


def recipient_in_object(verb: Token, theme: Token | None) -> list[Token]:
    """Return a recipient parsed as a modifier of the object: "gave Hamas money"."""
    if theme is None or obliques(verb, "to") or obliques(theme, "to"):
        return []
    found = [c for c in theme.get("compound", "amod") if c.pos == "PROPN" or c.tag == "NNS"]
    return [c for c in found if min(t.i for t in (c, *c.get("compound", "amod"), *theme.get("det"))) == verb.i + 1 and c.i <= verb.i + 3]


def is_plural(subject: Token) -> bool:
    """Whether a phrase denotes more than one party."""
    return bool(subject.get("conj")) or subject.dep == "conj" or subject.tag in ("NNS", "NNPS") or subject.lemma in ("they", "both", "two")


def has_infinitive(verb: Token) -> bool:
    """Whether somebody is asked to do something; "called for X to be punished" asks others."""
    if any(c.dep == "acl" and case(c) == "to" and c.tag == "VB" for o in verb.get("obj", "iobj") for c in o.children):
        return True
    return any(c.dep in ("xcomp", "ccomp", "advcl") and any(m.lemma == "to" for m in c.get("mark", "case")) and not c.get("aux:pass") for c in verb.children)


def has_trigger_words(verb: Token, further: tuple[str, ...]) -> bool:
    """Whether the further words of a trigger belong to the verb."""
    near = particles(verb)
    if "in" in further and not any(t.lemma == "in" and t.i <= verb.i + 2 for c in verb.children if c.i > verb.i for t in (c, *c.children)):
        # "closed the border in 1994" is not "close in".
        return False
    return all(word in near or _below(verb, word) for word in further)


def _below(verb: Token, word: str) -> bool:
    # Only after the verb: "In return, X gave ..." is not "give in".
    behind = [c for c in verb.children if c.i > verb.i]
    # "take X into Y": attached to X.
    nested = [m for c in behind if c.dep == "obj" for g in c.get("nmod") for m in g.get("case")]
    return any(m.lemma == word for m in nested) or any(c.lemma == word or any(g.lemma == word and (c.pos != "VERB" or g.dep in ("compound:prt", "obj")) for g in c.children) for c in behind)


def theme_parts(theme: Token | None) -> list[Token]:
    """Return the theme, its conjuncts, and its whole ("an aid programme for X")."""
    if theme is None:
        return []
    whole = [theme.head] if theme.dep == "compound" and theme.head is not None else []
    first = [theme.head] if theme.dep == "conj" and theme.head is not None else []
    # "a memorandum of understanding with X".
    nature = [c for c in theme.get("nmod", "acl") if case(c) == "of" and c.pos == "NOUN"]
    # "visas given to citizens of X".
    handed = [c for c in theme.get("acl") if c.tag in ("VBN", "VBD") and c.lemma in words("handed")]
    return [theme, *theme.get("conj"), *first, *whole, *nature, *handed]


def noun_parts(token: Token) -> Iterator[Token]:
    """Yield a noun, its conjuncts, and what it is a quantity of ("millions of dollars")."""
    yield token
    for child in token.get("conj"):
        yield from noun_parts(child)
    for child in token.get("nmod"):
        if case(child) in ("of", "in", "worth"):
            yield from noun_parts(child)
    for child in token.get("amod"):
        if child.lemma == "worth":
            yield from (part for goods in child.get("nmod", "obl") for part in noun_parts(goods))
    yield from token.get("compound")
