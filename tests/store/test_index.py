"""The index always matches the graph, whatever was written in which order, and whatever interrupted it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from graphkit.cli.app import app
from graphkit.errors import StoreError, UnknownName
from graphkit.model import (
    Act,
    Actor,
    ArticleRecord,
    Claim,
    Decision,
    Document,
    Evidence,
    Lifecycle,
    Polarity,
    Status,
    TimeSpan,
)
from graphkit.ontology import GK, load_vocabulary
from graphkit.query import count_sources, disputed, validate_changed
from graphkit.rdf import DIRECT, ENTITIES, ID
from graphkit.store import Index, IndexFilter, Store, fingerprint
from graphkit.store.direct import direct_quads
from graphkit.store.find import article_of, claim_named, claims_in, claims_with
from graphkit.store.index import schema
from graphkit.store.index.schema import FILE
from graphkit.store.open_files import open_read_only
from tests.conftest import examples

DAY = date(2024, 3, 1)
ACTORS = ("Ruritania", "Grand Fenwick", "Duchy_of_Strackenz")
ENDS = [(a, b) for a in ACTORS for b in ACTORS if a != b]
# Sentences without meaning; several articles share some of them, as copies of one report do.
WORDS = ("It was said so.", "It was said  So.", "Nobody else said it.", "Others did.")

spans = st.sampled_from([None, TimeSpan(DAY, DAY), TimeSpan(DAY - timedelta(9)), TimeSpan(None, DAY, ended=True), TimeSpan(ended=True)])
said = st.tuples(
    st.sampled_from(ENDS), st.sampled_from(["supports", "supportsMilitarily", "alliedWith", "attacks"]), st.sampled_from(Status),
    st.sampled_from(Polarity), spans, st.sampled_from(WORDS), st.sampled_from([0.3, 0.9]),
)  # fmt: skip
articles = st.lists(st.tuples(st.lists(said, min_size=1, max_size=4), st.sampled_from(["Courier", "Herald", None]), st.integers(0, 3), st.booleans()), min_size=1, max_size=6)


def records(drawn):
    """Return a record for each generated article; some are copies of the previous one."""
    made = []
    for number, (told, outlet, days, copied) in enumerate(drawn):
        text = " ".join([f"Article {number}.", *(words for *_, words, _ in told)])
        document = Document(f"a{number}", text, outlet=outlet, published=DAY + timedelta(days) if days else None)
        claims = {claim.id: claim for each in told if (claim := _claim(document, *each))}
        actors = tuple(Actor(name, name) for name in sorted({end for claim in claims.values() for end in (claim.subject, claim.object)}))
        origin = made[-1].document.key if copied and made else None
        made.append(ArticleRecord(document, actors, tuple(claims.values()), copy_of=origin))
    return made


def _claim(document, ends, relation, status, polarity, span, words, confidence):
    start = document.text.index(words)
    evidence = (Evidence(start, start + len(words), words),)
    return Claim(document.key, ends[0], relation, ends[1], *ends, evidence, status, polarity, valid=span, confidence=confidence, cue="said" if status is not Status.ASSERTED else None)


def numbers(claims, most):
    """Return the number of claims per actor, and the pairs with most claims."""
    pairs = Counter((min(claim.subject, claim.object), max(claim.subject, claim.object)) for claim in claims)
    return Counter(end for claim in claims for end in {claim.subject, claim.object}), sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:most]


def same(view):
    """Check that the index gives what the graph gives, for every kind of lookup."""
    store, keys = view._store, view.article_keys()
    assert view.index_drift() == 0
    assert view.drift() == (0, 0)
    assert [view.article(key) for key in keys] == list(view.articles()) == [article_of(store, key) for key in keys]
    graph = [claim for key in keys for claim in claims_in(store, key)]
    for found in (list(view.claims()), [claim for key in keys for claim in view.claims_in(key)]):
        assert [(c, c.id, c.lifecycle, c.retraction) for c in found] == [(c, c.id, c.lifecycle, c.retraction) for c in graph]
    for ends in ((ACTORS[0], None), (None, ACTORS[1]), ENDS[0]):
        assert list(view.claims(*ends)) == list(claims_with(store, *ends))
    assert all(view.claim(claim.id) == claim_named(store, claim.id) for claim in graph)
    assert list(view.articles(keys[::2])) == [view.article(key) for key in keys[::2]]
    assert view.actors(["nobody", *ACTORS[:2]]) == [actor for actor in view.actors() if actor.id in ACTORS[:2]]
    for one, other in ((ACTORS[0], None), (None, ACTORS[1]), ENDS[0]):
        fit = list(view.claims(one, other, IndexFilter(active=True)))
        days = {claim.id: str(view.article(claim.article).published or "") for claim in fit}
        fit.sort(key=lambda claim: claim.id)
        assert view.index.newest(one, other, 2) == (sorted(fit, key=lambda claim: days[claim.id], reverse=True)[:2], len(fit))
    assert (view.index.claims_by_actor(), view.index.strongest(2)) == numbers([claim for claim in graph if claim.lifecycle is Lifecycle.ACTIVE], 2)
    assert set(store.quads_for_pattern(None, None, None, DIRECT)) == {quad for tie in view.index.ties("direct") for quad in direct_quads(tie)}
    return graph


@pytest.mark.parametrize("left", ["DROP TABLE busy; DROP TABLE pairs; DROP INDEX claims_onto", "UPDATE busy SET claims = 9; DELETE FROM pairs"], ids=["made", "made anew"])
def test_an_index_made_by_a_version_that_did_not_count_gives_the_same_numbers_and_counts_from_the_next_writer_on(tmp_path, left):
    first, second = records([([(ends, "supports", Status.ASSERTED, Polarity.POSITIVE, None, WORDS[0], 0.9)], "Courier", 0, False) for ends in ENDS[:2]])
    for record in (first, second):
        with Store.open(tmp_path, create=True).writer() as writer:
            assert schema.open_read_only(tmp_path).execute("SELECT count(*) FROM sqlite_master WHERE name IN ('pairs', 'claims_onto')").fetchone() == (2,)
            writer.add(record)
        before = Store.open(tmp_path).view()
        with sqlite3.connect(tmp_path / FILE) as rows:
            rows.executescript(f"DROP TRIGGER tally_comes; DROP TRIGGER tally_goes; {left};")
        after = Store.open(tmp_path).view()
        assert same(before) == same(after)


@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles, st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_batch_size_give_what_a_full_derivation_gives(tmp_path_factory, drawn, dice, batch_size):
    """Articles in any order and from several writers, with one retracted and a claim of another rejected."""
    made = records(drawn)
    shuffled = made[:]
    dice.shuffle(shuffled)
    folders = [tmp_path_factory.mktemp("g") / "g" for _ in range(2)]
    for folder, order, number in ((folders[0], made, 1), (folders[1], shuffled, batch_size)):
        for first in range(number):
            with Store.open(folder, create=True).writer(texts=False) as writer:
                for record in order[first::number]:
                    writer.add(record)
        with Store.open(folder).writer() as writer:
            writer.retract(made[-1].document.key, "withdrawn", DAY)
            if len(made) > 1:
                writer.apply_decision(Decision(Act.REJECT, made[0].claims[0].id, on=DAY))
    one, other = (Store.open(folder).view() for folder in folders)
    graph = same(one)
    same(other)
    assert list(one.index.ties()) == list(other.index.ties())
    active = [claim for claim in graph if claim.lifecycle is Lifecycle.ACTIVE]
    by_tie = {}
    for claim in active:
        by_tie.setdefault((claim.subject, claim.object, claim.predicate, claim.polarity is Polarity.NEGATIVE), []).append(claim)
    ties = {(t.subject, t.object, t.predicate, t.denied): t for t in one.index.ties()}
    assert {key: (t.claims, t.sources) for key, t in ties.items()} == {key: (len(c), count_sources(c, one.article)) for key, c in by_tie.items()}
    sides = {(c.subject, c.object, c.predicate, c.polarity is Polarity.NEGATIVE) for tie in disputed(graph, one.article) for c in (*tie.stated, *tie.denied)}
    assert {key for key, tie in ties.items() if tie.contested} == sides


def test_a_tie_says_when_how_and_by_how_many(tmp_path):
    """Two sources on the same day and a copy of one of them, one with a known event day; a third denies it."""
    told = (ENDS[0], "supports", Status.ASSERTED, Polarity.POSITIVE)
    drawn = [
        ([(*told, TimeSpan(DAY - timedelta(9)), WORDS[0], 0.9)], "Courier", 1, False),
        ([(*told, None, WORDS[1], 0.9)], "Herald", 2, False),
        ([(*told[:2], Status.ALLEGED, told[3], None, WORDS[2], 0.9)], "Gazette", 3, False),
        ([(ENDS[0], "supports", Status.DECLARED, Polarity.NEGATIVE, None, WORDS[3], 0.9)], None, 0, False),
    ]
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for record in records(drawn):
            writer.add(record)
    stated, denied = Store.open(tmp_path / "g").view().index.ties()
    assert (stated.claims, stated.sources, stated.statuses) == (3, 2, {"alleged": 1, "asserted": 2})
    assert (stated.first_deed, stated.last_deed) == ("2024-02-21", "2024-02-21")
    assert (stated.first_print, stated.last_print) == ("2024-03-02", "2024-03-04")
    assert (denied.claims, denied.denied, denied.first_print) == (1, True, "")
    assert stated.contested
    assert denied.contested


def test_ties_are_written_as_rdf_where_they_are_asked_for(folder):
    """With the terms of the ontology, each once, and not in a full export."""
    view = Store.open(folder).view()
    data = view.dump("ntriples", part="ties").decode()
    assert data == Store.open(folder).view().dump("ntriples", part="ties").decode()
    triples = rdflib.Graph().parse(data=data, format="nt")
    gk = rdflib.Namespace(GK)
    made = {triples.value(node, gk.tieObject): node for node in triples.subjects(rdflib.RDF.type, gk.Tie)}
    assert len(made) == 2
    node = made[rdflib.URIRef(f"{ID}{ENDS[0][1].replace(' ', '%20')}")]
    assert triples.value(node, gk.claimCount).toPython() == triples.value(node, gk.assertedCount).toPython() == 1
    assert triples.value(node, gk.firstPublished).toPython() == DAY + timedelta(1)
    assert triples.value(node, gk.isContested).toPython() is False
    words = {str(word) for word in triples.predicates(node)} - {str(rdflib.RDF.type)}
    assert words <= set(load_vocabulary().terms)
    assert "tieObject" not in view.dump("ntriples").decode()


@pytest.fixture
def folder(tmp_path):
    told = (ENDS[0], "supports", Status.ASSERTED, Polarity.POSITIVE, None, WORDS[0], 0.9)
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for record in records([([told], "Courier", 1, False), ([(ENDS[1], *told[1:])], "Herald", 2, False)]):
            writer.add(record)
    return tmp_path / "g"


def spoilt(folder, *statements):
    rows = sqlite3.connect(folder / FILE, isolation_level=None)
    for statement in statements:
        rows.execute(statement)
    rows.close()


@pytest.mark.parametrize("how", ["noted", "stale", "whole", "removed", "damaged", "another version"])
def test_what_was_left_broken_is_set_right_by_the_next_reader(folder, how):
    """A pending note without a writer, an unfinished index, none, or a file that is not SQLite."""
    key = Store.open(folder).view().article_keys()[0]
    if how == "removed":
        (folder / FILE).unlink()
    elif how == "damaged":
        (folder / FILE).write_bytes(b"no index " * 1000)
    else:
        wrong = {
            "noted": ["DELETE FROM claims", "INSERT INTO waiting SELECT key FROM articles"],
            "stale": ["UPDATE ties SET claims = 7", "INSERT INTO stale SELECT DISTINCT min(subject, object), max(subject, object) FROM claims"],
            "whole": ["DELETE FROM claims", "INSERT INTO waiting VALUES ('*')"],
            "another version": ["PRAGMA user_version = 0"],
        }[how]
        spoilt(folder, *wrong)
    view = Store.open(folder).view()
    assert len(same(view)) == 2
    assert Store.open(folder).view()._stored_index is not None
    assert view.article(key).outlet in ("Courier", "Herald")
    with pytest.raises(UnknownName):
        view.article("0123456789abcdef")


def test_two_claims_of_one_name_in_two_articles_stay_two(folder):
    """As another program may write them."""
    spoilt(folder, "UPDATE claims SET name = 'same'")
    view = Store.open(folder).view()
    briefs = list(view.briefs())
    assert len({brief.article for brief in briefs}) == 2
    assert [(claim.article, claim.subject) for claim in view.full_claims(briefs)] == [(brief.article, brief.subject) for brief in briefs]


def test_a_wrong_row_is_found_and_repaired(folder):
    spoilt(folder, "UPDATE claims SET confidence = 0.1", "UPDATE ties SET sources = 5")
    assert Store.open(folder).view().index_drift() == 2 * len(Store.open(folder).view().article_keys()) * 2
    with Store.open(folder).writer() as writer:
        writer.mend()
    same(Store.open(folder).view())


def test_an_index_of_which_pages_are_lost_is_made_anew_as_the_message_says(folder):
    """The file opens; the first page of the claims is damaged."""
    rows = sqlite3.connect(folder / FILE)
    [(page, size)] = rows.execute("SELECT rootpage, page_size FROM sqlite_master, pragma_page_size() WHERE name = 'claims'")
    rows.close()
    with (folder / FILE).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"lost" * (size // 4))
    run = CliRunner()
    said = run.invoke(app, ["check", "--graph", str(folder)])
    assert isinstance(said.exception, StoreError)
    assert "graphkit check --repair" in str(said.exception)
    assert run.invoke(app, ["check", "--repair", "--graph", str(folder)]).exit_code == 0
    assert run.invoke(app, ["check", "--graph", str(folder)]).exit_code == 0
    same(Store.open(folder).view())


def test_a_reader_beside_a_writer_is_not_kept_waiting(folder):
    """While another process writes, its unfinished work is left to it."""
    spoilt(folder, "INSERT INTO stale VALUES ('a', 'b')")
    with Store.open(folder).writer() as writer:
        writer._index.mark_outdated(["0123456789abcdef"])
        assert len(list(Store.open(folder).view().claims())) == 2
        writer._index.mark_outdated(["*"])
        # Not built: the graph itself is read.
        assert len(list(Store.open(folder).view().claims())) == 2


def test_a_reader_beside_a_writer_does_not_try_to_write(folder):
    """Each attempt would write to the engine's logs, and caches keyed by the graph's state would be invalidated."""
    with Store.open(folder).writer() as writer:
        writer._index.mark_outdated(["0123456789abcdef"])
        logs = sorted((folder / "data").glob("LOG*"))
        for _ in range(2):
            assert len(list(Store.open(folder).view().claims())) == 2
        assert sorted((folder / "data").glob("LOG*")) == logs


def test_the_state_of_a_graph_is_that_of_its_data_and_its_index(folder):
    """Not that of the engine's logs, nor of the empty journal that a reader creates; the ties follow when the data are flushed."""
    Store.open(folder).view()
    before = fingerprint(folder)
    (folder / "data" / "LOG.old.1").touch()
    view = Store.open(folder).view()
    assert len(list(view.claims())) == 2
    assert fingerprint(folder) == before
    spoilt(folder, "UPDATE ties SET claims = 7")
    assert fingerprint(folder) != before


