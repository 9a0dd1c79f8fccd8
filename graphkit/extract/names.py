"""Names in a sentence: merges known names of the gazetteer with entities of the model."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from graphkit.extract.lexicon import TITLE_QUALIFIERS
from graphkit.model import KnownName
from graphkit.nlp import Entity, Sentence, Token
from graphkit.nlp.words import words

PERSON, PLACE, STATE, ORG, NORP = "PERSON", "PLACE", "LOC", "ORG", "NORP"
TITLE = "TITLE"
# Particles that a surname may begin with, or that join two names ("van der Berg", "Ould Ahmed", "Rivas y Luna").
PARTICLES = frozenset(
    ["van", "von", "der", "den", "ter", "ten", "zu", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "le", "y", "e", "bin", "ben", "ibn", "bint", "ould", "mint", "abu", "abou", "abdel", "abdul", "al", "el", "ul", "ur"]
)
# Bodies named after their leader ("the government of X").
_LED_BODIES = ("government", "administration", "cabinet", "presidency")
_FUNCTION_DEPS = ("aux", "aux:pass", "cop", "case", "mark", "punct", "cc")
_EDGE_POS = ("DET", "ADP", "PUNCT", "CCONJ", "SCONJ", "AUX", "VERB", "PART", "PRON", "ADV")


class NameFinder(Protocol):
    """Finds known names; the gazetteer of `graphkit.resolve` implements it."""

    def find(self, text: str) -> Sequence[KnownName]:
        """Return the known names in the text, in order and without overlaps."""
        ...


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: token positions (end exclusive), kind, head token, and whether the gazetteer knows it."""

    start: int
    end: int
    label: str
    head: Token
    known: bool


# Bodies of a state that are named by their field.
_FIELDED = ("ministry", "department", "secretariat", "minister")
# Acronyms in brackets: "Party for Peace (PfP)".
_BRACKETED = re.compile(r"\(\s?([A-Z][A-Za-z-]{1,9})\s?\)")
_WORD = re.compile(r"\S+")
_SMALL_WORDS = frozenset(["of", "the", "for", "and", "in", "de", "des", "du", "la", "to"])
# How far before its acronym a name may begin, in characters and in words.
_WINDOW, _MAX_WORDS = 160, 12


def names_before_acronyms(text: str) -> Iterator[KnownName]:
    """Yield names followed by their acronym in brackets, if the initials agree."""
    for match in _BRACKETED.finditer(text):
        offset = max(0, match.start() - _WINDOW)
        before = text[offset : match.start()]
        line = before.rfind("\n") + 1
        words = list(_WORD.finditer(before, line))[-_MAX_WORDS:]
        letters = [ch.lower() for ch in match[1] if ch.isalpha()]
        while words and not all(w.group() in _SMALL_WORDS or w.group()[0].isupper() for w in words):
            words.pop(0)
        while len(words) > 1 and (
            words[0].group() in _SMALL_WORDS
            or words[0].group() == "The"
            or not _initials_agree([w.group() for w in words], letters)
        ):
            words.pop(0)
        if len(words) > 1 and _initials_agree([w.group() for w in words], letters):
            yield KnownName(offset + words[0].start(), offset + words[-1].end(), ORG)


