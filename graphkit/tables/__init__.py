"""The tables room: rows of data sets, and the mappings that say what they mean."""

from graphkit.tables.mapping import Mapping, read_mapping, ready_mappings
from graphkit.tables.rows import rows
from graphkit.tables.told import Told, tell

__all__ = ["Mapping", "Told", "read_mapping", "ready_mappings", "rows", "tell"]