def test_a_view_is_of_one_state(folder, monkeypatch):
    """An article added between opening the index and opening the data is in both or in neither."""
    late = records([([(ENDS[0], "attacks", Status.ASSERTED, Polarity.POSITIVE, None, WORDS[2], 0.9)], "Herald", 3, False)])[0]

    def beside(data):
        """Another process adds an article before the data are opened for reading."""
        with Store.open(folder).writer() as writer:
            writer.add(late)
        return open_read_only(data)

    monkeypatch.setattr("graphkit.store.store.open_read_only", beside)
    view = Store.open(folder).view()
    assert len(view.article_keys()) == len([graph for graph in view.graphs() if "/article/" in graph]) == 3


def test_a_copy_made_while_somebody_writes_is_set_right(folder, tmp_path):
    """The index was copied first, then one article was added and another retracted, then the data were copied; index and checked articles are updated on opening."""
    copy, late = tmp_path / "copy", records([([(ENDS[0], "attacks", Status.ASSERTED, Polarity.POSITIVE, None, WORDS[2], 0.9)], "Herald", 3, False)])[0]
    assert validate_changed(Store.open(folder).view()).kept
    shutil.copytree(folder, copy)
    with Store.open(folder).writer() as writer:
        writer.add(late)
        writer.retract(Store.open(folder).view().article_keys()[0], "withdrawn", DAY)
    shutil.rmtree(copy / "data")
    shutil.copytree(folder / "data", copy / "data")
    view = Store.open(copy).view()
    assert len(same(view)) == 3
    assert list(view.index.ties()) == list(Store.open(folder).view().index.ties())
    assert len(view.validation_state().articles) == 2
    assert not Index.of(copy).is_copy


