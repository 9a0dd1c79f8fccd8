"""The one rule that makes direct triples, for one claim at a time.

`ontology/rules/materialize.rq` says the same over a whole graph; a test holds both equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from graphkit.model import Claim, Polarity
from graphkit.ontology import load_vocabulary
from graphkit.rdf import DIRECT, actor_node, relation_node
from graphkit.standing import has_ended, is_plain


def counts(claim: Claim) -> bool:
    """Whether a claim makes direct triples.

    It must be active, positive, sure enough, not said to have ended (when it happened or
    since when it holds does not matter), and asserted; or
    declared, where declaring is doing: who declares a stance takes it.
    """
    return is_plain(claim) and claim.polarity is Polarity.POSITIVE and not has_ended(claim)


def direct_quads(claim: Claim) -> Iterator[Quad]:
    """Direct triples of one claim: its relation and those above it, mirrored where symmetric."""
    vocabulary = load_vocabulary()
    subject, object_ = actor_node(claim.subject), actor_node(claim.object)
    for name in vocabulary.ancestors(claim.predicate):
        yield Quad(subject, relation_node(name), object_, DIRECT)
        if vocabulary.relation(name).symmetric:
            yield Quad(object_, relation_node(name), subject, DIRECT)
