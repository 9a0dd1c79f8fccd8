"""Ways out: claims as rows, the graph in RDF formats, and networkx."""

from graphkit.export.graph import to_networkx
from graphkit.export.registry import exporters, formats
from graphkit.export.rows import COLUMNS, claim_row, csv_lines, record_rows, write_csv, write_jsonl

__all__ = [
    "COLUMNS",
    "claim_row",
    "csv_lines",
    "exporters",
    "formats",
    "record_rows",
    "to_networkx",
    "write_csv",
    "write_jsonl",
]
