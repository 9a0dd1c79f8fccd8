"""Questions: the named queries of the ontology, and the check of a graph against its shapes."""

from graphkit.query.named import NamedQuery, named_queries, named_query
from graphkit.query.validate import Violation, validate

__all__ = ["NamedQuery", "Violation", "named_queries", "named_query", "validate"]
