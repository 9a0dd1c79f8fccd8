"""The rule that derives direct triples, for one claim at a time.

`ontology/rules/materialize.rq` states the same rule over a whole graph; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from graphkit.model import Claim, Polarity
from graphkit.ontology import load_vocabulary
from graphkit.rdf import DIRECT, actor_node, relation_node
from graphkit.standing import has_ended, is_plain


def yields_direct_triples(claim: Claim) -> bool:
    """Return whether a claim yields direct triples.

    It must be active, positive, of sufficient confidence, not said to have ended (when it happened
    or since when it holds does not matter), and asserted; or declared, if the relation is a
    stance, which is taken by declaring it.
    """
    return is_plain(claim) and claim.polarity is Polarity.POSITIVE and not has_ended(claim)


def direct_quads(claim: Claim) -> Iterator[Quad]:
    """Yield the direct triples of one claim: its relation and the ancestors, mirrored if symmetric."""
    vocabulary = load_vocabulary()
    subject, object_ = actor_node(claim.subject), actor_node(claim.object)
    for name in vocabulary.ancestors(claim.predicate):
        yield Quad(subject, relation_node(name), object_, DIRECT)
        if vocabulary.relation(name).symmetric:
            yield Quad(object_, relation_node(name), subject, DIRECT)
