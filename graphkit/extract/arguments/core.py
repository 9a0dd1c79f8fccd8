"""Subjects, objects and agents of a verb, including those in another clause."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.extract.arguments.prepositions import RELATIVE_PRONOUNS, case, without_relative_pronouns
from graphkit.extract.arguments.texts import issuing_verb, says_of_text
from graphkit.nlp import Token
from graphkit.nlp.words import words

# "holds X responsible for ...": X did it, according to the subject.
RESPONSIBLE_ADJECTIVES = ("responsible", "accountable")


def first_conjunct(token: Token) -> Token:
    """Return the first word of a coordination, which has the others below it."""
    while token.dep == "conj" and token.head is not None:
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its auxiliary or subject, or as a reduced relative clause."""
    if verb.first("nsubj:pass", "aux:pass", "csubj:pass") is not None:
        return True
    if verb.dep in ("acl", "amod") and verb.tag == "VBN" and verb.first("nsubj") is None:
        return True
    if verb.tag in ("VBN", "VBD") and verb.lemma not in words("standing") and not verb.get("obj", "aux") and any(_has_by(c) and c.lemma not in words("means") for c in verb.get("obl", "obl:agent")):
        # "forces supported by Egypt", parsed as a main clause.
        return True
    if verb.dep == "conj" and verb.head is not None and verb.tag == "VBN":
        return is_passive(verb.head) and verb.first("aux", "obj") is None
    return verb.dep == "advcl" and verb.tag == "VBN" and verb.first("nsubj", "aux") is None


def subjects(verb: Token) -> list[Token]:
    """Return the heads of the phrases that perform the act (the agent of a passive)."""
    if is_passive(verb):
        return agents(verb)
    return surface_subjects(verb)


def objects(verb: Token) -> list[Token]:
    """Return the heads of the phrases that undergo the act (the surface subject of a passive)."""
    if is_passive(verb):
        return surface_subjects(verb)
    found = without_relative_pronouns(t for t in verb.get("obj") if t.lemma not in words("times"))
    if found:
        return found
    moved = _antecedents(verb, verb.get("obj"))
    if moved:
        return moved
    if verb.dep == "acl:relcl" and verb.head is not None and not _gap_is_subject(verb):
        # "the weapons Turkey sent": without a relative pronoun.
        return [verb.head] if verb.first("nsubj") is not None and all(t.lemma in words("times") for t in verb.get("obj")) else []
    return _shared_objects(verb)


def _shared_objects(verb: Token) -> list[Token]:
    """Return the object of a later conjunct if this verb has no complement: "armed and trained X"."""
    if any(c.dep in ("obj", "obl", "xcomp", "ccomp", "iobj") for c in verb.children):
        return []
    later = (c for c in verb.get("conj") if c.pos == "VERB" and c.first("nsubj") is None and c.first("obj"))
    return next((without_relative_pronouns(c.get("obj")) for c in later), [])


def agents(verb: Token) -> list[Token]:
    """Return the "by" phrases of a passive."""
    found = [c for c in verb.get("obl:agent") if _has_by(c)]
    found += [c for c in verb.get("obl", "nmod") if _has_by(c) and c.lemma not in ("way", "end", "time")]
    if not found and verb.dep == "conj" and verb.head is not None and is_passive(verb.head):
        # "armed and trained by X": the agent is attached to either verb.
        found = [c for c in verb.head.get("obl:agent", "obl") if _has_by(c)]
    if not found:
        for later in verb.get("conj"):
            if later.tag == "VBN" and later.first("nsubj", "nsubj:pass") is None:
                found = [c for c in later.get("obl:agent", "obl") if _has_by(c)]
    return [agent for thing in found for agent in _agents_of_intermediate_act(thing, verb)]


def _agents_of_intermediate_act(thing: Token, verb: Token) -> list[Token]:
    """Return the agent of an intermediate act: "was hit by raids carried out by X"."""
    made = [c for c in thing.get("acl") if c.tag in ("VBN", "VBD")]
    made += [c for c in verb.get("advcl", "acl") if c.i == thing.i + 1 and c.tag in ("VBN", "VBD")]
    intermediate_agents = [t for c in made for t in c.get("obl:agent", "obl") if _has_by(t)]
    return intermediate_agents or [thing]


