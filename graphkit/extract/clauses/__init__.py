"""Finds the verb of a clause whose parse has none: headlines, short sentences, names it never saw.

A sentence of the news has a verb. Where the root is a noun and a word of it can be the verb
of a relation, with somebody who can act right before it, that word is the verb.
"""

from graphkit.extract.clauses.joined import find_verb

__all__ = ["find_verb"]
