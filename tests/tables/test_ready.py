"""Ready mappings on small tables in the published layouts, with rows of our own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from datetime import datetime

import pytest

from graphkit.api import Graph, import_table
from graphkit.errors import DocumentError
from graphkit.tables import read_mapping, ready_mappings

GDELT_2, GDELT_1, GDELT_OLD = read_mapping("gdelt").layouts


def gdelt(columns=GDELT_2, **cells):
    return "\t".join(str(cells.get(name, "")) for name in columns)


POLECAT = "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version".split(",")
ACLED = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp".split(",")
GED = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob".split(",")
DYADIC = "dyad_id,conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,intensity_level,type_of_conflict,start_date,start_prec,start_date2,start_prec2,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version".split(",")
SIPRI = "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production".split(",")
SIPRI_BEFORE = "".join(f"Line {n} about the file\n" for n in range(10)) + "\n"


def table(columns, *rows, before="", delimiter=","):
    """A table in a data set's own layout; cells that a row does not give are empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        assert set(row) <= set(columns)
        writer.writerow([row.get(name, "") for name in columns])
    return before + stream.getvalue()


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
        table(DYADIC, {"dyad_id": 1, "side_a": "Government of Mali", "side_a_2nd": "Government of France, Government of Chad", "side_b": "Desert Banner", "year": 2013, "version": "25.1"}),
        {
            ("Desert_Banner", "fights", "Mali", "asserted", "2013-01-01", "2013-12-31", ""),
            ("France", "supportsMilitarily", "Mali", "asserted", "2013-01-01", "2013-12-31", "troops"),
            ("Chad", "supportsMilitarily", "Mali", "asserted", "2013-01-01", "2013-12-31", "troops"),
        },
    ),
    "ucdp-ged": (
        table(
            GED,
            {"id": 7, "year": 2014, "type_of_violence": 1, "dyad_name": "Government of Iraq - IS", "side_a": "Government of Iraq", "side_b": "IS", "country": "Iraq", "date_start": "2014-06-10 00:00:00.000", "date_end": "2014-06-12 00:00:00.000"},
            {"id": 8, "year": 2014, "type_of_violence": 3, "dyad_name": "IS - Civilians", "side_a": "IS", "side_b": "Civilians", "country": "Iraq", "date_start": "2014-08-03", "date_end": "2014-08-03"},
            {"id": 9, "year": 2014, "type_of_violence": 3, "dyad_name": "IS - Civilians", "side_a": "IS", "side_b": "Civilians", "country": "Yemen (North Yemen)", "date_start": "2014-08-03", "date_end": "2014-08-03"},
            {"id": 11, "year": 2024, "type_of_violence": 1, "dyad_name": "joint", "side_a": "Government of Mali, Government of Peru", "side_b": "Mountain Front", "country": "Mali", "date_start": "2024-08-03", "date_end": "2024-08-03"},
            {"id": 10, "year": 2024, "type_of_violence": 2, "dyad_name": "XXX - Mountain Front", "side_a": "XXX insurgents", "side_b": "Mountain Front", "country": "Iraq", "date_start": "2024-08-03", "date_end": "2024-08-03"},
        ),
        {
            ("Iraq", "fights", "Islamic_State", "asserted", "2014-06-10", "2014-06-12", ""),
            ("Mali", "fights", "Mountain_Front", "asserted", "2024-08-03", "2024-08-03", ""),
            ("Mountain_Front", "fights", "Peru", "asserted", "2024-08-03", "2024-08-03", ""),
            ("Islamic_State", "attacks", "Iraqi_civilians", "asserted", "2014-08-03", "2014-08-03", ""),
            ("Islamic_State", "attacks", "Yemeni_civilians", "asserted", "2014-08-03", "2014-08-03", ""),
        },
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
        ("version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,asymmetric,version\n"
        "1,2,United States of America,20,Canada,4,4,1949,,,,0,1,1,0,0,0,0,4.1\n"
        "2,300,Austria-Hungary,365,Russia,18,6,1881,18,6,1887,0,0,0,1,0,0,0,4.1\n"
        "3,200,United Kingdom,235,Portugal,1,1,1816,31,12,2012,1,1,1,0,0,0,0,4.1\n"),
        {
            ("Canada", "alliedWith", "USA", "asserted", "1949-04-04", None, ""),
            ("Austria-Hungary", "hasAgreementWith", "Russia", "asserted", "1881-06-18", "1887-06-18 ended", ""),
            ("Portugal", "alliedWith", "UK", "asserted", "1816-01-01", None, ""),
        },
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
            gdelt(GLOBALEVENTID=1, SQLDATE=20200105, Actor1Code="TURGOV", Actor1CountryCode="TUR", Actor1Type1Code="GOV", Actor2CountryCode="LBY", EventCode="0722", DATEADDED=20200106123000),
            gdelt(GLOBALEVENTID=2, SQLDATE=20200105, Actor1CountryCode="RUS", Actor2CountryCode="UKR", EventCode="190", DATEADDED=20200106123000),
            gdelt(GLOBALEVENTID=3, SQLDATE=20200105, Actor1CountryCode="RUS", Actor2CountryCode="", EventCode="190", DATEADDED=20200106123000),
            gdelt(GLOBALEVENTID=4, SQLDATE=20200105, Actor1CountryCode="RUS", Actor2CountryCode="UKR", EventCode="010", DATEADDED=20200106123000),
            gdelt(GLOBALEVENTID=5, SQLDATE=20200105, Actor1CountryCode="IRN", Actor1Type1Code="REB", Actor2CountryCode="TUR", EventCode="190", DATEADDED=20200106123000),
            gdelt(GLOBALEVENTID=6, SQLDATE=20200105, Actor1CountryCode="IRN", Actor2CountryCode="TUR", Actor2Type1Code="CVL", EventCode="190", DATEADDED=20200106123000),
        ]),
        {("Turkey", "supportsMilitarily", "Libya", "probable", "2020-01-05", "2020-01-05", ""), ("Russia", "fights", "Ukraine", "probable", "2020-01-05", "2020-01-05", "")},
    ),
    "acled": (
        table(
            ACLED,
            {"event_id_cnty": "LBY1", "event_date": "05 January 2020", "time_precision": 1, "disorder_type": "Political violence", "event_type": "Battles", "actor1": "Military Forces of Turkey (2016-)", "inter1": "External/Other forces", "actor2": "Coastal Banner (Libya)", "inter2": "Political militia"},
            {"event_id_cnty": "LBY2", "event_date": "2020-01-06", "time_precision": 3, "event_type": "Violence against civilians", "actor1": "Coastal Banner (Libya)", "actor2": "Civilians (Libya)", "civilian_targeting": "Civilian targeting"},
            {"event_id_cnty": "LBY3", "event_date": "2020-01-06", "event_type": "Protests", "actor1": "Protesters (Libya)"},
            {"event_id_cnty": "MEX1", "event_date": "2020-01-06", "event_type": "Violence against civilians", "actor1": "Unidentified Armed Group (Mexico)", "actor2": "Civilians (Mexico)"},
        ),
        {("Coastal_Banner_Libya", "fights", "Turkey", "asserted", "2020-01-05", "2020-01-05", ""), ("Coastal_Banner_Libya", "attacks", "Libyan_civilians", "asserted", "2020-01-01", "2020-01-31", "")},
    ),
    "sipri": (
        table(
            SIPRI,
            {"SIPRI AT Database ID": "X1", "Supplier": "United States", "Recipient": "Israel", "Designation": "F-15A", "Order date": 1975, "Delivery year": 1976, "Local production": "No"},
            {"SIPRI AT Database ID": "X2", "Supplier": "Russia", "Recipient": "Hezbollah (Lebanon)*", "Designation": "Kornet", "Order date": 2005, "Delivery year": 2006},
            {"SIPRI AT Database ID": "X3", "Supplier": "unknown supplier(s)", "Recipient": "NATO**", "Designation": "Kornet", "Delivery year": 2006},
            before=SIPRI_BEFORE,
        ),
        {("USA", "supportsMilitarily", "Israel", "asserted", "1976-01-01", "1976-12-31", "weapons"), ("Russia", "supportsMilitarily", "Hezbollah", "asserted", "2006-01-01", "2006-12-31", "weapons")},
    ),
    "sipri-register": (
        SIPRI_BEFORE + "Recipient,Supplier,Year of order,,Number ordered,,Weapon designation,Weapon description,Number delivered,,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
        "Egypt,France,2015,,24,,Rafale,fighter,24,,2015; 2016; 2019,New,a comment,50,1200,1200\n"
        "Qatar,Italy,2024,,2,,NH-90,helicopter,0,,,New,,10,20,0\n",
        {("France", "supportsMilitarily", "Egypt", "asserted", "2015-01-01", "2019-12-31", "weapons"), ("Italy", "supportsMilitarily", "Qatar", "planned", None, None, "weapons")},
    ),
    "polecat": (
        table(
            POLECAT,
            {"Event ID": "E1", "Event Date": "2021-05-01", "Event Type": "SANCTION", "Actor Country": "USA", "Primary Actor Sector": "GOV", "Recipient Country": "IRN"},
            {"Event ID": "E2", "Event Date": "2021-05-01", "Event Type": "AGREE", "Actor Country": "EGY", "Recipient Country": "TUR", "Primary Recipient Sector": "MIL"},
            {"Event ID": "E3", "Event Date": "2021-05-01", "Event Type": "ASSAULT", "Actor Country": "EGY", "Primary Actor Sector": "CRM", "Recipient Country": "TUR"},
            delimiter="\t",
        ),
        {("USA", "sanctions", "Iran", "probable", "2021-05-01", "2021-05-01", ""), ("Egypt", "cooperatesWith", "Turkey", "planned", "2021-05-01", "2021-05-01", "")},
    ),
    "phoenix": (
        table(
            "eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid,process".split(","),
            {"eid": 1, "story_date": "01/03/1990", "year": 1990, "month": 1, "day": 3, "source_root": "USA", "source_agent": "GOV", "target_root": "IRN", "code": "112"},
            {"eid": 2, "story_date": "01/03/1990", "year": 1990, "month": 1, "day": 3, "source_root": "USA", "source_agent": "REB", "target_root": "IRN", "code": "112"},
        ),
        {("USA", "accuses", "Iran", "probable", "1990-01-03", "1990-01-03", "")},
    ),
    "icews": (
        table(
            "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude".split(","),
            {"Event ID": 1, "Event Date": "2021-05-01", "Source Name": "Defense / Security Ministry (Egypt)", "CAMEO Code": "112", "Target Name": "Turkey"},
            {"Event ID": 2, "Event Date": "2021-05-01", "Source Name": "Egypt", "CAMEO Code": "190", "Target Name": "Armed Rebel (Libya)"},
            {"Event ID": 3, "Event Date": "2021-05-01", "Source Name": "Egypt", "CAMEO Code": "19", "Target Name": "Turkey"},
            delimiter="\t",
        ),
        {("Egypt", "accuses", "Turkey", "probable", "2021-05-01", "2021-05-01", "")},
    ),
    "wikidata": (
        ("subject,subjectLabel,property,object,objectLabel,start,end\n"
        "http://www.wikidata.org/entity/Q142,France,http://www.wikidata.org/prop/direct/P463,http://www.wikidata.org/entity/Q7184,NATO,1949-04-04T00:00:00Z,\n"
        "http://www.wikidata.org/entity/Q990001,Ruritania,http://www.wikidata.org/entity/P35,http://www.wikidata.org/entity/Q990002,Rudolf Elphberg,1894-01-01T00:00:00Z,1900-06-30T00:00:00Z\n"
        "http://www.wikidata.org/entity/Q142,France,wdt:P17,http://www.wikidata.org/entity/Q142,France,,\n"
        "http://www.wikidata.org/entity/Q990003,Q990003,P463,http://www.wikidata.org/entity/Q7184,NATO,,\n"),
        {("France", "memberOf", "NATO", "asserted", "1949-04-04", None, ""), ("Rudolf_Elphberg_Q990002", "leads", "Ruritania_Q990001", "asserted", "1894-01-01", "1900-06-30 ended", "")},
    ),
}


