"""A graph survives a round trip through any RDF syntax, and nothing that violates the shapes is loaded."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from graphkit import Graph
from graphkit.api import import_rdf, retract
from graphkit.errors import DocumentError, UnknownFormat
from graphkit.model import Lifecycle
from graphkit.pipeline import build
from graphkit.query import validate
from graphkit.rdf import DIRECT, actor_node, relation_node
from graphkit.store import Store, load
from graphkit.store.load import SUFFIXES, bundle_of
from tests.conftest import examples

ENDINGS = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "trig": "trig", "jsonld": "jsonld", "rdfxml": "rdf"}


@pytest.fixture(scope="module")
def travelled(seed_folder, tmp_path_factory):
    """The seed graph with a retraction, exported to a file of each format."""
    import shutil

    folder = tmp_path_factory.mktemp("t") / "g"
    shutil.copytree(seed_folder, folder)
    # Without a decision, which only a dump of all named graphs keeps.
    with Store.open(folder).writer() as writer:
        writer.retract("syria-2016-12-aleppo", "withdrawn", date(2026, 1, 2))

    def written(format):
        path = folder.parent / f"graph.{ENDINGS[format]}"
        path.write_bytes(Graph.open(folder).export(format))
        return path

    return folder, written


@pytest.mark.parametrize("format", sorted(ENDINGS))
def test_export_and_import_give_the_same_dataset(travelled, tmp_path, format):
    folder, written = travelled
    assert import_rdf(written(format), graph=tmp_path / "h") == (15, 0)
    assert Graph.open(tmp_path / "h").export("nquads") == Graph.open(folder).export("nquads")
    assert Graph.open(tmp_path / "h").drift() == (0, 0)


def test_importing_again_changes_nothing(travelled, tmp_path):
    _, written = travelled
    path = written("turtle")
    import_rdf(path, graph=tmp_path / "h")
    before = Graph.open(tmp_path / "h").export("nquads")
    assert import_rdf(path, graph=tmp_path / "h") == (0, 15)
    assert Graph.open(tmp_path / "h").export("nquads") == before


def test_two_graphs_merge_into_what_one_build_gives(tmp_path, pipeline):
    texts = {"a": "Egypt backs Khalifa Haftar.", "b": "Turkey supports the Government of National Accord."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
        build([tmp_path / f"{name}.txt"], tmp_path / f"g{name}", pipeline=pipeline)
        (tmp_path / f"{name}.ttl").write_bytes(Graph.open(tmp_path / f"g{name}").export("turtle"))
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "both", pipeline=pipeline)
    for name in texts:
        assert import_rdf(tmp_path / f"{name}.ttl", graph=tmp_path / "merged") == (1, 0)
    assert Graph.open(tmp_path / "merged").export("nquads") == Graph.open(tmp_path / "both").export("nquads")


def test_direct_triples_are_derived_and_never_taken_over(travelled, tmp_path):
    _, written = travelled
    path = tmp_path / "g.nt"
    naked = f"{actor_node('Chad')} {relation_node('supports')} {actor_node('Haftar')} .\n"
    path.write_text(written("ntriples").read_text() + naked)
    import_rdf(path, graph=tmp_path / "h")
    store = Store.open(tmp_path / "h").view()._store
    assert Quad(actor_node("Chad"), relation_node("supports"), actor_node("Haftar"), DIRECT) not in store


def test_claims_that_somebody_else_named_are_retracted_as_ours_are(travelled, tmp_path):
    """The nodes of an imported article may have names other than the ids of its claims: nothing is written about nodes that do not exist."""
    _, written = travelled
    path, folder = tmp_path / "theirs.nq", tmp_path / "g"
    path.write_text(re.sub(r"(graphkit/claim/)(\w+)>", r"\1theirs-\2>", written("nquads").read_text()))
    import_rdf(path, graph=folder)
    before = Store.open(folder).view()
    article = next(claim.article for claim in before.claims() if claim.lifecycle is Lifecycle.ACTIVE)
    retract(article, "withdrawn", graph=folder, day=date(2026, 1, 2))
    after = Store.open(folder).view()
    assert {claim.lifecycle for claim in after.claims_in(article)} == {Lifecycle.RETRACTED}
    assert (after.drift(), after.index_drift(), validate(after)) == ((0, 0), 0, [])
    assert after.counts()["claims"] == before.counts()["claims"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rel:supports", "rel:adores", "predicate is unknown"),
        ('gk:quote "Turkey supports', 'gk:quote "Turkey really supports', "the length of the quote is not end minus start"),
        ("gkc:asserted", "gkc:certain", "is refused"),
        ("gk:confidence 0.", "gk:confidence 7.", "is refused"),
    ],
)
def test_what_the_shapes_refuse_does_not_come_in(tmp_path, pipeline, old, new, told):
    (tmp_path / "a.txt").write_text("Turkey supports the Government of National Accord.")
    build([tmp_path / "a.txt"], tmp_path / "g", pipeline=pipeline)
    text = Graph.open(tmp_path / "g").export("turtle", part="claims").decode()
    assert old in text, text
    (tmp_path / "bad.ttl").write_text(text.replace(old, new))
    with pytest.raises(DocumentError, match=told) as caught:
        import_rdf(tmp_path / "bad.ttl", graph=tmp_path / "h")
    assert "nothing was imported" in str(caught.value)
    assert not (tmp_path / "h").exists()


@pytest.mark.parametrize(
    ("name", "text", "error", "told"),
    [
        ("a.ttl", "this is no Turtle", DocumentError, "does not parse as turtle"),
        ("a.ttl", "<urn:a> <urn:b> <urn:c> .", DocumentError, "contains no claims of graphkit; give a file that graphkit export wrote with --part all"),
        ("a.ttl", "[] <urn:b> [] .", DocumentError, "contains no claims"),
        ("a.ttl", "", DocumentError, "contains no claims"),
        # Names of parts of claims, as in the exports for other vocabularies, without a claim.
        ("a.ttl", "<https://w3id.org/graphkit/claim/3408830bb0fe30de#attribution> <urn:b> <urn:c> .", DocumentError, "contains no claims"),
        ("a.docx", "x", UnknownFormat, "is not that of an RDF format"),
    ],
)
def test_other_files_are_told_in_one_line(tmp_path, name, text, error, told):
    (tmp_path / name).write_text(text)
    with pytest.raises(error, match=told) as caught:
        import_rdf(tmp_path / name, graph=tmp_path / "h")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_and_a_format_there_is_none_of(tmp_path):
    with pytest.raises(DocumentError, match="cannot be read"):
        load(tmp_path / "none.ttl")
    with pytest.raises(UnknownFormat, match="unknown RDF format 'word'"):
        load(tmp_path / "none.ttl", "word")


def test_the_format_can_be_given(travelled, tmp_path):
    _, written = travelled
    path = tmp_path / "graph"
    path.write_bytes(written("nquads").read_bytes())
    assert len(load(path, "nquads").articles) == 15
    assert {SUFFIXES[f".{ending}"] for ending in ENDINGS.values()} == set(ENDINGS)


NODES = st.sampled_from([
    "https://w3id.org/graphkit/claim/1", "https://w3id.org/graphkit/article/a", "https://w3id.org/graphkit/evidence/a_1-2",
    "https://w3id.org/graphkit/id/X", "https://w3id.org/graphkit/run/a-x-1", "https://w3id.org/graphkit/graph/article/a", "urn:x",
])  # fmt: skip


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(NODES, NODES, NODES), max_size=12))
def test_any_triples_are_parted_without_loss(triples):
    """Each quad is assigned to one place or counted as foreign."""
    quads = {Quad(*(NamedNode(part) for part in triple)) for triple in triples}
    bundle = bundle_of(quads)
    kept = [q for group in (*bundle.articles.values(), *bundle.entities.values(), *bundle.meta.values()) for q in group]
    assert len(kept) + bundle.foreign == len(quads)


def test_garbage_never_ends_in_a_traceback(tmp_path):
    @settings(max_examples=examples(30))
    @given(st.binary(max_size=200), st.sampled_from(sorted(ENDINGS)))
    def check(data, format):
        path = tmp_path / f"x.{ENDINGS[format]}"
        path.write_bytes(data)
        with pytest.raises(DocumentError):
            load(path)

    check()
