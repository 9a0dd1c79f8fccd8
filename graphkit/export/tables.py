"""Tables of nodes, edges and claims: CSV, CSV for neo4j-admin, Parquet, and DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.errors import UsageError
from graphkit.export.cells import csv_line, csv_lines
from graphkit.export.flat import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows
from graphkit.export.rows import CLAIM_COLUMNS, claim_rows, write_csv
from graphkit.model import Polarity
from graphkit.standing import MIN_CONFIDENCE
from graphkit.store import View

if TYPE_CHECKING:
    import pandas as pd

_NEO4J_NODES = {"id": "id:ID", "label": "name", "kind": ":LABEL"}
_NEO4J_EDGES = {"source": ":START_ID", "target": ":END_ID", "sign": "sign:int", "symmetric": "symmetric:boolean", "direct": "direct:boolean", "ended": "ended:boolean", "to_end": "to_end:boolean", "weight": "weight:int", "claims": "claims:int", "confidence": "confidence:float"}


def nodes_csv(view: View, part: str) -> bytes:
    """Actors as CSV."""
    return _csv(NODE_COLUMNS, node_rows(view, part))


def edges_csv(view: View, part: str) -> bytes:
    """Ties as CSV."""
    return _csv(EDGE_COLUMNS, edge_rows(view, part))


def claims_csv(view: View, part: str) -> bytes:
    """Active claims as CSV, with quotes, articles and dates."""
    return "".join(write_csv(claim_rows(view), CLAIM_COLUMNS)).encode()


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(csv_lines(columns, ([row.get(name, "") for name in columns] for row in rows))).encode()


def neo4j_nodes(view: View, part: str) -> bytes:
    """Actors for `neo4j-admin database import`: `id:ID`, `:LABEL`."""
    return _neo4j(NODE_COLUMNS, _NEO4J_NODES, node_rows(view, part))


def neo4j_edges(view: View, part: str) -> bytes:
    """Ties for `neo4j-admin database import`: `:START_ID`, `:END_ID`, `:TYPE` (the family; of other than direct ties with the status)."""
    rows = [row | {":TYPE": _relationship(row)} for row in edge_rows(view, part)]
    return _neo4j((*EDGE_COLUMNS[:3], ":TYPE", *EDGE_COLUMNS[3:]), _NEO4J_EDGES, rows)


def _relationship(row: Mapping[str, object]) -> str:
    """Return the type of a relationship: SUPPORTS for direct ties alone, which is what queries by type ask for; else SUPPORTS_DENIED, SUPPORTS_ALLEGED, …"""
    name = str(row["family"] or row["predicate"]).upper()
    uncertain = float(str(row["confidence"])) < MIN_CONFIDENCE
    status = "ended" if row["ended"] else "to_end" if row["to_end"] else "denied" if row["polarity"] == Polarity.NEGATIVE else "uncertain" if uncertain else str(row["status"])
    return name if row["direct"] else f"{name}_{status.upper()}"


def _neo4j(columns: Sequence[str], names: Mapping[str, str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return plain CSV; it is read by a loader, not a spreadsheet, so cells are not guarded."""
    lines = [csv_line(names.get(name, name) for name in columns)]
    lines += [csv_line(_plain(row.get(name, "")) for name in columns) for row in rows]
    return "".join(lines).encode()


def _plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def nodes_parquet(view: View, part: str) -> bytes:
    """Actors as Parquet."""
    return _parquet(nodes_frame(view, part))


def edges_parquet(view: View, part: str) -> bytes:
    """Ties as Parquet."""
    return _parquet(edges_frame(view, part))


def _parquet(frame: pd.DataFrame) -> bytes:
    try:
        out: bytes = frame.to_parquet(index=False)
    except ImportError as error:
        raise UsageError(_MISSING.format(what="Parquet", error=error)) from error
    return out


def nodes_frame(view: View, part: str = "all") -> pd.DataFrame:
    """Return actors as a DataFrame of `NODE_COLUMNS`."""
    return _frame(NODE_COLUMNS, node_rows(view, part))


def edges_frame(view: View, part: str = "all") -> pd.DataFrame:
    """Return ties as a DataFrame of `EDGE_COLUMNS`."""
    return _frame(EDGE_COLUMNS, edge_rows(view, part))


def frame(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a DataFrame.

    Raises:
        UsageError: pandas is not installed; the message says how to install it.
    """
    return _frame(columns, list(rows))


def _frame(columns: Sequence[str], rows: list[Any]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError(_MISSING.format(what="a DataFrame", error=error)) from error
    return pd.DataFrame(rows, columns=list(columns))


_MISSING = "{what} needs more packages ({error}); install them with: pip install 'alliance-graphkit[tables]'"
