"""What a graph goes through in months leaves what a build from the same articles and decisions gives, byte for byte."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
from datetime import date, timedelta

import pytest

from graphkit.decisions import Replay
from graphkit.errors import UnknownName, UsageError
from graphkit.model import (
    Act,
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Decision,
    Evidence,
    Lifecycle,
    Status,
)
from graphkit.pipeline import Pipeline, build
from graphkit.store import Store
from tests.conftest import examples

NAMES = ("Albia", "Borduria", "Caledon", "Dalmia", "Estria")
RELATIONS = ("supports", "attacks", "opposes")
FIRST = date(2024, 1, 1)


class Words(Pipeline):
    """An instant extractor: each line is subject, relation, object, and a speaker or nothing."""

    def __init__(self, stop_at=None):
        self._extractors, self._stop_at = [], stop_at

    def read(self, document):
        if document.id == self._stop_at:
            raise KeyboardInterrupt
        claims = []
        for line in filter(None, document.text.splitlines()):
            one, relation, other, *said = line.rstrip(".").split()[:4]
            start = document.text.index(line)
            more = {"status": Status.ALLEGED, "attributed_to": said[0], "attribution_text": "said", "cue": "said"} if said else {}
            claims.append(Claim(document.key, one, relation, other, one, other, (Evidence(start, start + len(line), line),), **more))
        named = sorted({name for claim in claims for name in (claim.subject, claim.object, claim.attributed_to) if name})
        return ArticleRecord(document, tuple(Actor(name, name, ActorClass.STATE) for name in named), tuple({claim.id: claim for claim in claims}.values()))


def line(dice):
    one, other, said = dice.sample(NAMES, 3)
    return " ".join([one, dice.choice(RELATIONS), other, *([said] if dice.random() < 0.4 else [])]) + "."


def write(folder, story, version, lines):
    row = {"id": f"{story}-{version}", "text": "\n".join(lines), "url": f"https://example.org/{story}", "outlet": f"Paper {story}", "date": str(FIRST + timedelta(version))}
    (folder / f"{story}-{version}.jsonl").write_text(json.dumps(row) + "\n")


def decision(dice, view, made, day):
    """Return a decision that a user may make on this graph."""
    claims = sorted(view.claims(), key=lambda claim: claim.id)
    active = [claim for claim in claims if claim.lifecycle is Lifecycle.ACTIVE] or claims
    merges, rejected = [each for each in made if each.act is Act.MERGE], [each for each in made if each.act in (Act.REJECT, Act.RETRACT)]
    back = dice.choice([*merges, *rejected, None])
    one, article = dice.choice(active).id, dice.choice(claims).article
    choices = [(Act.REJECT, one), (Act.SWAP, one), (Act.RELATION, one, dice.choice(RELATIONS)), (Act.STATUS, one, dice.choice(("asserted", "alleged", "declared"))), (Act.POLARITY, one, "negative")]
    choices += [(Act.SPLIT, f"{one}:subject:State", dice.choice((*NAMES, "Fenland"))), (Act.MERGE, *dice.sample((*NAMES, "Fenland"), 2)), (Act.RETRACT, article), (Act.RENAME, dice.choice((*NAMES, "Paper_1")), f"Name {day}")]
    if back is not None:
        choices += 3 * [(Act.RESTORE if back.act is Act.RETRACT else Act.ACCEPT, back.target, back.value)]
    return Decision(*dice.choice(choices), who="Ada", on=FIRST + timedelta(day), why=str(day))


def decided(graph, made, new):
    """Apply a decision, unless the graph has nothing for it."""
    with Store.open(graph).writer() as writer:
        try:
            writer.apply_decision(new, Replay([*made, new]))
        except (UnknownName, UsageError):
            return made
    return [*made, new]


@pytest.mark.parametrize("seed", range(examples(2)))
def test_the_same_articles_and_decisions_give_the_same_graph_whatever_it_went_through(tmp_path, seed):
    dice, folder, graph, made = random.Random(seed), tmp_path / "in", tmp_path / "g", []
    folder.mkdir()
    stories = {}

    def tell(story):
        lines = [*stories.get(story, [line(dice) for _ in range(5)])]
        lines[dice.randrange(5)] = line(dice)
        stories[story] = lines
        write(folder, story, len(list(folder.glob(f"{story}-*"))), lines)

    for day in range(14):
        tell(dice.randrange(3))
        stopped = dice.choice([path.stem for path in folder.iterdir()])
        for pipeline in ([Words(stopped), Words()] if dice.random() < 0.3 else [Words()]):
            with contextlib.suppress(KeyboardInterrupt):
                build([folder], graph, pipeline=pipeline, replay=Replay(made))
        made = decided(graph, made, decision(dice, Store.open(graph).view(), made, day))
        if dice.random() < 0.2:
            shutil.copytree(graph, tmp_path / f"copy{day}")
            graph = tmp_path / f"copy{day}"
    build([folder], graph, pipeline=Words(), replay=Replay(made))
    build(sorted(folder.iterdir(), reverse=True), tmp_path / "fresh", pipeline=Words(), replay=Replay(made))
    assert Store.open(graph).view().dump("turtle") == Store.open(tmp_path / "fresh").view().dump("turtle")
    assert Store.open(graph).view().drift() == (0, 0)
