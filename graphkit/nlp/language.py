"""Which language a text is in, as far as a reader of English must know: English, or which other."""

from __future__ import annotations

import functools
import logging
import re
from collections import Counter
from collections.abc import Callable

# A text of fewer letters is read: too little to judge by.
SHORTEST = 80
# In another script less suffices: no English is written in it. Latin letters end before this one.
SHORTEST_OTHER, _LATIN = 12, "\u0250"
# Characters of a part that is judged on its own, and parts that are looked at: one in English suffices.
PART, PARTS = 600, 12
# Every eighth word of English news is one of these, of no other language.
_ENGLISH = frozenset("the of and to that with from which by for was were has have had said says will would been their its his this".split())
_SHARE = 0.12
# By how much, for each letter, another language must fit better than English. Other languages
# reach 1.8 and more; English that is mostly foreign names stays below 1.1.
_MARGIN = 1.4
_WORD = re.compile(r"[^\W\d_]+")
NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian",
    "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ku": "Kurdish",
    "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay", "my": "Burmese", "nb": "Norwegian",
    "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "wuu": "Chinese", "zh": "Chinese",
}  # fmt: skip


def foreign(text: str) -> str | None:
    """Name of the language of a text that has no part in English; None for English, mixed and very short ones.

    Args:
        text: of an article; of a long one, parts spread over it are looked at.
    """
    letters = "".join(_WORD.findall(text[: 20 * SHORTEST]))
    least = SHORTEST if sum(letter < _LATIN for letter in letters) * 2 > len(letters) else SHORTEST_OTHER
    if len(letters) < least:
        return None
    found: Counter[str | None] = Counter()
    for part in _parts(text):
        words = _WORD.findall(part)
        if sum(map(len, words)) < least // 2:
            continue
        code = _code(part, words)
        if code == "en":
            return None
        found[code] += 1
    # Parts of names alone are in no language.
    unsure = found.pop(None, 0)
    return _name(found.most_common(1)[0][0]) if found.total() > unsure else None


def _parts(text: str) -> list[str]:
    every = [text[at : at + PART] for at in range(0, len(text), PART)]
    step = max(1, -(-len(every) // PARTS))
    return every[::step]


def _code(part: str, words: list[str]) -> str | None:
    """ISO 639-1 code of a part's language, None where that is not sure; the library's model is loaded at the first that is not plainly English."""
    if sum(word.lower() in _ENGLISH for word in words) >= _SHARE * len(words):
        return "en"
    rank = _ranker()
    scores = {str(code): float(score) for code, score in rank(part)} if rank is not None else {"en": 0.0}
    best = max(scores, key=lambda code: (scores[code], code))
    return best if best == "en" or scores[best] - scores.get("en", scores[best]) >= _MARGIN * sum(map(len, words)) else None


@functools.cache
def _ranker() -> Callable[[str], list[tuple[str, float]]] | None:
    """What rates the languages; None, with a warning, where an installation lacks it: everything is read then."""
    try:
        from py3langid import rank
    except ImportError as error:
        logging.getLogger("graphkit").warning("articles in other languages are not recognised: %s", error)
        return None
    made: Callable[[str], list[tuple[str, float]]] = rank
    return made


def _name(code: str | None) -> str:
    return NAMES.get(code or "", f"language {code!r}")
