"""An actor that a decision introduces is described as in a build from the same articles and decisions, whatever was read first."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest

from graphkit.decisions import Replay
from graphkit.model import Act, Actor, ActorClass, ArticleRecord, Claim, Decision, Evidence
from graphkit.pipeline import Pipeline, build
from graphkit.query import validate
from graphkit.store import Store

STATES = {name: Actor(name, name, ActorClass.STATE) for name in ("Albia", "Borduria", "Caledon")}
LISTED = {**STATES, "Times": Actor("Times", "Times", ActorClass.ORGANIZATION, "news-outlet", of=STATES["Caledon"])}
LISTED["Army"] = Actor("Army", "Army", ActorClass.ARMED, "state-forces", of=STATES["Albia"])
LISTED["Fleet"] = Actor("Fleet", "Fleet", ActorClass.ARMED, "state-forces", of=LISTED["Army"])
LISTED["Guard"] = Actor("Guard", "Guard", ActorClass.ARMED, "state-forces", of=STATES["Borduria"])
LISTED["Front"] = Actor("Front", "Front", ActorClass.ARMED, "rebel-group", of=STATES["Borduria"])
READ = {**LISTED, "Wing": Actor("Wing", "Wing", ActorClass.ARMED, "rebel-group"), "Cell": Actor("Cell", "Cell", ActorClass.ORGANIZATION)}
TEXTS = {"first": ("Herald", "Albia supports Borduria."), "wing": ("Herald", "Wing attacks Albia."), "cell": ("Herald", "Cell supports Caledon."), "own": ("Cell", "Caledon attacks Borduria."), "times": ("Times", "Borduria opposes Caledon."), "post": ("Post", "Caledon attacks Borduria."), "fleet": ("Herald", "Fleet attacks Caledon."), "guard": ("Herald", "Guard attacks Front.")}


class Words(Pipeline):
    """An instant extractor: a line is subject, relation, object."""

    def __init__(self):
        self._extractors = []

    def read(self, document):
        quote = document.text.strip()
        one, relation, other = quote.rstrip(".").split()
        claim = Claim(document.key, one, relation, other, one, other, (Evidence(0, len(quote), quote),))
        return ArticleRecord(document, (READ[one], READ[other]), (claim,))


def told(folder, names):
    """Build from these texts, in this order."""
    paths = []
    for name in names:
        outlet, text = TEXTS[name]
        paths.append(folder / f"{name}.jsonl")
        paths[-1].write_text(json.dumps({"id": name, "outlet": outlet, "text": text}) + "\n")
    return paths


def decided(graph, made, new):
    with Store.open(graph).writer() as writer:
        writer.apply_decision(new, Replay([*made, new], LISTED.get))


def described(graph, actor):
    lines = Store.open(graph).view().dump("ntriples").decode().splitlines()
    return sorted(line for line in lines if line.startswith(f"<https://w3id.org/graphkit/id/{actor}> "))


CASES = {
    "a merge before an article describes its actor": ("Wing", ["first"], [(Act.MERGE, "Albia", "Wing")], ["wing"]),
    "a split before an article describes its actor": ("Wing", ["first"], [(Act.SPLIT, "CLAIM:subject", "Wing")], ["wing"]),
    "a merge into an outlet before its articles": ("Post", ["first"], [(Act.MERGE, "Albia", "Post")], ["post"]),
    "a split onto an outlet before its articles": ("Post", ["first"], [(Act.SPLIT, "CLAIM:subject:State", "Post")], ["post"]),
    "a merge into a listed outlet that no article names": ("Times", ["first", "times"], [(Act.MERGE, "Albia", "Times")], []),
    "a split onto a listed outlet that no article names": ("Times", ["first", "times"], [(Act.SPLIT, "CLAIM:subject", "Times")], []),
    "a merge into a listed outlet, taken back": ("Times", ["first", "times"], [(Act.MERGE, "Albia", "Times"), (Act.ACCEPT, "Albia", "Times")], []),
    "a split into a name that an earlier merge had": ("Sea", ["first", "wing"], [(Act.MERGE, "Wing", "Sea"), (Act.MERGE, "Sea", "Caledon"), (Act.SPLIT, "CLAIM:subject:Organization", "Sea")], []),
    "the class that a split gives, not that of what is merged into it": ("Sea", ["times", "first"], [(Act.SPLIT, "CLAIM:object:Organization", "Sea"), (Act.MERGE, "Caledon", "Sea")], ["wing"]),
    "the class of the first merge of a listed actor": ("Sea", ["first", "wing", "times"], [(Act.MERGE, "Wing", "Sea"), (Act.MERGE, "Caledon", "Sea"), (Act.MERGE, "Albia", "Sea")], ["post"]),
    "the class of the first merge of unlisted actors": ("Zone", ["first", "wing", "cell"], [(Act.MERGE, "Wing", "Sea"), (Act.MERGE, "Cell", "Sea"), (Act.MERGE, "Sea", "Zone")], []),
    "the class of the first merge of unlisted actors that is not taken back": ("Sea", ["first", "wing", "cell"], [(Act.MERGE, "Wing", "Sea"), (Act.MERGE, "Cell", "Sea"), (Act.ACCEPT, "Wing", "Sea")], []),
    "a part of what is merged": ("Army", ["fleet", "first"], [(Act.MERGE, "Albia", "Caledon")], []),
    "a part of what was merged before it was read": ("Army", ["times", "first"], [(Act.MERGE, "Albia", "Caledon")], ["fleet"]),
    "a part of what was merged into two in turn": ("Army", ["fleet", "first"], [(Act.MERGE, "Albia", "Borduria"), (Act.MERGE, "Borduria", "Sea")], []),
    "a part of what was merged and parted again": ("Army", ["fleet", "first"], [(Act.MERGE, "Albia", "Caledon"), (Act.MERGE, "Caledon", "Borduria"), (Act.ACCEPT, "Albia", "Caledon")], []),
    "a part of what is merged into this part": ("Army", ["fleet", "first"], [(Act.MERGE, "Albia", "Fleet")], []),
    "a part of what is merged into this part, and back": ("Army", ["fleet", "first"], [(Act.MERGE, "Albia", "Army"), (Act.MERGE, "Army", "Albia")], []),
    "parts of two that are merged into each other's parts": ("Army", ["fleet", "guard", "first"], [(Act.MERGE, "Albia", "Guard"), (Act.MERGE, "Borduria", "Fleet")], []),
    "an actor whose country is merged into an army": ("Front", ["guard", "first"], [(Act.MERGE, "Borduria", "Guard")], ["fleet"]),
    "an actor whose country is merged into what an article calls an organization": ("Front", ["guard", "cell", "first"], [(Act.MERGE, "Borduria", "Cell")], []),
    "an outlet that was named before one of its articles was read": ("Cell", ["first", "cell"], [], ["own"]),
    "the actor of a split, merged and parted again": ("Sea", ["first"], [(Act.SPLIT, "CLAIM:subject:State", "Sea"), (Act.MERGE, "Sea", "Caledon"), (Act.ACCEPT, "Sea", "Caledon")], []),
}


@pytest.mark.parametrize(("actor", "before", "acts", "after"), CASES.values(), ids=CASES)
def test_an_actor_that_a_decision_introduces_is_described_as_in_a_rebuild(tmp_path, actor, before, acts, after):
    graph, made = tmp_path / "g", []
    build(told(tmp_path, before), graph, pipeline=Words())
    claim = next(claim.id for claim in Store.open(graph).view().claims() if claim.subject == "Albia")
    for act, target, value in acts:
        new = Decision(act, target.replace("CLAIM", claim), value, "Ada", date(2024, 1, 1), str(len(made)))
        decided(graph, made, new)
        made.append(new)
    build(told(tmp_path, after), graph, pipeline=Words(), replay=Replay(made, LISTED.get))
    for number, names in enumerate(([*before, *after], [*reversed(after), *reversed(before)])):
        build(told(tmp_path, names), tmp_path / str(number), pipeline=Words(), replay=Replay(made, LISTED.get))
        assert described(graph, actor) == described(tmp_path / str(number), actor)
        assert Store.open(graph).view().dump("turtle") == Store.open(tmp_path / str(number)).view().dump("turtle")
    assert validate(Store.open(graph).view()) == []


def test_the_parts_of_a_merged_actor_belong_to_the_other_until_the_merge_is_taken_back(tmp_path):
    graph, made = tmp_path / "g", []
    build(told(tmp_path, ["fleet", "first"]), graph, pipeline=Words())
    for act, other, whole in ((Act.MERGE, "Caledon", "Caledon"), (Act.ACCEPT, "Caledon", "Albia"), (Act.MERGE, "Sea", "Sea")):
        new = Decision(act, "Albia", other, "Ada", date(2024, 1, 1), str(len(made)))
        decided(graph, made, new)
        made.append(new)
        wholes = {actor.id: [each.id for each in actor.wholes] for actor in Store.open(graph).view().actors()}
        assert wholes["Fleet"] == ["Army", whole]


def test_a_chain_of_merges_in_reverse_order_may_be_longer_than_the_stack(tmp_path):
    names = ["Cell", *(f"Sea{number}" for number in range(1, 1200))]
    made = [Decision(Act.MERGE, one, other, "Ada", date(2024, 1, 1), one) for one, other in pairwise(names)]
    build(told(tmp_path, ["cell"]), tmp_path / "g", pipeline=Words(), replay=Replay(made[::-1], LISTED.get))
    assert [(actor.id, actor.kind) for actor in Store.open(tmp_path / "g").view().actors() if actor.id.startswith("Sea")] == [("Sea1", ActorClass.ORGANIZATION)]
