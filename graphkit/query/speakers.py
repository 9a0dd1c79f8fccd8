"""Who speaks, in the words of a text: "a spokesman" of "said a spokesman", nobody of "accused"."""

from __future__ import annotations

import csv
import functools
import re

from graphkit.resources import seeds_dir

# Verbs by which the reader finds who speaks, by what they do to a claim; see `seeds/language/cues.csv`.
_SPEAKING = frozenset(("say", "accuse", "believe", "deny", "plan", "refuse", "reject", "want"))
# Of these the plain form is a noun as well: "officials of the state".
_NOUNS = frozenset("blame caution charge claim comment detail estimate hint hope note pledge post promise quote remark report signal state stress".split())
_IRREGULAR = "say says said saying tell tells told telling write writes wrote written hold holds held find finds found see sees saw seen thought"
# Words that stand between a speaker and the verb, and pronouns, which name nobody.
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
    """The speaker of an attribution as the text words it, without the verb of saying; "" where it names nobody.

    Args:
        attribution: `said a GNA spokesman`, `, according to diplomats`, `accused`; None where there is none.
    """
    words = _SOURCE.sub("", (attribution or "").strip(_EDGE), count=1).split()
    words = _without_verb(words[::-1])[::-1]
    if len(words) > 1 and words[0] in _verbs():
        words = words[1:]
    return " ".join(words).strip(_EDGE)


def _without_verb(reversed_: list[str]) -> list[str]:
    """Words from the last to the first, without a verb of saying at their end and what belongs to it."""
    if not reversed_ or reversed_[0].strip(_EDGE) not in _verbs():
        return reversed_
    rest = reversed_[1:]
    while rest and rest[0].strip(_EDGE).lower() in _BETWEEN:
        rest = rest[1:]
    return rest
