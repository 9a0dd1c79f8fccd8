"""Ready mappings on small tables in the published layouts, with rows of our own."""

from __future__ import annotations

import gzip

import pytest

from graphkit.api import Graph, import_table
from graphkit.tables import read_mapping, ready_mappings

GDELT_COLUMNS = read_mapping("gdelt").columns


def gdelt(**cells):
    return "\t".join(str(cells.get(name, "")) for name in GDELT_COLUMNS)


# mapping -> (table, claims: subject, predicate, object, status, first day, last day, kinds of support)
TABLES = {
    "triples": (
        "subject,relation,object\nTurkey,supports,GNA\nVelavia,opposes,Turkey\n",
        {("Turkey", "supports", "GNA", "asserted", None, None, ""), ("Velavia", "opposes", "Turkey", "asserted", None, None, "")},
    ),
    "ucdp-esd": (
        ("year,conflict_id,dyad_id,actor_id,actor_name,actor_nonstate,ext_id,ext_name,ext_nonstate,ext_sup,ext_x,ext_p,ext_y,ext_w,ext_m,ext_t,ext_f,ext_i,ext_l,ext_o,ext_u,ext_alleged\n"
        "2016,1,2,3,Northern Banner,1,4,Government of Russia (Soviet Union),0,1,0,0,0,1,0,1,0,0,0,0,0,0\n"
        "2016,1,2,5,Government of Syria,0,6,Hezbollah,1,1,1,0,0,0,0,0,0,0,0,0,0,1\n"
        "2016,1,2,5,Government of Syria,0,7,Government of Peru,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n"),
        {("Russia", "supports", "Northern_Banner", "asserted", "2016-01-01", "2016-12-31", "training weapons"), ("Hezbollah", "supports", "Syria", "alleged", "2016-01-01", "2016-12-31", "troops")},
    ),
    "ucdp-dyadic": (
        "dyad_id,conflict_id,side_a,side_a_2nd,side_b,side_b_2nd,year,intensity_level\n1,1,Government of Mali,Government of France,Desert Banner,,2013,1\n",
        {("Desert_Banner", "fights", "Mali", "asserted", "2013-01-01", "2013-12-31", ""), ("France", "supportsMilitarily", "Mali", "asserted", "2013-01-01", "2013-12-31", "troops")},
    ),
    "ucdp-ged": (
        "id,year,type_of_violence,side_a,side_b,date_start,date_end\n7,2014,1,Government of Iraq,IS,2014-06-10 00:00:00.000,2014-06-12 00:00:00.000\n8,2014,3,IS,Mountain villagers,2014-08-03,2014-08-03\n",
        {("Iraq", "fights", "Islamic_State", "asserted", "2014-06-10", "2014-06-12", ""), ("Islamic_State", "attacks", "Mountain_villagers", "asserted", "2014-08-03", "2014-08-03", "")},
    ),
    "atop": (
        "ddyad,year,stateA,stateB,atopally,defense,offense,neutral,nonagg,consul\n2200,1990,2,200,1,1,0,0,0,1\n365710,1950,365,710,1,0,0,0,1,1\n2200,1990,2,999,1,1,0,0,0,0\n",
        {
            ("UK", "alliedWith", "USA", "asserted", "1990-01-01", "1990-12-31", ""),
            ("UK", "hasAgreementWith", "USA", "asserted", "1990-01-01", "1990-12-31", ""),
            ("China", "hasAgreementWith", "Russia", "asserted", "1950-01-01", "1950-12-31", ""),
        },
    ),
    "cow-alliances": (
        ("version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,defense,neutrality,nonaggression,entente\n"
        "1,2,United States of America,20,Canada,4,4,1949,,,,1,0,0,0\n2,300,Austria-Hungary,365,Russia,18,6,1881,18,6,1887,0,1,0,0\n"),
        {("Canada", "alliedWith", "USA", "asserted", "1949-04-04", None, ""), ("Austria-Hungary", "hasAgreementWith", "Russia", "asserted", "1881-06-18", "1887-06-18", "")},
    ),
    "cow-diplomatic": (
        "ccode1,ccode2,year,DR_at_1,DR_at_2,DE,version\n2,20,2000,3,3,1,2006.1\n2,731,2000,0,0,0,2006.1\n",
        {("USA", "recognizes", "Canada", "asserted", "2000-01-01", "2000-12-31", ""), ("Canada", "recognizes", "USA", "asserted", "2000-01-01", "2000-12-31", "")},
    ),
    "vdem-diplomatic": (
        "COWcode1,COWcode2,year,diplomatic_ties\n651,666,1985,1\n652,666,1985,0\n",
        {("Egypt", "recognizes", "Israel", "asserted", "1985-01-01", "1985-12-31", "")},
    ),
    "gdelt": (
        "\n".join([
            gdelt(GLOBALEVENTID=1, SQLDATE=20200105, Actor1CountryCode="TUR", Actor2CountryCode="LBY", EventCode="0722", DATEADDED=20200106),
            gdelt(GLOBALEVENTID=2, SQLDATE=20200105, Actor1CountryCode="RUS", Actor2CountryCode="UKR", EventCode="190", DATEADDED=20200106),
            gdelt(GLOBALEVENTID=3, SQLDATE=20200105, Actor1CountryCode="RUS", Actor2CountryCode="", EventCode="190", DATEADDED=20200106),
            gdelt(GLOBALEVENTID=4, SQLDATE=20200105, Actor1CountryCode="RUS", Actor2CountryCode="UKR", EventCode="010", DATEADDED=20200106),
        ]),
        {("Turkey", "supportsMilitarily", "Libya", "probable", "2020-01-05", "2020-01-05", ""), ("Russia", "fights", "Ukraine", "probable", "2020-01-05", "2020-01-05", "")},
    ),
    "acled": (
        ("event_id_cnty,event_date,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,source\n"
        "LBY1,05 January 2020,Battles,Armed clash,Military Forces of Turkey (2016-),,8,Coastal Banner (Libya),Post\n"
        "LBY2,2020-01-06,Violence against civilians,Attack,Coastal Banner (Libya),,2,Townspeople (Libya),Post\n"
        "LBY3,2020-01-06,Protests,Peaceful protest,Protesters (Libya),,6,,Post\n"),
        {("Coastal_Banner", "fights", "Turkey", "asserted", "2020-01-05", "2020-01-05", ""), ("Coastal_Banner", "attacks", "Townspeople", "asserted", "2020-01-06", "2020-01-06", "")},
    ),
    "sipri": (
        "Lines about the file\n\"Range: 1950, 2024\"\n\nSIPRI AT Database ID,Supplier,Recipient,Designation,Description,Order date,Delivery year,Numbers delivered\nX1,United States,Israel,F-15A,fighter aircraft,1975,1976,4,\nX2,Russia,Hezbollah (Lebanon)*,Kornet,missile,2005,2006,50\nX3,unknown supplier(s),NATO**,Kornet,missile,2005,2006,50\n",
        {("USA", "supportsMilitarily", "Israel", "asserted", "1976-01-01", "1976-12-31", "weapons"), ("Russia", "supportsMilitarily", "Hezbollah", "asserted", "2006-01-01", "2006-12-31", "weapons")},
    ),
    "polecat": (
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tRecipient Name\tRecipient Country\nE1\t2021-05-01\tSANCTION\tdiscontinue\tX\tUSA\tY\tIRN\nE2\t2021-05-01\tAGREE\tmeet\tX\tEGY\tY\tTUR\n",
        {("USA", "sanctions", "Iran", "probable", "2021-05-01", "2021-05-01", ""), ("Egypt", "cooperatesWith", "Turkey", "planned", "2021-05-01", "2021-05-01", "")},
    ),
    "wikidata": (
        "subjectLabel,property,objectLabel,start,end\nFrance,P463,NATO,1949-04-04T00:00:00Z,\nRuritania,P35,Rudolf Elphberg,1894-01-01T00:00:00Z,1900-01-01T00:00:00Z\nFrance,P17,France,,\n",
        {("France", "memberOf", "NATO", "asserted", "1949-04-04", None, ""), ("Rudolf_Elphberg", "leads", "Ruritania", "asserted", "1894-01-01", "1900-01-01", "")},
    ),
}


