"""Blanks the sentences of corrections that repeat the mistake, so that they are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ARTICLE = r"(?:article|story|report|dispatch|post|piece|column|item|headline|sub-?headline|caption|photo caption|analysis|live ?blog|newsletter|page)"
# Nouns without another meaning.
_OWN = r"(?:article|story|headline|caption)"
# Refers to this article: "the report" may be somebody else's, "this report" is not.
_ITSELF = rf"(?:(?:this|our|these|today['’]s|yesterday['’]s|\w{{3,6}}day['’]s)\s+(?:\w+\s+){{0,2}}?{_ARTICLE}s?|the\s+(?:article|story|headline|caption))"
_EARLIER = r"(?:an?|the|our|some|in)?\s*\b(?:earlier|previous|prior|original|initial|first|early|online|print)\s+(?:versions?|editions?|drafts?)"
_WRONGLY = r"(?:incorrectly|erroneously|wrongly|mistakenly|inaccurately|falsely|in error|by mistake)"
_SAID = r"(?:said|stated|reported|identified|described|named|listed|referred|attributed|quoted|implied|suggested|gave|put|indicated|wrote|called|claimed|omitted|included|credited|dated|placed)"
_MISSAID = r"(?:misstated|mis-stated|misidentified|misreported|mischaracteri[sz]ed|misattributed|misquoted|misspelled|misspelt|misnamed|misdescribed|misrepresented|mistranslated)"
_WRONG = rf"(?:{_MISSAID}|{_WRONGLY}\s+{_SAID}|{_SAID}\s+{_WRONGLY})"
_MISTAKEN = re.compile(
    rf"""
    \b{_EARLIER}\s+of\s+{_ITSELF}\b
    | \b{_ITSELF}\b[^.;!?\n]{{0,60}}?\b(?:{_WRONG}|(?:originally|previously|initially)\s+{_SAID})\b
    | \b(?:an?|the|this|our)\s+(?:\w+\s+){{0,2}}?{_ARTICLE}\b[^.;!?\n]{{0,120}}?\b{_MISSAID}\b
    | \b(?:an?|the|this|our)\s+(?:\w+\s+){{0,2}}?{_OWN}\b[^.;!?\n]{{0,60}}?\b{_WRONG}\b
    | \b(?:withdraw|retract|disregard)(?:s|ing|n|ed)?\s+(?:an?|the|this|its|our)\s+(?:\w+\s+){{0,2}}?{_OWN}\b
    | \b(?:an?|the|this|our)\s+{_OWN}\b[^.;!?\n]{{0,160}}?\b(?:has|have)\s+been\s+(?:withdrawn|retracted)\b
    | \b{_ITSELF}\s+(?:corrects|replaces)\s
    | \bwe\s+(?:{_WRONGLY}\s+|originally\s+|previously\s+|initially\s+)(?:{_SAID})\b | \bwe\s+(?:{_MISSAID}|{_SAID}\s+{_WRONGLY})\b
    | \b{_ITSELF}\b[^.;!?\n]{{0,60}}?\b(?:updated|amended|corrected|edited|changed|revised|modified)\b[^.;!?\n]{{0,40}}?\bto\s+(?:remove|delete|retract|withdraw|correct)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# In an explicit correction note, "earlier version" without "of", "an earlier article" and "an article … said" refer to the outlet's own.
_NOTE = re.compile(
    rf"\b(?:{_ITSELF}\s+(?:was|were|ha(?:s|ve)\s+been)\s+(?:amended|corrected|updated|changed|edited|revised|modified|clarified)|an?\s+corrections?\s+was\s+(?:made|issued|published|appended))\b|"
    r"^[^\w\n]{0,4}(?:corrections?|clarification|editor['’]s note|editors['’] note|amendment|corrected|note to (?:editors|readers))\b[^\n]{0,40}?[:.—–-]"
    r"|\b(?:because of|due to|owing to) an? (?:editing|production|reporting|transcription|translation|editor['’]s) error\b",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE = rf"(?:an?|the|our|this|its)\s+(?:earlier|previous|prior|original|initial|recent)\s+{_ARTICLE}s?"
_VERSION = re.compile(rf"\b(?:{_EARLIER}\b(?!\s+of\b)|{_BEFORE}\b|(?:our|this|the|an?)\s+(?:photo\s+)?{_OWN}\b[^.;!?\n]{{0,140}}?\b{_SAID}\b|{_WRONG}\b)", re.IGNORECASE)
_END = re.compile(r"(?:[.!?]['\"”’)\]*_]*(?=\s+['\"“‘(\[]?[^\W\d_a-z])|;)|(?=\n)|\Z")
_BEGIN = re.compile(r"[.!?;:]['\"”’)\]*_]*\s+|\n")
_LETTER = re.compile(r"[^\n]")
# Full stops that do not end a sentence: after initials and titles.
_SHORT = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|St|No|vs))\.$")
# Maximum characters of a sentence, and of a note.
_LONGEST, _LONGEST_NOTE = 600, 2000


def without_corrections(text: str) -> str:
    """Replace the sentences of corrections that repeat the mistake with spaces of the same length.

    "An earlier version of this article said that A armed B" states nothing about A and B, whichever verb it uses. What a
    correction says in a separate sentence, or after a semicolon, is read.
    """
    at, parts = 0, []
    for first, last in sorted(_matches(text)):
        if first >= at:
            start, end = max(at, _sentence_start(text, first)), _sentence_end(text, last)
            parts += [text[at:start], _LETTER.sub(" ", text[start:end])]
            at = end
    return "".join(parts) + text[at:] if parts else text


def _matches(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _MISTAKEN.finditer(text))
    for note in _NOTE.finditer(text):
        stop = text.find("\n", note.end())
        stop = min(stop if stop >= 0 else len(text), note.end() + _LONGEST_NOTE)
        yield from (match.span() for match in _VERSION.finditer(text, note.end(), stop))


def _sentence_start(text: str, at: int) -> int:
    """Return where the clause or sentence that contains an offset begins."""
    first = max(0, at - _LONGEST)
    return max((match.end() for match in _BEGIN.finditer(text, first, at) if not _SHORT.search(text, first, match.start() + 1)), default=first)


def _sentence_end(text: str, at: int) -> int:
    """Return where the sentence that contains an offset ends."""
    last = min(len(text), at + _LONGEST)
    return next((match.end() for match in _END.finditer(text, at, last) if not (match[0] and _SHORT.search(text, max(0, match.end() - 8), match.end()))), last)
