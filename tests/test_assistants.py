"""The MCP server with a real client of the official SDK over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from graphkit import Graph
from graphkit.assistants import ACTORS, LONGEST, ROWS, Tools, server
from graphkit.errors import QueryTimeout, StoreMissing, UsageError
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, Status
from graphkit.store import Store
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def told(seed_folder):
    """Answers to all calls of this module, made in one session."""
    calls = {
        "actors": ("search_actors", {"words": "haftar"}),
        "claims": ("claims", {"subject": "turkey", "relation": "supports"}),
        "unknown": ("claims", {"subject": "ruritania"}),
        "explain": ("explain", {"first": "uae", "second": "haftar"}),
        "rows": ("sparql", {"query": "SELECT ?x { ?x rel:supports graph:GNA }"}),
        "named": ("sparql", {"query": "who-backs"}),
        "misspelt": ("sparql", {"query": "SELECT ?x { ?x rel:supports graph:Hezbolah }"}),
        "write": ("sparql", {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}),
        "fetch": ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}),
        "many": ("sparql", {"query": "SELECT * { ?s ?p ?o }"}),
        "queries": ("queries", {}),
        "everything": ("search_actors", {"words": ""}),
        "misnamed": ("claims", {"actor": "turkey"}),
        "incomplete": ("explain", {"first": ["haftar"]}),
        "long": ("sparql", {"query": "x" * 1_000_000}),
    }

    async def ask():
        parameters = StdioServerParameters(command=sys.executable, args=["-m", "graphkit", "mcp", "--graph", str(seed_folder)], cwd=str(ROOT))
        async with stdio_client(parameters) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            listed = await session.list_tools()
            answers = {name: await session.call_tool(tool, given) for name, (tool, given) in calls.items()}
            return {tool.name: tool for tool in listed.tools}, answers

    # In a separate thread: the browser of other tests keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asyncio.wait_for(ask(), 120))).result()


def data(told, name):
    answer = told[1][name]
    assert not failed(answer), answer
    [text] = answer.content
    assert json.loads(text.text) == answer.structured_content
    return answer.structured_content


def failed(answer):
    return answer.is_error


def test_every_tool_says_what_it_does(told):
    assert set(told[0]) == {"search_actors", "claims", "explain", "sparql", "queries"}
    for tool in told[0].values():
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False
        assert tool.input_schema["additionalProperties"] is False


def test_actors_and_claims_come_with_quotes_and_sources(told, seed_folder):
    assert "Haftar" in {actor["id"] for actor in data(told, "actors")["actors"]}
    claims = data(told, "claims")["claims"]
    quotes = {claim.evidence[0].quote for claim in Graph.open(seed_folder).claims()}
    assert claims
    assert all(claim["subject"] == "Turkey" and claim["quote"] in quotes and claim["published"] for claim in claims)
    held = {claim["claim"] for claim in Tools(seed_folder).claims(subject="turkey", day="2019-12-31")["claims"]}
    assert held == {claim.id for claim in Graph.open(seed_folder).claims(subject="turkey", day=date(2019, 12, 31))} != set()
    with pytest.raises(UsageError, match="'last May' is not a day; write it as 2020-05-31"):
        Tools(seed_folder).claims(day="last May")


def test_a_claim_whose_relation_has_no_family_comes_whole_and_every_status_is_told(tmp_path):
    """The row used to be empty except for the quote; `said` has the status that `claims` filters by."""
    document = Document("d", "Nyland is based in Sudria.")
    claim = Claim(document.key, "N", "basedIn", "S", "Nyland", "Sudria", (Evidence(0, 26, document.text),), status=Status.PLANNED)
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        writer.add(ArticleRecord(document, (Actor("N", "Nyland"), Actor("S", "Sudria")), (claim,)))
    [row] = Tools(tmp_path / "g").claims(status="planned")["claims"]
    assert (row["subject"], row["predicate"], row["object"], row["status"], row["said"]) == ("Nyland", "basedIn", "Sudria", "possible", "planned")


def test_what_each_claim_repeats_of_its_article_is_shortened(tmp_path):
    """A title of ten thousand letters would otherwise come two hundred times."""
    store = Store.open(tmp_path / "g", create=True)
    text = "A backs B."
    document = Document("d", text, title="T" * 10_000, outlet="O" * 10_000, url="https://x.example/" + "u" * 10_000)
    with store.writer() as writer:
        writer.add(ArticleRecord(document, (Actor("A", "A"), Actor("B", "B")), (Claim(document.key, "A", "supports", "B", "A", "B", (Evidence(0, 9, text[:9]),)),)))
    [row] = Tools(tmp_path / "g").claims()["claims"]
    assert max(len(str(value)) for value in row.values()) <= LONGEST


def test_explaining_a_pair(told):
    found = data(told, "explain")
    assert found["independent_sources"] >= 1
    assert {claim["object"] for claim in found["claims"]} >= {"Khalifa Haftar"}


def test_sparql_and_named_queries(told):
    assert ["https://w3id.org/graphkit/id/Turkey"] in data(told, "rows")["rows"]
    assert data(told, "named")["rows"]
    assert data(told, "named")["notices"] == []
    assert "who-backs" in {query["name"] for query in data(told, "queries")["queries"]}


def test_an_assistant_learns_that_a_name_of_its_query_is_unknown(told):
    """Otherwise it would take an empty answer for what the articles report."""
    assert (data(told, "misspelt")["rows"], data(told, "misspelt")["notices"]) == ([], ["graph:Hezbolah is not in this graph. Did you mean graph:Hezbollah?"])


def test_the_limits_of_the_endpoint_hold(told):
    assert len(data(told, "many")["rows"]) == ROWS
    assert data(told, "many")["more"]
    assert told[1]["misnamed"].content[0].text == "claims: 'actor' is not an argument; it takes subject (optional), object (optional), relation (optional), status (optional), day (optional)"
    assert told[1]["incomplete"].content[0].text == "explain: 'first' must be a text; 'second' is missing; it takes first, second"
    for name in ("write", "fetch", "unknown", "misnamed", "incomplete", "long"):
        assert failed(told[1][name]), name
        assert "\n" not in told[1][name].content[0].text
        assert "Traceback" not in told[1][name].content[0].text
        assert len(told[1][name].content[0].text) < 1_000


def test_an_answer_that_was_cut_says_so(told, seed_folder, monkeypatch):
    """An assistant must not take a truncated answer for the whole."""
    assert len(data(told, "everything")["actors"]) == ACTORS
    assert data(told, "everything")["more"]
    assert not data(told, "actors")["more"]
    assert not data(told, "claims")["more"]
    monkeypatch.setattr("graphkit.assistants.ROWS", 3)
    cut = Tools(seed_folder).claims(subject="turkey")
    assert (len(cut["claims"]), cut["more"]) == (3, True)
    assert cut["claims"] == data(told, "claims")["claims"][:3]
    assert Tools(seed_folder).explain("uae", "haftar")["more"] == (len(data(told, "explain")["claims"]) > 3)
    assert len(Tools(seed_folder).explain("uae", "haftar")["claims"]) <= 3


@pytest.mark.parametrize("words,found,near", [
    ("the khalifa haftar", ["Haftar"], []),
    ("haftar khalifa", ["Haftar"], []),
    ("ERDOGAN", ["Erdogan"], []),
    ("Abdel-Fattah al-Sisi", ["Sisi"], []),
    ("Hifftar", [], ["Haftar"]),
    ("???", [], []),
])
def test_an_actor_is_found_however_its_name_is_written(seed_folder, words, found, near):
    """Accents, hyphens, articles and the order of the words hid it, and an assistant took that for an answer."""
    answer = Tools(seed_folder).search_actors(words)
    assert ([actor["id"] for actor in answer["actors"]], [actor["id"] for actor in answer["similar"]][:1]) == (found, near)


def test_an_answer_is_no_longer_than_clients_accept_and_has_no_empty_fields(seed_folder, monkeypatch):
    """They refuse a longer one as a whole."""
    tools = Tools(seed_folder)
    whole = tools.claims()["claims"]
    assert all(value not in (None, "", []) for row in whole for value in row.values())
    for answer, key in ((tools.claims, "claims"), (lambda: tools.sparql("evidence"), "rows"), (lambda: tools.explain("turkey", "gna"), "claims")):
        monkeypatch.undo()
        everything = answer()
        size = len(json.dumps(everything[key], indent=2)) // 2
        monkeypatch.setattr("graphkit.assistants.LARGEST", size)
        cut = answer()
        assert 0 < len(cut[key]) < len(everything[key])
        assert cut[key] == everything[key][: len(cut[key])]
        assert cut["more"]


def test_contradictions_name_claims_of_the_answer(tmp_path):
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for day, text, polarity in ((1, "A backs B.", Polarity.POSITIVE), (2, "A does not back B.", Polarity.NEGATIVE)):
            document = Document(f"d{day}", text, outlet=f"Post {day}", published=date(2024, 5, day))
            writer.add(ArticleRecord(document, (Actor("A", "A"), Actor("B", "B")), (Claim(document.key, "A", "supports", "B", "A", "B", (Evidence(0, len(text), text),), polarity=polarity, cue=None if day == 1 else "not"),)))
    answer = Tools(tmp_path / "g").explain("A", "B")
    assert answer["contradictions"] == [[row["claim"] for row in answer["claims"]]]


def test_a_query_that_takes_too_long_is_told_without_an_option_of_another_command(seed_folder, monkeypatch):
    monkeypatch.setattr("graphkit.assistants.TIMEOUT", 0.2)
    with pytest.raises(QueryTimeout, match=r"longer than 0.2 s and was stopped; narrow it$"):
        Tools(seed_folder).sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def test_without_a_graph_there_is_no_server(tmp_path):
    with pytest.raises(StoreMissing):
        server(tmp_path / "none")
    with pytest.raises(StoreMissing):
        Tools(tmp_path / "none")


def test_a_missing_extra_is_told_in_one_line(seed_folder):
    """In a Python without the SDK and the endpoint's dependencies."""
    code = "import sys; sys.modules.update(dict.fromkeys(['mcp', 'starlette', 'distributed', 'msgspec', 'fsspec'])); from graphkit.cli import main; sys.argv = ['graphkit', *sys.argv[1:]]; main()"
    for words, extra in ((["mcp"], "mcp"), (["serve"], "serve"), (["build", "x.txt", "--engine", "dask"], "scale")):
        done = subprocess.run([sys.executable, "-c", code, *words, "--graph", str(seed_folder)], capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == 2, done.stderr
        assert f"alliance-graphkit[{extra}]" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
