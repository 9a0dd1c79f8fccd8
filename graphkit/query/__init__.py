"""Questions: named queries, claims picked or of a pair, what changed, and the check against the shapes."""

from graphkit.query.diff import Change, compare, standing
from graphkit.query.explain import Explanation, explain, find_actor, independent
from graphkit.query.judge import DOUBTFUL, allowed, claim_of, doubtful
from graphkit.query.named import NamedQuery, named_queries, named_query
from graphkit.query.refuse import wrong_after
from graphkit.query.select import Wanted, select
from graphkit.query.validate import Violation, validate
from graphkit.query.versions import Version, replaced_article, versions

__all__ = [
    "DOUBTFUL",
    "Change",
    "Explanation",
    "NamedQuery",
    "Version",
    "Violation",
    "Wanted",
    "allowed",
    "claim_of",
    "compare",
    "doubtful",
    "explain",
    "find_actor",
    "independent",
    "named_queries",
    "named_query",
    "replaced_article",
    "select",
    "standing",
    "validate",
    "versions",
    "wrong_after",
]
