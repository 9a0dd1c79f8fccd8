"""Attaches dependents of a name to its head, and separates names, titles and bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.extract.names import NORP, ORG, PERSON, Name
from graphkit.extract.repair.tree import attach, move
from graphkit.extract.repair.verbs_between import NOMINAL
from graphkit.nlp import Sentence
from graphkit.nlp.words import words


def attach_name_dependents(sentence: Sentence, names: Sequence[Name]) -> None:
    """Attach dependents of each name to its head, and separate titles, bodies and names."""
    for name in names:
        _gather_dependents(sentence, name)
        _attach_to_title_before_comma(sentence, name)
        _attach_title_to_name(sentence, name)
        _move_title_preposition(name)
        _attach_apposition(sentence, name)
        _attach_body_and_person(sentence, name, names)
        _coordinate_persons(name, names)


def _attach_to_title_before_comma(sentence: Sentence, name: Name) -> None:
    """Attach a person after a comma to the title before it: "Germany's chancellor, X, said"."""
    head = name.head
    if name.label != PERSON or head.head is None or name.start < 2 or sentence.tokens[name.start - 1].text != ",":
        return
    body = head.head
    if head.dep == "appos" and body.pos == "NOUN" and body.dep == "nmod" and body.lemma in words("bodies") and body.head is not None:
        # "a member of the Syrian parliament, X": not the name of the parliament.
        move(head, body.head)
    # "a spokesman for the Taliban, X": not the name of the Taliban.
    noun = head.head.head if head.dep == "appos" and head.head.pos == "PROPN" and head.head.dep == "nmod" else None
    if noun is not None and noun.pos == "NOUN" and noun.dep in ("nsubj", "obl", "obj", "root", "nsubj:pass", "obl:agent"):
        move(head, noun)


def _attach_title_to_name(sentence: Sentence, name: Name) -> None:
    """Attach a title right before a person's name to it: "and Kurdish leader X"."""
    title = sentence.tokens[name.start - 1] if name.start else None
    head = name.head
    if name.label != PERSON or title is None or title.pos != "NOUN" or title is head.head or title.head is head:
        return
    if title.dep != "conj" or title.head is None or head.dep not in (*NOMINAL, "nsubj", "obj", "obl", "conj"):
        return
    first = title.head
    if head in first.ancestors():
        # The list was attached below its last name: move it to the position of that name.
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


def _attach_apposition(sentence: Sentence, name: Name) -> None:
    """Attach an apposition after Y's comma to Y: "X, a minister, and Y, a spokesman"."""
    first, comma = name.head.head, name.end
    if name.head.dep != "conj" or first is None or comma + 1 >= len(sentence.tokens) or sentence.tokens[comma].text != ",":
        return
    for noun in first.get("appos"):
        if min(t.i for t in noun.subtree() if t.pos != "PUNCT") == comma + 1:
            move(noun, name.head)


def _move_title_preposition(name: Name) -> None:
    """Move the preposition before a title to the name: "the murder of journalist X"."""
    head = name.head
    if name.label != PERSON or head.get("case"):
        return
    for title in [c for c in head.get("compound", "nmod:desc") if c.pos in ("NOUN", "PROPN") and c.i < name.start]:
        for word in [c for c in title.get("case") if c.pos == "ADP"]:
            move(word, head)


def raise_nation_adjective(name: Name) -> None:
    """Attach the adjective of a nation to the whole compound: "three Turkish tank shells" are Turkish shells."""
    part = name.head.head
    if name.label != NORP or name.head.dep not in ("amod", "compound") or part is None or part.dep != "compound":
        return
    whole = part.head
    if whole is not None and whole.pos == "NOUN" and part.pos == "NOUN" and name.end == part.i:
        move(name.head, whole)


def _coordinate_persons(name: Name, names: Sequence[Name]) -> None:
    """Coordinate a person with a person, not with the country: "X of A and Y of B"."""
    place = name.head.head
    if name.label != PERSON or name.head.dep != "conj" or place is None or place.head is None:
        return
    labels = {id(other.head): other.label for other in names}
    if labels.get(id(place), PERSON) != PERSON and labels.get(id(place.head)) == PERSON:
        move(name.head, place.head)


def attach_group_nouns(sentence: Sentence, names: Sequence[Name], sorts: Mapping[str, str]) -> None:
    """Attach a group noun right before a group's name to the name: "the rebel ABC Council"."""
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


def _attach_body_and_person(sentence: Sentence, name: Name, names: Sequence[Name]) -> None:
    """Attach both body and person to the title: "the leader of the ABC rebels, X"."""
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


def _gather_dependents(sentence: Sentence, name: Name) -> None:
    """Attach the children of a name's other words to its head."""
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
