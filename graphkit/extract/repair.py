"""Mends trees around names: a known name is one thing, whatever the parse made of its words."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from itertools import pairwise

from graphkit.extract.names import NORP, ORG, PERSON, STATE, Name
from graphkit.nlp import Sentence, Token

# What a parse makes of an object that it did not see as one.
_LOST = ("flat", "xcomp", "ccomp", "advcl", "obl:unmarked", "obl:npmod", "dep", "punct", "vocative", "advmod", "conj")
_BODIES = ("parliament", "government", "cabinet", "ministry", "army", "council", "senate", "congress", "party", "assembly", "committee", "union", "court", "commission", "movement", "bloc", "alliance", "coalition", "opposition", "delegation")
_NOMINAL_DEPS = ("compound", "nmod:desc", "flat", "nmod", "appos", "amod", "dep")


def repair(sentence: Sentence, names: Sequence[Name]) -> None:
    """Gather what hangs on any word of a name at its head, and set apart names joined by "and"."""
    for name in names:
        _gather(sentence, name)
        _beside_title(sentence, name)
        _under_title(sentence, name)
        _case_of_title(name)
        _own_apposition(sentence, name)
        _above_noun(name)
        _its_ally(sentence, name)
        _said_of(sentence, name)
        _behind_body(sentence, name, names)
        _like_with_like(name, names)
    for first, second in pairwise(names):
        _coordinate(sentence, first, second)
    for first, second in pairwise([name for name in names if name.label == PERSON]):
        # "X and ABC chief Y".
        _coordinate(sentence, first, second)


def _beside_title(sentence: Sentence, name: Name) -> None:
    """ "Germany's chancellor, X, said": a person coordinated by a comma alone is the same."""
    head = name.head
    if name.label != PERSON or head.head is None or name.start < 2 or sentence.tokens[name.start - 1].text != ",":
        return
    before = sentence.tokens[name.start - 2]
    alone = head.dep == "conj" and head.head is before and before.first("conj") is head
    if alone and before.pos == "NOUN" and head.first("cc") is None and before.first("cc") is None:
        head.dep = "appos"
    body = head.head
    if head.dep == "appos" and body.pos == "NOUN" and body.dep == "nmod" and body.lemma in _BODIES and body.head is not None:
        # "a member of the Syrian parliament, X": not the parliament's name.
        move(head, body.head)
    # "a spokesman for the Taliban, X": not the Taliban's name.
    noun = head.head.head if head.dep == "appos" and head.head.pos == "PROPN" and head.head.dep == "nmod" else None
    if noun is not None and noun.pos == "NOUN" and noun.dep in ("nsubj", "obl", "obj", "root", "nsubj:pass", "obl:agent"):
        move(head, noun)


def _under_title(sentence: Sentence, name: Name) -> None:
    """ "and Kurdish leader X": a title right before a person's name belongs to it."""
    title = sentence.tokens[name.start - 1] if name.start else None
    head = name.head
    if name.label != PERSON or title is None or title.pos != "NOUN" or title is head.head or title.head is head:
        return
    if title.dep != "conj" or title.head is None or head.dep not in (*_NOMINAL_DEPS, "nsubj", "obj", "obl", "conj"):
        return
    first = title.head
    if head in first.ancestors():
        # The list was hung below its last name: lift it to where that name stands.
        outer, dep = head.head, head.dep
        if first.head is not head or outer is None:
            return
        head.children.remove(first)
        first.head, first.dep = outer, dep
        outer.children[outer.children.index(head)] = first
        attach(head, first)
    else:
        move(head, first)
    head.dep = "conj"
    move(title, head)
    title.dep = "compound"


def _said_of(sentence: Sentence, name: Name) -> None:
    """ "X, Y's closest ally, backed Z": a noun phrase between commas right behind a name says what it is."""
    for noun in name.head.get("parataxis", "dep"):
        start = min(t.i for t in noun.subtree() if t.pos != "PUNCT")
        alone = noun.pos == "NOUN" and noun.first("cop", "nsubj") is None and noun.first("nmod:poss", "det") is not None
        if alone and start == name.end + 1 and sentence.tokens[name.end].text == ",":
            noun.dep = "appos"


