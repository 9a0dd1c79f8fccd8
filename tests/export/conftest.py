"""Two graphs for exports: real articles, and names that try to break every format."""

from __future__ import annotations

from datetime import date

import pytest

from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, Status
from graphkit.store import Store

NASTY = 'A "quoted" \\ name; <script>alert(1)</script> | =1+1 \x01 ]]> --> \u202e end'


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A graph whose names and quotes try to break every format."""
    text = f"{NASTY} backs B."
    document = Document("d", text, outlet=NASTY, published=date(2020, 1, 2))
    claim = Claim(document.key, "Nasty", "supports", "B", NASTY, "B", (Evidence(0, len(text), text),), support_types=("weapons",))
    denied = Claim(document.key, "B", "attacks", "Nasty", "B", NASTY, (Evidence(0, len(text), text),), polarity=Polarity.NEGATIVE, cue="backs", status=Status.ALLEGED)
    store = Store.open(tmp_path_factory.mktemp("h") / "g", create=True)
    with store.writer() as writer:
        writer.add(ArticleRecord(document, (Actor("B", "B"), Actor("Nasty", NASTY)), (claim, denied)))
    return store.view()


@pytest.fixture(params=["seeds", "hostile"])
def any_view(request, view, hostile):
    return view if request.param == "seeds" else hostile


def joins_nodes(root, namespace):
    """Whether ids of nodes and of edges are unique, and every edge of a GEXF or GraphML file joins two existing nodes."""
    nodes, edges = ([each.get("id") for each in root.iter(f"{namespace}{kind}")] for kind in ("node", "edge"))
    ends = {edge.get(end) for edge in root.iter(f"{namespace}edge") for end in ("source", "target")}
    return len(set(nodes)) == len(nodes) and len(set(edges)) == len(edges) and ends <= set(nodes)
