"""Determines the type of support from the thing given, its modifiers, or the verb."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.frames import Match
from graphkit.extract.lexicon import Lexicon
from graphkit.nlp import Token

_MILITARY = frozenset(
    ("military", "weapons", "troops", "training", "logistics", "intelligence", "territory", "infrastructure")
)
_ECONOMIC = frozenset(("economic", "funding"))
_TYPE_OF_TRIGGER = {
    "arm": "weapons",
    "equip": "weapons",
    "train": "training",
    "fund": "funding",
    "finance": "funding",
    "bankroll": "funding",
}


def find_support_types(match: Match, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the support types of a match, sorted; empty if the relation is not support or none is stated."""
    if match.frame.predicate not in ("supports", "supportsMilitarily", "supportsEconomically", "supportsDiplomatically"):
        return ()
    found: set[str] = set()
    for kind in match.frame.types:
        match kind:
            case "@theme":
                found |= set(_types_of_theme(match.theme, lexicon)) if match.theme is not None else set()
            case "@noun":
                found |= set(_types_of_modifiers(match.trigger, lexicon))
            case "@trigger":
                found |= {_TYPE_OF_TRIGGER[match.trigger.lemma]} if match.trigger.lemma in _TYPE_OF_TRIGGER else set()
            case _:
                found.add(kind)
    if match.frame.kind == "verb" and not match.frame.theme:
        adverbs = (_type_of_adverb(adverb.lemma, lexicon) for adverb in match.trigger.get("advmod"))
        found |= {kind for kind in adverbs if kind is not None}
    if "military" in found and found & (_MILITARY - {"military"}):
        found.discard("military")
    return tuple(sorted(found))


def _type_of_adverb(word: str, lexicon: Lexicon) -> str | None:
    """Return the support type of an adverb's adjective: "militarily", "financially"."""
    stem = word.removesuffix("ly")
    spellings = (stem, stem.removesuffix("i") + "y", stem.removesuffix("al"))
    return next((kind for s in spellings if (kind := lexicon.qualifiers.get(s)) is not None), None)


def _types_of_theme(theme: Token, lexicon: Lexicon) -> Iterator[str]:
    """Yield the type of the noun and of its modifiers, which specify a general noun ("aid")."""
    nouns = [theme, *theme.get("conj")]
    for noun in nouns:
        modifier_types = list(_types_of_modifiers(noun, lexicon))
        yield from modifier_types
        kind = lexicon.theme_types.get(noun.lemma)
        if kind is not None and not (kind == "funding" and modifier_types):
            yield kind


def _types_of_modifiers(noun: Token, lexicon: Lexicon) -> Iterator[str]:
    for child in noun.get("amod", "compound"):
        for word in (child, *child.get("conj")):
            kind = lexicon.qualifiers.get(word.lemma) or lexicon.qualifiers.get(word.text.lower())
            if kind is not None:
                yield kind


def specific_predicate(predicate: str, types: tuple[str, ...]) -> str:
    """Return the predicate for these types; `supports` if they differ."""
    if predicate not in ("supports", "supportsMilitarily", "supportsEconomically", "supportsDiplomatically") or not types:
        return predicate
    kinds = set(types)
    if kinds == {"humanitarian"}:
        return "givesHumanitarianAidTo"
    if kinds <= _MILITARY:
        return "supportsMilitarily"
    if kinds <= _ECONOMIC:
        return "supportsEconomically"
    return "supportsDiplomatically" if kinds == {"diplomatic"} else "supports"
