"""Determines the mentions that a match relates: subjects, objects, and the agents of judged acts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from graphkit.extract.arguments import (
    agents,
    case,
    first_conjunct,
    is_passive,
    says_of_text,
)
from graphkit.extract.event_nouns import is_attack_noun, is_event_noun
from graphkit.extract.frames import Match
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.mentions import EVENT, TALKS, Mentions
from graphkit.model import Mention
from graphkit.nlp import Token

_JUDGEMENT_PREDICATES = (
    "criticizes",
    "opposes",
    "rejects",
    "accuses",
    "supportsDiplomatically",
    "protestsAgainst",
    "requests",
    "threatens",
    "compliesWith",
)
_DESCENDING_RELATIONS = ("nmod", "nmod:poss", "compound", "amod", "obj", "obl", "acl", "nsubj", "ccomp", "conj", "appos")
# Neither the topic of a judged text ("vetoed a resolution on X") nor a victim ("violence against X") is its agent.
_TOPIC_PREPOSITIONS = ("on", "about", "over", "regarding", "concerning", "against")
_TRAVEL_WORDS = ("visit", "tour", "travel", "trip")
# Directed relations that hold in both directions between mutual parties.
_RECIPROCAL_PREDICATES = ("opposes", "attacks", "accuses", "criticizes", "threatens", "sanctions", "rejects", "recognizes", "supports")


class ArgumentMentions:
    """Determines the mentions for the subject and object of a match."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Store frames and word lists."""
        self._lexicon = lexicon

    def _mention_pairs(self, match: Match, mentions: Mentions) -> Iterable[tuple[int, int]]:
        if match.reciprocal:
            members = mentions.expand_coordination(first_conjunct(match.subject))
            # A single mention of several actors, "both sides", is resolved later.
            both = list(combinations(members, 2)) or [(m, m) for m in members if mentions.all[m].plural or mentions.all[m].sort == TALKS]
            mutual = match.frame.predicate in _RECIPROCAL_PREDICATES
            return [*both, *((b, a) for a, b in both if a != b)] if mutual else both
        subjects, objects = _mentions_before_trigger(match.subject, match, mentions), self._objects(match, mentions)
        if match.frame.kind == "adj":
            # "groups loyal to X" belong to X.
            subjects = [i for i in subjects if mentions.all[i].owner not in objects]
        if match.trigger.lemma in _TRAVEL_WORDS and len(objects) > 2:
            # A tour of several countries does not mean talks with each.
            return ()
        return ((s, o) for s in subjects for o in objects if s != o)

    def _objects(self, match: Match, mentions: Mentions) -> list[int]:
        """Return the mentions of the object; a judged act stands for its agent ("condemned X's raid")."""
        found = _mentions_before_trigger(match.object, match, mentions)
        if match.frame.predicate == "controlsTerritory":
            # A seized person is not territory.
            found = [i for i in found if mentions.all[i].text.lower() not in ("them", "him", "her") and mentions.all[i].sort not in ("organ", "office", "person", "people")]
        acts = [i for i in found if mentions.all[i].form == "description" and mentions.all[i].sort in ("", EVENT)]
        if match.frame.predicate not in _JUDGEMENT_PREDICATES or (not acts and found):
            return found
        agent_mentions = [i for noun in (match.object, *match.object.get("conj")) for i in self._agents(noun, mentions)]
        if not agent_mentions and match.object.tag not in ("NNP", "NNPS") and not is_event_noun(match.object, self._lexicon):
            agent_mentions = self._nearest_actor_below(match.object, mentions)
        agent_mentions = agent_mentions or [i for i in acts if self._is_known_attack(match.object, mentions.all[i])]
        return [i for i in found if i not in acts] + [i for i in agent_mentions if i not in found or i in acts]

    def _is_known_attack(self, noun: Token, mention: Mention) -> bool:
        """Whether a noun refers to an attack mentioned before, whose agent the article may name: "the attack", "the bombing"."""
        return mention.definite and is_attack_noun(noun, self._lexicon)

    def _nearest_actor_below(self, noun: Token, mentions: Mentions) -> list[int]:
        """Return the actor named nearest below a judged act ("the ouster of X by force")."""
        if self._lexicon.cue("noun", noun.lemma) in ("alleged", "source") and noun.first("acl") is not None:
            # "rejected claims that X arms Y": neither of them made the claims.
            return []
        level = [noun]
        for _ in range(3):
            # What a judged text says is not said by who is named in it ("opposed a resolution condemning X").
            level = [c for token in level for c in token.children if c.dep in _DESCENDING_RELATIONS and case(c) not in _TOPIC_PREPOSITIONS and not says_of_text(c)]
            named = [i for c in level if mentions.name_at(c) is not None for i in mentions.expand_coordination(c)]
            if named:
                return named
        return []

    def _agents(self, noun: Token, mentions: Mentions) -> list[int]:
        ranked = (
            noun.get("nmod:poss"),
            [c for c in noun.get("nmod", "obl:agent", "obl") if case(c) == "by"],
            # "the execution of prisoners by X": attached to the prisoners.
            [c for of in noun.get("nmod") if case(of) == "of" for c in of.get("nmod") if case(c) == "by"],
            [c for made in noun.get("acl") for c in agents(made)],
            _by_phrase_of_verb(noun),
            [c for c in noun.get("compound", "amod") if mentions.name_at(c) is not None],
            [] if self._lexicon.frames_for("deed", noun.lemma) else [c for c in noun.get("nmod") if case(c) in ("of", "from")],
        )
        return next((found for group in ranked if (found := [i for c in group for i in mentions.expand_coordination(c)])), [])


def _mentions_before_trigger(token: Token, match: Match, mentions: Mentions) -> list[int]:
    """Return the conjuncts named before the trigger's clause: in "A, led by X, and B" X leads only A."""
    found = mentions.expand_coordination(token)
    if not match.trigger.dep.startswith("acl") or match.trigger.head is not token:
        return found
    return [i for i in found if mentions.all[i].start < match.trigger.start]


def _by_phrase_of_verb(noun: Token) -> list[Token]:
    """Return the "by" phrase attached to the verb instead of the noun: "condemned the violence by X"."""
    above = [v for v in noun.ancestors() if v.pos == "VERB"][:2]
    phrases = [c for v in above if not is_passive(v) for c in v.get("obl", "obl:agent") if case(c) == "by"]
    # Right after the noun.
    return [c for c in phrases if any(m.lemma == "by" and m.i == noun.i + 1 for m in c.get("case"))]
