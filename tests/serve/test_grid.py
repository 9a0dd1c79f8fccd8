"""An answer as table, chart and network: column types, sorting, and what is drawn."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.ontology import REL
from graphkit.rdf import ID, XSD
from graphkit.serve.ask import _sheet, _wrong
from graphkit.serve.chart import MOST_BARS, chart_values
from graphkit.serve.completions import word
from graphkit.serve.display_options import DisplayOptions
from graphkit.serve.grid import Grid, _kind, cell, ordered
from graphkit.serve.network_drawing import MOST, NAMED, network_values
from graphkit.serve.protocol import RequestError
from graphkit.store import Term


def actor(name):
    return Term(ID + name, "iri")


def rel(name):
    return Term(REL + name, "iri")


def number(value):
    return Term(str(value), "literal", XSD + "integer")


def day(value):
    return Term(value, "literal", XSD + "date")


def text(value, language=None):
    return Term(value, "literal", XSD + "string", language)


def found(*rows, kind="select", heads="abcdefg"):
    wide = len(rows[0]) if rows else 0
    return Grid(kind, tuple(heads[:wide]), tuple(_kind(row[at] for row in rows) for at in range(wide)), rows, more=False)


def test_a_column_is_what_all_its_cells_are():
    row = (actor("A"), rel("supports"), Term("urn:x", "iri"), number(3), day("2020-01-02"), text("x"), None)
    assert found(row).kinds == ("actor", "relation", "iri", "number", "date", "text", "text")
    assert found((actor("A"),), (rel("supports"),)).kinds == ("iri",)
    assert found((number(1),), (text("x"),)).kinds == ("text",)


def test_numbers_are_ordered_by_value_and_empty_cells_stand_last_either_way():
    rows = [(number(10),), (None,), (number(9),), (number(-1),)]
    assert [str(row[0] or "") for row in ordered(rows, 0, "number", down=False)] == ["-1", "9", "10", ""]
    assert [str(row[0] or "") for row in ordered(rows, 0, "number", down=True)] == ["10", "9", "-1", ""]
    assert [str(row[0]) for row in ordered([(text("b"),), (text("A"),)], 0, "text", down=False)] == ["A", "b"]


@given(st.lists(st.one_of(st.none(), st.integers(), st.sampled_from(["NaN", "INF", "", "x", "1e999"]))), st.booleans())
def test_an_order_keeps_every_row_whatever_stands_in_it(values, down):
    rows = [(None if value is None else Term(str(value), "literal", XSD + "double"),) for value in values]
    assert sorted(map(str, ordered(rows, 0, "number", down=down))) == sorted(map(str, rows))


def test_every_iri_leads_to_its_page_to_its_description_or_to_its_site_and_no_other_scheme_is_a_link():
    names = {("Turkey", "en"): ID + "Turkey"}
    assert cell(actor("GNA"), names)["link"] == "/id/GNA"
    assert cell(text("Turkey", "en"), names)["link"] == "/id/Turkey"
    assert cell(rel("supports"), names)["link"] == "/relation/supports"
    assert cell(rel("unheardOf"), names)["link"] == "/ask?query=DESCRIBE%20%3Chttps%3A%2F%2Fw3id.org%2Fgraphkit%2Frel%23unheardOf%3E"
    assert cell(day("2020-01-02"), names)["link"] == "/day/2020-01-02"
    away = cell(Term("https://example.org/a", "iri"), names)
    assert (away["link"], away["away"]) == ("https://example.org/a", True)
    for plain in (Term("javascript:alert(1)", "iri"), text("Turkey"), None):
        assert cell(plain, names)["link"] is None


def test_triples_of_things_are_drawn_and_texts_are_not():
    triple = (actor("A"), rel("supports"), actor("B"))
    picture = network_values(found(triple, (actor("A"), rel("opposes"), text("B")), kind="graph"), {})
    assert [node["name"] for node in picture["nodes"]] == ["A", "B"]
    assert [(line["name"], line["sign"]) for line in picture["lines"]] == [("rel:supports", "plus")]
    assert network_values(found((actor("A"), rel("label"), text("B")), kind="graph"), {}) is None
    assert network_values(found(), {}) is None


def test_two_columns_of_actors_are_drawn_by_iri_and_by_name():
    names = {("Turkey", "en"): ID + "Turkey", ("GNA", "en"): ID + "GNA", ("supports", "en"): REL + "supports"}
    row = (text("Turkey", "en"), text("GNA", "en"), text("supports", "en"), text("a quote"))
    picture = network_values(found(row), names)
    assert [node["link"] for node in picture["nodes"]] == ["/id/Turkey", "/id/GNA"]
    assert picture["lines"][0]["sign"] == "plus"
    assert network_values(found((actor("A"), number(1))), {}) is None


def test_a_name_that_several_things_have_is_a_node_without_a_page_and_its_column_stays_one_of_actors():
    names = {(name, "en"): ID + name for name in ("Turkey", "Egypt", "LNA", "seeds")}
    rows = [(text(a, "en"), text(b, "en"), text("a quote"), actor("seeds")) for a, b in (("Turkey", "Tripoli"), ("Egypt", "LNA"), ("Turkey", "LNA"))]
    picture = network_values(found(*rows), names)
    assert {node["name"]: node["link"] for node in picture["nodes"]} == {"Turkey": "/id/Turkey", "Tripoli": None, "Egypt": "/id/Egypt", "LNA": "/id/LNA"}


def test_a_tie_is_drawn_by_the_firmest_way_in_which_its_rows_say_it():
    """As in the network: dashed if only alleged, dotted if only planned or possible."""
    said = [("A", "alleged"), ("B", "planned"), ("C", "asserted"), ("C", "alleged"), ("D", "possible"), ("D", "alleged"), ("E", "declared")]
    rows = [(actor(who), actor("Z"), text(status, "en")) for who, status in said]
    picture = network_values(found(*rows), {})
    assert [line["way"] for line in picture["lines"]] == ["alleged", "possible", "", "alleged", ""]
    iris = network_values(found(*((a, z, Term(f"https://w3id.org/graphkit/scheme#{status.value}", "iri")) for a, z, status in rows)), {})
    assert [line["way"] for line in iris["lines"]] == [line["way"] for line in picture["lines"]]
    assert [line["way"] for line in network_values(found((actor("A"), actor("B"), text("alleged"), text("words"))), {})["lines"]] == ["alleged"]
    assert network_values(found((actor("A"), actor("B"), text("words"))), {})["ways"] == {""}


def test_a_row_of_negative_polarity_is_no_firm_friendly_tie():
    """The picture of the evidence query drew what is denied, or has ended, like what is stated."""
    said = [("A", "positive"), ("B", "negative"), ("C", "negative"), ("C", "positive")]
    names = [(actor(who), Term(f"{REL}supports", "iri"), actor("Z"), text("asserted"), polarity) for who, polarity in said]
    for made in (text, lambda name: Term(f"https://w3id.org/graphkit/scheme#{name}", "iri")):
        picture = network_values(found(*((*row[:4], made(row[4])) for row in names)), {})
        assert [(line["way"], line["sign"]) for line in picture["lines"]] == [("", "plus"), ("denied", ""), ("", "plus")]
        assert picture["ways"] == {"", "denied"}


def test_names_of_ties_stand_in_a_small_picture_only():
    assert [network_values(found(*((actor(f"A{n}"), actor("B")) for n in range(many))), {})["named"] for many in (NAMED, NAMED + 1)] == [True, False]


def test_ties_that_run_both_ways_do_not_cover_each_other_and_one_to_itself_is_a_loop():
    a, b = actor("A"), actor("B")
    lines = network_values(found((a, b), (b, a), (a, a)), {})["lines"]
    assert len({line["path"] for line in lines}) == 3
    assert len({(line["x"], line["y"]) for line in lines}) == 3


def test_a_picture_says_how_many_ties_it_leaves_out():
    picture = network_values(found(*((actor(f"A{n}"), actor("B")) for n in range(MOST + 5))), {})
    assert (len(picture["lines"]), picture["ties"]) == (MOST, MOST + 5)


def test_bars_sum_what_stands_in_several_rows_and_count_rows_where_there_is_no_number():
    rows = ((actor("A"), number(2)), (actor("B"), number(4)), (actor("A"), number(1)))
    chart = chart_values(found(*rows), {})
    assert [(bar["text"], bar["value"], bar["long"]) for bar in chart["bars"]] == [("graph:A", "3", 75.0), ("graph:B", "4", 100.0)]
    counted = chart_values(found((actor("A"),), (actor("A"),)), {})
    assert (counted["value_name"], counted["bars"][0]["value"]) == ("number of rows", "2")


def test_bars_of_negative_numbers_start_left_of_zero():
    bars = chart_values(found((text("x"), number(-1)), (text("y"), number(3))), {})["bars"]
    assert [(bar["start"], bar["long"]) for bar in bars] == [(0.0, 25.0), (25.0, 75.0)]


def test_days_make_a_line_in_their_order_and_what_is_no_day_is_left_out():
    chart = chart_values(found((day("2020-03-01"), number(5)), (day("2020-01-01"), number(1)), (Term("2020", "literal", XSD + "gYear"), number(1))), {})
    assert chart["kind"] == "line"
    assert (chart["first"], chart["last"], chart["most"]) == ("2020", "2020-03-01", "5")
    assert chart_values(found((day("-0044-03-15"), number(5))), {})["points"] == []


def test_years_stand_below_the_axis_of_a_long_time_and_the_ends_below_that_of_a_short_one():
    long = chart_values(found((day("1995-09-02"), number(1)), (day("2024-09-24"), number(-3))), {})
    assert [tick["text"] for tick in long["ticks"]] == ["1998", "2001", "2004", "2007", "2010", "2013", "2016", "2019", "2022"]
    assert [tick["x"] for tick in long["ticks"]] == sorted(tick["x"] for tick in long["ticks"])
    # Stems start at the value 0, wherever it is.
    assert long["zero"] == long["points"][0]["y"] + 260 / 4
    short = chart_values(found((day("2020-01-01"), number(1)), (day("2020-03-01"), number(5))), {})
    assert [(tick["text"], tick["x"]) for tick in short["ticks"]] == [("2020-01-01", 0.0), ("2020-03-01", 720.0)]


def test_a_chart_says_how_many_bars_it_leaves_out():
    chart = chart_values(found(*((text(str(n)), number(n)) for n in range(MOST_BARS + 3))), {})
    assert (len(chart["bars"]), chart["all"]) == (MOST_BARS, MOST_BARS + 3)


@given(st.builds(DisplayOptions, query=st.text(min_size=1), sort=st.one_of(st.none(), st.integers(0, 99)), down=st.booleans(), page=st.integers(1, 999), view=st.sampled_from(["", "table", "chart", "network"]), along=st.one_of(st.none(), st.integers(0, 9)), value=st.none()))
def test_an_address_says_all_of_a_look(look):
    fields = look.fields()
    assert DisplayOptions.of(fields["query"], fields) == look


@pytest.mark.parametrize("wrong", [{"page": "-1"}, {"sort": "x"}, {"sort": "9" * 99}, {"along": "²"}])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(RequestError, match="is a number, not"):
        DisplayOptions.of("ASK {}", wrong)


def test_an_error_shows_its_line_with_a_mark_under_its_column():
    told = _wrong("the query does not parse at line 2, column 4: expected x", "SELECT *\n{ ?s }")
    assert (told["line"], told["column"], told["text"], told["mark"]) == (2, 4, "{ ?s }", "   ^")
    assert _wrong("at line 9, column 1", "one line")["line"] is None
    assert _wrong("it took too long", "x")["line"] is None


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers():
    openpyxl = pytest.importorskip("openpyxl")
    data = _sheet(found((text("=1+1"), number(7), None)))
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[one.value for one in row] for row in page.iter_rows()] == [["a", "b", "c"], ["=1+1", 7, None]]
    assert page["A2"].data_type == "s"


def test_an_actor_is_written_by_its_prefix_where_sparql_can_read_it_so():
    assert word(ID + "Haftar") == "graph:Haftar"
    assert word(ID + "%C3%87avu%C5%9Fo%C4%9Flu") == "graph:%C3%87avu%C5%9Fo%C4%9Flu"
    for odd in ("a/b", "a.", "O'Neill", "(x)", "%zz"):
        assert word(ID + odd) == f"<{ID}{odd}>"
