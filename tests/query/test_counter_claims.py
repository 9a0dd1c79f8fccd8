"""Counter-claims: what is said against a claim, on the one definition of a disputed tie."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model import Claim, Evidence, Lifecycle, Polarity, Status, TimeSpan
from graphkit.query.counter_claims import counter_claims


def claim(article="a", predicate="supportsMilitarily", **more):
    return Claim(article, "Turkey", predicate, "GNA", "Turkey", "GNA", (Evidence(0, 4, "word"),), **more)


STATED = claim()
DENIED = claim("b", polarity=Polarity.NEGATIVE)


def against(one, *others):
    return counter_claims([one], lambda subject, object_: [c for c in (one, *others) if (c.subject, c.object) == (subject, object_)], lambda _: None).get(one.id, ())


def test_a_denial_elsewhere_is_one_of_a_statement_and_the_reverse():
    assert against(STATED, DENIED) == (DENIED,)
    assert against(DENIED, STATED) == (STATED,)


def test_to_deny_the_wider_relation_denies_the_narrower():
    wider = replace(DENIED, predicate="supports")
    assert against(STATED, wider) == (wider,)
    assert against(replace(STATED, predicate="supports"), DENIED) == ()


def test_an_end_a_plan_and_what_is_retracted_contradict_nothing():
    assert against(STATED, replace(DENIED, valid=TimeSpan(ended=True))) == ()
    assert against(DENIED, replace(STATED, status=Status.PLANNED)) == ()
    assert against(STATED, replace(DENIED, lifecycle=Lifecycle.RETRACTED)) == ()


def test_each_pair_is_looked_up_once():
    asked = []
    counter_claims([STATED, claim(predicate="supports"), DENIED], lambda *ends: asked.append(ends) or [], lambda _: None)
    assert sorted(asked) == [("GNA", "Turkey"), ("Turkey", "GNA")]
