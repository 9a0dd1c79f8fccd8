"""The interface of extractors and their configuration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from graphkit.extract.names import NameFinder
from graphkit.model import Document, Reading


@dataclass(frozen=True, slots=True)
class LLM:
    """Configuration of a language model: model, server, cache and limits.

    Attributes:
        model: provider and name, `anthropic:…`, `openai:…`, `ollama:…`; `openai:` also for
            vLLM and other OpenAI-compatible servers.
        url: address of the server, if it is not that of the provider.
        cache: file that caches answers, so that repeated requests cost nothing.
        parallel: number of parallel requests.
        max_tokens: maximum number of tokens of a run, including answers; None for no limit.
        max_cost: maximum cost of a run in dollars; only for models with a known price.
        timeout: timeout of a request in seconds.
    """

    model: str
    url: str | None = None
    cache: Path | None = None
    parallel: int = 4
    max_tokens: int | None = None
    max_cost: float | None = None
    timeout: float = 120.0


@dataclass(frozen=True, slots=True)
class Setup:
    """Arguments for the constructor of an extractor.

    Attributes:
        finder: the gazetteer, which finds known names.
        model: name of a spaCy pipeline; None for the built-in one.
        frames: the user's frames files.
        llm: the language model, if one is configured.
    """

    finder: NameFinder
    model: str | None = None
    frames: Sequence[Path] = ()
    llm: LLM | None = None


class Extractor(Protocol):
    """Reads documents; the class is called with a `Setup`."""

    def extract(self, document: Document) -> Reading:
        """Read the mentions and relations of one document; every span lies within its text."""
        ...


@runtime_checkable
class BatchExtractor(Protocol):
    """An extractor that benefits from seeing several documents in advance."""

    window: int

    def prepare(self, documents: Sequence[Document]) -> None:
        """Prepare a batch of documents; `extract` is then called for each."""
        ...


@runtime_checkable
class ReportingExtractor(Protocol):
    """An extractor that reports notes at the end of a run."""

    def notes(self) -> Sequence[str]:
        """Lines for the user, such as requests, dropped claims and cost."""
        ...
