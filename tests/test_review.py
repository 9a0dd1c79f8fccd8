"""Review: on an existing graph, on a rebuild, in the terminal; a rejected claim does not come back."""

from __future__ import annotations

import shutil
import threading
from datetime import date

import pytest
from typer.testing import CliRunner

from graphkit import Act, Decision, Graph, build, decide, retract
from graphkit.cli.app import app
from graphkit.decisions import file_of, read_decisions
from graphkit.errors import StoreError, UnknownName, UsageError
from graphkit.plural import counted
from graphkit.review import Review

ARTICLES = {
    "a.txt": "Turkey has sent drones to the Azure Banner Brigade. The Azure Banner Brigade attacked the LNA.",
    "b.txt": "Egypt backs the Azure Baner Brigade. Qatar may arm the LNA.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    place = tmp_path_factory.mktemp("built")
    (place / "articles").mkdir()
    for name, text in ARTICLES.items():
        (place / "articles" / name).write_text(text)
    build(place / "articles", graph=place / "graph", extractor="dependency")
    return place


@pytest.fixture
def graph(built, tmp_path):
    """A separate copy of the articles and their graph for each test."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "graph"


def ties(folder):
    return {(c.subject, c.predicate, c.object) for c in Graph.open(folder).claims() if c.lifecycle == "active"}


def claim(folder, **wanted):
    [found] = Graph.open(folder).claims(**wanted)
    return found


def sound(folder):
    opened = Graph.open(folder)
    assert opened.validate() == []
    assert opened.drift() == (0, 0)


def rebuilt(folder):
    """The graph rebuilt from the articles and the decisions file."""
    shutil.rmtree(folder)
    build(folder.parent / "articles", graph=folder, extractor="dependency")
    sound(folder)
    return ties(folder)


def test_a_decision_for_which_nothing_was_read_is_named(graph):
    """After a change of the article, a rejected claim was back, and the build said that its rejection was applied."""
    wrong = claim(graph, subject="Turkey")
    decide([Decision(Act.REJECT, wrong.id), Decision(Act.RENAME, "Egypt", "Misr")], graph=graph)
    articles = graph.parent / "articles"
    shutil.rmtree(graph)
    assert build(articles, graph=graph, extractor="dependency").notes == ("2 decisions of the user applied",)
    shutil.rmtree(graph)
    (articles / "a.txt").write_text(f"{ARTICLES['a.txt']} Nobody else was there.")
    assert build(articles, graph=graph, extractor="dependency").notes == (
        "1 decision of the user applied",
        f"1 decision not applied, as no article has that claim or actor (any more): reject {wrong.id}",
    )


def test_a_rejected_claim_is_out_of_force_and_does_not_come_back(graph):
    wrong = claim(graph, subject="Turkey")
    decide([Decision(Act.REJECT, wrong.id, "", "Ada", None, "misread")], graph=graph)
    assert Graph.open(graph).query("ASK { graph:Egypt rel:supports ?x }")
    assert wrong.id not in {c.id for c in Graph.open(graph).claims() if c.lifecycle == "active"}
    sound(graph)
    assert not Graph.open(graph).query("ASK { graph:Turkey rel:supportsMilitarily ?x }")
    now = ties(graph)
    assert rebuilt(graph) == now


def test_a_rejected_claim_says_who_and_why(graph):
    wrong = claim(graph, subject="Turkey")
    decide([Decision(Act.REJECT, wrong.id, "", "Ada", date(2024, 5, 1), "misread")], graph=graph)
    for _ in range(2):
        asked = "SELECT ?reason ?day ?who ?why { ?c gk:retractionReason ?reason ; gk:retractedOn ?day . ?d a gk:Decision ; gk:decisionAbout ?c ; gk:decidedBy ?who ; rdfs:comment ?why }"
        [row] = Graph.open(graph).query(asked)
        assert [str(cell) for cell in row] == ["rejected by Ada: misread", "2024-05-01", "Ada", "misread"]
        rebuilt(graph)


def test_a_corrected_relation_takes_the_place_of_the_old_one(graph):
    old = claim(graph, subject="Turkey")
    decide([Decision(Act.RELATION, old.id, "supportsEconomically")], graph=graph)
    assert ("Turkey", "supportsEconomically", "Azure_Banner_Brigade") in ties(graph)
    assert ("Turkey", old.predicate, "Azure_Banner_Brigade") not in ties(graph)
    assert Graph.open(graph).query(f"ASK {{ ?new gk:supersedes claim:{old.id} }}")
    sound(graph)
    now = ties(graph)
    assert rebuilt(graph) == now
    with pytest.raises(UnknownName, match="is superseded, not active: it was corrected, or its article"):
        decide([Decision(Act.REJECT, old.id)], graph=graph)


def test_status_polarity_and_direction_are_corrected_and_stay_so(graph):
    """Each updates the direct triples at once, records what it supersedes, and is repeated by a rebuild."""
    turkey, egypt = claim(graph, subject="Turkey"), claim(graph, subject="Egypt")
    decide([Decision(Act.STATUS, turkey.id, "alleged", "Ada"), Decision(Act.SWAP, egypt.id, "", "Ada")], graph=graph)
    assert not Graph.open(graph).query("ASK { graph:Turkey rel:supports ?x }")
    assert Graph.open(graph).query("ASK { graph:Azure_Baner_Brigade rel:supports graph:Egypt }")
    [now] = [c for c in Graph.open(graph).claims(subject="Turkey") if c.lifecycle == "active"]
    assert Graph.open(graph).query(f"ASK {{ claim:{now.id} gk:supersedes claim:{turkey.id} ; gk:status gkc:alleged . ?d gk:decisionAbout claim:{turkey.id} ; gk:decision 'status' ; gk:decisionValue 'alleged' ; gk:decidedBy 'Ada' }}")
    decide([Decision(Act.POLARITY, now.id, "negative", "Ada")], graph=graph)
    sound(graph)
    now = {(c.subject, c.predicate, c.object, c.status, c.polarity) for c in Graph.open(graph).claims() if c.lifecycle == "active"}
    assert ("Turkey", turkey.predicate, "Azure_Banner_Brigade", "alleged", "negative") in now
    rebuilt(graph)
    assert {(c.subject, c.predicate, c.object, c.status, c.polarity) for c in Graph.open(graph).claims() if c.lifecycle == "active"} == now


def test_corrections_of_one_claim_before_they_are_applied_follow_each_other(graph):
    """All start from the claim in the graph; each is written for the claim as left by the previous ones."""
    review, one = Review(graph), claim(graph, subject="Turkey")
    for act, value in ((Act.STATUS, "alleged"), (Act.SWAP, ""), (Act.ACCEPT, "")):
        review.add(Decision(act, one.id, value))
    assert [d.act for d in review.steps(one)] == ["status", "swap", "accept"]
    assert one.id not in {c.id for c in review.waiting(1.0)}
    assert review.undo().act == "accept"
    assert one.id in {c.id for c in review.waiting(1.0)}
    assert review.apply() == 2
    [now] = [c for c in Graph.open(graph).claims(object="Turkey") if c.lifecycle == "active"]
    assert (now.subject, now.status) == ("Azure_Banner_Brigade", "alleged")


def test_a_correction_that_says_nothing_new_or_nothing_known_is_refused_and_not_written(graph):
    """A line that cannot be read back would make the file unusable for every later build."""
    review, one = Review(graph), claim(graph, subject="Turkey")
    review.add(Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade"))
    for act, value, says in (
        (Act.STATUS, "rumoured", "status 'rumoured' is not one of"),
        (Act.STATUS, "asserted", "already has this state; status asserted changes nothing"),
        (Act.POLARITY, "denied", "not one of ended, negative, positive"),
        (Act.RELATION, one.predicate, "changes nothing"),
        (Act.SPLIT, "x", "CLAIM:subject or CLAIM:object"),
    ):
        with pytest.raises(UsageError, match=says):
            review.add(Decision(act, one.id, value))
    assert len(read_decisions(review.file)) == 1


def test_merging_renaming_and_splitting(graph):
    decide([Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade"), Decision(Act.RENAME, "Azure_Banner_Brigade", "Azure Banner Brigade (river)")], graph=graph)
    assert ("Egypt", "supports", "Azure_Banner_Brigade") in ties(graph)
    assert "Azure Banner Brigade (river)" in {a.name for a in Graph.open(graph).actors()}
    egypt = claim(graph, subject="Egypt")
    decide([Decision(Act.SPLIT, f"{egypt.id}:object", "Azure Banner Party")], graph=graph)
    assert ("Egypt", "supports", "Azure_Banner_Party") in ties(graph)
    sound(graph)
    now = ties(graph)
    assert rebuilt(graph) == now
    assert "Azure Banner Brigade (river)" in {a.name for a in Graph.open(graph).actors()}


def test_a_rebuild_with_a_merge_keeps_name_and_class_of_the_actor(graph):
    """It was called by its id and had no class: the merge had introduced it before an article said what it is."""
    decide([Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade")], graph=graph)
    [before] = (actor for actor in Graph.open(graph).actors() if actor.id == "Azure_Banner_Brigade")
    assert (before.kind, before.name) == ("ArmedActor", "Azure Banner Brigade")
    rebuilt(graph)
    assert before in Graph.open(graph).actors()


def test_a_merge_into_an_actor_that_a_later_article_describes_leaves_its_class_and_type(graph):
    """It had those of the merged one, if a rebuild read that one first."""
    articles = graph.parent / "articles"
    (articles / "0.txt").write_text("Turkey armed the Zarwan Brigade.")
    (articles / "m.txt").write_text("Egypt backs the Zarwan Union.")
    build(articles, graph=graph, extractor="dependency")
    [before] = (actor for actor in Graph.open(graph).actors() if actor.id == "Zarwan_Union")
    decide([Decision(Act.MERGE, "Zarwan_Brigade", "Zarwan_Union")], graph=graph)
    rebuilt(graph)
    assert [actor for actor in Graph.open(graph).actors() if actor.id == "Zarwan_Union"] == [before]


@pytest.mark.parametrize("end,name,kind,type", [("subject", "Bank of the Bay", "State", None), ("object", "Bay Guard", "ArmedActor", "rebel-group"), ("object:Organization", "Bay Bank", "Organization", None)])
def test_a_split_into_a_new_name_has_a_class_that_fits(graph, end, name, kind, type):
    """That of the actor it replaces, unless given; with the class Actor the graph did not validate. Also in a file without the class."""
    wrong = claim(graph, object="LNA", subject="Azure_Banner_Brigade")
    asked = claim(graph, subject="Turkey") if end == "subject" else wrong
    decide([Decision(Act.SPLIT, f"{asked.id}:{end}", name)], graph=graph)
    made = lambda: [(str(a.kind), a.type) for a in Graph.open(graph).actors() if a.name == name]  # noqa: E731
    assert made() == [(kind, type)]
    now = ties(graph)
    assert rebuilt(graph) == now
    assert made() == [(kind, type)]
    [line] = read_decisions(file_of(graph))
    assert line.target == f"{asked.id}:{end.partition(':')[0]}:{kind}"
    file_of(graph).write_text(f"decision,target,value\nsplit,{asked.id}:{end},{name}\n")
    rebuilt(graph)
    assert made() == [(kind, type)]


def test_a_split_to_an_actor_that_a_later_article_describes_keeps_its_name_and_class(graph):
    """A rebuild reads the split first; the actor was called by its id and had no class."""
    (graph.parent / "articles" / "z.txt").write_text("The Red Hill Brigade attacked Egypt.")
    build(graph.parent / "articles", graph=graph, extractor="dependency")
    [before] = (actor for actor in Graph.open(graph).actors() if actor.id == "Red_Hill_Brigade")
    decide([Decision(Act.SPLIT, f"{claim(graph, subject='Turkey').id}:subject", "Red Hill Brigade")], graph=graph)
    rebuilt(graph)
    assert before in Graph.open(graph).actors()


def test_a_rejected_claim_stays_as_it_is_when_its_actor_is_merged(graph):
    """A rebuild merged it too, and then had another claim than the graph; a later correction of it counted as applied."""
    wrong = claim(graph, subject="Egypt")
    decide([Decision(Act.REJECT, wrong.id, "", "Ada", date(2024, 5, 1)), Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade")], graph=graph)
    kept = lambda: [(c.id, c.object) for c in Graph.open(graph).claims(out_of_force=True) if c.lifecycle == "retracted"]  # noqa: E731
    assert kept() == [(wrong.id, "Azure_Baner_Brigade")]
    rebuilt(graph)
    assert kept() == [(wrong.id, "Azure_Baner_Brigade")]
    file_of(graph).write_text(f"decision,target,value,on\nreject,{wrong.id},,2024-05-01\nstatus,{wrong.id},alleged,\n")
    shutil.rmtree(graph)
    assert build(graph.parent / "articles", graph=graph, extractor="dependency").notes[1].endswith(f"(any more): status {wrong.id}")


def test_the_same_decisions_twice_change_nothing(graph):
    from graphkit.store import Store

    made = Decision(Act.REJECT, claim(graph, subject="Turkey").id)
    decide([made], graph=graph)
    before = Graph.open(graph).export()
    with Store.open(graph).writer() as writer:
        writer.apply_decision(made)
    assert Graph.open(graph).export() == before


def test_a_decision_made_again_after_others_is_applied_again(graph):
    """The graph took it for the first one, which it had applied, and a rebuild differed from the graph."""
    named = lambda: {a.id: a.name for a in Graph.open(graph).actors()}["Egypt"]  # noqa: E731
    for name in ("Misr", "Kemet", "Misr", "Misr"):
        decide([Decision(Act.RENAME, "Egypt", name, "Ada")], graph=graph)
        assert named() == name
    for subject in ("Azure_Baner_Brigade", "Egypt", "Azure_Baner_Brigade"):
        [one] = [c for c in Graph.open(graph).claims() if c.lifecycle == "active" and "Egypt" in (c.subject, c.object)]
        decide([Decision(Act.SWAP, one.id, "", "Ada")], graph=graph)
        assert (subject, "supports") in {(s, p) for s, p, _ in ties(graph)}
    assert [d.why for d in read_decisions(file_of(graph))] == ["", "", "(time 2)", "", "", "(time 2)"]
    now = ties(graph)
    assert rebuilt(graph) == now
    assert named() == "Misr"


@pytest.mark.parametrize("name,actor", [("Libyan National Army", "LNA"), ("the european union", "EU"), ("Turkey", "Turkey"), ("Azure Banner Party", "Azure_Banner_Party")])
def test_a_split_to_the_name_of_an_actor_means_this_actor(graph, name, actor):
    """It made a second actor of the same name, whose claims were missing from all answers about the first."""
    decide([Decision(Act.SPLIT, f"{claim(graph, subject='Egypt').id}:object", name)], graph=graph)
    assert ("Egypt", "supports", actor) in ties(graph)
    now = ties(graph)
    assert rebuilt(graph) == now


@pytest.mark.parametrize("wrong,error,says", [
    (Decision(Act.REJECT, "0123456789abcdef"), UnknownName, "no active claim"),
    (Decision(Act.MERGE, "Nobody", "Turkey"), UnknownName, "no actor 'Nobody'"),
    (Decision(Act.MERGE, "Turkey", "Turkey"), UsageError, "into itself"),
    (Decision(Act.MERGE, "Azure_Baner_Brigade", "Haftar"), UsageError, "cannot be merged with another kind"),
    (Decision(Act.RENAME, "Nobody", "x"), UnknownName, "no actor"),
])
def test_what_cannot_be_is_refused_and_not_written(graph, wrong, error, says):
    with pytest.raises(error, match=says):
        decide([wrong], graph=graph)
    assert read_decisions(file_of(graph)) == []


def test_a_person_is_not_merged_with_another_kind_of_actor_while_other_decisions_wait(graph):
    """It was saved, and refused when the session was applied."""
    review = Review(graph)
    review.add(Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade"))
    with pytest.raises(UsageError, match="cannot be merged with another kind"):
        review.add(Decision(Act.MERGE, "Turkey", "Haftar"))
    assert len(read_decisions(review.file)) == 1


def test_a_claim_whose_rejection_waits_is_not_rejected_again(graph):
    """The second rejection found no active claim when both were applied, and stopped those after it."""
    review, asked = Review(graph), claim(graph, subject="Turkey")
    review.add(Decision(Act.REJECT, asked.id))
    with pytest.raises(UsageError, match=f"claim {asked.id} is rejected by a decision in"):
        review.add(Decision(Act.REJECT, asked.id))
    assert review.apply() == 1


def test_a_decision_on_a_graph_that_cannot_be_changed_is_not_saved(graph, monkeypatch):
    monkeypatch.setattr("graphkit.store.store.os.access", lambda path, _: path != graph / "data")
    with pytest.raises(StoreError, match=r"graph/data cannot be changed: you have no permission to write to it; copy the graph's folder"):
        decide([Decision(Act.MERGE, "Turkey", "Egypt")], graph=graph)
    assert not file_of(graph).exists()


def test_a_relation_must_fit_its_ends(graph):
    asked = claim(graph, subject="Turkey")
    for relation, says in (("controlsTerritory", "must be of class Place; Azure_Banner_Brigade is of class ArmedActor"), ("loves", "not in the ontology"), ("interaction", "is an abstract group")):
        with pytest.raises((UsageError, UnknownName), match=says):
            decide([Decision(Act.RELATION, asked.id, relation)], graph=graph)


def test_split_and_merge_must_fit_the_relations_of_their_claims(tmp_path):
    """The graph did not validate afterwards."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The LNA controls Sirte. The Bay Guard attacked Egypt.")
    build(folder, graph=tmp_path / "graph", extractor="dependency")
    held = claim(tmp_path / "graph", subject="LNA")
    for made, says in (
        (Decision(Act.SPLIT, f"{held.id}:object", "Haftar"), "the object of controlsTerritory must be of class Place; Haftar is of class Person"),
        (Decision(Act.SPLIT, f"{held.id}:object:Person", "Ada Bay"), "the object of controlsTerritory must be of class Place; Ada_Bay is of class Person"),
        (Decision(Act.SPLIT, f"{held.id}:subject:Place", "Egypt"), "Egypt is of class State, not Place"),
        (Decision(Act.SPLIT, f"{held.id}:object:place", "Bay Town"), "class 'place' in .* is not one of Actor, ArmedActor"),
        (Decision(Act.MERGE, held.object, "Bay_Guard"), f"must be of class Place; Bay_Guard is of class Organization .claim {held.id}"),
    ):
        with pytest.raises(UsageError, match=says):
            decide([made], graph=tmp_path / "graph")
    assert not file_of(tmp_path / "graph").exists()


