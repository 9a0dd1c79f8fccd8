"""Finds direct speech and its speakers.

Text in quotation marks is attributed even in a sentence without a speaker: the second sentence of a quotation has the
speaker of the first. A paragraph without quotation marks after one that ends in "X said:" is speech of X, and so is what
stands behind "X:" in a dialogue; behind "A:" it is speech of the person interviewed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.extract.arguments import subjects
from graphkit.extract.dialogue import Dialogue
from graphkit.extract.factuality.speaker_cues import quoted_person
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import PERSON
from graphkit.nlp import Sentence, Token

_PARAGRAPH = re.compile(r"[^\n]+")
_NEXT_PARAGRAPH = re.compile(r"[^\S\n]*\n\s*([^\n]+)")
_QUOTATION_MARK = re.compile(r"[\"“”„«»]|''|``")
_CLAUSE = re.compile(r"[^.!?\n]*")
_BEFORE_CLOSING = re.compile(r"[\w,.!?…)\]]")
_OPENING, _CLOSING = "“„«", "”»"
# "added the following persons to the list:": what follows is no speech. In the characters before its end.
_LISTING = re.compile(r"\bfollowing (?!remark|comment|statement|word|message|answer|response|post)[a-z][^.\n]*:[^\S\n]*\Z")
_LISTED = 160
# Minimum characters; shorter quotations are single words, not speech.
_MIN_LENGTH = 25
# But not a whole sentence: "Chad armed Mali."
_WHOLE = re.compile(r"\W*[A-Z]\w*(?: \S+){2,}[.!?,]\W")
# Maximum characters between two quotations of the same speaker.
_MAX_GAP = 160
# Maximum words of a name before a colon.
_LONGEST_LABEL = 6


@dataclass(frozen=True, slots=True)
class Quotation:
    """Direct speech from its opening mark to its closing one, or to the end of the paragraph."""

    start: int
    end: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the spans of direct speech, in order."""
    found = [quotation for match in _PARAGRAPH.finditer(text) for quotation in _in_paragraph(match[0], match.start())]
    return tuple(quotation for quotation in found if quotation.end - quotation.start >= _MIN_LENGTH or _WHOLE.fullmatch(text, quotation.start, quotation.end))


def _in_paragraph(paragraph: str, offset: int) -> Iterator[Quotation]:
    opened: int | None = None
    for number, mark in enumerate(_QUOTATION_MARK.finditer(paragraph)):
        opens = mark[0] in _OPENING or (mark[0] not in _CLOSING and opened is None)
        if number == 0 and _closes(mark, paragraph):
            # Some copies have lost the mark that opens a paragraph.
            yield Quotation(offset, offset + mark.end())
        elif opened is None and opens:
            opened = mark.start()
        elif opened is not None and not (mark[0] in _OPENING and mark[0] != "„"):
            yield Quotation(offset + opened, offset + mark.end())
            opened = None
    if opened is not None and paragraph[opened] in (*_OPENING, '"') and opened < 3:
        # Speech that continues in the next paragraph is not closed in this one.
        yield Quotation(offset + opened, offset + len(paragraph))


def _closes(mark: re.Match[str], paragraph: str) -> bool:
    """Whether a quotation mark closes speech: it follows a word or stop, and precedes none."""
    before, after = paragraph[: mark.start()][-1:], paragraph[mark.end() :][:1]
    return mark[0] in (*_CLOSING, '"') and _BEFORE_CLOSING.match(before) is not None and not after.isalnum()


