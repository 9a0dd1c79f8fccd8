"""The SQLite index of a graph, `index.sqlite` next to its data: claims and articles as rows, and the ties.

It duplicates the graph in a form that is read twenty times as fast, since the engine stores every term of a claim
separately on disk. Its content is always derived from the graph; `difference` finds deviations.
"""

from graphkit.store.index.compare import difference
from graphkit.store.index.reader import ANY, Index, IndexFilter
from graphkit.store.index.repair import repair_in_memory
from graphkit.store.index.tie_quads import tie_quads
from graphkit.store.index.ties import Tie
from graphkit.store.index.validation import (
    ValidationState,
    last_transaction,
    save_validation,
    validation_state,
)
from graphkit.store.index.writer import IndexWriter

__all__ = ["ANY", "Index", "IndexFilter", "IndexWriter", "Tie", "ValidationState", "difference", "last_transaction", "repair_in_memory", "save_validation", "tie_quads", "validation_state"]
