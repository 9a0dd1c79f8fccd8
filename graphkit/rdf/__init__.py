"""Convert claims, actors and articles to quads and back; the only package that knows their RDF form."""

from graphkit.rdf.claiming import agent_node, claim_quads, claim_quads_in, voice_node
from graphkit.rdf.deciding import decision_quads
from graphkit.rdf.entities import actor_quads, entity_quads, may_belong, read_link
from graphkit.rdf.names import (
    AGENT,
    ARTICLE,
    ARTICLE_GRAPH,
    AS_READ,
    CLAIM,
    DECISION,
    DIRECT,
    ENTITIES,
    EVIDENCE,
    GRAPH,
    ID,
    LABEL,
    META,
    ONTOLOGY,
    PREFIXES,
    RUN,
    TRUE,
    TYPE,
    UNKNOWN_OUTLET,
    UNNAMED,
    XSD,
    Term,
    actor_node,
    article_graph,
    article_node,
    decision_node,
    escaped,
    iri,
    local_id,
    outlet_node,
    relation_node,
)
from graphkit.rdf.patterns import Lines, plain_lines
from graphkit.rdf.properties import Facts, facts
from graphkit.rdf.reading import actors_of, articles_of, claims_of
from graphkit.rdf.writing import own_quads, record_quads

__all__ = ["AGENT", "ARTICLE", "ARTICLE_GRAPH", "AS_READ", "CLAIM", "DECISION", "DIRECT", "ENTITIES", "EVIDENCE", "GRAPH", "ID", "LABEL", "META", "ONTOLOGY", "PREFIXES", "RUN", "TRUE", "TYPE", "UNKNOWN_OUTLET", "UNNAMED", "XSD", "Facts", "Lines", "Term", "actor_node", "actor_quads", "actors_of", "agent_node", "article_graph", "article_node", "articles_of", "claim_quads", "claim_quads_in", "claims_of", "decision_node", "decision_quads", "entity_quads", "escaped", "facts", "iri", "local_id", "may_belong", "outlet_node", "own_quads", "plain_lines", "read_link", "record_quads", "relation_node", "voice_node"]
