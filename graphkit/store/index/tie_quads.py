"""Ties as RDF, for exports that request them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import Polarity, digest
from graphkit.ontology import NS
from graphkit.rdf import GRAPH, TYPE, XSD, actor_node, iri, relation_node
from graphkit.store.index.ties import Tie

TIES = NamedNode(f"{GRAPH}ties")


def tie_quads(ties: Iterable[Tie]) -> Iterator[Quad]:
    """Yield the quads of ties, in a separate named graph."""
    for tie in ties:
        node = NamedNode(f"{NS}tie/{digest(tie.subject, tie.object, tie.predicate, tie.denied)}")
        yield Quad(node, TYPE, iri("gk:Tie"), TIES)
        yield Quad(node, iri("gk:tieSubject"), actor_node(tie.subject), TIES)
        yield Quad(node, iri("gk:tieRelation"), relation_node(tie.predicate), TIES)
        yield Quad(node, iri("gk:tieObject"), actor_node(tie.object), TIES)
        yield Quad(node, iri("gk:tiePolarity"), iri(f"gkc:{Polarity.NEGATIVE if tie.denied else Polarity.POSITIVE}"), TIES)
        yield Quad(node, iri("gk:isContested"), Literal(tie.contested), TIES)
        counted = {"claim": tie.claims, "source": tie.sources, "ended": tie.ended, **tie.statuses}
        for name, number in counted.items():
            yield Quad(node, iri(f"gk:{name}Count"), Literal(str(number), datatype=NamedNode(f"{XSD}integer")), TIES)
        days = {"firstDeed": tie.first_deed, "lastDeed": tie.last_deed, "firstPublished": tie.first_print, "lastPublished": tie.last_print}
        for name, day in days.items():
            if day:
                yield Quad(node, iri(f"gk:{name}"), Literal(day, datatype=NamedNode(f"{XSD}date")), TIES)
