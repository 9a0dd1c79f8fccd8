"""Mentions: which words of a sentence stand for somebody, with what the syntax shows of them."""

from __future__ import annotations

import re
from dataclasses import replace

from graphkit.extract.arguments import subjects
from graphkit.extract.attachment import attach_rightly
from graphkit.extract.clauses import find_verb
from graphkit.extract.deeds import are_talks, taken_up
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.names import (
    NORP,
    ORG,
    PERSON,
    PLACE,
    STATE,
    Name,
    NameFinder,
    bodies_in,
    bracketed,
    entitled,
    is_no_name,
    merged,
    names_in,
    titles_in,
)
from graphkit.extract.offices import offices_before
from graphkit.extract.persons import hyphened, uncut, whole
from graphkit.extract.phrases import (
    behind_comma,
    between_commas,
    fits,
    is_definite,
    loyal_to,
    opened_by,
    opened_by_first,
)
from graphkit.extract.plain import plain_clause
from graphkit.extract.repair import (
    as_well_as,
    called,
    nouns_before,
    places_apart,
    repair,
    said_beside,
    up_from_compound,
    verbs_between,
)
from graphkit.extract.rescue import rescue
from graphkit.model import Mention
from graphkit.nlp import Sentence, Token

PRONOUNS = frozenset(
    ["he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "hers", "theirs", "himself", "herself", "itself", "themselves", "we", "us", "our", "ours", "i", "me", "my", "mine", "you", "your"]
)
# The sort of a description that takes up a deed told of before ("the attack").
DEED = "deed"
# The sort of one that takes up talks told of before, and so stands for those who talked ("the meeting").
TALKS = "talks"
_AGENT_SORTS = ("organ", "group", "office", "country", "person", "people", "wing")
_OWNER_CASES = ("of", "from", "within", "for")
_SETTLEMENTS = ("city", "town", "village", "province", "region", "district", "port", "island", "suburb", "area", "enclave", "stronghold")
_PLACE_CASES = ("in", "at", "inside", "near", "across", "on", "outside")
_SENDING = ("send", "deploy", "dispatch", "despatch", "airlift", "fly", "mobilize", "mobilise", "use", "move", "commit")
# "the junta of Colonel X" is not X.
_MANY = ("government", "regime", "junta", "administration", "cabinet", "army", "force", "troop", "military", "police", "soldier", "party", "bloc")
# Whoever sends them, they are not his own.
_REBELS = ("rebel", "insurgent", "guerrilla", "separatist", "mutineer")
_OUTSIDE = ("punct", "cc", "case", "mark", "cop", "nsubj", "advmod", "aux", "parataxis", "discourse")


# "ethnic Albanians", "local Serbs": people, not their namesake's state.
_LIVING_THERE = ("ethnic", "indigenous", "local", "native")

_PREFIXED = re.compile(r"(\w+)[-–\u2011]([A-Z][\w.]*)\s+[A-Za-z]")


class Mentions:
    """Builds the mentions of one document, sentence by sentence, each only once."""

    def __init__(self, text: str, lexicon: Lexicon, finder: NameFinder) -> None:
        """Find the known names of the whole text at once."""
        self.all: list[Mention] = []
        self.names: tuple[Name, ...] = ()
        self._text = text
        self._lexicon = lexicon
        self._finder = finder
        listed = uncut(text, finder.find(text))
        self.hits = merged(listed, (*bracketed(text), *bodies_in(text, listed)))
        self.shown = merged(self.hits, titles_in(text, lexicon.titles))
        self._titles = frozenset(word for title in lexicon.titles for word in title.split())
        self._made: dict[tuple[int, int, int | None], int] = {}
        self._by_token: dict[int, Name] = {}
        self._sentence: Sentence | None = None
        self._open: set[int] = set()
        self._listed_names: set[int] = set()

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: its names and agent nouns become mentions."""
        self._sentence = sentence
        named = names_in(sentence, self.hits, self._titles)
        self.names = tuple(n for n in named if n.known or not (self._opens(n.head) if n.end - n.start == 1 else is_no_name(sentence, n, self._lexicon.spoken)))
        self.names = tuple(entitled(sentence, name, self._lexicon.titles) for name in self.names)
        self.names = whole(sentence, self.names, self._titles, self._lexicon.sorts)
        repair(sentence, self.names)
        nouns_before(sentence, self.names, self._lexicon.sorts)
        as_well_as(sentence)
        said_beside(sentence, lambda verb: self._lexicon.reports(verb.lemma))
        called(sentence, self._lexicon.calling)
        places_apart(self.names, self._lexicon.sorts)
        self._by_token = {i: name for name in self.names for i in range(name.start, name.end)}
        verbs_between(sentence, self.names, self._lexicon.verbs)
        plain_clause(sentence, self._lexicon.verbs, self._acts)
        rescue(sentence, self._lexicon.verbs, self._acts)
        find_verb(sentence, self._lexicon.spoken, self._acts)
        attach_rightly(sentence, self._lexicon.prefixes)
        for name in self.names:
            up_from_compound(name)
            self._name(name)
        for token in sentence.tokens:
            if token.i in self._by_token:
                continue
            if self._pronoun(token) or self._lexicon.sorts.get(token.lemma) in ("group", "organ", "office", "country"):
                self.of(token)

    def _acts(self, token: Token) -> bool:
        """Whether a word is a name or a noun for somebody who can act."""
        name = self._by_token.get(token.i)
        if name is not None:
            return name.label != NORP or token.tag == "NNPS"
        return self._lexicon.sorts.get(token.lemma) in _AGENT_SORTS

    def name_at(self, token: Token) -> Name | None:
        """The name that the token is a word of."""
        return self._by_token.get(token.i)

    def expand(self, token: Token) -> list[int]:
        """Mentions of an argument with everything that is coordinated with it."""
        found = list(self.of(token))
        for other in (*self._listed(token), *token.get("conj"), *self._included(token)):
            found += [index for index in self.expand(other) if index not in found]
        return found

    def inner(self, name: Name) -> tuple[str, int] | None:
        """What a name begins with, and the mention of whom: "anti" and X of "the anti-X alliance"."""
        assert self._sentence is not None
        start = self._sentence.tokens[name.start].start
        found = _PREFIXED.match(self._text[start : name.head.end])
        if found is None or name.label != ORG or not any(hit.start == 0 and hit.end == len(found[2]) for hit in self._finder.find(found[2])):
            return None
        return found[1].lower(), self._add(name.head, "name", start + found.start(2), start + found.end(2), label=ORG, variant=-3)

    def _opens(self, token: Token) -> bool:
        """Whether a word is only capitalised because it opens the sentence ("Rockets hit")."""
        before = [t for t in (self._sentence.tokens[: token.i] if self._sentence else ()) if t.pos != "PUNCT"]
        known = self._lexicon.theme_types.get(token.lemma) or self._lexicon.frames_for("noun", token.lemma)
        return not before and bool(known)

    def _included(self, token: Token) -> list[Token]:
        """ "several states, including X and Y": those named, where the whole has no name."""
        if token.i in self._by_token:
            return []
        return [
            c
            for c in token.get("nmod", "obl", "acl", "advcl")
            if c.i > token.i and c.i in self._by_token and opened_by(c).split(" ")[0] in ("including", "such", "notably", "namely")
        ]

    def _listed(self, token: Token) -> list[Token]:
        """Middle members of a list that the parse took for appositions ("the AU, the Somali army and ...")."""
        last = token.first("conj")
        if last is None:
            return []
        return [
            c
            for c in token.get("appos")
            if token.i < c.i < last.i and (c.i in self._by_token or self._lexicon.sorts.get(c.lemma) in ("organ", "group"))
        ]

    def of(self, token: Token) -> list[int]:
        """Mentions that the phrase headed by this token stands for; more than one where
        its owners are coordinated ("British and French ministers"), none where nobody is meant.
        """
        if token.i in self._open:
            return []
        self._open.add(token.i)
        try:
            return self._of(token)
        finally:
            self._open.discard(token.i)

    def _of(self, token: Token) -> list[int]:
        name = self._by_token.get(token.i)
        if name is not None:
            return self._name_phrase(name)
        if self._pronoun(token):
            return self._bound(token) or [self._add(token, "pronoun", token.start, token.end)]
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "VERB", "X", "SYM"):
            return []
        named = self._named_by(token)
        if named is not None:
            return [named]
        sort = self._lexicon.sorts.get(token.lemma)
        if sort == "time":
            return []
        if sort == "part" or token.text.lower() == "parts" or token.pos in ("NUM", "DET", "PRON"):
            return self._part(token)
        behind = self._by_token.get(token.i + 1)
        if token.pos == "PROPN" and token.text.lower() in self._titles and behind is not None and behind.label == PERSON and behind.start == token.i + 1:
            return [self._name(behind)]
        if token.pos == "PROPN" and sort is None and not token.text.islower() and not self._opens(token):
            return [self._loose_name(token)]
        if token.pos in ("ADJ", "VERB") and self._lexicon.sorts.get(token.lemma) is None:
            return []
        return self._description(token)

    def _bound(self, token: Token) -> list[int]:
        """ "X and Y said they would": the several subjects that a plural pronoun takes up, if so."""
        if token.text.lower() not in ("they", "their") or token.head is None:
            return []
        clause = token.head if token.dep == "nsubj" else token.head.head
        while clause is not None and clause.dep not in ("ccomp", "advcl", "xcomp", "acl"):
            clause = clause.head
        upper = clause.head if clause is not None else None
        while upper is not None and upper.pos == "NOUN" and upper.dep in ("obj", "obl"):
            upper = upper.head
        found = [i for s in (upper.get("nsubj") if upper is not None else []) if s.i < token.i for i in self.expand(s)]
        plural = any(self.all[i].form == "description" and self.all[i].plural for i in found)
        return found if len(found) > 1 or (plural and token.text.lower() == "their") else []

    def _part(self, token: Token) -> list[int]:
        """ "thousands of fighters from X"; "what he calls the X"."""
        part = next((c for c in token.get("nmod", "obl") if opened_by(c) in ("of", "from")), None)
        if part is not None:
            name = self._by_token.get(part.i)
            # "the majority of Libyans" is not Libya.
            return [] if name is not None and name.label == NORP else self.expand(part)
        called = next((c for c in token.get("acl:relcl") if c.lemma in ("call", "term", "describe", "dub")), None)
        if token.lemma == "what" and called is not None:
            return [index for c in called.get("obj", "xcomp", "obl") if c is not token for index in self.of(c)]
        return []

    def _pronoun(self, token: Token) -> bool:
        return token.pos == "PRON" and token.text.lower() in PRONOUNS

    def _name_phrase(self, name: Name) -> list[int]:
        """A name; "ethnic Albanians" are people, not their namesake's state."""
        ethnic = next((c for c in name.head.get("amod") if c.lemma in _LIVING_THERE), None)
        if ethnic is None or name.label != NORP:
            return [self._name(name)]
        return [self._add(name.head, "description", ethnic.start, name.head.end, sort="ethnic", variant=-2)]

    def _name(self, name: Name) -> int:
        assert self._sentence is not None
        words = self._sentence.tokens[name.start : name.end]
        key = (self._sentence.index, name.head.i, None)
        if key in self._made:
            return self._made[key]
        office, owner = self._office_before(name) if name.label == PERSON else ("", None)
        index = self._add(
            name.head,
            "name",
            words[0].start,
            words[-1].end,
            label=name.label,
            office=office,
            owner=owner,
            place=None,
            modifiers=tuple(c.text for c in name.head.get("amod") if c.i not in self._by_token) if name.label == STATE else (),
        )
        if name.known:
            self._listed_names.add(index)
        return index

    def _office_before(self, name: Name) -> tuple[str, int | None]:
        """Title right before a person's name, and the mention of what it is an office of."""
        assert self._sentence is not None
        plain, offices = offices_before(self._sentence.tokens, name, self._by_token, self._lexicon.titles)
        owned = ((office, owner) for office, position in offices if (owner := self._owner_before(position)) is not None)
        return next(owned, (plain, None))

    def _owner_before(self, position: int) -> int | None:
        """Mention of the name that stands before a title: "Turkish", "Libya's", "LNA (...)"."""
        assert self._sentence is not None
        tokens = self._sentence.tokens
        i = position - 1
        # "the Iraqi Kurdish leader" leads no Iraq.
        while i >= 0 and (tokens[i].text in ("'s", "'", ")", "-") or (tokens[i].pos == "ADJ" and i not in self._by_token and (not tokens[i].text[0].isupper() or tokens[i].text.lower() in self._titles))):
            i -= 1
        name = self._by_token.get(i) if i >= 0 else None
        return self._name(name) if name is not None and name.label != PERSON else None

    def _named_by(self, token: Token) -> int | None:
        """The name that a title or common noun stands with: "the group Hamas", "minister, X"."""
        sort = self._lexicon.sorts.get(token.lemma)
        if sort is None or token.pos not in ("NOUN", "PROPN"):
            return None
        for child in token.children:
            name = self._by_token.get(child.i)
            if name is None or child.dep not in ("flat", "appos") or child.i < token.i:
                continue
            if fits(sort, name.label):
                return self._name(name)
        return self._titled(token) if sort == "office" or (sort == "organ" and token.lemma not in _MANY) else None

    def _titled(self, token: Token) -> int | None:
        """ "the Secretary of State, X": the name behind a long title."""
        assert self._sentence is not None
        for position in range(token.i + 1, min(token.i + 5, len(self._sentence.tokens))):
            name = self._by_token.get(position)
            if name is not None:
                return self._name(name) if name.label == PERSON else None
            word = self._sentence.tokens[position]
            if word.pos not in ("NOUN", "PROPN", "ADJ") and word.lemma not in ("of", "for", "-"):
                return None
        return None

    def _loose_name(self, token: Token) -> int:
        """A proper noun that neither the gazetteer nor the model took for a name."""
        assert self._sentence is not None
        tokens = self._sentence.tokens
        first = last = token.i
        while first > 0 and tokens[first - 1].pos == "PROPN" and self._label(first - 1) not in (PERSON, ORG, NORP):
            first -= 1
        while first > 1 and hyphened(tokens[first - 2 : first + 1]) and tokens[first - 2].pos == "PROPN":
            # "Dlamini-Zuma", whose half the lists know.
            first -= 2
        while hyphened(tokens[last : last + 3]) and tokens[last + 2].pos == "PROPN":
            last += 2
        while last + 1 < len(tokens) and tokens[last + 1].dep == "flat" and tokens[last + 1].i not in self._by_token:
            last += 1
        while first < last and tokens[first].text.lower() in self._titles:
            first += 1
        while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN" and token.dep == "nsubj" and (tokens[last + 1].dep, tokens[last + 1].head) == ("nsubj", token.head):
            # "Efrain Alegre said", taken for two who said it.
            last += 1
        speaks = token.dep == "nsubj" and token.head is not None and self._lexicon.reports(token.head.lemma)
        label = PERSON if speaks and 0 < last - first < 4 and token.tag != "NNPS" else ""
        return self._add(token, "name", tokens[first].start, tokens[last].end, label=label)

    def _label(self, position: int) -> str:
        name = self._by_token.get(position)
        return name.label if name is not None else ""

    def call_person(self, index: int) -> None:
        """What holds a title is a person, whatever the model took the name for."""
        mention = self.all[index]
        if mention.form == "name" and index not in self._listed_names:
            self.all[index] = replace(mention, label=PERSON)

    def _description(self, token: Token) -> list[int]:
        owners = self._owners(token)
        places: list[int | None] = [*(self._called(token) if owners else self._places(token))] or [None]
        before = [c for c in token.children if c.i < token.i and c.dep not in _OUTSIDE]
        parts = [g for c in before if c.dep in ("compound", "amod") for g in c.children if g.dep in ("compound", "amod")]
        start = min([token.start, *(c.start for c in (*before, *parts))])
        return [
            self._add(
                token,
                "description",
                start,
                token.end,
                owner=owner,
                place=place,
                variant=place if owner is None else owner,
                sort=self._event(token),
                modifiers=(
                    *(c.text for c in token.get("amod", "compound", "nmod:desc") if c.i not in self._by_token),
                    *token.text.split(" ")[:-1],
                ),
            )
            for owner in (owners or [None])
            for place in places
        ]

    def _event(self, token: Token) -> str | None:
        """The sort of a noun that takes up what was told before, None for any other."""
        if taken_up(token, self._lexicon):
            return DEED
        alone = not token.get("nmod:poss") and not any(opened_by(c) in ("between", "with", "of", "by") for c in token.get("nmod"))
        return TALKS if are_talks(token, self._lexicon) and alone and is_definite(token) else None

    def _owners(self, token: Token) -> list[int | None]:
        """Whose the thing is, strongest sign first; coordinated owners are all given."""
        sort = self._lexicon.sorts.get(token.lemma)
        place = sort == "place"
        named = [c for c in token.get("nmod", "obl") if opened_by(c) in ("from", "of") and self._is_org(c) and not (place and opened_by(c) == "from")]
        ranked = (
            named,
            # "al-Qaeda's Yemen branch": a branch is somebody's, in some place.
            [c for part in (token, *token.get("compound")) for c in part.get("nmod:poss")] if sort == "wing" or token.lemma == "wing" else [],
            [c for c in token.get("amod", "compound", "nmod:desc", "nmod", "det") if c.i in self._by_token and not opened_by(c)],
            [n for c in token.get("amod") if c.lemma in ("lead", "command") for n in c.get("compound", "nsubj", "obl", "amod")],
            token.get("nmod:poss"),
            [c for part in token.get("compound", "nmod:desc") for c in part.get("amod", "compound") if c.i in self._by_token],
            [c for c in token.get("nmod", "obl") if opened_by(c) in _OWNER_CASES and (opened_by(c) != "for" or self._lexicon.sorts.get(token.lemma) in ("place", "office"))],
            list(loyal_to(token)),
            self._senders(token),
        )
        for group in ranked:
            owners: list[int | None] = []
            for child in (self._antecedent(c) for c in group):
                owners += [index for index in self.expand(child) if index not in owners and not self.prefixed(child)]
            if owners:
                return owners
        return []

    def _antecedent(self, token: Token) -> Token:
        """ "X, whose soldiers ...": X."""
        assert self._sentence is not None
        before = [t for t in self._sentence.tokens[max(0, token.i - 2) : token.i] if t.pos != "PUNCT"]
        return before[-1] if token.text.lower() == "whose" and before else token

    def prefixed(self, token: Token) -> bool:
        """ "the anti-X alliance": X does not own what is against it, nor what is for it."""
        assert self._sentence is not None
        before = self._sentence.tokens[max(0, token.i - 2) : token.i]
        return len(before) == 2 and before[1].text in ("-", "–", "\u2011") and bool(self._lexicon.frames_for("prefix", before[0].lemma))

    def _is_org(self, token: Token) -> bool:
        name = self._by_token.get(token.i)
        return name is not None and name.label in (ORG, PERSON)

    def _senders(self, token: Token) -> list[Token]:
        """ "X sent troops to help Y": the troops are those of X."""
        verb = token.head
        if token.dep != "obj" or verb is None or verb.lemma not in _SENDING or token.first("det") is not None or token.lemma in _REBELS:
            return []
        return subjects(verb)

    def _places(self, token: Token) -> list[int]:
        """Names of where it is or comes from: "in Tripoli", "in the towns of X and Y"."""
        for child in token.get("nmod", "obl"):
            if opened_by(child) not in (*_PLACE_CASES, "from"):
                continue
            inner = [child]
            if child.i not in self._by_token:
                inner = [c for c in child.get("nmod", "appos") if c.i in self._by_token]
            found = [index for c in inner for index in self.expand(c) if self.all[index].form == "name"]
            if found:
                return found
        return []

    def _called(self, token: Token) -> list[int]:
        """Name of a place that is said to be somebody's: "the Nigerian town of Gwoza"."""
        names = [c for c in token.get("nmod") if opened_by(c) == "of" and c.i in self._by_token]
        if token.lemma not in _SETTLEMENTS:
            return []
        return [index for c in names[:1] for index in self.expand(c) if self._by_token[c.i].label in (PLACE, STATE)]

    def _add(
        self,
        token: Token,
        form: str,
        start: int,
        end: int,
        *,
        label: str = "",
        office: str = "",
        owner: int | None = None,
        place: int | None = None,
        modifiers: tuple[str, ...] = (),
        variant: int | None = None,
        sort: str | None = None,
    ) -> int:
        assert self._sentence is not None
        key = (self._sentence.index, token.i, variant)
        if key in self._made:
            return self._made[key]
        index = len(self.all)
        self._made[key] = index
        self.all.append(
            Mention(
                index=index,
                start=start,
                end=end,
                text=self._text[start:end],
                form=form,
                head=token.lemma.split(" ")[-1],
                label=label,
                sentence=self._sentence.index,
                plural=token.tag in ("NNS", "NNPS") or token.text.lower() in ("they", "them", "their", "we", "us", "our"),
                definite=is_definite(token),
                modifiers=modifiers,
                owner=owner,
                place=place,
                same_as=self._same_as(token) if form == "description" else None,
                office=office,
                subject=token.dep in ("nsubj", "nsubj:pass"),
                case=opened_by(token) or opened_by_first(token),
                sort=sort or ("" if form == "pronoun" else self._lexicon.sorts.get(token.lemma, "")),
                joint=token.dep == "conj" or token.first("conj") is not None,
            )
        )
        return index

    def _same_as(self, token: Token) -> int | None:
        """A name in apposition with a description, on either side."""
        for child in token.get("appos"):
            if child.i in self._by_token:
                return self._name(self._by_token[child.i])
        beside = between_commas(self._sentence, token, self._by_token) if self._sentence is not None else None
        if beside is not None and fits(self._lexicon.sorts.get(token.lemma, ""), beside.label):
            return self._name(beside)
        if self._lexicon.sorts.get(token.lemma) == "wing" or token.lemma == "wing":
            called = behind_comma(self._sentence, token, self._by_token) if self._sentence is not None else None
            return self._name(called) if called is not None and called.label in (ORG, "") else None
        listed = token.head is not None and token in self._listed(token.head)
        if token.dep == "appos" and token.head is not None and token.head.i in self._by_token and not listed:
            name = self._by_token[token.head.i]
            if fits(self._lexicon.sorts.get(token.lemma, ""), name.label):
                return self._name(name)
        return None
