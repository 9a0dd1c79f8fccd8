"""Mentions: the words of a sentence that stand for actors, with their syntactic properties."""

from graphkit.extract.mentions.describing import DEED, TALKS
from graphkit.extract.mentions.sentence import PRONOUNS, Mentions

__all__ = ["DEED", "PRONOUNS", "TALKS", "Mentions"]