def _its_ally(sentence: Sentence, name: Name) -> None:
    """ "X and its ally Y condemned": the noun right before a name says who that is."""
    noun = sentence.tokens[name.start - 1] if name.start else None
    first = noun.head if noun is not None and noun.dep == "conj" else None
    verb = first.head if first is not None else None
    if noun is None or verb is None or noun.pos != "NOUN" or noun.first("nmod:poss") is None or name.head.head is not verb or first is None:
        return
    move(name.head, first)
    name.head.dep = "conj"
    move(noun, name.head)
    noun.dep = "compound"


def _above_noun(name: Name) -> None:
    """ "from apartheid South Africa": a noun right before a state's name says what it was like."""
    noun, head = name.head.head, name.head
    if name.label != STATE or head.dep != "flat" or noun is None or noun.pos != "NOUN" or noun.i != name.start - 1 or noun.head is None:
        return
    outer = noun.head
    noun.children.remove(head)
    outer.children[outer.children.index(noun)] = head
    head.head, head.dep = outer, noun.dep
    for child in list(noun.children):
        move(child, head)
    attach(noun, head)
    noun.dep = "compound"


def _own_apposition(sentence: Sentence, name: Name) -> None:
    """ "X, a minister, and Y, a spokesman": what stands behind Y's comma is said of Y."""
    first, comma = name.head.head, name.end
    if name.head.dep != "conj" or first is None or comma + 1 >= len(sentence.tokens) or sentence.tokens[comma].text != ",":
        return
    for noun in first.get("appos"):
        if min(t.i for t in noun.subtree() if t.pos != "PUNCT") == comma + 1:
            move(noun, name.head)


def _case_of_title(name: Name) -> None:
    """ "the murder of journalist X": the preposition before a title opens the name's phrase."""
    head = name.head
    if name.label != PERSON or head.get("case"):
        return
    for title in [c for c in head.get("compound", "nmod:desc") if c.pos in ("NOUN", "PROPN") and c.i < name.start]:
        for word in [c for c in title.get("case") if c.pos == "ADP"]:
            move(word, head)


def up_from_compound(name: Name) -> None:
    """ "three Turkish tank shells": the adjective of a people says whose the shells are, not the tank."""
    part = name.head.head
    if name.label != NORP or name.head.dep not in ("amod", "compound") or part is None or part.dep != "compound":
        return
    whole = part.head
    if whole is not None and whole.pos == "NOUN" and part.pos == "NOUN" and name.end == part.i:
        move(name.head, whole)


def _like_with_like(name: Name, names: Sequence[Name]) -> None:
    """ "X of A and Y of B": a person is coordinated with the person, not with his country."""
    place = name.head.head
    if name.label != PERSON or name.head.dep != "conj" or place is None or place.head is None:
        return
    labels = {id(other.head): other.label for other in names}
    if labels.get(id(place), PERSON) != PERSON and labels.get(id(place.head)) == PERSON:
        move(name.head, place.head)


def nouns_before(sentence: Sentence, names: Sequence[Name], sorts: Mapping[str, str]) -> None:
    """ "the rebel ABC Council": a noun for a group right before its name is a part of the name's phrase."""
    for name in names:
        noun = sentence.tokens[name.start - 1] if name.start else None
        head = name.head
        if noun is None or name.label != ORG or noun.tag != "NN" or sorts.get(noun.lemma) != "group":
            continue
        if noun.head is head or (noun in head.ancestors() and head.head is not noun):
            continue
        if head in noun.ancestors():
            continue
        if head.dep in ("nsubj", "nsubj:pass", "obj", "obl") and head.head is not noun:
            move(noun, head)
            noun.dep = "compound"
            continue
        outer, dep = noun.head, noun.dep
        if head.head is not None and head in head.head.children:
            head.head.children.remove(head)
        head.head, head.dep = outer, dep
        if outer is not None:
            outer.children[outer.children.index(noun)] = head
        for child in [c for c in noun.children if c is not head]:
            move(child, head)
        noun.children = [c for c in noun.children if c is not head]
        attach(noun, head)
        noun.dep = "compound"
        head.children.sort(key=lambda child: child.i)


