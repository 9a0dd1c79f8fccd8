"""Claims from rows of data sets, by mappings that say what the columns mean.

Takes `Mapping`, gives `Statement`: `tables.claims.statements`.
"""

from graphkit.tables.checking import read_mapping
from graphkit.tables.claims import Statement, statements
from graphkit.tables.mapping import Mapping, ready_mappings
from graphkit.tables.names import Party
from graphkit.tables.orders import in_order
from graphkit.tables.rows import rows

__all__ = ["Mapping", "Party", "Statement", "in_order", "read_mapping", "ready_mappings", "rows", "statements"]
