"""The exceptions that graphkit raises on purpose, as one tree.

    GraphkitError
    ├── UsageError            the request is invalid (exit code 2)
    │   ├── UnknownFormat     no such export, result or input format
    │   ├── UnknownName       no such named query, model, relation or actor
    │   └── QueryError        SPARQL that does not parse, or uses a disabled feature
    ├── DocumentError         one input cannot be read; the others continue
    ├── DataError             a row of a data file (actors, frames, cues, ontology) is invalid
    ├── ModelError            the language model is missing or does not fit
    ├── BudgetSpent           a run has used its limit of tokens or money
    ├── StoreError            the graph's folder, or the file of answers, cannot be opened, read or written
    │   ├── StoreMissing      there is no graph at this path
    │   ├── ArticleUnreadable the claims of an article in the graph cannot be read
    │   └── StoreLocked       another process is writing to it
    ├── UpdateRefused         an update violates the rules of the ontology
    ├── QueryTimeout          a query exceeded its time limit
    └── RecordRefused         what was read from one article does not fit the graph
        └── InventedQuote     a claim whose quote is not verbatim in its article

Messages state the offending value, where it is, and what to do. Only the command
line maps them to exit codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

# Lowest similarity (rapidfuzz's WRatio, 0 to 100) of a suggested name, and how many characters of a word are compared.
_LIKE, _LONGEST = 75.0, 100
# A name whose ratio (0 to 100) reaches _CLEAR is clearly meant; names more than _BESIDE below the best are then dropped.
_CLEAR, _BESIDE = 80.0, 12.0


class GraphkitError(Exception):
    """Base class; `str(error)` is one line for the user."""

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the message and attributes: the arguments of some classes are not those of their message."""
        return _unpickled, (type(self), self.args, vars(self))


def _unpickled(kind: type[GraphkitError], said: tuple[Any, ...], attributes: dict[str, Any]) -> GraphkitError:
    error = kind.__new__(kind, *said)
    vars(error).update(attributes)
    return error


class UsageError(GraphkitError):
    """The request is invalid."""

    exit_code = 2


class UnknownFormat(UsageError):
    """Unknown export, result or input format."""


class UnknownName(UsageError):
    """Unknown named query, model, relation or actor."""


class QueryError(UsageError):
    """SPARQL that does not parse, or that uses a disabled feature."""


class DocumentError(GraphkitError):
    """One input cannot be read; the run continues."""


class DataError(GraphkitError):
    """A row of a data file is invalid; the message names file and line."""


class ModelError(GraphkitError):
    """The language model is missing or incompatible."""


class BudgetSpent(GraphkitError):
    """A run has used its limit of tokens or money; what was read before is kept."""


class StoreError(GraphkitError):
    """The graph folder, or the answer cache of a language model, cannot be opened, read or written."""


class StoreMissing(StoreError):
    """There is no graph at this path."""


class ArticleUnreadable(StoreError):
    """The claims of an article in the graph are not in the form graphkit writes, so they cannot be read.

    Attributes:
        key: key of the article.
    """

    def __init__(self, key: str, why: BaseException) -> None:
        """Build the message from the article's key and the cause."""
        super().__init__(f"a claim of article {key} cannot be read: {in_short(why)}; replace the article's graph, or leave it out")
        self.key = key


class StoreLocked(StoreError):
    """Another process is writing to the graph."""


class UpdateRefused(GraphkitError):
    """An update violates the rules of the ontology; nothing was changed."""


class QueryTimeout(GraphkitError):
    """A query exceeded its time limit."""


class RecordRefused(GraphkitError):
    """What was read from one article cannot be stored; other articles are unaffected."""


class InventedQuote(RecordRefused):
    """The quote of a claim is not verbatim at its offsets in the article."""


def in_short(error: BaseException) -> str:
    """Format an error as one line of bounded length: its type, and its message if any."""
    said = shortened(str(error), 300)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def shortened(text: str, longest: int = 600) -> str:
    """Collapse a text to one line of bounded length."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def check_text(what: str, given: object) -> str:
    """Return an argument that is a text.

    Args:
        what: what it is, for the message: "an actor is a name or an id".
        given: the argument.

    Raises:
        UsageError: it is something else, or contains bytes of the command line that are not UTF-8.
    """
    if not isinstance(given, str):
        raise UsageError(f"{what}, not {shortened(repr(given), 80)}")
    if not (given.isascii() or given.encode("utf-8", "ignore").decode() == given):
        raise UsageError(f"{what}, and {shortened(repr(given), 80)} is not UTF-8")
    return given


def one_of(known: Iterable[object]) -> str:
    """Format known values for an error message: sorted, comma-separated."""
    return ", ".join(sorted(str(name) for name in known))


def nearest(word: object, known: Iterable[object], most: int = 3) -> list[str]:
    """Return the known names most similar to a typed word, best first; empty if none is similar, one if it is clearly meant."""
    from rapidfuzz import fuzz, process, utils

    names = sorted({str(name) for name in known})
    typed = utils.default_process(str(word)[:_LONGEST])
    found = process.extract(typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_LIKE, limit=8 * most)
    names = [name for name, _, _ in found if _is_meant(typed, utils.default_process(name))]
    return [names[place] for place in clearest(typed, [utils.default_process(name) for name in names])][:most]


def clearest(typed: str, names: Sequence[str]) -> list[int]:
    """Return the indexes of the names that a misspelt word may mean; if one is within a letter or two, weaker partial matches are dropped."""
    from rapidfuzz import fuzz

    alike = [fuzz.ratio(typed, name) for name in names]
    best = max(alike, default=0.0)
    return [place for place, ratio in enumerate(alike) if best < _CLEAR or ratio >= best - _BESIDE]


def _is_meant(typed: str, name: str) -> bool:
    """Return whether a match is more than an abbreviation contained in a longer word: "DRC" is not meant by "drones"."""
    from rapidfuzz import fuzz

    return 3 * len(name) >= 2 * len(typed) or set(name.split()) <= set(typed.split()) or fuzz.ratio(typed, name) >= _LIKE


def did_you_mean(word: object, known: Iterable[object], form: str = "{}") -> str:
    """Return a suggestion to append to a message, " Did you mean a or b?"; "" if no name is similar."""
    near = [form.format(name) for name in nearest(word, known)]
    return f" Did you mean {' or '.join(filter(None, (', '.join(near[:-1]), near[-1])))}?" if near else ""
