"""Limits and counts the tokens and cost of a run."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.errors import BudgetSpent, UsageError
from graphkit.extract.base import LLM
from graphkit.extract.llm.client import TokenUse, price

# Characters per token of English news, and tokens of a typical answer; only for estimates.
CHARACTERS_PER_TOKEN, ANSWER_TOKENS = 4, 700


@dataclass(frozen=True, slots=True)
class Estimate:
    """Estimate for a run: requests, those already answered, tokens, and dollars (None: price unknown)."""

    questions: int
    answered: int
    tokens_in: int
    tokens_out: int
    dollars: float | None


class Budget:
    """Counts tokens, and stops before a limit is exceeded.

    Raises:
        UsageError: a limit in dollars for a model without a known price.
    """

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        self.tokens_in = self.tokens_out = self.sent = self.answered = self.failed = 0
        self._reserved = 0
        if llm.max_cost is not None and price(llm.model, 1, 1) is None:
            raise UsageError(f"the price of {llm.model} is not known, so --max-cost cannot be used; use --max-tokens")

    @property
    def dollars(self) -> float | None:
        """Dollars spent so far; None if the price is unknown."""
        return price(self._llm.model, self.tokens_in, self.tokens_out)

    def reserve(self, characters: int) -> int:
        """Reserve the likely tokens of a request with this many characters, and return them for `spend`.

        Raises:
            BudgetSpent: a limit would be exceeded.
        """
        likely = characters // CHARACTERS_PER_TOKEN + ANSWER_TOKENS
        used = self.tokens_in + self.tokens_out + self._reserved + likely
        if self._llm.max_tokens is not None and used > self._llm.max_tokens:
            raise BudgetSpent(f"the next request would exceed --max-tokens {self._llm.max_tokens} ({self.tokens_in + self.tokens_out} are used); answers so far are kept: raise the limit and run the command again")
        cost = price(self._llm.model, self.tokens_in + self._reserved + characters // CHARACTERS_PER_TOKEN, self.tokens_out + ANSWER_TOKENS)
        if self._llm.max_cost is not None and (cost or 0) > self._llm.max_cost:
            raise BudgetSpent(f"the next request would exceed --max-cost {self._llm.max_cost:g}; answers so far are kept: raise the limit and run the command again")
        self._reserved += likely
        return likely

    def spend(self, reserved: int, used: TokenUse, *, fits: bool) -> None:
        """Count the tokens of a request, even if its answers do not fit the schema or did not arrive."""
        self._reserved -= reserved
        self.sent += 1
        self.failed += not fits
        self.tokens_in += used.tokens_in
        self.tokens_out += used.tokens_out