def _behind_body(sentence: Sentence, name: Name, names: Sequence[Name]) -> None:
    """ "the leader of the ABC rebels, X": body and person both belong to the title."""
    if name.label != PERSON or name.start < 4 or sentence.tokens[name.start - 1].text != ",":
        return
    window = sentence.tokens[max(0, name.start - 7) : name.start - 1]
    of = next((t for t in reversed(window) if t.lemma in ("of", "for")), None)
    title = sentence.tokens[of.i - 1] if of is not None and of.i else None
    body = next((n for n in names if of is not None and of.i < n.start and n.end <= name.start), None)
    if of is None or title is None or body is None or title.pos != "NOUN" or body.label in (PERSON, NORP):
        return
    if name.head not in body.head.ancestors() and name.head.head is not body.head:
        return
    move(name.head, title)
    name.head.dep = "appos"
    move(body.head, title)
    body.head.dep = "nmod"
    move(of, body.head)


def places_apart(names: Sequence[Name], sorts: Mapping[str, str]) -> None:
    """ "another region of X, Y": the name behind the comma is the region's, not that of what it is a part of."""
    for name in names:
        whole = name.head.head
        part = whole.head if whole is not None and name.head.dep == "appos" and whole.dep == "nmod" else None
        if part is None or sorts.get(part.lemma) not in ("place", "country") or not any(c.lemma in ("a", "an", "another", "one") for c in part.get("det", "nummod")):
            continue
        move(name.head, part)


def called(sentence: Sentence, calling: Container[str]) -> None:
    """ "X called Y's act shameful": an adjective behind the noun says what it is called.

    Args:
        sentence: the tree.
        calling: verbs that call somebody something.
    """
    for noun in sentence.tokens:
        verb = noun.head
        if noun.pos not in ("NOUN", "PROPN") or noun.dep not in ("xcomp", "obj") or verb is None or verb.lemma not in calling:
            continue
        for word in [c for c in noun.get("amod") if c.i > noun.i and not c.children]:
            noun.dep = "obj"
            move(word, verb)
            word.dep = "xcomp"


def said_beside(sentence: Sentence, says: Callable[[Token], bool]) -> None:
    """ "X arms Y, diplomats say": a saying behind a comma stands beside its clause, it is not coordinated.

    Args:
        sentence: the tree.
        says: whether a verb reports.
    """
    for verb in sentence.tokens:
        subject = verb.first("nsubj")
        if verb.dep != "conj" or verb.first("cc") is not None or subject is None or subject.i > verb.i or not says(verb):
            continue
        first = min(t.i for t in (subject, *subject.children) if t.pos != "PUNCT")
        if first and sentence.tokens[first - 1].text == "," and not verb.get("obj", "ccomp"):
            verb.dep = "parataxis"


def as_well_as(sentence: Sentence) -> None:
    """ "X, as well as Y": Y is coordinated with the phrase before it, wherever the parse hung it."""
    for token in sentence.tokens:
        joined = any(c.lemma == "as" and any(w.lemma == "well" for w in c.get("fixed")) for c in token.get("cc", "advmod", "case"))
        verb = token.head
        if not joined or verb is None or token.dep not in ("obl", "nmod", "advcl", "obj", "parataxis"):
            continue
        before = [c for c in verb.children if c.i < token.i and c.dep in ("nsubj", "obj", "obl", "nsubj:pass")]
        if before:
            move(token, before[-1])
            token.dep = "conj"


