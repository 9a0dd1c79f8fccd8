"""Kinds of actor names that data sets use, each with who is meant."""

from __future__ import annotations

import functools

import pytest

from graphkit.api import Graph, import_table
from graphkit.model import ActorClass, Span
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.lookup import Lookup
from graphkit.tables import read_mapping
from graphkit.tables.names import LONGEST_NAME, parties

LOOKUP = Lookup(load_gazetteer())
read = functools.cache(read_mapping)

# mapping -> name -> id, class and type of the actor; or the reason why it is none
NAMES = {
    "acled": {
        "Military Forces of Syria (2000-2024)": ("Syria", "State", None),
        "Military Forces of the United Kingdom (2010-)": ("UK", "State", None),
        "Police Forces of Israel (2022-) Border Police": ("Israel", "State", None),
        "Government of Chad (1990-2021)": ("Chad", "State", None),
        "Military Forces of Kenya": ("Kenya", "State", None),
        "Military Forces of Somaliland (1991-)": ("Somaliland", "State", None),
        "Military Forces of Libya (1969-2011)": ("Libya", "State", None),
        "Military Forces of Libya (2014-) Haftar Faction": ("LNA", "ArmedActor", "rival-armed-force"),
        "Police Forces of Libya (2016-2021) Government of National Accord": ("GNA", "Government", "government"),
        "Military Forces of Yemen (2016-) Supreme Political Council": ("Houthis", "ArmedActor", "rebel-group"),
        "Military Forces of Yemen (2012-2022) 35th Armored Brigade": ("Military_Forces_of_Yemen_2012-2022_35th_Armored_Brigade", "ArmedActor", "state-forces"),
        "Police Forces of Palestine (2007-) Gaza Strip": ("Hamas", "ArmedActor", "rebel-group"),
        "Police Forces of Palestine (1994-) West Bank": ("Palestinian_Authority", "Government", "government"),
        "Mutiny of Military Forces of Sudan (2019-)": ("Mutiny_of_Military_Forces_of_Sudan", "ArmedActor", "rebel-group"),
        "Former Military Forces of Chad (1990-2021)": "former members",
        "Civilians (Syria)": ("Syrian_civilians", "Organization", "civil-society"),
        "Civilians (International)": "people of no single country",
        "Civilians (Velavia)": "people without a known country",
        "Protesters (Iran)": ("Iranian_protesters", "Organization", "civil-society"),
        "Rioters (India)": ("Indian_rioters", "Organization", "civil-society"),
        "Unidentified Armed Group (Mexico)": "not identified",
        "Unidentified Armed Group (Syria)": "not identified",
        "Unidentified Military Forces": "not identified",
        "Unidentified Communal Militia (Yemen)": "not identified",
        "Taliban and/or Islamic State Khorasan Province (ISKP)": "one of two",
        "Private Security Forces (Israel)": "a kind of group, not one group",
        "Communal Militia (Yemen)": "a kind of group, not one group",
        "Militia (Miners)": "a kind of group, not one group",
        "Fulani Ethnic Militia (Nigeria)": ("Fulani_Ethnic_Militia_Nigeria", "ArmedActor", "identity-militia"),
        "Fulani Ethnic Militia (Mali)": ("Fulani_Ethnic_Militia_Mali", "ArmedActor", "identity-militia"),
        "Valley Guard Militia": ("Valley_Guard_Militia", "ArmedActor", "political-militia"),
        "CB: Coastal Banner (Libya)": ("Coastal_Banner_Libya", "ArmedActor", "rebel-group"),
        "TTP: Tehreek-i-Taliban Pakistan": ("Pakistani_Taliban", "ArmedActor", "rebel-group"),
        "JNIM: Group for Support of Islam and Muslims": ("JNIM", "ArmedActor", "rebel-group"),
        "Islamic State (Libya)": ("Islamic_State", "ArmedActor", "rebel-group"),
        "Islamic State Khorasan Province (ISKP)": ("ISKP", "ArmedActor", "rebel-group"),
        "Hezbollah": ("Hezbollah", "ArmedActor", "rebel-group"),
        "PLA: People's Liberation Army (Manipur)": ("Peoples_Liberation_Army_Manipur", "ArmedActor", "rebel-group"),
        "SLA (Lebanon)": ("South_Lebanon_Army", "ArmedActor", "rival-armed-force"),
        "SLA: Sudan Liberation Army": ("SLA", "ArmedActor", "rebel-group"),
        "NATO: North Atlantic Treaty Organization": ("NATO", "InternationalOrganization", "intergovernmental"),
        "EXMIS: Example Mission in Velavia (2013-2023)": ("Example_Mission_in_Velavia", "Organization", None),
    },
    "ucdp-ged": {
        "Civilians": ("Syrian_civilians", "Organization", "civil-society"),
        "Government of Russia (Soviet Union)": ("Russia", "State", None),
        "Government of DR Congo (Zaire)": ("DRC", "State", None),
        "Government of Yemen (North Yemen)": ("Yemen", "State", None),
        "Government of United States of America": ("USA", "State", None),
        "Government of Kingdom of eSwatini (Swaziland)": ("Eswatini", "State", None),
        "IS": ("Islamic_State", "ArmedActor", "rebel-group"),
        "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad": ("Boko_Haram", "ArmedActor", "rebel-group"),
        "XXX1212": "not identified",
        "XXX insurgents": "not identified",
        "Buddhists (Myanmar)": ("Buddhists_Myanmar", "ArmedActor", "identity-militia"),
        "Supporters of Valley Party": ("Supporters_of_Valley_Party", "Organization", None),
        "Northern Banner - South": ("Northern_Banner_-_South", "ArmedActor", "rebel-group"),
    },
    "sipri": {
        "Viet Nam": ("Vietnam", "State", None),
        "East Germany (GDR)": ("East_Germany", "State", None),
        "eSwatini": ("Eswatini", "State", None),
        "Libya HoR": ("Libyan_House_of_Representatives", "Government", "government"),
        "Hezbollah (Lebanon)*": ("Hezbollah", "ArmedActor", "rebel-group"),
        "Houthi rebels (Yemen)*": ("Houthis", "ArmedActor", "rebel-group"),
        "Coastal Banner (Libya)*": ("Coastal_Banner_Libya", "ArmedActor", "rebel-group"),
        "NATO**": ("NATO", "InternationalOrganization", "intergovernmental"),
        "Regional Security System**": ("Regional_Security_System", "InternationalOrganization", "intergovernmental"),
        "unknown supplier(s)": "not named",
        "unknown recipient(s)": "not named",
        "Unknown rebel group*": "not named",
        "(multiple sellers)": "not named",
    },
}


