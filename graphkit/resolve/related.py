"""Resolves mentions through the article's own relations: "both sides", "the meeting", author and victim of "the attack"."""

from __future__ import annotations

from collections.abc import Collection

from graphkit.model import Actor, ActorClass, Mention, Polarity, Reading, Status
from graphkit.nlp.words import words
from graphkit.resolve.groups import POWERS
from graphkit.resolve.introductions import Introductions
from graphkit.resolve.memory import DESCRIPTION_REACH

# Relations between opposing sides.
_AGAINST = ("opposes", "attacks", "fights", "accuses", "criticizes", "threatens", "rejects")
_REPELLING = words("repelling")


class Related(Introductions):
    """Rules that use the relations stated before a mention."""

    _reading: Reading


    def _opponents(self, mention: Mention) -> tuple[Actor, ...]:
        doing = self._doers.get(mention.index, ())
        doers = {self._done[i].id for i in doing if i in self._done}
        return self._last_two(mention, _AGAINST, doers, main=True)

    def _talkers(self, mention: Mention) -> tuple[Actor, ...]:
        return self._last_two(mention, ("consultsWith",), set(), (*POWERS, ActorClass.PERSON))

    def _last_two(
        self, mention: Mention, predicates: Collection[str], but: Collection[str], kinds: Collection[ActorClass] = POWERS, *, main: bool = False
    ) -> tuple[Actor, ...]:
        """Return both ends of the last such relation before a mention; with `main`, of the pair that the article mentions most."""
        found: tuple[int, tuple[Actor, ...]] = (0, ())
        for relation in reversed(self._reading.relations):
            first, second = self._done.get(relation.subject), self._done.get(relation.object)
            ends = (self._mentions[relation.subject].end, self._mentions[relation.object].end)
            if first is None or second is None or max(ends) > mention.start or relation.predicate not in predicates:
                continue
            near = main or mention.sentence - self._mentions[relation.subject].sentence <= DESCRIPTION_REACH
            if near and first.id != second.id and not {first.id, second.id} & set(but) and {first.kind, second.kind} <= set(kinds):
                weight = min(self._memory.counts[first.id], self._memory.counts[second.id]) if main else 1
                found = max(found, (weight, (first, second)), key=lambda pair: pair[0])
        return found[1]

    def _perpetrator(self, mention: Mention) -> Actor | None:
        attackers = []
        for relation in self._reading.relations:
            doer = self._mentions[relation.subject]
            if (relation.frame or "").split(":")[-1] in _REPELLING:
                # Repelling an attack is not attacking.
                continue
            plain = relation.status in (Status.ASSERTED, Status.DECLARED) and relation.polarity is Polarity.POSITIVE
            if relation.predicate == "attacks" and plain and doer.end <= mention.start and (actor := self._of(relation.subject)) is not None:
                attackers.append((doer.sentence, actor))
        # Those nearby; without any, those of the whole article.
        near = {a.id: a for sentence, a in attackers if mention.sentence - sentence <= DESCRIPTION_REACH} or {a.id: a for _, a in attackers}
        return next(iter(near.values())) if len(near) == 1 else None

    def _victim(self, mention: Mention) -> Actor | None:
        before = [m for i in self._reading.victims if (m := self._mentions[i]).end <= mention.start and m.sort != mention.sort]
        for sentence in sorted({m.sentence for m in before if mention.sentence - m.sentence <= DESCRIPTION_REACH}, reverse=True):
            found = {a.id: a for m in before if m.sentence == sentence and (a := self._of(m.index)) is not None}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None