class DirectSpeech:
    """Speakers of the direct speech of one document, collected sentence by sentence."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Find the quotations."""
        self.quotations = list(quotations(text))
        self._starts = [quotation.start for quotation in self.quotations]
        self._lexicon = lexicon
        self._text = text
        self._dialogue = Dialogue(text)
        self._speakers: dict[int, tuple[int, str]] = {}
        self._last: tuple[int, int, str] | None = None
        self._sentences: list[tuple[int, int, int]] = []
        # Who said the last quotation by name, if nobody else was named since.
        self._named: int | None = None

    def add_sentence(self, sentence: Sentence, mentions: Mentions) -> None:
        """Find the speaker of a sentence, outside of the quotation marks."""
        self._sentences.append((sentence.index, sentence.start, sentence.end))
        self._add_headline(sentence, mentions)
        self._add_turn(sentence, mentions)
        touched = self._touched(sentence.start, sentence.end)
        speaker = self._as_named(self._speaker(sentence, mentions), sentence, mentions, quoted=bool(touched))
        if speaker is not None:
            self._last = (sentence.end, *speaker)
            for i in (*touched, *self._preceding_quotation(sentence)):
                self._speakers.setdefault(i, speaker)
        for i in touched:
            quotation = self.quotations[i]
            if i not in self._speakers and self._last is not None and self._continues(quotation, self._last[0]) and not self._speaker_follows(quotation):
                self._speakers[i] = self._last[1:]
        if speaker is not None and sentence.tokens[-1].text == ":":
            self._add_announced(sentence.end, speaker)
        if any(i in self._speakers for i in touched):
            index = next(i for i in reversed(touched) if i in self._speakers)
            self._last = (max(sentence.end, self.quotations[index].end), *self._speakers[index])

    def _as_named(self, speaker: tuple[int, str] | None, sentence: Sentence, mentions: Mentions, *, quoted: bool) -> tuple[int, str] | None:
        """Return who was named with the last quotation for "he said": not whom "he" in that quotation means."""
        people = [i for name in mentions.names if name.label == PERSON and self.index_at(name.head.start) is None for i in mentions.of(name.head)]
        if speaker is not None and speaker[0] in people and quoted:
            self._named = speaker[0]
        elif people:
            self._named = None
        elif speaker is not None and quoted and self._named is not None and mentions.all[speaker[0]].head in ("he", "she"):
            return self._named, speaker[1]
        return speaker

    def _add_headline(self, sentence: Sentence, mentions: Mentions) -> None:
        """Add what follows a person's name and a colon: "X: Y arms Z"."""
        colon = next((t for t in sentence.tokens[:_LONGEST_LABEL] if t.text == ":"), None)
        name = mentions.name_at(sentence.tokens[colon.i - 1]) if colon is not None and colon.i else None
        if colon is None or name is None or name.label != PERSON or not name.known or name.start or self._touched(sentence.start, sentence.end):
            return
        said = _CLAUSE.match(self._text, colon.end)
        place = bisect_left(self._starts, colon.end)
        self.quotations.insert(place, Quotation(colon.end, said.end() if said is not None else sentence.end))
        self._starts.insert(place, colon.end)
        self._speakers[place] = (mentions.of(name.head)[0], self._text[sentence.start : colon.end])

    def _add_turn(self, sentence: Sentence, mentions: Mentions) -> None:
        """Add what somebody says in a dialogue, without the quotations in it."""
        said = self._dialogue.said_after(sentence, mentions)
        if said is None:
            return
        turn, speaker = said
        ends = [place for i in self._touched(turn.cut, turn.end) for place in (self.quotations[i].start, self.quotations[i].end)]
        for start, end in zip([turn.cut, *ends[1::2]], [*ends[::2], turn.end], strict=True):
            if self._text[start:end].strip():
                place = bisect_left(self._starts, start)
                self.quotations.insert(place, Quotation(start, end))
                self._starts.insert(place, start)
                if speaker is not None:
                    self._speakers[place] = (speaker, turn.label)
        if speaker is not None:
            self._last = (turn.cut, speaker, turn.label)

    def _add_announced(self, position: int, speaker: tuple[int, str]) -> None:
        """Add the paragraph that a speaker announces at the end of another one, unless it has quotation marks of its own."""
        paragraph = _NEXT_PARAGRAPH.match(self._text, position)
        if _LISTING.search(self._text, max(0, position - _LISTED), position) is not None:
            return
        if paragraph is None or len(paragraph[1]) < _MIN_LENGTH or _QUOTATION_MARK.search(paragraph[1]) is not None:
            return
        place = bisect_left(self._starts, paragraph.start(1))
        self.quotations.insert(place, Quotation(*paragraph.span(1)))
        self._starts.insert(place, paragraph.start(1))
        self._speakers[place] = speaker

    def _continues(self, quotation: Quotation, end: int) -> bool:
        """Whether speech may continue what ended before: near it, and not announced by a colon in a paragraph of its own."""
        between = self._text[end : quotation.start]
        return quotation.start - end <= _MAX_GAP and not ("\n" in between and between.rstrip().endswith(":"))

    def _speaker_follows(self, quotation: Quotation) -> bool:
        """Whether a comma at the closing mark shows that the speaker follows: "...," X said."""
        return self._text[quotation.end - 2 : quotation.end - 1] == "," or self._text[quotation.end : quotation.end + 1] == ","

    def _touched(self, start: int, end: int) -> list[int]:
        """Return the indexes of the quotations between two positions, also in part."""
        return [i for i in range(self._near(start), bisect_left(self._starts, end)) if start < self.quotations[i].end]

    def _near(self, position: int) -> int:
        """Return the index of the last quotation that begins before a position, else 0."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _preceding_quotation(self, sentence: Sentence) -> list[int]:
        """Return the quotation whose speaker this sentence names, if the parser split between the two."""
        near = self._near(sentence.start)
        return [i for i in (near, near - 1) if i >= 0 and 0 <= sentence.start - self.quotations[i].end <= 3 and self._speaker_follows(self.quotations[i])] if self.quotations else []

    def _speaker(self, sentence: Sentence, mentions: Mentions) -> tuple[int, str] | None:
        for verb in sentence.tokens:
            if verb.pos != "VERB" or not self._lexicon.is_speech_verb(verb.lemma) or self.index_at(verb.start) is not None:
                continue
            quoted = quoted_person(verb)
            for subject in subjects(verb) if quoted is None else [quoted]:
                found = [] if self.index_at(subject.start) is not None else mentions.of(subject)
                if found:
                    return found[0], _attribution_words(verb, subject, self._text)
        return None

    def index_at(self, position: int) -> int | None:
        """Return the index of the quotation at a position, or None."""
        i = bisect_right(self._starts, position) - 1
        return i if i >= 0 and position < self.quotations[i].end else None

    def speaker_at(self, position: int) -> tuple[int, str] | None:
        """Return speaker (mention index) and wording of the quotation at a position; call it after the last sentence."""
        i = self.index_at(position)
        return self._speakers.get(i) if i is not None else None

    def speaker_around(self, one: int, other: int) -> tuple[int, str] | None:
        """Return speaker and wording of the quotation that two positions are in; None if there is none, or nobody is named."""
        return self.speaker_at(one) if self.index_at(one) == self.index_at(other) else None

    def speakers_by_sentence(self) -> Iterator[tuple[int, int]]:
        """Yield index and speaker of each sentence that is mostly quoted."""
        for index, start, end in self._sentences:
            i = self.index_at((start + end) // 2)
            if i is not None and i in self._speakers:
                yield index, self._speakers[i][0]


def _attribution_words(verb: Token, subject: Token, text: str) -> str:
    start, end = min(verb.start, subject.start), max(verb.end, subject.end)
    return text[start:end] if end - start <= 120 else verb.text
