"""The index answers a named query exactly as the engine answers its SPARQL: columns, rows and their order."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from graphkit.cli.app import app
from graphkit.errors import QueryTimeout
from graphkit.model import (
    Act,
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Decision,
    Document,
    Evidence,
    Polarity,
    Precision,
    Status,
    TimeSpan,
)
from graphkit.ontology import REL
from graphkit.rdf import ID, actor_node
from graphkit.store import Result, Store, Worker, named_queries, result_of
from graphkit.store.index.clock import Clock
from graphkit.store.index.schema import create_in_memory
from graphkit.store.named.disputes import statements_between

DAY = date(2024, 3, 1)
ACTORS = ("Ruritania", "Grand Fenwick", "Duchy_of_Strackenz", "Île/Neuve")
# Two of them have the same name.
NAMES = dict(zip(ACTORS, ("Ruritania", "Fenwick", "Strackenz", "Fenwick"), strict=True))
# Attacked, but no side of a fight.
PLACES = {ACTORS[3]: ActorClass.PLACE}
ENDS = [(a, b) for a in ACTORS for b in ACTORS if a != b]
RELATIONS = ("supports", "supportsMilitarily", "alliedWith", "fights", "attacks", "leads", "commands", "fightsAlongside", "opposes", "consultsWith")
# "Herald  Post" and "Herald Post" are one outlet.
OUTLETS = ("Courier", "Herald Post", "Herald  Post", None)
WORDS = ('It was said "so".', "Nobody said it,\tor did they?", "Others did.")
SPANS = (None, None, None, TimeSpan(DAY - timedelta(9)), TimeSpan(DAY + timedelta(2)), TimeSpan(DAY + timedelta(1), DAY + timedelta(1)), TimeSpan(DAY - timedelta(9), DAY), TimeSpan(None, DAY, ended=True), TimeSpan(ended=True))

said = st.tuples(
    st.sampled_from(ENDS), st.sampled_from(RELATIONS), st.sampled_from(Status), st.sampled_from([Polarity.POSITIVE] * 3 + [Polarity.NEGATIVE]),
    st.sampled_from(SPANS), st.sampled_from([WORDS[:1], WORDS[1:], WORDS]), st.sampled_from([0.3, 0.9, 0.9]),
    st.sampled_from([(), ("weapons",), ("training", "weapons"), ("diplomatic",)]), st.sampled_from([None, None, ACTORS[0], ACTORS[3]]),
)  # fmt: skip
articles = st.lists(st.tuples(st.lists(said, min_size=1, max_size=5), st.sampled_from(OUTLETS), st.integers(0, 3), st.booleans()), min_size=1, max_size=5)


def record(number, told, outlet, days, addressed):
    text = f"Article {number}. {' '.join(WORDS)}"
    document = Document(f"a{number}", text, outlet=outlet, published=DAY + timedelta(days) if days else None, published_precision=Precision.MONTH if days == 2 else Precision.DAY, url=f"https://news.example/{number}" if addressed else None)
    claims = {claim.id: claim for each in told if (claim := _claim(document, *each))}
    named = {end for claim in claims.values() for end in (claim.subject, claim.object, claim.attributed_to) if end}
    return ArticleRecord(document, tuple(Actor(name, NAMES[name], PLACES.get(name, ActorClass.ACTOR)) for name in sorted(named)), tuple(claims.values()))


def _claim(document, ends, relation, status, polarity, span, quotes, confidence, kinds, speaker):
    evidence = tuple(Evidence(start, start + len(words), words) for words in quotes for start in [document.text.index(words)])
    # The second was read by a program with a hyphen in its version.
    extractor = "made/1.0" if len(quotes) == 1 else "made/1.0-beta"
    plain = status is Status.ASSERTED
    return Claim(
        document.key, ends[0], relation, ends[1], *ends, tuple(sorted(evidence)), status, polarity, support_types=kinds, valid=span, confidence=confidence,
        cue=None if plain else "said", attributed_to=None if plain else speaker, attribution_text="they said" if speaker and not plain else None, extractor=extractor,
    )  # fmt: skip


def graph(folder, drawn, *, withdrawn=False):
    """Return a graph of the generated articles; all claims of the last are retracted, and one of the first is rejected."""
    made = [record(number, *each) for number, each in enumerate(drawn)]
    with Store.open(folder, create=True).writer(texts=False) as writer:
        for one in made:
            writer.add(one)
        if withdrawn:
            writer.retract(made[-1].document.key, "withdrawn", DAY)
            if len(made) > 1:
                writer.apply_decision(Decision(Act.REJECT, made[0].claims[0].id, on=DAY))
    return Store.open(folder).view()


def rows(answer):
    """Return the columns and rows of an answer."""
    result = Result(answer)
    return result.variables, list(result)


def same(view, sparql):
    """Check that engine and index give the same rows, and return them."""
    wanted = rows(view.run(sparql))
    ready = view.named_result(sparql)
    assert ready is not None
    assert rows(ready) == wanted
    return wanted[1]


# Without shrinking: each graph is written to disk.
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
@given(articles, st.booleans(), st.sampled_from([(None, ACTORS[1]), (ACTORS[3], None), ENDS[0], ENDS[0][::-1]]))
@example([([((ACTORS[0], ACTORS[1]), "fightsAlongside", Status.DECLARED, Polarity.POSITIVE, None, WORDS, 0.9, (), None), ((ACTORS[1], ACTORS[0]), "cooperatesWith", Status.ALLEGED, Polarity.NEGATIVE, None, WORDS[:1], 0.9, (), ACTORS[3]), *(((ACTORS[1], ACTORS[0]), relation, Status.ASSERTED, Polarity.POSITIVE, None, WORDS[:1], 0.9, (), None) for relation in ("attacks", "supports"))], "Courier", 1, True)], False, ENDS[0])
@example([([((ACTORS[0], ACTORS[1]), "supports", status, polarity, None, WORDS[:1], 0.9, (), ACTORS[3]) for status in (Status.DECLARED, Status.ALLEGED)], "Courier", day, True) for polarity, day in ((Polarity.NEGATIVE, 1), (Polarity.POSITIVE, 3))], False, ENDS[0])
def test_every_question_has_the_rows_of_its_sparql(tmp_path_factory, drawn, withdrawn, ends):
    view = graph(tmp_path_factory.mktemp("g") / "g", drawn, withdrawn=withdrawn)
    for query in named_queries().values():
        whole = same(view, query.sparql)
        limited = Result(view.named_result(query.sparql, rows=2))
        assert (list(limited), limited.more) == (whole[:2], len(whole) > 2)
        same(view, f"{query.sparql.strip()} LIMIT 2\noffset 1")
        if query.ends:
            same(view, query.about(*ends))
        # Support of one rival for the other is not behind a side of their fight.
        assert query.name != "rival-backers" or all(rival != backer for _, rival, backer in whole)


DRAWN = [
    ([((ACTORS[0], ACTORS[1]), relation, Status.ASSERTED, Polarity.POSITIVE, None, WORDS, 0.9, ("weapons",), None), (ENDS[4], "fights", Status.ASSERTED, Polarity.POSITIVE, None, WORDS[:1], 0.9, (), None)], "Courier", 1, True)
    for relation in ("supports", "leads", "alliedWith")
]


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    return graph(tmp_path_factory.mktemp("g") / "g", DRAWN)


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml"])
def test_a_ready_answer_is_written_as_the_engine_writes_it(view, format, monkeypatch):
    """In chunks of two rows, which together are one document."""
    monkeypatch.setattr("graphkit.store.named.rows.CHUNK_ROWS", 2)
    sparql = named_queries()["evidence"].sparql
    assert len(list(Result(view.named_result(sparql)).pieces(format))) > 3
    assert Result(view.named_result(sparql)).serialize(format) == Result(view.run(sparql)).serialize(format)


def test_the_shell_prints_the_first_rows_of_a_table_and_says_how_to_get_all(view, monkeypatch):
    """A file gets all rows."""
    monkeypatch.setattr("graphkit.cli.query.TABLE", 2)
    asked = ["query", "--name", "evidence", "--graph", str(view._folder)]
    table = CliRunner().invoke(app, asked)
    assert "more than the first 2 rows; --rows N shows N" in table.stderr
    assert len(CliRunner().invoke(app, [*asked, "--format", "csv"]).stdout.splitlines()) == 1 + len(same(view, named_queries()["evidence"].sparql))


def test_a_process_of_its_own_answers_the_same(view):
    """As the site queries it."""
    sparql = named_queries()["evidence"].sparql
    answer = Worker(view._folder).ask(sparql, timeout=60, rows=2)
    assert (list(result_of(answer)), answer.more) == (same(view, sparql)[:2], True)


def test_a_question_that_takes_too_long_is_stopped_between_two_rows(view):
    with pytest.raises(QueryTimeout, match="longer than 0 s"):
        list(view.query(named_queries()["evidence"].sparql, timeout=0))


def test_lines_may_end_as_a_form_sends_them_and_no_other_text_is_taken_for_a_question(view):
    sparql = named_queries()["who-backs"].sparql
    assert view.named_result(sparql.replace("\n", "\r\n") + "\n") is not None
    assert view.named_result(named_queries()["who-backs"].about(ACTORS[3]) + "\n") is not None
    for other in (sparql.replace("active", "retracted"), sparql + " LIMIT 1 LIMIT 2", sparql.replace("WHERE {", "WHERE { ?x ?y ?z ."), sparql.replace("WHERE {", "WHERE { VALUES ?q { <http://a> }")):
        assert view.named_result(other) is None


def test_symmetric_relations_are_found_from_either_end_and_others_from_one(view):
    """A claim of an alliance has the end whose id sorts first as subject, whoever is asked about."""
    one, other = map(actor_node, (ACTORS[0], ACTORS[1]))
    for ends in ((ACTORS[0], ACTORS[1]), (ACTORS[1], ACTORS[0]), (ACTORS[1], None), (None, ACTORS[0])):
        found = {(str(row[0]), str(row[1]).removeprefix(REL), str(row[2])) for row in same(view, named_queries()["evidence"].about(*ends))}
        assert ((one.value, "alliedWith", other.value) in found, (one.value, "supports", other.value) in found) == (True, ends == (ACTORS[0], ACTORS[1]))


def test_what_others_wrote_in_our_words_is_not_left_out(tmp_path):
    """A claim in a user's own named graph is not in the index, so the engine is queried."""
    graph(tmp_path / "g", DRAWN)
    words = named_queries()["rival-backers"].sparql
    with Store.open(tmp_path / "g").writer() as writer:
        writer.put("https://notes.example/", [("<https://notes.example/a> <https://notes.example/says> 'b' .", "turtle")], replace=True, check=lambda *_: ())
    assert Store.open(tmp_path / "g").view().named_result(words) is not None
    with Store.open(tmp_path / "g").writer() as writer:
        writer.put("https://notes.example/", [(f"<{ID}Ruritania> <{REL}supports> <{ID}Nobody> .", "turtle")], replace=False, check=lambda *_: ())
    assert Store.open(tmp_path / "g").view().named_result(words) is None


