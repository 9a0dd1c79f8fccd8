"""Every claim between two actors, with what the text called them and how the claim was read."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graphkit.errors import UnknownName, clearest
from graphkit.model import Actor, Article, Claim, Lifecycle
from graphkit.query.disputed import contradictions
from graphkit.query.sources import independent

# How many names a message lists, and how many letters of a name it repeats.
MOST, MOST_LETTERS = 8, 100
# How many letters of what was typed are compared with names.
_LONGEST = 200
# Names less like what was typed than this (0 to 100) were not meant, and no more than these are proposed.
_ALIKE, _PROPOSED = 70.0, 3
# What is neither letter nor digit in a name of ASCII, in lower case.
_APART = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a graph says of two actors.

    Attributes:
        first, second: the actors that were asked for.
        claims: all claims between them, either way, by date of publication and place.
        articles: the articles of the claims, by key.
        outlets: how many independent outlets stand behind the claims; the same quote in
            several outlets counts once, as copies of one wire text do.
        contested: pairs of claims of which one states what the other denies.
    """

    first: Actor
    second: Actor
    claims: tuple[Claim, ...]
    articles: dict[str, Article]
    outlets: int
    contested: tuple[tuple[Claim, Claim], ...]


def find_actor(actors: Iterable[Actor], name: str) -> Actor:
    """The actor that a name as people type it means ("uae", "haftar", "the gna").

    Raises:
        UnknownName: none fits, or several do; the message lists them.
    """
    wanted = folded(name)
    known = list(actors)
    named = [a for a in known if _is_called(wanted, a)]
    found = named or [a for a in known if wanted and _within(wanted, a)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(sorted(f"{a.name} ({a.id})" for a in found)[:MOST])
    if found:
        raise UnknownName(f"{name!r} can mean {listed}; give one of the names in brackets")
    raise UnknownName(f"no actor of this graph is called {name[:MOST_LETTERS]!r}.{meant(known, name)} `graphkit actors` lists them")


def meant(actors: Iterable[Actor], name: str) -> str:
    """A question that follows a message, " Did you mean Khalifa Haftar (Haftar)?"; "" where no actor's name is like what was typed."""
    near = alike(name, spellings(actors), _PROPOSED)
    return f" Did you mean {' or '.join(f'{actor.name} ({actor.id})' for actor in near)}?" if near else ""


def spellings(actors: Iterable[Actor]) -> list[tuple[str, Actor]]:
    """Each name of each actor, folded."""
    return [(folded(name), actor) for actor in actors for name in (actor.name, *actor.aliases)]


def alike(name: str, known: Sequence[tuple[str, Actor]], most: int) -> list[Actor]:
    """The actors of whom a name is most like one that was typed, the likest first.

    Args:
        name: as typed; what follows its first letters does not count.
        known: of `spellings`.
        most: how many at most.
    """
    from rapidfuzz import fuzz, process

    typed = folded(name[:_LONGEST].replace("_", " "))
    found = process.extract(typed, [text for text, _ in known], scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=8 * most)
    # That a few letters of an abbreviation stand in a longer word says nothing: "drones" are not meant by "DRC".
    found = [one for one in found if 3 * len(one[0]) >= 2 * len(typed) or fuzz.ratio(typed, one[0]) >= _ALIKE]
    places = [found[at][2] for at in clearest(typed, [text for text, _, _ in found])]
    return list({known[place][1].id: known[place][1] for place in places}.values())[:most]


def _is_called(wanted: str, actor: Actor) -> bool:
    """Whether what was typed is a name of the actor, or its id."""
    # A set of all names, made for each of the actors of a graph, takes three times as long.
    return folded(actor.name) == wanted or folded(actor.id) == wanted or (actor.aliases != () and wanted in map(folded, actor.aliases))


def _within(wanted: str, actor: Actor) -> bool:
    """Whether the words that were typed are words of one of the actor's names, in order."""
    return any(f" {wanted} " in f" {folded(n)} " for n in (actor.name, *actor.aliases))


@functools.lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """A name without case, accents, points and article."""
    plain = name.casefold()
    words = (_APART.sub(" ", plain.replace(".", "")) if plain.isascii() else _letters(plain)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _letters(name: str) -> str:
    """The letters and digits of a name in any script, with a space for each other sign."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(ch if ch.isalnum() else " " for ch in plain if not unicodedata.combining(ch) and ch != ".")


def explain(
    actors: Sequence[Actor],
    claims: Callable[[str, str], Iterable[Claim]],
    article: Callable[[str], Article],
    first: str,
    second: str,
) -> Explanation:
    """All active claims between two actors named as people type them.

    Args:
        actors: all actors.
        claims: gives claims by subject and object.
        article: gives the article of a key.
        first, second: the names.

    Raises:
        UnknownName: a name fits no actor of the graph, or several.
    """
    one, other = find_actor(actors, first), find_actor(actors, second)
    ways = dict.fromkeys(((one.id, other.id), (other.id, one.id)))
    found = [c for way in ways for c in claims(*way) if c.lifecycle is Lifecycle.ACTIVE]
    read = {key: article(key) for key in {c.article for c in found}}
    found.sort(key=lambda c: (str(read[c.article].published or ""), c.article, c.evidence[0].start, c.id))
    return Explanation(one, other, tuple(found), read, independent(found, read.__getitem__), tuple(contradictions(found)))
