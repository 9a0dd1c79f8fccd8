"""Attaches the reporting clause at the end of a sentence, whatever the parser made of it: "X arms Y, its envoy, Z, told reporters"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from graphkit.extract.repair.tree import move, promote
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

_NOMINAL = ("NOUN", "PROPN", "PRON")
_SPEAKER = (*_NOMINAL, "DET", "ADJ", "ADP", "CCONJ", "NUM", "PART", "PUNCT")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
# Their past is no participle of a thing: "the panel said", but "the deal announced in May".
_SAYING = ("say", "tell", "write")
_MARKS = ('"', "“", "”", "''")
# With one of these before its subject, a clause is no statement: "After X armed Y, officials said".
_SUBORDINATE = ("after", "when", "as", "if", "while", "since", "before", "because", "although", "though", "once", "until", "unless", "that", "whether", "where", "what", "who", "which", "how", "why")


class _Clause(NamedTuple):
    """Positions of the comma before the speaker, of the first word behind his description, and of the verb."""

    comma: int
    behind: int
    verb: int


def raise_closing_clause(sentence: Sentence, is_reporting_verb: Callable[[Token], bool], may_speak: Callable[[Token], bool]) -> None:
    """Make the last clause of a sentence a reporting clause of what stands before it, if it names a speaker and a reporting verb.

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
        may_speak: whether a noun can name a speaker ("the deal announced in May" has none).
    """
    found = _closing_clause(sentence.tokens, is_reporting_verb)
    if found is None:
        return
    before, last = sentence.tokens[: found.comma], sentence.tokens[found.comma + 1 :]
    verb = sentence.tokens[found.verb]
    act = _main_verb(before, last)
    nouns = [t for t in sentence.tokens[found.comma + 1 : found.behind] if t.pos in _NOMINAL]
    if act is None or not nouns or (verb.lemma not in _SAYING and not may_speak(nouns[-1])):
        return
    speaker = next((t for t in verb.get("nsubj") if t in nouns), nouns[-1])
    _raise(act, sentence, verb)
    verb.pos = "VERB"
    move(speaker, verb)
    for other in verb.get("nsubj"):
        if other is not speaker and other.i < verb.i and other in last:
            other.dep = "appos"
            move(other, speaker)
    speaker.dep = "nsubj"
    for token in before:
        if token is not act and token.head in last:
            if token.pos in _NOMINAL and token.i > act.i and act.first("obj") is None:
                token.dep = "obj"
            move(token, act)
    for token in last:
        if token not in (verb, speaker) and token.head not in last:
            move(token, speaker if token.i < verb.i else verb)


def _raise(act: Token, sentence: Sentence, verb: Token) -> None:
    """Make an act the main verb of the sentence, and the reporting verb parataxis, unless the act is what this verb reports."""
    if verb.head is None:
        act.dep = "ccomp"
        move(act, verb)
        return
    root = sentence.root
    if root is not act:
        promote(root, act)
        act.dep, root.dep = "root", "nsubj" if root.pos in _NOMINAL and root.i < act.i else "parataxis"
    verb.dep = "parataxis"
    move(verb, act)


def _closing_clause(tokens: Sequence[Token], is_reporting_verb: Callable[[Token], bool]) -> _Clause | None:
    verb = next((t for t in reversed(tokens) if t.tag in ("VBD", "VBZ", "VBP", "VBN") and is_reporting_verb(t) and _is_tail(tokens[t.i + 1 :], t)), None)
    if verb is None or verb.i < 4:
        return None
    commas = [t.i for t in tokens[: verb.i] if t.text == ","]
    end = verb.i
    if commas and commas[-1] == verb.i - 1:
        # "the governor, Jean Blanc, said".
        if len(commas) < 3 or not all(t.pos in _SPEAKER and t.pos != "PUNCT" for t in tokens[commas[-2] + 1 : commas[-1]]):
            return None
        end, commas = commas[-2], commas[:-2]
    if not commas or commas[-1] + 1 >= end:
        return None
    said_by = [t for t in tokens[commas[-1] + 1 : end] if t.i > commas[-1] + 2 or t.text not in _MARKS]
    if not said_by or said_by[0].pos in ("ADP", "CCONJ", "SCONJ", "ADV", "PUNCT") or any(t.pos not in _SPEAKER and t.tag not in ("VBN", "VBG", "JJ") for t in said_by) or any(t.tag[0] == "W" or t.text.lower() == "that" for t in said_by):
        return None
    behind = next((t.i for t in said_by if t.pos in ("ADP", "CCONJ") or t.text == ","), end)
    return _Clause(commas[-1], behind, verb.i)


def _is_tail(tail: Sequence[Token], verb: Token) -> bool:
    """Whether the words behind a verb say when, where or to whom, not what."""
    # "…, officials said, adding that".
    aside = next((t.i for t in tail if t.text == "," and t.i + 1 <= tail[-1].i and tail[t.i + 1 - tail[0].i].tag == "VBG"), None) if tail else None
    tail = tail if aside is None else tail[: aside - tail[0].i]
    if any(t.tag in _FINITE or t.tag[0] == "W" or t.text.lower() in ("that", ":", *_MARKS) for t in tail):
        return False
    first = next((t for t in tail if t.pos != "ADV"), None)
    if first is None or first.pos in ("ADP", "PUNCT") or verb.lemma == "tell":
        return True
    return first.text.lower() in words("calendar")


def _main_verb(before: Sequence[Token], last: Sequence[Token]) -> Token | None:
    """Return the verb of the statement before the comma, None if that is no statement."""
    tops = [t for t in before if t.head is None or t.head in last or (t.head.head is None and t.dep == "acl" and t.head in before and t.head.i < t.i)]
    act = next((t for t in tops if t.pos == "VERB" and t.tag.startswith("VB") and t.tag != "VBG"), None)
    if act is None or not any(t.pos in _NOMINAL for t in before[: act.i]):
        return None
    opening = before[: min((t.i for t in act.get("nsubj", "nsubj:pass")), default=act.i)]
    return None if any(t.lemma in _SUBORDINATE and t.head is act for t in opening) or before[0].lemma in _SUBORDINATE else act
