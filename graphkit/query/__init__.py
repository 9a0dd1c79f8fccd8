"""Read-only queries on the graph: named queries, dossiers, claim selection, disputes, diffs and SHACL validation.

Takes `Actor`, `Article`, gives `Dossier`: `query.dossier.dossier`.
"""

from graphkit.query.articles import find_article
from graphkit.query.counter_claims import counter_claims
from graphkit.query.decisions import DOUBTFUL, allowed, claim_of, doubtful, is_of_claim
from graphkit.query.diff import Change, compare, standing
from graphkit.query.disputed import Disputed, contested_claims, contradictions, disputed, disputed_of
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
from graphkit.query.named_queries import NamedQuery, is_name, named_queries, named_query, narrowed
from graphkit.query.periods import period_words
from graphkit.query.select import Wanted, check_source, select
from graphkit.query.sources import independent
from graphkit.query.speakers import speaker_words
from graphkit.query.unknown_terms import UnknownTerm, notices, warn, worded
from graphkit.query.update_check import wrong_after
from graphkit.query.validate import Validation, Violation, validate, validate_changed
from graphkit.query.versions import Version, replaced_article, versions
from graphkit.query.wording import (
    family_statement,
    family_words,
    in_marks,
    said,
    sentence,
    statement,
    status_text,
    status_words,
)

__all__ = [
    "DOUBTFUL",
    "Change",
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
    "Wanted",
    "allowed",
    "check_source",
    "claim_of",
    "claim_values",
    "compare",
    "contested_claims",
    "contradictions",
    "counter_claims",
    "disputed",
    "disputed_of",
    "dossier",
    "dossier_rows",
    "doubtful",
    "explain",
    "family_statement",
    "family_words",
    "find_actor",
    "find_article",
    "in_marks",
    "independent",
    "is_name",
    "is_of_claim",
    "named_queries",
    "named_query",
    "narrowed",
    "notices",
    "pair_dossier",
    "period_words",
    "replaced_article",
    "said",
    "select",
    "sentence",
    "speaker_words",
    "standing",
    "statement",
    "status_text",
    "status_words",
    "validate",
    "validate_changed",
    "versions",
    "warn",
    "worded",
    "wrong_after",
]
