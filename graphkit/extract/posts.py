"""Posts and their holders: titles, appositions, "X is the head of Y" and "X, a Democrat"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.extract.affiliations import affiliations
from graphkit.extract.arguments import case
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import NORP, ORG, PERSON, PLACE, STATE, Name
from graphkit.extract.noun_phrases import full_spelling
from graphkit.extract.state_offices import needs_no_body
from graphkit.model import OPPOSITION
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# Titles of leaders of something inside a country, not of the country.
OUTSIDE = "outside"
_LONGEST_TITLE = 8
# How many words before a noun may call it former.
_BEFORE_NOUN = 3
# Words of the field or place of an office between its title and a name: "ambassador to the United Nations X".
_FIELD_PREPOSITIONS, _OF_FIELDS = ("for", "to", "of", "on", "in"), ("ADP", "DET", "NOUN", "PROPN", "ADJ", "CCONJ", "SYM")
_BREAKS = (",", ";", ":", "(", ")")
_FUTURE_TITLE = re.compile(r"\W{0,3}\b(?:elect|designate)\b")


@dataclass(frozen=True, slots=True)
class Post:
    """A person and a body, by mention index, with the predicate of the title.

    `without_body` marks a title whose body has no mention: that of "President X", which the lists may know, or the opposition
    of the country that is `body`; -1 if no country is named.
    """

    person: int
    predicate: str
    body: int
    title: str
    anchor: Token
    former: Token | None
    without_body: bool = False

    def is_future(self, text: str) -> bool:
        """Whether the title has not been taken up yet: "president-elect"."""
        start = self.anchor.start
        return _FUTURE_TITLE.search(f"{self.title} {text[max(0, start - 12) : start]}") is not None or _FUTURE_TITLE.match(text, self.anchor.end) is not None


class PostExtractor:
    """Extracts posts from a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Store titles and the cue words for former posts."""
        self._lexicon = lexicon

    def posts(self, sentence: Sentence, mentions: Mentions) -> Iterator[Post]:
        """Yield posts in text order, each pair of person and body only once."""
        seen: set[tuple[int, int]] = set()
        for post in (*self._before_names(sentence, mentions), *self._noun_titles(sentence, mentions), *self._after_of(sentence, mentions), *self._of_parties(sentence, mentions), *self._affiliated(sentence, mentions)):
            if (post.person, post.body) not in seen and post.person != post.body:
                seen.add((post.person, post.body))
                known = _drop_outside_leader(post, mentions)
                if known is not None:
                    yield known

    def _before_names(self, sentence: Sentence, mentions: Mentions) -> Iterator[Post]:
        """Match "Turkish President Recep Tayyip Erdogan"."""
        for name in mentions.names:
            if name.label != PERSON:
                continue
            for index in mentions.of(name.head):
                mention = mentions.all[index]
                if mention.office and mention.owner is not None:
                    former = self._former_before(name, sentence, mentions)
                    predicate = self._lexicon.post_predicate(mention.office)
                    yield Post(index, predicate, mention.owner, mention.office, name.head, former)
                elif mention.office:
                    former = self._former_before(name, sentence, mentions)
                    yield Post(index, self._lexicon.post_predicate(mention.office), -1, mention.office, name.head, former, without_body=True)

    def _noun_titles(self, sentence: Sentence, mentions: Mentions) -> Iterator[Post]:
        """Match "X, president of Y", "the Y president, X", "X is the head of Y"."""
        for token in sentence.tokens:
            if token.pos not in ("NOUN", "PROPN") or mentions.name_at(token) is not None:
                continue
            title = self._title(token)
            if title is None:
                continue
            after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
            if token.dep in ("conj", "appos") and after is not None and _is_person(mentions.name_at(after)):
                # "X and French President Y", "X, former minister Y and Z": not X.
                continue
            found = _holders(token, mentions) or _person_behind(token, sentence, mentions, "") or _person_beside_comma(token, sentence, mentions) or _person_behind(token, sentence, mentions, ",")
            every = token.tag in ("NNS", "NNPS") or token.first("cop") is not None
            holders = [i for who in found for i in (mentions.expand_coordination(who) if every else mentions.of(who))]
            bodies = self._bodies(token, mentions)
            without = needs_no_body(token, title, [mentions.all[body] for body in bodies])
            # "a former Iranian prosecution official": the parser may attach it to a word in between.
            former = self._former_cue([*(t for c in token.get("amod", "compound", "nmod:desc") if c.i < token.i for t in c.subtree()), *(c for c in token.children if c.i < token.i)])
            for holder in holders:
                mentions.label_as_person(holder)
                if title in words("envoys") and mentions.all[holder].owner is not None and mentions.all[holder].office.endswith(title):
                    # "Russian UN Ambassador X": said above.
                    continue
                if mentions.all[holder].label == PERSON or mentions.all[holder].form == "pronoun":
                    for body in bodies:
                        organ = mentions.all[body].sort == "organ" and mentions.all[body].form == "description" and mentions.all[body].head not in words("ruling")
                        predicate = self._lexicon.titles[title]
                        # "the head of the police", "the army chief" of a country does not lead it.
                        within = (organ and predicate == "leads") or (predicate == "commands" and mentions.all[body].label in (STATE, NORP))
                        yield Post(holder, "holdsOfficeIn" if within else predicate, body, title, token, former)
                    if without and mentions.all[holder].form == "name":
                        yield Post(holder, self._lexicon.titles[title], -1, title, token, former, without_body=True)

    def _title(self, token: Token) -> str | None:
        """Return the longest title formed by the noun and the words before it."""
        before = [c for c in token.get("amod", "compound", "nmod:desc") if c.i < token.i]
        words = [c.text.lower() for c in before] + [token.lemma.lower()]
        for start in range(len(words)):
            title = " ".join(words[start:])
            if title in self._lexicon.titles:
                return title
        return None

    def _bodies(self, token: Token, mentions: Mentions) -> list[int]:
        senders = [c for c in token.get("amod", "compound", "nmod:poss", "nmod:desc") if (name := mentions.name_at(c)) is not None and name.label in (NORP, STATE)]
        if senders and token.lemma.lower() in words("envoys"):
            # "the Russian UN ambassador" is Russia's.
            return mentions.of(senders[0])
        owners = token.get("nmod:poss")
        led = [c for c in token.get("nmod") if case(c) == "of" and (name := mentions.name_at(c)) is not None and name.label in (ORG, STATE)]
        if led and not owners and any((name := mentions.name_at(c)) is not None and name.label == NORP for c in token.get("compound", "amod")):
            # "the Algerian leader of the ABC": he leads the ABC, and is Algerian.
            return [i for c in led for i in mentions.expand_coordination(c)]
        owners += [c for c in token.get("compound", "amod", "nmod:desc", "nmod") if mentions.name_at(c) is not None and not case(c) and not mentions.has_prefix(c)]
        # A "negotiator with Y" is not Y's.
        owners += [c for c in token.get("nmod", "obl") if case(c) in ("of", "for", "in", "at", *(() if token.lemma in words("counterparts") else ("with",)))]
        found: list[int] = []
        for owner in owners:
            if owner.pos == "PRON" and owner.text.lower() not in ("its", "their"):
                continue
            found += [i for i in mentions.expand_coordination(owner) if i not in found and mentions.all[i].label != PERSON]
            if found:
                break
        return found

    def _after_of(self, sentence: Sentence, mentions: Mentions) -> Iterator[Post]:
        """Match "X of Libya"."""
        for name in mentions.names:
            if name.label != PERSON:
                continue
            for child in name.head.get("nmod"):
                other = mentions.name_at(child)
                if other is not None and case(child) == "of" and other.label != PLACE and other.label != PERSON:
                    for person in mentions.of(name.head):
                        title = mentions.all[person].office
                        mentions.label_as_person(person)
                        former = self._former_before(name, sentence, mentions)
                        for body in mentions.of(child):
                            yield Post(person, self._lexicon.post_predicate(title), body, title, child, former)

    def _of_parties(self, sentence: Sentence, mentions: Mentions) -> Iterator[Post]:
        """Match "X, a Democrat", with nothing but the comma between both."""
        for token in sentence.tokens:
            party, article = mentions.name_at(token), token.first("det")
            if party is None or party.end - party.start > 1 or article is None or article.lemma != "a" or article.i < 2 or token.lemma.lower() not in words("members of parties"):
                continue
            who = mentions.name_at(sentence.tokens[article.i - 2])
            if sentence.tokens[article.i - 1].text == "," and who is not None and who.label == PERSON:
                former = self._former_cue([c for c in token.children if c.i < token.i])
                yield from (Post(holder, "memberOf", body, token.lemma, token, former) for holder in mentions.of(who.head) for body in mentions.of(token))

    def _former_before(self, name: Name, sentence: Sentence, mentions: Mentions) -> Token | None:
        """Return the word for a former post in the phrase that ends in a name; in "the former minister told President X" it is another's."""
        for token in reversed(sentence.tokens[max(0, name.start - _LONGEST_TITLE) : name.start]):
            other = mentions.name_at(token)
            if token.text in _BREAKS or (token.dep in ("mark", "case") and token.lemma != "of") or (other is not None and other.label == PERSON):
                return None
            if self._former_cue([token]) is not None:
                return token
            if token.pos in ("VERB", "AUX", "PRON") or self._lexicon.sorts.get(token.lemma) == "time":
                return None
        return None

    def _affiliated(self, sentence: Sentence, mentions: Mentions) -> Iterator[Post]:
        """Yield memberships, ended ones too: "a former analyst at Y", "former Y reporter X"."""
        for person, body, anchor in affiliations(sentence, mentions, self._lexicon.clause_verbs):
            before = () if mentions.name_at(anchor) is not None else sentence.tokens[max(0, anchor.i - _BEFORE_NOUN) : anchor.i]
            yield Post(person, "memberOf", body, "", anchor, self._former_cue(before))

    def _former_cue(self, tokens: Sequence[Token]) -> Token | None:
        return next((token for token in reversed(tokens) if "former" in (self._lexicon.cue("adj", token.text.lower()), self._lexicon.cue("adj", full_spelling(token)))), None)