def _has_by(token: Token) -> bool:
    return any(c.lemma == "by" for c in token.get("case"))


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the grammatical subject, resolved through control, coordination and relative clauses."""
    if depth > 8:
        return []
    own = [t for t in verb.get("nsubj", "nsubj:pass", "nsubj:outer") if t.lemma not in words("times")]
    if own:
        return without_relative_pronouns(own) or _antecedents(verb, own)
    head = verb.head
    if head is None:
        return []
    if (actor := actor_of_infinitive(head, verb)) is not None:
        return [actor]
    if verb.dep == "conj":
        return _subjects_through_conjunct(verb, head, depth)
    if verb.dep == "xcomp":
        return controller(head, depth)
    if verb.dep in ("acl", "acl:relcl"):
        return _subjects_of_noun_clause(verb, head)
    if verb.dep == "ccomp" and head.dep == "acl:relcl" and head.head is not None:
        # "Y, which X says is armed by Z": Y is armed.
        gap = [c for c in head.children if c.i < head.i and c.lemma in RELATIVE_PRONOUNS and c.dep not in ("nsubj", "nsubj:pass")]
        if gap and head.first("nsubj") is not None:
            return [head.head]
    if verb.dep in ("advcl", "parataxis", "ccomp", "dep"):
        return _subjects_of_adverbial(verb, head, depth)
    if verb.dep in ("obl", "nmod") or verb.tag == "VBG":
        return surface_subjects(head, depth + 1) if head.pos in ("VERB", "AUX", "ADJ") else []
    return []


def _subjects_through_conjunct(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos in ("NOUN", "PROPN", "PRON") and head.first("cop") is None:
        return []
    return surface_subjects(head, depth + 1)


def controller(governor: Token, depth: int = 0) -> list[Token]:
    """Return the subject of an infinitive below this verb, adjective or noun."""
    if governor.lemma in words("object control") or (governor.lemma == "hold" and any(c.lemma in RESPONSIBLE_ADJECTIVES for c in governor.get("xcomp"))):
        if is_passive(governor):
            return surface_subjects(governor, depth + 1)
        # "Y, which X accuses of arming Z": Y.
        found = without_relative_pronouns(governor.get("obj", "iobj")) or (objects(governor) if governor.dep == "acl:relcl" else [])
        found = found or [c for c in governor.get("obl") if case(c) in ("on", "upon", "to", "for", "with")]
        if found:
            return found
    return surface_subjects(governor, depth + 1)


def _subjects_of_noun_clause(verb: Token, noun: Token) -> list[Token]:
    """Return the subject of a clause that modifies a noun."""
    if verb.dep == "acl:relcl":
        return [_closest_conjunct(noun, verb)] if _gap_is_subject(verb) else []
    if says_of_text(verb):
        # "issued a statement demanding", "held a rally calling for": the author or organiser, not who vetoes or receives it.
        above = issuing_verb(noun)
        return noun.get("nmod:poss") or (surface_subjects(above, 1) if above is not None else []) or [noun]
    if verb.tag in ("VBG", "VBN", "VBD"):
        return [noun]
    # "the decision to send", "its refusal to talk".
    owner = noun.get("nmod:poss")
    if not owner and noun.dep in ("obj", "obl", "nmod", "nsubj"):
        # "French help to rescue X".
        owner = [c for c in noun.get("amod", "compound") if c.text[0].isupper() and c.i > 0]
    if owner:
        return owner
    if noun.dep in ("obj", "obl", "xcomp") and noun.head is not None:
        return [] if noun.head.lemma in words("speaking of") else surface_subjects(noun.head, 1)
    named = [c for c in noun.get("nmod", "compound", "amod") if case(c) in ("by", "of", "")][:1]
    return named or (_agents_of_effort(noun) if noun.lemma in words("trying") else [])


def actor_of_infinitive(above: Token, verb: Token) -> Token | None:
    """Return the actor right before an infinitive: "time for X to act", "a call for X to act", "it is important for X to act".

    An aim or a destination is none: "jailed for conspiracy to kill X", "for talks with Y to help X", "left for Rome to meet X".
    """
    to = next((m for m in verb.get("mark") if m.tag == "TO"), None)
    if to is None or above.lemma in words("leaving for"):
        return None
    named = [c for c in (*above.get("nmod", "obl"), *verb.get("obl")) if case(c) == "for" and max(t.i for t in c.subtree()) == to.i - 1]
    return next((c for c in named if (c.tag != "NN" or c.first("det", "nmod:poss")) and not any(case(n) in ("with", "to", "between", "on") for n in c.get("nmod"))), None)


def _agents_of_effort(effort: Token) -> list[Token]:
    """Return the agent above "an effort to ...", wherever the phrase is attached: "did it as part of an effort to ..."."""
    above = effort
    while above.dep in ("nmod", "obl", "obj") and above.head is not None:
        above = above.head
        if above.pos == "VERB":
            return surface_subjects(above, 1)
    return []


def _closest_conjunct(noun: Token, clause: Token) -> Token:
    """Return the antecedent of a relative clause; a singular verb selects the last member of a list: "A and B, who leads C"."""
    members = [c for c in noun.get("conj") if noun.i < c.i < clause.i]
    singular = clause.tag == "VBZ" or any(c.text.lower() in ("is", "was", "has") for c in clause.get("aux", "aux:pass", "cop"))
    return members[-1] if members and singular else noun


def _subjects_of_adverbial(verb: Token, head: Token, depth: int) -> list[Token]:
    """Return the subject of an adverbial clause without its own: that of the main clause."""
    infinitive = verb.first("mark") is not None and verb.first("mark").lemma == "to"  # type: ignore[union-attr]  # None is excluded on the left
    marks = {c.lemma for c in verb.get("mark", "case")}
    of_accused = bool(marks & {"of", "for"})
    if marks & {"against", "from"} and head.get("obj", "nsubj:pass"):
        # "warned China against sending", "kept Iran from arming".
        return objects(head)
    trying = next((c for c in head.get("obl", "obj") if infinitive and c.i < verb.i and c.lemma in words("trying")), None)
    if trying is not None and trying.i >= verb.i - 2 and trying.get("nmod:poss"):
        # "a part in Chad's attempts to defeat X": Chad's.
        return trying.get("nmod:poss")
    if (infinitive or of_accused) and head.lemma in words("object control"):
        return controller(head, depth + 1)
    if of_accused and head.lemma == "court" and head.head is not None:
        # "took X to court for arming Y".
        return [*objects(head.head), *head.head.get("iobj")]
    if of_accused:
        ends = objects(head)
        # "praised Iran for arming X": Iran; "used the base for training X": the user.
        if ends and (head.lemma in words("blaming") or ("for" in marks and any(end.pos in ("PROPN", "PRON") for end in ends))):
            return ends
    return surface_subjects(head, depth + 1)


def _gap_is_subject(clause: Token) -> bool:
    """Whether the noun is the subject of its relative clause."""
    subject = clause.first("nsubj", "nsubj:pass")
    if subject is None:
        return True
    return subject.lemma in RELATIVE_PRONOUNS and subject.pos in ("PRON", "DET", "SCONJ")


def _antecedents(verb: Token, pronouns: Iterable[Token]) -> list[Token]:
    """Return the noun that a relative pronoun refers to."""
    if not any(p.lemma in RELATIVE_PRONOUNS for p in pronouns):
        return []
    clause: Token | None = verb
    while clause is not None and clause.dep in ("xcomp", "ccomp", "conj", "advcl"):
        clause = clause.head
    if clause is not None and clause.dep.startswith("acl") and clause.head is not None:
        return [_closest_conjunct(clause.head, clause)]
    return []
