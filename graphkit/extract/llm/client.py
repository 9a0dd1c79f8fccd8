"""Sends requests to a model through pydantic-ai; only answers that fit the schema are returned.

Keys come from the environment (`ANTHROPIC_API_KEY`, `OPENAI_API_KEY`), and are neither stored nor logged. The providers'
libraries repeat requests that fail or exceed a rate limit, with growing delays; answers that do not fit the schema are
sent back. Size and time of a response are limited (`limited_client`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.errors import DocumentError, ModelError, UsageError, shortened
from graphkit.extract.base import LLM
from graphkit.extract.llm.cache import Answer
from graphkit.extract.llm.http_client import limited_client, reason, unreachable

RETRIES, CORRECTIONS, MAX_ANSWER_TOKENS = 5, 2, 8_192
_NO_KEY = "none-is-needed"


@dataclass(slots=True)
class TokenUse:
    """Tokens of one request and its answers."""

    tokens_in: int = 0
    tokens_out: int = 0


class Client:
    """A model with its instructions.

    Args:
        llm: the configuration.
        instructions: the system prompt.
        output: the Pydantic model of an answer.

    Raises:
        UsageError: the extra is not installed, the provider is unknown, or its key is not set.
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
            retries=CORRECTIONS,
            model_settings={"temperature": 0.0, "max_tokens": MAX_ANSWER_TOKENS, "timeout": llm.timeout},
        )

    async def ask(self, question: str, used: TokenUse) -> Answer:
        """Return the model's answer, as JSON that fits the schema.

        Args:
            question: the request.
            used: receives the tokens, including those of answers that did not fit and were sent back.

        Raises:
            UsageError: the key is wrong, or the model does not exist, so that further requests would fail too.
            ModelError: no connection to the server can be made, so that further requests would fail too.
            DocumentError: no answer arrived, or none that fits.
        """
        from pydantic_ai.exceptions import AgentRunError, ModelHTTPError
        from pydantic_ai.usage import RunUsage

        usage = RunUsage()
        try:
            result = await self._agent.run(question, usage=usage)
        except ModelHTTPError as error:
            if error.status_code in (401, 403, 404):
                raise UsageError(f"{self._name} refuses ({error.status_code}): check the key in the environment, the model's name and --llm-url") from error
            raise DocumentError(f"{self._name} answered with error {error.status_code}{_error_message(error.body)}") from error
        except AgentRunError as error:
            if (server := unreachable(error)) is not None:
                raise ModelError(f"{self._name} cannot be reached at {server}; start the server, or give its address with --llm-url") from error
            raise DocumentError(f"{self._name} returned no usable answer: {shortened(reason(error), 200)}") from error
        finally:
            used.tokens_in, used.tokens_out = usage.input_tokens or 0, usage.output_tokens or 0
        return Answer(result.output.model_dump_json(), used.tokens_in, used.tokens_out)


def _error_message(body: object) -> str:
    """Return a provider's error message, shortened, after a colon; "" if there is none."""
    while isinstance(body, Mapping):
        body = body.get("message") or body.get("error")
    return f": {shortened(body, 200)}" if isinstance(body, str) and body.strip() else ""


def _model(llm: LLM) -> Any:
    """Return the provider's model; `url` overrides the provider's address."""
    provider, _, name = llm.model.partition(":")
    if not name:
        raise ValueError("name provider and model, as in anthropic:…, openai:… or ollama:…")
    if provider == "anthropic":
        from anthropic import AsyncAnthropic, DefaultAsyncHttpxClient
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        _api_key("ANTHROPIC_API_KEY")
        return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=AsyncAnthropic(base_url=llm.url, max_retries=RETRIES, timeout=llm.timeout, http_client=limited_client(DefaultAsyncHttpxClient, llm.timeout))))
    if provider not in ("openai", "ollama"):
        raise ValueError(f"no provider {provider!r}; known: anthropic, openai (and compatible servers, with --llm-url), ollama")
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.ollama import OllamaProvider
    from pydantic_ai.providers.openai import OpenAIProvider

    url = llm.url or (os.environ.get("OLLAMA_BASE_URL", "http://localhost:11434/v1") if provider == "ollama" else None)
    key = os.environ.get("OPENAI_API_KEY") or (_NO_KEY if url else _api_key("OPENAI_API_KEY"))
    client = AsyncOpenAI(base_url=url, api_key=key, max_retries=RETRIES, timeout=llm.timeout, http_client=limited_client(DefaultAsyncHttpxClient, llm.timeout))
    return OpenAIChatModel(name, provider=OllamaProvider(openai_client=client) if provider == "ollama" else OpenAIProvider(openai_client=client))


def _api_key(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ValueError(f"the environment variable {name} is not set")
    return value


def price(model: str, tokens_in: int, tokens_out: int) -> float | None:
    """Return the cost of tokens in dollars, from the price list of genai-prices; None if it has no price."""
    from genai_prices import Usage, calc_price

    provider, _, name = model.partition(":")
    if provider == "ollama":
        return 0.0
    try:
        return float(calc_price(Usage(input_tokens=tokens_in, output_tokens=tokens_out), name, provider_id=provider).total_price)
    except LookupError:
        return None
