"""RFC 9110: the most specific range counts, then quality, then our own order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.serve.negotiate import ROWS, TRIPLES, best


@pytest.mark.parametrize(
    ("accept", "offered", "wanted"),
    [
        ("", ROWS, "application/sparql-results+json"),
        ("*/*", TRIPLES, "text/turtle"),
        ("text/csv", ROWS, "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", ROWS, "application/sparql-results+xml"),
        ("text/*", ROWS, "text/csv"),
        ("application/xml;q=0.9, */*;q=0.1", TRIPLES, "application/xml"),
        ("text/turtle;q=0, */*", TRIPLES, "application/n-triples"),
        ("TEXT/Turtle; charset=utf-8", TRIPLES, "text/turtle"),
        ("image/png", ROWS, None),
        ("text/csv;q=high", ROWS, None),
        ("text/csv;q=0", ROWS, None),
    ],
)
def test_what_is_wanted_most(accept, offered, wanted):
    assert best(accept, offered) == wanted


@given(st.text(max_size=60))
def test_any_header_is_read(accept):
    assert best(accept, ROWS) in (*ROWS, None)
