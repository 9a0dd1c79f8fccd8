"""Resolves titles: "the Turkish president", "the minister"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graphkit.model import Actor, ActorClass, Mention, local_authorities
from graphkit.nlp.words import words
from graphkit.resolve.groups import Groups
from graphkit.resolve.memory import DESCRIPTION_REACH, PRONOUN_REACH
from graphkit.resolve.naming import is_address, is_unofficial, standing, title_case
from graphkit.resolve.offices import Office

_LEADERS = words("leaders of states")
_VAGUE = ("minister", "secretary", "official", "deputy")
# Offices that exist several times; the words before them distinguish them.
_OF_KINDS = ("leader", "minister", "secretary", "commander", "chief", "chairman")
_AGAINST = frozenset(["opposition", "rebel", "separatist", "party"])
# A comma and up to two words of address: "Minister, Alhaji X".
_BETWEEN = re.compile(r", (?:[A-Z][a-z]{1,9}\.? ){0,2}| (?:[A-Z][a-z]{1,9}\.? ){1,2}")
# Between "its" and the name of who holds the post: "Its foreign minister, X".
_POST_OF = re.compile(r"(?:['’]s)? (?:[\w-]+ ){0,5}[\w-]+, (?:[A-Z]\w+\.? ){0,2}")
_ENDED = ("former", "ex")
# "The minister" is not President X.
_APART = {"minister", "president"}
_COMMON = ("leader", "minister", "president", "commander", "general")


class Titles(Groups):
    """Rules for offices: by the article's own words, then by the lists for its date."""

    _in_sentence: Mapping[int, list[Mention]]
    _mentions: dict[int, Mention]

    def _office(self, mention: Mention, owner: Actor | None) -> Actor | None:
        title = title_case(mention)
        named = self._named_behind(mention)
        if named is not None:
            return named
        if owner is not None:
            return self._office_holder(mention, owner, title)
        if not mention.definite or mention.owner is not None:
            # "the Minister for Africa" is not the minister just named.
            return None
        if mention.plural:
            # "The opposition leaders" are not the leader just named.
            return None
        named = self._memory.offices.get((self._post_of(mention), None))
        if named is not None and self._has_title(named, mention):
            return named
        if self._document.published is not None and (holder := self._holding(mention, title)) is not None:
            return holder
        apart = standing(mention, self._document.text)
        return self._memory.latest(
            mention,
            PRONOUN_REACH,
            lambda s: s.actor.kind is ActorClass.PERSON and bool(s.mention.office) and mention.head in _COMMON and {mention.head, s.mention.office.split()[-1]} != _APART and standing(s.mention, self._document.text) == apart and self._has_title(s.actor, mention),
        )

    def _people_before(self, mention: Mention) -> dict[str, Actor]:
        return {s.actor.id: s.actor for s in self._memory.before(mention, DESCRIPTION_REACH) if s.actor.kind is ActorClass.PERSON}

    def _holding(self, mention: Mention, title: str) -> Actor | None:
        """Return the only person named before who by the lists held this office on the day of the article."""
        named = self._people_before(mention)
        day = self._document.published
        ends = (f" {title}",) if title == "minister" else ()
        holders = [person for id_, person in named.items() if any((office.office == title or office.office.endswith(ends)) and office.held_on(day) for office in self._offices.held_by(id_))]
        return holders[0] if len(holders) == 1 else None

    def _named_behind(self, mention: Mention) -> Actor | None:
        """Return the person named right after the office: "Nigeria's Vice President, Prof. X"."""
        if mention.plural or mention.case in ("of", "to", "for"):
            # "Chief of Staff to the President, X".
            return None
        text = self._document.text
        body = self._mentions[mention.owner] if mention.owner is not None else mention
        end = body.end if text[mention.end : body.start] in (" of ", " of the ") else mention.end
        behind = (m for m in self._in_sentence[mention.sentence] if m.form == "name" and m.label == "PERSON" and m.start >= end and not is_address(m.text))
        nearest = next(behind, None)
        if nearest is None or not _BETWEEN.fullmatch(text[end : nearest.start]):
            return None
        return self._of(nearest.index)

    def _held_by_named(self, mention: Mention) -> Actor | None:
        """Resolve "its" of "Its president, X" to the body mentioned before in which X, by the lists, has held an office."""
        named = (m for m in self._in_sentence[mention.sentence] if m.form == "name" and m.start > mention.end)
        behind = next((m for m in named if _POST_OF.fullmatch(self._document.text[mention.end : m.start])), None)
        holder = self._of(behind.index) if behind is not None else None
        bodies = {office.of for office in self._offices.held_by(holder.id)} if holder is not None else set()
        return self._memory.latest(mention, PRONOUN_REACH, lambda s: s.actor.id in bodies)

    def _has_title(self, person: Actor, mention: Mention) -> bool:
        """Whether a person holds the kind of post described: "the opposition leader" is not President X."""
        kinds = {word.lower() for word in mention.modifiers if word[:1].islower()} if mention.head in _OF_KINDS else set()
        titles = self._memory.titles[person.id].union(*(held.office.split() for held in self._offices.held_by(person.id)))
        # Conversely, the opposition leader is not "the president".
        apart = mention.head != "leader" and mention.head not in titles and not titles.isdisjoint(_AGAINST)
        return kinds <= titles and not apart

    def _post_of(self, mention: Mention) -> str:
        """Return the office in one word, with what distinguishes its holder: "vice president"."""
        return f"{standing(mention, self._document.text)} {mention.office.split()[-1] if mention.office else mention.head}".strip()

    def _office_holder(self, mention: Mention, owner: Actor, title: str) -> Actor | None:
        if owner.kind is ActorClass.PERSON:
            return owner if mention.plural else None
        # "became president of Y", "as president of Y": the post, not its holder.
        vague = mention.text.lower().startswith(("a ", "an ", "some ", "one ")) or title.lower() in _VAGUE or mention.text == title
        unofficial = is_unofficial(mention)
        if vague and owner.kind is not ActorClass.PLACE:
            return None if unofficial else owner
        named = self._memory.offices.get((self._post_of(mention), owner.id))
        if named is None and self._post_of(mention) in ("leader", "ruler"):
            named = next((p for t in _LEADERS if (p := self._memory.offices.get((t, owner.id)))), None)
        if named is not None and not mention.plural and self._has_title(named, mention):
            return named
        holder = self._offices.holder(owner.id, title, self._document.published)
        if holder is not None and not mention.plural and self._document.published is not None:
            entry = self._gazetteer.entries.get(holder)
            if entry is not None:
                return entry.actor
        named = self._named_holder(mention, owner) if not mention.plural else None
        if named is not None:
            return named
        if unofficial:
            return None
        return local_authorities(owner) if owner.kind is ActorClass.PLACE else owner

    def _named_holder(self, mention: Mention, owner: Actor) -> Actor | None:
        """Return the only person named before who by the lists held this office: formerly, or at any time if the text has no date."""
        apart, heads = standing(mention, self._document.text), _LEADERS if mention.head in ("leader", "ruler") else (mention.head,)

        def held(office: Office) -> bool:
            if apart in _ENDED:
                return office.of == owner.id and office.office in heads and not office.held_on(self._document.published)
            undated = self._document.published is None
            return undated and office.of == owner.id and (office.office == f"{apart} {mention.head}" if apart else office.office in heads)

        named = self._people_before(mention)
        holders = [person for id_, person in named.items() if any(map(held, self._offices.held_by(id_)))]
        return holders[0] if len(holders) == 1 else None