def told(graph):
    return {
        (c.subject, c.predicate, c.object, str(c.status), str(c.valid.start) if c.valid and c.valid.start else None, str(c.valid.end) if c.valid and c.valid.end else None, " ".join(c.support_types))
        for c in graph.claims()
    }


@pytest.mark.parametrize("name", sorted(TABLES))
def test_rows_become_claims_with_the_row_as_evidence(tmp_path, name):
    text, expected = TABLES[name]
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    report = import_table(path, name, graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    assert told(graph) == expected
    assert report.failures == ()
    assert graph.validate() == []
    assert graph.drift() == (0, 0)
    outlet = read_mapping(name).outlet
    assert {a.outlet for a in graph.articles()} == {outlet}
    for claim in graph.claims():
        assert claim.subject_mention in claim.evidence[0].quote
        assert claim.object_mention in claim.evidence[0].quote
        assert claim.extractor.startswith(f"table:{name}/")


def test_every_ready_mapping_is_tried_here():
    assert set(TABLES) == set(ready_mappings())


def test_unknown_codes_are_listed_and_not_guessed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TABLES["atop"][0], encoding="utf-8")
    report = import_table(path, "atop", graph=tmp_path / "graph")
    assert "unknown code, left out: stateB '999' (2 times)" in report.notes


