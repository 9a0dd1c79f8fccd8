"""An RDF file can be opened as a graph for every kind of reading, but not for writing."""

from __future__ import annotations

import pytest

from graphkit import Graph
from graphkit.api import retract
from graphkit.errors import DocumentError, QueryError, QueryTimeout, StoreError, UnknownFormat
from graphkit.query import named_queries
from graphkit.store import SUFFIXES, Store, load_in_memory

SYNTAXES = {"turtle": ".ttl", "ntriples": ".nt", "nquads": ".nq", "trig": ".trig", "jsonld": ".jsonld", "rdfxml": ".rdf"}


@pytest.fixture(scope="module")
def files(seed_folder, tmp_path_factory):
    """The seed graph as a file in each syntax."""
    folder = tmp_path_factory.mktemp("files")
    for syntax, ending in SYNTAXES.items():
        (folder / f"g{ending}").write_bytes(Graph.open(seed_folder).export(syntax))
    return folder


@pytest.mark.parametrize("ending", sorted(SYNTAXES.values()))
def test_a_file_answers_as_the_folder_does(seed_folder, files, ending):
    graph, folder = Graph.open(files / f"g{ending}"), Graph.open(seed_folder)
    assert graph.export("nquads") == folder.export("nquads")
    for query in named_queries().values():
        assert sorted(map(str, graph.query(query.sparql))) == sorted(map(str, folder.query(query.sparql)))


def test_what_reads_a_folder_reads_a_file(files, seed_folder):
    graph, folder = Graph.open(files / "g.ttl"), Graph.open(seed_folder)
    assert graph.info() == folder.info()
    assert graph.explain("uae", "haftar") == folder.explain("uae", "haftar")
    assert list(graph.claims(family="supports")) == list(folder.claims(family="supports"))
    assert graph.validate() == []
    assert graph.drift() == (0, 0)
    assert graph.page() == folder.page()


def test_a_query_of_a_file_is_stopped_and_kept_inside_too(files):
    graph = Graph.open(files / "g.nq")
    with pytest.raises(QueryTimeout):
        graph.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=2)
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert bool(graph.query("ASK { graph:UAE rel:supports graph:Haftar }"))


def test_a_file_that_changes_is_read_anew(files, tmp_path):
    path = tmp_path / "g.nq"
    path.write_bytes((files / "g.nq").read_bytes())
    graph = Graph.open(path)
    asked = "ASK { graph:UAE rel:supports graph:Haftar }"
    assert bool(graph.query(asked))
    plain = "<https://w3id.org/graphkit/id/UAE> <https://w3id.org/graphkit/rel#supports> <https://w3id.org/graphkit/id/Haftar>"
    kept = [line for line in path.read_text().splitlines() if not line.startswith(plain)]
    path.write_text("\n".join(kept) + "\n")
    assert not bool(graph.query(asked))


def test_nothing_is_written_to_a_file(files, tmp_path):
    before = (files / "g.ttl").read_bytes()
    with pytest.raises(StoreError, match=r"graphkit import .*g\.ttl"):
        Store.open(files / "g.ttl").writer()
    with pytest.raises(StoreError, match="read-only"):
        retract("any", "because", graph=files / "g.ttl")
    assert (files / "g.ttl").read_bytes() == before


def test_what_is_no_graph_is_told(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("news")
    with pytest.raises(StoreError, match=r"a\.txt is neither a graph's folder nor an RDF file .*\.ttl"):
        Graph.open(text)
    with pytest.raises(UnknownFormat):
        load_in_memory(text)
    for name, content, says in (
        ("a.nq", "x y", "a.nq does not parse as nquads.*line 1"),
        ("b.nq", "<a:b> <a:c> <a:d> .\n", "contains no claims"),
        ("c.ttl", "<a:b> <a:c> <a:d> .\n", "contains no claims"),
        ("d.trig", "\xff\xfe", "d.trig"),
    ):
        path = tmp_path / name
        path.write_text(content, encoding="latin-1")
        with pytest.raises(DocumentError, match=says):
            Graph.open(path).info()
        with pytest.raises(DocumentError, match=says):
            Graph.open(path).query("ASK {}")


def test_an_iri_that_is_none_is_refused(files, tmp_path):
    path = tmp_path / "g.nq"
    path.write_text((files / "g.nq").read_text() + '<https://w3id.org/graphkit/id/A B> <a:c> <a:d> .\n')
    with pytest.raises(DocumentError, match="does not parse"):
        load_in_memory(path)


def test_each_ending_has_a_syntax():
    assert set(SYNTAXES.values()) <= set(SUFFIXES)