def test_rows_written_by_hand_that_do_not_fit_are_named_and_not_applied(graph):
    """A build applied them without a check, to a new graph and to one that is there, and the graph did not validate."""
    articles, one, other = graph.parent / "articles", claim(graph, subject="Turkey"), claim(graph, subject="Egypt")
    before = ties(graph)
    file_of(graph).write_text(f"decision,target,value\nrelation,{one.id},controlsTerritory\nmerge,Azure_Baner_Brigade,Haftar\nsplit,{other.id}:object,Bay Guard\n")
    for new in (False, True):
        if new:
            shutil.rmtree(graph)
        notes = build(articles, graph=graph, extractor="dependency").notes
        assert [note.partition(" (claim")[0] for note in notes] == [
            "1 decision of the user applied",
            f"decision not applied: {file_of(graph)}:2: relation {one.id} controlsTerritory: the object of controlsTerritory must be of class Place; Azure_Banner_Brigade is of class ArmedActor",
            f"decision not applied: {file_of(graph)}:3: merge Azure_Baner_Brigade Haftar: Azure Baner Brigade is of class ArmedActor and Khalifa Haftar of class Person; a person cannot be merged with another kind of actor",
        ]
        assert ties(graph) == before - {("Egypt", "supports", "Azure_Baner_Brigade")} | {("Egypt", "supports", "Bay_Guard")}
        sound(graph)
        assert [(str(a.kind), a.type) for a in Graph.open(graph).actors() if a.id == "Bay_Guard"] == [("ArmedActor", "rebel-group")]


