"""The extractor that uses a language model."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from graphkit import __version__
from graphkit.errors import DocumentError, UsageError
from graphkit.extract.base import Setup
from graphkit.extract.llm.answers import ClaimCollector
from graphkit.extract.llm.budget import ANSWER_TOKENS, CHARACTERS_PER_TOKEN, Budget, Estimate
from graphkit.extract.llm.cache import Answer, Cache, default_cache, key_of
from graphkit.extract.llm.chunks import Chunk, chunks
from graphkit.extract.llm.client import Client, TokenUse, price
from graphkit.extract.llm.prompt import instructions, question
from graphkit.extract.llm.schema import answer_type, fingerprint
from graphkit.model import Document, Reading
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted

DOCUMENTS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class _Request:
    """A request for one chunk of an article, and the cache key of its answer."""

    chunk: Chunk
    text: str
    key: str


class LLMExtractor:
    """Extracts claims with a language model; only answers that the text supports are accepted.

    Args:
        setup: the setup, with `llm` set.

    Raises:
        UsageError: no model is configured, or the extra or the key is missing.
    """

    def __init__(self, setup: Setup) -> None:
        if setup.llm is None:
            raise UsageError("the extractor llm needs --llm PROVIDER:MODEL, for example --llm ollama:llama3.1")
        vocabulary = load_vocabulary()
        try:
            schema = answer_type(vocabulary)
        except ImportError as error:
            raise UsageError("language models need: pip install 'alliance-graphkit[llm]'") from error
        self._llm = setup.llm
        self.window = DOCUMENTS_AHEAD * setup.llm.parallel
        # A plus is reserved: it joins the names of several extractors of one claim.
        self.name = f"llm:{setup.llm.model.replace('+', '-').replace('/', '-')}/{__version__}"
        self._instructions = instructions(vocabulary)
        self._schema = fingerprint(schema)
        self._client = Client(setup.llm, self._instructions, schema)
        self._cache = Cache(setup.llm.cache or default_cache())
        self._budget = Budget(setup.llm)
        self._failed: dict[str, str] = {}
        self._dropped: Counter[str] = Counter()
        # A separate loop and thread, because notebooks already run a loop.
        self._loop = asyncio.new_event_loop()
        self._thread = ThreadPoolExecutor(1)

    def prepare(self, documents: Sequence[Document]) -> None:
        """Send the requests that are not cached, several in parallel; answers are cached as they arrive.

        Raises:
            BudgetSpent: the limit of the run is reached.
            ModelError: the server cannot be reached.
            UsageError: the key or the model's name is wrong.
        """
        every = {q.key: q for document in documents for q in self._requests(document)}
        uncached = {key: q for key, q in every.items() if self._cache.get(key) is None}
        self._budget.answered += len(every) - len(uncached)
        if uncached:
            self._thread.submit(self._loop.run_until_complete, self._ask_all(list(uncached.values()))).result()

    def extract(self, document: Document) -> Reading:
        """Return the model's claims on one document, as far as the text supports them.

        Raises:
            DocumentError: the model gave no usable answer.
        """
        collected = ClaimCollector(document, self._dropped)
        for request in self._requests(document):
            for claim in json.loads(self._cached_answer(request, document).text)["claims"]:
                collected.add(claim, request.chunk)
        return Reading(tuple(collected.mentions), tuple(collected.relations), self.name)

    def estimate(self, documents: Sequence[Document]) -> Estimate:
        """Estimate the requests for these documents; nothing is sent."""
        every = [q for document in documents for q in self._requests(document)]
        uncached = [q for q in every if self._cache.get(q.key) is None]
        tokens = sum(self._characters(q) // CHARACTERS_PER_TOKEN for q in uncached)
        return Estimate(len(every), len(every) - len(uncached), tokens, ANSWER_TOKENS * len(uncached), price(self._llm.model, tokens, ANSWER_TOKENS * len(uncached)))

    def notes(self) -> Sequence[str]:
        """Return lines on the requests sent, their cost, and dropped claims by reason."""
        used, dollars = self._budget, self._budget.dollars
        cost = "" if dollars is None else f", about {dollars:.4f} dollars"
        failed = f" ({used.failed} without a usable answer)" if used.failed else ""
        lines = [f"{self._llm.model}: {counted(used.sent, 'request')} sent{failed}, {used.answered} cached; {used.tokens_in} + {used.tokens_out} tokens{cost}"]
        return [*lines, *(f"{counted(number, 'claim')} dropped: {reason}" for reason, number in sorted(self._dropped.items()))]

    def _requests(self, document: Document) -> Iterator[_Request]:
        for chunk in chunks(document):
            text = question(document, chunk)
            yield _Request(chunk, text, key_of(self._llm.model, self._instructions, self._schema, text))

    def _cached_answer(self, request: _Request, document: Document) -> Answer:
        found = self._cache.get(request.key)
        if found is None and request.key not in self._failed:
            self.prepare([document])
            found = self._cache.get(request.key)
        if found is None:
            raise DocumentError(self._failed.get(request.key, "the model gave no answer"))
        return found

    def _characters(self, request: _Request) -> int:
        # The schema is sent with every request, and is about as long as the instructions.
        return len(request.text) + 2 * len(self._instructions)

    async def _ask_all(self, requests: Sequence[_Request]) -> None:
        semaphore = asyncio.Semaphore(self._llm.parallel)
        results = await asyncio.gather(*(self._ask(request, semaphore) for request in requests), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _ask(self, request: _Request, semaphore: asyncio.Semaphore) -> None:
        async with semaphore:
            reserved, used, fits = self._budget.reserve(self._characters(request)), TokenUse(), False
            try:
                answer = await self._client.ask(request.text, used)
                fits = True
                self._cache.put(request.key, answer)
            except DocumentError as error:
                self._failed[request.key] = str(error)
            finally:
                self._budget.spend(reserved, used, fits=fits)
