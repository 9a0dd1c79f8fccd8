"""Corrects the attachment of reporting clauses: "X arms Y, diplomats say", "X, diplomats say, arms Y"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from graphkit.extract.repair.tree import move, promote
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

_NOMINAL = ("NOUN", "PROPN", "PRON")


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


def raise_closing_clause(sentence: Sentence, is_reporting_verb: Callable[[Token], bool]) -> None:
    """Attach a reporting clause at the end of a sentence to the main verb, wherever its words are attached: "X arms Y, a UN report said".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
    """
    comma = next((t.i for t in reversed(sentence.tokens) if t.text == ","), 0)
    main, last = sentence.root, sentence.tokens[comma + 1 :]
    verb = next((t for t in last if t.tag.startswith("VB")), None)
    if not 0 < main.i < comma or main.pos != "VERB" or verb is None or not is_reporting_verb(verb) or verb.dep in ("xcomp", "conj"):
        return
    nouns = [t for t in last[: next((i for i, t in enumerate(last) if t.pos == "ADP"), None)] if t.pos in ("NOUN", "PROPN", "PRON") and t.i < verb.i]
    if not nouns or last[0].pos in ("ADP", "CCONJ") or any(t is not verb and (t.pos in ("VERB", "AUX", "SCONJ", "ADV") or t.tag[0] == "W") for t in last):
        return
    verb.pos, verb.dep, nouns[-1].dep = "VERB", "parataxis", "nsubj"
    move(verb, main)
    move(nouns[-1], verb)
    for token in last:
        if token.i < verb.i and token.head not in last:
            move(token, nouns[-1])


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
