"""What a run may cost, and what it has cost so far."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.errors import BudgetSpent, UsageError
from graphkit.extract.base import LLM
from graphkit.extract.llm.client import Used, price

# Characters of English news to a token, and tokens of a usual answer: for estimates only.
LETTERS, ANSWER = 4, 700


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would ask: questions, those answered already, tokens and dollars (None: no price known)."""

    questions: int
    answered: int
    tokens_in: int
    tokens_out: int
    dollars: float | None


class Budget:
    """Counts tokens and stops before they are more than they may be.

    Raises:
        UsageError: a limit in dollars for a model without a known price.
    """

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        self.tokens_in = self.tokens_out = self.asked = self.answered = self.failed = 0
        self._reserved = 0
        if llm.max_cost is not None and price(llm.model, 1, 1) is None:
            raise UsageError(f"the price of {llm.model} is not known, so --max-cost cannot be used; use --max-tokens")

    @property
    def dollars(self) -> float | None:
        """What was spent."""
        return price(self._llm.model, self.tokens_in, self.tokens_out)

    def reserve(self, letters: int) -> int:
        """Take what a question of so many characters is likely to use; returned by `spend`.

        Raises:
            BudgetSpent: it would be too much.
        """
        likely = letters // LETTERS + ANSWER
        used = self.tokens_in + self.tokens_out + self._reserved + likely
        if self._llm.max_tokens is not None and used > self._llm.max_tokens:
            raise BudgetSpent(f"the next request would exceed --max-tokens {self._llm.max_tokens} ({self.tokens_in + self.tokens_out} are used); answers so far are kept: raise the limit and run the command again")
        cost = price(self._llm.model, self.tokens_in + self._reserved + letters // LETTERS, self.tokens_out + ANSWER)
        if self._llm.max_cost is not None and (cost or 0) > self._llm.max_cost:
            raise BudgetSpent(f"the next request would exceed --max-cost {self._llm.max_cost:g}; answers so far are kept: raise the limit and run the command again")
        self._reserved += likely
        return likely

    def spend(self, reserved: int, used: Used, *, fits: bool) -> None:
        """Count what a question took, also one whose answers do not fit the schema or did not come."""
        self._reserved -= reserved
        self.asked += 1
        self.failed += not fits
        self.tokens_in += used.tokens_in
        self.tokens_out += used.tokens_out
