"""What an actor is part of is in the graph and in copies of it, and both are in one camp."""

import pytest
from typer.testing import CliRunner

from graphkit import Graph, build
from graphkit.api import update
from graphkit.cli.app import app
from graphkit.model import Actor, ActorClass, ArticleRecord, Claim, Document, Evidence
from graphkit.rdf import outlet_node
from graphkit.store import Store

TEXTS = {
    "goma.txt": "Rwanda supports the M23. M23 rebels attacked the FARDC near Goma. The UPDF supports the FARDC in Ituri. Belgium supports DR Congo.",
    "tyre.txt": "Hezbollah attacked the IDF near Tyre.",
}
LINKED = "SELECT ?part ?link ?whole WHERE { VALUES ?link { gk:partOf gk:country } ?part ?link ?whole . ?whole rdfs:label ?label }"


def links(graph):
    return {tuple(term.short for term in row) for row in graph.query(LINKED)}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    build(folder, graph=folder / "graph")
    return Graph.open(folder / "graph")


def test_forces_are_part_of_a_state_that_is_described_even_if_no_claim_names_it(graph):
    forces = {("graph:FARDC", "gk:partOf", "graph:DRC"), ("graph:UPDF", "gk:partOf", "graph:Uganda"), ("graph:IDF", "gk:partOf", "graph:Israel")}
    assert forces | {("graph:M23", "gk:country", "graph:DRC")} <= links(graph)
    assert graph.validate() == []


def test_a_copy_of_a_graph_keeps_them(graph, tmp_path):
    def run(*words):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output

    run("export", "--graph", graph.folder, "--format", "turtle", "-o", tmp_path / "all.ttl")
    run("import", tmp_path / "all.ttl", "--graph", tmp_path / "copy")
    assert links(Graph.open(tmp_path / "copy")) == links(graph)


ARTICLES = {
    "report.txt": "Belarus attacked the BBC and Agence France-Presse in Minsk.",
    "bbc.md": "---\noutlet: BBC News\n---\nFrance supports Armenia.",
    "afp.md": "---\noutlet: AFP\n---\nFrance supports Armenia.",
    "star.md": "---\noutlet: Daily Star\n---\nFrance supports Armenia.",
}
PUBLISHERS = "SELECT ?outlet ?label ?country { ?article dcterms:publisher ?outlet . ?outlet rdfs:label ?label OPTIONAL { ?outlet gk:country ?country } }"


