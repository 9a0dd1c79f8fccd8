"""Determines from the tree which act a time in a sentence belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.extract.arguments import case
from graphkit.extract.temporal.expressions import Expression, Kind
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# A time below one of these belongs to another act ("after the raid on Friday").
_OTHER_EVENT_PREPOSITIONS = ("after", "before", "since", "until", "following", "over", "about", "amid", "despite", "ahead", "prior", "because", "due", "regarding", "concerning", "than", "like", "as")
# Before a name these only express place or beneficiary.
_UNLESS_NAME_PREPOSITIONS = ("for", "of", "on")
_MODIFIERS = ("compound", "nmod:poss", "nummod", "amod", "nmod:desc", "det")
_NOMINAL = ("obj", "iobj", "nsubj", "nsubj:pass", "nmod", "flat", "compound", "nmod:desc", "nummod", "obl", "obl:agent", "obl:unmarked", "nmod:unmarked", "advmod", "nmod:poss", "amod")
# "its heaviest raid since 2006" is not a raid that has lasted since.
_SUPERLATIVE_TAGS = ("JJS", "RBS")
_UNIQUE_WORDS = ("first", "only", "unprecedented")
_RELATIVE_WORDS = ("who", "which", "that", "whose")
# Kinds that express how long something has held.
_DURATION_KINDS = (Kind.SINCE, Kind.UNTIL, Kind.RANGE)


@dataclass(frozen=True, slots=True)
class Event:
    """An act whose time is to be determined.

    Attributes:
        trigger: the word that denotes it.
        anchor: its verb, if that is another word ("launched an attack").
        ends: its two arguments, below which a time may be attached.
        ending: the word that ends it ("stopped arming"), or None.
        planned: whether it is in the future; then its governing verb has a separate time.
        possible: whether it is only possible; then its tense may still be past.
        judging: whether it expresses a judgement on another act, which has a separate time.
        standing: whether it only names a state ("President X"), to which the date of the sentence does not apply.
    """

    trigger: Token
    anchor: Token
    ends: tuple[Token, ...] = ()
    ending: Token | None = None
    planned: bool = False
    possible: bool = False
    judging: bool = False
    standing: bool = False


def attached_expressions(event: Event, found: Sequence[Expression], sentence: Sentence, offset: int) -> Iterator[tuple[int, Expression, Token]]:
    """Yield the expressions for the time of an act, with their distance and the word they are attached to."""
    event_words = list(_event_words(event))
    for expression in found:
        clause = _clause_of(expression, sentence, offset)
        if clause is not None and any(word is clause for word, _ in event_words):
            # "since 2015, when X attacked Y": it did so in that year.
            yield 0, replace(expression, kind=Kind.AT) if expression.kind in (Kind.SINCE, Kind.UNTIL) else expression, clause
            continue
        for rank, word in _attachments(event, event_words, expression, sentence, offset):
            yield rank, expression, word
            break


def _clause_of(expression: Expression, sentence: Sentence, offset: int) -> Token | None:
    """Return the verb of the clause that says what happened at a time: "in May, when X attacked Y", "It was in May that X attacked Y"."""
    after = [t for t in sentence.tokens if t.start - offset >= expression.end and t.text != ","][:1]
    cleft = [t.text.lower() for t in sentence.tokens if t.start - offset < expression.start and t.pos != "ADP"] == ["it", "was"]
    return after[0].head if after and (after[0].text.lower() == "when" or (cleft and after[0].text.lower() == "that")) else None


def _attachments(event: Event, event_words: list[tuple[Token, int]], expression: Expression, sentence: Sentence, offset: int) -> Iterator[tuple[int, Token]]:
    tokens = [t for t in sentence.tokens if expression.start <= t.start - offset < expression.end]
    undated = event.standing and (event.ending is None or event.ending.pos != "VERB")
    if undated and expression.kind not in _DURATION_KINDS:
        return
    if not tokens or (expression.kind is Kind.SINCE and _is_compared(sentence, tokens[0])):
        return
    if expression.kind in _DURATION_KINDS and (apposition := _apposition_words(sentence, tokens)):
        # "X, president of Y since 2012, met Z": the parse may attach it to any of the three.
        named = next((t for t in (event.trigger, event.anchor) if t in apposition), None)
        if named is not None:
            yield 0, named
        return
    heads = [t for t in tokens if t.head is None or t.head not in tokens]
    for head in sorted(heads, key=lambda t: t.head is not None and t.head.pos not in ("VERB", "AUX")):
        path = _path(head, tokens, event, sentence, bare_year=expression.bare_year)
        yield from ((rank + path.index(word), word) for word, rank, before in _with_limit(event_words) if word in path and tokens[0].i < before)


def _with_limit(event_words: list[tuple[Token, int]]) -> Iterator[tuple[Token, int, float]]:
    return ((word, rank, limit if limit >= 0 else float("inf")) for rank, (word, limit) in enumerate(event_words))


def _is_compared(sentence: Sentence, first: Token) -> bool:
    before = [t for t in sentence.tokens if t.i < first.i]
    return any(t.tag in _SUPERLATIVE_TAGS or t.lemma in _UNIQUE_WORDS for t in before)


def _path(head: Token, tokens: list[Token], event: Event, sentence: Sentence, *, bare_year: bool) -> list[Token]:
    """Return the words above a time, up to its clause, to which it may apply."""
    if head.head is None:
        return []
    if head.dep in _MODIFIERS and _is_before(tokens[-1], head.head):
        # "Friday's raid", "the 2015 agreement": it applies only to the noun.
        return [head.head]
    if bare_year or head.dep not in (*_NOMINAL, "conj", "appos", "dep", "advcl"):
        return []
    if _is_in_apposition(head.head, tokens[0], sentence):
        return []
    path: list[Token] = []
    token: Token | None = head.head
    while token is not None:
        path.append(token)
        if token.pos in ("VERB", "AUX") or token.first("cop") is not None:
            return _with_main_verb(path)
        if token.dep not in _NOMINAL or _belongs_to_other(token, event):
            return path if token is event.trigger else path[:-1] if _belongs_to_other(token, event) else path
        token = token.head
    return path


def _is_in_apposition(noun: Token, first: Token, sentence: Sentence) -> bool:
    """Whether a time is inside an aside with words before it: "X, president from 2012 to 2017, met Y"."""
    if noun.pos not in ("NOUN", "PROPN") or noun.dep == "root":
        return False
    between = [t for t in sentence.tokens[noun.i + 1 : first.i] if t.dep != "case"]
    return len(between) > 1 and between[-1].text != "," and any(t.text == "," for t in between)


def _apposition_words(sentence: Sentence, time: Sequence[Token]) -> list[Token]:
    """Return the words of an apposition that ends with a time ("X, president of Y since 2012,"), or an empty list."""
    words = sentence.tokens
    after = next((t for t in words if t.i > time[-1].i), None)
    comma = next((t for t in reversed(words) if t.i < time[0].i and t.text == ","), None)
    if comma is None or comma.i == 0 or words[comma.i - 1].pos != "PROPN" or (after is not None and after.pos != "PUNCT"):
        return []
    inside = list(words[comma.i + 1 : time[0].i])
    nouns = any(t.pos == "NOUN" for t in inside)
    clause = any(t.pos in ("VERB", "AUX") or t.dep == "cc" or t.lemma in _RELATIVE_WORDS for t in inside if t.dep != "case")
    return inside if nouns and not clause else []


def _with_main_verb(path: list[Token]) -> list[Token]:
    """Add the main verb to the path of a simultaneous clause: "Speaking on Monday, X denounced Y"."""
    clause = path[-1]
    same = clause.dep == "advcl" and clause.tag == "VBG" and clause.lemma in words("beside") and clause.first("aux", "mark") is None
    return [*path, clause.head] if same and clause.head is not None else path


def _is_before(last: Token, noun: Token) -> bool:
    return 0 < noun.i - last.i <= 4


def _belongs_to_other(token: Token, event: Event) -> bool:
    """Whether a time below a noun belongs to something else."""
    if token is event.trigger:
        return False
    if event.judging and token.pos != "PROPN" and token.dep in ("obj", "nsubj:pass", "nmod") and case(token) not in ("in", "at", "during"):
        return True
    preposition = case(token)
    if preposition in _OTHER_EVENT_PREPOSITIONS:
        return True
    return preposition in _UNLESS_NAME_PREPOSITIONS and token.pos != "PROPN" and token not in event.ends


def _event_words(event: Event) -> Iterator[tuple[Token, int]]:
    """Yield the words that share the time of the act, nearest first, with the position a time must precede (-1 for any)."""
    for word in dict.fromkeys((event.anchor, event.trigger)):
        yield word, -1
    if event.ending is not None and event.ending.pos == "VERB":
        yield event.ending, -1
    token, limit = event.anchor, -1
    for _ in range(4):
        head = token.head
        if head is None or not _shares_time(token, head, event):
            return
        if token.dep == "conj":
            # Shared in "On Monday X attacked Y and met Z", not in "attacked Y on Monday and met Z".
            limit = head.i
        yield head, limit
        token = head


def _shares_time(token: Token, head: Token, event: Event) -> bool:
    """Whether the time of the word above applies to the act too."""
    if event.planned and token.dep in ("xcomp", "advcl", "acl"):
        return False
    match token.dep:
        case "xcomp":
            return True
        case "conj":
            return token.pos == head.pos == "VERB" and token.first("nsubj", "nsubj:pass") is None
        case "advcl":
            return token.first("mark") is None and token.tag == "VBG" and token.i > head.i
        case "nsubj" | "nsubj:pass":
            return token.pos in ("NOUN", "PROPN") and head.lemma in words("telling")
        case "obl" if case(token) == "in":
            # "bombed X in its heaviest attack on Y", "fired at X in support of Y".
            return token.pos == "NOUN"
        case "obj" | "obl":
            return token.pos == "NOUN" and (head.lemma in words("making") or head is event.ending)
    return False
