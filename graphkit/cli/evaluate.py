"""The command `evaluate`: score the reader on a gold set."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli.inputs import llm_of
from graphkit.cli.options import (
    ActorsOption,
    CacheOption,
    CostOption,
    ExtractorOption,
    FramesOption,
    LLMOption,
    ModelOption,
    ParallelOption,
    PatienceOption,
    TokensOption,
    UrlOption,
)
from graphkit.cli.output import plain, table
from graphkit.cli.refusals import refuse_unused
from graphkit.model import ArticleRecord

if TYPE_CHECKING:
    from graphkit.evaluate import Counts, Scores
    from graphkit.pipeline import Pipeline


class ScoreFormat(StrEnum):
    """Output formats."""

    TABLE = "table"
    JSON = "json"


def evaluate(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated passages; `graphkit annotate` writes a draft.", show_default=False)],
    claims: Annotated[Path | None, typer.Option("--claims", metavar="FILE", help="Score these claims, in the format of `graphkit extract --format jsonl`, instead of reading the passages.")] = None,
    faults: Annotated[bool, typer.Option("--misses", help="List missed and wrong relations with their sentences.")] = False,
    format: Annotated[ScoreFormat, typer.Option("--format", "-f", help="Output format.")] = ScoreFormat.TABLE,
    model: ModelOption = None,
    actors: ActorsOption = None,
    frames: FramesOption = None,
    extractor: ExtractorOption = "hybrid",
    llm: LLMOption = None,
    llm_url: UrlOption = None,
    llm_cache: CacheOption = None,
    llm_parallel: ParallelOption = 4,
    llm_timeout: PatienceOption = 120.0,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
) -> None:
    """Measure the reader on a gold set. Prints precision, recall and F1 with 95 % intervals."""
    from graphkit.evaluate import read_claims, read_gold, score
    from graphkit.pipeline import Pipeline

    passages = read_gold(gold)
    if claims is None:
        asked = llm_of(llm, url=llm_url, cache=llm_cache, parallel=llm_parallel, timeout=llm_timeout, max_tokens=max_tokens, max_cost=max_cost)
        reader = Pipeline(model=model, actors=actors or (), frames=frames or (), extractor=extractor, llm=asked)
        made = score(passages, _claims(gold, reader))
    else:
        refuse_unused(context, f"the claims of {claims} are scored, nothing is read", "model", "actors", "frames", "extractor", "llm", "llm_url", "llm_cache", "llm_parallel", "llm_timeout", "max_tokens", "max_cost")
        made = score(passages, read_claims(claims))
    if format is ScoreFormat.JSON:
        misses = {"missed": [asdict(fault) for fault in made.missed], "made_up": [asdict(fault) for fault in made.made_up]}
        sys.stdout.write(json.dumps({**_report(made), **(misses if faults else {})}, ensure_ascii=False, indent=1) + "\n")
        return
    _tables(made)
    if faults:
        for title, rows in (("missed", made.missed), ("made up", made.made_up)):
            for fault in rows:
                sys.stdout.write(f"{title}\t{plain(fault.document)}\t{plain(' | '.join(fault.row))}\t{plain(fault.sentence)}\n")


def _claims(gold: Path, reader: Pipeline) -> Iterator[dict[str, Any]]:
    from graphkit.export import record_rows
    from graphkit.pipeline import records

    for item in records([gold], pipeline=reader):
        if isinstance(item, ArticleRecord):
            yield from record_rows(item)
        else:
            sys.stderr.write(f"graphkit: {plain(item.source)}: {plain(item.reason)}\n")
    for line in reader.notes():
        sys.stderr.write(f"graphkit: {plain(line)}\n")


def _figures(counts: Counts) -> dict[str, float | int]:
    rounded = {name: round(getattr(counts, name), 3) for name in ("precision", "recall", "f1")}
    return {**rounded, "hit": counts.hit, "found": counts.found, "gold": counts.gold}


def _report(made: Scores) -> dict[str, Any]:
    from graphkit.evaluate import LEVELS

    levels = {level: _bounded(made, level, made.levels[level]) for level in LEVELS}
    return {"levels": levels, "families": {name: _bounded(made, name, made.families[name]) for name in sorted(made.families)}}


def _bounded(made: Scores, name: str, counts: Counts) -> dict[str, float | int]:
    """Return the scores of a level or family, with the interval of F1."""
    from graphkit.evaluate import Counts, interval

    bounds = interval([passage.get(name, Counts()) for passage in made.passages], lambda together: together.f1)
    return {**_figures(counts), "f1_low": round(bounds.low, 3), "f1_high": round(bounds.high, 3)}


def _tables(made: Scores) -> None:
    figures = _report(made)
    head = ("precision", "recall", "F1", "95 %", "hit/found/gold")

    def row(name: str, f: dict[str, Any]) -> tuple[str, ...]:
        bounds = f"{f['f1_low']:.3f} to {f['f1_high']:.3f}"
        return (name, f"{f['precision']:.3f}", f"{f['recall']:.3f}", f"{f['f1']:.3f}", bounds, f"{f['hit']}/{f['found']}/{f['gold']}")

    table(("level", *head), (row(name, f) for name, f in figures["levels"].items()))
    table(("family", *head), (row(name, f) for name, f in figures["families"].items()))
