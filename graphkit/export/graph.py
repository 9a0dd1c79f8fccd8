"""The graph for networkx: actors as nodes, one edge a pair, relation, status and polarity."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graphkit.model import Claim, Lifecycle
from graphkit.ontology import load_vocabulary
from graphkit.store import View

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(view: View) -> nx.MultiDiGraph:
    """Directed multigraph of the claims in force.

    Nodes are actor ids with `label`, `kind`, `type`. Edges have `predicate`, `family`,
    `sign`, `status`, `polarity`, `claims` (how many), `sources` (outlets), `support` (types), `quotes`,
    `first` and `last` (days of publication, ISO, or "").
    """
    import networkx as nx

    vocabulary = load_vocabulary()
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for actor in view.actors():
        graph.add_node(actor.id, label=actor.name, kind=str(actor.kind), type=actor.type or "")
    articles = {article.key: article for article in view.articles()}
    groups: dict[tuple[str, str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in view.claims():
        if claim.lifecycle is Lifecycle.ACTIVE:
            key = (claim.subject, claim.object, claim.predicate, str(claim.status), str(claim.polarity))
            groups[key].append(claim)
    for (subject, object_, predicate, status, polarity), claims in sorted(groups.items()):
        about = [articles[c.article] for c in claims]
        days = sorted(a.published.isoformat() for a in about if a.published)
        graph.add_edge(
            subject,
            object_,
            key=f"{predicate}/{status}/{polarity}",
            predicate=predicate,
            family=vocabulary.family(predicate) or "",
            sign=vocabulary.sign(predicate),
            status=status,
            polarity=polarity,
            claims=len(claims),
            sources=sorted({a.outlet or "unknown outlet" for a in about}),
            support=sorted({kind for c in claims for kind in c.support_types}),
            quotes=sorted({e.quote for c in claims for e in c.evidence}),
            first=days[0] if days else "",
            last=days[-1] if days else "",
        )
    return graph
