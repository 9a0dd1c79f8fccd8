"""Restores the verb of a clause that was parsed without one: headlines, short sentences, unknown names.

If the root is a noun, and one of its words can express a relation and follows a possible agent, that word is the verb.
"""

from graphkit.extract.clauses.joined import find_verb

__all__ = ["find_verb"]
