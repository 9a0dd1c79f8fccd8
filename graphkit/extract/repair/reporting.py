"""Corrects the attachment of reporting clauses: "X arms Y, diplomats say", "X, diplomats say, arms Y"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from graphkit.extract.repair.tree import move, promote
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

_NOMINAL = ("NOUN", "PROPN", "PRON")
# Between one of these and "that" may stand who is told: "told state television that".
_INFORMING = ("tell", "inform", "assure", "remind", "warn", "notify", "convince", "brief", "advise")


def relabel_reporting_clauses(sentence: Sentence, is_reporting_verb: Callable[[Token], bool]) -> None:
    """Relabel a reporting clause after a comma as parataxis, not coordination: "X arms Y, diplomats say".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
    """
    for verb in sentence.tokens:
        subject = verb.first("nsubj")
        if verb.dep != "conj" or verb.first("cc") is not None or subject is None or subject.i > verb.i or not is_reporting_verb(verb):
            continue
        first = min(t.i for t in (subject, *subject.children) if t.pos != "PUNCT")
        if first and sentence.tokens[first - 1].text == "," and not verb.get("obj", "ccomp"):
            verb.dep = "parataxis"


def set_off_inner_clause(sentence: Sentence, is_reporting_verb: Callable[[Token], bool]) -> None:
    """Make a reporting clause between a subject and its verb parataxis: "X, diplomats said on Monday, had armed Y".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
    """
    commas = [t.i for t in sentence.tokens if t.text == ","]
    for first, second in pairwise(commas):
        said = _verb_of_inner_clause(sentence.tokens[first + 1 : second])
        act = next((t for t in sentence.tokens[second + 1 : second + 5] if t.pos == "VERB" and t.tag.startswith("VB")), None)
        if said is None or act is None or not is_reporting_verb(said) or any(t.pos not in ("AUX", "ADV", "PART") for t in sentence.tokens[second + 1 : act.i]):
            continue
        if any(t.tag.startswith("VB") or t.text == "," for t in sentence.tokens[:first]):
            # "X, which arms Y, Z said, attacked": Y is not the actor.
            continue
        speaker, actor = sentence.tokens[second - 1 if said.i == first + 1 else said.i - 1], sentence.tokens[first - 1]
        while actor.head is not None and actor.head.i < actor.i and actor.head.pos in _NOMINAL:
            actor = actor.head
        if speaker.pos not in _NOMINAL or actor.pos not in _NOMINAL:
            continue
        if said in act.ancestors():
            act.dep = said.dep if act.head is said else "root"
            promote(said, act)
        said.pos, said.dep, speaker.dep, actor.dep = "VERB", "parataxis", "nsubj", "nsubj"
        for token, head in ((said, act), (speaker, said), (actor, act)):
            move(token, head)


def set_off_participle(sentence: Sentence) -> None:
    """Make the participle between commas an adverbial clause of the verb behind it: "X, citing Y, attacked Z".

    Args:
        sentence: the tree; it is changed in place.
    """
    for participle in sentence.tokens:
        actor, act = participle.first("nsubj"), participle.first("ccomp")
        named = act.first("nsubj") if act is not None else None
        if participle.tag != "VBG" or participle.first("aux", "mark") is not None or actor is None or act is None or named is None or act.first("mark") is not None:
            continue
        commas = [t.i for t in sentence.tokens if t.text == ","]
        if actor.i + 1 in commas and any(named.i < i < act.i for i in commas) and actor.i < participle.i < named.i:
            act.dep = participle.dep
            promote(participle, act)
            participle.dep, named.dep = "advcl", "obj"
            move(actor, act)
            move(named, participle)


def _verb_of_inner_clause(words_between: Sequence[Token]) -> Token | None:
    """Return the only verb between two commas near the beginning of a sentence, unless it has an object: "said the training"."""
    verb = next((t for t in words_between if t.tag.startswith("VB")), None)
    if verb is None or words_between[0].i > 8:
        return None
    others = [t for t in words_between if t is not verb]
    if verb is words_between[0]:
        # "X, said the minister, had armed Y".
        return verb if verb.tag in ("VBD", "VBZ") and others and others[-1].pos in _NOMINAL and all(t.pos in ("DET", "ADJ", *_NOMINAL) for t in others) else None
    behind = next((t for t in others if t.i > verb.i), None)
    timed = behind is None or behind.pos in ("ADP", "ADV") or behind.text.lower() in words("calendar")
    return verb if timed and not any(t.pos in ("VERB", "AUX", "SCONJ", "CCONJ") or t.tag[0] == "W" for t in others) else None


def attach_that_clauses(sentence: Sentence, is_reporting_verb: Callable[[Token], bool], has_content: Callable[[Token], bool]) -> None:
    """Make a that-clause the content of the reporting verb before it, whatever stands between: "X said in a statement that Y armed Z".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
        has_content: whether a noun can have a that-clause of its own ("claims that").
    """
    for that in sentence.tokens[2:]:
        clause = that.head
        if that.text.lower() != "that" or clause is None or clause.i < that.i or not _is_complete(clause, that):
            continue
        if clause.dep == "conj" and clause.head is not None and clause.head.first("ccomp") is not None and is_reporting_verb(clause.head):
            # "said that X armed Y and that Z left".
            clause.dep = "ccomp"
            continue
        said = next((t for t in reversed(sentence.tokens[: that.i]) if t.tag.startswith("VB") and (t.tag != "VBN" or is_reporting_verb(t))), None)
        if said is None or not is_reporting_verb(said) or said.first("ccomp") not in (None, clause):
            continue
        between = sentence.tokens[said.i + 1 : that.i]
        if clause.head is not said and clause.head not in between:
            continue
        if any(t.text == "," or t.tag[0] == "W" for t in between) or not _are_asides(between, said, has_content):
            continue
        root = sentence.root
        if root.pos in _NOMINAL and root.i < said.i and root in said.ancestors() and clause.head is said:
            # "The ministry posted on X that …", parsed as "the ministry that was posted".
            said.dep, root.dep = "root", "nsubj"
            promote(root, said)
        that.dep, clause.dep, said.pos = "mark", "ccomp", "VERB"
        move(clause, said)


def _is_complete(clause: Token, that: Token) -> bool:
    """Whether a clause lacks nothing for which "that" would stand."""
    named = clause.first("nsubj", "nsubj:pass", "expl")
    if named is None or named is that or named.i < that.i:
        return False
    listener = that.i > 0 and clause.head is not None and clause.head.dep in ("obj", "iobj")
    return bool([t for t in clause.get("obj", "xcomp", "ccomp", "cop", "nsubj:pass") if t is not that]) or (that.dep == "mark" and not listener)


def _are_asides(between: Sequence[Token], said: Token, has_content: Callable[[Token], bool]) -> bool:
    """Whether words between a verb and "that" only say to whom, where or when."""
    if not between:
        return True
    if any(t.pos == "NOUN" and has_content(t) for t in between):
        return False
    first = next((t for t in between if t.pos != "ADV"), between[0])
    return first.pos in ("ADP", "ADV") or said.lemma in _INFORMING or first.text.lower() in (*words("calendar"), "last", "this", "earlier")


def attach_opening_attribution(sentence: Sentence) -> None:
    """Make "According to X" at the beginning of a sentence part of what stands behind its comma, whatever the parser made of it.

    Args:
        sentence: the tree; it is changed in place.
    """
    tokens = sentence.tokens
    comma = next((t.i for t in tokens if t.text == ","), 0)
    if [t.text.lower() for t in tokens[:2]] != ["according", "to"] or comma < 3:
        return
    named = tokens[2 : next((t.i for t in tokens[3:comma] if t.pos in ("ADP", "VERB", "CCONJ") and t.tag != "JJ"), comma)]
    noun = next((t for t in reversed(named) if t.pos in _NOMINAL), None)
    tops = [t for t in tokens[comma + 1 :] if t.pos == "VERB" and t.tag.startswith("VB") and (t.head is None or t.head in tokens[:comma])]
    if noun is None or not tops or (noun.dep in ("obl", "nmod") and noun.head is tops[0]):
        return
    act, root = tops[0], sentence.root
    if root is not act:
        if root not in tokens[:comma]:
            return
        act.dep, root.dep = "root", "acl"
        promote(root, act)
    noun.dep, tokens[0].dep = "obl", "case"
    move(noun, act)
    move(tokens[0], noun)
    if root is not act and root is not noun:
        move(root, noun)
