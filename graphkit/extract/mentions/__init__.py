"""Mentions: which words of a sentence stand for somebody, with what the syntax shows of them."""

from graphkit.extract.mentions.describing import DEED, TALKS
from graphkit.extract.mentions.sentence import PRONOUNS, Mentions

__all__ = ["DEED", "PRONOUNS", "TALKS", "Mentions"]
