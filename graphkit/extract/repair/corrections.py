"""Applies all corrections of a parse tree, in order, before relations are extracted from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphkit.extract.lexicon import Lexicon
from graphkit.extract.names import Name
from graphkit.extract.repair.attachment import attach_rightly
from graphkit.extract.repair.coordination import as_well_as, said_beside
from graphkit.extract.repair.misparsed_verbs import rescue
from graphkit.extract.repair.missing_verbs import find_verb
from graphkit.extract.repair.names import nouns_before, repair, up_from_compound
from graphkit.extract.repair.verbless import plain_clause
from graphkit.extract.repair.verbs_between import verbs_between
from graphkit.nlp import Sentence, Token


def repair_tree(sentence: Sentence, names: Sequence[Name], lexicon: Lexicon, acts: Callable[[Token], bool]) -> None:
    """Correct the tree of a sentence.

    Args:
        sentence: the tree; it is changed in place.
        names: its names.
        lexicon: frames and word lists.
        acts: whether a word is a name or a noun for a possible agent.
    """
    repair(sentence, names)
    nouns_before(sentence, names, lexicon.sorts)
    as_well_as(sentence)
    said_beside(sentence, lambda verb: lexicon.reports(verb.lemma))
    verbs_between(sentence, names, lexicon.verbs)
    plain_clause(sentence, lexicon.verbs, acts)
    rescue(sentence, lexicon.verbs, acts)
    find_verb(sentence, lexicon.spoken, acts)
    attach_rightly(sentence)
    for name in names:
        up_from_compound(name)
