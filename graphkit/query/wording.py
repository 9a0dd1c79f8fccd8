"""Wording of claims and their status, shared by shell, page, site, report and tables.

A claim reads: its relation, then its status (asserted, declared, alleged, probable, possible,
planned), then "uncertain" if it was read with little confidence, then "ended" if the text says that the relation no longer holds, "to end" if it
is planned to end, or "denied" if the text says that it does not hold, then "superseded" or "retracted" if the claim is not active.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphkit.days import worded
from graphkit.model import Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted
from graphkit.standing import has_ended, is_uncertain, plans_end

DENIED, ENDED, TO_END, DISPUTED, UNCERTAIN = "denied", "ended", "to end", "disputed", "uncertain"
# Order of the status words of several claims.
ORDER = (*(str(status) for status in Status), UNCERTAIN, DENIED, DISPUTED, TO_END, ENDED, str(Lifecycle.SUPERSEDED), str(Lifecycle.RETRACTED))

# Names whose last word is in _MANY are plural. Other names in -s (United States, United Nations, Abbas) are not,
# but a lower-case last word is a common noun, and plural if it ends in -s ("Malian civilians"); so are names of peoples and of kinds of persons ("Netizens").
_PLURAL_ENDING = re.compile(r"(?!al-|.*(?:ss|us|is|ics|news|headquarters)\Z)[a-z-]+s\Z|[A-Z][a-z-]+(?:ators|ians|ists|izens)\Z")
_PLURAL_NOUNS = frozenset(
    "allies armies authorities battalions brigades christians clergy croats diplomats druze fighters forces governments groups guards houthis insurgents islamists jihadists kurds lawmakers "
    "members men mercenaries militants militias muslims officials parties partisans peacekeepers people police protesters rebels residents separatists serbs settlers soldiers taliban tribes "
    "troops unions units women".split()
)
_PREPOSITION = re.compile(r" (?:of|for|in|from|against|to|without) ", re.IGNORECASE)
# Families whose names are not verbs or need a preposition.
_VERBS = {"allied_with": "is allied with", "member_of": "is a member of", "requests": "makes requests to"}
_IRREGULAR = {"is": "are", "has": "have"}


def status_words(claim: Claim) -> tuple[str, ...]:
    """Return the status words of a claim: `("declared", "denied")`."""
    inactive = () if claim.lifecycle is Lifecycle.ACTIVE else (str(claim.lifecycle),)
    return (*_status_parts(str(claim.status), str(claim.polarity), ended=has_ended(claim), to_end=plans_end(claim), uncertain=is_uncertain(claim)), *inactive)


def status_label(status: str, polarity: str, *, ended: bool = False, to_end: bool = False, uncertain: bool = False) -> str:
    """Return the status text for a status and polarity: `alleged, denied`; `ended` if all claims state an end, `to_end` if all plan one, `uncertain` if all are."""
    return ", ".join(_status_parts(status, polarity, ended=ended, to_end=to_end, uncertain=uncertain))


def _status_parts(status: str, polarity: str, *, ended: bool, to_end: bool, uncertain: bool) -> tuple[str, ...]:
    held = ENDED if ended else TO_END if to_end else DENIED if polarity == Polarity.NEGATIVE else ""
    return tuple(filter(None, (status, UNCERTAIN if uncertain else "", held)))


def status_text(claim: Claim) -> str:
    """Return the status of a claim as text: `declared, denied`."""
    return ", ".join(status_words(claim))


def time_words(claim: Claim) -> str:
    """Return when a claim's event happened or its relation held, as text: `until 2018, ended`; "" if nothing is known."""
    return worded(claim.valid, ended=has_ended(claim))


def cue_words(claim: Claim) -> str:
    """Return the words of the text that set status or polarity; "" if there are none or the cue is the whole quote (set by a user)."""
    return claim.cue if claim.cue and claim.cue != claim.evidence[0].quote else ""


def further_quotes(claim: Claim) -> str:
    """Return how many quotes a claim has besides the first, as text: ` (and 1 more sentence)`; "" if none. Its time may be stated in one of them."""
    more = len(claim.evidence) - 1
    return f" (and {counted(more, 'more sentence')})" if more else ""


def merged_status_words(claims: Iterable[Claim], *more: str) -> tuple[str, ...]:
    """Return the status words of several claims, without the uncertain ones if others are certain, each once, firmest first, with the words in `more`."""
    said = list(map(status_words, claims))
    sure = [words for words in said if UNCERTAIN not in words] or said
    return tuple(sorted({*(word for words in sure for word in words), *more}, key=ORDER.index))


def sentence(claim: Claim, subject: str, object_: str) -> str:
    """Return a claim as a sentence with its status: `Iran arms Russia (alleged)`.

    Args:
        claim: the claim.
        subject, object_: names of its subject and object.
    """
    return f"{statement(claim.predicate, subject, object_)} ({status_text(claim)})"


def statement(predicate: str, subject: str, object_: str, *, many: bool | None = None) -> str:
    """Return a relation as a sentence without a full stop: `Iran arms Russia`, `Syrian rebels attack Aleppo`; `many` says whether the subject is plural, None to judge by its name."""
    return _inflected(load_vocabulary().relation(predicate).phrase, subject, object_, many=is_plural_name(subject) if many is None else many)


def family_statement(family: str, subject: str, object_: str) -> str:
    """Return a family of relations as a sentence without a full stop: `Iran is allied with Syria`."""
    return _inflected(f"{_VERBS.get(family, family_words(family))} {{}}", subject, object_, many=is_plural_name(subject))


def family_words(family: str) -> str:
    """Return the display name of a family of relations: `cooperates with`."""
    return family.replace("_", " ")


def _inflected(phrase: str, subject: str, object_: str, *, many: bool) -> str:
    verb, *rest = phrase.split(" ", 1)
    return " ".join((subject, _plural_verb(verb) if many else verb, *(part.replace("{}", object_) for part in rest)))


def quoted(quote: str) -> str:
    """Return a quote in quotation marks: single ones if it contains double ones."""
    return f"‘{quote}’" if any(mark in quote for mark in '"“”„') else f'"{quote}"'


def is_plural_name(name: str) -> bool:
    """Whether a name is plural, judged by its last word before a preposition: "Forces for Freedom and Change"."""
    head = _PREPOSITION.split(name, maxsplit=1)[0].split()
    return bool(head) and (head[-1].casefold() in _PLURAL_NOUNS or _PLURAL_ENDING.match(head[-1]) is not None)


def _plural_verb(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")
