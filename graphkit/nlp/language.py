"""Language detection: distinguishes English articles from those in other languages, and names the language."""

from __future__ import annotations

import functools
import logging
import re
from collections import Counter
from collections.abc import Callable

# Minimum letters: a shorter text cannot be judged and is read as English.
SHORTEST = 80
# Minimum letters if most are in another script, which excludes English. Latin letters come before `_LATIN`.
SHORTEST_OTHER, _LATIN = 12, "\u0250"
# Characters per part, each judged separately, and the maximum number of parts; one in English suffices.
PART, PARTS = 600, 12
# About every eighth word of English news is one of these; in no other language are they so frequent.
_ENGLISH = frozenset("the of and to that with from which by for was were has have had said says will would been their its his this".split())
_SHARE = 0.12
# How much better than English another language must score, per letter. Other languages reach 1.8 and more; English that
# consists mostly of foreign names stays below 1.1.
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
    "vi": "Vietnamese", "wuu": "Chinese", "yue": "Chinese", "zh": "Chinese",
    "arz": "Arabic", "ary": "Arabic", "as": "Assamese", "crh": "Crimean Tatar", "cy": "Welsh", "eu": "Basque", "fuv": "Fulfulde", "ga": "Irish",
    "ha": "Hausa", "ht": "Haitian Creole", "ig": "Igbo", "is": "Icelandic", "jv": "Javanese", "km": "Khmer", "kn": "Kannada", "la": "Latin",
    "lg": "Luganda", "ln": "Lingala", "lo": "Lao", "mg": "Malagasy", "ml": "Malayalam", "mr": "Marathi", "mt": "Maltese", "om": "Oromo",
    "or": "Odia", "pcm": "Nigerian Pidgin", "rw": "Kinyarwanda", "sdh": "Kurdish", "si": "Sinhala", "sn": "Shona", "so": "Somali", "st": "Sotho",
    "tg": "Tajik", "tk": "Turkmen", "tt": "Tatar", "uz": "Uzbek", "uzs": "Uzbek", "xh": "Xhosa", "yo": "Yoruba", "zu": "Zulu",
}  # fmt: skip


def foreign_language(text: str) -> str | None:
    """Return the language of a text without any English part; None for English, mixed and very short texts.

    Args:
        text: text of an article; of a long one only parts spread over it are examined.
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
    # Parts that consist only of names have no language.
    unsure = found.pop(None, 0)
    return _name(found.most_common(1)[0][0]) if found.total() > unsure else None


def _parts(text: str) -> list[str]:
    every = [text[at : at + PART] for at in range(0, len(text), PART)]
    step = max(1, -(-len(every) // PARTS))
    return every[::step]


def _code(part: str, words: list[str]) -> str | None:
    """Return the ISO 639-1 code of a part's language, or None if uncertain.

    The library's model is loaded only for the first part that is not clearly English.
    """
    if sum(word.lower() in _ENGLISH for word in words) >= _SHARE * len(words):
        return "en"
    rank = _ranker()
    scores = {str(code): float(score) for code, score in rank(part)} if rank is not None else {"en": 0.0}
    best = max(scores, key=lambda code: (scores[code], code))
    return best if best == "en" or scores[best] - scores.get("en", scores[best]) >= _MARGIN * sum(map(len, words)) else None


@functools.cache
def _ranker() -> Callable[[str], list[tuple[str, float]]] | None:
    """Return py3langid's ranking function; None, with a warning, if it is not installed: then all articles are read."""
    try:
        from py3langid import rank
    except ImportError as error:
        logging.getLogger("graphkit").warning("articles in other languages are not recognised: %s", error)
        return None
    made: Callable[[str], list[tuple[str, float]]] = rank
    return made


def _name(code: str | None) -> str:
    return NAMES.get(code or "", f"language {code!r}")
