"""Every error graphkit raises on purpose, as one tree.

    GraphkitError
    ├── UsageError            the caller asked for something that cannot be (exit code 2)
    │   ├── UnknownFormat     no such export, result or input format
    │   ├── UnknownName       no such named query, model, relation or actor
    │   └── QueryError        a SPARQL text that does not parse, or asks for what is off
    ├── DocumentError         one input cannot be read; the others go on
    ├── DataError             a row of a data file (actors, frames, cues, ontology) is wrong
    ├── ModelError            the language model is missing or does not fit
    ├── BudgetSpent           a run has used the tokens or the money it may
    ├── StoreError            the graph's folder, or the file of answers, cannot be opened, read or written
    │   ├── StoreMissing      there is no graph at this place
    │   ├── ArticleUnreadable what the graph says of an article cannot be read
    │   └── StoreLocked       another process is writing to it
    ├── UpdateRefused         a change that the rules of the ontology do not allow
    ├── QueryTimeout          a query ran longer than it may
    └── RecordRefused         what was read of one article does not fit the graph
        └── InventedQuote     a claim whose quote is not verbatim in its article

Messages carry the offending value, its place, and what to do. Only the command
line turns them into exit codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# How like a name must be to be suggested (rapidfuzz's WRatio, 0 to 100), and how much of a word is looked at.
_LIKE, _LONGEST = 75.0, 100
# A name this much like a word (0 to 100) as a whole is meant by it, and names that are so much less like it are not.
_CLEAR, _BESIDE = 80.0, 12.0


class GraphkitError(Exception):
    """Root of the tree; `str(error)` is one line fit for a user."""

    exit_code = 1


class UsageError(GraphkitError):
    """The caller asked for something that cannot be."""

    exit_code = 2


class UnknownFormat(UsageError):
    """No such export, result or input format."""


class UnknownName(UsageError):
    """No such named query, model, relation or actor."""


class QueryError(UsageError):
    """A SPARQL text that does not parse, or that asks for what is switched off."""


class DocumentError(GraphkitError):
    """One input cannot be read; the rest of the run goes on."""


class DataError(GraphkitError):
    """A row of a data file is wrong; the message names file and line."""


class ModelError(GraphkitError):
    """The language model is missing or does not fit."""


class BudgetSpent(GraphkitError):
    """A run has used the tokens or the money it may; what was read until then is kept."""


class StoreError(GraphkitError):
    """The graph's folder, or the file of a language model's answers, cannot be opened, read or written."""


class StoreMissing(StoreError):
    """There is no graph at this place."""


class ArticleUnreadable(StoreError):
    """What the graph says of an article is not what graphkit writes, so that its claims cannot be read.

    Attributes:
        key: of the article.
    """

    def __init__(self, key: str, why: BaseException) -> None:
        """Of the article of this key, and why."""
        super().__init__(f"a claim of article {key} cannot be read: {in_short(why)}; replace the article's graph, or leave it out")
        self.key = key


class StoreLocked(StoreError):
    """Another process is writing to the graph."""


class UpdateRefused(GraphkitError):
    """A change that the rules of the ontology do not allow; nothing of it was done."""


class QueryTimeout(GraphkitError):
    """A query ran longer than it may."""


class RecordRefused(GraphkitError):
    """What was read of one article is nothing that a graph can hold; the other articles go in."""


class InventedQuote(RecordRefused):
    """A claim whose quote is not found verbatim at its offsets in its article."""


def in_short(error: BaseException, longest: int = 300) -> str:
    """An error as one line of bounded length: its type, and what it says if anything."""
    said = shortened(str(error), longest)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def shortened(text: str, longest: int = 600) -> str:
    """A text as one line of bounded length."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def one_of(known: Iterable[object]) -> str:
    """Known values as a readable list for an error message: sorted, comma-separated."""
    return ", ".join(sorted(str(name) for name in known))


def nearest(word: object, known: Iterable[object], most: int = 3) -> list[str]:
    """The known names most like a word that was typed, the likest first; empty where none is like it, one where it is clearly meant."""
    from rapidfuzz import fuzz, process, utils

    names = sorted({str(name) for name in known})
    typed = utils.default_process(str(word)[:_LONGEST])
    found = process.extract(typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_LIKE, limit=8 * most)
    names = [name for name, _, _ in found if _is_meant(typed, utils.default_process(name))]
    return [names[place] for place in clearest(typed, [utils.default_process(name) for name in names])][:most]


def clearest(typed: str, names: Sequence[str]) -> list[int]:
    """The places of the names that a misspelt word may mean: of those that are like it in part only none, where another one is it but for a letter or two."""
    from rapidfuzz import fuzz

    alike = [fuzz.ratio(typed, name) for name in names]
    best = max(alike, default=0.0)
    return [place for place, ratio in enumerate(alike) if best < _CLEAR or ratio >= best - _BESIDE]


def _is_meant(typed: str, name: str) -> bool:
    """Whether more is alike than that letters of a short name, as of an abbreviation, stand in a longer word: "DRC" is not meant by "drones"."""
    from rapidfuzz import fuzz

    return 3 * len(name) >= 2 * len(typed) or set(name.split()) <= set(typed.split()) or fuzz.ratio(typed, name) >= _LIKE


def did_you_mean(word: object, known: Iterable[object], form: str = "{}") -> str:
    """A question that follows a message, " Did you mean a or b?"; "" where nothing is like the word."""
    near = [form.format(name) for name in nearest(word, known)]
    return f" Did you mean {' or '.join(filter(None, (', '.join(near[:-1]), near[-1])))}?" if near else ""
