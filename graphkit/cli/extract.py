"""The command `extract`: print the claims of articles, without a graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli.inputs import TABLE, Inputs, end_unread, llm_of, print_failures, print_notices
from graphkit.cli.listing import source_of
from graphkit.cli.options import (
    ActorsOption,
    CacheOption,
    ColumnOption,
    ConfidenceOption,
    CostOption,
    ExtractorOption,
    FramesOption,
    LanguageOption,
    LLMOption,
    ModelOption,
    ParallelOption,
    PatienceOption,
    StrictOption,
    TokensOption,
    TypeOption,
    UrlOption,
    least,
)
from graphkit.cli.output import table
from graphkit.model import Failure

if TYPE_CHECKING:
    pass


class RowFormat(StrEnum):
    """Formats of `extract`."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def extract(
    inputs: Inputs,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="Output format.")] = RowFormat.TABLE,
    model: ModelOption = None,
    actors: ActorsOption = None,
    frames: FramesOption = None,
    column: ColumnOption = None,
    type: TypeOption = None,
    min_confidence: ConfidenceOption = 0.0,
    strict: StrictOption = False,
    any_language: LanguageOption = False,
    extractor: ExtractorOption = "hybrid",
    llm: LLMOption = None,
    llm_url: UrlOption = None,
    llm_cache: CacheOption = None,
    llm_parallel: ParallelOption = 4,
    llm_timeout: PatienceOption = 120.0,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
) -> None:
    """Print the claims in articles, without building a graph."""
    from graphkit.documents import Wish
    from graphkit.export import record_rows, write_csv, write_jsonl
    from graphkit.ontology import load_vocabulary
    from graphkit.pipeline import Notices, Pipeline, records
    from graphkit.query.wording import DENIED

    wish = Wish.of(column or (), type)
    asked = llm_of(llm, url=llm_url, cache=llm_cache, parallel=llm_parallel, timeout=llm_timeout, max_tokens=max_tokens, max_cost=max_cost)
    reader = Pipeline(model=model, actors=actors or (), frames=frames or (), min_confidence=least(min_confidence, strict=strict), extractor=extractor, llm=asked, any_language=any_language)
    failures: list[Failure] = []
    notices = Notices()
    read, called = 0, dict[str, str]()

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal read
        for item in records(inputs, pipeline=reader, stdin=sys.stdin.buffer, on_notice=notices.add, wish=wish):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                read += 1
                called[item.document.id] = source_of(item.document)
                yield from record_rows(item)

    if format is RowFormat.TABLE:
        table(TABLE, ([r["subject"], load_vocabulary().relation(r["predicate"]).label, r["object"], DENIED if r["status"] == "negated" else r["status"], r["quote"], called[r["document"]]] for r in rows()))
    else:
        for line in (write_jsonl if format is RowFormat.JSONL else write_csv)(rows()):
            sys.stdout.write(line)
    print_failures(failures)
    print_notices(notices.lines())
    if not read:
        end_unread(failures)