def _initials_agree(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Whether the letters are the initials of the words, with or without small words."""
    full = [w[0].lower() for w in words]
    short = [w[0].lower() for w in words if w not in _SMALL_WORDS]
    loose = len(letters) > 3 and _is_subsequence(letters, full) and len(letters) >= len(short)
    return loose or list(letters) in (full, short) or (
        len(short) > 2 and list(letters) == short[: len(letters)] and len(short) - len(letters) == 1
    )


# "The Geneva-based Sentry Group": a location is not part of the name.
_CAPITALS = r"(?:[A-Z][\w'’&-]*(?<!-based)\s){1,5}"
_ORGANIZATION_WORDS = (
    "University|Institute|College|Party|Front|Movement|Army|Brigades?|Union|League|Council|Agency|Organi[sz]ation|"
    "Committee|Commission|Foundation|Forces?|Corps|Group|Coalition|Alliance|Federation|Confederation|Association|"
    "Congress|Assembly|Bank|Fund|Cent(?:er|re)|Command|Authority|Guards?|Legion|Battalion|Forum|Network|Society|Initiative"
)
_CAPITALISED = r"(?:\s[A-Z][\w-]*)"
# "for Peace and Progress" is the purpose of one body; "of" may be followed by another name.
_PURPOSE = rf"\s(?:for|on)(?:\sthe)?{_CAPITALISED}{{1,4}}(?:\sand{_CAPITALISED}{{1,2}})?"
_ORGANIZATION = re.compile(rf"\b{_CAPITALS}(?:{_ORGANIZATION_WORDS})\b(?:{_PURPOSE}|\sof(?:\sthe)?{_CAPITALISED}{{1,3}}(?:{_PURPOSE})?)?")


def organizations_in(text: str, known: Sequence[KnownName]) -> Iterator[KnownName]:
    """Yield unlisted names of organizations, recognised by their last word: "Kadir Has University"."""
    starts = [name.start for name in known]
    for match in _ORGANIZATION.finditer(text):
        start, end = match.span()
        for opening in ("The ", "A ", "In ", "But ", "And "):
            start += len(opening) if text.startswith(opening, start) else 0
        if " " not in text[start:end]:
            continue
        first = max(0, bisect.bisect_right(starts, start) - 1)
        overlapping = [n for n in known[first : bisect.bisect_left(starts, end)] if n.end > start]
        if not any(n.label in (PERSON, ORG) or n.start > start for n in overlapping):
            yield KnownName(start, end, ORG)


def titles_in(text: str, titles: Iterable[str]) -> Iterator[KnownName]:
    """Yield titles of several words ("secretary of state"), which are parsed better as one token."""
    return (KnownName(match.start(), match.end(), TITLE) for match in _pattern(frozenset(titles)).finditer(text))


@functools.lru_cache(maxsize=4)
def _pattern(titles: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for titles of several words; a qualifier such as "deputy" is matched once, not for each title."""
    qualifier = "(?:" + "|".join(TITLE_QUALIFIERS) + ") "
    qualified_titles = {t for t in titles if (opening := re.match(qualifier, t)) and t[opening.end() :] in titles}
    titles_without_qualifier, multiword_titles = titles - qualified_titles, {t for t in titles - qualified_titles if " " in t or "-" in t}
    groups = ["|".join(map(re.escape, sorted(group, key=lambda t: (-len(t), t)))) for group in (titles_without_qualifier, multiword_titles)]
    return re.compile(rf"(?<![\w-])(?:{qualifier}(?:{groups[0]})|(?:{groups[1]}))(?![\w-])", re.IGNORECASE)


def _is_subsequence(letters: Sequence[str], initials: Sequence[str]) -> bool:
    """Whether letters occur in this order among initials, with the same first and last one."""
    left = iter(initials)
    return letters[0] == initials[0] and letters[-1] == initials[-1] and all(ch in left for ch in letters)


def merge_names(known: Sequence[KnownName], found: Iterable[KnownName]) -> tuple[KnownName, ...]:
    """Return known and found names without overlaps; of two that overlap, the earlier (then longer) one wins."""
    kept: list[KnownName] = []
    for name in sorted({*known, *found}, key=lambda n: (n.start, -n.end)):
        # Sorted by start, longest first: a name that overlaps the last one is nested in it or crosses its end.
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)


def names_in(sentence: Sentence, hits: Sequence[KnownName], titles: Iterable[str] = ()) -> tuple[Name, ...]:
    """Return the names of a sentence in order, without overlaps; the gazetteer takes precedence over the model.

    But a longer person or organization of the model replaces a shorter known name ("Jordan Henderson" is not Jordan).
    """
    known = [span for hit in _hits_in(sentence, hits) if (span := _tokens_of(sentence, hit))]
    title_words = frozenset(titles)
    guessed = [
        entity for raw in sentence.entities if (entity := _trim(sentence, raw, title_words)) is not None
    ]
    accepted: list[Entity] = []
    for entity in guessed:
        inside = [span for span in known if span.start < entity.end and entity.start < span.end]
        if entity.label == PERSON and len(inside) == 1 and inside[0].label == ORG and inside[0].start == entity.start and inside[0].end - entity.start > 1 and entity.end - inside[0].end > 1:
            # "Ambassador to the United Nations Jane Doe".
            entity, inside = replace(entity, start=inside[0].end), []
        if not inside or _replaces_known(sentence, entity, inside):
            known = [span for span in known if span not in inside]
            accepted.append(entity)
    spans = [(span, True) for span in known] + [(span, False) for span in accepted]
    spans.sort(key=lambda pair: pair[0].start)
    return tuple(
        Name(span.start, span.end, span.label, head_of(sentence.tokens[span.start : span.end]), known_name)
        for span, known_name in spans
    )


def _hits_in(sentence: Sentence, hits: Sequence[KnownName]) -> Iterable[KnownName]:
    first = bisect.bisect_left(hits, sentence.start, key=lambda hit: hit.start)
    for hit in hits[first:]:
        if hit.start >= sentence.end:
            return
        yield hit


def _tokens_of(sentence: Sentence, hit: KnownName) -> Entity | None:
    inside = [t.i for t in sentence.tokens if t.start < hit.end and hit.start < t.end]
    if not inside or sentence.tokens[inside[0]].start > hit.start:
        return None
    return Entity(inside[0], inside[-1] + 1, hit.label)


