"""Questions: named queries, all claims of a pair, and the check of a graph against its shapes."""

from graphkit.query.explain import Explanation, explain, find_actor
from graphkit.query.named import NamedQuery, named_queries, named_query
from graphkit.query.validate import Violation, validate

__all__ = [
    "Explanation",
    "NamedQuery",
    "Violation",
    "explain",
    "find_actor",
    "named_queries",
    "named_query",
    "validate",
]
