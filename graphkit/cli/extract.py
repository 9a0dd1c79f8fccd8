"""The command `extract`: print the claims of articles, without a graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

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
from graphkit.model import ArticleRecord, Failure


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
    from graphkit.query.wording import status_text

    wish = Wish.of(column or (), type)
    asked = llm_of(llm, url=llm_url, cache=llm_cache, parallel=llm_parallel, timeout=llm_timeout, max_tokens=max_tokens, max_cost=max_cost)
    reader = Pipeline(model=model, actors=actors or (), frames=frames or (), min_confidence=least(min_confidence, strict=strict), extractor=extractor, llm=asked, any_language=any_language)
    failures: list[Failure] = []
    notices = Notices()
    read = 0

    def read_records() -> Iterator[ArticleRecord]:
        nonlocal read
        for item in records(inputs, pipeline=reader, stdin=sys.stdin.buffer, on_notice=notices.add, wish=wish):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                read += 1
                yield item

    def cells(record: ArticleRecord) -> Iterator[list[str]]:
        names = {actor.id: actor.name for actor in record.actors} | dict(record.names)
        for claim in record.claims:
            relation = load_vocabulary().relation(claim.predicate).label
            yield [names[claim.subject], relation, names[claim.object], status_text(claim), claim.evidence[0].quote, source_of(record.document)]

    if format is RowFormat.TABLE:
        table(TABLE, (row for record in read_records() for row in cells(record)))
    else:
        for line in (write_jsonl if format is RowFormat.JSONL else write_csv)(row for record in read_records() for row in record_rows(record)):
            sys.stdout.write(line)
    print_failures(failures)
    print_notices(notices.lines())
    if not read:
        end_unread(failures)
