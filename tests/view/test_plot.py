"""Pictures: each is a file of its format, the same every time; what cannot be drawn is told."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from graphkit import Graph
from graphkit.analyze import Month, analyze
from graphkit.errors import UnknownFormat, UsageError
from graphkit.view import plot

MONTHS = [Month("2020-01", 2, 0, 1), Month("2020-03", 0, 1, 3)]
BEGINS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.fixture(scope="module")
def made(seed_folder):
    return Graph.open(seed_folder).analyze()


@pytest.mark.parametrize("ending", BEGINS)
@pytest.mark.parametrize("what", ["network", "camps", "rivals", "timeline"])
def test_a_picture_of_each_kind_in_each_format_twice_the_same(made, tmp_path, what, ending):
    for name in ("a", "b"):
        plot(what, MONTHS if what == "timeline" else made, str, tmp_path / f"{name}.{ending}")
    first, second = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("a", "b"))
    assert first == second
    assert first.startswith(BEGINS[ending])
    assert len(first) > 2000
    assert len(list(tmp_path.iterdir())) == 2


def test_names_are_text_whatever_they_hold(made, tmp_path):
    plot("network", made, lambda actor: f"<b>$\\frac{{{actor}}}$ & _x^", tmp_path / "n.svg")
    told = " ".join(ET.parse(tmp_path / "n.svg").getroot().itertext())
    assert "<b>$\\frac{Turkey}$ & _x^" in told


def test_what_cannot_be_drawn_is_told_and_leaves_no_file(made, tmp_path):
    with pytest.raises(UnknownFormat, match=r"no picture format '.gif'; there is pdf, png, svg"):
        plot("network", made, str, tmp_path / "n.gif")
    with pytest.raises(UnknownFormat, match="no picture of 'brokers'"):
        plot("brokers", made, str, tmp_path / "n.svg")
    empty = analyze([], lambda key: None, day=date(2020, 1, 1))
    for what in ("network", "camps", "rivals"):
        with pytest.raises(UsageError, match="to draw"):
            plot(what, empty, str, tmp_path / "n.svg")
    assert list(tmp_path.iterdir()) == []
