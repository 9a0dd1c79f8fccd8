"""Decisions of the user as quads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import OF_ARTICLES, Act, Decision
from graphkit.rdf.literals import as_day
from graphkit.rdf.names import CLAIM, META, TYPE, actor_node, article_node, decision_node, escaped, iri


def decision_quads(decision: Decision) -> Iterator[Quad]:
    """Yield the quads of one decision, in the meta graph: act, target, author, date, reason."""
    node = decision_node(decision)
    local = decision.target.partition(":")[0]
    of_actor = decision.act in (Act.MERGE, Act.RENAME) or (decision.act is Act.ACCEPT and decision.value)
    about = actor_node(local) if of_actor else article_node(escaped(local)) if decision.act in OF_ARTICLES else NamedNode(CLAIM + escaped(local))
    yield Quad(node, TYPE, iri("gk:Decision"), META)
    yield Quad(node, iri("gk:decision"), Literal(str(decision.act)), META)
    yield Quad(node, iri("gk:decisionAbout"), about, META)
    if decision.on is not None:
        yield Quad(node, iri("gk:decidedOn"), as_day(decision.on), META)
    for name, text in (("gk:decisionTarget", decision.target), ("gk:decisionValue", decision.value), ("gk:decidedBy", decision.who), ("rdfs:comment", decision.why)):
        if text:
            yield Quad(node, iri(name), Literal(text), META)