def verbs_between(sentence: Sentence, names: Sequence[Name], verbs: Container[str]) -> None:
    """ "Iran arms Hezbollah", "the M23 seized Goma": a verb between two names, taken for something else.

    Args:
        sentence: the tree.
        names: its names.
        verbs: lemmas that can be the verb of a relation.
    """
    _perfects(sentence, verbs)
    for token in sentence.tokens:
        _past(token, verbs)
    for name in names:
        _object(name, verbs)
    starts = {name.start: name for name in names}
    for name in names:
        word = sentence.tokens[name.end] if name.end < len(sentence.tokens) else None
        if word is not None and word.lemma in ("both", "all", "each") and name.end + 1 < len(sentence.tokens):
            # "X and Y both list Z".
            word = sentence.tokens[name.end + 1]
        if word is not None and word.tag == "NNP" and word.text.islower() and word.lemma.removesuffix("s") in verbs:
            # "The M23 controls Goma": small letters are no part of a name.
            word.tag, word.lemma = "NNS", word.lemma.removesuffix("s")
            word.dep = "compound" if word.dep == "nsubj" else word.dep
        people = name.label == NORP and not name.head.text.endswith("s")
        if word is None or people or word.lemma not in verbs:
            continue
        if name.head.head is word and name.head.dep == "nsubj":
            continue
        if name.head.head is word and word.pos == "VERB" and word.tag != "VBG" and name.head.dep in _NOMINAL_DEPS:
            name.head.dep = "nsubj"
            continue
        other = starts.get(_after(sentence, word))
        alone = other is not None and (other.head is sentence.root or (other.head.dep == "conj" and other.head.head is sentence.root)) and not any(_is_main_verb(t) for t in sentence.tokens if t is not word)
        # "X and Y back Z": no particle stands between two names.
        between = word.tag in ("RP", "RB") and _after(sentence, word) == word.i + 1
        if other is not None and (_was_verb(word, name) or between or (alone and word.tag in ("NN", "VBP", "VB", "RB", "RP"))):
            _make_verb(word, _first_of(name.head), other.head)
        elif (word.tag == "NN" and word.first("det", "amod") is None and _first_of(name.head) is not name.head) or (word.tag == "NN" and word.dep == "conj" and name.head.head is word):
            _with_preposition(sentence, word, name, starts)


def _is_main_verb(token: Token) -> bool:
    """Whether a word is a verb outside a clause that only describes a noun."""
    return token.pos == "VERB" and not any(t.dep.startswith("acl") for t in (token, *token.ancestors()))


def _with_preposition(sentence: Sentence, word: Token, name: Name, starts: Mapping[int, Name]) -> None:
    """ "X and Y side with Z": a singular behind several names is no noun of theirs."""
    behind = sentence.tokens[word.i + 1] if word.i + 1 < len(sentence.tokens) else None
    other = starts.get(_after(sentence, behind)) if behind is not None and behind.pos == "ADP" else None
    if other is None or sentence.root.pos == "VERB":
        return
    first = word.head if word.dep == "conj" and word.head is not None and name.head.head is word else _first_of(name.head)
    if name.head.head is word:
        move(name.head, first)
        name.head.dep = "conj"
    _make_verb(word, first, other.head)
    other.head.dep = "obl"


def _past(word: Token, verbs: Container[str]) -> None:
    """ "Hezbollah clashed with Israel": a past tense behind its noun, taken for an adjective."""
    noun = word.head
    if word.tag != "JJ" or not word.text.endswith("ed") or noun is None or noun.pos not in ("NOUN", "PROPN"):
        return
    stems = (word.text.lower()[:-2], word.text.lower()[:-1])
    lemma = next((stem for stem in stems if stem in verbs), None)
    if lemma is None or word.i < noun.i or word.dep not in ("amod", "acl") or noun.first("cop") is not None:
        return
    outer, dep = noun.head, noun.dep
    noun.children.remove(word)
    word.head, word.dep, word.pos, word.tag, word.lemma = outer, dep, "VERB", "VBD", lemma
    if outer is not None:
        outer.children[outer.children.index(noun)] = word
    attach(noun, word)
    noun.dep = "nsubj"


def _object(name: Name, verbs: Container[str]) -> None:
    """A name right behind a verb that has no object is its object."""
    head = name.head
    verb = head.head
    if verb is None or verb.pos != "VERB" or verb.lemma not in verbs or head.dep not in _LOST:
        return
    first = min(t.i for t in head.subtree() if t.dep not in ("punct", "conj", "cc", "acl", "acl:relcl") or t is head)
    behind = 0 < min(first, name.start) - verb.i <= 2
    if behind and not head.get("case", "mark", "cop", "nsubj") and not verb.get("obj") and name.label != NORP:
        head.dep = "obj"


def _after(sentence: Sentence, word: Token) -> int:
    """Position of what follows a word, its article passed over."""
    following = word.i + 1
    if following < len(sentence.tokens) and sentence.tokens[following].lemma in ("the", "a"):
        following += 1
    return following