ONTOLOGY = "https://w3id.org/graphkit/ns#"


def changed(folder, update):
    with Store.open(folder).writer() as writer:
        writer.update(update, check=lambda *_: ())
    return Store.open(folder).view()


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT DATA {{ GRAPH <https://w3id.org/graphkit/graph/entities> {{ <{ID}Ruritania> <{ONTOLOGY}attributedTo> <{ID}Ruritania> }} }}",
        f"INSERT DATA {{ GRAPH <https://w3id.org/graphkit/graph/entities> {{ <{REL}alliedWith> <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <{REL}supports> }} }}",
        f"DELETE {{ GRAPH ?g {{ ?c <{ONTOLOGY}publishedOn> ?day }} }} WHERE {{ GRAPH ?g {{ ?c a <{ONTOLOGY}Claim> ; <{ONTOLOGY}publishedOn> ?day }} }}",
        "DELETE { GRAPH ?g { ?run ?p ?o } } WHERE { GRAPH ?g { ?run a <http://www.w3.org/ns/prov#Activity> ; ?p ?o } }",
    ],
    ids=["a speaker of an actor", "an ontology of one's own", "claims without a day", "runs that are not there"],
)
def test_what_others_changed_in_our_graphs_is_asked_of_the_engine(tmp_path, update):
    graph(tmp_path / "g", DRAWN)
    made = changed(tmp_path / "g", update)
    assert all(made.named_result(query.sparql) is None for query in named_queries().values())


