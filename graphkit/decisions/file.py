"""The CSV file of the user's decisions.

The file is next to the graph's folder (`alliance-graph.decisions.csv`), with one decision per line, in order. It can be
kept under version control and is replayed on every rebuild: each decision applies to the claims and actors as changed
by the decisions before it. Files may be joined: repeated headers, empty rows and rows that repeat another one are ignored.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

try:
    import fcntl
except ImportError:
    # Not available on every system.
    fcntl = None  # type: ignore[assignment]

from graphkit.days import check_order
from graphkit.decisions.effect import ENDS, HOLDS
from graphkit.decisions.fitting import check_merge
from graphkit.errors import DataError, UsageError, check_text, one_of, shortened
from graphkit.model import OF_ARTICLES, Act, Actor, ActorClass, Decision, Status
from graphkit.ontology import load_vocabulary
from graphkit.resources import bounded

COLUMNS = ("decision", "target", "value", "who", "on", "why")
# Acts without a value.
_PLAIN = (Act.ACCEPT, Act.REJECT, Act.SWAP, *OF_ARTICLES)
_KEY = re.compile(r"[\w.-]+")
_VALUES: Mapping[Act, tuple[str, ...]] = {Act.STATUS: tuple(map(str, Status)), Act.POLARITY: HOLDS}


def file_of(graph: Path) -> Path:
    """Return the path of the decisions on a graph."""
    # "." and ".." have no name of their own.
    named = graph if graph.name not in ("", "..") else graph.resolve()
    return named.with_name(f"{named.name}.decisions.csv")


def read_decisions(path: Path, known: Callable[[str], Actor | None] = lambda _: None, *, needed: bool = False) -> list[Decision]:
    """Return the decisions in a file; [] if the file does not exist.

    Args:
        path: the file.
        known: returns the listed actor with an id, or None; of those the classes are known before anything is read.
        needed: whether the file must exist.

    Raises:
        DataError: a line is not valid; the message names it. Or the file is `needed` and does not exist.
    """
    try:
        if not path.exists():
            if needed:
                raise DataError(f"{path}: cannot be read (No such file or directory); a file without decisions has the one line {','.join(COLUMNS)}")
            return []
        with bounded(path).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = {"decision", "target"} - set(reader.fieldnames or ())
            if missing:
                raise DataError(f"{path}:1: columns missing: {one_of(missing)}; a file of decisions has {', '.join(COLUMNS)}")
            given = (_decision(row, f"{path}:{reader.line_num}", known) for row in reader if not _is_blank(row))
            # The same decision twice is one: in the graph it is applied once.
            return list(dict.fromkeys(given))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _is_blank(row: Mapping[str, str | None]) -> bool:
    """Whether a row is empty, or repeats the header, as after `cat one.csv other.csv`."""
    cells = [(name, str(cell or "").strip().removeprefix("\ufeff")) for name, cell in row.items() if name is not None]
    return None not in row and (all(not cell for _, cell in cells) or all(name == cell for name, cell in cells))


def _decision(row: Mapping[str, str | None], where: str, known: Callable[[str], Actor | None]) -> Decision:
    if None in row:
        raise DataError(f"{where}: more cells than the header has columns; put texts with commas between double quotes, and the columns in one order")
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["decision"] not in set(Act):
        raise DataError(f"{where}: decision {cells['decision']!r} is not one of {one_of(Act)}")
    try:
        on = date.fromisoformat(cells["on"]) if cells["on"] else None
    except ValueError:
        raise DataError(f"{where}: {cells['on']!r} is not a date; write YYYY-MM-DD") from None
    made = Decision(Act(cells["decision"]), cells["target"], cells["value"], cells["who"], on, cells["why"], where)
    try:
        check_words(made)
        if made.act is Act.MERGE and (one := known(made.target)) and (other := known(made.value)):
            check_merge(one, other)
    except UsageError as error:
        raise DataError(f"{where}: {error}") from None
    return made


def check_words(decision: Decision) -> None:
    """Check that a decision has the target and value that its act requires, so that its file can be read back.

    Raises:
        UsageError: the target or value is missing or unknown, or a field is of a wrong type.
    """
    _check_types(decision)
    act, needs_value = decision.act, decision.act not in _PLAIN
    if not decision.target or (needs_value and not decision.value):
        raise UsageError(f"{act} needs a target{' and a value' if needs_value else ''}")
    if act is Act.MERGE and decision.target == decision.value:
        raise UsageError(f"{decision.target} cannot be merged into itself; name another actor")
    if act is Act.SPLIT:
        _check_end(decision.target)
    if act in OF_ARTICLES and not _KEY.fullmatch(decision.target):
        raise UsageError(f"the target of {act} is the key of an article, not {decision.target!r}; `graphkit articles` lists the keys")
    if act is Act.RELATION and load_vocabulary().relation(decision.value).abstract:
        raise UsageError(f"{decision.value} is an abstract group; choose one of its relations")
    if act in _VALUES and decision.value not in _VALUES[act]:
        raise UsageError(f"{act} {decision.value!r} is not one of {one_of(_VALUES[act])}")


def _check_types(decision: Decision) -> None:
    if not isinstance(decision, Decision) or not isinstance(decision.act, Act):
        raise UsageError(f"a decision is a graphkit.Decision with an act of graphkit.Act, such as Decision(Act.REJECT, CLAIM), not {shortened(repr(decision), 80)}")
    for name in ("target", "value", "who", "why"):
        check_text(f"{name} of a decision is a text", getattr(decision, name))
    check_order(None, decision.on, called=("since", "day of a decision"))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep other processes and threads that hold a file of decisions from changing it: hold it from reading to writing.

    Raises:
        DataError: the folder of the file cannot be opened.
    """
    if fcntl is None:
        yield
        return
    try:
        # The folder, as the file itself is replaced when it is written.
        folder = os.open(path.parent, os.O_RDONLY)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror or error}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _check_end(target: str) -> None:
    """Check the target of a split: the claim, its end and, if given, the class of the new actor."""
    end, *kind = target.split(":")[1:] or [""]
    if end not in ENDS or len(kind) > 1:
        raise UsageError(f"the target of split is CLAIM:subject or CLAIM:object, also with a class as in CLAIM:object:{ActorClass.PERSON}, not {target!r}")
    if kind and kind[0] not in set(ActorClass):
        raise UsageError(f"class {kind[0]!r} in {target!r} is not one of {one_of(ActorClass)}")


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a file of decisions atomically.

    Raises:
        DataError: the file cannot be written.
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(map(_one_kind, (d.act, d.target, d.value, d.who, d.on.isoformat() if d.on else "", d.why)) for d in decisions)
    # The file that a link names, not the link, is replaced; a device or pipe would be lost.
    real = Path(os.path.realpath(path))
    if real.exists() and not real.is_file():
        raise DataError(f"{path} cannot be written: it is not a regular file; give another file for the decisions")
    part = real.with_name(f"{real.name}.{os.getpid()}.part")
    try:
        part.write_text(text.getvalue(), encoding="utf-8")
        part.replace(real)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise DataError(f"{path} cannot be written: {error.strerror or error}") from error


def _one_kind(text: str) -> str:
    """Normalise line ends to line feeds: csv.writer does not quote a lone carriage return, at which a reader would end the row."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
