"""Pictures: each is a valid file of its format, deterministic; what cannot be drawn is reported."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from graphkit import Graph
from graphkit.analyze import Month, analyze
from graphkit.errors import UnknownFormat, UsageError
from graphkit.model import Article, Claim, Evidence
from graphkit.view import caption_of, picture_format, plot
from graphkit.view.colours import CAMPS, SIGNS, rgb
from graphkit.view.plot import _arrow

MONTHS = [Month("2020-01", 2, 0, 1), Month("2020-03", 0, 1, 3)]
BEGINS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.fixture(scope="module")
def made(seed_folder):
    return Graph.open(seed_folder).analyze()


@pytest.mark.parametrize("ending", BEGINS)
@pytest.mark.parametrize("what", ["network", "camps", "rivals", "timeline"])
def test_a_picture_of_each_kind_in_each_format_twice_the_same(made, what, ending):
    first, second = (plot(what, MONTHS if what == "timeline" else made, str, ending) for _ in range(2))
    assert first == second
    assert first.startswith(BEGINS[ending])
    assert len(first) > 2000


def test_names_are_text_whatever_they_hold(made):
    told = " ".join(ET.fromstring(plot("network", made, lambda actor: f"<b>$\\frac{{{actor}}}$ & _x^", "svg")).itertext())
    assert "<b>$\\frac{Turkey}$ & _x^" in told


def test_what_cannot_be_drawn_is_told():
    with pytest.raises(UnknownFormat, match=r"unknown picture format '.gif'; known: pdf, png, svg"):
        picture_format("network", Path("n.gif"))
    with pytest.raises(UnknownFormat, match="no picture of 'brokers'"):
        picture_format("brokers", Path("n.svg"))
    empty = analyze([], lambda key: None, day=date(2020, 1, 1))
    for what in ("network", "camps", "rivals"):
        with pytest.raises(UsageError, match="to draw"):
            plot(what, empty, str, "svg")


def test_a_picture_stands_alone(made, seed_folder):
    """It contains title, legend of signs and camps, direction and sources; a PNG has twice the resolution of a screen."""
    caption = caption_of(Graph.open(seed_folder).articles())
    assert caption == "Sources: 15 articles of graphkit seeds; published 1995-09-02 to 2024-09-24"
    root = ET.fromstring(plot("network", made, str, "svg", caption))
    words = " ".join(" ".join(root.itertext()).split())
    for part in ("Who stands with and against whom", "friendly, arrow from who acts to whom", "hostile, likewise", "Camp: ", caption.split(";")[0]):
        assert part in words
    picture = plot("network", made, str, "png", caption)
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (3200, 2000)


def test_an_arrow_points_at_whom_the_claims_are_about():
    class Axes:
        def annotate(self, text, *, xy, xytext, arrowprops, zorder):
            self.style = arrowprops["arrowstyle"]

    def style(*claims):
        axes = Axes()
        (pair,) = analyze(claims, lambda key: ARTICLE).pairs
        _arrow(axes, pair, (0, 0), (1, 1))
        return axes.style

    assert style(claim("a", "supports", "b")) == "-|>"
    assert style(claim("b", "supports", "a")) == "<|-"
    assert style(claim("a", "supports", "b"), claim("b", "supports", "a")) == "<|-|>"
    assert style(claim("a", "alliedWith", "b")) == "-"


ARTICLE = Article(key="k", id="k", text_hash="0" * 64)


def claim(subject, predicate, object_):
    return Claim("k", subject, predicate, object_, subject, object_, (Evidence(0, 5, f"{subject} {predicate[:1]} {object_}"),))


def test_camps_have_colours_that_no_tie_has_and_all_can_be_seen_on_white():
    """Contrast of at least 3:1 on white, by WCAG."""
    def light(colour):
        parts = [value / 255 for value in rgb(colour).values()]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert not set(CAMPS) & set(SIGNS.values())
    assert len(set(CAMPS)) == len(CAMPS)
    assert all(1.05 / (light(colour) + 0.05) >= 3 for colour in (*CAMPS, *SIGNS.values()))
