"""Gephi's import of our files, by its own rules: no tie is lost, and none is merged with one of opposite sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.export import formats
from graphkit.export.flat import edge_rows, flat
from graphkit.export.spells import merged, spell_of
from graphkit.model import Claim, Evidence, Precision, TimeSpan
from graphkit.store import Store
from tests.export import gephi


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


READ = {"graphml": gephi.of_graphml, "gexf": gephi.of_gexf, "edges-csv": gephi.of_csv}


@pytest.mark.parametrize("name", sorted(READ))
@pytest.mark.parametrize("part", ["all", "direct"])
def test_by_id_no_tie_is_lost(view, name, part):
    seen = gephi.imported(*READ[name](formats(name)(view, part)), merge=False)
    assert seen.dropped == []
    assert len(seen.edges) == len(edge_rows(view, part)) > 100


@pytest.mark.parametrize("name", ["gexf", "edges-csv"])
def test_by_kind_no_ties_are_merged(view, name):
    seen = gephi.imported(*READ[name](formats(name)(view, "all")))
    assert seen.dropped == []
    assert all(len(group) == 1 for group in seen.edges)
    assert len(seen.edges) == len(edge_rows(view, "all"))


def test_the_seeds_have_ties_that_would_be_merged_without_kinds(view):
    """Otherwise the tests above could not fail; GraphML has no kinds for Gephi, as the list of formats states."""
    seen = gephi.imported(*gephi.of_graphml(formats("graphml")(view, "all")))
    assert any(len({edge.told["sign"] for edge in group}) > 1 for group in seen.edges)
    assert "GEXF" in formats("graphml").__doc__


@pytest.mark.parametrize("name", sorted(READ))
def test_labels_and_weights_are_those_of_the_ties(view, name):
    rows = {row["id"]: row for row in edge_rows(view, "all")}
    for edge in READ[name](formats(name)(view, "all"))[1]:
        row = rows[edge.id]
        assert (edge.label, edge.weight) == (row["label"], row["weight"])
        assert {key: edge.told[key] for key in ("status", "polarity", "quotes", "times")} == {key: row[key] for key in ("status", "polarity", "quotes", "times")}
        assert edge.told["symmetric"] == str(row["symmetric"]).lower()


def test_an_id_depends_on_its_own_tie_only(view):
    """The ids stay the same in a part of the graph, and when other articles are added."""
    whole = {row["id"]: (row["source"], row["target"], row["kind"]) for row in edge_rows(view, "all")}
    part = {row["id"]: (row["source"], row["target"], row["kind"]) for row in edge_rows(view, "direct")}
    assert len(whole) == len(edge_rows(view, "all"))
    assert part.items() <= whole.items()


def test_spells_of_gexf_are_the_times_of_the_ties(view):
    given = {told["id"]: told["spells"] for _, _, told in flat(view, "all", spells=True).edges(data=True)}
    read = {edge.id: edge.spells for edge in gephi.of_gexf(formats("gexf")(view, "all"))[1]}
    assert read == {id_: [tuple(spell) for spell in spells] for id_, spells in given.items()}
    assert any(end is None for spells in read.values() for _, end in spells)


def days():
    return st.none() | st.dates(date(2020, 1, 1), date(2020, 3, 1))


def spell():
    return st.tuples(days(), days()).filter(lambda s: s != (None, None) and (s[0] or date.min) <= (s[1] or date.max))


def inside(day, spells):
    return any((start or date.min) <= day <= (end or date.max) for start, end in spells)


@given(st.lists(spell(), max_size=6), st.dates(date(2019, 12, 1), date(2020, 4, 1)))
def test_merged_spells_hold_the_same_days_and_do_not_touch(spells, day):
    found = merged(spells)
    assert inside(day, found) == inside(day, spells)
    for (_, last), (first, _) in pairwise(found):
        assert last is not None
        assert first is not None
        assert (first - last).days > 1


FROM, UNTIL, PUBLISHED = date(2014, 3, 1), date(2018, 5, 2), date(2020, 1, 9)


@pytest.mark.parametrize(
    ("valid", "published", "wanted"),
    [
        (TimeSpan(FROM, FROM), PUBLISHED, (FROM, FROM)),
        (TimeSpan(FROM, UNTIL), PUBLISHED, (FROM, UNTIL)),
        (TimeSpan(FROM, None), PUBLISHED, (FROM, None)),
        (TimeSpan(FROM, UNTIL, ended=True), PUBLISHED, (FROM, UNTIL)),
        (TimeSpan(None, UNTIL, ended=True), PUBLISHED, (None, UNTIL)),
        (TimeSpan(None, UNTIL, ended=True), FROM, (FROM, UNTIL)),
        (TimeSpan(FROM, None, ended=True), PUBLISHED, (FROM, PUBLISHED)),
        (TimeSpan(None, None, ended=True), PUBLISHED, (None, PUBLISHED)),
        (TimeSpan(None, None, ended=True), None, None),
        (None, PUBLISHED, (PUBLISHED, None)),
        (None, None, None),
        # An article published before the day that it is about.
        (TimeSpan(UNTIL, None, ended=True), FROM, (UNTIL, UNTIL)),
    ],
)
def test_a_claim_holds_on_the_days_that_its_text_names_else_from_publication_on(valid, published, wanted):
    claim = Claim("a", "A", "supports", "B", "A", "B", (Evidence(0, 1, "A"),), valid=valid)
    assert spell_of(claim, published) == wanted


@pytest.mark.parametrize(
    ("valid", "precision", "wanted"),
    [
        (None, Precision.MONTH, (date(2020, 1, 31), None)),
        (None, Precision.YEAR, (date(2020, 12, 31), None)),
        (TimeSpan(FROM, None, Precision.MONTH), Precision.DAY, (date(2014, 3, 31), None)),
        (TimeSpan(FROM, date(2014, 3, 31), Precision.MONTH), Precision.DAY, (FROM, date(2014, 3, 31))),
        (TimeSpan(FROM, UNTIL, Precision.MONTH, ended=True), Precision.DAY, (FROM, UNTIL)),
    ],
)
def test_no_day_is_claimed_before_the_last_one_of_the_month_since_which_something_holds(valid, precision, wanted):
    """GEXF has days (xsd:date) and no months: what an article of some day in March reports is not yet known to hold on 1 March."""
    claim = Claim("a", "A", "supports", "B", "A", "B", (Evidence(0, 1, "A"),), valid=valid)
    assert spell_of(claim, PUBLISHED, precision=precision) == wanted


def test_what_began_with_an_event_lasted_until_the_end_that_a_later_article_states():
    """Sanctions imposed on 16 January and lifted on 18 November had one day in Gephi."""
    began, lifted = date(2025, 1, 16), date(2025, 11, 18)
    claim = Claim("a", "A", "sanctions", "B", "A", "B", (Evidence(0, 1, "A"),), valid=TimeSpan(began, began))
    assert spell_of(claim, date(2025, 1, 20), lifted) == (began, lifted)
    assert spell_of(claim, date(2025, 1, 20)) == (began, began)
    over = replace(claim, valid=TimeSpan(began, date(2025, 6, 1), ended=True))
    assert spell_of(over, date(2025, 1, 20), lifted) == (began, date(2025, 6, 1))


def test_what_a_later_article_ends_within_that_month_has_its_last_day_only():
    claim = Claim("a", "A", "supports", "B", "A", "B", (Evidence(0, 1, "A"),))
    assert spell_of(claim, date(2020, 1, 1), date(2020, 1, 20), Precision.MONTH) == (date(2020, 1, 20), date(2020, 1, 20))