@pytest.mark.parametrize("order", [1, -1])
def test_an_outlet_is_one_node_as_a_source_and_as_an_actor_whichever_article_comes_first(tmp_path, order):
    """The BBC was two nodes under two names, and a node known as an outlet never got its country. Names that several outlets have stay apart."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text)
    build(*(tmp_path / name for name in sorted(ARTICLES)[::order]), graph=tmp_path / "graph", extractor="dependency")
    graph = Graph.open(tmp_path / "graph")
    found = {tuple("" if term is None else term.short for term in row) for row in graph.query(PUBLISHERS)}
    assert found == {
        ("graph:BBC", "BBC", "graph:UK"), ("graph:AFP", "Agence France-Presse", ""), ("graph:Daily_Star", "Daily Star", ""), ("gk:UnknownOutlet", "unknown outlet", ""),
    }  # fmt: skip
    assert {article.outlet for article in graph.articles()} == {"BBC News", "AFP", "Daily Star", None}
    assert graph.validate() == []
    assert graph.index_drift() == 0
    assert CliRunner().invoke(app, ["check", "--graph", str(graph.folder)]).exit_code == 0


def test_a_new_graph_passes_the_check(tmp_path):
    (tmp_path / "bbc.md").write_text(ARTICLES["bbc.md"])
    build(tmp_path / "bbc.md", graph=tmp_path / "graph", extractor="dependency")
    assert CliRunner().invoke(app, ["check", "--graph", str(tmp_path / "graph")]).exit_code == 0


@pytest.mark.parametrize("names", [["The Guardian", "Guardian"], ["El País", "el pais"], ["Associated Press", "AP"], ["BBC  News", "British Broadcasting Corporation"]])
def test_names_of_a_listed_outlet_are_one_node(names):
    assert len({outlet_node(name) for name in names}) == 1


@pytest.fixture
def older(tmp_path):
    """A graph of a version without these links, and of Israel."""
    (tmp_path / "a.txt").write_text(TEXTS["tyre.txt"])
    build(tmp_path / "a.txt", graph=tmp_path / "graph", extractor="dependency")
    update(
        "DELETE { GRAPH ?g { ?part ?link ?whole } } WHERE { VALUES ?link { gk:partOf gk:country } GRAPH ?g { ?part ?link ?whole } } ;"
        "DELETE { GRAPH ?g { graph:Israel ?p ?o } } WHERE { GRAPH ?g { graph:Israel ?p ?o } }",
        graph=tmp_path / "graph",
    )
    assert not links(Graph.open(tmp_path / "graph"))
    return tmp_path / "graph"


def test_an_actor_of_an_older_graph_gets_its_link_when_it_is_named_again(older, tmp_path):
    (tmp_path / "b.txt").write_text("Iran threatened the IDF.")
    build(tmp_path / "b.txt", graph=older, extractor="dependency")
    assert ("graph:IDF", "gk:partOf", "graph:Israel") in links(Graph.open(older))


def test_check_finds_and_adds_the_links_that_an_older_graph_lacks(older):
    def check(*words):
        done = CliRunner().invoke(app, ["check", "--graph", str(older), *words])
        return done.exit_code, done.output

    lacking = "2 actors without the state or organization that the list of actors names"
    assert check() == (1, f"the direct triples match the claims\nthe index matches the graph\n{lacking}\nRepair it: graphkit check --repair\n")
    assert check("--repair") == (0, f"the direct triples match the claims\nthe index matches the graph\n{lacking}; repaired\n")
    assert check() == (0, "the direct triples match the claims\nthe index matches the graph\n")
    graph = Graph.open(older)
    assert links(graph) == {("graph:IDF", "gk:partOf", "graph:Israel"), ("graph:Hezbollah", "gk:country", "graph:Lebanon")}
    assert graph.validate() == []


def test_a_link_of_a_known_actor_is_never_a_second_one(tmp_path):
    """Also if the list of actors has changed since."""
    one, two = (Actor("Wing", "Wing", ActorClass.ORGANIZATION, "armed-group", of=Actor(of, of, kind)) for of, kind in (("Front", ActorClass.ORGANIZATION), ("Chad", ActorClass.STATE)))
    other = Actor("Chad", "Chad", ActorClass.STATE)
    with Store.open(tmp_path / "graph", create=True).writer() as writer:
        for number, wing in enumerate((one, two)):
            document = Document(str(number), "Wing supports Chad.")
            writer.add(ArticleRecord(document, (other, wing), (Claim(document.key, "Wing", "supports", "Chad", "Wing", "Chad", (Evidence(0, 19, document.text),)),)))
    assert links(Graph.open(tmp_path / "graph")) == {("graph:Wing", "gk:partOf", "graph:Front")}


def test_a_state_and_its_forces_are_in_one_camp_and_one_party(graph):
    camps = [set(camp.members) for camp in graph.analyze().camps]
    assert {"DRC", "FARDC", "UPDF", "Belgium"} in camps
    assert "Belgium and the UPDF stand with the FARDC; Rwanda with the M23." in graph.headline()


def test_a_party_is_named_after_the_forces_if_they_are_named_more_often_than_their_state(tmp_path):
    (tmp_path / "one.txt").write_text(
        "The RSF attacked the Sudanese Armed Forces in Khartoum. Egypt supports the SAF. The UAE armed the RSF. Sudan accused Chad of arming the RSF. The SAF bombed RSF positions."
    )
    build(tmp_path / "one.txt", graph=tmp_path / "graph")
    assert "Egypt with the SAF" in Graph.open(tmp_path / "graph").headline()


def test_only_actors_with_claims_are_listed_and_an_actor_names_its_whole(graph):
    listed = CliRunner().invoke(app, ["actors", "--graph", str(graph.folder), "--format", "csv"]).output
    assert "IDF" in listed
    assert "Israel," not in listed.replace("Israel Defense", "")
    assert "part of: Israel" in CliRunner().invoke(app, ["explain", "IDF", "--graph", str(graph.folder)]).output
