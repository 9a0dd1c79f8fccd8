"""The tables room: rows of data sets, and the mappings that say what they mean.

Takes `Mapping`, gives `Told`: `tables.claims.tell`.
"""

from graphkit.tables.checking import read_mapping
from graphkit.tables.claims import Told, tell
from graphkit.tables.mapping import Mapping, ready_mappings
from graphkit.tables.names import Party
from graphkit.tables.rows import rows

__all__ = ["Mapping", "Party", "Told", "read_mapping", "ready_mappings", "rows", "tell"]
