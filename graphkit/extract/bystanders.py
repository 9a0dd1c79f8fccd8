"""Names that take no part in what is said beside them, though the network often reads them as actors: venues, makers, who is cited, countries of people and firms."""

from __future__ import annotations

import re
from typing import NamedTuple

from graphkit.extract.arguments import agents, case, issuing_verb, objects, says_of_text, subjects
from graphkit.extract.event_nouns import is_attack_noun, is_event_noun
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.names import NORP, STATE
from graphkit.extract.posts import OUTSIDE
from graphkit.model import Mention, RelationMention
from graphkit.nlp import Sentence, Token
from graphkit.nlp.peoples import is_common_plural
from graphkit.nlp.words import words
from graphkit.ontology import load_vocabulary

# Of compounds only these are nations: "US students", but "BBC reporters".
_STATES = ("US", "U.S.", "UK", "U.K.", "UAE", "U.A.E.")
_HYPHENS = ("-", "–", "\u2010", "\u2011")
# Between two names of which none is a venue ("Iran-Saudi talks between ministers").
_JOINING = (*_HYPHENS, "/", "and", "&")
# "Canada joined the United States in banning oil".
_JOINS = re.compile(r"\bjoin(?:s|ed|ing)?\b")
# "X and Turkish President Y", "X of Austria and Turkish President Y": X is not Turkish.
_BESIDE = re.compile(r"(?: of (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)?,? and (?:the )?")
# "pro-Iranian", and the characters that it takes at most.
_FOR_OR_AGAINST, _PREFIX = re.compile(r"\b(?:pro|anti)[-–\u2010\u2011]\Z", re.IGNORECASE), 6
# Tags of verbs that have a subject of their own or share it.
_TENSED = ("VBD", "VBZ", "VBP")


class _Made(NamedTuple):
    """Where the participle and the noun behind a maker begin: "made" and "drone" of "an Iranian-made drone"."""

    participle: int
    noun: int


