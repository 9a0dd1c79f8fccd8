"""One conflict at a time: which articles belong together, what the conflict is called, and who stands with whom in it."""

from __future__ import annotations

import io
import json
import random
import re
import time
from dataclasses import replace
from datetime import date

import networkx as nx
import pytest

from graphkit import Graph, build
from graphkit.analyze import (
    Conflict,
    Pair,
    camp_name,
    camps_within,
    conflicts,
    each_once,
    find_conflict,
    headline,
    main_camps,
    sides,
    within,
)
from graphkit.analyze.opponents import opponents
from graphkit.analyze.parties import short_name, with_article
from graphkit.errors import UnknownName
from graphkit.model import Actor, ActorClass, Article, Claim, Evidence, Polarity, Status, TimeSpan
from graphkit.resources import seeds_dir

# Three conflicts in one folder, in our own words; the United States occurs in each of them.
PROSE = {
    "sudan-1": "Egypt supports Abdel Fattah al-Burhan. The Rapid Support Forces attacked the Sudanese Armed Forces in Khartoum. The United States urged both to stop.",
    "sudan-2": "Abdel Fattah al-Burhan, who commands the Sudanese Armed Forces, visited Egypt. The Sudanese Armed Forces attacked the Rapid Support Forces.",
    "sudan-3": "Hemedti leads the Rapid Support Forces. The Sudanese Armed Forces bombed the Rapid Support Forces. The United States sanctioned Hemedti.",
    "congo-1": "Rwanda supports the M23. The Democratic Republic of Congo attacked the M23. The United States criticised Rwanda.",
    "congo-2": "Burundi supports the Democratic Republic of Congo. The M23 attacked the Democratic Republic of Congo.",
    "congo-3": "The Democratic Republic of Congo accused Rwanda of arming the M23. The United States condemned the M23.",
    "gaza-1": "Israel attacked Hezbollah. Iran arms Hezbollah. The United States supplies Israel with weapons.",
    "gaza-2": "Hezbollah fired rockets at Israel. Iran supports Hezbollah.",
    "gaza-3": "Israel bombed Hezbollah. The United States backs Israel.",
}


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A graph of `PROSE`, without a word on the conflicts."""
    folder = tmp_path_factory.mktemp("three")
    for name, text in PROSE.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build(folder, graph=folder / "graph", extractor="dependency")
    return Graph.open(folder / "graph")


def told(graph):
    return graph.actors(), list(graph.claims()), list(graph.articles())


def test_articles_of_three_conflicts_in_one_folder_are_claimedapart_whoever_occurs_in_all(three):
    names = {article.key: article.id.split("-")[0] for article in three.articles()}
    made = three.conflicts()
    assert sorted(sorted(names[key] for key in c.articles) for c in made) == [["congo"] * 3, ["gaza"] * 3, ["sudan"] * 3]
    assert not any(c.given for c in made)
    assert any(c.name == "Sudan: Abdel Fattah al-Burhan / RSF" for c in made)


def test_the_order_of_articles_and_claims_changes_nothing(three):
    actors, claims, articles = told(three)
    expected = conflicts(actors, claims, articles)
    for seed in range(5):
        for each in (actors, claims, articles):
            random.Random(seed).shuffle(each)
        assert conflicts(actors, claims, articles) == expected


# Who backs, fights or meets whom in one war of two sides, an article each.
WAR = (
    (("Army", "attacks", "Rebels"),),
    (("Rebels", "attacks", "Army"), ("Rebels", "attacks", "Town")),
    (("Arda", "supports", "Army"), ("Arda", "consultsWith", "General")),
    (("Osk", "supportsMilitarily", "Rebels"), ("Army", "accuses", "Osk")),
    (("Army", "sanctions", "Osk"), ("Osk", "supports", "Rebels")),
    (("Power", "sanctions", "Rebels"), ("Power", "sanctions", "Army")),
    (("Tir", "supportsMilitarily", "Army"),),
    (("Legion", "supports", "Rebels"), ("Ilm", "attacks", "Rebels"), ("Ilm", "supports", "Army")),
    (("Rebels", "alliedWith", "Front"), ("Army", "accuses", "Kem"), ("Kem", "supports", "Rebels")),
    (("Army", "attacks", "Rebels"), ("Front", "attacks", "Army")),
    (("General", "consultsWith", "Tir"), ("Tir", "supports", "Army"), ("General", "opposes", "Rebels")),
    (("Legion", "supports", "Rebels"), ("Osk", "consultsWith", "General")),
)
# The actors of another war in their place, and the power that is in both.
ANOTHER = dict(zip(("Army", "Rebels", "Arda", "Osk", "Tir", "Front", "General", "Town", "Legion", "Ilm", "Kem"), ("Guard", "Militia", "Vel", "Nor", "Ost", "Wing", "Marshal", "City", "Corps", "Fen", "Lur"), strict=True))
KINDS = {ActorClass.ARMED: ("Army", "Rebels", "Front", "Legion", "Guard", "Militia", "Wing", "Corps"), ActorClass.PERSON: ("General", "Marshal"), ActorClass.PLACE: ("Town", "City")}


def articles_on(war):
    """Return actors (states unless `KINDS` says otherwise), claims and articles of a war."""
    claims = [claim(*one, article=f"k{number:02}") for number, said in enumerate(war) for one in said]
    kinds = {name: kind for kind, names in KINDS.items() for name in names}
    actors = [Actor(name, name, kinds.get(name, ActorClass.STATE)) for name in sorted({end for c in claims for end in (c.subject, c.object)})]
    return actors, claims, [Article(f"k{number:02}", f"k{number:02}", "0") for number in range(len(war))]


def test_articles_on_one_war_are_one_conflict_whoever_backs_either_side_in_each():
    """The two sides are in almost every article, so that they seemed common; each pair of one article seemed rare, and set it apart."""
    made = [c for c in conflicts(*articles_on(WAR)) if not c.is_rest]
    assert [c.name for c in made] == ["Army / Rebels"]
    assert len(made[0].articles) >= len(WAR) - 1


def test_a_conflict_is_not_named_after_an_uncertain_attack():
    """A claim under .5 counts in no analysis, but named the conflict."""
    actors, claims, articles = articles_on(WAR)
    weak = [replace(claim("France", "attacks", "Army", article=key), confidence=0.2) for key in sorted({c.article for c in claims})]
    made = conflicts([*actors, Actor("France", "France", ActorClass.STATE)], [*claims, *weak, *weak], articles)
    assert "Army / Rebels" in {c.name for c in made}


@pytest.mark.parametrize("how", [{"valid": TimeSpan(ended=True)}, {"polarity": Polarity.NEGATIVE}, {"status": Status.PLANNED, "cue": "will"}])
def test_a_conflict_of_which_all_is_over_denied_or_planned_has_a_name(how):
    """Its heading in the brief was empty."""
    claims = [replace(claim("Arda", "sanctions", "Osk", article=key), **how) for key in ("k00", "k01")]
    actors, articles = [Actor(name, name, ActorClass.STATE) for name in ("Arda", "Osk")], [Article(key, key, "0") for key in ("k00", "k01")]
    assert [(c.id, c.name) for c in conflicts(actors, claims, articles)] == [("arda-osk", "Arda / Osk")]


def test_two_wars_that_share_a_great_power_stay_two_conflicts():
    other = tuple(tuple((ANOTHER.get(s, s), p, ANOTHER.get(o, o)) for s, p, o in said) for said in WAR)
    made = [c for c in conflicts(*articles_on((*WAR, *other))) if not c.is_rest]
    assert sorted(c.name for c in made) == ["Army / Rebels", "Guard / Militia"]
    assert not {"Army", "Rebels"} & set(next(c for c in made if c.name == "Guard / Militia").actors)


def test_two_wars_in_which_the_same_two_states_talk_stay_apart():
    """Russia and Turkey talk about Syria and about Ukraine."""
    talks = ("Power", "consultsWith", "Tir")
    wars = ((talks, ("Arda", "attacks", "Legion"), ("Vel", "supports", "Legion"), ("Vel", "attacks", "Arda")), (talks, ("Guard", "attacks", "Ilm"), ("Fen", "supports", "Guard"), ("Fen", "attacks", "Ilm")))
    assert all(c.is_rest or len(c.articles) == 1 for c in conflicts(*articles_on(wars)))


def test_a_name_that_sources_give_counts_and_articles_that_are_like_it_join_it(three):
    actors, claims, articles = told(three)
    named = [replace(a, conflict="The Great Lakes" if a.id == "congo-1" else "the great lakes" if a.id == "congo-2" else None) for a in articles]
    made = conflicts(actors, claims, named)
    lakes = next(c for c in made if c.given)
    assert lakes.id == "the-great-lakes"
    assert {a.id for a in articles if a.key in lakes.articles} == {"congo-1", "congo-2", "congo-3"}


def test_a_short_article_that_is_like_no_other_goes_to_other_and_one_without_claims_is_in_none():
    article, lone, silent = (Article(key, key, "0") for key in ("a", "b", "c"))
    claims = [claim("x", "attacks", "y", article="a"), claim("p", "supports", "q", article="b")]
    made = conflicts([], claims, [replace(article, conflict="War"), lone, silent])
    assert [(c.name, c.articles) for c in made] == [("War", ("a",)), ("Other", ("b",))]


def test_conflicts_of_like_names_have_ids_of_their_own():
    articles = [Article("a", "a", "0", conflict="Chad!"), Article("b", "b", "0", conflict="Chad?"), Article("c", "c", "0", conflict="Other")]
    claims = [claim("x", "attacks", "y", article=key) for key in "abc"]
    ids = [c.id for c in conflicts([], [*claims, claim("p", "supports", "q", article="d")], articles)]
    assert len(ids) == len(set(ids))


def test_a_conflict_is_found_by_id_by_name_and_by_a_part_of_it_and_a_wrong_name_is_proposed_the_nearest(three):
    made = three.conflicts()
    sudan = next(c for c in made if c.name.startswith("Sudan"))
    assert find_conflict(made, sudan.id) is find_conflict(made, sudan.name) is find_conflict(made, "sudan") is sudan
    with pytest.raises(UnknownName, match="did you mean Sudan: Abdel Fattah al-Burhan / RSF"):
        find_conflict(made, "sudan: burhan and rsf")
    with pytest.raises(UnknownName, match="graphkit conflicts"):
        find_conflict(made, "")


def test_the_graph_of_one_conflict_holds_its_articles_its_claims_and_its_direct_triples_only(three):
    sudan = next(c for c in three.conflicts() if c.name.startswith("Sudan"))
    part = three.within("sudan")
    assert {a.key for a in part.articles()} == set(sudan.articles)
    assert {c.id for c in part.claims()} == {c.id for c in within(three.claims(), sudan)}
    assert {a.id for a in part.actors()} < {a.id for a in three.actors()}
    assert part.drift() == (0, 0)
    assert part.validate() == []
    assert {a.id for a in three.articles()} == set(PROSE)


def test_camps_are_those_of_the_conflict(three):
    """Israel, Turkey and Ukraine are in no camp together only because the United States backs each of them in its war."""
    whole, part = three.analyze(), three.within("sudan").analyze()
    assert any("Israel" in camp.members for camp in whole.camps)
    assert not any("Israel" in camp.members for camp in part.camps)
    assert {camp.conflict for camp in whole.camps} == {conflict.name for conflict in three.conflicts()}
    for conflict in three.conflicts():
        own = [(camp.members, camp.sure) for camp in three.within(conflict.id).analyze().camps]
        assert [(camp.members, camp.sure) for camp in whole.camps if camp.conflict == conflict.name] == own


def test_articles_that_belong_to_no_conflict_share_no_camp():
    claimed = [claim("Power", "supports", "Arda", article="k1"), claim("Power", "supports", "Osk", article="k2")]
    made, _ = camps_within([Conflict("other", "Other", ("k1", "k2"), ())], claimed, lambda key: Article(key, key, "0"))
    assert sorted(sorted(camp.members) for camp in made) == [["Arda", "Power"], ["Osk", "Power"]]


def test_an_actor_of_several_conflicts_is_once_in_a_picture_and_in_gexf_in_the_one_with_most_of_its_claims():
    parts = [Conflict("big", "Big", ("k1",), ()), Conflict("small", "Small", ("k2",), ())]
    claimed = [claim("Power", "supports", "Arda", article="k1"), claim("Ilm", "supports", "Arda", article="k1"), claim("Power", "supports", "Osk", article="k2"), claim("Power", "criticizes", "Tir", article="k2")]
    found = main_camps(parts, claimed, lambda key: Article(key, key, "0"))
    assert found["Power"] == found["Osk"] == (1, "small")
    assert found["Ilm"] == found["Arda"] == (0, "big")
    assert "Tir" not in found
    once = [member for camp in each_once(camps_within(parts, claimed, lambda key: Article(key, key, "0"))[0]) for member in camp.members]
    assert sorted(once) == ["Arda", "Ilm", "Power"]


def test_ten_thousand_articles_take_bounded_time_and_keep_their_conflicts_apart():
    articles, claims, actors = [], [], [Actor("Power", "Power", ActorClass.STATE)]
    dice = random.Random(3)
    for n in range(10_000):
        war = n % 20
        ends = [f"w{war}-{dice.randrange(12)}" for _ in range(4)]
        articles.append(Article(f"{dice.getrandbits(64):016x}", str(war), "0", published=date(2024, 1, 1)))
        claims += [claim(a, "attacks", b, article=articles[-1].key) for a, b in zip(ends[::2], ends[1::2], strict=True) if a != b]
        claims.append(claim("Power", "criticizes", ends[0], article=articles[-1].key))
    began = time.process_time()
    made = conflicts(actors, claims, articles)
    assert time.process_time() - began < 60
    wars = {article.key: article.id for article in articles}
    assert all(len({wars[key] for key in c.articles}) == 1 for c in made[:20])


# Headlines ---------------------------------------------------------------------------


def claim(subject, predicate, object_, status=Status.ASSERTED, polarity=Polarity.POSITIVE, article="a"):
    cue = None if status is Status.ASSERTED else "reportedly"
    return Claim(article, subject, predicate, object_, subject, object_, (Evidence(0, 1, "q"),), status=status, polarity=polarity, cue=cue, confidence=0.9)


def line(*claims, kinds=()):
    ends = {end for c in claims for end in (c.subject, c.object)}
    kinds = dict(kinds)
    return headline([Actor(end, end, kinds.get(end, ActorClass.STATE)) for end in sorted(ends)], claims, lambda key: Article(key, key, "0"))


def test_both_sides_are_named_with_who_stands_with_them():
    war = [claim("Norvia", "attacks", "Belmark"), claim("Arda", "supports", "Norvia"), claim("Ilm", "supportsMilitarily", "Belmark"), claim("Osk", "alliedWith", "Belmark")]
    assert line(*war) == "Ilm and Osk stand with Belmark; Arda with Norvia."


def test_who_is_only_alleged_to_attack_is_no_rival():
    assert line(claim("Norvia", "attacks", "Belmark", Status.ALLEGED), claim("Arda", "supports", "Osk")) == "Arda stands with Osk."


def test_alleged_backers_weigh_half_and_sanctions_come_before_words():
    """A side of old allegations took the place of the two that fight now, whose backers are stated."""
    rumoured = [claim("Ilm", "attacks", "Tarn"), *(claim(*said, Status.ALLEGED) for said in (("Osk", "supports", "Ilm"), ("Zar", "supports", "Ilm"), ("Osk", "supports", "Tarn")))]
    stated = [claim("Norvia", "attacks", "Belmark"), claim("Arda", "supports", "Norvia"), claim("Dun", "supports", "Belmark")]
    assert line(*rumoured, *stated) == "Dun stands with Belmark; Arda with Norvia."
    assert line(claim("Arda", "criticizes", "Belmark"), claim("Ilm", "sanctions", "Osk")) == "Ilm sanctions Osk."


def test_what_is_alleged_disputed_or_for_both_is_said_to_be():
    war = [
        claim("Norvia", "attacks", "Belmark"), claim("Arda", "supports", "Norvia"), claim("Arda", "supports", "Belmark"), claim("Ilm", "supports", "Norvia"),
        claim("Osk", "supports", "Norvia", Status.ALLEGED), claim("Tir", "supports", "Belmark"), claim("Tir", "supports", "Belmark", polarity=Polarity.NEGATIVE),
    ]
    assert line(*war) == "Ilm stands with Norvia, as Osk allegedly does; Tir (disputed) with Belmark; Arda with both."


def test_a_backer_is_disputed_only_if_the_backing_is_denied_and_an_ally_at_either_end():
    war = [claim("Norvia", "attacks", "Belmark"), claim("Tir", "supports", "Belmark"), claim("Tir", "threatens", "Belmark"), claim("Tir", "threatens", "Belmark", polarity=Polarity.NEGATIVE)]
    assert line(*war) == "Tir (reported both ways) stands with Belmark, against Norvia."
    allied = [claim("Norvia", "attacks", "Belmark"), claim("Belmark", "alliedWith", "Tir"), claim("Belmark", "alliedWith", "Tir", polarity=Polarity.NEGATIVE)]
    assert line(*allied) == "Tir (disputed) stands with Belmark, against Norvia."
    # The support is stated and undisputed; only the alleged deliveries are denied.
    arms = [claim("Tir", "supports", "Belmark"), claim("Tir", "supportsMilitarily", "Belmark", Status.ALLEGED), claim("Tir", "supportsMilitarily", "Belmark", polarity=Polarity.NEGATIVE)]
    assert line(claim("Norvia", "attacks", "Belmark"), *arms) == "Tir stands with Belmark, against Norvia."
    assert line(claim("Norvia", "attacks", "Belmark"), *arms[1:]) == "Tir (disputed) only allegedly stands with Belmark, against Norvia."


def test_who_opposes_a_backer_opposes_whom_he_backs():
    war = [claim("Norvia", "rejects", "Ilm"), claim("Ilm", "supports", "Belmark"), claim("Osk", "supports", "Belmark"), claim("Arda", "supports", "Norvia")]
    assert line(*war) == "Ilm and Osk stand with Belmark; Arda with Norvia."
    assert line(claim("Arda", "accuses", "Ilm"), claim("Ilm", "supports", "Belmark"), claim("Osk", "supports", "Belmark")) == "Ilm and Osk stand with Belmark."


def test_what_is_only_planned_or_possible_or_denied_is_no_backing_nor_are_recognition_and_relief():
    war = [claim("Norvia", "attacks", "Belmark"), claim("Arda", "supports", "Norvia", Status.PLANNED), claim("Ilm", "supports", "Norvia", Status.POSSIBLE), claim("Osk", "supports", "Belmark", polarity=Polarity.NEGATIVE)]
    war += [claim("Tir", "recognizes", "Belmark"), claim("Dun", "givesHumanitarianAidTo", "Norvia")]
    assert line(*war) == "Norvia attacks Belmark."


@pytest.mark.parametrize(
    ("hostile", "says"),
    [
        ([("Russia", "attacks", "Georgia")], "Russia attacks Georgia."),
        ([("Russia", "attacks", "Georgia"), ("Georgia", "accuses", "Russia")], "Russia attacks Georgia."),
        ([("Russia", "attacks", "Georgia"), ("Georgia", "attacks", "Russia")], "Georgia and Russia attack each other."),
        ([("Russia", "fights", "Georgia")], "Georgia and Russia fight each other."),
        ([("Russia", "sanctions", "Georgia")], "Russia sanctions Georgia."),
        ([("Russia", "criticizes", "Georgia")], "Russia criticizes Georgia."),
        ([("Russia", "criticizes", "Georgia"), ("Georgia", "criticizes", "Russia")], "Georgia and Russia criticize each other."),
        ([("Russia", "criticizes", "Georgia"), ("Russia", "threatens", "Georgia")], "Russia opposes Georgia."),
        ([("Russia", "designatesAsTerrorist", "Georgia")], "Russia designates Georgia as terrorist."),
        ([("Russia", "criticizes", "Georgia"), ("Georgia", "rejects", "Russia")], "Georgia and Russia oppose each other."),
    ],
)
def test_the_headline_says_who_does_what_to_whom(hostile, says):
    assert line(*(claim(*words) for words in hostile)) == says


def test_the_headline_of_a_detected_conflict_is_about_the_two_that_name_it():
    """Of equal quarrels it told of the first by the ids, so that 'Georgia / Russia' was about Arda and Belmark."""
    claims = [claim("Arda", "criticizes", "Belmark"), claim("Russia", "criticizes", "Georgia"), *(claim("Russia", "consultsWith", other) for other in ("Ilm", "Norvia", "Osk", "Tarn"))]
    actors = [Actor(end, end, ActorClass.STATE) for end in ("Arda", "Belmark", "Georgia", "Ilm", "Norvia", "Osk", "Russia", "Tarn")]
    article = Article("a", "a", "0")
    [one] = conflicts(actors, claims, [article])
    assert (one.name, one.rivals) == ("Georgia / Russia", ("Georgia", "Russia"))
    assert headline(actors, claims, lambda key: article, named=one.rivals) == "Russia criticizes Georgia."
    assert headline(actors, claims, lambda key: article) == "Arda criticizes Belmark."


def test_of_two_reported_both_ways_the_headline_says_so():
    """One of the two reports alone would be half of what was read; a single friendly one does not hide who attacks whom."""
    hostile, friendly = claim("Norvia", "attacks", "Belmark"), claim("Norvia", "supports", "Belmark", article="b")
    assert line(hostile, friendly) == "Norvia attacks Belmark (reported both ways)."
    assert line(hostile, friendly, claim("Belmark", "attacks", "Norvia", article="d")) == "Belmark and Norvia attack each other (reported both ways)."
    assert line(hostile, friendly, claim("Belmark", "cooperatesWith", "Norvia", article="c")) == line(hostile, friendly)
    assert line(hostile, friendly, claim("Norvia", "supports", "Belmark", article="c")) == "Norvia (reported both ways) stands with Belmark."
    assert line(hostile, claim("Norvia", "cooperatesWith", "Belmark"), claim("Arda", "supports", "Norvia")) == "Arda stands with Norvia, against Belmark (reported both ways)."
    assert line(hostile, claim("Norvia", "cooperatesWith", "Belmark", Status.ALLEGED)) == "Norvia attacks Belmark."


def test_two_that_agree_in_more_sources_than_they_quarrel_are_no_rivals_unless_they_fight():
    """As in the camps, which put them into one."""
    pact = [claim("Norvia", "hasAgreementWith", "Belmark", article=key) for key in "bc"]
    assert line(claim("Norvia", "criticizes", "Belmark"), *pact) == "Belmark and Norvia have an agreement with each other."
    assert line(claim("Norvia", "criticizes", "Belmark"), pact[0]) == "Norvia criticizes Belmark (reported both ways)."
    assert line(claim("Norvia", "attacks", "Belmark"), *pact) == "Norvia attacks Belmark (reported both ways)."


def test_who_backs_a_leader_backs_his_body_and_whose_backers_are_unknown_is_named_as_the_opponent():
    war = [claim("General", "commands", "Front"), claim("Arda", "supports", "General"), claim("Ilm", "supports", "Front"), claim("Front", "attacks", "Belmark")]
    kinds = {"General": ActorClass.PERSON, "Front": ActorClass.ARMED}
    assert line(*war, kinds=kinds) == "Arda and Ilm stand with General, against Belmark."


def test_who_only_criticises_one_with_backers_is_not_what_they_stand_against():
    """ "Wagner stands with the RSF, against the United Kingdom", which had condemned the RSF."""
    backed = claim("Arda", "supports", "Belmark")
    assert line(backed, claim("Ilm", "criticizes", "Belmark")) == "Arda stands with Belmark."
    assert line(backed, claim("Ilm", "sanctions", "Belmark")) == "Arda stands with Belmark, against Ilm."


def test_without_rivals_the_headline_names_backers_or_who_talks_and_without_either_there_is_none():
    assert line(claim("Arda", "supports", "Ilm")) == "Arda stands with Ilm."
    assert line(claim("Arda", "consultsWith", "Ilm")) == "Arda and Ilm talk."
    assert line(claim("Arda", "cooperatesWith", "Ilm")) == "Arda and Ilm cooperate with each other."
    assert line(claim("Arda", "hasAgreementWith", "Ilm")) == "Arda and Ilm have an agreement with each other."
    assert line(claim("Arda", "hasAgreementWith", "Ilm"), claim("Arda", "compliesWith", "Ilm")) == "Arda and Ilm cooperate with each other."
    assert line(claim("Arda", "hasAgreementWith", "Ilm"), claim("Arda", "consultsWith", "Ilm")) == "Arda and Ilm talk."
    assert line(claim("Arda", "consultsWith", "Ilm", Status.ALLEGED)) == ""
    assert line(claim("Arda", "controlsTerritory", "Ilm")) == ""
    assert line() == ""


def test_a_quarrel_of_two_states_about_one_group_has_not_the_country_of_the_group_for_its_place(tmp_path):
    """Niger accused Benin of sheltering JNIM, and Benin denied it: the conflict was called "Mali: Benin / Niger"."""
    for number, text in enumerate(("Niger accused Benin of sheltering JNIM. Benin denied that it supports JNIM.", "Niger attacked Benin. JNIM attacked Benin.", "Niger accused Benin of arming JNIM.")):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    build(tmp_path, graph=tmp_path / "g", extractor="dependency")
    assert [one.name for one in Graph.open(tmp_path / "g").conflicts()] == ["Benin / Niger"]


def test_the_place_of_a_conflict_is_that_of_no_outlet_and_no_body_of_the_un():
    """Who reports on a war and who feeds its people made "United Kingdom: Sudan / …" and "United Nations: …"."""
    types = {"BBC": (ActorClass.ORGANIZATION, "news-outlet"), "Sunday_Times": (ActorClass.ORGANIZATION, "news-outlet"), "WFP": (ActorClass.INTERNATIONAL, "intergovernmental"), "OHCHR": (ActorClass.INTERNATIONAL, "intergovernmental")}
    told = [claim("Norvia", "attacks", "Belmark"), *(claim(one, said, "Norvia") for one in types for said in ("criticizes", "accuses"))]
    actors = [Actor(end, end, types.get(end, (ActorClass.STATE,))[0], type=types[end][1] if end in types else None) for end in sorted({end for c in told for end in (c.subject, c.object)})]
    assert [one.name for one in conflicts(actors, told, [Article("a", "a", "0")])] == ["Belmark / Norvia"]


def test_a_long_list_is_counted():
    war = [claim("Norvia", "attacks", "Belmark"), *(claim(f"State {n}", "supports", "Norvia") for n in range(9))]
    assert line(*war) == "State 0, State 1, State 2, State 3, State 4 and 4 more stand with Norvia, against Belmark."


@pytest.mark.parametrize(
    ("actor", "written"),
    [
        (Actor("GNA", "Government of National Accord", ActorClass.GOVERNMENT, aliases=("GNA",)), "the GNA"),
        (Actor("UAE", "United Arab Emirates", ActorClass.STATE, aliases=("UAE",)), "the UAE"),
        (Actor("USA", "United States", ActorClass.STATE, aliases=("USA",)), "the United States"),
        (Actor("NATO", "North Atlantic Treaty Organization", ActorClass.INTERNATIONAL, aliases=("NATO",)), "NATO"),
        (Actor("Wagner_Group", "Wagner Group", ActorClass.ARMED), "the Wagner Group"),
        (Actor("SPLM-N", "Sudan People's Liberation Movement-North", ActorClass.ARMED), "the Sudan People's Liberation Movement-North"),
        (Actor("Hamas", "Hamas", ActorClass.ARMED), "Hamas"),
        (Actor("Houthis", "Houthis", ActorClass.ARMED), "the Houthis"),
        (Actor("Haftar", "Khalifa Haftar", ActorClass.PERSON), "Khalifa Haftar"),
        (Actor("Turkey", "Turkey", ActorClass.STATE), "Turkey"),
        (Actor("x", "Forces for Freedom and Change", ActorClass.ORGANIZATION), "the Forces for Freedom and Change"),
        (Actor("x", "Martin Ennals Foundation", ActorClass.ORGANIZATION), "the Martin Ennals Foundation"),
        (Actor("x", "Syrian government (Assad)", ActorClass.GOVERNMENT), "the Syrian government (Assad)"),
        (Actor("x", "Doctors Without Borders", ActorClass.ORGANIZATION), "Doctors Without Borders"),
        (Actor("x", "Deutsche Bank", ActorClass.ORGANIZATION, type="company"), "Deutsche Bank"),
    ],
)
def test_names_take_the_article_that_english_gives_them(actor, written):
    assert with_article(actor) == written
    assert short_name(actor) in written


@pytest.fixture(scope="module")
def unnamed(tmp_path_factory):
    """The seed articles without a word on which conflict they are about."""
    folder = tmp_path_factory.mktemp("unnamed")
    for path in sorted((seeds_dir() / "articles").glob("*-*.md")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / path.name).write_text("".join(line for line in lines if not line.startswith("conflict:")), encoding="utf-8")
    build(folder, graph=folder / "graph")
    return Graph.open(folder / "graph")


def test_a_conflict_that_is_found_is_named_by_its_foes(unnamed):
    """Not by allies (Azerbaijan and Turkey), nor by who mediates (Martin Griffiths)."""
    names = {one.name for one in unnamed.conflicts()}
    assert {"Armenia / Azerbaijan", "Yemen: Houthi movement / Saudi Arabia", "Russia / Ukraine", "Syria: Turkey / YPG", "Libya: GNA / Khalifa Haftar"} <= names


@pytest.fixture(scope="module")
def mixed(unnamed):
    """Two wars that a later grouping takes apart, as one conflict."""
    two = [one for one in unnamed.conflicts() if one.name in ("Russia / Ukraine", "Syria: Turkey / YPG")]
    return Conflict("both", "Both", tuple(sorted(key for one in two for key in one.articles)), (), 9)


def test_the_articles_of_one_conflict_are_not_grouped_anew(unnamed, mixed, monkeypatch):
    monkeypatch.setattr(Graph, "conflicts", lambda _: (mixed,))
    one = unnamed.within("both")
    nodes = nx.read_gexf(io.BytesIO(one.export("gexf"))).nodes(data=True)
    assert {about["conflict"] for _, about in nodes} == {"both", ""}
    told = json.loads(re.search(r'id="data">(.*?)</script>', one.page(), re.DOTALL).group(1))
    assert [story["id"] for story in told["stories"]] == ["both"]


def named_by(*claims, kinds=(), owners=()):
    ends = {end for one in claims for end in (one.subject, one.object)}
    kinds = dict(kinds)
    actors = [Actor(end, end, kinds.get(end, ActorClass.STATE)) for end in sorted(ends)]
    return sorted(opponents(actors, claims, lambda key: Article(key, key, "0"), dict(owners))[0])


def test_a_conflict_goes_by_the_two_that_most_sources_set_against_each_other():
    war = [claim("Norvia", "attacks", "Belmark"), claim("Osk", "criticizes", "Norvia"), claim("Arda", "supports", "Norvia"), claim("Arda", "consultsWith", "Osk")]
    assert named_by(*war) == ["Belmark", "Norvia"]
    assert named_by(claim("Norvia", "attacks", "Town"), claim("Arda", "supports", "Norvia"), kinds={"Town": ActorClass.PLACE}, owners={"Town": "Belmark"}) == ["Belmark", "Norvia"]
    assert named_by(claim("Norvia", "attacks", "Belmark", Status.ALLEGED), claim("Arda", "supports", "Norvia")) == ["Belmark", "Norvia"]


def test_who_is_against_a_backer_is_against_whom_he_backs():
    """Two that two backers are set against, rather than a backer; but an attack on a backer is one on him."""
    proxies = [claim("Norvia", "rejects", "Arda"), claim("Belmark", "rejects", "Ilm"), claim("Arda", "supports", "Belmark"), claim("Ilm", "supports", "Norvia")]
    assert named_by(*proxies) == ["Belmark", "Norvia"]
    assert named_by(*proxies, claim("Norvia", "attacks", "Arda"), claim("Norvia", "attacks", "Arda", article="b")) == ["Arda", "Norvia"]


def test_a_conflict_is_never_named_after_a_mediator_or_two_allies():
    peace = [claim("Norvia", "consultsWith", "Envoy"), claim("Belmark", "consultsWith", "Envoy"), claim("Norvia", "rejects", "League"), claim("Norvia", "hasAgreementWith", "Belmark"), claim("Arda", "supports", "Norvia")]
    kinds = {"Envoy": ActorClass.PERSON, "League": ActorClass.INTERNATIONAL}
    assert named_by(*peace, kinds=kinds) == ["Belmark", "Norvia"]
    assert named_by(claim("Arda", "supports", "Norvia"), claim("Arda", "leads", "Norvia"), claim("Ilm", "recruits", "Norvia")) == ["Ilm", "Norvia"]


@pytest.fixture(scope="module", params=["dependency", "hybrid"])
def libya(request, tmp_path_factory):
    """The three articles on Libya, as either reader reads them."""
    folder = tmp_path_factory.mktemp(request.param)
    build(*sorted((seeds_dir() / "articles").glob("libya-*.md")), graph=folder / "graph", extractor=request.param)
    return Graph.open(folder / "graph")


def test_the_headline_of_the_three_libya_articles_names_both_camps(libya):
    (conflict,) = libya.conflicts()
    assert (conflict.name, conflict.given, len(conflict.articles)) == ("Libya", True, 3)
    made = sides(libya.actors(), libya.claims(), libya.article)
    assert {made.parties.of("LNA"), made.parties.of("Sarraj")} == {"Haftar", "GNA"}
    assert {s.side: (s.plain, s.alleged) for s in made.rivals} == {"Haftar": (("Egypt", "UAE"), ("Russia",)), "GNA": (("Turkey",), ("Qatar",))}
    assert libya.headline(conflict) == "Egypt and the UAE stand with Khalifa Haftar, as Russia allegedly does; Turkey with the GNA, as Qatar allegedly does."


def test_a_camp_goes_by_the_main_rival_else_by_whom_most_sources_set_against_others():
    made = [Pair("ally", "foe", 0, 3, (), 0), Pair("leader", "foe", 0, 2, (), 0), Pair("ally", "leader", 4, 0, (), 4)]
    assert camp_name(["ally", "leader", "third"], made, {"leader", "foe"}, str.title) == "Leader and allies"
    assert camp_name(["ally", "leader"], made, set(), str.title) == "Ally and Leader"
    assert camp_name(["leader"], made, set(), str.title) == "Leader"
