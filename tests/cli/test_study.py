"""The analyze and report commands, as typed."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from graphkit import Graph
from graphkit.analyze import tables
from graphkit.cli.analyze import FEW
from graphkit.cli.app import app
from graphkit.errors import UsageError

RUN = CliRunner()


@pytest.fixture
def study(seed_folder):
    return lambda *words: RUN.invoke(app, [*words, "--graph", str(seed_folder)])


@pytest.mark.parametrize("what", ["pairs", "camps", "balance", "brokers", "rivals"])
def test_each_table_is_printed_and_is_the_same_as_json(study, what):
    assert study("analyze", what).exit_code == 0
    (name, rows), = json.loads(study("analyze", what, "--format", "json").stdout).items()
    assert name == what
    assert rows
    cell = str(next(iter(rows[0].values())))
    assert cell.split()[0] in study("analyze", what).stdout


def test_long_lists_are_cut_and_say_so(study):
    """A large graph has hundreds of thousands of rows; JSON has all of them unless a number is given."""
    every = json.loads(study("analyze", "pairs", "-f", "json").stdout)["pairs"]
    assert len(json.loads(study("analyze", "pairs", "-f", "json", "--rows", "3").stdout)["pairs"]) == 3
    cut = study("analyze", "pairs", "--rows", "3").stdout
    assert f"The first 3 of {len(every)} rows; --rows N prints N, --format json all." in cut
    assert "The first" not in study("analyze", "pairs").stdout
    for words in (("pairs", "--plot", "a.png"), ("timeline", "--subject", "turkey", "--object", "gna")):
        refused = study("analyze", *words, "--rows", "3").exception
        assert isinstance(refused, UsageError)
        assert "--rows 3 is for lists" in str(refused)
    camps = json.loads(study("analyze", "camps", "-f", "json").stdout)["camps"]
    assert f"The first {FEW} of {len(camps)} rows" in study("analyze").stdout


def test_a_cell_names_some_actors_and_counts_the_others(seed_folder):
    made = Graph.open(seed_folder).analyze()
    rival = max(made.rivalries, key=lambda r: len(r.backers_of_first))
    assert len(rival.backers_of_first) > 1
    cells = [row[3] for row in tables(made, str, 1)["rivals"][1]]
    assert f"{rival.backers_of_first[0]} and {len(rival.backers_of_first) - 1} more" in cells


def test_camps_are_listed_for_each_conflict(study):
    rows = json.loads(study("analyze", "camps", "-f", "json").stdout)["camps"]
    libya = [row | {"conflict": "Libya"} for row in rows if row["conflict"] == "Libya"]
    assert libya == json.loads(study("analyze", "camps", "-f", "json", "--conflict", "libya").stdout)["camps"]
    assert {"1", "2"} <= {row["camp"] for row in libya} <= {"1", "2", "3"}
    assert len({row["conflict"] for row in rows}) > 5


def test_trends_name_relations_in_words(study):
    rows = json.loads(study("analyze", "trends", "--since", "2020-01-01", "-f", "json").stdout)["trends"]
    assert list(rows[0]) == ["subject", "tie", "object", "before", "within", "change"]
    assert not [row["tie"] for row in rows if "_" in row["tie"]]


def test_all_at_once(study):
    told = study("analyze").stdout
    assert all(head in told for head in ("Camps", "Balance", "Brokers", "Rivals"))


def test_an_earlier_date_knows_less(study):
    pairs = [len(json.loads(study("analyze", "pairs", "-f", "json", *day).stdout)["pairs"]) for day in ((), ("--date", "2016-01-01"), ("--date", "1900-01-01"))]
    assert pairs[0] > pairs[1] > pairs[2] == 0
    assert "nothing to show" in study("analyze", "pairs", "--date", "1900-01-01").stdout


def test_what_is_alleged_counts_when_asked(study):
    plain, more = (json.loads(study("analyze", "pairs", "-f", "json", *words).stdout)["pairs"] for words in ((), ("--alleged",)))
    assert len(more) > len(plain)


def test_a_timeline_of_two_as_people_name_them(study):
    rows = json.loads(study("analyze", "timeline", "--subject", "turkey", "--object", "gna", "-f", "json").stdout)
    assert rows[0]["month"] == "2019-12"
    assert "2019-12" in study("analyze", "timeline", "--subject", "turkey", "--object", "gna").stdout


def test_every_option_of_a_timeline_is_obeyed(study):
    """--alleged also counts what is alleged or probable, --since and --date are the first and last day of publication."""
    def months(other, *words):
        return json.loads(study("analyze", "timeline", "--subject", "turkey", "--object", other, "-f", "json", *words).stdout)

    assert [row["friendly"] for row in months("azerbaijan")] == [2]
    assert [row["friendly"] for row in months("azerbaijan", "--alleged")] == [3]
    first, last = (row["month"] for row in months("gna"))
    assert [row["month"] for row in months("gna", "--since", f"{last}-01")] == [last]
    assert [row["month"] for row in months("gna", "--date", f"{first}-28")] == [first]
    assert months("gna", "--date", "1900-01-01") == []


@pytest.mark.parametrize(
    ("words", "says"),
    [(("timeline",), "give --subject and --object"), (("camps", "--subject", "turkey"), "are for the timeline"), (("trends",), "give --since"), (("timeline", "--subject", "zorro", "--object", "gna"), "zorro"), (("brokers", "--plot", "x.png"), "no picture of 'brokers'"), (("--plot", "s3://b/x.png"), "is an address"), (("--plot", "x.gif"), "unknown picture format '.gif'")],
)
def test_what_is_missing_is_told(study, words, says):
    done = study("analyze", *words)
    assert isinstance(done.exception, UsageError)
    assert says in str(done.exception)


def test_a_picture_and_a_brief_are_written(study, tmp_path):
    (tmp_path / "link.svg").symlink_to("n.svg")
    assert study("analyze", "--plot", str(tmp_path / "link.svg")).exit_code == 0
    assert (tmp_path / "link.svg").is_symlink()
    assert study("analyze", "timeline", "--subject", "turkey", "--object", "gna", "--plot", str(tmp_path / "t.png")).exit_code == 0
    assert study("report", "-o", str(tmp_path / "brief.html")).exit_code == 0
    assert {p.name for p in tmp_path.iterdir()} == {"link.svg", "n.svg", "t.png", "brief.html"}


@pytest.mark.parametrize("typed,name", [((), "report.html"), (("--format", "html"), "report.html"), (("--format", "markdown"), "report.md"), (("-f", "md"), "report.md")])
def test_a_brief_without_a_file_name_is_called_by_its_format(study, tmp_path, monkeypatch, typed, name):
    monkeypatch.chdir(tmp_path)
    assert name in study("report", *typed).stdout
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("#" if name.endswith(".md") else "<!")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_notebook_shows_the_network(seed_folder):
    shown = Graph.open(seed_folder)._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!')
    assert "<script" not in shown
    assert 'sandbox="allow-scripts"' in shown


def test_a_page_of_chosen_actors_has_the_claims_between_them_and_no_others(study, seed_folder, tmp_path):
    drawn = tmp_path / "three.html"
    assert study("view", "--actor", "turkey", "--actor", "GNA", "--actor", "the lna", "-o", str(drawn)).exit_code == 0
    chosen = {"Turkey", "GNA", "LNA"}
    page = drawn.read_text(encoding="utf-8")
    drawn_claims = {claim.id for claim in Graph.open(seed_folder).claims() if claim.id in page}
    assert drawn_claims == {claim.id for claim in Graph.open(seed_folder).claims(out_of_force=False) if {claim.subject, claim.object} <= chosen}
    assert drawn_claims
    assert "Only the claims between Turkey, Government of National Accord and Libyan National Army." in page


@pytest.mark.parametrize("words,says", [(["--actor", "turkey"], "give at least two actors"), (["--actor", "turkey", "--actor", "GNA", "--strongest", "3"], "exclude each other"), (["--actor", "turkey", "--actor", "nobody at all"], "no actor of this graph")])
def test_actors_of_a_page_that_cannot_be_meant_are_told(study, tmp_path, words, says):
    done = study("view", *words, "-o", str(tmp_path / "page.html"))
    assert isinstance(done.exception, UsageError)
    assert says in str(done.exception)
    assert not (tmp_path / "page.html").exists()


def test_it_is_said_that_the_backers_of_rivals_are_those_of_all_conflicts(study):
    """Pakistan, which helps the United States in Afghanistan, was listed behind them against Russia without a word of it."""
    assert "conflicts together; --conflict NAME counts those of one" in study("analyze", "rivals").stderr
    assert "together" in study("analyze").stderr
    assert not study("analyze", "rivals", "--conflict", "libya").stderr
    assert not study("analyze", "camps").stderr


@pytest.mark.parametrize(("words", "said"), [
    (("export", "-o", "a.ttl"), "Written: a.ttl"),
    (("explain", "haftar", "-o", "a.md"), "Written: a.md"),
    (("report", "-o", "a.md"), "Written: a.md"),
    (("view", "-o", "a.html"), "Open it in a browser: a.html"),
])
def test_a_command_that_writes_a_file_names_it_and_prints_nothing_else(study, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    assert study(*words).stdout.strip() == said
    assert "Written" not in study(*words[:-1], "-").stdout