@pytest.mark.parametrize("how", ["noted", "a copy"])
def test_an_index_that_cannot_be_mended_where_it_is_is_mended_in_memory(folder, monkeypatch, how):
    """The disk is full or read-only: what an interrupted writer left does not show in answers."""
    if how == "noted":
        spoilt(folder, "INSERT INTO waiting SELECT key FROM articles", "INSERT INTO stale SELECT DISTINCT min(subject, object), max(subject, object) FROM claims", "DELETE FROM ties", "DELETE FROM claims")
    else:
        spoilt(folder, "UPDATE checking SET value = 'another' WHERE what = 'file'", "DELETE FROM claims WHERE subject = 'Ruritania'")

    def full(_, **__):
        raise StoreError("No space left on device")

    monkeypatch.setattr(Store, "writer", full)
    view = Store.open(folder).view()
    assert len(same(view)) == 2
    assert view._stored_index is not None
    rows = sqlite3.connect(folder / FILE)
    assert rows.execute("SELECT count(*) FROM claims").fetchone()[0] < 2
    rows.close()


def test_a_large_copy_that_is_only_read_is_not_compared_each_time(folder, monkeypatch):
    """Its state is fixed; `graphkit check` reports where it is wrong."""
    spoilt(folder, "UPDATE checking SET value = 'another' WHERE what = 'file'", "DELETE FROM claims WHERE subject = 'Ruritania'")
    monkeypatch.setattr("graphkit.store.index.reader.os.access", lambda *_: False)
    monkeypatch.setattr("graphkit.store.index.reader._MAX_COMPARED", 0)
    view = Store.open(folder).view()
    assert len(list(view.claims())) < 2
    assert view.index_drift() > 0


