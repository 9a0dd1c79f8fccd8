"""Relative clauses between commas, read apart from their sentence.

A small parser loses the thread of "X, who has met Y, denounced Z". Lifted out, the clause and
what is left are two plain sentences; the clause is hung on the noun before it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from graphkit.nlp.tree import Token

LONGEST = 160
RELATIVES = ("who", "which", "whose", "whom")
# What goes on behind the second comma: a finite verb, or another member with "and". A noun or a name
# there may as well be the next of a list inside the clause.
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
# "patience with X, whom ...": of X.
_APART = ("with", "against", "on", "by", "between", "about", "over")
_OF_PHRASE = (*_OF_NAME, "nmod", "appos", "amod")


class Clause(NamedTuple):
    """Where a clause stands in a piece: its first comma, its words from `start` to `stop`, and where the rest goes on."""

    comma: int
    start: int
    stop: int
    rest: int


def clauses_in(piece: str) -> Iterator[Clause]:
    """Relative clauses that can be read apart.

    Args:
        piece: a piece of text, with plain quotation marks.
    """
    for match in _CLAUSE.finditer(piece):
        # At the end of a sentence no comma closes it.
        last = "close" if match["close"] else "end"
        yield Clause(match.start("open"), match.start("clause"), match.start(last), match.end(last))


def antecedent(tokens: Sequence[Token], first: Token, people: Container[int]) -> Token | None:
    """The noun that a lifted clause is about: the phrase right before it.

    Args:
        tokens: the sentence, the clause at its place and not yet hung on anything.
        first: the first word of the clause.
        people: positions of the tokens that are words of a person's name.
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
        # "X and Y, who met": both; whether only the last is meant shows in the verb.
        noun = noun.head
    return noun