def meant(mapping, name, **cells):
    """Who a name stands for, and what is noted of it."""
    of = read(mapping)
    end = of.rules[0].subject
    row = dict.fromkeys(of.read(), "") | {end.column: name} | cells
    notes: list[str] = []
    found = list(parties(end, row, {end.column: Span(0, len(name))}, notes.append))
    actors = [LOOKUP.people(p.people, p.of) if p.people else LOOKUP.actor(p.called, p.kind, p.actor, p.item, p.type) for p in found]
    notes += [f"people without a known country, skipped: {name!r}"] * actors.count(None)
    return [(a.id, str(a.kind), a.type) for a in actors if a], notes


@pytest.mark.parametrize("mapping,name", [(mapping, name) for mapping, names in NAMES.items() for name in names])
def test_each_kind_of_name_is_who_it_stands_for_or_is_named_as_left_out(mapping, name):
    expected = NAMES[mapping][name]
    found, notes = meant(mapping, name, **({"country": "Syria"} if mapping == "ucdp-ged" else {}))
    if isinstance(expected, str):
        assert (found, notes) == ([], [f"{expected}, skipped: {name!r}"])
    else:
        assert (found, notes) == ([expected], [])


@pytest.mark.parametrize("mapping", ["acled", "ucdp-ged", "ucdp-dyadic", "ucdp-esd"])
def test_the_forces_of_every_listed_state_are_that_state(mapping):
    states = {e.actor.id: e.actor.name for e in load_gazetteer().entries.values() if e.actor.kind == "State"}
    lead, tail = ("Military Forces of ", " (2001-)") if mapping == "acled" else ("Government of ", "")
    wrong = {name: found for i, name in states.items() if (found := meant(mapping, f"{lead}{name}{tail}")[0]) != [(i, "State", None)]}
    assert wrong == {}


def test_civilians_of_two_countries_are_two_peoples():
    one, two = (meant("ucdp-ged", "Civilians", country=country)[0] for country in ("Syria", "Mexico"))
    assert one != two


def test_several_codes_of_one_cell_are_each_where_they_stand(tmp_path):
    from graphkit.api import Graph, import_table

    path = tmp_path / "own.yaml"
    path.write_text("outlet: Own\nclaims: [{subject: {code: a, codes: iso3, split: ';'}, object: b, relation: supports}]\n")
    (tmp_path / "t.csv").write_text("a,b\nFRA; TUR;XXX,Coastal Banner\n")
    report = import_table(tmp_path / "t.csv", path, graph=tmp_path / "g")
    assert {(c.subject, c.subject_mention) for c in Graph.open(tmp_path / "g").claims()} == {("France", "FRA"), ("Turkey", "TUR")}
    assert report.notes == ("unknown code, skipped: a 'XXX' (once, row 2 of the file)",)


def test_a_name_of_many_pages_is_no_name():
    found, notes = meant("acled", "A" * (LONGEST_NAME + 1))
    assert found == []
    assert "skipped" in notes[0]