def told(graph):
    return {
        (c.subject, c.predicate, c.object, str(c.status), str(c.valid.start) if c.valid and c.valid.start else None, str(c.valid.end) + " ended" * c.valid.ended if c.valid and c.valid.end else None, " ".join(c.support_types))
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


# mapping -> what the import of the table above lists at its end
NOTES = {
    "atop": {"unknown code, skipped: stateB '999' (2 times)", "rows without a claim: 1"},
    "cow-alliances": {"unknown code, name used instead: ccode1 '300' (once)"},
    "ucdp-esd": {"rows without a claim: 1"},
    "ucdp-ged": {"not identified, skipped: 'XXX insurgents' (once)", "rows without a claim: 1"},
    "cow-diplomatic": {"rows without a claim: 1"},
    "vdem-diplomatic": {"rows without a claim: 1"},
    "gdelt": {"code does not stand for this actor, skipped: Actor1Type1Code 'REB' (once)", "code does not stand for this actor, skipped: Actor2Type1Code 'CVL' (once)", "rows without a claim: 4"},
    "acled": {"not identified, skipped: 'Unidentified Armed Group (Mexico)' (once)", "rows without a claim: 2"},
    "sipri": {"not named, skipped: 'unknown supplier(s)' (once)", "rows without a claim: 1"},
    "polecat": {"code does not stand for this actor, skipped: Primary Actor Sector 'CRM' (once)", "rows without a claim: 1"},
    "phoenix": {"code does not stand for this actor, skipped: source_agent 'REB' (once)", "rows without a claim: 1"},
    "icews": {"a kind of group, not one group, skipped: 'Armed Rebel (Libya)' (once)", "rows without a claim: 2"},
    "wikidata": {"Wikidata item without a label, skipped: 'Q990003' (once)", "rows without a claim: 2"},
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_makes_no_claim_is_counted_and_named(tmp_path, name):
    path = tmp_path / "a.csv"
    path.write_text(TABLES[name][0], encoding="utf-8")
    report = import_table(path, name, graph=tmp_path / "graph")
    assert all(re.search(r"\brows? \d[\d, …]* of the file\)$", note) for note in report.notes)
    assert {re.sub(r",? \(?rows? [\d, …]+ of the file(?=\))", "", note).removesuffix(")") for note in report.notes} == {note.removesuffix(")") for note in NOTES.get(name, set())}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_asserted_row_is_a_direct_tie_whatever_its_date_unless_it_has_ended(tmp_path, name):
    text, expected = TABLES[name]
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    import_table(path, name, graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    for subject, predicate, object_, status, _, last, _ in expected:
        asked = bool(graph.query(f"ASK {{ graph:{subject} rel:{predicate} graph:{object_} }}"))
        assert asked == (status == "asserted" and not (last or "").endswith("ended")), (subject, predicate, object_)


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


@pytest.mark.parametrize("columns", [GDELT_1, GDELT_OLD], ids=["58", "57"])
def test_gdelt_1_is_read_by_the_same_mapping(tmp_path, columns):
    path = tmp_path / "19790101.export.CSV"
    path.write_text(gdelt(columns, GLOBALEVENTID=2, SQLDATE=20120105, Actor1CountryCode="RUS", Actor2CountryCode="UKR", EventCode="190", DATEADDED=20120106) + "\n")
    import_table(path, "gdelt", graph=tmp_path / "graph")
    assert {c[:3] for c in told(Graph.open(tmp_path / "graph"))} == {("Russia", "fights", "Ukraine")}


def test_gdelt_with_a_header_is_read_with_any_separator_and_codes_that_lost_their_zero_are_left_out(tmp_path):
    """An export of a database or spreadsheet: "19" is to fight, but "019", which it may have been, is a statement."""
    rows = [gdelt(GDELT_1, GLOBALEVENTID=n, SQLDATE=20120105, Actor1CountryCode="RUS", Actor2CountryCode="UKR", EventCode=code, DATEADDED=20120106) for n, code in enumerate(("190", "19", "20"))]
    path = tmp_path / "events.csv"
    path.write_text("\n".join(["\t".join(GDELT_1), *rows]).replace("\t", ","))
    report = import_table(path, "gdelt", graph=tmp_path / "graph")
    assert ({c[:3] for c in told(Graph.open(tmp_path / "graph"))}, report.claims) == ({("Russia", "fights", "Ukraine")}, 1)
    assert report.notes == ("rows without a claim: 2 (rows 3, 4 of the file)",)


def test_a_table_of_another_width_is_no_gdelt_table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a\tb\n")
    with pytest.raises(DocumentError, match="reads rows of 61 or 58 or 57 cells; the first has 2"):
        import_table(path, "gdelt", graph=tmp_path / "graph")


def test_sipri_in_latin_1_and_by_its_older_names_of_columns(tmp_path):
    path = tmp_path / "DealsAndTIVs.txt"
    path.write_bytes(
        "SIPRI Transfers Database \n\n\n Database search results for buyer 'All Countries'\n\n"
        "Deal ID;Seller;Buyer;Designation;Description;Armament category;Order date;Order date is estimate;Numbers delivered;Numbers delivered is estimate;Delivery year;Delivery year is estimate;Status;SIPRI estimate;TIV deal unit;TIV delivery values;Local production\n"
        "X9;France;Türkiye;Milan;missile;Missiles;1999;Yes;10;No;2000;No;New;;1;10;No\n".encode("latin-1")
    )
    import_table(path, "sipri", graph=tmp_path / "graph")
    assert {c[:5] for c in told(Graph.open(tmp_path / "graph"))} == {("France", "supportsMilitarily", "Turkey", "asserted", "2000-01-01")}


def test_wikidata_as_json_in_both_forms(tmp_path):
    row = {"subject": "http://www.wikidata.org/entity/Q142", "subjectLabel": "France", "property": "http://www.wikidata.org/entity/P463", "object": "http://www.wikidata.org/entity/Q7184", "objectLabel": "NATO", "start": "1949-04-04T00:00:00Z"}
    plain, results = tmp_path / "a.json", tmp_path / "b.json"
    plain.write_text(json.dumps([row]))
    results.write_text(json.dumps({"head": {"vars": list(row)}, "results": {"bindings": [{name: {"type": "literal", "value": value} for name, value in row.items()}]}}))
    for path in (plain, results):
        import_table(path, "wikidata", graph=tmp_path / path.stem)
        assert {c[:3] for c in told(Graph.open(tmp_path / path.stem))} == {("France", "memberOf", "NATO")}


def test_a_zip_as_it_is_downloaded_and_a_workbook(tmp_path):
    text, expected = TABLES["ucdp-ged"]
    archive = tmp_path / "ged251-csv.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("GEDEvent_v25_1.csv", text)
        out.writestr("__MACOSX/._GEDEvent_v25_1.csv", b"\0\1")
        out.writestr("readme.txt", "About the data")
    import_table(archive, "ucdp-ged", graph=tmp_path / "zip")
    assert told(Graph.open(tmp_path / "zip")) == expected
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["About the data"])
    for row in csv.reader(io.StringIO(text)):
        book.active.append([int(cell) if cell.isdigit() else datetime.fromisoformat(cell) if cell[:2] == "20" and "-" in cell else cell for cell in row])
    book.save(tmp_path / "ged.xlsx")
    import_table(tmp_path / "ged.xlsx", "ucdp-ged", graph=tmp_path / "xlsx")
    assert told(Graph.open(tmp_path / "xlsx")) == expected


def test_columns_are_found_in_any_case(tmp_path):
    path = tmp_path / "t.csv"
    text = table([name.upper() for name in ACLED], {"EVENT_ID_CNTY": "1", "EVENT_DATE": "6 January 2020", "EVENT_TYPE": "Battles", "ACTOR1": "Military Forces of Chad (1990-2021)", "ACTOR2": "Boko Haram"})
    path.write_text(text)
    import_table(path, "acled", graph=tmp_path / "graph")
    assert {c[:5] for c in told(Graph.open(tmp_path / "graph"))} == {("Boko_Haram", "fights", "Chad", "asserted", "2020-01-06")}


def test_columns_are_found_with_line_breaks_in_their_names(tmp_path):
    """Spreadsheet programs break long names of columns."""
    (tmp_path / "own.yaml").write_text("claims: [{subject: State A, object: State B, relation: supports}]\n")
    (tmp_path / "t.csv").write_text('"State\nA","State\u00a0\n B"\nIran,Mali\n', encoding="utf-8")
    assert import_table(tmp_path / "t.csv", tmp_path / "own.yaml", graph=tmp_path / "g").claims == 1


def test_whole_numbers_that_were_saved_with_a_point_are_the_same(tmp_path):
    """A column with gaps comes out of data frames as 1.0 and 0.0; rows must not vanish, nor each kind of support count."""
    columns, row = "year,conflict_id,dyad_id,actor_id,actor_name,actor_nonstate,ext_id,ext_name,ext_nonstate,ext_sup,ext_x,ext_p,ext_y,ext_w,ext_m,ext_t,ext_f,ext_i,ext_l,ext_o,ext_u,ext_alleged", "2016,1,2,3,Northern Banner,1,4,Government of Russia (Soviet Union),0,1,0,0,0,1,0,1,0,0,0,0,0,0"
    floats = ",".join(f"{cell}.0" if cell.isdecimal() else cell for cell in row.split(","))
    found = []
    for name, cells in (("a", row), ("b", floats)):
        (tmp_path / f"{name}.csv").write_text(f"{columns}\n{cells}\n")
        import_table(tmp_path / f"{name}.csv", "ucdp-esd", graph=tmp_path / name)
        found.append([(c.subject, c.object, c.status, c.support_types, c.valid) for c in Graph.open(tmp_path / name).claims()])
    assert found[0] == found[1]
    assert len(found[0]) == 1


def test_codes_that_were_saved_with_a_point_are_the_same(tmp_path):
    (tmp_path / "t.csv").write_text("stateA,stateB,year,atopally,defense,offense\n2.0,200.0,1990.0,1.0,1.0,0.0\n")
    import_table(tmp_path / "t.csv", "atop", graph=tmp_path / "g")
    assert {(c.subject, c.object) for c in Graph.open(tmp_path / "g").claims()} == {("UK", "USA")}