def _drop_outside_leader(post: Post, mentions: Mentions) -> Post | None:
    """Drop leadership of a country by "the Venezuelan opposition leader X"; "the ABC rebel leader X" leads the ABC."""
    if post.predicate != OUTSIDE:
        return post
    if post.title in OPPOSITION and (post.without_body or mentions.all[post.body].label in (STATE, NORP)):
        return replace(post, predicate="leads", without_body=True)
    if post.without_body or mentions.all[post.body].label != ORG:
        return None
    return replace(post, predicate="leads")


def _holders(token: Token, mentions: Mentions) -> list[Token]:
    """Return the tokens of the holders of this title noun."""
    if token.first("cop") is not None:
        return token.get("nsubj")
    below = [c for c in token.get("appos", "flat") if _may_be_person(c, mentions)]
    if below:
        return below
    if token.dep == "conj" and any(c.pos == "PRON" for c in token.get("nmod:poss")):
        # "X and his counterpart, Y": a different person.
        return []
    if token.dep in ("appos", "conj") and token.head is not None and _may_be_person(token.head, mentions):
        return [token.head]
    if token.dep in ("nmod:desc", "compound") and token.head is not None and _is_person(mentions.name_at(token.head)):
        return [token.head]
    return []


def _person_beside_comma(token: Token, sentence: Sentence, mentions: Mentions) -> list[Token]:
    """Return a person's name right before or after the noun phrase, separated only by a comma.

    Small parsers often miss appositions, so the token sequence is used as well.
    """
    start, end = _phrase_bounds(token)
    for position, step in ((start - 1, -1), (end + 1, 1)):
        if not 0 < position < len(sentence.tokens) - 1 or sentence.tokens[position].text != ",":
            continue
        name = mentions.name_at(sentence.tokens[position + step])
        # "Y backs X, its president said": the president is the subject of another verb than X.
        if name is not None and name.label == PERSON and (step > 0 or token.dep != "nsubj" or name.head.head is token.head):
            return [name.head]
    return []


