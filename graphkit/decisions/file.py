"""The CSV file of the user's decisions.

The file is next to the graph's folder (`alliance-graph.decisions.csv`), with one decision per line, in order. It can be
kept under version control and is replayed on every rebuild: each decision applies to the claims and actors as changed
by the decisions before it.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from graphkit.decisions.effect import ENDS, HOLDS
from graphkit.errors import DataError, UsageError, one_of
from graphkit.model import Act, Decision, Status

COLUMNS = ("decision", "target", "value", "who", "on", "why")
# Acts without a value.
_PLAIN = (Act.ACCEPT, Act.REJECT, Act.KEEP, Act.SWAP)
_KEY = re.compile(r"[\w.-]+")
_VALUES: Mapping[Act, tuple[str, ...]] = {Act.STATUS: tuple(map(str, Status)), Act.POLARITY: HOLDS}


def file_of(graph: Path) -> Path:
    """Return the path of the decisions on a graph."""
    return graph.with_name(f"{graph.name}.decisions.csv")


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions in a file; [] if the file does not exist.

    Raises:
        DataError: a line is not valid; the message names it.
    """
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = {"decision", "target"} - set(reader.fieldnames or ())
            if missing:
                raise DataError(f"{path}:1: columns missing: {one_of(missing)}; a file of decisions has {', '.join(COLUMNS)}")
            return [_decision(row, f"{path}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def _decision(row: Mapping[str, str | None], where: str) -> Decision:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["decision"] not in set(Act):
        raise DataError(f"{where}: decision {cells['decision']!r} is not one of {one_of(Act)}")
    try:
        on = date.fromisoformat(cells["on"]) if cells["on"] else None
    except ValueError:
        raise DataError(f"{where}: {cells['on']!r} is not a date; write YYYY-MM-DD") from None
    made = Decision(Act(cells["decision"]), cells["target"], cells["value"], cells["who"], on, cells["why"])
    try:
        check_words(made)
    except UsageError as error:
        raise DataError(f"{where}: {error}") from None
    return made


def check_words(decision: Decision) -> None:
    """Check that a decision has the target and value that its act requires, so that its file can be read back.

    Raises:
        UsageError: the target or value is missing or unknown.
    """
    act, needs_value = decision.act, decision.act not in _PLAIN
    if not decision.target or (needs_value and not decision.value):
        raise UsageError(f"{act} needs a target{' and a value' if needs_value else ''}")
    if act is Act.SPLIT and decision.target.partition(":")[2] not in ENDS:
        raise UsageError(f"the target of split is CLAIM:subject or CLAIM:object, not {decision.target!r}")
    if act is Act.KEEP and not _KEY.fullmatch(decision.target):
        raise UsageError(f"the target of keep is the key of an article, not {decision.target!r}; `graphkit articles` lists the keys")
    if act in _VALUES and decision.value not in _VALUES[act]:
        raise UsageError(f"{act} {decision.value!r} is not one of {one_of(_VALUES[act])}")


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a file of decisions atomically.

    Raises:
        DataError: the file cannot be written.
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(map(_one_kind, (d.act, d.target, d.value, d.who, d.on.isoformat() if d.on else "", d.why)) for d in decisions)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise DataError(f"{path} cannot be written: {error.strerror or error}") from error


def _one_kind(text: str) -> str:
    """Normalise line ends to line feeds: csv.writer does not quote a lone carriage return, at which a reader would end the row."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
