"""Ties gained, lost and turned, worked out by hand on small sets of claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graphkit import Graph
from graphkit.model import Article, Claim, Evidence, Lifecycle, Polarity, Status, TimeSpan
from graphkit.pipeline import build
from graphkit.query import changes, compare, standing

ARTICLES = {str(year): Article(str(year), str(year), "", published=date(year, 6, 1)) for year in range(2010, 2020)}
ARTICLES["none"] = Article("none", "none", "")


def claim(year, subject, predicate, object_, **more):
    return Claim(str(year), subject, predicate, object_, subject, object_, (Evidence(0, 1, "x"),), **more)


def ended(year, subject, predicate, object_):
    """ "A no longer supports B"."""
    return claim(year, subject, predicate, object_, polarity=Polarity.NEGATIVE, cue="no longer", valid=TimeSpan(ended=True))


def ties(claims, year):
    return set(standing(claims, ARTICLES, date(year, 12, 31) if year else None))


def changed(claims, first, last):
    older = standing(claims, ARTICLES, date(first, 12, 31))
    return {(c.kind, c.subject, c.object, c.before, c.after) for c in compare(older, standing(claims, ARTICLES, date(last, 12, 31)))}


def test_a_tie_stands_from_its_first_plain_claim():
    claims = [claim(2012, "A", "supports", "B"), claim(2011, "A", "supports", "B", status=Status.ALLEGED)]
    assert ties(claims, 2011) == set()
    assert ties(claims, 2012) == {("A", "B", "supports")}
    assert ties(claims, None) == {("A", "B", "supports")}


def test_a_later_word_of_the_end_takes_a_tie_away_until_it_is_told_again():
    claims = [claim(2012, "A", "supportsMilitarily", "B"), ended(2014, "A", "supports", "B")]
    assert ties(claims, 2013) == {("A", "B", "supports")}
    assert ties(claims, 2014) == ties(claims, None) == set()
    claims.append(claim(2015, "A", "supportsMilitarily", "B"))
    assert ties(claims, 2015) == {("A", "B", "supports")}


def test_an_end_is_a_change_although_another_relation_of_the_family_goes_on():
    """Who stopped arming a state that it recognizes was in no list of changes."""
    claims = [claim(2012, "A", "supportsMilitarily", "B"), claim(2013, "A", "recognizes", "B"), ended(2015, "A", "supportsMilitarily", "B"), claim(2015, "A", "consultsWith", "B")]
    [met, over] = changes(claims, ARTICLES, date(2014, 1, 1), None)
    assert (met.kind, met.after) == ("gained", ("negotiates_with", "supports"))
    assert (over.kind, over.before, over.after, over.claims) == ("lost", ("supports",), ("supports",), (claims[0].id,))
    assert not [c for c in changes(claims, ARTICLES, date(2014, 1, 1), date(2014, 12, 31)) if c.kind == "lost"]


def test_a_denial_takes_nothing_away():
    """Or the accused could delete any tie."""
    claims = [claim(2012, "A", "supports", "B"), claim(2014, "A", "supports", "B", polarity=Polarity.NEGATIVE)]
    assert ties(claims, 2015) == {("A", "B", "supports")}


def test_what_happened_before_a_period_and_was_first_reported_in_it_is_marked():
    """An attack on Saturday that is reported on Monday was new in no weekly brief."""
    day = TimeSpan(date(2014, 5, 1), date(2014, 5, 1))
    claims = [claim(2012, "A", "supports", "B"), claim(2015, "B", "attacks", "C", valid=day), claim(2015, "C", "attacks", "B"), claim(2015, "A", "supports", "B", polarity=Polarity.NEGATIVE, valid=TimeSpan(None, date(2013, 1, 1), ended=True))]

    def found(first, last):
        return {(c.kind, c.subject, c.late) for c in changes(claims, ARTICLES, date(first, 12, 31), date(last, 12, 31))}

    assert found(2014, 2015) == {("gained", "C", False), ("gained", "B", True), ("lost", "A", True)}
    # Reported before the period, or without any day of publication, nothing is late.
    assert found(2015, 2016) == set()
    assert not any(late for _, _, late in found(2012, 2014))
    assert changes([claim("none", "A", "supports", "B")], ARTICLES, date(2012, 1, 1), None) == []


def test_the_end_of_a_tie_that_no_article_had_reported_is_marked_in_the_period_of_the_article_that_reports_it():
    """ "The group has ended its alliance", the only word on the alliance: it stood on no day, so that its end was no change of any period."""
    claims = [ended(2014, "B", "alliedWith", "A"), ended(2016, "A", "alliedWith", "B"), ended(2014, "A", "supports", "B"), claim(2015, "A", "supports", "B"), replace(ended(2014, "C", "supports", "B"), status=Status.ALLEGED)]

    def found(first, last):
        return [(c.kind, c.subject, c.before, c.late, len(c.claims)) for c in changes(claims, ARTICLES, date(first, 12, 31), date(last, 12, 31))]

    assert found(2012, 2014) == [("lost", "A", ("allied_with", "supports"), True, 2)]
    assert found(2015, 2019) == found(2012, 2013) == []
    assert found(2013, 2019) == [("gained", "A", (), False, 1), ("lost", "A", ("allied_with",), True, 2)]
    # With the day of the end: "B stopped supporting C in March 2014" says nothing of any earlier day either, unlike "until".
    known = TimeSpan(None, date(2014, 3, 1), ended=True)
    claims = [replace(ended(2014, "B", "supports", "C"), valid=known)]
    assert found(2012, 2014) == found(2013, 2019) == [("lost", "B", ("supports",), True, 1)]
    claims = [claim(2014, "B", "supports", "C", valid=known)]
    assert (found(2012, 2014), found(2014, 2019)) == ([("lost", "B", ("supports",), False, 1)], [])


def test_what_is_said_to_have_ended_stands_no_more():
    over = claim(2012, "A", "supports", "B", valid=TimeSpan(None, date(2011, 1, 1), ended=True))
    assert ties([over], 2013) == set()


def test_a_tie_of_two_has_no_direction():
    claims = [claim(2012, "B", "alliedWith", "A"), claim(2013, "A", "alliedWith", "B")]
    assert ties(claims, 2014) == {("A", "B", "allied_with")}


def test_what_is_out_of_force_and_what_has_no_day():
    gone = replace(claim(2012, "A", "supports", "B"), lifecycle=Lifecycle.RETRACTED)
    assert ties([gone], 2013) == set()
    assert ties([claim("none", "A", "supports", "B")], 2010) == {("A", "B", "supports")}


def test_gained_lost_and_turned():
    claims = [
        claim(2011, "A", "supports", "B"),
        claim(2015, "A", "attacks", "B"),
        ended(2015, "A", "supports", "B"),
        claim(2015, "C", "supports", "D"),
        claim(2011, "E", "supports", "F"),
        ended(2016, "E", "supports", "F"),
        claim(2011, "G", "opposes", "H"),
        claim(2015, "G", "supports", "H"),
    ]
    assert changed(claims, 2012, 2018) == {
        ("turned", "A", "B", ("supports",), ("attacks",)),
        ("gained", "C", "D", (), ("supports",)),
        ("lost", "E", "F", ("supports",), ()),
        # Still opposed, and now supported as well: gained, not turned.
        ("gained", "G", "H", ("opposes",), ("opposes", "supports")),
    }
    assert changed(claims, 2012, 2012) == set()


def test_a_change_names_the_claims_that_show_it():
    first, second = claim(2011, "A", "supports", "B"), claim(2015, "A", "attacks", "B")
    (change,) = compare(standing([first], ARTICLES, None), standing([second], ARTICLES, None))
    assert (change.kind, change.claims) == ("turned", (second.id,))


def test_two_graphs_are_compared(tmp_path, pipeline):
    for name, text in (("old", "Egypt backs Khalifa Haftar."), ("new", "Egypt condemned Khalifa Haftar.")):
        (tmp_path / f"{name}.txt").write_text(text)
        build([tmp_path / f"{name}.txt"], tmp_path / name, pipeline=pipeline)
    (change,) = Graph.open(tmp_path / "old").diff(other=Graph.open(tmp_path / "new"))
    assert (change.kind, change.subject, change.object) == ("turned", "Egypt", "Haftar")


@pytest.mark.parametrize(("since", "until"), [(date(1990, 1, 1), None), (date(1990, 1, 1), date(2019, 12, 31)), (None, None)])
def test_days_from_python(seed_folder, since, until):
    changes = Graph.open(seed_folder).diff(since, until)
    kinds = {c.kind for c in changes}
    # What the seeds tell of that has ended may have begun before.
    assert "gained" in kinds
    assert "turned" not in kinds
