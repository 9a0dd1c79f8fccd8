"""Extracts the speaker from an attribution: "a spokesman" from "said a spokesman", "" from "accused"."""

from __future__ import annotations

import csv
import functools
import re

from graphkit.resources import seeds_dir

# Effects (column of `seeds/language/cues.csv`) of the verbs that mark a speaker.
_SPEAKING = frozenset(("say", "accuse", "believe", "deny", "plan", "refuse", "reject", "want"))
# The base form of these verbs is also a noun: "officials of the state".
_NOUNS = frozenset("blame caution charge claim comment detail estimate hint hope note pledge post promise quote remark report signal state stress".split())
_IRREGULAR = "say says said saying tell tells told telling write writes wrote written hold holds held find finds found see sees saw seen thought"
# Words that occur between a speaker and the verb, and pronouns, which name nobody.
_BETWEEN = frozenset("also as at been earlier had has have he i is it later long now often once recently repeatedly she since still that then they was we were which while who will would".split())
_SOURCE = re.compile(r"(?:according to|in the words of|citing|per|by)\s+", re.IGNORECASE)
_EDGE = " ,;:–—-"


@functools.cache
def _verbs() -> frozenset[str]:
    forms = set(_IRREGULAR.split())
    with (seeds_dir() / "language" / "cues.csv").open(encoding="utf-8", newline="") as rows:
        cues = [row["words"].split(";") for row in csv.DictReader(rows) if row["kind"] == "verb" and row["effect"] in _SPEAKING]
    for lemma in (word.partition("-")[0] for words in cues for word in words if " " not in word):
        stem = lemma.removesuffix("e")
        forms |= {f"{lemma}s", f"{stem}ed", f"{stem}ing"}
        forms |= set() if lemma in _NOUNS else {lemma}
        if lemma.endswith("y"):
            forms |= {f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"}
    return frozenset(forms)


def speaker_words(attribution: str | None) -> str:
    """Return the speaker in the words of the text without the speech verb; "" if nobody is named.

    Args:
        attribution: `said a GNA spokesman`, `, according to diplomats`, `accused`; None if there is none.
    """
    words = _SOURCE.sub("", (attribution or "").strip(_EDGE), count=1).split()
    words = _without_verb(words[::-1])[::-1]
    if len(words) > 1 and words[0] in _verbs():
        words = words[1:]
    return " ".join(words).strip(_EDGE)


def _without_verb(reversed_: list[str]) -> list[str]:
    """Drop a final speech verb and its auxiliaries; takes and returns the words in reverse order."""
    if not reversed_ or reversed_[0].strip(_EDGE) not in _verbs():
        return reversed_
    rest = reversed_[1:]
    while rest and rest[0].strip(_EDGE).lower() in _BETWEEN:
        rest = rest[1:]
    return rest
