"""`make quality`: the quality scores, compared with floors that only rise.

    python -m tests.quality [--raise]

Reads the gold sets and the scoring tools from the folder named by GRAPHKIT_GOLD
(default: `../shared` next to the checkout). The floors are in `tests/quality.json`;
`--raise` raises them to the current scores where these are higher. They are never lowered.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import doubtful, restrained

if TYPE_CHECKING:
    from graphkit.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "quality.json"
# The network was trained on train, whose figures come from cross-validation (`train, five folds`). Rules were developed
# on seeds, dev and plover_dev, so their figures are the least reliable.
PASSAGES = ("seeds", "dev", "valid")
EVENTS = ("plover_dev", "cameo_dev")
# Restraint sets, which state hardly anything; read as whole passages and sentence by sentence.
OWN = {"restraint": restrained.gold, "restraint sentences": restrained.sentences}
# Also read by the frames alone, without the network.
FRAMES = ("seeds", "dev", "plover_dev", "cameo_dev")
SURE = 0.8


def gold_folder() -> Path:
    """Return the folder of gold sets and scoring tools."""
    return Path(os.environ.get("GRAPHKIT_GOLD", ROOT.parent / "shared"))


def scores() -> Iterator[tuple[str, float]]:
    """Yield the name and value of each score."""
    from graphkit.pipeline import Pipeline

    with tempfile.TemporaryDirectory() as made:
        for name in (*PASSAGES, *OWN, *EVENTS):
            yield from _scored(Pipeline(), name, name, Path(made))
        yield from doubtful.shares(Pipeline())
        for name in FRAMES:
            yield from _scored(Pipeline(extractor="dependency"), name, f"frames, {name}", Path(made))
    learnt = json.loads((ROOT / "graphkit" / "weights" / "reader" / "scores.json").read_text(encoding="utf-8"))
    yield from ((f"train, five folds: {figure}", value) for figure, value in learnt["train, five folds"].items())


def _scored(pipeline: Pipeline, name: str, title: str, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the scores of one set for one pipeline."""
    from graphkit.export import record_rows, write_jsonl
    from graphkit.model import Failure
    from graphkit.pipeline import records

    shared, claims = gold_folder(), folder / f"{name}.claims.jsonl"
    gold = restrained.write(folder / f"{name}.jsonl", OWN[name]()) if name in OWN else shared / "gold" / f"{name}.jsonl"
    rows: list[dict[str, Any]] = []
    for item in records([gold], pipeline=pipeline):
        if isinstance(item, Failure):
            raise SystemExit(f"{item.source}: {item.reason}")
        rows += record_rows(item)
    claims.write_text("".join(write_jsonl(rows)), encoding="utf-8")
    tool = "score_events.py" if name in EVENTS else "score.py"
    words = [sys.executable, shared / "tools" / tool, gold, claims, *([] if name in EVENTS else ["--json"])]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    yield from _events(title, told) if name in EVENTS else _passage(title, told, _words(gold))
    if name == "valid":
        yield from _calibrated(title, gold, rows)


def _calibrated(name: str, gold: Path, rows: list[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    """Yield the precision of claims with a confidence of .8 or more, which should be about as high."""
    from graphkit.evaluate import read_gold, score

    yield f"{name} right where confidence is {SURE} or more", round(score(read_gold(gold), [r for r in rows if r["confidence"] >= SURE]).levels["typed"].precision, 3)


def _words(gold: Path) -> int:
    """Return the number of words in the texts of a gold set."""
    return sum(len(json.loads(line)["text"].split()) for line in gold.read_text(encoding="utf-8").splitlines())


def _passage(name: str, told: str, words: int) -> Iterator[tuple[str, float]]:
    levels = json.loads(told)["levels"]
    wrong = levels["typed"]["found"] - levels["typed"]["hit"]
    # The inverse of an error rate, so that higher is better here too.
    yield f"{name} words per wrong claim", round(words / max(wrong, 1), 1)
    if name in OWN:
        return
    for level in ("typed", "sign", "status"):
        yield f"{name} {level} f1", levels[level]["f1"]
    yield f"{name} typed precision", levels["typed"]["precision"]


def _events(name: str, told: str) -> Iterator[tuple[str, float]]:
    words = told.splitlines()[-1].split()
    for figure in ("pair", "label"):
        yield f"{name} {figure}", float(words[words.index(figure) + 1])
    yield f"{name} not reversed", round(1 - float(words[words.index("reversed") + 1]), 3)


def curves() -> Iterator[str]:
    """Yield the learning curves, overall and by family, as lines; they were measured by `python -m training.reader.curves`."""
    path = ROOT / "graphkit" / "weights" / "reader" / "curves.json"
    learnt = json.loads(path.read_text(encoding="utf-8"))
    shares = learnt["shares"]
    yield f"typed F1 at confidence {learnt['least']} on {learnt['passages']} unseen passages, by percent of our own prose learned from"
    yield f"{'':24}{'gold':>6}" + "".join(f"{share + ' %':>8}" for share in shares)
    yield f"{'all':24}{'':>6}" + "".join(f"{row['f1']:8.3f}" for row in shares.values())
    for family in next(iter(shares.values()))["families"]:
        rows = [row["families"][family] for row in shares.values()]
        yield f"{family:24}{rows[0][1]:6}" + "".join(f"{row[0]:8.3f}" for row in rows)


def main() -> int:
    """Print the scores and the learning curves; returns 1 if a score is below its floor."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    reached = dict(scores())
    low = [name for name, value in reached.items() if value < floors.get(name, 0)]
    for name, value in reached.items():
        mark = "  BELOW" if name in low else ""
        sys.stdout.write(f"{name:44} {value:7.3f}   floor {floors.get(name, 0):7.3f}{mark}\n")
    sys.stdout.write("".join(f"{line}\n" for line in ("", *curves())))
    if "--raise" in sys.argv:
        raised = floors | {name: max(value, floors.get(name, 0)) for name, value in reached.items()}
        FLOORS.write_text(json.dumps(raised, indent=1) + "\n", encoding="utf-8")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
