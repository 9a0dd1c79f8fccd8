"""Claims from rows of data sets, by mappings that say what the columns mean.

Takes `Mapping`, gives `Statement`: `tables.claims.statements`.
"""

from graphkit.tables.checking import read_mapping
from graphkit.tables.claims import Statement, statements
from graphkit.tables.mapping import Mapping, ready_mappings
from graphkit.tables.names import Party
from graphkit.tables.orders import in_order
from graphkit.tables.rows import Row, rows
from graphkit.tables.skipped import Skipped
from graphkit.tables.sources import zero_of

__all__ = ["Mapping", "Party", "Row", "Skipped", "Statement", "in_order", "read_mapping", "ready_mappings", "rows", "statements", "zero_of"]