@pytest.mark.parametrize("name", ["=HYPERLINK(\"http://x\")", "<script>alert(1)</script>", "a\" . } DROP ALL", "'; --", "../../etc", "Name\u202ewith marks", "🜁"])
def test_hostile_names_are_names_and_nothing_else(tmp_path, name):
    from graphkit.api import Graph, import_table

    path = tmp_path / "t.csv"
    quoted = name.replace('"', '""')
    path.write_text(f'subject,relation,object\n"{quoted}",supports,Turkey\n', encoding="utf-8")
    report = import_table(path, "triples", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    assert report.added == 1
    assert [c.subject_mention for c in graph.claims()] == [name]
    assert graph.validate() == []


def test_a_name_of_no_list_becomes_no_actor_of_the_lists():
    """The id of one of ours is no name: what is only spelt as it, of another class, or in another way, is somebody else."""
    ours = LOOKUP._gazetteer.entries["AFL"].actor
    assert LOOKUP.actor("AFL", ActorClass.ARMED) == LOOKUP.actor("AFL", ActorClass.ACTOR) == ours
    league, spaced = LOOKUP.actor("AFL", ActorClass.ORGANIZATION), LOOKUP.actor("AFC DRC", ActorClass.ARMED)
    assert (league.name, spaced.name) == ("AFL", "AFC DRC")
    assert not {league.id, spaced.id} & set(LOOKUP._gazetteer.entries)


def test_names_of_one_long_beginning_are_two_actors():
    one, two = (LOOKUP.actor(f"{'Northern Banner of the ' * 5}{end}", ActorClass.ARMED) for end in ("East", "West"))
    assert one.id != two.id


def test_a_name_that_several_of_the_lists_have_is_none_of_them_and_is_reported(tmp_path):
    (tmp_path / "mine.csv").write_text("id,name,class,type\nX1,Army of Velavia,ArmedActor,rebel-group\nX2,Army of Velavia,ArmedActor,rebel-group\n")
    (tmp_path / "t.csv").write_text("subject,relation,object\nArmy of Velavia,attacks,Mali\nX1,attacks,Chad\n")
    report = import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g", actors=[tmp_path / "mine.csv"])
    assert {(c.subject, c.object) for c in Graph.open(tmp_path / "g").claims()} == {("Army_of_Velavia", "Mali"), ("X1", "Chad")}
    assert report.notes == ("name matches several listed actors, treated as a new actor: 'Army of Velavia' (ids: X1, X2) (once, row 2 of the file)",)


@pytest.mark.parametrize("cell", ["Mali, Niger", "Mali; Niger", "Mali / Niger", "Mali and Niger", "Mali & Niger", "Mali\nand Niger"])
def test_a_cell_that_lists_known_actors_is_not_one_actor_and_is_reported(tmp_path, cell):
    """The mapping does not say that cells are divided: "Mali, Niger" would become an actor of that name."""
    from graphkit.api import Graph, import_table

    (tmp_path / "t.csv").write_text(f'subject,relation,object\nIran,supports,"{cell}"\nIran,supports,Bosnia and Herzegovina\nIran,supports,Velavia and Sons\n')
    report = import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    assert {c.object for c in Graph.open(tmp_path / "g").claims()} == {"Bosnia_and_Herzegovina", "Velavia_and_Sons"}
    shown = " ".join(cell.split())
    assert report.notes == (f"several actors in one cell, skipped (give their separator as split in the mapping): '{shown}' (once, row 2 of the file)", "rows without a claim: 1 (row 2 of the file)")


@pytest.mark.parametrize("name,actor", [("Central African Republic (CAR)", "Central_African_Republic"), ("United Arab Emirates (UAE)", "UAE"), ("UAE (United Arab Emirates)", "UAE")])
def test_a_state_with_its_short_name_in_brackets_is_that_state(tmp_path, name, actor):
    from graphkit.api import Graph, import_table

    (tmp_path / "t.csv").write_text(f"subject,relation,object\nIran,supports,{name}\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    assert [c.object for c in Graph.open(tmp_path / "g").claims()] == [actor]


@pytest.mark.parametrize("cell", ["-", "—", "?", "n/a", "nan", "NaN", "#N/A", "#REF!", "#DIV/0!", "unknown", "Unknown", "(_)"])
def test_a_mark_for_a_missing_name_is_no_actor(tmp_path, cell):
    from graphkit.api import Graph, import_table

    (tmp_path / "t.csv").write_text(f"subject,relation,object\n{cell},supports,Mali\nIran,supports,Mali\n", encoding="utf-8")
    report = import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    assert [c.subject for c in Graph.open(tmp_path / "g").claims()] == ["Iran"]
    assert report.notes[-1] == "rows without a claim: 1 (row 2 of the file)"


def test_a_dash_as_polarity_is_an_unknown_code_and_makes_no_plain_claim(tmp_path):
    """It may mean that the relation is hostile or denied."""
    from graphkit.api import import_table

    (tmp_path / "t.csv").write_text("subject,relation,object,polarity\nIran,supports,Mali,-\nIran,supports,Chad,\n")
    assert import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g").claims == 1
