"""Applies all corrections of a parse tree, in order, before relations are extracted from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphkit.extract.lexicon import Lexicon
from graphkit.extract.names import PERSON, PLACE, STATE, Name
from graphkit.extract.repair.attachment import repair_attachment
from graphkit.extract.repair.closing_clause import raise_closing_clause
from graphkit.extract.repair.conjuncts import repair_conjuncts
from graphkit.extract.repair.coordination import (
    coordinate_as_well_as,
    coordinate_objects,
    coordinate_verbs,
    separate_clauses,
)
from graphkit.extract.repair.infinitives import repair_infinitives
from graphkit.extract.repair.misparsed_verbs import repair_misparsed_verbs
from graphkit.extract.repair.missing_verbs import restore_missing_verb
from graphkit.extract.repair.names import (
    attach_group_nouns,
    attach_name_dependents,
    raise_nation_adjective,
)
from graphkit.extract.repair.reporting import (
    attach_opening_attribution,
    attach_that_clauses,
    relabel_reporting_clauses,
    set_off_inner_clause,
    set_off_participle,
)
from graphkit.extract.repair.verbless import rebuild_verbless_clause
from graphkit.extract.repair.verbs_between import restore_verbs_between_names
from graphkit.nlp import Sentence, Token


def repair_tree(sentence: Sentence, names: Sequence[Name], lexicon: Lexicon, may_act: Callable[[Token], bool]) -> None:
    """Correct the tree of a sentence.

    Args:
        sentence: the tree; it is changed in place.
        names: its names.
        lexicon: frames and word lists.
        may_act: whether a word is a name or a noun for a possible agent.
    """
    attach_name_dependents(sentence, names)
    attach_group_nouns(sentence, names, lexicon.sorts)
    coordinate_as_well_as(sentence)
    repair_conjuncts(sentence, lexicon.verbs)
    coordinate_verbs(sentence, lexicon.clause_verbs)
    separate_clauses(sentence, lambda verb: verb.lemma in lexicon.verbs and lexicon.cue("verb", verb.lemma) is None)
    relabel_reporting_clauses(sentence, lambda verb: lexicon.is_reporting_verb(verb.lemma))
    restore_verbs_between_names(sentence, names, lexicon.verbs)
    rebuild_verbless_clause(sentence, lexicon.verbs, may_act)
    repair_misparsed_verbs(sentence, lexicon.verbs, lexicon.clause_verbs, may_act)
    repair_infinitives(sentence, lexicon.clause_verbs)
    restore_missing_verb(sentence, lexicon.clause_verbs, may_act)
    set_off_inner_clause(sentence, lambda verb: lexicon.is_reporting_verb(verb.lemma))
    set_off_participle(sentence)
    attach_opening_attribution(sentence)
    attach_that_clauses(sentence, lambda verb: lexicon.is_speech_verb(verb.lemma), lambda noun: lexicon.cue("noun", noun.lemma) not in (None, "source"))
    raise_closing_clause(sentence, lambda verb: lexicon.is_speech_verb(verb.lemma), lambda noun: noun.pos != "NOUN" or lexicon.may_speak(noun.lemma))
    coordinate_objects(sentence)
    repair_attachment(sentence, lambda noun: lexicon.cue("noun", noun.lemma) in ("plan", "attempt", "refuse"), {name.end - 1 for name in names if name.label in (PLACE, STATE)}, {name.end - 1: name.head for name in names if name.label == PERSON})
    for name in names:
        raise_nation_adjective(name)
