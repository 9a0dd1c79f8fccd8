"""Days of rows, and whether what a row says happened, holds, or has ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.api import Graph, import_table
from graphkit.model import Precision, TimeSpan
from graphkit.query import status_text
from graphkit.tables.mapping import Time, When
from graphkit.tables.times import parse_day, span_of

NOTHING = When()
DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


@pytest.mark.parametrize("cell,expected", [
    ("2024-05-15", (date(2024, 5, 15), DAY)),
    ("2024-05-15 00:00:00", (date(2024, 5, 15), DAY)),
    ("2014-06-10 00:00:00.000", (date(2014, 6, 10), DAY)),
    ("1949-04-04T00:00:00Z", (date(1949, 4, 4), DAY)),
    ("+1949-04-04T00:00:00Z", (date(1949, 4, 4), DAY)),
    ("15 May 2024", (date(2024, 5, 15), DAY)),
    ("05-Jun-2024", (date(2024, 6, 5), DAY)),
    ("May 15, 2024", (date(2024, 5, 15), DAY)),
    ("15.05.2024", (date(2024, 5, 15), DAY)),
    ("2024/05/15", (date(2024, 5, 15), DAY)),
    ("25/12/2024", (date(2024, 12, 25), DAY)),
    ("20200105", (date(2020, 1, 5), DAY)),
    ("20200106123000", (date(2020, 1, 6), DAY)),
    ("2024-05", (date(2024, 5, 1), MONTH)),
    ("1990", (date(1990, 1, 1), YEAR)),
    ("1990.0", (date(1990, 1, 1), YEAR)),
    ("03/04/2024", None),
    ("2024-13-45", None),
    ("-0500-01-01T00:00:00Z", None),
    ("soon", None),
    ("9" * 500, None),
])
def test_a_cell_is_the_day_that_it_can_only_mean(cell, expected):
    assert parse_day(cell) == expected


@given(st.text(max_size=80))
def test_no_cell_brings_it_down(cell):
    parse_day(cell)


def span(row, **time):
    empty = {"at": (NOTHING, NOTHING), "begins": NOTHING, "ends": NOTHING, "ended": {}, "ongoing": {}, "vague": {}}
    notes: list[str] = []
    given_ = empty | time
    return span_of(row, Time(given_.pop("at"), **given_), notes.append), notes


ON = When({"date": "d"})
SINCE, UNTIL = When({"year": "a", "month": "m", "day": "n"}), When({"year": "z"})


@pytest.mark.parametrize("row,time,expected", [
    ({"d": "2024-05-15"}, {"at": (ON, ON)}, TimeSpan(date(2024, 5, 15), date(2024, 5, 15), DAY)),
    ({"d": "2024"}, {"at": (ON, ON)}, TimeSpan(date(2024, 1, 1), date(2024, 12, 31), YEAR)),
    ({"d": "2024-02"}, {"at": (ON, ON)}, TimeSpan(date(2024, 2, 1), date(2024, 2, 29), MONTH)),
    ({"d": "2024-05-15", "p": "3"}, {"at": (ON, ON), "vague": {"p": ("3",)}}, TimeSpan(date(2024, 5, 1), date(2024, 5, 31), MONTH)),
    ({"d": "", "e": "2024-05-15"}, {"at": (ON, When({"date": "e"}))}, TimeSpan(date(2024, 5, 15), date(2024, 5, 15), DAY)),
    ({"d": ""}, {"at": (ON, ON)}, None),
    ({"y": "2015; 2019 (or later); 2016"}, {"at": (When({"years": "y"}),) * 2}, TimeSpan(date(2015, 1, 1), date(2019, 12, 31), YEAR)),
    ({"a": "1949", "m": "4", "n": "4", "z": ""}, {"begins": SINCE, "ends": UNTIL}, TimeSpan(date(1949, 4, 4), None, DAY)),
    ({"a": "1949", "m": "-9", "n": "0", "z": ""}, {"begins": SINCE, "ends": UNTIL}, TimeSpan(date(1949, 1, 1), None, YEAR)),
    ({"a": "1949", "m": "4", "n": "4", "z": "1966"}, {"begins": SINCE, "ends": UNTIL}, TimeSpan(date(1949, 4, 4), date(1966, 12, 31), YEAR, ended=True)),
    ({"a": "", "m": "", "n": "", "z": "1966"}, {"begins": SINCE, "ends": UNTIL}, TimeSpan(None, date(1966, 12, 31), YEAR, ended=True)),
    ({"a": "1949", "m": "4", "n": "4", "z": "2012", "c": "1"}, {"begins": SINCE, "ends": UNTIL, "ongoing": {"c": ("1",)}}, TimeSpan(date(1949, 4, 4), None, DAY)),
    ({"a": "1949", "m": "4", "n": "4", "z": "2012", "c": "0"}, {"begins": SINCE, "ends": UNTIL, "ongoing": {"c": ("1",)}}, TimeSpan(date(1949, 4, 4), date(2012, 12, 31), YEAR, ended=True)),
    ({"a": "1949", "m": "4", "n": "4", "t": "yes"}, {"begins": SINCE, "ended": {"t": ("yes",)}}, TimeSpan(date(1949, 4, 4), None, DAY, ended=True)),
    ({"d": "1949-01-01"}, {"begins": When({"date": "d"}, coarse=True)}, TimeSpan(date(1949, 1, 1), None, YEAR)),
    ({"d": "2019-12"}, {"at": (ON, ON)}, TimeSpan(date(2019, 12, 1), date(2019, 12, 31), MONTH)),
])
def test_an_event_has_a_time_a_state_a_beginning_and_only_an_end_that_is_given_ends_it(row, time, expected):
    assert span(row, **time) == (expected, [])


@pytest.mark.parametrize("row,time,expected,note", [
    ({"d": "2024-05-17", "e": "2024-05-15"}, {"at": (ON, When({"date": "e"}))}, TimeSpan(date(2024, 5, 15), date(2024, 5, 17), DAY), "swapped: 2024-05-17 to 2024-05-15"),
    ({"a": "1966", "m": "4", "n": "4", "z": "1949"}, {"begins": SINCE, "ends": UNTIL}, TimeSpan(None, date(1949, 12, 31), YEAR, ended=True), "start dropped: 1966-04-04 to 1949-12-31"),
])
def test_what_ends_before_it_begins_is_noted(row, time, expected, note):
    assert span(row, **time) == (expected, [f"end before start, {note}"])


TODAY = datetime.now(UTC).date()


@pytest.mark.parametrize("end", ["9999-12-31", "9999", str(TODAY.year + 2), (TODAY + timedelta(days=9)).isoformat()])
def test_an_end_that_is_still_to_come_ends_nothing(end):
    """A pact that runs for some years more holds today."""
    found, notes = span({"a": "2001", "m": "7", "n": "16", "e": end}, begins=SINCE, ends=When({"date": "e"}))
    assert (found, notes) == (TimeSpan(date(2001, 7, 16), None, DAY), [f"end in the future, treated as not ended: {end}"])
    past = TODAY - timedelta(days=9)
    assert span({"e": past.isoformat()}, ends=When({"date": "e"})) == (TimeSpan(None, past, DAY, ended=True), [])


def test_a_day_that_is_still_to_come_is_kept_and_noted():
    """Which it mostly is by a slip: 2204 for 2024."""
    assert span({"d": "2204-05-15"}, at=(ON, ON)) == (TimeSpan(date(2204, 5, 15), date(2204, 5, 15), DAY), ["date in the future, kept: 2204-05-15"])
    assert span({"d": "9999-12"}, at=(ON, ON))[0] == TimeSpan(date(9999, 12, 1), date(9999, 12, 31), MONTH)


@pytest.mark.parametrize("row,time", [
    ({"d": "03/04/2024"}, {"at": (ON, ON)}),
    ({"d": "in spring"}, {"at": (ON, ON)}),
    ({"a": "c. 1950", "m": "1", "n": "1", "z": ""}, {"begins": SINCE}),
    ({"y": "a few"}, {"at": (When({"years": "y"}),) * 2}),
])
def test_a_date_that_cannot_be_read_is_noted_once_and_gives_no_time(row, time):
    found, notes = span(row, **time)
    assert found is None
    assert len(notes) == 1
    assert "unreadable" in notes[0]


def test_a_row_whose_date_cannot_be_read_still_counts_and_is_named_at_the_end(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("event_id_cnty,event_date,event_type,actor1,actor2\n1,03/04/2020,Battles,Boko Haram,Military Forces of Chad (1990-2021)\n")
    report = import_table(path, "acled", graph=tmp_path / "g")
    assert "dates not read: column 'event_date', such as '03/04/2020' may be day or month first, and the column does not show which; write its dates as YYYY-MM-DD (once, row 2 of the file)" in report.notes
    assert [c.valid for c in Graph.open(tmp_path / "g").claims()] == [None]


def imported(tmp_path, *cells):
    path = tmp_path / "t.csv"
    rows = "".join(f"{n},{cell},Battles,Boko Haram,Military Forces of Chad (1990-2021)\n" for n, cell in enumerate(cells))
    path.write_text(f"event_id_cnty,event_date,event_type,actor1,actor2\n{rows}")
    report = import_table(path, "acled", graph=tmp_path / "g")
    return sorted(str(c.valid.start) if c.valid else "" for c in Graph.open(tmp_path / "g").claims()), [note for note in report.notes if "dates not read" in note]


@pytest.mark.parametrize("cells,days", [
    (("1/2/2023", "3/4/2023", "25/12/2023"), ["2023-02-01", "2023-04-03", "2023-12-25"]),
    (("1/2/2023", "3/4/2023", "12/25/2023"), ["2023-01-02", "2023-03-04", "2023-12-25"]),
    (("1/2/23", "25/12/23"), ["2023-02-01", "2023-12-25"]),
])
def test_one_date_that_shows_the_order_of_day_and_month_shows_it_for_the_whole_column(tmp_path, cells, days):
    """A sheet saved again by a spreadsheet program: rows before the first 25/12 lost their days."""
    assert imported(tmp_path, *cells) == (days, [])


@pytest.mark.parametrize("cells,days,said", [
    (("1/2/2023", "3/4/2023"), ["", ""], "'1/2/2023' may be day or month first"),
    (("1/2/2023", "25/12/2023", "12/25/2023"), ["", "2023-12-25", "2023-12-25"], "'1/2/2023' may be day or month first"),
    (("45291", "1998"), ["", "1998-01-01"], "'45291' may be a day number of a spreadsheet (2023-12-31 in Excel), but other dates of the column are none"),
    (("45291", "25/12/2023"), ["", "2023-12-25"], "'45291' may be a day number of a spreadsheet (2023-12-31 in Excel), but other dates of the column are none"),
])
def test_dates_that_the_column_leaves_open_are_named_once_with_an_example_and_not_guessed(tmp_path, cells, days, said):
    found, notes = imported(tmp_path, *cells)
    assert found == days
    assert len(notes) == 1
    assert f"column 'event_date', such as {said}" in notes[0]


@pytest.mark.parametrize("cells,days", [
    (("45291", "45292.75", ""), ["", "2023-12-31", "2024-01-01"]),
    (("45291", "2024-01-05", "2024-01-06 10:00"), ["2023-12-31", "2024-01-05", "2024-01-06"]),
])
def test_spreadsheet_serial_numbers_are_days_if_the_other_dates_of_the_column_leave_no_doubt(tmp_path, cells, days):
    assert imported(tmp_path, *cells) == (days, [])


def test_a_workbook_that_counts_its_days_from_1904_is_read_by_its_own_count(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.epoch = first = datetime(1904, 1, 1)
    book.active.append(["subject", "relation", "object", "date"])
    book.active.append(["Egypt", "supports", "Libya", (datetime(2012, 5, 6) - first).days])
    book.save(tmp_path / "t.xlsx")
    import_table(tmp_path / "t.xlsx", "triples", graph=tmp_path / "g")
    assert [str(article.published) for article in Graph.open(tmp_path / "g").articles()] == ["2012-05-06"]


@pytest.mark.parametrize("end,said", [
    ("c. 1995", "asserted, ended"),
    ("spring 1995", "asserted, ended"),
    ("31/02/1999", "asserted, ended"),
    ("03/04/2020", "asserted, ended"),
    ("dissolved", None),
    ("early nineties", None),
    ("present", "asserted"),
    ("Ongoing", "asserted"),
    ("", "asserted"),
    ("NA", "asserted"),
])
def test_a_tie_with_an_end_that_cannot_be_read_does_not_go_on(tmp_path, end, said):
    """It was read as a tie that holds today; whether words without a year mean an end is not known."""
    path = tmp_path / "t.csv"
    path.write_text(f"subject,relation,object,from,until\nIran,supports,Mali,1990,{end}\nIran,supports,Chad,1990,1992\n")
    report = import_table(path, "triples", graph=tmp_path / "g")
    assert [status_text(claim) for claim in Graph.open(tmp_path / "g").claims() if claim.object == "Mali"] == ([said] if said else [])
    assert any(f"'{end}'" in note for note in report.notes) == (said in (None, "asserted, ended"))


@pytest.mark.parametrize(("begins", "ends", "first", "last"), [
    ("2024-04-13", "2024-04-13", "2024-04-13", "2024-04-13"),
    ("2024-04", "2024-05", "2024-04", "2024-05"),
    ("", "2024", "2024", "2024"),
])
def test_an_act_has_no_end_its_two_days_are_those_of_the_event(tmp_path, begins, ends, first, last):
    """An attack from one day until the same day was listed as ended, and no tie followed from it."""
    path = tmp_path / "t.csv"
    path.write_text(f"subject,relation,object,from,until\nIran,attacks,Israel,{begins},{ends}\nIran,supports,Syria,{begins},{ends}\n")
    import_table(path, "triples", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    found = {row["predicate"]: row for row in graph.to_pandas("claims").to_dict("records")}
    assert [found["attacks"][name] for name in ("said", "event_from", "event_until", "ended")] == ["asserted", first, last, False]
    assert [found["supports"][name] for name in ("said", "valid_until", "ended")] == ["asserted, ended", last, True]
    assert graph.query("ASK { graph:Iran rel:attacks graph:Israel }")
    assert not graph.query("ASK { graph:Iran rel:supports graph:Syria }")


def test_an_act_whose_last_day_cannot_be_read_keeps_its_first(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,from,until\nIran,attacks,Israel,1995-03-01,c. 1995\nIran,attacks,Iraq,,c. 1995\n")
    report = import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    assert {c.object: (str(c.valid.start) if c.valid else None, status_text(c)) for c in Graph.open(tmp_path / "g").claims()} == {"Israel": ("1995-03-01", "asserted"), "Iraq": (None, "asserted")}
    assert any(note.startswith("end not read, skipped: 'c. 1995'") for note in report.notes)