def test_an_actor_of_two_names_has_his_rows_once_for_each(tmp_path):
    graph(tmp_path / "g", DRAWN)
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    for names in ("CONCAT('x', STR(?name)), 'de'", "STR(?name), 'en'"):
        made = changed(tmp_path / "g", f"INSERT {{ GRAPH ?g {{ ?a {label} ?more }} }} WHERE {{ GRAPH ?g {{ ?a {label} ?name }} FILTER (STRSTARTS(STR(?a), '{ID}')) BIND (STRLANG({names}) AS ?more) }}")
        for query in named_queries().values():
            same(made, query.sparql)
            if query.ends:
                same(made, query.about(*ENDS[0]))


def test_while_a_writer_is_at_work_the_engine_is_asked(tmp_path):
    """The ties are in the index once the writer has finished."""
    graph(tmp_path / "g", DRAWN)
    with Store.open(tmp_path / "g").writer(texts=False) as writer:
        writer.add(record(9, *DRAWN[0]))
        assert Store.open(tmp_path / "g").view().named_result(named_queries()["rival-backers"].sparql) is None
    assert Store.open(tmp_path / "g").view().named_result(named_queries()["rival-backers"].sparql) is not None


def test_only_the_work_is_counted_against_the_time(monkeypatch):
    """Rows that wait for their reader do not count towards the timeout; each row that takes a tenth of a second does."""
    now = [0.0]
    monkeypatch.setattr("graphkit.store.index.clock.time.monotonic", lambda: now[0])

    def rows():
        while True:
            now[0] += 0.1
            yield now[0]

    read = Clock().limited(rows(), 1.05)
    for _ in range(10):
        next(read)
        now[0] += 100
    with pytest.raises(QueryTimeout, match=r"longer than 1\.05 s"):
        next(read)


