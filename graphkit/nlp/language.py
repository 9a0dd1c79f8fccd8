"""Which language a text is in, as far as a reader of English must know: English, or which other."""

from __future__ import annotations

import re
from collections import Counter

# A text of fewer letters is read: too little to judge by.
SHORTEST = 100
# Characters of a part that is judged on its own, and parts that are looked at: one in English suffices.
PART, PARTS = 600, 12
# Every eighth word of English news is one of these, of no other language.
_ENGLISH = frozenset("the of and to that with from which by for was were has have had said says will would been their its his this".split())
_SHARE = 0.12
# By how much, for each character, another language must fit better than English. Other languages
# reach 1.5 and more; English that is mostly foreign names stays below 0.9.
_MARGIN = 1.1
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
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def foreign(text: str) -> str | None:
    """Name of the language of a text that has no part in English; None for English, mixed and very short ones.

    Args:
        text: of an article; of a long one, parts spread over it are looked at.
    """
    if sum(len(word) for word in _WORD.findall(text[: 20 * SHORTEST])) < SHORTEST:
        return None
    found: Counter[str] = Counter()
    for part in _parts(text):
        words = _WORD.findall(part)
        if sum(map(len, words)) < SHORTEST // 2:
            continue
        code = _code(part, words)
        if code == "en":
            return None
        found[code] += 1
    return _name(found.most_common(1)[0][0]) if found else None


def _parts(text: str) -> list[str]:
    every = [text[at : at + PART] for at in range(0, len(text), PART)]
    step = max(1, -(-len(every) // PARTS))
    return every[::step]


def _code(part: str, words: list[str]) -> str:
    """ISO 639-1 code of a part's language; the library's model is loaded at the first that is not plainly English."""
    if sum(word.lower() in _ENGLISH for word in words) >= _SHARE * len(words):
        return "en"
    from py3langid import rank

    scores = {str(code): float(score) for code, score in rank(part)}
    best = max(scores, key=lambda code: (scores[code], code))
    return best if scores[best] - scores.get("en", scores[best]) >= _MARGIN * len(part) else "en"


def _name(code: str) -> str:
    return NAMES.get(code, f"language {code!r}")
