"""Names that may be one: proposed with a reason, people of one surname kept apart, cost bounded."""

from __future__ import annotations

import csv
import io

import pytest
from typer.testing import CliRunner

from graphkit.cli.app import app
from graphkit.model import Actor, ActorClass
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.suggest import proposals

ARMED, PERSON, STATE = ActorClass.ARMED, ActorClass.PERSON, ActorClass.STATE


def actor(name, kind=ARMED, **more):
    return Actor(name.replace(" ", "_"), name, kind, **more)


def proposed(*actors, **counts):
    return {(p.actor, p.into) for p in proposals(actors, counts)}


@pytest.mark.parametrize("one,other", [
    ("Azure Banner Brigade", "Azure Baner Brigade"),
    ("Azure Banner Brigade", "Banner Brigade Azure"),
    ("ABB", "Azure Banner Brigade"),
])
def test_nearly_the_same_names_are_proposed(one, other):
    assert proposed(actor(one), actor(other), **{one.replace(" ", "_"): 1, other.replace(" ", "_"): 5}) == {(one.replace(" ", "_"), other.replace(" ", "_"))}


@pytest.mark.parametrize("one,other", [
    (actor("Azure Banner Brigade"), actor("Golden Banner Brigade")),
    (actor("Anna Velasco", PERSON), actor("Bruno Velasco", PERSON)),
    (actor("Azure Banner", PERSON), actor("Azure Banners")),
    (actor("North Velavia", STATE, curated=True), actor("North Velavian", STATE, curated=True)),
    (actor("Northville", ActorClass.PLACE), actor("Northvile")),
])
def test_these_are_two(one, other):
    assert proposed(one, other) == set()


def test_another_spelling_of_a_person_is_proposed_and_a_surname_alone():
    assert proposed(actor("Khalid Hiftar", PERSON), actor("Khalid Haftar", PERSON)) == {("Khalid_Haftar", "Khalid_Hiftar")}
    assert proposed(actor("Velasco", PERSON), actor("Anna Velasco", PERSON)) == {("Velasco", "Anna_Velasco")}


def test_who_is_listed_is_the_one_that_stays():
    assert proposed(actor("Azure Banner Brigade", curated=True), actor("Azure Baner Brigade"), Azure_Baner_Brigade=99) == {("Azure_Baner_Brigade", "Azure_Banner_Brigade")}


def test_many_names_of_one_word_cost_no_comparison_of_all():
    many = [actor(f"Brigade {n:06}") for n in range(20_000)]
    assert proposals(many, {}) == []


def test_suggest_writes_an_actors_file_that_is_taken(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("The Azure Banner Brigade attacked Turkey. Egypt backs the Azure Banner Brigade. The Azure Baner Brigade attacked Egypt. The Azure Baner Brigade attacked Qatar. Turkey supports the GNA.")
    out = tmp_path / "actors.csv"
    done = CliRunner().invoke(app, ["actors", "suggest", str(text), "-o", str(out)], catch_exceptions=False)
    assert done.exit_code == 0
    [row] = csv.DictReader(io.StringIO(out.read_text()))
    assert row["id"] in ("Azure_Banner_Brigade", "Azure_Baner_Brigade")
    assert {"Azure Banner Brigade", "Azure Baner Brigade"} <= {row["name"], *row["aliases"].split(";")}
    assert row["count"] == "4"
    assert "attacked" in row["contexts"]
    lists = load_gazetteer([out])
    assert {s.id for s in lists.senses("Azure Baner Brigade")} == {row["id"]}


def test_suggest_looks_at_the_graph_too_and_the_list_stays_as_it_was(seed_folder):
    told = CliRunner().invoke(app, ["actors", "suggest", "--graph", str(seed_folder), "--least", "1"], catch_exceptions=False).stdout
    assert told.startswith("id,name,class")
    assert CliRunner().invoke(app, ["actors", "--graph", str(seed_folder), "-f", "csv"], catch_exceptions=False).stdout.startswith("id,name,class,kind,claims")
