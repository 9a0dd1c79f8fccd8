"""Finds relative clauses between commas, which are parsed separately from their sentence.

A small parser misreads "X, who has met Y, denounced Z". Without the clause both parts are simple sentences; the clause
is attached to the preceding noun afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from graphkit.nlp.tree import Token

LONGEST = 160
RELATIVES = ("who", "which", "whose", "whom")
# What follows the second comma: a finite verb, or another conjunct with "and". A noun or a name there may be the next
# item of a list inside the clause.
_GOES_ON = (
    r"(?:also |now |then |later |recently |again |never |still |already |often |once |[a-z]+ly )?"
    r"(?:[a-z]{2,}ed|said|told|was|were|is|are|has|have|had|will|would|could|can|may|might|must|did|does|do|made|took|met|sent|gave|led|won|"
    r"held|left|fled|came|went|began|became|sought|fought|struck|hit|cut|put|set|let|swore|says|say|wants|want|plans|backs|supports|"
    r"support|opposes|oppose|denies|deny|leads|holds|faces|accuses|accuse|calls|seeks|insists|argues|fears|remains|called|kept|lost|sold|"
    r"spoke|brought|bought|wrote|fell|saw|ran|rose|grew|stood|paid|built|drew|threw|found|laid|broke|chose|drove|flew|shot|knew|thought|felt|"
    r"both|regards|rejects|refuses|refuse|described|describes|lies|stands|belongs|controls|rules|commands|believes|hopes|feels|thinks)\b|(?:and|but|to)\b"
)
_PARTICIPLE = r"(?:backed|supported|armed|funded|financed|led|headed|aided|trained|sponsored|accused|suspected|founded|created|helped|joined|urged|pressed|ruled|controlled|held|mediated|brokered)\s(?:by|of|in|with)"
_CLAUSE = re.compile(
    rf"(?<=[\w)])(?P<open>,)\s+(?P<clause>(?:(?:(?:from|with|in|for|to|through|of|under|against|by|on|at|after) )?(?:which|whom)|who|whose|{_PARTICIPLE})\s(?:(?!\.\s)[^,;:()\"\n]){{4,{LONGEST}}}?)"
    rf"(?:(?P<close>,)\s+(?={_GOES_ON})|(?P<end>)(?=[.!?](?:\s|\Z)|,\s+(?:who|which|whose|whom)\s))"
)
_OF_NAME = ("flat", "compound", "nmod:desc")
# Prepositions that keep nouns apart: in "patience with X, whom ..." the antecedent is X.
_APART = ("with", "against", "on", "by", "between", "about", "over")
_OF_PHRASE = (*_OF_NAME, "nmod", "appos", "amod")


class Clause(NamedTuple):
    """Offsets of a clause in a piece: its first comma, its words from `start` to `stop`, and where the sentence continues."""

    comma: int
    start: int
    stop: int
    rest: int


def clauses_in(piece: str) -> Iterator[Clause]:
    """Yield the relative clauses that can be parsed separately.

    Args:
        piece: a piece of text with straight quotation marks.
    """
    for match in _CLAUSE.finditer(piece):
        # At the end of a sentence there is no closing comma.
        last = "close" if match["close"] else "end"
        yield Clause(match.start("open"), match.start("clause"), match.start(last), match.end(last))


def antecedent(tokens: Sequence[Token], first: Token, people: Container[int]) -> Token | None:
    """Return the noun that a lifted clause modifies: the phrase right before it.

    Args:
        tokens: the sentence, with the clause in its position but not yet attached.
        first: first word of the clause.
        people: positions of the tokens that belong to a person's name.
    """
    noun = next((t for t in reversed(tokens[: first.i]) if t.pos != "PUNCT"), None)
    person = first.text.lower() in ("who", "whom")
    while noun is not None and noun.head is not None and noun.head.i < noun.i and noun.head.pos in ("NOUN", "PROPN", "PRON"):
        if noun.i in people and noun.dep not in _OF_NAME:
            break
        within = not any(c.lemma in _APART for c in noun.get("case"))
        nearest = noun.dep in _OF_NAME or (noun.dep == "nmod" and noun.pos == "NOUN" and within)
        if not ((noun.dep in _OF_PHRASE and within) if person else nearest):
            break
        noun = noun.head
    relative = first.text.lower() in RELATIVES
    while relative and noun is not None and noun.dep == "conj" and noun.head is not None and noun.head.pos in ("NOUN", "PROPN"):
        # "X and Y, who met": take both; only the verb could show that just the last one is meant.
        noun = noun.head
    return noun
