"""Finds who speaks in a dialogue: the person named at the start of a line, or for "A:" the one who is interviewed."""

from __future__ import annotations

import functools
import re

from graphkit.extract.arguments import case, subjects
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import PERSON
from graphkit.nlp import TITLED, Sentence, Turn, turns

# Whoever is the subject of one of these above the first question, or stands behind "interview with", answers.
_ANSWERING = frozenset(("speak", "talk", "answer", "discuss", "explain", "tell", "say", "respond"))
_INTERVIEWS = frozenset(("interview", "talk", "conversation"))
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b")
# In the characters before a name.
_NEAR, _BYLINE = 20, re.compile(r"(?:\bby|\binterview(?:er)?:|\bwords:|\btext:)\s*\Z", re.IGNORECASE)


class Dialogue:
    """The turns of one document, and the people named before them."""

    def __init__(self, text: str) -> None:
        """Find the turns."""
        self._text = text
        self._turns = {turn.cut: turn for turn in turns(text)}
        self._first = min(self._turns, default=0)
        # Mentions of people by the last word of their names, the latest one, and those of who is interviewed.
        self._people: dict[str, int] = {}
        self._asked: dict[str, int] = {}
        self._before: dict[str, int] = {}

    @functools.cached_property
    def _is_interview(self) -> bool:
        """Whether an answer is in the first person: the author of an explainer asks and answers without."""
        return any(turn.kind == "answer" and _FIRST_PERSON.search(self._text, turn.cut, turn.end) is not None for turn in self._turns.values())

    def said_after(self, sentence: Sentence, mentions: Mentions) -> tuple[Turn, int | None] | None:
        """Return the turn that a sentence with its speaker's name announces, with the mention of the speaker, None if unknown.

        Returns: None for other sentences, and for what is no person or asks only.
        """
        if not self._turns:
            return None
        people = {_last_word(mentions.all[index].text): index for name in mentions.names if name.label == PERSON for index in mentions.of(name.head)}
        if sentence.start < self._first:
            people = {word: index for word, index in people.items() if not _BYLINE.search(self._text[max(0, mentions.all[index].start - _NEAR) : mentions.all[index].start])}
            self._asked |= {word: index for word, index in people.items() if _answers(index, sentence, mentions)}
            self._before |= people
        turn = self._turns.get(sentence.end)
        # Who speaks once is a speaker if named before.
        once = turn is not None and turn.kind == "other" and any(mentions.all[index].text == turn.label and word in self._people for word, index in people.items())
        self._people |= people
        if turn is None or turn.kind == "question" or (turn.kind == "other" and not once):
            return None
        if turn.kind == "answer":
            asked = self._asked or self._before
            if not asked and not self._is_interview:
                # An explainer, whose author asks and answers.
                return None
            return turn, next(iter(asked.values())) if len(asked) == 1 else None
        speaker = next(iter(people.values()), self._people.get(_last_word(turn.label)))
        return (turn, speaker) if speaker is not None or TITLED.match(turn.label) else None


def _last_word(name: str) -> str:
    return name.split()[-1].lower()


def _answers(index: int, sentence: Sentence, mentions: Mentions) -> bool:
    """Whether a person above the first turn is the one who is interviewed."""
    head = next(name.head for name in mentions.names if index in mentions.of(name.head))
    verb = head.head
    if verb is None:
        return False
    return (verb.lemma in _ANSWERING and head in subjects(verb)) or (verb.lemma in _INTERVIEWS and case(head) == "with")