def _was_verb(word: Token, subject: Name) -> bool:
    """Whether a word that no verb was seen in can only be one here."""
    if word.dep in ("root", "conj", "ccomp", "advcl", "acl:relcl", "parataxis") and word.pos == "VERB":
        return False
    if word.tag in ("NNS", "VBN", "VBD", "VBZ", "VBP"):
        return word.dep in ("amod", "compound", "nmod", "dep", "flat", "appos", "punct", "obl", "acl")
    several = subject.head.dep == "conj" or subject.head.first("conj") is not None
    if several and word.lemma == "back":
        return word.dep in ("case", "advmod", "compound:prt")
    return several and word.tag in ("RP", "RB", "NN", "JJ", "VB", "IN") and word.dep not in ("case", "compound:prt")


def _first_of(token: Token) -> Token:
    while token.dep == "conj" and token.head is not None:
        token = token.head
    return token


def _perfects(sentence: Sentence, verbs: Container[str]) -> None:
    """ "Iran had armed Hezbollah", parsed as having an armed Hezbollah."""
    for have in sentence.tokens:
        if have.lemma != "have" or have.dep in ("aux", "aux:pass"):
            continue
        target = have.first("obj")
        armed = target.first("amod") if target is not None else None
        if target is None or armed is None:
            continue
        stems = (armed.lemma,) if armed.tag == "VBN" else (armed.text.lower()[:-2], armed.text.lower()[:-1])
        lemma = next((stem for stem in stems if stem in verbs), None)
        if lemma is None or armed.tag not in ("VBN", "JJ") or not (armed.tag == "VBN" or armed.text.endswith("ed")):
            continue
        subject = have.first("nsubj")
        if armed.i - have.i <= 2 and subject is not None:
            _make_verb(armed, have, target)
            armed.lemma = lemma
            have.dep, have.pos = "aux", "AUX"
            move(subject, armed)


def _make_verb(word: Token, subject: Token, object_: Token) -> None:
    """Make a word the verb of its clause, between its subject and its object."""
    top = object_ if object_ in subject.ancestors() else subject
    outer, dep = top.head, top.dep
    for token in (word, subject, object_):
        if token.head is not None and token in token.head.children:
            token.head.children.remove(token)
    if outer in (word, subject, object_):
        outer, dep = None, "root"
    word.head, word.dep, word.pos, word.tag = outer, dep, "VERB", "VBD" if word.tag in ("VBN", "VBD") else "VBZ"
    if outer is not None:
        attach(word, outer)
    attach(subject, word)
    attach(object_, word)
    subject.dep, object_.dep = "nsubj", "obj"
    for child in [c for c in word.children if c.dep in _NOMINAL_DEPS and c.i < subject.i]:
        # A title before the subject is the subject's.
        move(child, subject)
    for child in [c for c in object_.children if c.dep == "conj" and c.pos == "VERB"]:
        move(child, word)


def _gather(sentence: Sentence, name: Name) -> None:
    """Children of a name's other words become children of its head."""
    words = sentence.tokens[name.start : name.end]
    inside = {word.i for word in words}
    for word in words:
        if word is name.head:
            continue
        for child in list(word.children):
            if child.i not in inside:
                move(child, name.head)
        if word.head is not name.head and move(word, name.head):
            word.dep = "flat"


def _coordinate(sentence: Sentence, first: Name, second: Name) -> None:
    """ "President A and leader B", parsed as one compound: B is coordinated with A."""
    between = sentence.tokens[first.end : second.start]
    joined = any(t.lemma in ("and", "or") for t in between) and not any(t.text == "," for t in between)
    if not joined or NORP in (first.label, second.label) or first.head.dep not in _NOMINAL_DEPS:
        return
    if first.head.head is not second.head:
        return
    outer, dep = second.head.head, second.head.dep
    second.head.children.remove(first.head)
    first.head.head, first.head.dep = outer, dep
    if outer is not None:
        outer.children[outer.children.index(second.head)] = first.head
    for opens in [c for c in second.head.get("case") if c.i < first.start]:
        move(opens, first.head)
    attach(second.head, first.head)
    second.head.dep = "conj"


def move(token: Token, head: Token) -> bool:
    """Hang a token elsewhere; not below itself, which would make a ring."""
    if token.head is None or token is head or token in head.ancestors():
        return False
    token.head.children.remove(token)
    attach(token, head)
    return True


def attach(token: Token, head: Token) -> None:
    """Hang a token that hangs nowhere below another."""
    token.head = head
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)