def test_an_index_without_its_journal_is_not_read(folder, monkeypatch):
    """In a read-only folder the journal cannot be read, so the graph itself is queried."""
    key, connect = Store.open(folder).view().article_keys()[0], sqlite3.connect

    def refusing(name, **options):
        if "mode=ro" in str(name):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(name, **options)

    journal = connect(folder / FILE, isolation_level=None)
    monkeypatch.setattr("graphkit.store.index.schema.sqlite3.connect", refusing)
    assert Index.of(folder).all("SELECT key FROM articles WHERE key = ?", key) == [(key,)]
    journal.execute("UPDATE claims SET confidence = 0.1")
    assert (folder / f"{FILE}-wal").stat().st_size
    assert Index.of(folder) is None
    journal.close()


def test_a_graph_of_the_version_before_gets_an_index_when_it_is_written_to(folder):
    (folder / FILE).unlink()
    (folder / "graphkit.json").write_text(json.dumps({"format": 2}) + "\n")
    view = Store.open(folder).view()
    assert view._stored_index is None
    assert len(list(view.index.ties())) == 2
    with Store.open(folder).writer():
        pass
    same(Store.open(folder).view())


def test_a_graph_in_memory_makes_an_index_when_it_is_asked_for_ties(folder, tmp_path):
    (tmp_path / "dump.nq").write_bytes(Store.open(folder).view().dump("nquads"))
    view = Store.open(tmp_path / "dump.nq").view()
    assert list(view.index.ties()) == list(Store.open(folder).view().index.ties())
    assert view.in_force() == Store.open(folder).view().in_force()