def test_sql_that_does_not_end_is_stopped_before_its_first_row(tmp_path):
    """SQLite is interrupted while it works; a following query without a timeout is answered."""
    with Store.open(tmp_path / "g", create=True).writer():
        pass
    index = Store.open(tmp_path / "g").view().index
    endless = index.each("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")
    with pytest.raises(QueryTimeout, match=r"longer than 0\.2 s"):
        next(index.clock.limited(endless, 0.2))
    assert index.all("SELECT 1") == [(1,)]


def test_a_large_graph_of_other_things_is_asked_for_words_not_read(tmp_path):
    """With much other data next to the claims, queries are answered from the index unless these data use its terms."""
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        writer.put("https://example.org/mine", [("".join(f"<https://example.org/{n}> <https://example.org/p> {n} .\n" for n in range(2500)), "turtle")], replace=True, check=lambda *_: ())
    question = named_queries()["who-backs"].sparql
    assert Store.open(tmp_path / "g").view().named_result(question) is not None
    with Store.open(tmp_path / "g").writer() as writer:
        writer.put("https://example.org/mine", [("<https://example.org/zz> <https://w3id.org/graphkit/rel#supports> <https://example.org/0> .", "turtle")], replace=False, check=lambda *_: ())
    assert Store.open(tmp_path / "g").view().named_result(question) is None


def test_the_statements_of_two_actors_are_found_without_reading_all():
    """This is asked once for each pair of actors."""
    db, plan = create_in_memory(), []
    index = SimpleNamespace(all=lambda sql, *ends: [plan.append(step[-1]) for step in db.execute(f"EXPLAIN QUERY PLAN {sql}", ends)][:0])
    assert list(statements_between(SimpleNamespace(index=index), *ACTORS[:2])) == []
    assert plan
    assert [step for step in plan if step.startswith("SCAN")] == []


@pytest.mark.parametrize("name", ["contested", "sources-disagree", "not-asserted"])
def test_the_statements_of_two_actors_are_read_once_for_all_their_relations(tmp_path, monkeypatch, name):
    told = [(ends, relation, Status.ALLEGED, polarity, None, WORDS[:1], 0.9, (), None) for ends in (ENDS[0], ENDS[0][::-1]) for relation in ("supports", "attacks") for polarity in Polarity]
    made, asked = graph(tmp_path / "g", [(told, "Courier", 1, True)]), []
    for room in ("disputes", "counts"):
        monkeypatch.setattr(f"graphkit.store.named.{room}.statements_between", lambda *each: asked.append(each) or statements_between(*each))
    assert len(same(made, named_queries()[name].sparql)) == 4
    assert len(asked) == 1
