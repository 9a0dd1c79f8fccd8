"""Converts a claim to the values that the pages show."""

from __future__ import annotations

from typing import Any

from graphkit.model import Claim
from graphkit.query import claim_values
from graphkit.query.wording import sentence, statement
from graphkit.serve.current import Opened


def page_values(opened: Opened, claim: Claim) -> dict[str, Any]:
    """Return `claim_values` plus `sentence`, `statement`, `subject_name` and `object_name`.

    Raises:
        UnknownName: the claim's article is not in the graph.
    """
    subject, object_ = opened.actor(claim.subject).name, opened.actor(claim.object).name
    return {
        **claim_values(claim, opened.actors, {claim.article: opened.article(claim.article)}),
        "sentence": sentence(claim, subject, object_),
        "statement": statement(claim.predicate, subject, object_),
        "subject_name": subject,
        "object_name": object_,
    }
