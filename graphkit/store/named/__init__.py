"""Answer the named queries from the index, with the same rows in the same order as the engine gives for their SPARQL.

The engine reads every claim for such a query; the index is prepared for it and yields the first rows at once,
whatever their total. All other queries, and graphs without an index, are left to the engine.
"""

from graphkit.store.named.dispatch import Answering
from graphkit.store.named.queries import NamedQuery, named_queries, recognised
from graphkit.store.named.rows import Rows

__all__ = ["Answering", "NamedQuery", "Rows", "named_queries", "recognised"]
