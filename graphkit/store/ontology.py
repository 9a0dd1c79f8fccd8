"""The ontology that every graph contains."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from graphkit.rdf import ONTOLOGY
from graphkit.resources import ontology_dir


def ontology_quads() -> list[Quad]:
    """Return the quads of the ontology, in its named graph."""
    path = str(ontology_dir() / "alliance.ttl")
    return [Quad(q.subject, q.predicate, q.object, ONTOLOGY) for q in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE)]
