"""Export: claims as rows, the graph in RDF syntaxes, tables and graph formats, and networkx.

Takes `View`, gives `bytes`: `export.dumps.Dump.__call__`.
"""

from graphkit.export.cells import csv_lines, with_bom
from graphkit.export.flat import flat
from graphkit.export.graph import to_networkx
from graphkit.export.pushing import push
from graphkit.export.registry import check_part, exporters, format_for, formats
from graphkit.export.rows import (
    CLAIM_COLUMNS,
    COLUMNS,
    claim_row,
    claim_rows,
    record_rows,
    shown_status,
    write_csv,
    write_jsonl,
)
from graphkit.export.sending import Target
from graphkit.export.sheets import claims_workbook, workbook
from graphkit.export.tables import edges_frame, frame, nodes_frame

__all__ = [
    "CLAIM_COLUMNS",
    "COLUMNS",
    "Target",
    "check_part",
    "claim_row",
    "claim_rows",
    "claims_workbook",
    "csv_lines",
    "edges_frame",
    "exporters",
    "flat",
    "format_for",
    "formats",
    "frame",
    "nodes_frame",
    "push",
    "record_rows",
    "shown_status",
    "to_networkx",
    "with_bom",
    "workbook",
    "write_csv",
    "write_jsonl",
]
