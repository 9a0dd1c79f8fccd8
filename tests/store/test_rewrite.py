"""Which graphs an update may affect, and the dataset of a request, from the text alone, erring on the safe side."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import QueryError
from graphkit.rdf import DIRECT, PREFIXES
from graphkit.store.rewrite import join_updates, touches_own_graphs, volatile_function, with_dataset

OWN = DIRECT.value


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "INSERT DATA { GRAPH <http://example.org/x> { <a:b> <a:c> 1 } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "WITH <http://example.org/x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "INSERT DATA { graph:GNA rdfs:comment 'mine' }",
        "COPY <http://example.org/x> TO DEFAULT",
        "PREFIX e: <http://example.org/> CLEAR SILENT GRAPH e:x",
        f'INSERT DATA {{ <a:b> <a:c> "GRAPH <{OWN}>" }} # CLEAR ALL',
    ],
)
def test_other_graphs_are_not_ours(update):
    assert not touches_own_graphs(update)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { graph:A rel:supports graph:B }",
        "PREFIX r: <https://w3id.org/graphkit/rel#> INSERT DATA { <a:b> r:supports <a:c> }",
        "INSERT DATA { <a:b> <https://w3id.org/graphkit/ns#quote> 'x' }",
        "INSERT DATA { <a:b> <https://w3id.org/\\u0067raphkit/ns#quote> 'x' }",
        "CLEAR ALL",
        "DROP NAMED",
        f"CLEAR GRAPH <{OWN}>",
        f"clear silent graph <{OWN}>",
        f"CLEAR GRAPH # <http://example.org/x>\n <{OWN}>",
        f"INSERT DATA {{ GRAPH <{OWN}> {{ <a:b> <a:c> 1 }} }}",
        f"MOVE DEFAULT TO <{OWN}>",
        f"MOVE <{OWN}> TO DEFAULT",
        f"ADD SILENT GRAPH <http://example.org/x> TO GRAPH <{OWN}>",
        f"WITH <{OWN}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE { GRAPH $g { ?s ?p ?o } } WHERE { ?s ?p $g }",
        "DROP GRAPH gk:x",
        "PREFIX e: <https://w3id.org/graphkit/graph/> CLEAR GRAPH e:direct",
        "PREFIX e: <https://w3id.org/graphkit/graph/> CLEAR GRAPH e:direct ; PREFIX e: <http://example.org/> CLEAR GRAPH e:x",
        "PREFIX e: <https://w3id.org/> CLEAR GRAPH e:graphkit\\/graph\\/direct",
        "PREFIX : <https://w3id.org/graphkit/graph/> CLEAR GRAPH :direct",
        "BASE <https://w3id.org/graphkit/graph/> CLEAR GRAPH <direct>",
        "CLEAR GRAPH <https://w3id.org/graphk\\u0069t/graph/direct>",
        "CLEAR GRAPH <https://w3id.org/x/../graphkit/graph/direct>",
    ],
)
def test_whatever_might_be_ours_counts_as_ours(update):
    assert touches_own_graphs(update)


@given(prefix=st.sampled_from(["", "e", *PREFIXES]), cut=st.integers(0, len(OWN)), again=st.booleans())
def test_no_way_of_spelling_our_graph_is_missed(prefix, cut, again):
    """However an IRI of ours is split into prefix and name, the engine clears it only where we detected it."""
    local = OWN[cut:].replace("/", "\\/")
    update = f"PREFIX {prefix}: <{OWN[:cut]}> CLEAR SILENT GRAPH {prefix}:{local}" + f" ; PREFIX {prefix}: <a:> CLEAR DEFAULT" * again
    store = pyoxigraph.Store()
    quad = pyoxigraph.Quad(pyoxigraph.NamedNode("a:a"), pyoxigraph.NamedNode("a:b"), pyoxigraph.Literal("c"), DIRECT)
    store.add(quad)
    try:
        store.update(update)
    except SyntaxError:
        return
    assert touches_own_graphs(update) or quad in store


def test_functions_whose_value_changes():
    assert volatile_function("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (rand() < 0.5) }") == "rand"
    assert volatile_function('INSERT DATA { <a:b> <a:c> "RAND()" } # NOW()') is None


def run(update):
    """Return the contents of a small dataset after an update."""
    store = pyoxigraph.Store()
    store.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:in> 'g' } GRAPH <a:h> { <a:s> <a:in> 'h' } <a:s> <a:in> 'd' }")
    store.update(update)
    return {(str(q.object.value), str(q.graph_name)) for q in store}


KEPT = {("g", "<a:g>"), ("h", "<a:h>"), ("d", "DEFAULT")}


def test_a_dataset_says_where_patterns_match():
    insert = "INSERT { GRAPH <a:out> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert run(with_dataset(insert, ["a:g"], [])) == {*KEPT, ("g", "<a:out>")}
    assert run(with_dataset(insert, ["a:g", "a:h"], [])) == {*KEPT, ("g", "<a:out>"), ("h", "<a:out>")}
    named = "INSERT { GRAPH <a:out> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert run(with_dataset(named, [], ["a:h"])) == {*KEPT, ("h", "<a:out>")}


def test_a_dataset_also_where_the_short_form_has_no_place_for_it():
    """What a pattern matches in a:g is deleted from the target of the template: the default graph."""
    assert run(with_dataset("DELETE WHERE { ?s ?p ?o }", ["a:g"], [])) == KEPT
    two = "DELETE WHERE { GRAPH <a:g> { ?s ?p ?o } } ; INSERT DATA { <a:x> <a:in> '}' } ; DELETE WHERE { ?s <a:in> '}' }"
    assert run(with_dataset(two, ["a:h"], ["a:g"])) == {("h", "<a:h>"), ("d", "DEFAULT"), ("}", "DEFAULT")}


def test_an_update_without_a_dataset_stays_as_it_is():
    assert with_dataset("anything", [], []) == "anything"


@pytest.mark.parametrize(
    ("update", "graph"),
    [("WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "a:g"), ("DELETE { ?s ?p ?o } USING <a:g> WHERE { ?s ?p ?o }", "a:g"), ("CLEAR ALL", "a:b> } CLEAR ALL")],
)
def test_two_datasets_or_a_graph_without_iri_are_refused(update, graph):
    with pytest.raises(QueryError, match=r"only one of them|not the IRI"):
        with_dataset(update, [graph], [])


def test_updates_are_joined_whatever_they_end_with():
    assert run(join_updates("CLEAR GRAPH <a:g> ; # done", "", "# nothing", "CLEAR GRAPH <a:h> ;")) == {("d", "DEFAULT")}
