"""Mentions: the words of a sentence that stand for actors, with their syntactic properties."""

from graphkit.extract.mentions.builder import PRONOUNS, Mentions
from graphkit.extract.mentions.descriptions import DEED, TALKS

__all__ = ["DEED", "PRONOUNS", "TALKS", "Mentions"]
