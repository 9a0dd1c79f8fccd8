"""An article is found by what people call it; where that is not one article the message helps."""

from __future__ import annotations

import pytest

from graphkit.errors import UnknownName
from graphkit.model import Article
from graphkit.query.articles import find_article

ONE = Article("1" * 16, "libya-1", "", "Arms for Tripoli", "https://www.example.org/a?utm_source=x")
TWO = Article("2" * 16, "libya-2", "", "Drones for Tripoli")
BARE = Article("3" * 16, "note", "")


@pytest.mark.parametrize("name", ["1" * 16, "libya-1", "article:libya-1", "https://www.example.org/a", "Arms for Tripoli", "arms FOR tripoli", " arms ", "Arms for"])
def test_key_id_address_title_and_words_of_it_name_an_article(name):
    assert find_article([ONE, TWO, BARE], name) is ONE


def test_words_of_several_titles_list_them():
    with pytest.raises(UnknownName, match=r"'tripoli' can mean Arms for Tripoli \(1{16}\), Drones for Tripoli \(2{16}\)"):
        find_article([ONE, TWO, BARE], "tripoli")


def test_a_slip_is_answered_with_the_nearest():
    with pytest.raises(UnknownName, match=r"did you mean Drones for Tripoli \(2{16}\), Arms"):
        find_article([ONE, TWO, BARE], "Drone for Tripolis")


@pytest.mark.parametrize("name", ["", "zzz", "N" * 10_000])
def test_what_is_near_nothing_points_to_the_list(name):
    with pytest.raises(UnknownName, match="graphkit articles"):
        find_article([ONE, TWO, BARE], name)
