"""Exports the unlisted names of a corpus as rows of an actors file, for the user to confirm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from graphkit.model import Actor, ActorClass, Claim, Lifecycle
from graphkit.resolve.gazetteer import Gazetteer
from graphkit.resolve.suggest import SURE, proposals

COLUMNS = ("id", "name", "class", "type", "of", "aliases", "adjectives", "seats", "iso3", "m49", "wikidata", "count", "contexts", "note")
CONTEXTS, LONGEST = 3, 160
# A spreadsheet would run a cell that starts with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Seen:
    """The actors of a corpus: how often they occur, under which names, and in which quotes."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.counts: Counter[str] = Counter()
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        self.contexts: dict[str, list[str]] = defaultdict(list)

    def add(self, actors: Iterable[Actor], claims: Iterable[Claim]) -> None:
        """Count active claims, and store the first few quotes of each actor."""
        self.actors |= {actor.id: actor for actor in actors}
        for claim in claims:
            if claim.lifecycle is not Lifecycle.ACTIVE:
                continue
            for actor, words in ((claim.subject, claim.subject_mention), (claim.object, claim.object_mention)):
                self.counts[actor] += 1
                if words[:1].isupper():
                    self.words[actor][words] += 1
                if len(self.contexts[actor]) < CONTEXTS:
                    self.contexts[actor].append(" ".join(claim.evidence[0].quote.split())[:LONGEST])


def rows(seen: Seen, gazetteer: Gazetteer, least: int) -> Iterator[tuple[str, ...]]:
    """Yield rows of an actors file, the most frequent actors first; the last three columns are only for information.

    Args:
        seen: the actors of the corpus.
        gazetteer: the lists, whose actors are omitted.
        least: minimum number of claims of an actor.
    """
    listed = {name: entry.actor for name, entry in gazetteer.entries.items()}
    new = {i: a for i, a in seen.actors.items() if i not in listed and seen.counts[i] >= least and a.kind is not ActorClass.PLACE and a.type != "news-outlet"}
    alike = {p.actor: p for p in reversed(proposals([*new.values(), *(listed[i] for i in seen.actors if i in listed)], seen.counts))}
    into: dict[str, list[str]] = defaultdict(list)
    for name, proposal in alike.items():
        if name in new and proposal.into in new and proposal.into not in alike and proposal.score >= SURE:
            into[proposal.into].append(name)
    taken = {name for names in into.values() for name in names}
    for name in sorted(new.keys() - taken, key=lambda i: (-seen.counts[i], i)):
        yield _row(new[name], [new[other] for other in into[name]], seen, _note(alike[name].into, alike[name].why, listed) if name in alike else "new")


def _note(other: str, why: str, listed: dict[str, Actor]) -> str:
    return f"may be {other}{' of the lists: then give that row this name as an alias' if other in listed else ''} ({why})"


def _row(actor: Actor, others: list[Actor], seen: Seen, note: str) -> tuple[str, ...]:
    same = [actor.id, *(other.id for other in others)]
    words = sum((seen.words[i] for i in same), Counter[str]())
    names = {*(other.name for other in others), *(w for w, n in words.items() if n > 1 and len(w) > 2 and "," not in w)} - {actor.name}
    aliases = "".join(f"{name};" for name in sorted(names) if ";" not in name).removesuffix("" if any("," in name for name in names) else ";")
    cells = (
        actor.id, actor.name, str(actor.kind), actor.type or "", "", aliases, "", "", "", "", "",
        str(sum(seen.counts[i] for i in same)), " | ".join(quote for i in same for quote in seen.contexts[i])[: CONTEXTS * LONGEST], note,
    )
    return tuple(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
