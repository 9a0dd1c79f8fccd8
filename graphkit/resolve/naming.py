"""Creates actors that are not listed: their names, classes and ids."""

from __future__ import annotations

import re

from graphkit.model import PARTY, Actor, ActorClass, Document, Mention, local_name
from graphkit.nlp.words import alternatives, words
from graphkit.resolve.folded import fold

_ARMED = re.compile(rf"\b{alternatives('armed names')}\b", re.IGNORECASE)
_GOVERNMENT = re.compile(rf"\b{alternatives('government names')}\b", re.IGNORECASE)
# "Front", "force" and "corps" name parties and charities too; others are armed whatever the text is about.
_MAYBE_ARMED = re.compile(r"\b(?:fronts?|forces?|corps|squad)\b", re.IGNORECASE)
_WAR = re.compile(rf"\b{alternatives('signs of war')}\b", re.IGNORECASE)
_STATE_FORCES = re.compile(rf"\b{alternatives('state forces')}\b|\A\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_NO_PERSON = re.compile(rf"\b{alternatives('no person')}\b", re.IGNORECASE)
_PARTY = re.compile(rf"\b{alternatives('party names')}\b", re.IGNORECASE)
# Forms of address before a name, which are not part of it.
_FORM = r"(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Prof|Professor|Sir|Dame|Brother|Sister|Rev|Hon|H\.E|Alhaji|Hajiya|Malam|Mallam|Barr|Engr)\.?"
_HONORIFIC = re.compile(rf"\A(?:(?:{_FORM}|[\w-]+-year-old) )+(?=\S)")
_RANK = r"(?:General|Brigadier|Major|Colonel|Lieutenant|Captain|Admiral|Sergeant)"
_ADDRESS = re.compile(rf"{_FORM}|Chief|Sheikh|{_RANK}(?:[ -]{_RANK})?")
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")
# Particles do not count: "van der Berg" is a single surname, like "Berg".
_PARTICLES = frozenset(words("particles"))
_STANDINGS = frozenset(words("standings"))
_UNOFFICIAL, _UNOFFICIAL_LEADERS = frozenset(words("unofficial")), frozenset(words("unofficial leaders"))
# "Former president X", "the vice president, X"; titles have at most `_TITLE` characters.
_BEFORE_NAME = re.compile(rf"\b({alternatives('standings')})[- ](?:[\w-]+ ?){{1,3}},? ?\Z", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:and|by|for|from|of|to|under|with) (?:[\w-]+ ){1,2}\Z")
_TITLE = 40
# "Oyo State Governor", "Minister of Information": not "Council of Ministers".
POST = re.compile(rf"(?=.* )(?P<body>(?:(?!of )\S+ )*){alternatives('posts')}(?: (?:of|for|to) .+)?")
_KINDS = {"PERSON": ActorClass.PERSON, "LOC": ActorClass.PLACE, "PLACE": ActorClass.PLACE}


def new_actor(mention: Mention, document: Document) -> Actor:
    """Return a new actor from the text alone.

    A single word does not distinguish persons, so the id of a lone surname is specific to its article.
    """
    name = " ".join(mention.text.replace("’", "'").removesuffix("'s").split())[:200]
    kind = ActorClass.PERSON if _HONORIFIC.match(name) else _KINDS.get(mention.label)
    if kind is ActorClass.PERSON and _NO_PERSON.search(name):
        kind = None
    if kind is ActorClass.PERSON:
        name = _HONORIFIC.sub("", name)
        lone = sum(word.lower() not in _PARTICLES for word in name.split()) < 2
        return Actor(f"{local_name(name)}-{document.key[:6]}" if lone else local_name(name), name, kind)
    if kind is None:
        kind, sort = _organization(name, document.text)
        return Actor(local_name(name), name, kind, sort)
    return Actor(f"{local_name(name)}", name, kind)


def is_address(name: str) -> bool:
    """Whether a "name" is only a form of address ("Prof.")."""
    return _ADDRESS.fullmatch(name) is not None


def is_short_for(letters: str, name: str) -> bool:
    """Whether letters are the initials of a name of several words: "UDA", "AFP" for "Armed Forces of the Philippines"."""
    return len(letters) > 1 and letters.isupper() and letters in initials_of(name)


def initials_of(name: str) -> set[str]:
    """Return the initials of a name, with and without its small words: "AFOTP", "AFP"."""
    starts = [word[0] for word in re.findall(r"\w+", name)]
    return {"".join(starts).upper(), "".join(start for start in starts if start.isupper())}


def name_words(name: str) -> list[str]:
    """Return the words of a person's name in lower case, without accents, "Mr." before it, "Jr." after it and a possessive s."""
    words = [fold(word) for word in _HONORIFIC.sub("", " ".join(name.replace("’", "'").removesuffix("'s").split())).split()]
    return words[:-1] if len(words) > 1 and words[-1].rstrip(".") in _GENERATIONS else words


def _organization(name: str, text: str) -> tuple[ActorClass, str | None]:
    if _ARMED.search(name):
        if _STATE_FORCES.search(name):
            return ActorClass.ARMED, "state-forces"
        if not _MAYBE_ARMED.search(name) or _WAR.search(text):
            return ActorClass.ARMED, "rebel-group"
    if _GOVERNMENT.search(name) and not _MAYBE_ARMED.search(name):
        return ActorClass.GOVERNMENT, "government"
    return ActorClass.ORGANIZATION, PARTY if _PARTY.search(name) else None


def generic_actor(adjective: str, modifiers: tuple[str, ...], head: str, *, civil: bool = False) -> Actor:
    """Return the actor of a group that texts only describe ("Libyan rebels", "Afghan civilians")."""
    kept = [m for m in modifiers if m.lower() not in _IDLE and not m.isdigit()]
    name = " ".join([adjective, *kept, head]) if adjective not in kept else " ".join([*kept, head])
    civil = civil or (head == "opposition" and "armed" not in kept)
    kind = ActorClass.ORGANIZATION if civil else ActorClass.ARMED
    return Actor(local_name(name), name, kind, "civil-society" if civil else "rebel-group")


_IDLE = frozenset((*words("idle modifiers"), *words("calendar"), *words("dated")))


def regime_of(state: Actor, adjective: str | None, leader: Actor | None) -> Actor:
    """Return the rulers of a state, if a text distinguishes them from the country; named after their leader."""
    name = f"{adjective or state.name} government"
    if leader is None:
        return Actor(f"{state.id}_government", name, ActorClass.GOVERNMENT, "government")
    surname = leader.name.split()[-1].removeprefix("al-")
    return Actor(local_name(f"{surname} government"), f"{name} ({surname})", ActorClass.GOVERNMENT, "government")


def standing(mention: Mention, text: str) -> str:
    """Return what distinguishes the holder from the plain office: "vice", "former", else "".

    Args:
        mention: a description of an office, or a name with a title.
        text: text of the document.
    """
    if mention.form == "name":
        before = _BEFORE_NAME.search(text[max(0, mention.start - _TITLE) : mention.start])
        # "Former adviser to President X", "the vice president and President X" refer to somebody else.
        return before[1].lower() if before is not None and _OF_ANOTHER.search(before[0]) is None else ""
    return next((word for word in re.findall(r"\w+", mention.text.lower()) if word in _STANDINGS), "")


def is_unofficial(mention: Mention) -> bool:
    """Whether a description is of somebody who does not speak for the state: "Peru's former president", "the Peruvian opposition leader"."""
    # "European Union leaders": a name does not count.
    said = {word.lower() for at, word in enumerate(re.findall(r"\w+", mention.text)) if word.islower() or at == 0}
    return mention.sort == "office" and not said.isdisjoint(_UNOFFICIAL | _UNOFFICIAL_LEADERS if mention.head == "leader" else _UNOFFICIAL)


def title_case(mention: Mention) -> str:
    """Return the title in a description: its modifiers and head, in lower case."""
    words = [m.lower() for m in mention.modifiers if m[:1].islower() or m.istitle()]
    return " ".join([*words[-2:], mention.head])
