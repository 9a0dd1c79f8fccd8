"""Mappings and rows: every wrong key is named, every bad row reported, nothing half written."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from graphkit.api import Graph, import_table
from graphkit.cli.app import app
from graphkit.errors import DataError, DocumentError, UnknownName, UsageError
from graphkit.model import Failure
from graphkit.tables import read_mapping, rows, statements

PLAIN = """
name: Own
outlet: Own list
claims:
  - subject: a
    object: b
    relation: supports
"""


@pytest.fixture
def mapping(tmp_path):
    def write(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("text,says", [
    ("- a list", "the file must have keys"),
    ("claims: []", "claims must be a list"),
    ("name: [", "cannot be read as YAML"),
    (PLAIN + "colour: red", "unknown keys: colour"),
    (PLAIN.replace("supports", "loves"), "claims[0].relation: 'loves' is not one of"),
    (PLAIN.replace("subject: a", "subject: {kind: State}"), "claims[0].subject needs a column or a code"),
    (PLAIN.replace("subject: a", "subject: {column: a, kind: Duck}"), "'Duck' is not one of"),
    (PLAIN.replace("subject: a", "subject: {code: a}"), "code and codes go together"),
    (PLAIN.replace("subject: a", "subject: {code: a, codes: no-such}"), "no codes 'no-such'"),
    (PLAIN.replace("subject: a", "subject: {code: a, codes: {T: Turkey}}"), "codes of actors are a CSV with the columns code, actor, name"),
    (PLAIN.replace("subject: a", "subject: {column: a, names: [{match: '('}]}"), "no regular expression"),
    (PLAIN.replace("subject: a", "subject: {column: a, names: [{match: 'x', people: farmers}]}"), "people need a country"),
    (PLAIN.replace("subject: a", "subject: {column: a, names: [{match: 'x', kind: Duck}]}"), "'Duck' is not one of"),
    (PLAIN + "    at: {date: d}\n    from: {date: e}\n", "not both"),
    (PLAIN + "encoding: no-such", "not an encoding"),
    (PLAIN + "    status: true\n", "claims[0].status"),
    (PLAIN + "    support_types: {x: hugs}\n", "'hugs' is not one of"),
    (PLAIN + "    from: {month: m}\n", "needs date, year or years"),
    (PLAIN + "    confidence: high\n", "claims[0].confidence: 'high' is not a number from 0 to 1"),
    (PLAIN + "    confidence: 7\n", "claims[0].confidence: 7 is not a number from 0 to 1"),
    (PLAIN + "    polarity: no\n", "claims[0].polarity"),
    (PLAIN + "    status: {column: s, default: rumoured}\n", "claims[0].status.default: 'rumoured' is not one of"),
    (PLAIN + "optional: 5\n", "optional must be a column, or a list of columns"),
    (PLAIN + "format: xlsx", "format 'xlsx' is not one of csv, ssv, tsv"),
    ("name: !!python/object/apply:os.system [ls]", "cannot be read as YAML"),
])
def test_a_wrong_mapping_is_told_with_its_key(mapping, text, says):
    with pytest.raises(DataError) as told:
        read_mapping(mapping(text))
    assert says in str(told.value)
    assert "own.yaml" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_misspelt_name_gets_a_suggestion(mapping):
    with pytest.raises(DataError, match=r"'allied_with' is not one of .*\. Did you mean alliedWith"):
        read_mapping(mapping(PLAIN.replace("relation: supports", "relation: allied_with")))
    with pytest.raises(UnknownName, match="Did you mean triples"):
        read_mapping("trples")


def test_an_unknown_mapping_lists_the_ready_ones():
    with pytest.raises(UnknownName, match="acled, atop"):
        read_mapping("no-such")


def test_one_column_may_stand_without_a_list(mapping):
    assert read_mapping(mapping(PLAIN + "id: number\n")).id == ("number",)


def test_a_claim_of_unknown_status_or_polarity_is_left_out_and_a_denial_stays_one(tmp_path):
    """`denied` in the column of the status is no code: the row must not come in as a plain statement."""
    path = tmp_path / "t.csv"
    path.write_text("subject,relation,object,status,polarity\nIran,supports,Mali,denied,\nIran,supports,Chad,,negative\nIran,supports,Niger,,no\nIran,supports,Egypt,,\n", encoding="utf-8")
    report = import_table(path, "triples", graph=tmp_path / "g")
    claims = {claim.object: (str(claim.status), str(claim.polarity), claim.cue) for claim in Graph.open(tmp_path / "g").claims()}
    assert claims == {"Chad": ("asserted", "negative", "polarity: negative"), "Egypt": ("asserted", "positive", None)}
    assert {"unknown code, skipped: status 'denied' (once, row 2 of the file)", "unknown code, skipped: polarity 'no' (once, row 4 of the file)", "rows without a claim: 2 (rows 2, 4 of the file)"} <= set(report.notes)


def test_a_table_without_a_column_writes_nothing(mapping, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,c\n1,2\n")
    with pytest.raises(DocumentError, match="requires the columns b; the table has a, c"):
        import_table(path, mapping(PLAIN), graph=tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize("data,says", [(b"", "requires the columns"), (b"a,b\n", "no rows")])
def test_files_that_are_no_tables_are_told(mapping, tmp_path, data, says):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=says):
        import_table(path, mapping(PLAIN), graph=tmp_path / "graph")


def test_a_bad_row_is_reported_and_the_others_are_in_the_graph(mapping, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\nTurkey,GNA\nx,y,z\n\nUnited Arab Emirates,LNA\nTurkey,Turkey\n")
    report = import_table(path, mapping(PLAIN), graph=tmp_path / "graph")
    assert report.added == 2
    assert [f.source.rpartition(":")[2] for f in report.failures] == ["3"]
    assert report.notes == ("subject and object are one actor, skipped (once, row 6 of the file)", "rows without a claim: 1 (row 6 of the file)")


@pytest.mark.parametrize("column", ["", "column: a, "])
def test_codes_beside_the_mapping_and_values_turned_round(mapping, tmp_path, column):
    (tmp_path / "own_codes.csv").write_text("code,actor,name\nT,Turkey,Turkey\nG,GNA,the GNA\n")
    text = PLAIN.replace("subject: a", f"subject: {{{column}code: a, codes: own_codes.csv}}").replace("relation: supports", "relation: {column: r, codes: {s: supports, b: ^supports, n: null}}")
    path = tmp_path / "t.csv"
    path.write_text("a,r,b\nT,s,GNA\nG,b,Turkey\nT,n,GNA\nQ,s,GNA\n")
    report = import_table(path, mapping(text), graph=tmp_path / "graph")
    assert {(c.subject, c.object) for c in Graph.open(tmp_path / "graph").claims()} == {("Turkey", "GNA")}
    assert report.notes == ("unknown code, skipped: a 'Q' (once, row 5 of the file)", "rows without a claim: 2 (rows 4, 5 of the file)")


def test_a_capital_or_an_adjective_is_not_taken_for_the_state(mapping, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\nAnkara,Turkish\n")
    import_table(path, mapping(PLAIN), graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    assert [(c.subject_mention, c.object) for c in graph.claims()] == [("Ankara", "Turkish")]
    assert {c.subject for c in graph.claims()}.isdisjoint({"Turkey", "Ankara"})


@given(st.dictionaries(st.sampled_from(["a", "b", "x", "y"]), st.text(max_size=30), min_size=4))
def test_names_stand_where_the_row_says_they_do(row):
    document, told = statements(1, row, _plain(), print)
    for claim in told:
        for end in (claim.subject, claim.object):
            assert document.text[end.span.start : end.span.end] == end.name


_KEPT = {}


def _plain():
    if not _KEPT:
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "own.yaml"
            path.write_text(PLAIN.replace("subject: a", "subject: {column: a, split: ';', names: [{match: '^the (?P<name>.+)'}]}"))
            _KEPT["one"] = read_mapping(path)
    return _KEPT["one"]


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(b"a,b\n" + data)
    try:
        for item in rows(path, _plain()):
            assert isinstance(item, Failure) or set(item[1]) == {"a", "b"}
    except DocumentError as error:
        said = str(error)
    else:
        said = ""
    assert "\n" not in said


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(number):
        path = tmp_path / f"{number}.csv"
        path.write_text("a,b\n" + "".join(f"Actor {n},Actor {n + 1}\n" for n in range(number)))
        tracemalloc.start()
        for item in rows(path, _plain()):
            statements(item.number, item.cells, _plain(), print)
        told = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return told

    peak(6_000)
    assert peak(20_000) < peak(6_000) + 60_000


@pytest.mark.parametrize("head,numbers", [("", ["1", "2"]), ("a,b\n", ["1", "2"]), ("B,A\n", ["1", "2"])])
def test_a_first_row_with_the_names_of_the_columns_is_a_header_also_if_the_mapping_names_them(mapping, tmp_path, head, numbers):
    """A mapping may name the columns of a file that has a header all the same: "a supports b" is no claim."""
    path = tmp_path / "t.csv"
    one, two = ("GNA,Turkey", "LNA,Egypt") if head.startswith("B") else ("Turkey,GNA", "Egypt,LNA")
    path.write_text(f"{head}{one}\n{two}\n")
    report = import_table(path, mapping(PLAIN + "columns: [a, b]\n"), graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    assert ({(c.subject, c.object) for c in graph.claims()}, report.notes) == ({("Turkey", "GNA"), ("Egypt", "LNA")}, ())
    assert sorted(article.title.rpartition(" ")[2] for article in graph.articles()) == numbers


def test_what_was_skipped_names_the_first_rows_by_their_number_in_the_file(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("From the archive\n\nsubject,relation,object\n" + "Iran,supports,Mali\n" + "Iran,adores,Mali\n" * 7)
    report = import_table(path, "triples", graph=tmp_path / "g")
    assert report.notes == ("unknown code, skipped: relation 'adores' (7 times, rows 5, 6, 7, 8, 9, … of the file)", "rows without a claim: 7 (rows 5, 6, 7, 8, 9, … of the file)")


def test_the_command(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("subject,relation,object\nTurkey,supports,GNA\nTurkey,loves,GNA\n")
    done = CliRunner().invoke(app, ["import-table", str(path), "--mapping", "triples", "--graph", str(tmp_path / "g")])
    assert done.exit_code == 0
    assert "1 row added, 0 already there, " in done.stdout
    assert "unknown code, skipped: relation 'loves'" in done.stderr
    with pytest.raises(UsageError, match="--mapping"):
        CliRunner().invoke(app, ["import-table", str(path)], catch_exceptions=False)
    assert "SIPRI Arms" in CliRunner().invoke(app, ["import-table", "--list"]).stdout
