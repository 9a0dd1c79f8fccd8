"""What is worked out of claims in short, which the index gives, is what is worked out of the claims themselves."""

from __future__ import annotations

import functools
from dataclasses import fields
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings

from graphkit import Graph
from graphkit.analyze import analyze, conflicts, headline, within
from graphkit.model import Brief, Status
from graphkit.standing import STATED
from graphkit.store import Store
from tests.conftest import examples
from tests.store.named.test_equal import DAY, DRAWN, articles, graph, record


def values(made):
    """An analysis with the claims of its pairs read."""
    plain = {field.name: getattr(made, field.name) for field in fields(made)}
    return {**plain, **{name: [(p.first, p.second, p.friendly, p.hostile, list(p.claims)) for p in plain[name]] for name in ("pairs", "mixed")}}


def same(folder, day, since):
    """What a graph in a folder gives is what its claims give."""
    opened = Graph.open(folder)
    claims, article, actors = list(opened.claims(out_of_force=True)), functools.cache(opened.article), opened.actors()
    for alleged in (False, True):
        statuses = (*STATED, Status.ALLEGED, Status.PROBABLE) if alleged else STATED
        for when in (None, day):
            assert values(opened.analyze(day=when, since=since, alleged=alleged)) == values(analyze(claims, article, actors={actor.id: actor for actor in actors}, day=when, since=since, statuses=statuses, parts=opened.conflicts()))
    made = opened.conflicts()
    assert made == conflicts(actors, claims, opened.articles())
    assert opened.headline(day=day) == headline(actors, claims, article, day)
    for conflict in made:
        assert opened.headline(conflict) == headline(actors, within(claims, conflict), article)
    return opened


# Each graph is written to disk.
@settings(max_examples=examples(8), deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(articles)
def test_a_graph_with_denied_planned_ended_retracted_and_rejected_claims(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("g") / "g"
    graph(folder, drawn, withdrawn=True)
    same(folder, DAY + timedelta(1), DAY)


def test_the_graph_of_the_seeds_and_its_report(seed_folder, tmp_path):
    """A file of the same graph has no index: its claims are read from the engine."""
    opened = same(seed_folder, DAY, DAY - timedelta(2000))
    assert all(isinstance(brief, Brief) for brief in opened._view.briefs())
    (tmp_path / "graph.nq").write_bytes(opened.export("nquads"))
    dumped = Graph.open(tmp_path / "graph.nq")
    # Unread inputs stands in the folder.
    dumped.folder = opened.folder
    assert dumped.report(markdown=True) == opened.report(markdown=True)


def test_disputed_ties_are_right_while_a_writer_is_at_work(tmp_path):
    """The ties of its pairs follow when it has done."""
    (ends, relation, status, polarity, *rest), *_ = DRAWN[0][0]
    graph(tmp_path / "g", DRAWN)
    denied = [(ends, relation, status, type(polarity).NEGATIVE, *rest)]
    with Store.open(tmp_path / "g").writer(texts=False) as writer:
        writer.add(record(9, denied, "Courier", 1, True))
        during = Graph.open(tmp_path / "g").disputed()
    assert during == Graph.open(tmp_path / "g").disputed()
    assert [(tie.subject, tie.object) for tie in during] == [ends]


def test_a_retracted_article_has_no_claim_in_short(tmp_path):
    graph(tmp_path / "g", DRAWN, withdrawn=True)
    opened = Graph.open(tmp_path / "g")
    assert {brief.id for brief in opened._view.briefs()} == {claim.id for claim in opened.claims()}
    assert len(list(opened._view.briefs())) < len(list(opened.claims(out_of_force=True)))