class Bystanders:
    """The names of one document that do nothing to the others of their sentence.

    Args:
        lexicon: frames and word lists.
        text: the text of the document.
    """

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        """Begin without sentences. Of each name the words are kept that it may still be related to, all by their first character."""
        self._lexicon, self._text = lexicon, text
        self._aside: dict[int, frozenset[int]] = {}
        self._allied: dict[int, frozenset[int]] = {}
        self._foiling: dict[int, frozenset[int]] = {}
        self._before: dict[int, frozenset[int]] = {}
        self._makers: dict[int, _Made] = {}
        self._peopled: set[int] = set()
        self._doing: dict[int, frozenset[int]] = {}
        self._texts: set[int] = set()
        self._plural_openings: set[int] = set()

    def add_sentence(self, sentence: Sentence) -> None:
        """Note the bystanders of a sentence."""
        opening = next((token for token in sentence.tokens if token.pos != "PUNCT"), None)
        if opening is not None and is_common_plural(opening):
            self._plural_openings.add(opening.start)
        for token in sentence.tokens:
            self._add_venue(token, sentence)
            self._add_text(token)
            self._add_maker(token)
            self._add_others(token)
            self._add_warner(token)
            self._add_backers(token)
            self._add_first_objects(token)

    def is_common_noun(self, start: int, end: int) -> bool:
        """Whether these characters are a common noun that is capitalised only because it opens a sentence ("Protesters gathered")."""
        return start in self._plural_openings and " " not in self._text[start:end]

    def is_text(self, mention: Mention) -> bool:
        """Whether a mention is a text that the subject of its sentence has not issued: "vetoed a resolution condemning Y"."""
        return not self._texts.isdisjoint(range(mention.start, mention.end))

    def may_be_same(self, one: Mention, other: Mention) -> bool:
        """Whether two mentions may be one actor: "US-made missiles" are not the US."""
        pairs = ((one, other), (other, one))
        return not any(self._makers[start].noun in range(thing.start, thing.end) for thing, maker in pairs for start in range(maker.start, maker.end) if self._is_maker(maker, start))

    def has_no_post(self, relation: RelationMention, subject: Mention, object_: Mention) -> bool:
        """Whether somebody leads people of a state, and not the state ("Russian opposition leader X"), only joins it in an act, or stands beside its leader."""
        if _BESIDE.fullmatch(self._text, subject.end, object_.start):
            return True
        if relation.predicate == "memberOf" and object_.label == STATE:
            return _JOINS.search(self._text, subject.end, object_.start) is not None
        office = self._text[object_.end : subject.start].removeprefix("'s").strip(" ,")
        return relation.predicate == "leads" and object_.label in (NORP, STATE) and self._lexicon.post_predicate(office) == OUTSIDE

    def are_apart(self, relation: RelationMention, subject: Mention, object_: Mention) -> bool:
        """Whether one of two mentions is a bystander of the other.

        What is done to "Kenya's enemies" is not done to Kenya, but "Germany is a critic of Israel" is about both. What is done by
        "Kenya's allies" is not done by Kenya, and who foils an attack does not attack.
        """
        foiled = [self._foiling[start] for start in range(subject.start, subject.end) if start in self._foiling]
        if relation.predicate == "attacks" and any(not inside.isdisjoint(range(object_.start, object_.end)) for inside in foiled):
            return True
        either_way = ((subject, object_), (object_, subject))
        if any(not self._before.get(start, frozenset()).isdisjoint(range(later.start, later.end)) for name, later in either_way for start in range(name.start, name.end)):
            return True
        pairs = [(subject, object_, self._aside), (object_, subject, self._aside), (subject, object_, self._allied), (subject, object_, self._doing)]
        if load_vocabulary().relation(relation.predicate).symmetric:
            pairs.append((object_, subject, self._doing))
        return any(
            start in aside and aside[start].isdisjoint(range(other.start, other.end)) and (start not in self._makers or self._is_maker(name, start))
            for name, other, aside in pairs
            for start in range(name.start, name.end)
            if start not in self._peopled or self._is_of_state(name, relation, object_)
        )

    def _is_of_state(self, name: Mention, relation: RelationMention, object_: Mention) -> bool:
        """Whether a name with people behind it is a country's, and they stand aside: not "Hezbollah activists", and sanctions on "Russian oligarchs" are on Russia."""
        return name.label in (NORP, STATE) and not (relation.predicate == "sanctions" and name is object_)

    def _is_maker(self, name: Mention, start: int) -> bool:
        """Whether a mention is only the name at `start`, and not the whole phrase with the noun it belongs to."""
        return start in self._makers and (name.end <= self._makers[start].participle or name.start > self._makers[start].noun)

    def _add_venue(self, token: Token, sentence: Sentence) -> None:
        """Note where two parties met: in "the Doha talks between X and Y" neither deals with Qatar."""
        before = sentence.tokens[max(0, token.i - 3) : token.i]
        if token.lemma != "between" or len(before) < 3 or before[0].text in _JOINING:
            return
        if any("between" in frame.subjects for frame in self._lexicon.frames_for("noun", before[2].lemma)):
            self._aside[before[1].start] = frozenset()

    def _add_text(self, clause: Token) -> None:
        """Note what a text says if the subject of its sentence did not issue it: who "vetoed a resolution condemning Y" did not condemn Y."""
        text = clause.head
        if text is None or not says_of_text(clause) or text.dep not in ("obj", "obl", "appos") or text.head is None or issuing_verb(text) is not None:
            return
        inside = frozenset(word.start for word in text.subtree())
        self._aside.update(dict.fromkeys((word.start for word in clause.subtree()), inside))
        self._texts.add(text.start)

    def _add_maker(self, word: Token) -> None:
        """Note who made a thing, or stands behind a group: "an Iranian-made drone" and "Iran-aligned militias" are not Iran."""
        noun = word.head
        # "An Iran-backed militia leader", too.
        group = noun is not None and any(self._lexicon.sorts.get(said) == "group" for part in (noun, *noun.get("compound")) for said in part.lemma.split())
        if noun is None or not (group or (word.tag == "VBN" and word.lemma in words("makers"))):
            return
        if group and _FOR_OR_AGAINST.search(self._text[max(0, word.start - _PREFIX) : word.start]) is not None:
            # "pro-Iranian militias".
            self._makers[word.start] = _Made(noun.start, noun.start)
            self._aside[word.start] = frozenset((noun.start,))
        if word.dep != "amod" or word.lemma == "lead":
            return
        maker = next((c for c in word.children if c.i == word.i - 2 and c.text[0].isupper() and self._text[c.end : c.end + 1] in _HYPHENS), None)
        if maker is not None:
            self._aside[maker.start] = frozenset((word.start, noun.start))
            self._makers[maker.start] = _Made(word.start, noun.start)

    def _add_others(self, token: Token) -> None:
        """Note who foils an attack, who is cited, and whose media, enemies and allies act."""
        foiled = [noun for noun in objects(token) if is_attack_noun(noun, self._lexicon)] if token.lemma in words("foiling") else []
        if foiled:
            inside = frozenset(word.start for noun in foiled for word in noun.subtree())
            self._foiling.update({actor.start: inside for first in subjects(token) for actor in (first, *first.get("conj"))})
        said = token.lemma.split() or [""]
        before = {*said[:-1], *(c.text.lower() for c in token.get("amod", "compound") if c.text.islower() or c.i == 0)}
        if self._lexicon.sorts.get(said[-1]) == "office" and not before.isdisjoint((*words("unofficial"), *(words("unofficial leaders") if said[-1] == "leader" else ()))):
            # "Peru's former minister" and "the Peruvian rebel leader" are not Peru.
            self._aside.update({owner.start: frozenset() for owner in token.children if owner.text[0].isupper() and (owner.dep in ("amod", "compound", "nmod:poss") or case(owner) == "of")})
        self._add_people(token)
        if token.tag == "VBG" and token.lemma in words("citing"):
            self._aside.update({cited.start: frozenset() for cited in token.get("obj")})
        if token.lemma in (*words("opposed"), *words("allied")):
            aside = self._aside if token.lemma in words("opposed") else self._allied
            # "X and its allies attacked Z": X too.
            beside = aside is self._allied and (token.dep == "conj" or (token.head is not None and token.head.dep == "conj"))
            aside.update({owner.start: _same(token) for owner in token.children if (owner.dep == "nmod:poss" or case(owner) == "of") and not (beside and owner.pos == "PRON")})

    def _add_people(self, noun: Token) -> None:
        """Note the country of people and bodies that are not its state: "Turkish media", "farmers from Turkey", but not "Turkish state media"."""
        # The parser knows few plurals: "oligarchs".
        said = {noun.lemma, noun.text.lower().removesuffix("s")}
        private = not said.isdisjoint(words("private")) or (noun.lemma == "tank" and any(c.lemma == "think" for c in noun.get("compound")))
        people = not said.isdisjoint(words("doing for themselves")) or self._lexicon.sorts.get(noun.lemma) in ("people", "person")
        if not (private or people) or noun.lemma in words("speaking for a state") or not (noun.text[0].islower() or noun.i == 0):
            return
        owners = [owner for word in (noun, *noun.get("compound")) for first in word.children if first.text[0].isupper() and _is_country_of(first) for owner in (first, *first.get("conj"))]
        if any(word.i < noun.i and word.text.lower().startswith(words("of the state")) for word in noun.subtree()):
            return
        # What is done to a country's people, and to the ship of its company, is done to the country.
        (self._aside if private and noun.dep != "nmod:poss" else self._doing).update({owner.start: frozenset() for owner in owners})
        # "Turkish students" may act.
        self._makers.update({owner.start: _Made(noun.start, noun.start) for owner in owners})
        self._peopled.update(owner.start for owner in owners)

    def _add_warner(self, attack: Token) -> None:
        """Note who only speaks of an attack: in "X said an attack on Y would be a mistake" X does not attack."""
        clause = attack.head if attack.dep == "nsubj" and is_attack_noun(attack, self._lexicon) else None
        if clause is None or clause.head is None or clause.dep != "ccomp" or not clause.get("cop", "obj") or all(c.lemma != "would" for c in clause.get("aux")):
            return
        speakers = (actor for first in subjects(clause.head) for actor in (first, *first.get("conj")))
        inside = frozenset(word.start for word in clause.subtree())
        self._foiling.update({word.start: inside for actor in speakers for word in (actor, *actor.get("nmod", "nmod:poss"))})

    def _add_backers(self, participle: Token) -> None:
        """Note who backs somebody: of "rebels backed by Chad attacked Niger" the rebels did, also where the participle is parsed as the main verb."""
        if participle.lemma not in words("backing") or participle.first("aux", "aux:pass") is not None:
            return
        backers = (backer for first in agents(participle) for backer in (first, *first.get("conj")))
        if any(noun.lemma in words("writings") or is_event_noun(noun, self._lexicon) for noun in objects(participle)):
            return
        backed = frozenset(start for noun in objects(participle) for start in _same(noun))
        self._aside.update({word.start: backed for backer in backers for word in (backer, *backer.get("amod", "compound", "nmod:poss"))})

    def _add_first_objects(self, verb: Token) -> None:
        """Note the object of the first of two verbs with one subject: in "X left Y and attacked Z" Y did nothing to Z."""
        first = verb.head if verb.dep == "conj" and verb.tag in _TENSED and verb.first("nsubj", "nsubj:pass") is None else None
        if first is not None and first.tag in _TENSED:
            second = frozenset(word.start for noun in verb.get("obj", "obl", "obl:unmarked", "iobj") for word in noun.subtree())
            objects_before = (word.start for noun in first.get("obj") for word in noun.subtree() if word.i < verb.i)
            self._before.update({start: self._before.get(start, frozenset()) | second for start in objects_before})


def _is_country_of(token: Token) -> bool:
    """Whether a word says of which country a noun is: "Turkish", "Turkey's", "from Turkey"."""
    return token.dep in ("amod", "nmod:poss") or (token.dep == "compound" and token.text in _STATES) or (token.dep == "nmod" and case(token) == "from")


def _same(noun: Token) -> frozenset[int]:
    """Return the offsets of a noun and of what it is said of: its subject, and its apposition."""
    named = [noun, *noun.get("nsubj", "appos", "flat", "nmod:desc", "compound")]
    if noun.head is not None and (noun.dep in ("appos", "nmod:desc", "compound", "xcomp") or (noun.dep == "nsubj" and noun.head.first("cop") is not None)):
        named += [noun.head, *noun.head.get("nsubj", "obj")] if noun.dep == "xcomp" else [noun.head]
    return frozenset(token.start for token in named)
