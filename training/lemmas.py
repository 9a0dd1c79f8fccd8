"""Lemma tables: WordNet's rules and exceptions, corrected by the treebanks where they differ.

Source of the tables: spacy-lookups-data (`en_lemma_{rules,exc,index}.json.gz`), after WordNet 3.0.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.lookups import Lookups

from training.treebank import sentences

OPEN_CLASSES = ("noun", "verb", "adj", "adv")
_LEFT_OUT = frozenset(["x", "sym", "num", "punct", "propn"])
_VOWELS = frozenset("aeiou")


def tables(lookups: Path, treebanks: Iterable[Path]) -> Lookups:
    """Build the tables for spaCy's rule lemmatizer.

    The index of verbs is left empty on purpose: in spaCy, a rule's result that is in the index takes
    precedence over an exception, so that "hoping" would become "hop". The regular forms of each verb
    are written out as exceptions instead.
    """
    rules, exceptions, index = (_load(lookups, name) for name in ("rules", "exc", "index"))
    seen = _counted(treebanks)
    known = {kind: frozenset(index.get(kind, ())) for kind in OPEN_CLASSES}
    for (kind, form), lemmas in sorted(seen.items()):
        lemma, times = lemmas.most_common(1)[0]
        listed = kind in OPEN_CLASSES and (form in exceptions.get(kind, {}) or form in known[kind])
        if not (listed and times < 2):
            exceptions.setdefault(kind, {})[form] = [lemma]
            rules.setdefault(kind, [])
            index.setdefault(kind, [])
    frequency = Counter[str]()
    for (kind, _), lemmas in seen.items():
        frequency.update(lemmas if kind == "verb" else {})
    for form, lemma in _verb_forms(index["verb"], frequency):
        exceptions["verb"].setdefault(form, [lemma])
    index["verb"] = []
    made = Lookups()
    for name, table in (("rules", rules), ("exc", exceptions), ("index", index)):
        made.add_table(f"lemma_{name}", table)
    return made


def _load(folder: Path, name: str) -> dict[str, Any]:
    with gzip.open(folder / f"en_lemma_{name}.json.gz", "rt", encoding="utf-8") as stream:
        found: dict[str, Any] = json.load(stream)
    return found


def _counted(treebanks: Iterable[Path]) -> dict[tuple[str, str], Counter[str]]:
    """Count how often each form of a word class has each lemma."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in treebanks:
        for _, words in sentences(path):
            for word in words:
                kind = word.upos.lower()
                if kind not in _LEFT_OUT and word.lemma != "_":
                    lemma = word.lemma if kind in ("adj", "pron") else word.lemma.lower()
                    found[kind, word.form.lower()][lemma] += 1
    return found


def _verb_forms(verbs: Iterable[str], frequency: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield (form, most frequent verb) for the regular forms of all verbs, then the verbs themselves."""
    made: dict[str, list[str]] = defaultdict(list)
    plain = [verb for verb in verbs if verb.isalpha() and len(verb) > 1]
    for verb in plain:
        for form in inflections(verb):
            made[form].append(verb)
    for form, candidates in made.items():
        silent = form.endswith(("ing", "ed"))
        yield form, max(candidates, key=lambda v: (frequency[v], not (v.endswith("e") and silent), len(v), v))
    for verb in plain:
        yield verb, verb


def inflections(verb: str) -> list[str]:
    """Return the regular -s, -ed and -ing forms of a verb; both spellings where the last letter may double."""
    before, last = verb[-2:-1], verb[-1]
    consonant_y = last == "y" and before not in _VOWELS
    third = (
        [verb[:-1] + "ies"]
        if consonant_y
        else [verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")]
    )
    if verb.endswith("ie"):
        return [*third, verb[:-2] + "ying", verb + "d"]
    if verb.endswith(("ee", "oe", "ye")):
        return [*third, verb + "ing", verb + "d"]
    if last == "e":
        return [*third, verb[:-1] + "ing", verb + "d"]
    if consonant_y:
        return [*third, verb + "ing", verb[:-1] + "ied"]
    stems = _stems(verb)
    return [*third, *(stem + ending for stem in stems for ending in ("ing", "ed"))]


def _stems(verb: str) -> list[str]:
    """Return the stems before -ed and -ing: with the last letter doubled where English does so or may do so."""
    if verb.endswith("c"):
        return [verb + "k", verb]
    closed = len(verb) > 2 and verb[-1] not in "aeiouwxyh" and verb[-2] in _VOWELS
    closed = closed and (verb[-3] not in _VOWELS or verb[-3:-1] == "ui")
    syllables = sum(ch in "aeiouy" for ch in verb[:-1]) - verb.count("qu")
    doubled = verb + verb[-1]
    return [verb] if not closed else [doubled] if syllables == 1 else [verb, doubled]
