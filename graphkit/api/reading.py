"""Reading articles into a graph, rows or a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from numbers import Integral, Real
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.api.graph import DEFAULT_FOLDER, Graph, as_path
from graphkit.api.importing import paths
from graphkit.decisions import Replay, file_of, read_decisions
from graphkit.errors import UnknownName, UsageError, check_text, shortened
from graphkit.model import Failure
from graphkit.pipeline import BuildReport, Pipeline, Progress

if TYPE_CHECKING:
    from graphkit.extract.base import LLM


def build(
    *inputs: str | PathLike[str],
    graph: str | PathLike[str] = DEFAULT_FOLDER,
    model: str | None = None,
    actors: Sequence[str | PathLike[str]] = (),
    frames: Sequence[str | PathLike[str]] = (),
    min_confidence: float = 0.0,
    extractor: str = "hybrid",
    llm: LLM | None = None,
    jobs: int = 1,
    decisions: str | PathLike[str] | None = None,
    any_language: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    columns: Mapping[str, str] | None = None,
    conflict: str | None = None,
    texts: bool = True,
) -> BuildReport:
    """Read articles into a new or existing graph folder. Inputs that cannot be read become failures in the report.

    Args:
        inputs: files, folders and addresses; at least one.
        graph: the graph folder; created if missing.
        model: name of an installed spaCy pipeline; None for the built-in one.
        actors: files with additional actors.
        frames: files with additional words that express relations (frames).
        min_confidence: skip claims with a lower confidence.
        extractor: `hybrid`, `dependency`, `llm`, `hybrid+llm` or the name of a plug-in.
        llm: the language model, for the extractor `llm`.
        jobs: number of reading processes; does not affect the result.
        decisions: the decisions file; by default the one next to the graph folder.
        any_language: also read articles in languages other than English, which are otherwise skipped and counted in the notices.
        on_progress: called after each article.
        columns: table columns and JSON fields that are not recognised: `{"text": "Artikel"}`.
        conflict: conflict of new articles that name none.
        texts: whether the folder keeps the texts of the articles.

    Raises:
        UsageError: there is no input, or an option is invalid.
        StoreError, DataError, ModelError: the graph folder, the lists or the model cannot be loaded.
    """
    from graphkit import pipeline
    from graphkit.documents import Wish

    if not inputs:
        raise UsageError("there is nothing to read; give files, folders or addresses: build('articles')")
    _check(min_confidence, extractor, model, columns, llm)
    if not (isinstance(jobs, Integral) and jobs >= 1):
        raise UsageError(f"jobs is a number of processes, at least 1, not {shortened(repr(jobs), 80)}")
    reader = Pipeline(model=model, actors=paths("actors", actors), frames=paths("frames", frames), min_confidence=min_confidence, extractor=extractor, llm=llm, any_language=any_language)
    with pipeline.Jobs(reader, jobs) as readers:
        replay = Replay(read_decisions(as_path(decisions) if decisions else file_of(as_path(graph)), reader.known, needed=decisions is not None), reader.known)
        wish = Wish.of((f"{field}={name}" for field, name in (columns or {}).items()), conflict=conflict)
        return pipeline.build(_at_home(inputs), as_path(graph), jobs=readers, on_progress=on_progress, replay=replay, wish=wish, texts=texts)


def reading_of_file(path: str | PathLike[str], *, graph: Graph | None = None, extractor: str = "hybrid", any_language: bool = False) -> str:
    """The article in a file as an HTML page with its claims highlighted; read now, unless the graph has it.

    Args:
        path: a file with one article.
        graph: a graph; if it has this article, the page shows its claims, with corrections.
        extractor, any_language: as in `build`.

    Raises:
        UsageError: the file contains several articles.
        DocumentError: the file contains no article or cannot be read.
        DataError, ModelError: the lists or the language model cannot be loaded.
    """
    from graphkit.pipeline.single import read_single, single_document
    from graphkit.query import counter_claims
    from graphkit.view import reading_page

    document = single_document(as_path(path))
    if graph is not None:
        with suppress(UnknownName):
            return graph.reading(document.key)
    record = read_single(document, Pipeline(extractor=extractor, any_language=any_language))
    counters = counter_claims(record.claims, lambda *ends: (claim for claim in record.claims if (claim.subject, claim.object) == ends), lambda _: document.article.exact_day)
    return reading_page(document.article, document.text, record.claims, names={actor.id: actor.name for actor in record.actors}, counters=counters)


def extract_claims(
    *inputs: str | PathLike[str], model: str | None = None, min_confidence: float = 0.0, extractor: str = "hybrid", llm: LLM | None = None,
    any_language: bool = False, columns: Mapping[str, str] | None = None,
) -> Iterator[dict[str, Any] | Failure]:
    """Yield the claims of articles as rows, without a graph; unreadable inputs yield a `Failure`.

    The rows are those of `graphkit extract --format jsonl`; the arguments are those of `build`.

    Raises:
        UsageError: an option is unknown or of a wrong type.
    """
    from graphkit.documents import Wish
    from graphkit.export import record_rows
    from graphkit.pipeline import records

    _check(min_confidence, extractor, model, columns, llm)
    reader = Pipeline(model=model, min_confidence=min_confidence, extractor=extractor, llm=llm, any_language=any_language)
    for item in records(_at_home(inputs), pipeline=reader, wish=Wish.of(f"{field}={name}" for field, name in (columns or {}).items())):
        if isinstance(item, Failure):
            yield item
        else:
            yield from record_rows(item)


def _at_home(inputs: Sequence[str | PathLike[str]]) -> list[str | Path]:
    """Return inputs with the home folder for `~`; addresses and other values as they are."""
    return [as_path(each) if isinstance(each, PathLike) or (isinstance(each, str) and each.startswith("~")) else each for each in inputs]


def _check(least: float, extractor: str, model: str | None, columns: Mapping[str, str] | None, llm: LLM | None) -> None:
    """Check the options of the reader.

    Raises:
        UsageError: one is of a wrong type or out of its range.
    """
    from graphkit.extract.base import LLM

    if not (isinstance(least, Real) and 0 <= least <= 1):
        raise UsageError(f"min_confidence is a number from 0 to 1, not {shortened(repr(least), 80)}")
    check_text("extractor is a name", extractor)
    if model is not None:
        check_text("model is the name of a spaCy pipeline", model)
    if not isinstance(columns, Mapping | None):
        raise UsageError(f'columns is a dictionary, such as {{"text": "Artikel"}}, not {shortened(repr(columns), 80)}')
    if not isinstance(llm, LLM | None):
        raise UsageError(f'llm is a graphkit.LLM, such as LLM("ollama:MODEL"), not {shortened(repr(llm), 80)}')
