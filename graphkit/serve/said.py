"""A claim as the pages show it: plain values, and the sentence that is its title."""

from __future__ import annotations

from typing import Any

from graphkit.model import Claim
from graphkit.query import claim_values
from graphkit.query.wording import sentence, statement
from graphkit.serve.current import Opened


def said(opened: Opened, claim: Claim) -> dict[str, Any]:
    """What `claim_values` gives, with `sentence`, `statement`, `subject_name` and `object_name`.

    Raises:
        UnknownName: the graph does not hold its article.
    """
    subject, object_ = opened.actor(claim.subject).name, opened.actor(claim.object).name
    return {
        **claim_values(claim, opened.actors, {claim.article: opened.article(claim.article)}),
        "sentence": sentence(claim, subject, object_),
        "statement": statement(claim.predicate, subject, object_),
        "subject_name": subject,
        "object_name": object_,
    }
