"""The commands that list, compare, retract and check, as a user types them."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest

from graphkit import build, retract
from tests.cli.preloaded import graphkit
from tests.cli.test_cli import failed


def rows(*words, **more):
    done = graphkit(*words, "--format", "csv", **more)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.fixture
def env(seed_folder):
    return {"GRAPHKIT_GRAPH": str(seed_folder)}


def test_articles_and_actors_are_listed(env):
    found = rows("articles", env=env)
    assert len(found) == 15
    assert [r["published"] for r in found] == sorted(r["published"] for r in found)
    assert all(int(r["claims"]) > 0 for r in found)
    actors = rows("actors", env=env)
    numbers = [int(r["claims"]) for r in actors]
    assert numbers == sorted(numbers, reverse=True)
    assert {"Turkey", "Haftar", "GNA"} <= {r["id"] for r in actors}


def test_a_month_of_publication_is_printed_as_a_month_and_the_address_of_an_article_below_its_claim(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Turkey supports Libya.", "published": "2024-03", "url": "https://wire.example/7"}\n')
    env = {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    assert graphkit("build", str(tmp_path / "a.jsonl"), env=env).returncode == 0
    assert [r["published"] for what in ("articles", "claims") for r in rows(what, env=env)] == ["2024-03", "2024-03"]
    explained = graphkit("explain", "turkey", "libya", env=env).stdout
    assert "2024-03-01" not in explained
    assert "     address     https://wire.example/7\n" in explained


def test_claims_are_narrowed_by_options_that_combine(env):
    found = rows("claims", "--subject", "uae", "--family", "supports", "--status", "asserted", env=env)
    assert {(r["subject"], r["object"]) for r in found} == {("United Arab Emirates", "Khalifa Haftar")}
    assert all(r["quote"] for r in found)
    assert rows("claims", "--subject", "uae", "--until", "1999-01-01", env=env) == []
    of_month = rows("claims", "--since", "2020-01", "--until", "2020-01", env=env)
    assert {r["published"][:7] for r in of_month} == {"2020-01"}
    assert of_month == rows("claims", "--since", "1 January 2020", "--until", "31.01.2020", env=env)
    assert rows("claims", "--since", "2020", "--until", "2020", env=env) == rows("claims", "--since", "2020-01-01", "--until", "2020-12-31", env=env)
    denied = rows("claims", "--status", "denied", env=env)
    assert denied
    assert all(set(r["status"].split(", ")) & {"denied", "ended"} for r in denied)
    assert rows("claims", "--status", "negated", env=env) == denied


def test_filtered_claims_are_sorted_by_day(env):
    for options in (["--object", "haftar"], ["--family", "attacks"], ["--since", "2016"]):
        days = [r["published"] for r in rows("claims", *options, env=env)]
        assert len(set(days)) > 1
        assert days == sorted(days)


def test_people_read_words_and_programs_ids(env):
    """A table has the label of a relation, CSV its id."""
    table = graphkit("claims", "--subject", "turkey", "--family", "supportsMilitarily", env=env).stdout
    assert "supports militarily" in " ".join(table.split())
    assert "supportsMilitarily" not in table
    assert {r["relation"] for r in rows("claims", "--subject", "turkey", "--family", "supportsMilitarily", env=env)} == {"supportsMilitarily"}
    changed = ("diff", "--from", "2016-01-01", "--to", "2020-12-31")
    assert "_" not in graphkit(*changed, env=env).stdout
    assert any("_" in r["after"] for r in rows(*changed, env=env))


def test_diff_lists_on_request_what_happened_earlier_and_was_first_reported_in_the_period(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Turkey attacked Libya on 6 June 2020.", "published": "2020-06-08"}\n')
    env = {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    assert graphkit("build", tmp_path / "a.jsonl", env=env).returncode == 0
    done = graphkit("diff", "--from", "2020-06-07", env=env)
    assert "attacks" not in done.stdout
    assert done.stderr == "graphkit: 1 more tie changed before 2020-06-08, or ended without being known to hold then, and was first reported since; --reported lists it\n"
    [row] = rows("diff", "--from", "2020-06-07", "--reported", env=env)
    assert (row["change"], row["after"]) == ("gained, first reported", "attacks")
    assert graphkit("diff", "--reported", tmp_path / "g", env=env).returncode == 2


def test_claims_without_a_day_that_show_no_change_are_counted(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Turkey supports Libya."}\n{"id": "b", "text": "Egypt backs Khalifa Haftar.", "published": "2024-03-01"}\n')
    env = {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    assert graphkit("build", tmp_path / "a.jsonl", env=env).returncode == 0
    done = graphkit("diff", "--from", "2020-01-01", env=env)
    assert done.stderr == "graphkit: 1 claim ignored: neither the article nor its text gives a date\n"
    assert "Egypt" in done.stdout
    done = graphkit("report", "--since", "2024-01-01", "-o", "-", "-f", "md", env=env)
    assert done.stderr == "graphkit: 1 claim ignored in the changes: the article has no date of publication\n"
    assert "1 claim of undated articles is not counted." in done.stdout


def test_an_article_without_an_outlet_goes_by_its_title(tmp_path):
    (tmp_path / "a.html").write_text("<html><head><title>Pact sealed</title></head><body><article><h1>Pact sealed</h1><p>Turkey supports Libya with drones and advisers.</p></article></body></html>")
    env = {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    built = graphkit("build", tmp_path / "a.html", "--table", env=env)
    assert "Pact sealed" in built.stdout
    assert {r["source"] for r in rows("claims", env=env)} == {"Pact sealed"}


def test_a_table_for_reading(env):
    done = graphkit("claims", "--subject", "uae", env=env)
    assert "Khalifa Haftar" in done.stdout


def test_what_changed_between_two_days(env):
    found = rows("diff", "--from", "2016-01-01", "--to", "2020-06-01", env=env)
    assert {"gained"} <= {r["change"] for r in found}
    assert rows("diff", "--from", "2020-06-01", "--to", "2020-06-01", env=env) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["diff"], "give --from DAY"),
        (["diff", "--from", "2020-01-01", "--to", "2019-01-01"], "--from 2020-01-01 is later than --to 2019-01-01"),
        (["diff", "nowhere", "--from", "2020-01-01"], "to compare two graphs, give only --to"),
        (["claims", "--since", "2021-02", "--until", "2020"], "since 2021-02-01 is later than until 2020-12-31"),
        (["analyze", "--since", "2021", "--date", "2020"], "since 2021-01-01 is later than date 2020-12-31"),
        (["analyze", "timeline", "--subject", "uae", "--object", "haftar", "--since", "2021", "--date", "2020"], "since 2021-01-01 is later than until 2020-12-31"),
        (["report", "-o", "-", "--since", "2021", "--date", "2020"], "since 2021-01-01 is later than date 2020-12-31"),
        (["analyze", "pairs", "--since", "2020"], "--since is for all, timeline, trends; for pairs use --date"),
        (["analyze", "camps", "--plot", "c.png", "-f", "json"], "give one of them"),
        (["export", "-o", "claims.csv", "--part", "direct"], "claims-csv has active claims, which --part direct leaves out"),
        (["export", "--format", "webannotation", "--part", "direct"], "webannotation has active claims, which --part direct leaves out"),
        (["export", "-o", "g.gexf", "--part", "ties"], "--part ties is for"),
        (["claims", "--family", "friend"], "unknown family or relation 'friend'"),
        (["claims", "--status", "sure"], "unknown status 'sure'"),
        (["claims", "--status", "denied", "--date", "2020"], "what is denied holds on no day"),
        (["claims", "--source", "graphkit-sedes"], "no outlet or speaker of this graph is called 'graphkit-sedes'. Did you mean graphkit seeds?"),
        (["claims", "--source", "Haftr"], "Did you mean Haftar"),
        (["read", "wagnr"], "did you mean Moscow and its men in the desert"),
        (["analyze", "dispute"], "'dispute' is not one of all, pairs"),
        (["analyze", "dispute"], "Did you mean disputed?"),
        (["explain", "haftar", "-o", "haftar.pdf"], "name it haftar.html"),
        (["claims", "--subject", "army"], "'army' can mean"),
        (["claims", "--since", "03/04/2020"], "'03/04/2020' is not a date; write it as 2020-05-31"),
        (["retract", "x", "--reason", "y", "--on", "2020-05"], "'2020-05' is not a full date"),
        (["report", "-o", "brief.pdf"], "brief.pdf would contain HTML; name it brief.html, open it in a browser"),
        (["view", "-o", "net.png"], "net.png would contain HTML; name it net.html"),
        (["read", "x", "-o", "a.docx"], "a.docx would contain HTML; name it a.html"),
    ],
)
def test_wrong_usage_is_one_line_and_two(env, words, told):
    assert told in failed(graphkit(*words, env=env), 2)


def test_a_decision_on_a_misspelt_actor_proposes_the_nearest(env, tmp_path):
    done = graphkit("decide", "rename", "Haftr", "X", "--decisions", tmp_path / "d.csv", env=env)
    assert "Did you mean Khalifa Haftar (Haftar)?" in failed(done, 2)
    assert not (tmp_path / "d.csv").exists()


def test_sources_that_are_known_are_never_refused(env):
    """An outlet in any case, a speaker by an alias, and articles without a known outlet."""
    assert rows("claims", "--source", "GRAPHKIT seeds", env=env)
    for source in ("Putin", "Hifter", "graphkit seeds"):
        rows("claims", "--source", source, env=env)


def test_the_ending_of_a_file_says_the_format_of_a_dossier(env, tmp_path):
    for name, begins in (("h.html", "<!doctype html>"), ("h.md", "# Khalifa"), ("h.json", "{"), ("h.txt", "Khalifa Haftar"), ("h", "Khalifa Haftar")):
        assert graphkit("explain", "haftar", "-o", tmp_path / name, env=env).returncode == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert graphkit("explain", "haftar", "-f", "markdown", env=env).stdout == (tmp_path / "h.md").read_text(encoding="utf-8")
    assert graphkit("report", "-f", "markdown", "-o", "-", env=env).stdout == graphkit("report", "-f", "md", "-o", "-", env=env).stdout


def test_info_tells_active_claims_from_all(seed_folder, tmp_path):
    """The pages and the lists count active claims; a retracted one stays in the graph."""
    shutil.copytree(seed_folder, tmp_path / "g")
    env = {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    graphkit("retract", "libya-2020-01-wagner-denial", "--reason", "withdrawn", env=env)
    numbers = dict(line.split() for line in graphkit("info", env=env).stdout.splitlines()[1:])
    assert int(numbers["active"]) == len(rows("claims", env=env)) < int(numbers["claims"]) == len(rows("claims", "--all", env=env))
    # Its 0 is not that of an article that states nothing.
    assert [(r["claims"], r["note"]) for r in rows("articles", env=env) if r["note"]] == [("0", "superseded or retracted")]


def test_retract_and_check(seed_folder, tmp_path):
    folder = tmp_path / "g"
    shutil.copytree(seed_folder, folder)
    env = {"GRAPHKIT_GRAPH": str(folder)}
    assert "match the claims" in graphkit("check", env=env).stdout
    done = graphkit("retract", "libya-2020-01-wagner-denial", "--reason", "withdrawn", "--on", "2026-01-02", env=env)
    assert " claims retracted, saved in " in done.stdout
    assert "nothing to retract" in graphkit("retract", "libya-2020-01-wagner-denial", "--reason", "again", env=env).stdout
    assert "match the claims" in graphkit("check", "--repair", env=env).stdout
    assert not [r for r in rows("claims", env=env) if "retracted" in r["status"]]
    assert [r for r in rows("claims", "--all", env=env) if "retracted" in r["status"]]
    assert "no article or claim 'zorro'" in failed(graphkit("retract", "zorro", "--reason", "x", env=env), 2)
    assert "give a reason" in failed(graphkit("retract", "zorro", "--reason", " ", env=env), 2)


def test_a_new_version_is_reported_listed_and_undone(tmp_path):
    article, env = tmp_path / "a.txt", {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    article.write_text("Egypt backs Khalifa Haftar.")
    graphkit("build", article, env=env)
    article.write_text("Egypt condemned Khalifa Haftar.")
    assert "1 article is a new version of earlier ones (graphkit articles --versions lists them)" in graphkit("build", article, env=env).stdout
    assert {r["relation"] for r in rows("claims", env=env)} == {"criticizes"}
    (old,) = rows("articles", "--versions", env=env)
    assert (old["title"], old["why"], old["since"]) == ("a", "same file", "")
    done = graphkit("undo-version", "a", "--who", "Ada", "--why", "two articles", env=env)
    assert done.stdout == f"{old['key']} (a) is active again, in addition to {old['replaced by']}; saved in {tmp_path / 'g.decisions.csv'}\n"
    assert {r["relation"] for r in rows("claims", env=env)} == {"criticizes", "supports"}
    assert rows("articles", "--versions", env=env) == []
    assert "match the claims" in graphkit("check", env=env).stdout
    assert "not replaced by another" in failed(graphkit("undo-version", old["replaced by"], env=env), 2)
    assert "there is no article 'zorro'" in failed(graphkit("undo-version", "zorro", env=env), 2)
    # The decision also holds after a rebuild of the graph.
    again = {"GRAPHKIT_GRAPH": str(tmp_path / "h")}
    for text in ("Egypt backs Khalifa Haftar.", "Egypt condemned Khalifa Haftar."):
        article.write_text(text)
        graphkit("build", article, "--decisions", tmp_path / "g.decisions.csv", env=again)
    assert {r["relation"] for r in rows("claims", env=again)} == {"criticizes", "supports"}
    assert graphkit("export", env=again).stdout == graphkit("export", env=env).stdout


def test_copies_are_listed_with_what_they_repeat_and_new_versions_are_none(tmp_path):
    """The number at the end of a build can be checked article by article."""
    text = "Egypt backs Khalifa Haftar. " + " ".join(f"On the {n}th morning the harbour office counted {n} ships and wrote it down." for n in range(4, 12))
    found = [
        {"text": text, "outlet": "Wire", "date": "2020-01-02", "title": "Ships", "url": "https://wire.example/ships"},
        {"text": f"(Wire) {text}", "outlet": "Post", "date": "2020-01-03", "title": "Harbour"},
        {"text": f"{text} Nobody was hurt.", "outlet": "Wire", "date": "2020-01-03", "title": "Ships", "url": "https://wire.example/ships"},
        {"text": f"{text} Nobody was hurt, it said.", "outlet": "Wire", "date": "2020-01-04", "title": "Ships", "url": "https://wire.example/ships"},
        {"text": "Turkey supports the GNA.", "outlet": "Post", "date": "2020-01-03"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in found))
    env = {"GRAPHKIT_GRAPH": str(tmp_path / "g")}
    assert "1 article repeats the text of another; copies count as one source (graphkit articles --copies lists them)" in graphkit("build", tmp_path / "a.jsonl", env=env).stdout
    (first,) = (r["key"] for r in rows("articles", env=env) if r["published"] == "2020-01-02")
    (copy,) = rows("articles", "--copies", env=env)
    assert (copy["title"], copy["copy of"], copy["original"]) == ("Harbour", first, "2020-01-02, Wire, Ships")
    assert "--versions and --copies are two lists" in failed(graphkit("articles", "--versions", "--copies", env=env), 2)


def test_a_graph_travels_by_turtle(env, tmp_path):
    assert graphkit("export", "-o", tmp_path / "g.ttl", env=env).returncode == 0
    other = {"GRAPHKIT_GRAPH": str(tmp_path / "h")}
    assert "15 articles added, 0 already there" in graphkit("import", tmp_path / "g.ttl", env=other).stdout
    assert "0 articles added, 15 already there" in graphkit("import", tmp_path / "g.ttl", env=other).stdout
    (tmp_path / "bad.ttl").write_text("no Turtle")
    assert "does not parse" in failed(graphkit("import", tmp_path / "bad.ttl", env=other), 1)
    assert "ending" in failed(graphkit("import", tmp_path / "bad.docx", env=other), 2)


def test_serving_what_is_not_there(tmp_path):
    assert "there is no graph" in failed(graphkit("serve", "--graph", tmp_path / "none"), 1)


def test_the_table_of_an_extraction_names_articles_by_their_titles_as_that_of_a_build(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: A pact in Kigali\n---\nRwanda supports the M23.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Egypt supports Khalifa Haftar.\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("---\ntitle: A pact in Cairo\noutlet: Wire\n---\nChad supports Sudan.\n", encoding="utf-8")
    texts = [tmp_path / name for name in ("a.md", "b.txt", "c.md")]

    def sources(*words):
        rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in graphkit(*words).stdout.splitlines() if line.startswith("│")]
        return {row[0]: row[-1] for row in rows}

    assert sources("extract", *texts) == sources("build", *texts, "--graph", tmp_path / "g", "--table") == {"Rwanda": "A pact in Kigali", "Egypt": "b", "Chad": "Wire"}


def test_the_table_of_a_build_has_no_retracted_claims(tmp_path):
    """They were listed like all others."""
    (tmp_path / "a.txt").write_text("Rwanda supports the M23.\n", encoding="utf-8")
    build(tmp_path / "a.txt", graph=tmp_path / "g", extractor="dependency")
    assert retract("a", "withdrawn", graph=tmp_path / "g") == 1
    done = graphkit("build", tmp_path / "a.txt", "--graph", tmp_path / "g", "--table")
    assert "1 unchanged" in done.stdout
    assert "Rwanda" not in done.stdout


def test_what_is_denied_is_called_denied_in_every_table(tmp_path):
    """`build --table`, `extract` and `claims` use the same word; "negated" is a value of the row formats only."""
    (tmp_path / "a.txt").write_text("Rwanda denies supporting the M23.\n", encoding="utf-8")
    built = graphkit("build", tmp_path / "a.txt", "--graph", tmp_path / "g", "--table")
    listed = graphkit("claims", "--graph", tmp_path / "g")
    extracted = graphkit("extract", tmp_path / "a.txt")
    for done in (built, listed, extracted):
        assert done.returncode == 0, done.stderr
        assert "denied" in done.stdout
        assert "negated" not in done.stdout


@pytest.mark.parametrize(
    ("given", "way_out"),
    [
        (("query", "who-backs", "GNA"), "graphkit query --name who-backs --object GNA"),
        (("query", "SELECT", "*"), "put the query in quotes"),
        (("query", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"), "run it with `graphkit update`"),
        (("update", "# INSERT\nSELECT * { ?s ?p ?o }"), "run it with `graphkit query`"),
        (("diff", "older", "newer"), "graphkit diff newer --graph older"),
        (("diff", "2019", "2020-06-01"), "graphkit diff --from 2019 --to 2020-06-01"),
    ],
)
def test_arguments_of_another_command_or_place_get_the_command_that_was_meant(env, given, way_out):
    assert way_out in failed(graphkit(*given, env=env), 2)
