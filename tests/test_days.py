"""Days: the time of an event removes nothing from the direct graph, only an end does; times of one claim are merged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphkit
from graphkit.days import check_order, joined, last_day, worded
from graphkit.errors import UsageError
from graphkit.model import Precision, Status, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.store.direct import yields_direct_triples

ROW = '{"id":"1","outlet":"C","date":"2024-05-15","text":"Russia attacked Ukraine on Tuesday."}\n'
DAY = st.dates(date(2000, 1, 1), date(2030, 1, 1))
SPANS = st.lists(
    st.one_of(
        st.builds(lambda a, b: TimeSpan(min(a, b), max(a, b)), DAY, DAY),
        st.builds(TimeSpan, DAY),
        st.builds(lambda end: TimeSpan(None, end, ended=True), st.one_of(st.none(), DAY)),
    ),
    min_size=1,
    max_size=4,
)


def test_a_period_that_ends_before_it_begins_is_refused_in_every_call_that_takes_one(seed_folder):
    """An empty answer would look like "nothing is reported"; a single day is a valid period."""
    graph, early, late = graphkit.Graph.open(seed_folder), date(2020, 1, 1), date(2021, 1, 1)
    for ask in (
        lambda: graph.claims(since=late, until=early),
        lambda: graph.diff(late, early),
        lambda: graph.analyze(since=late, day=early),
        lambda: graph.timeline("uae", "haftar", since=late, until=early),
        lambda: graph.report(since=late, day=early),
    ):
        with pytest.raises(UsageError, match=r"2021-01-01 is later than .* 2020-01-01"):
            ask()
    for first, last in ((early, early), (early, late), (None, early), (late, None)):
        check_order(first, last)


def test_a_day_in_the_sentence_leaves_the_tie_in_the_direct_graph(tmp_path):
    (tmp_path / "rows.jsonl").write_text(ROW)
    graphkit.build(tmp_path / "rows.jsonl", graph=tmp_path / "graph")
    graph = graphkit.Graph.open(tmp_path / "graph")
    (claim,) = graph.claims(subject="Russia", object="Ukraine")
    assert claim.valid == TimeSpan(date(2024, 5, 14), date(2024, 5, 14))
    assert graph.query("ASK { graph:Russia rel:attacks graph:Ukraine }")
    assert graph.query("ASK { ?c gk:eventFrom '2024-05-14'^^xsd:date FILTER NOT EXISTS { ?c gk:validUntil ?any } }")
    assert graph.validate() == []


def test_every_plain_claim_of_the_seeds_has_its_direct_tie_dated_or_not(seed_folder):
    graph, stances = graphkit.Graph.open(seed_folder), load_vocabulary().stances
    plain = [
        c
        for c in graph.claims(out_of_force=False)
        if (c.status is Status.ASSERTED or (c.status is Status.DECLARED and c.predicate in stances))
        and c.polarity == "positive" and not (c.valid and c.valid.ended)
    ]
    assert sum(1 for c in plain if c.valid and c.valid.end) > 10
    for c in plain:
        assert graph.query(f"ASK {{ graph:{c.subject} rel:{c.predicate} graph:{c.object} }}"), c


def test_only_an_end_takes_a_claim_out(record):
    claim = next(c for c in record("Turkey supports the GNA.").claims if c.predicate == "supports")
    day = date(2020, 1, 1)
    for span in (TimeSpan(day, day), TimeSpan(day), TimeSpan(None, day), TimeSpan()):
        assert yields_direct_triples(replace(claim, valid=span))
    for span in (TimeSpan(day, day, ended=True), TimeSpan(None, day, ended=True), TimeSpan(ended=True)):
        assert not yields_direct_triples(replace(claim, valid=span))


def test_since_goes_on_and_until_has_ended(record):
    def time(text):
        return next(c for c in record(text).claims if c.predicate == "supports").valid

    assert time("Turkey has supported the GNA since 2014.") == TimeSpan(date(2014, 1, 1), None, Precision.YEAR)
    assert time("Turkey supported the GNA until 2018.") == TimeSpan(None, date(2018, 12, 31), Precision.YEAR, ended=True)


@settings(deadline=None)
@given(SPANS)
def test_the_order_of_the_evidence_does_not_change_the_time(spans):
    assert len({joined(order) for order in permutations(spans)}) == 1


def test_times_of_one_claim_are_united():
    may, june = TimeSpan(date(2024, 5, 1), date(2024, 5, 1)), TimeSpan(date(2024, 6, 1), date(2024, 6, 2))
    until = TimeSpan(None, date(2024, 5, 20), ended=True)
    assert joined([]) is joined([None]) is None
    assert joined([None, may]) == may
    assert joined([june, may]) == TimeSpan(date(2024, 5, 1), date(2024, 6, 2))
    assert joined([may, TimeSpan(date(2014, 1, 1), None, Precision.YEAR)]) == TimeSpan(date(2014, 1, 1), None, Precision.YEAR)
    assert joined([until, may]) == TimeSpan(date(2024, 5, 1), date(2024, 5, 20), ended=True)
    # It happened again after the end.
    assert joined([until, june]) == june


def test_a_period_ends_with_its_last_day():
    assert last_day(date(2024, 2, 1), Precision.MONTH) == date(2024, 2, 29)
    assert last_day(date(2024, 2, 1), Precision.YEAR) == date(2024, 12, 31)
    assert last_day(date(2024, 2, 1), Precision.DAY) == date(2024, 2, 1)
    assert worded(None) == ""
