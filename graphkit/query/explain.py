"""Finds actors by name and collects all claims between two of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graphkit.denials import contradictions
from graphkit.errors import UnknownName, check_text, clearest
from graphkit.model import Actor, Article, Claim, Lifecycle, without_marks
from graphkit.query.sources import count_sources
from graphkit.rdf import local_id

# Maximum number of names in a message, and of characters of the given name.
MOST, MOST_LETTERS = 8, 100
# Only this many characters of the given name are compared.
_LONGEST = 200
# Minimum similarity (0 to 100) and maximum number of suggestions.
_ALIKE, _PROPOSED = 70.0, 3
# Separators in a lower-case ASCII name.
_APART = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Explanation:
    """All claims between two actors.

    Attributes:
        first, second: the actors.
        claims: all active claims between them in either direction, by date of publication and position.
        articles: the articles of the claims, by key.
        outlets: number of independent sources of the claims; copies of a text or quote, and outlets that quote
            the same speaker, count once.
        contested: (stated, denied) pairs of contradicting claims.
    """

    first: Actor
    second: Actor
    claims: tuple[Claim, ...]
    articles: dict[str, Article]
    outlets: int
    contested: tuple[tuple[Claim, Claim], ...]


def find_actor(actors: Iterable[Actor], name: str) -> Actor:
    """Return the actor that a name, id or IRI identifies ("uae", "the gna", "graph:Haftar").

    Raises:
        UnknownName: no actor matches, or several do; the message lists them.
        UsageError: the name is not a text.
    """
    check_text("an actor is a name or an id", name)
    wanted = folded(name)
    known = list(actors)
    named = [a for a in known if a.id == local_id(name)] or [a for a in known if _has_name(wanted, a)]
    found = named or [a for a in known if wanted and _contains_words(wanted, a)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(sorted(f"{a.name} ({a.id})" for a in found)[:MOST])
    if found:
        raise UnknownName(f"{name!r} can mean {listed}; give one of the names in brackets")
    raise UnknownName(f"no actor of this graph is called {name[:MOST_LETTERS]!r}.{suggestion(known, name)} `graphkit actors` lists them")


def suggestion(actors: Iterable[Actor], name: str) -> str:
    """Return a suggestion to append to a message, " Did you mean Khalifa Haftar (Haftar)?"; "" if no name is similar."""
    near = similar_actors(name, spellings(actors), _PROPOSED)
    return f" Did you mean {' or '.join(f'{actor.name} ({actor.id})' for actor in near)}?" if near else ""


def spellings(actors: Iterable[Actor]) -> list[tuple[str, Actor]]:
    """Return (normalised name, actor) for every name and alias."""
    return [(folded(name), actor) for actor in actors for name in (actor.name, *actor.aliases)]


def similar_actors(name: str, known: Sequence[tuple[str, Actor]], most: int) -> list[Actor]:
    """Return the actors with the names most similar to the given one, the most similar first.

    Args:
        name: the name; only its first 200 characters are compared.
        known: the result of `spellings`.
        most: maximum number of actors.
    """
    from rapidfuzz import fuzz, process

    typed = folded(name[:_LONGEST].replace("_", " "))
    if len(typed) < 2:
        # Every name has the letter.
        return []
    found = process.extract(typed, [text for text, _ in known], scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=8 * most)
    # Excludes short names that match only part of a longer word: "DRC" is not a suggestion for "drones".
    found = [one for one in found if 3 * len(one[0]) >= 2 * len(typed) or fuzz.ratio(typed, one[0]) >= _ALIKE]
    places = [found[at][2] for at in clearest(typed, [text for text, _, _ in found])]
    return list({known[place][1].id: known[place][1] for place in places}.values())[:most]


def _has_name(wanted: str, actor: Actor) -> bool:
    """Whether the normalised name is a name, an alias or the id of the actor."""
    # Building a set of all names for each actor takes three times as long.
    return folded(actor.name) == wanted or folded(actor.id) == wanted or (actor.aliases != () and wanted in map(folded, actor.aliases))


def _contains_words(wanted: str, actor: Actor) -> bool:
    """Whether the words occur consecutively in one of the actor's names."""
    return any(f" {wanted} " in f" {folded(n)} " for n in (actor.name, *actor.aliases))


@functools.lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """Normalise a name: no case, accents, punctuation or leading "the"."""
    plain = name.casefold()
    words = (_APART.sub(" ", plain.replace(".", "")) if plain.isascii() else _letters_and_digits(plain)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _letters_and_digits(name: str) -> str:
    """Keep letters and digits of any script and replace other characters with spaces."""
    return "".join(ch if ch.isalnum() else " " for ch in without_marks(name).replace(".", ""))


def explain(
    actors: Sequence[Actor],
    claims: Callable[[str, str], Iterable[Claim]],
    article: Callable[[str], Article],
    first: str,
    second: str,
) -> Explanation:
    """Return all active claims between two actors, given by name.

    Args:
        actors: all actors.
        claims: returns claims by subject and object.
        article: returns the article with a key.
        first, second: names or ids of the actors.

    Raises:
        UnknownName: a name matches no actor of the graph, or several.
    """
    one, other = find_actor(actors, first), find_actor(actors, second)
    ways = dict.fromkeys(((one.id, other.id), (other.id, one.id)))
    found = [c for way in ways for c in claims(*way) if c.lifecycle is Lifecycle.ACTIVE]
    read = {key: article(key) for key in {c.article for c in found}}
    found.sort(key=lambda c: (str(read[c.article].published or ""), c.article, c.evidence[0].start, c.id))
    return Explanation(one, other, tuple(found), read, count_sources(found, read.__getitem__), tuple(contradictions(found, lambda claim: read[claim.article].exact_day)))
