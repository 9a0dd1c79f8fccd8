"""The list of actors: sorted by claims or name, filtered by type or conflict."""

from __future__ import annotations

import re
from html import unescape

from graphkit.api import Graph
from graphkit.serve.lists import ROWS

ROW = re.compile(r'<td data-head="Name"><a href="/id/[^"]+">([^<]*)</a></td><td data-head="Type">([^<]*)</td><td data-head="Claims">([\d,]+)</td>')


def rows(ask, query=""):
    return [(unescape(name), type_, int(number.replace(",", ""))) for name, type_, number in ROW.findall(ask(f"/actors{query}", Accept="text/html").text)]


def test_all_actors_that_claims_name_are_listed_a_page_at_a_time_those_of_most_claims_first(ask, seed_folder):
    _, counts = Graph.open(seed_folder).in_force()
    listed = [row for number in range(1, 9) for row in rows(ask, f"?page={number}")]
    assert [number for *_, number in listed] == sorted(counts.values(), reverse=True)
    assert len(rows(ask)) == ROWS < len(listed)
    assert re.search(r'<a href="/actors">(\d+) actors</a>', ask("/").text).group(1) == str(len(counts))
    assert 'rel="next" href="?page=2"' in ask("/actors").text


def test_by_name_type_and_conflict(ask):
    names = [name.casefold() for name, *_ in rows(ask, "?sort=name")]
    assert names == sorted(names)
    states = rows(ask, "?type=state")
    assert {type_ for _, type_, _ in states} == {"state"}
    libya = rows(ask, "?conflict=libya")
    assert {"Khalifa Haftar", "Government of National Accord"} <= {name for name, *_ in libya}
    assert "Rwanda" not in {name for name, *_ in libya}
    assert [name for name, *_ in rows(ask, "?q=hifter")] == ["Khalifa Haftar"]


def test_who_only_publishes_is_listed_on_demand(ask):
    assert ("graphkit seeds", "news outlet", 0) not in rows(ask, "?type=news+outlet")
    assert ("graphkit seeds", "news outlet", 0) in rows(ask, "?type=news+outlet&all=1")
    # As the ontology, Python and exports write it.
    assert ("graphkit seeds", "news outlet", 0) in rows(ask, "?type=news-outlet&all=1")


def test_odd_addresses_are_answered(ask):
    for query, status in (("?page=", 200), ("?page=99999", 404), ("?type=%3Cscript%3E&q=%22%3E", 404), ("?page=-1", 404), ("?sort=name&q=" + "x" * 500, 200)):
        page = ask(f"/actors{query}", Accept="text/html")
        assert page.status == status
        assert "<script>" not in page.text.split("<main")[1]
    assert ask("/actors?conflict=none", Accept="text/html").status == 404
