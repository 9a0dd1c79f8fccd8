"""The Python interface: build, open, query, change and export graphs."""

from graphkit.api.changing import decide, mend, retract, undo_version, update
from graphkit.api.graph import DEFAULT_FOLDER, Graph
from graphkit.api.importing import import_rdf, import_table
from graphkit.api.reading import build, extract_claims, reading_of_file

__all__ = ["DEFAULT_FOLDER", "Graph", "build", "decide", "extract_claims", "import_rdf", "import_table", "mend", "reading_of_file", "retract", "undo_version", "update"]
