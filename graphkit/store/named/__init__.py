"""Answer the named queries from the index, with the same rows in the same order as the engine gives for their SPARQL.

The engine reads every claim for such a query; the index is prepared for it and yields the first rows at once,
whatever their total. All other queries, and graphs without an index, are left to the engine.
"""

from graphkit.store.named.dispatch import Dispatcher
from graphkit.store.named.queries import NamedQuery, match_named_query, named_queries
from graphkit.store.named.rows import Rows

__all__ = ["Dispatcher", "NamedQuery", "Rows", "match_named_query", "named_queries"]