def _trim(sentence: Sentence, entity: Entity, titles: frozenset[str]) -> Entity | None:
    """Return the entity without articles, titles and other small words at its edges, or None."""
    start, end = entity.start, entity.end
    tokens = sentence.tokens

    def is_small(token: Token) -> bool:
        return (token.pos in _EDGE_POS and not token.text[0].isupper()) or token.lemma in ("the", "'s", "a")

    start = next((i + 1 for i in range(end - 2, start - 1, -1) if tokens[i].text.endswith("-based")), _after_date(tokens, start, end))
    while start < end and (
        is_small(tokens[start]) or (entity.label == PERSON and tokens[start].text.lower() in titles)
    ):
        start += 1
    if entity.label == PERSON:
        # "Farid Noori of Afghanistan": the country is not part of the name.
        end = next((i for i in range(start + 1, end) if tokens[i].text in ("of", "from", "in")), end)
    while end > start and (is_small(tokens[end - 1]) or not tokens[end - 1].text[-1].isalnum()):
        end -= 1
    if start == end or not any(t.text[0].isupper() for t in tokens[start:end]):
        return None
    return Entity(start, end, entity.label)


def _after_date(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where an entity begins behind a month or day that is not part of it: "since March Hamas"."""
    month = start + (tokens[start].text.lower() in words("dated"))
    dated = month and month + 1 < end and tokens[month].text.lower() in words("calendar") and tokens[month - 1].text.lower() in words("dated")
    return month + 1 if dated else start


def _replaces_known(sentence: Sentence, entity: Entity, inside: Sequence[Entity]) -> bool:
    """Whether an entity of the model replaces the known names that it overlaps."""
    if any(span.start < entity.start or span.end > entity.end for span in inside):
        return False
    if sum(span.end - span.start for span in inside) == entity.end - entity.start and (len(inside) == 1 or inside[0].label != NORP):
        # "In Geneva Hamas": two names.
        return False
    before = sentence.tokens[max(0, entity.start - 2) : entity.start]
    if [token.lemma for token in before[1:]] == ["of"] and before[0].lemma in _FIELDED:
        # "Ministry of Foreign Affairs of Georgia" is Georgia's.
        return False
    words = sentence.tokens[entity.start : entity.end]
    is_proper = all(word.text[0].isupper() or word.pos in ("ADP", "PUNCT", "DET") or word.text in PARTICLES for word in words)
    if not is_proper or (any(span.label == NORP for span in inside) and entity.label != ORG):
        return False
    if entity.label == PERSON:
        return sum(word.text.lower() not in PARTICLES for word in words) <= 4 and not any(span.label == ORG for span in inside)
    return entity.label == ORG and len(words) <= 8


def head_of(words: Sequence[Token]) -> Token:
    """Return the word of a name that links it to the sentence; a small parser may label another one as an auxiliary."""
    inside = set(map(id, words))
    heads = [word for word in words if id(word.head) not in inside]
    return next((word for word in heads if word.dep not in _FUNCTION_DEPS), heads[0] if heads else words[0])


def is_false_name(sentence: Sentence, name: Name, verbs: Container[str]) -> bool:
    """Whether a guessed name is none: "Condemns Attack" in a headline, "an Islamist party".

    A headline capitalises every word; a lower-case noun after "a" is a common noun.

    Args:
        sentence: the tree.
        name: a guessed name of several words.
        verbs: lemmas of verbs.
    """
    tokens = sentence.tokens
    long = [t for t in tokens if t.text.isalpha() and len(t.text) > 3]
    headline = len(long) > 3 and tokens[-1].text != "." and sum(t.text[0].isupper() for t in long) >= 0.8 * len(long)
    return headline and any(w.text.endswith("s") and w.text.lower().removesuffix("s") in verbs for w in tokens[name.start : name.end])


def label_titled_person(sentence: Sentence, name: Name, titles: Container[str]) -> Name:
    """Label a name right after a title as a person, whatever the model says: "Foreign Minister Qin Gang".

    Args:
        sentence: the tree.
        name: one of its names.
        titles: words of titles, in lower case.
    """
    before = sentence.tokens[name.start - 1] if name.start else None
    has_title = before is not None and before.text.lower() in titles and before.text[0].isupper()
    if name.start > 1 and before is not None and before.lemma == "of" and name.end - name.start in (2, 3):
        # "the government of Bassirou Faye".
        has_title = sentence.tokens[name.start - 2].lemma in _LED_BODIES and not any(t.lemma in words("no person") for t in sentence.tokens[name.start : name.end])
    return replace(name, label=PERSON) if has_title and not name.known and name.label != NORP and name.end - name.start > 1 else name
