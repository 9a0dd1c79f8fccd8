"""The command `annotate`: write a draft gold set for correction."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.inputs import Inputs
from graphkit.cli.options import ExtractorOption, ModelOption
from graphkit.cli.output import plain, write
from graphkit.cli.refusals import refuse_llm
from graphkit.errors import DocumentError
from graphkit.model import Failure

if TYPE_CHECKING:
    pass


def annotate(
    inputs: Inputs,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; stdout by default.")] = None,
    model: ModelOption = None,
    extractor: ExtractorOption = "hybrid",
) -> None:
    """Write a draft gold set to correct by hand. Each line has one article with its actors and claims."""
    from graphkit.evaluate import skeleton
    from graphkit.pipeline import Pipeline, records

    refuse_llm("annotate", extractor, "print its claims with: graphkit extract PATH")
    lines = []
    for item in records(inputs, pipeline=Pipeline(model=model, extractor=extractor), stdin=sys.stdin.buffer):
        if isinstance(item, Failure):
            sys.stderr.write(f"graphkit: {plain(item.source)}: {plain(item.reason)}\n")
        else:
            lines.append(json.dumps(skeleton(item), ensure_ascii=False) + "\n")
    if not lines:
        raise DocumentError("no article could be read; there is nothing to annotate")
    write("".join(lines).encode(), output)
