"""The SQLite index of a graph, `index.sqlite` next to its data: claims and articles as rows, and the ties.

It duplicates the graph in a form that is read twenty times as fast, since the engine stores every term of a claim
separately on disk. Its content is always derived from the graph; `difference` finds deviations.
"""

from graphkit.store.index.compare import difference
from graphkit.store.index.reader import ANY, Index, Only
from graphkit.store.index.repair import aside
from graphkit.store.index.tie_quads import tie_quads
from graphkit.store.index.ties import Tie
from graphkit.store.index.validation import Checked, checked, keep, turn_of
from graphkit.store.index.writer import Keeper

__all__ = ["ANY", "Checked", "Index", "Keeper", "Only", "Tie", "aside", "checked", "difference", "keep", "tie_quads", "turn_of"]
