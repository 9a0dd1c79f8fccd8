"""Code shared by commands that read articles: inputs, language model, and messages on what was not read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli.output import plain
from graphkit.model import Failure
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.documents import Wish
    from graphkit.extract.base import LLM
    from graphkit.pipeline import Pipeline


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, addresses (https://…) or - : .txt .md .html .pdf .docx .rtf .odt .eml .mhtml .webarchive .mbox .json .jsonl(.gz .bz2 .xz) .csv .xlsx .parquet .warc(.gz) .rss .ris .bib .enex .atom, and .zip and .tar(.gz) of these", show_default=False),
]
_LLM_OPTIONS = {"max_tokens": "--max-tokens", "max_cost": "--max-cost"}
TABLE = ("subject", "relation", "object", "status", "quote", "source")


def llm_of(model: str | None, **more: Any) -> LLM | None:
    """Return the language model chosen by the options, or None.

    Raises:
        UsageError: there are options of a language model, but none is chosen.
    """
    from graphkit.errors import UsageError
    from graphkit.extract.base import LLM

    if model:
        return LLM(model, **more)
    unset = LLM("")
    given = [_LLM_OPTIONS.get(name, f"--llm-{name}") for name, value in more.items() if value != getattr(unset, name)]
    if given:
        raise UsageError(f"{', '.join(given)} would be ignored: no language model is chosen; give --llm PROVIDER:MODEL")
    return None


def print_estimate(inputs: Sequence[str], reader: Pipeline, wish: Wish) -> None:
    """Print the estimated tokens and cost of the language model."""
    from graphkit.documents import read
    from graphkit.model import Document

    estimate = reader.estimates(item for item in read(inputs, stdin=sys.stdin.buffer, wish=wish) if isinstance(item, Document))
    cost = "no price is known" if estimate.dollars is None else f"about {estimate.dollars:.4f} dollars"
    typer.echo(f"{counted(estimate.questions, 'request')}, {estimate.answered} of them cached; about {estimate.tokens_in} + {estimate.tokens_out} tokens, {cost}. Nothing was sent.")


def print_failures(failures: Iterable[Failure]) -> None:
    """Print a line per failure to stderr."""
    for failure in failures:
        sys.stderr.write(f"graphkit: {plain(failure.source)}: {plain(failure.reason)}\n")


def end_unread(failures: Sequence[Failure], missing: Path | None = None) -> None:
    """Exit with code 1 and a message, because no article was read.

    Args:
        failures: what could not be read; already printed.
        missing: folder of the graph that was not created, if any.
    """
    why = f"no article could be read ({counted(len(failures), 'failure')})" if failures else "no article was found in the inputs"
    if missing is not None:
        sys.stderr.write(f"graphkit: {why}; no graph was created in {plain(str(missing))}\n")
    elif not failures:
        sys.stderr.write(f"graphkit: {why}\n")
    raise typer.Exit(1)


def print_notices(lines: Iterable[str]) -> None:
    """Print the notices on the inputs to stderr."""
    for line in lines:
        sys.stderr.write(f"graphkit: {plain(line)}\n")