def _person_behind(token: Token, sentence: Sentence, mentions: Mentions, mark: str) -> list[Token]:
    """Return a person's name right behind a title in the singular, or behind its field: "diplomat X", "Commissioner for Human Rights X", "ambassador to Y, X"."""
    behind = sentence.tokens[token.i + 1 : token.i + _LONGEST_TITLE] if token.tag not in ("NNS", "NNPS") else []
    for i, other in enumerate(behind):
        name = mentions.name_at(other)
        if name is not None and name.label == PERSON and not mark:
            # "officials of X": no holder.
            return [name.head] if not i or behind[i - 1].pos in ("NOUN", "PROPN") else []
        if mark and other.text == mark and i + 1 < len(behind) and (name := mentions.name_at(behind[i + 1])) is not None and name.label == PERSON:
            return [name.head]
        if (other.pos not in _OF_FIELDS if i else other.lemma not in _FIELD_PREPOSITIONS):
            break
    return []


def _phrase_bounds(token: Token) -> tuple[int, int]:
    """Return first and last position of a noun phrase without its clauses and appositions."""
    inside = [token.i]
    for child in token.children:
        if child.dep in ("det", "amod", "compound", "nmod", "nmod:poss", "nmod:desc", "case", "nummod"):
            inside += [t.i for t in child.subtree() if t.dep not in ("acl:relcl", "appos") and t.text != ","]
    return min(inside), max(inside)


def _may_be_person(token: Token, mentions: Mentions) -> bool:
    """Whether it is a person's name, or an unlisted one, which next to a title can only be a person."""
    name = mentions.name_at(token)
    if name is None:
        return token.pos == "PROPN"
    return name.label == PERSON or (not name.known and name.label in (ORG, PLACE, STATE))


def _is_person(name: Name | None) -> bool:
    return name is not None and name.label == PERSON
