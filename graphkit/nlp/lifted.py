"""Relative clauses between commas, read apart from their sentence.

A small parser loses the thread of "X, who has met Y, denounced Z". Lifted out, the clause and
what is left are two plain sentences; the clause is hung on the noun before it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphkit.nlp.tree import Token

LONGEST = 160
# What goes on behind the second comma: a finite verb, or another member with "and". A noun or a name
# there may as well be the next of a list inside the clause.
_GOES_ON = (
    r"(?:also |now |then |later |recently |again |never |still |already |often |once |[a-z]+ly )?"
    r"(?:[a-z]{2,}ed|said|told|was|were|is|are|has|have|had|will|would|could|can|may|might|must|did|does|do|made|took|met|sent|gave|led|won|"
    r"held|left|fled|came|went|began|became|sought|fought|struck|hit|cut|put|set|let|swore|says|say|wants|want|plans|backs|supports|"
    r"support|opposes|oppose|denies|deny|leads|holds|faces|accuses|accuse|calls|seeks|insists|argues|fears|remains|called|kept|lost|sold|"
    r"spoke|brought|bought|wrote|fell|saw|ran|rose|grew|stood|paid|built|drew|threw|found|laid|broke|chose|drove|flew|shot|knew|thought|felt|"
    r"regards|rejects|refuses|refuse|described|describes|lies|stands|belongs|controls|rules|commands|believes|hopes|feels|thinks)\b|(?:and|but)\b"
)
_CLAUSE = re.compile(
    rf"(?<=[\w)])(?P<open>,)\s+(?P<clause>(?:who|which|whose|whom)\s(?:(?!\.\s)[^,;:()\"\n]){{4,{LONGEST}}}?)(?P<close>,)\s+(?={_GOES_ON})"
)
_OF_NAME = ("flat", "compound", "nmod:desc")
_OF_PHRASE = (*_OF_NAME, "nmod", "appos", "amod")


def clauses_in(piece: str) -> Iterator[tuple[int, int, int]]:
    """Relative clauses that can be read apart: where the first comma stands, where the clause begins, where the second comma ends.

    Args:
        piece: a piece of text, with plain quotation marks.
    """
    for match in _CLAUSE.finditer(piece):
        yield match.start("open"), match.start("clause"), match.end("close")


def antecedent(tokens: Sequence[Token], first: Token) -> Token | None:
    """The noun that a lifted clause is about: the phrase right before it.

    Args:
        tokens: the sentence, the clause at its place and not yet hung on anything.
        first: the first word of the clause.
    """
    if first.i == 0:
        return None
    noun = tokens[first.i - 1]
    person = first.text.lower() in ("who", "whom")
    while noun.head is not None and noun.head.i < noun.i and noun.head.pos in ("NOUN", "PROPN", "PRON"):
        nearest = noun.dep in _OF_NAME or (noun.dep == "nmod" and noun.pos == "NOUN")
        if not (noun.dep in _OF_PHRASE if person else nearest):
            break
        noun = noun.head
    return noun
