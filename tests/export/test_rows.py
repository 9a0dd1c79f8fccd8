"""Rows of claims and ties print each day with its precision; formats that have only days get whole periods."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import openpyxl
import pytest

from graphkit.assistants import Tools
from graphkit.export import claim_rows, formats, to_networkx
from graphkit.export.flat import edge_rows
from graphkit.model import (
    Actor,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Polarity,
    Precision,
    Status,
    TimeSpan,
)
from graphkit.store import Store

TEXT = "Turkey struck Syria in January and has backed Libya since 2015."
MONTH = TimeSpan(date(2024, 1, 1), date(2024, 1, 31), Precision.MONTH)


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """An article dated by month, with an event in a month and a state since a year; a later one dated by day."""
    actors = tuple(Actor(name, name) for name in ("Turkey", "Syria", "Libya"))
    month = Document("month", TEXT, published=date(2024, 3, 1), published_precision=Precision.MONTH)
    day = Document("day", "Turkey struck Syria.", published=date(2024, 3, 5))
    struck, backed = (Evidence(0, 30, TEXT[:30]), Evidence(0, len(TEXT), TEXT))
    store = Store.open(tmp_path_factory.mktemp("days") / "g", create=True)
    with store.writer() as writer:
        writer.add(ArticleRecord(month, actors, (
            Claim(month.key, "Turkey", "attacks", "Syria", "Turkey", "Syria", (struck,), valid=MONTH),
            Claim(month.key, "Turkey", "supports", "Libya", "Turkey", "Libya", (backed,), valid=TimeSpan(date(2015, 1, 1), None, Precision.YEAR)),
        )))  # fmt: skip
        writer.add(ArticleRecord(day, actors[:2], (Claim(day.key, "Turkey", "attacks", "Syria", "Turkey", "Syria", (Evidence(0, 20, day.text),)),)))
    return store.view()


def test_claims_have_days_as_exactly_as_they_are_known(view):
    found = {(row["document"], row["object"]): row for row in claim_rows(view)}
    struck, backed = found["month", "Syria"], found["month", "Libya"]
    assert (struck["published"], struck["event_from"], struck["event_until"]) == ("2024-03", "2024-01", "2024-01")
    assert (backed["valid_from"], backed["valid_until"]) == ("2015", None)
    assert found["day", "Syria"]["published"] == "2024-03-05"


@pytest.mark.parametrize(("polarity", "ended", "status", "confidence", "shown"), [
    (Polarity.NEGATIVE, False, Status.ASSERTED, 1.0, "denied"),
    (Polarity.NEGATIVE, True, Status.ASSERTED, 1.0, "ended"),
    (Polarity.POSITIVE, True, Status.ASSERTED, 1.0, "ended"),
    (Polarity.POSITIVE, False, Status.DECLARED, 1.0, "asserted"),
    (Polarity.POSITIVE, False, Status.PLANNED, 1.0, "possible"),
    (Polarity.POSITIVE, False, Status.ASSERTED, 0.49, "uncertain"),
    (Polarity.NEGATIVE, False, Status.ASSERTED, 0.49, "denied"),
])
def test_what_has_ended_or_is_uncertain_is_not_asserted(tmp_path, polarity, ended, status, confidence, shown):
    """A table's alliance of 1990 to 1995 was `asserted`, as were claims from which no tie follows, and an article's "no longer supports" `negated`, as a denial is."""
    article = Document("a", TEXT)
    claim = Claim(article.key, "Turkey", "supports", "Syria", "Turkey", "Syria", (Evidence(0, 30, TEXT[:30]),), polarity=polarity, status=status, confidence=confidence, valid=TimeSpan(ended=ended) if ended else None)
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        writer.add(ArticleRecord(article, (Actor("Turkey", "Turkey"), Actor("Syria", "Syria")), (claim,)))
    assert [row["status"] for row in claim_rows(store.view())] == [shown]
    assert [row["status"] for row in Tools(tmp_path / "g").claims()["claims"]] == [shown]


def test_rows_of_a_copy_name_the_article_that_it_repeats(tmp_path):
    """Whoever counts rows per text counts a story that two papers print once."""
    actors = (Actor("Turkey", "Turkey"), Actor("Syria", "Syria"))
    wire, paper, other = (Document(name, text, outlet=name) for name, text in (("wire", TEXT), ("paper", TEXT), ("other", f"{TEXT} It ended.")))
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for document, original in ((wire, None), (paper, wire.key), (other, None)):
            claim = Claim(document.key, "Turkey", "attacks", "Syria", "Turkey", "Syria", (Evidence(0, 30, TEXT[:30]),))
            writer.add(ArticleRecord(document, actors, (claim,), copy_of=original))
    found = {row["outlet"]: row["original"] for row in claim_rows(store.view())}
    assert found == {"wire": wire.key, "paper": wire.key, "other": other.key}
    lines = csv.DictReader(formats("claims-csv")(store.view(), "all").decode().splitlines())
    assert sorted(line["original"] for line in lines) == sorted(found.values())


def test_ties_say_first_and_last_day_of_print_likewise(view):
    days = {row["target"]: (row["first"], row["last"]) for row in edge_rows(view, "all")}
    assert days == {"Syria": ("2024-03", "2024-03-05"), "Libya": ("2024-03", "2024-03")}
    assert {data["last"] for _, _, data in to_networkx(view).edges(data=True)} == {"2024-03-05", "2024-03"}
    elements = json.loads(formats("cytoscape")(view, "all"))["elements"]["edges"]
    assert {edge["data"]["first"] for edge in elements} == {"2024-03"}


def test_a_workbook_has_days_as_days_and_months_as_text(view):
    sheet = openpyxl.load_workbook(io.BytesIO(formats("xlsx")(view, "all")))["claims"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert {dict(zip(head, row, strict=True))["published"] for row in rows} == {"2024-03", datetime(2024, 3, 5)}


def test_calendars_get_the_whole_month(view):
    """GEXF has days only: the event of a month has its first and last day; what holds since some day of a year certainly holds on its last."""
    spells = {target: row["times"] for target, row in ((row["target"], row) for row in edge_rows(view, "all"))}
    assert spells["Libya"] == "2015-12-31/.."
    assert "2024-01-01/2024-01-31" in spells["Syria"]
    assert b'start="2024-01-01" end="2024-01-31"' in formats("gexf")(view, "all")
