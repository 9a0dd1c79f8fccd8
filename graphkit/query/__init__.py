"""Read-only queries on the graph: named queries, dossiers, claim selection, disputes, diffs and SHACL validation.

Takes `Actor`, `Article`, gives `Dossier`: `query.dossier.dossier`.
"""

from graphkit.denials import contradictions
from graphkit.query.articles import find_article, withdrawn
from graphkit.query.counter_claims import counter_claims
from graphkit.query.decisions import DOUBTFUL, check_decision, claim_of, doubtful, is_of_claim
from graphkit.query.diff import Change, changes, compare, standing
from graphkit.query.disputed import (
    Disputed,
    contested_claims,
    disputed,
    disputed_of,
    disputed_statement,
)
from graphkit.query.dossier import (
    Dossier,
    Event,
    PairDossier,
    Period,
    Post,
    Row,
    Section,
    Through,
    dossier,
    pair_dossier,
)
from graphkit.query.dossier_rows import claim_values, dossier_rows
from graphkit.query.explain import Explanation, explain, find_actor
from graphkit.query.named_queries import NamedQuery, is_name, named_queries, named_query, restricted_query
from graphkit.query.periods import period_words
from graphkit.query.select import ClaimFilter, check_source, select
from graphkit.query.sources import count_sources, independent_first
from graphkit.query.speakers import speaker_words
from graphkit.query.unknown_terms import UnknownTerm, term_notices, unknown_term_notices, warn_unknown_terms
from graphkit.query.update_check import update_problems
from graphkit.query.validate import Validation, Violation, validate, validate_changed
from graphkit.query.versions import Version, replaced_article, versions
from graphkit.query.wording import (
    family_statement,
    family_words,
    quoted,
    sentence,
    statement,
    status_label,
    status_text,
    status_words,
)

__all__ = [
    "DOUBTFUL",
    "Change",
    "ClaimFilter",
    "Disputed",
    "Dossier",
    "Event",
    "Explanation",
    "NamedQuery",
    "PairDossier",
    "Period",
    "Post",
    "Row",
    "Section",
    "Through",
    "UnknownTerm",
    "Validation",
    "Version",
    "Violation",
    "changes",
    "check_decision",
    "check_source",
    "claim_of",
    "claim_values",
    "compare",
    "contested_claims",
    "contradictions",
    "count_sources",
    "counter_claims",
    "disputed",
    "disputed_of",
    "disputed_statement",
    "dossier",
    "dossier_rows",
    "doubtful",
    "explain",
    "family_statement",
    "family_words",
    "find_actor",
    "find_article",
    "independent_first",
    "is_name",
    "is_of_claim",
    "named_queries",
    "named_query",
    "pair_dossier",
    "period_words",
    "quoted",
    "replaced_article",
    "restricted_query",
    "select",
    "sentence",
    "speaker_words",
    "standing",
    "statement",
    "status_label",
    "status_text",
    "status_words",
    "term_notices",
    "unknown_term_notices",
    "update_problems",
    "validate",
    "validate_changed",
    "versions",
    "warn_unknown_terms",
    "withdrawn",
]