def test_a_claim_that_is_rejected_leaves_its_tie(folder):
    claim = next(Store.open(folder).view().claims(*ENDS[0]))
    with Store.open(folder).writer() as writer:
        writer.retract(claim.id, "misread", DAY)
    view = Store.open(folder).view()
    assert [(tie.subject, tie.object) for tie in view.index.ties()] == [ENDS[1]]
    assert view.claim(claim.id) == replace(claim, lifecycle=Lifecycle.RETRACTED)
    assert view.claim(claim.id).retraction == (DAY, "misread")


def test_actors_whose_iris_graphkit_would_spell_in_another_way_are_found_by_their_ids(folder):
    """Written by other programs, with a character in the IRI that graphkit would escape."""
    data = pyoxigraph.Store(str(folder / "data"))
    node = pyoxigraph.NamedNode(f"{ID}Front_(army)")
    data.add(pyoxigraph.Quad(node, pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), pyoxigraph.NamedNode(f"{GK}ArmedActor"), ENTITIES))
    data.add(pyoxigraph.Quad(node, pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), pyoxigraph.Literal("Front (army)"), ENTITIES))
    data.flush()
    del data
    view = Store.open(folder).view()
    [actor] = [actor for actor in view.actors() if actor.name == "Front (army)"]
    assert view.actors([actor.id]) == [actor]
