"""The named questions, answered from the index: the same rows in the same order as the engine gives for their SPARQL.

The engine reads every claim for such a question; the index has ready what it needs, and gives the first rows at once,
however many there are. Any other text, and a graph without an index, is the engine's.
"""

from graphkit.store.ready.answer import Rows
from graphkit.store.ready.answering import Answering
from graphkit.store.ready.texts import NamedQuery, named_queries, recognised

__all__ = ["Answering", "NamedQuery", "Rows", "named_queries", "recognised"]
