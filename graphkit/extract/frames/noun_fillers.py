"""Fillers for the slots of a noun frame: possessors, targets, addressees."""

from __future__ import annotations

from graphkit.extract.arguments import case, is_passive, objects, obliques, subjects, surface_subjects
from graphkit.nlp import Token
from graphkit.nlp.words import words

# "came under criticism", "came in for criticism", "met with criticism".
_MEETING = ("under", "for", "with")


def nested_obliques(noun: Token, slot: str) -> list[Token]:
    """Return phrases attached to the noun's complement: "a suspension of links with Serbia"."""
    if slot not in ("with", "to", "against", "on", "for"):
        return []
    inner = [c for c in noun.get("nmod") if case(c) in ("of", "by") or slot == "against"]
    return [t for c in inner for t in obliques(c, slot)]


def contracted_its(noun: Token) -> list[Token]:
    """Return the pronoun if "it's" is written for "its": "Turkey stated it's support"."""
    contracted = any(c.text in ("'s", "’s") for c in noun.get("cop"))
    return [c for c in noun.get("nsubj") if c.lemma == "it"] if contracted else []


def agents_above(noun: Token) -> list[Token]:
    """Return the agent of the verb above, wherever the phrase is attached: "X sent jets in support of Y"."""
    verb = next((t for t in noun.ancestors() if t.pos == "VERB"), None)
    return subjects(verb) if case(noun) == "in" and noun.dep in ("nmod", "obl") and verb is not None else []


def answering_subjects(noun: Token) -> list[Token]:
    """Return who answers a demand, its addressee: "X turned down their demands"."""
    verb = noun.head
    if noun.dep == "obl" and verb is not None and case(noun) == "at":
        # "At the request of X, Y left".
        return subjects(verb)
    if noun.dep not in ("obj", "obl") or verb is None or verb.lemma not in words("answers"):
        return []
    return subjects(verb)


def obliged_subjects(noun: Token) -> list[Token]:
    """Return who has to act on a demand, its addressee: "its demands that Y withdraw"."""
    clauses = [c for c in noun.get("acl", "ccomp") if case(c) == "that"]
    # "his demand that X leave", parsed as a relative clause.
    clauses += [c for c in noun.get("acl:relcl") if c.tag in ("VB", "VBP") and any(t.lemma == "that" and t.i == noun.i + 1 for t in c.children)]
    if not clauses and noun.head is not None and noun.dep in ("obj", "obl"):
        clauses = [c for c in noun.head.get("advcl", "ccomp") if case(c) == "that" and c.i > noun.i]
    return [s for c in clauses for s in surface_subjects(c)]


def coping_subjects(noun: Token) -> list[Token]:
    """Return who has to deal with an act, its target: "Y faces an insurgency by X"."""
    verb = noun.head
    if verb is None or verb.lemma not in words("coping") or not (noun.dep == "obj" or (noun.dep == "obl" and case(noun) == "with")):
        return []
    return subjects(verb)


def helped_subjects(noun: Token) -> list[Token]:
    """Return who acts with help, its beneficiary: "X advanced with help from Y"."""
    if case(noun) != "with" or noun.dep not in ("obl", "nmod"):
        return []
    verb = next((t for t in noun.ancestors() if t.pos == "VERB"), None)
    return subjects(verb) if verb is not None and not verb.dep.startswith("acl") else []


def guests_for(noun: Token) -> list[Token]:
    """Return who is somewhere for talks: "X was in Rome for talks with Y"."""
    where = noun.head
    said = where is not None and case(noun) == "for" and where.first("cop") is not None and case(where) in ("in", "at") and where.dep not in ("acl", "xcomp")
    return where.get("nsubj") if where is not None and said else []


def provoking_verb(noun: Token) -> Token | None:
    """Return the verb that says what met with criticism: "X drew criticism from Y", "X was met with criticism from Y"."""
    verb = noun.head
    if verb is None or verb.lemma not in words("provoking"):
        return None
    return verb if noun.dep == "obj" or (noun.dep == "obl" and case(noun) in _MEETING and verb.lemma in words("meeting")) else None


def passive_victims(noun: Token) -> list[Token]:
    """Return the victims named by the verb: "30 soldiers were killed in an attack by X"."""
    head = noun.head
    if head is None or noun.dep != "obl" or case(noun) not in ("in", "by", "during"):
        return []
    # "12 died and 7 others were hurt in": the first verb has the subject.
    first = head.head if head.dep == "conj" and head.head is not None and is_passive(head.head) else None
    if first is None and not is_passive(head):
        return []
    return [*(objects(first) if first is not None else []), *objects(head)]


def role_holders(noun: Token) -> list[Token]:
    """Return the holder of a role noun: its subject ("X is an ally of"), an apposition, or the noun it modifies."""
    if noun.first("cop") is not None:
        # "used to be an ally of X", "wants to be a member of Y".
        return noun.get("nsubj") or (surface_subjects(noun) if noun.dep == "xcomp" else [])
    if noun.dep == "nsubj" and noun.head is not None and noun.head.first("cop") is not None and noun.head.pos == "PROPN":
        # "X's closest ally is Y".
        return [noun.head]
    modifiers = [c for c in noun.get("amod") if c.pos in ("ADJ", "PROPN") and c.text[0].isupper()]
    if modifiers and noun.get("nmod:poss"):
        # "our Turkish allies".
        return modifiers
    named = [c for c in noun.get("appos", "flat") if c.pos == "PROPN"]
    if named:
        return named
    if noun.dep == "appos" and noun.head is not None:
        return [noun.head]
    if noun.dep == "xcomp" and noun.head is not None and noun.head.lemma in ("become", "remain", "stay", "form", "constitute"):
        return subjects(noun.head)
    if noun.dep in ("obl", "xcomp") and case(noun) == "as" and noun.head is not None:
        return [t for t in objects(noun.head) if not t.lemma.endswith("self")] or subjects(noun.head)
    if noun.dep in ("compound", "nmod:desc") and noun.head is not None and noun.head.pos == "PROPN":
        return [noun.head]
    return []
