"""Argument structure of a tree: deep subjects, objects and prepositional arguments.

Reads Universal Dependencies (v2) and reverses syntactic movement: passives, relative and reduced relative clauses, control
and raising, shared subjects of coordinated verbs.
"""

from graphkit.extract.arguments.core import (
    RESPONSIBLE_ADJECTIVES,
    actor_of_infinitive,
    agents,
    first_conjunct,
    is_passive,
    objects,
    subjects,
    surface_subjects,
)
from graphkit.extract.arguments.prepositions import case, obliques, particles
from graphkit.extract.arguments.texts import issuing_verb, says_of_text

__all__ = ["RESPONSIBLE_ADJECTIVES", "actor_of_infinitive", "agents", "case", "first_conjunct", "is_passive", "issuing_verb", "objects", "obliques", "particles", "says_of_text", "subjects", "surface_subjects"]
