"""Resolves "the army", "the military", "the air force": whose forces they are."""

from __future__ import annotations

from graphkit.model import Actor, ActorClass, Mention, Reading
from graphkit.resolve.groups import PLACE_CASES, Groups
from graphkit.resolve.memory import DESCRIPTION_REACH, PRONOUN_REACH, Seen

_ARMIES = frozenset(["army", "military", "navy", "air-force"])
_FIELDED = frozenset(["force", "troop", "soldier", "warplane", "jet", *_ARMIES])


def is_of_state(actor: Actor) -> bool:
    """Whether "the army" may mean this actor: a state, its force or a rival of it, but no group of rebels."""
    return actor.kind is not ActorClass.ARMED or actor.type in ("state-forces", "rival-armed-force")


class Armies(Groups):
    """Rules for forces whose state is not said beside them."""

    _reading: Reading
    _done: dict[int, Actor]

    def _is_army(self, mention: Mention) -> bool:
        """Whether a description without an owner is of a state's forces."""
        return mention.form == "description" and mention.definite and mention.owner is None and mention.place is None and not mention.plural and mention.head in _ARMIES

    def _army(self, mention: Mention) -> Actor | None:
        """Return the army that the article has named, or the state whose soldiers it has mentioned, or against which its rebels rise."""
        seen = [*self._memory.before(mention, DESCRIPTION_REACH)]
        own = next((s.actor for s in seen if s.mention.form == "name" and s.actor.kind is ActorClass.ARMED and is_of_state(s.actor)), None)
        if own is not None:
            return own
        fielding = {s.actor.id: s for s in reversed(seen) if _is_fielding(s)}
        torn = self._torn_lands(seen)
        likely = [s.actor for s in fielding.values() if mention.sentence - s.mention.sentence <= PRONOUN_REACH][-1:]
        likely = likely or [s.actor for s in fielding.values() if s.actor.id in torn]
        if not likely and fielding:
            likely = [] if torn else [s.actor for s in fielding.values()]
        elif not likely:
            focus = self._memory.focus()
            likely = list(torn.values()) or ([focus] if focus is not None else [])
        doers = self._doers_to(mention)
        raids = self._raids_before(mention)
        if raids and likely and likely[0].id not in {state.id for state, _ in raids}:
            # "Israel bombed Gaza. Hamas condemned the army": not that of the victim; of two states it may be either.
            likely = list({state.id: state for state, victim in raids if victim is None or victim.kind is not ActorClass.STATE}.values())
        return likely[0] if len(likely) == 1 and likely[0].id not in doers else None

    def _raids_before(self, mention: Mention) -> list[tuple[Actor, Actor | None]]:
        """Return the states that attacked somebody in the sentences right before, each with its victim."""
        near = [r for r in self._reading.relations if r.predicate in ("attacks", "fights") and 0 < mention.sentence - self._reading.mentions[r.subject].sentence <= PRONOUN_REACH]
        pairs = ((self._done.get(r.subject), self._done.get(r.object)) for r in near)
        return [(actor, victim) for actor, victim in pairs if actor is not None and actor.kind is ActorClass.STATE]

    def _torn_lands(self, seen: list[Seen]) -> dict[str, Actor]:
        """Return the states against which the listed groups among these actors rise, by id; if the article names none of these, those in which it says that something happens."""
        torn = {land.id: land for s in seen if (land := self._fought(s.actor.id)) is not None}
        ground = {land.id: land for s in seen if s.mention.case in PLACE_CASES and (land := self._land_of(s.actor)) is not None}
        elsewhere = torn.keys().isdisjoint(ground) and not any(self._memory.counts[id_] for id_ in torn)
        return ground if torn and ground and elsewhere else torn

    def _fought(self, id_: str) -> Actor | None:
        """Return the state that a listed armed group rises against."""
        entry = self._gazetteer.entries.get(id_)
        if entry is None or is_of_state(entry.actor):
            return None
        home = self._state_of(entry.actor)
        return home if home is not None and home.kind is ActorClass.STATE else None


def _is_fielding(seen: Seen) -> bool:
    """Whether an actor is a state whose soldiers are mentioned: "Malian soldiers"."""
    said = seen.mention
    return seen.actor.kind is ActorClass.STATE and said.form == "description" and said.head in _FIELDED and (said.owner is not None or said.head in _ARMIES)