def test_the_same_table_twice_changes_nothing_and_gzip_is_the_same(tmp_path):
    text = TABLES["ucdp-esd"][0]
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
    plain.write_text(text)
    packed.write_bytes(gzip.compress(text.encode()))
    import_table(plain, "ucdp-esd", graph=tmp_path / "graph")
    before = Graph.open(tmp_path / "graph").export()
    report = import_table(packed, "ucdp-esd", graph=tmp_path / "graph")
    assert report.added == 0
    assert Graph.open(tmp_path / "graph").export() == before


def test_a_corrected_row_replaces_the_older_one(tmp_path):
    text = TABLES["ucdp-esd"][0]
    path = tmp_path / "a.csv"
    path.write_text(text)
    import_table(path, "ucdp-esd", graph=tmp_path / "graph")
    path.write_text(text.replace("2016,1,2,3,Northern Banner,1,4,Government of Russia (Soviet Union),0,1,0,0,0,1", "2016,1,2,3,Northern Banner,1,4,Government of Russia (Soviet Union),0,1,0,0,0,0"))
    import_table(path, "ucdp-esd", graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    assert {c.support_types for c in graph.claims(subject="Russia")} == {("training",)}


@pytest.mark.parametrize("name", ["sipri", "acled", "ucdp-ged", "ucdp-dyadic", "ucdp-esd"])
def test_dated_deeds_of_a_table_make_direct_ties(tmp_path, name):
    """A row of an attack or a delivery with its day or year is an event: it stays true."""
    text, _ = TABLES[name]
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    import_table(tmp_path / "table.csv", name, graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    plain = [c for c in graph.claims() if c.status == "asserted"]
    assert plain
    for c in plain:
        assert c.valid is not None
        assert not c.valid.ended
        assert graph.query(f"ASK {{ graph:{c.subject} rel:{c.predicate} graph:{c.object} }}")


def test_the_end_of_a_post_ends_it(tmp_path):
    """Two columns of days of a lasting relation are its beginning and its end."""
    text, _ = TABLES["wikidata"]
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    import_table(tmp_path / "table.csv", "wikidata", graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    assert graph.query("ASK { graph:France rel:memberOf graph:NATO }")
    assert not graph.query("ASK { ?someone rel:leads ?state }")
    assert graph.query("ASK { ?c gk:ended true ; gk:validUntil '1900-01-01'^^xsd:date }")
