"""Mentions: the words of a sentence that stand for actors, with their syntactic properties."""

from graphkit.extract.mentions.builder import PRONOUNS, Mentions
from graphkit.extract.mentions.descriptions import EVENT, TALKS

__all__ = ["EVENT", "PRONOUNS", "TALKS", "Mentions"]