def test_explain_follows_a_merge(graph):
    """It showed an actor without claims and did not say where they were; after a rebuild it knew no such name."""
    decide([Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade")], graph=graph)
    for _ in range(2):
        done = CliRunner().invoke(app, ["explain", "azure baner brigade", "--graph", str(graph)], catch_exceptions=False)
        assert done.stderr == "azure baner brigade was merged into Azure Banner Brigade (Azure_Banner_Brigade)\n"
        assert done.stdout == CliRunner().invoke(app, ["explain", "Azure Banner Brigade", "--graph", str(graph)]).stdout
        rebuilt(graph)


def state(folder):
    """The claims that were not superseded, with their data and state, their actors, and what follows from them."""
    opened = Graph.open(folder)
    claims = {c.id: (c, c.lifecycle, c.retraction) for c in opened.claims(out_of_force=True) if c.lifecycle != "superseded"}
    named = {end for c, _, _ in claims.values() for end in (c.subject, c.object, c.attributed_to)}
    direct = {tuple(map(str, row)) for row in opened.query("SELECT * { GRAPH <https://w3id.org/graphkit/graph/direct> { ?s ?p ?o } }")}
    return claims, [actor for actor in opened.actors() if actor.id in named], direct


def test_a_rejected_claim_that_is_accepted_is_active_again(graph):
    """A wrong click could not be taken back; also twice on one day, and after a rebuild."""
    before, one = state(graph), claim(graph, subject="Turkey")
    for _ in range(2):
        decide([Decision(Act.REJECT, one.id, "", "Ada", date(2024, 5, 1))], graph=graph)
        assert one.id not in {c.id for c in Graph.open(graph).claims() if c.lifecycle == "active"}
        rebuilt(graph)
        decide([Decision(Act.ACCEPT, one.id, "", "Ada", date(2024, 5, 1), "wrong click")], graph=graph)
        sound(graph)
        assert state(graph) == before
    rebuilt(graph)
    assert state(graph) == before
    assert [d.why for d in read_decisions(file_of(graph))] == ["", "wrong click", "(time 2)", "wrong click (time 2)"]


def test_a_merge_of_two_actors_that_are_different_is_taken_back(graph):
    """With the claims, speakers and corrections of each; also in a graph that was built with the merge, which lacks the actor."""
    (graph.parent / "articles" / "c.txt").write_text("Turkey has sent drones to the Azure Baner Brigade. The Azure Baner Brigade said that Russia supports the LNA.")
    build(graph.parent / "articles", graph=graph, extractor="dependency")
    before = state(graph)
    merge = Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade", "Ada", date(2024, 5, 1))
    decide([merge], graph=graph)
    egypt = claim(graph, subject="Egypt", object="Azure_Banner_Brigade")
    decide([Decision(Act.REJECT, egypt.id, "", "Ada", date(2024, 5, 2)), Decision(Act.ACCEPT, egypt.id, "", "Ada", date(2024, 5, 2))], graph=graph)
    for again in (False, True):
        if again:
            rebuilt(graph)
        merged = state(graph)
        assert "Azure_Baner_Brigade" not in {end for c, _, _ in merged[0].values() for end in (c.subject, c.object, c.attributed_to)}
        decide([Decision(Act.ACCEPT, "Azure_Baner_Brigade", "Azure_Banner_Brigade", "Bo", date(2024, 5, 3), "two groups")], graph=graph)
        sound(graph)
        assert state(graph) == before
        rebuilt(graph)
        assert state(graph) == before
        decide([merge], graph=graph)
        assert state(graph) == merged
    assert Review(graph).proposals() == []


def test_a_merge_of_another_file_is_taken_back_with_that_file(graph, tmp_path):
    """Without the row, nothing would be taken back, and nothing said."""
    other, pair = tmp_path / "other.csv", ("Azure_Baner_Brigade", "Azure_Banner_Brigade")
    decide([Decision(Act.MERGE, *pair)], graph=graph, file=other)
    with pytest.raises(UsageError, match=r"is not in .*graph\.decisions\.csv; give the file that has it with --decisions"):
        decide([Decision(Act.ACCEPT, *pair)], graph=graph)
    decide([Decision(Act.ACCEPT, *pair)], graph=graph, file=other)
    assert ("Egypt", "supports", "Azure_Baner_Brigade") in ties(graph)


def test_a_correction_made_while_two_actors_were_merged_holds_when_they_are_parted(graph):
    decide([Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade", "Ada")], graph=graph)
    decide([Decision(Act.STATUS, claim(graph, subject="Egypt").id, "alleged", "Ada")], graph=graph)
    decide([Decision(Act.ACCEPT, "Azure_Banner_Brigade", "Azure_Baner_Brigade", "Ada")], graph=graph)
    now = lambda: [(c.object, c.status) for c in Graph.open(graph).claims(subject="Egypt") if c.lifecycle == "active"]  # noqa: E731
    assert now() == [("Azure_Baner_Brigade", "alleged")]
    rebuilt(graph)
    assert now() == [("Azure_Baner_Brigade", "alleged")]


def test_a_retracted_article_is_restored_and_a_rebuild_knows_both(graph):
    """A retraction was lost on a rebuild; a claim that was rejected before stays rejected."""
    wrong = claim(graph, subject="Turkey")
    decide([Decision(Act.REJECT, wrong.id, "", "Ada", date(2024, 5, 1))], graph=graph)
    before = state(graph)
    assert retract(wrong.article, "withdrawn", graph=graph, day=date(2024, 5, 2), who="Ada") == 1
    assert retract(wrong.article, "withdrawn", graph=graph) == 0
    gone = state(graph)
    assert {reason for c, _, retraction in gone[0].values() if c.article == wrong.article for _, reason in [retraction]} == {"withdrawn", "rejected by Ada"}
    rebuilt(graph)
    assert state(graph) == gone
    decide([Decision(Act.RESTORE, wrong.article, "", "Ada", date(2024, 5, 3), "the outlet stands by it")], graph=graph)
    assert state(graph) == before
    rebuilt(graph)
    assert state(graph) == before
    with pytest.raises(UsageError, match="has no retracted claim"):
        decide([Decision(Act.RESTORE, claim(graph, subject="Egypt").article)], graph=graph)


def test_a_retraction_holds_for_an_article_that_comes_back(graph):
    """Its file was edited meanwhile, and changed back; the edited version is not retracted, and the build says so."""
    rebuilt(graph)
    path = graph.parent / "articles" / "a.txt"
    old = claim(graph, subject="Turkey").article
    retract(old, "withdrawn", graph=graph)
    path.write_text(ARTICLES["a.txt"].replace("drones", "drones and guns"))
    notes = build(path.parent, graph=graph, extractor="dependency").notes
    new = claim(graph, subject="Turkey", status="asserted").article
    assert f"1 decision on replaced versions not applied to the new ones; check and repeat: graphkit decide retract {new}" in notes
    path.write_text(ARTICLES["a.txt"])
    build(path.parent, graph=graph, extractor="dependency")
    assert not any(subject == "Turkey" for subject, _, _ in ties(graph))
    decide([Decision(Act.RESTORE, old)], graph=graph)
    assert any(subject == "Turkey" for subject, _, _ in ties(graph))
    sound(graph)


@pytest.mark.parametrize("of", ["claim", "article"])
def test_a_retraction_that_was_interrupted_before_the_graph_knew_it_is_completed_by_the_same_command(graph, monkeypatch, of):
    """That of a claim ended with exit code 2, that of an article wrote the decision once more."""
    one = claim(graph, subject="Turkey")
    name = one.id if of == "claim" else one.article
    with monkeypatch.context() as interrupted:
        interrupted.setattr(Review, "apply", lambda self: None)
        number = retract(name, "misread", graph=graph)
    written = file_of(graph).read_text()
    assert run("retract", name, "--reason", "misread", graph=graph).stdout.startswith(f"{counted(number, 'claim')} retracted, saved in ")
    assert run("retract", name, "--reason", "misread", graph=graph).stdout == "nothing to retract: no claim of it is active\n"
    assert (len(ties(graph)), file_of(graph).read_text()) == (4 - number, written)


def test_retract_of_a_claim_is_a_rejection_that_can_be_taken_back(graph):
    one = claim(graph, subject="Turkey")
    done = run("retract", f"claim:{one.id}", "--reason", "misread", graph=graph)
    assert done.stdout == f"1 claim retracted, saved in {file_of(graph)}; to take it back: graphkit decide accept {one.id}\n"
    assert len(ties(graph)) == 3
    # Ids may be given as queries print them.
    assert run("decide", "accept", f"claim:{one.id}", graph=graph).exit_code == 0
    assert len(ties(graph)) == 4


def test_retract_takes_a_title_that_one_article_has(graph):
    folder = graph.parent / "articles"
    for number, title in enumerate(("Loans agreed", "Quiet, day", "Quiet day")):
        (folder / f"{number}.md").write_text(f"# {title}\n\n{('Qatar', 'Italy', 'Malta')[number]} supports the GNA.\n")
    build(folder, graph=graph, extractor="dependency")
    asked = lambda title: CliRunner().invoke(app, ["retract", title, "--reason", "withdrawn", "--graph", str(graph)])  # noqa: E731
    assert asked("Loans agreed").stdout.startswith("1 claim retracted, saved in ")
    told = str(asked("Quiet day").exception or asked("Quiet day").output)
    assert "2 articles have the title 'Quiet day'; give the key of one:" in told
    assert "there is no article or claim 'Loud day'" in str(asked("Loud day").exception or asked("Loud day").output)


def test_what_waits_is_taken_in_by_the_next_build(graph):
    review = Review(graph)
    review.add(Decision(Act.REJECT, claim(graph, subject="Turkey").id))
    assert len(Review(graph).pending) == 1
    build(graph.parent / "articles", graph=graph, extractor="dependency")
    assert not any(s == "Turkey" for s, _, _ in ties(graph))
    assert Review(graph).pending == []


def test_undo_takes_back_what_was_not_taken_in(graph):
    review = Review(graph)
    one, two = Decision(Act.ACCEPT, claim(graph, subject="Turkey").id), Decision(Act.RENAME, "Egypt", "Misr")
    review.add(one)
    review.add(two)
    assert review.undo() == two
    assert read_decisions(review.file) == [one]
    assert review.apply() == 1
    assert review.undo() is None


def test_two_reviewers_keep_the_decisions_of_each_other(graph):
    """One in the terminal and one in the browser: neither writes over the other, and each takes back his own."""
    one, other = Review(graph), Review(graph)
    claims = [claim.id for claim in one.view.claims()][:3]
    decisions = [Decision(Act.ACCEPT, claim) for claim in claims]
    one.add(decisions[0])
    other.add(decisions[1])
    one.add(decisions[2])
    assert read_decisions(file_of(graph)) == decisions
    assert other.undo() == decisions[1]
    assert one.apply() == len(read_decisions(file_of(graph))) == 2
    assert (other.undo(), other.apply()) == (None, 0)


def test_two_reviewers_at_the_same_moment_lose_no_decision(graph):
    """Each read the file, checked its decision and wrote the file as it had read it."""
    claims = [claim.id for claim in Graph.open(graph).claims()]

    def decides(who):
        review = Review(graph)
        for number in range(12):
            review.add(Decision(Act.ACCEPT, claims[number % len(claims)], "", who, None, str(number)))

    both = [threading.Thread(target=decides, args=(who,)) for who in ("Ada", "Bo")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    made = read_decisions(file_of(graph))
    assert [[d.why for d in made if d.who == who] for who in ("Ada", "Bo")] == [list(map(str, range(12)))] * 2


def test_a_decision_that_cannot_be_taken_in_does_not_stand_in_the_way_of_the_others(graph):
    wrong = claim(graph, subject="Turkey").id
    review = Review(graph)
    review.add(Decision(Act.REJECT, wrong, why="once"))
    # Written by hand: `add` refuses it.
    review.file.write_text(review.file.read_text() + review.file.read_text().splitlines()[-1].replace("once", "twice") + "\n")
    review.add(Decision(Act.RENAME, "Egypt", "Misr"))
    with pytest.raises(UnknownName, match="is retracted, not active"):
        review.apply()
    assert [d.value for d in Review(graph).pending] == ["Misr"]
    assert Review(graph).apply() == 1
    assert "Misr" in {a.name for a in Graph.open(graph).actors()}


def test_what_was_judged_is_not_shown_again(graph):
    review = Review(graph)
    assert [(p.actor, p.into) for p in review.proposals()] == [("Azure_Baner_Brigade", "Azure_Banner_Brigade")]
    waiting = review.waiting(1.0)
    assert [c.confidence for c in waiting] == sorted(c.confidence for c in waiting)
    review.add(Decision(Act.ACCEPT, "Azure_Baner_Brigade", "Azure_Banner_Brigade"))
    review.add(Decision(Act.ACCEPT, waiting[0].id))
    assert review.proposals() == []
    assert review.waiting(1.0) == waiting[1:]


# In the terminal


def run(*words, typed="", graph):
    return CliRunner().invoke(app, [*words, "--graph", str(graph), "--who", "Ada"], input=typed, catch_exceptions=False)


def test_going_through_in_the_terminal(graph):
    typed = "\n".join(["?", "u", "a", "same name", "k", "r", "no", "u", "e", "supports", "", "q"]) + "\n"
    done = run("review", "--below", "1.0", typed=typed, graph=graph)
    assert done.exit_code == 0
    assert "Are Azure Baner Brigade (Azure_Baner_Brigade) and" in done.stdout
    assert "there is nothing to undo" in done.stdout
    assert "undone: reject" in done.stdout
    assert "2 decisions applied" in done.stdout
    assert [(d.act, d.why, d.who) for d in read_decisions(file_of(graph))] == [("merge", "same name", "Ada"), ("relation", "", "Ada")]
    sound(graph)


def test_a_mistake_in_the_terminal_is_told_and_asked_again(graph):
    done = run("review", "--below", "1.0", typed="k\ne\nloves\n\nq\n", graph=graph)
    assert "not in the ontology" in done.stdout
    assert "Nothing was decided" in done.stdout


def test_status_polarity_and_direction_in_the_terminal(graph):
    typed = "\n".join(["k", "t", "rumoured", "", "t", "probable", "", "k", "p", "negative", "", "w", "wrong way", "q"]) + "\n"
    done = run("review", "--below", "1.0", typed=typed, graph=graph)
    assert "status 'rumoured' is not one of" in done.stdout
    assert "3 decisions applied" in done.stdout
    assert [(d.act, d.value, d.why) for d in read_decisions(file_of(graph))] == [("status", "probable", ""), ("polarity", "negative", ""), ("swap", "", "wrong way")]
    sound(graph)


def test_decisions_that_another_process_applied_meanwhile_stay_in_the_file(graph, monkeypatch):
    """An upload replays the file too; a review that waited for it took its decisions for impossible ones and deleted one."""
    for found in list(Graph.open(graph).claims())[:2]:
        Review(graph).add(Decision(Act.REJECT, found.id))
    late, first = Review(graph), Review(graph)
    writer = late._store.writer

    def writer_after_another():
        assert first.apply() == 2
        return writer()

    monkeypatch.setattr(late._store, "writer", writer_after_another)
    assert late.apply() == 0
    assert len(read_decisions(file_of(graph))) == 2


def test_the_end_of_input_ends_the_review(graph):
    assert run("review", typed="", graph=graph).exit_code == 0


def test_one_decision_from_a_script(graph):
    name = claim(graph, subject="Turkey").id
    done = run("decide", "reject", name, "--why", "misread", graph=graph)
    assert "applied" in done.stdout
    assert not any(s == "Turkey" for s, _, _ in ties(graph))


def test_a_decision_made_while_another_process_writes_is_kept(graph):
    """The message read as if it was lost; made once more it would have been in the file twice."""
    from graphkit.store import Store

    article = claim(graph, subject="Turkey").article
    with Store.open(graph).writer():
        for words in (["decide", "rename", "Egypt", "Misr"], ["retract", article, "--reason", "withdrawn"]):
            done = CliRunner().invoke(app, [*words, "--graph", str(graph)])
            assert f"the decision is saved in {file_of(graph)}, and the next decision, review or build applies it" in str(done.exception)
    assert Review(graph).apply() == 2
    assert not any(subject == "Turkey" for subject, _, _ in ties(graph))
    assert "Misr" in {a.name for a in Graph.open(graph).actors()}


def test_hostile_text_cannot_drive_the_terminal(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Turkey \x1b[2Jmay back the GNA \x9b31m now.")
    build(folder, graph=tmp_path / "graph", extractor="dependency")
    shown = run("review", "--below", "1.0", typed="q\n", graph=tmp_path / "graph").stdout
    assert "\x1b" not in shown
    assert "\x9b" not in shown


