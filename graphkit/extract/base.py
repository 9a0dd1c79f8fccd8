"""What an extractor is, and what it is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from graphkit.extract.names import NameFinder
from graphkit.model import Document, Reading


@dataclass(frozen=True, slots=True)
class LLM:
    """Which language model is asked, and what it may cost.

    Attributes:
        model: provider and name, `anthropic:…`, `openai:…`, `ollama:…`; `openai:` also for
            vLLM and every server that speaks as OpenAI's does.
        url: address of the server, where it is not the provider's own.
        cache: file of the answers; a question that was answered once costs nothing again.
        parallel: how many questions are under way at once.
        max_tokens: tokens that a run may use in all, answers included; None without limit.
        max_cost: dollars that a run may cost; only for models whose price is known.
        timeout: seconds that one question may take.
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
    """What an extractor is made with.

    Attributes:
        finder: finds known names; the gazetteer.
        model: name of a spaCy pipeline, None for the embedded one.
        frames: the user's frames files.
        llm: the language model, where one was named.
    """

    finder: NameFinder
    model: str | None = None
    frames: Sequence[Path] = ()
    llm: LLM | None = None


class Extractor(Protocol):
    """Reads one document; its class is called with a `Setup`."""

    def extract(self, document: Document) -> Reading:
        """Mentions and relations of one document; every span lies in its text."""
        ...


@runtime_checkable
class Prepares(Protocol):
    """An extractor that gains from knowing several documents ahead."""

    window: int

    def prepare(self, documents: Sequence[Document]) -> None:
        """Do for these documents what can be done at once; `extract` follows for each."""
        ...


@runtime_checkable
class Noting(Protocol):
    """An extractor that has something to say at the end of a run."""

    def notes(self) -> Sequence[str]:
        """Lines for the user: what was asked, dropped, and what it cost."""
        ...
