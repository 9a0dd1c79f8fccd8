"""Asks a model, through pydantic-ai; answers come checked against the schema, or not at all.

Keys come from the environment (`ANTHROPIC_API_KEY`, `OPENAI_API_KEY`), and are neither written
nor logged. Requests that are refused for their rate or fail on the way are sent again, with
growing pauses, by the providers' own libraries; answers that do not fit the schema are sent back.
An answer is read up to a size and within the time that a question may take (`bounded`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.errors import DocumentError, UsageError, shortened
from graphkit.extract.base import LLM
from graphkit.extract.llm.bounded import bounded, reason
from graphkit.extract.llm.cache import Answer

RESENT, CORRECTED, LONGEST_ANSWER = 5, 2, 8_192
_NO_KEY = "none-is-needed"


@dataclass(slots=True)
class Used:
    """Tokens that one question and its answers took."""

    tokens_in: int = 0
    tokens_out: int = 0


class Client:
    """A model with its instructions.

    Args:
        llm: which model, where.
        instructions: what it is told once.
        output: the Pydantic model of an answer.

    Raises:
        UsageError: the extra is not installed, there is no such provider, or its key is not set.
    """

    def __init__(self, llm: LLM, instructions: str, output: type[Any]) -> None:
        try:
            from pydantic_ai import Agent, ToolOutput
            from pydantic_ai.exceptions import UserError
        except ImportError as error:
            raise UsageError("language models need: pip install 'alliance-graphkit[llm]'") from error
        try:
            model = _model(llm)
        except (UserError, ImportError, ValueError) as error:
            raise UsageError(f"--llm {llm.model!r}: {str(error).splitlines()[0]}") from error
        self._name = llm.model
        self._agent = Agent(
            model,
            output_type=ToolOutput(output, name="report", description="Report the claims of the passage."),
            instructions=instructions,
            retries=CORRECTED,
            model_settings={"temperature": 0.0, "max_tokens": LONGEST_ANSWER, "timeout": llm.timeout},
        )

    async def ask(self, question: str, used: Used) -> Answer:
        """The model's answer, as JSON that fits the schema.

        Args:
            question: what is asked.
            used: counts the tokens, also of answers that do not fit and are sent back.

        Raises:
            UsageError: the key is wrong, or there is no such model: no other question will do better.
            DocumentError: no answer came, or none that fits.
        """
        from pydantic_ai.exceptions import AgentRunError, ModelHTTPError
        from pydantic_ai.usage import RunUsage

        usage = RunUsage()
        try:
            result = await self._agent.run(question, usage=usage)
        except ModelHTTPError as error:
            if error.status_code in (401, 403, 404):
                raise UsageError(f"{self._name} refuses ({error.status_code}): check the key in the environment, the model's name and --llm-url") from error
            raise DocumentError(f"{self._name} answered with error {error.status_code}{_said(error.body)}") from error
        except AgentRunError as error:
            raise DocumentError(f"{self._name} returned no usable answer: {shortened(reason(error), 200)}") from error
        finally:
            used.tokens_in, used.tokens_out = usage.input_tokens or 0, usage.output_tokens or 0
        return Answer(result.output.model_dump_json(), used.tokens_in, used.tokens_out)


def _said(body: object) -> str:
    """What a provider says of an error, in a few words behind a colon; "" where it says nothing."""
    while isinstance(body, Mapping):
        body = body.get("message") or body.get("error")
    return f": {shortened(body, 200)}" if isinstance(body, str) and body.strip() else ""


def _model(llm: LLM) -> Any:
    """The provider's model; every address but the provider's own comes from `url`."""
    provider, _, name = llm.model.partition(":")
    if not name:
        raise ValueError("name provider and model, as in anthropic:…, openai:… or ollama:…")
    if provider == "anthropic":
        from anthropic import AsyncAnthropic, DefaultAsyncHttpxClient
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        _key("ANTHROPIC_API_KEY")
        return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=AsyncAnthropic(base_url=llm.url, max_retries=RESENT, timeout=llm.timeout, http_client=bounded(DefaultAsyncHttpxClient, llm.timeout))))
    if provider not in ("openai", "ollama"):
        raise ValueError(f"no provider {provider!r}; known: anthropic, openai (and compatible servers, with --llm-url), ollama")
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.ollama import OllamaProvider
    from pydantic_ai.providers.openai import OpenAIProvider

    url = llm.url or (os.environ.get("OLLAMA_BASE_URL", "http://localhost:11434/v1") if provider == "ollama" else None)
    key = os.environ.get("OPENAI_API_KEY") or (_NO_KEY if url else _key("OPENAI_API_KEY"))
    client = AsyncOpenAI(base_url=url, api_key=key, max_retries=RESENT, timeout=llm.timeout, http_client=bounded(DefaultAsyncHttpxClient, llm.timeout))
    return OpenAIChatModel(name, provider=OllamaProvider(openai_client=client) if provider == "ollama" else OpenAIProvider(openai_client=client))


def _key(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ValueError(f"the environment variable {name} is not set")
    return value


def price(model: str, tokens_in: int, tokens_out: int) -> float | None:
    """Dollars that so many tokens cost, by the price list that comes with genai-prices; None where it has none."""
    from genai_prices import Usage, calc_price

    provider, _, name = model.partition(":")
    if provider == "ollama":
        return 0.0
    try:
        return float(calc_price(Usage(input_tokens=tokens_in, output_tokens=tokens_out), name, provider_id=provider).total_price)
    except LookupError:
        return None
