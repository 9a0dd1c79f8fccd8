"""Mentions of names, with title, office and apposition."""

from __future__ import annotations

from dataclasses import replace

from graphkit.extract.lexicon import Lexicon
from graphkit.extract.names import (
    NORP,
    ORG,
    PERSON,
    PLACE,
    STATE,
    Name,
    NameFinder,
    merge_names,
    names_before_acronyms,
    organizations_in,
    titles_in,
)
from graphkit.extract.noun_phrases import (
    can_describe,
    is_definite,
    name_after_comma,
    preposition_of,
    shared_preposition,
)
from graphkit.extract.offices import offices_before
from graphkit.extract.person_names import drop_name_fragments, is_hyphenated, titled_speakers
from graphkit.model import Mention
from graphkit.nlp import Sentence, Token
from graphkit.nlp.peoples import is_common_plural
from graphkit.nlp.words import words

# "ethnic Albanians", "local Serbs": people, not the state of that name.
_ETHNIC_ADJECTIVES = ("ethnic", "indigenous", "local", "native")


class NameMentions:
    """Builds mentions of names, with title, office and apposition."""

    def __init__(self, text: str, lexicon: Lexicon, finder: NameFinder) -> None:
        """Find the known names of the whole text."""
        self.all: list[Mention] = []
        self.names: tuple[Name, ...] = ()
        self._text = text
        self._lexicon = lexicon
        self._finder = finder
        listed = drop_name_fragments(text, finder.find(text))
        self.known_names = merge_names(listed, (*names_before_acronyms(text), *organizations_in(text, listed), *titled_speakers(text)))
        self.parser_names = merge_names(self.known_names, titles_in(text, lexicon.titles))
        self._titles = frozenset(word for title in lexicon.titles for word in title.split())
        self._indices: dict[tuple[int, int, int | None], int] = {}
        self._name_by_position: dict[int, Name] = {}
        self._sentence: Sentence | None = None
        self._in_progress: set[int] = set()
        self._known_mentions: set[int] = set()

    def name_at(self, token: Token) -> Name | None:
        """Return the name that contains the token, or None."""
        return self._name_by_position.get(token.i)

    def _is_capitalised_by_position(self, token: Token, label: str = "") -> bool:
        """Whether a word is capitalised only because it starts the sentence ("Rockets hit", "Protesters gathered")."""
        before = [t for t in (self._sentence.tokens[: token.i] if self._sentence else ()) if t.pos != "PUNCT"]
        known = self._lexicon.theme_types.get(token.lemma) or self._lexicon.frames_for("noun", token.lemma)
        return not before and (((label != PERSON or token.lemma in self._lexicon.sorts) and is_common_plural(token)) or bool(known))

    def _list_members(self, token: Token) -> list[Token]:
        """Return middle members of a list parsed as appositions ("the AU, the Somali army and ...")."""
        last = token.first("conj")
        if last is None:
            return []
        return [
            c
            for c in token.get("appos")
            if token.i < c.i < last.i and (c.i in self._name_by_position or self._lexicon.sorts.get(c.lemma) in ("organ", "group"))
        ]

    def _mentions_of_name(self, name: Name) -> list[int]:
        """Return the mention of a name; "ethnic Albanians" are people, not the state of that name."""
        ethnic = next((c for c in name.head.get("amod") if c.lemma in _ETHNIC_ADJECTIVES), None)
        if ethnic is None or name.label != NORP:
            return [self._name(name)]
        return [self._add(name.head, "description", ethnic.start, name.head.end, sort="ethnic", variant=-2)]

    def _name(self, name: Name) -> int:
        assert self._sentence is not None
        words = self._sentence.tokens[name.start : name.end]
        key = (self._sentence.index, name.head.i, None)
        if key in self._indices:
            return self._indices[key]
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
            modifiers=tuple(c.text for c in name.head.get("amod") if c.i not in self._name_by_position) if name.label == STATE else (),
        )
        if name.known:
            self._known_mentions.add(index)
        return index

    def _office_before(self, name: Name) -> tuple[str, int | None]:
        """Return the title right before a person's name, and the mention of its body."""
        assert self._sentence is not None
        plain, offices = offices_before(self._sentence.tokens, name, self._name_by_position, self._lexicon.titles)
        owned = ((office, owner) for office, position in offices if (owner := self._owner_before(position, office)) is not None)
        return next(owned, (plain, None))

    def _owner_before(self, position: int, office: str) -> int | None:
        """Return the mention of the name before a title: "Turkish", "Libya's", "LNA (...)"; the "Russian UN ambassador" is Russia's."""
        assert self._sentence is not None
        tokens = self._sentence.tokens
        i = position - 1
        # "the Iraqi Kurdish leader" does not lead Iraq.
        while i >= 0 and (tokens[i].text in ("'s", "'", ")", "-") or (tokens[i].pos == "ADJ" and i not in self._name_by_position and (not tokens[i].text[0].isupper() or tokens[i].text.lower() in self._titles))):
            i -= 1
        name = self._name_by_position.get(i) if i >= 0 else None
        if name is not None and name.start and office in words("envoys"):
            sender = self._name_by_position.get(name.start - 1 - (tokens[name.start - 1].text == "'s"))
            name = sender if sender is not None and sender.label in (NORP, STATE) else name
        if name is None or name.label == PERSON:
            return None
        # "In Geneva President X spoke": she need not lead what is there.
        is_where = name.label in (PLACE, STATE) and name.end == position and name.start > 0 and tokens[name.start - 1].lemma in words("places of acts")
        return None if is_where else self._name(name)

    def _name_beside(self, token: Token) -> int | None:
        """Return the name next to a title or common noun: "the group Hamas", "minister, X"."""
        sort = self._lexicon.sorts.get(token.lemma)
        if sort is None or token.pos not in ("NOUN", "PROPN"):
            return None
        for child in token.children:
            name = self._name_by_position.get(child.i)
            if name is None or child.dep not in ("flat", "appos") or child.i < token.i:
                continue
            if can_describe(sort, name.label):
                return self._name(name)
        return self._name_after_title(token) if sort == "office" or (sort == "organ" and token.lemma not in words("many")) else None

    def _name_after_title(self, token: Token) -> int | None:
        """Return the name after a long title: "the Secretary of State, X"."""
        assert self._sentence is not None
        for position in range(token.i + 1, min(token.i + 5, len(self._sentence.tokens))):
            name = self._name_by_position.get(position)
            if name is not None:
                return self._name(name) if name.label == PERSON else None
            word = self._sentence.tokens[position]
            if word.pos not in ("NOUN", "PROPN", "ADJ") and word.lemma not in ("of", "for", "-"):
                return None
        return None

    def _unlabelled_name(self, token: Token) -> int:
        """Return the mention of a proper noun that neither the gazetteer nor the model labelled."""
        assert self._sentence is not None
        tokens = self._sentence.tokens
        first = last = token.i
        while first > 0 and tokens[first - 1].pos == "PROPN" and self._label(first - 1) not in (PERSON, ORG, NORP):
            first -= 1
        while first > 1 and is_hyphenated(tokens[first - 2 : first + 1]) and tokens[first - 2].pos == "PROPN":
            # "Dlamini-Zuma", of which the lists know one half.
            first -= 2
        while is_hyphenated(tokens[last : last + 3]) and tokens[last + 2].pos == "PROPN":
            last += 2
        while last + 1 < len(tokens) and tokens[last + 1].dep == "flat" and tokens[last + 1].i not in self._name_by_position:
            last += 1
        while first < last and tokens[first].text.lower() in self._titles:
            first += 1
        while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN" and token.dep == "nsubj" and (tokens[last + 1].dep, tokens[last + 1].head) == ("nsubj", token.head):
            # "Efrain Alegre said", parsed as two subjects.
            last += 1
        speaks = token.dep == "nsubj" and token.head is not None and self._lexicon.is_reporting_verb(token.head.lemma)
        label = PERSON if speaks and 0 < last - first < 4 and token.tag != "NNPS" else ""
        return self._add(token, "name", tokens[first].start, tokens[last].end, label=label)

    def _label(self, position: int) -> str:
        name = self._name_by_position.get(position)
        return name.label if name is not None else ""

    def label_as_person(self, index: int) -> None:
        """Label the holder of a title as a person, unless the name is listed."""
        mention = self.all[index]
        if mention.form == "name" and index not in self._known_mentions:
            self.all[index] = replace(mention, label=PERSON)

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
        if key in self._indices:
            return self._indices[key]
        index = len(self.all)
        self._indices[key] = index
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
                case=preposition_of(token) or shared_preposition(token),
                sort=sort or ("" if form == "pronoun" else self._lexicon.sorts.get(token.lemma, "")),
                joint=token.dep == "conj" or token.first("conj") is not None,
            )
        )
        return index

    def _same_as(self, token: Token) -> int | None:
        """Return the name in apposition with a description, on either side."""
        for child in token.get("appos"):
            if child.i in self._name_by_position:
                return self._name(self._name_by_position[child.i])
        if self._lexicon.sorts.get(token.lemma) == "wing" or token.lemma == "wing":
            called = name_after_comma(self._sentence, token, self._name_by_position) if self._sentence is not None else None
            return self._name(called) if called is not None and called.label in (ORG, "") else None
        listed = token.head is not None and token in self._list_members(token.head)
        if token.dep == "appos" and token.head is not None and token.head.i in self._name_by_position and not listed:
            name = self._name_by_position[token.head.i]
            if can_describe(self._lexicon.sorts.get(token.lemma, ""), name.label):
                return self._name(name)
        return None
