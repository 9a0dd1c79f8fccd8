"""The SQLite index of a graph, `index.sqlite` next to its data: claims and articles as rows, and the ties.

It duplicates the graph in a form that is read twenty times as fast, since the engine stores every term of a claim
separately on disk. Its content is always derived from the graph; `difference` finds deviations.
"""

from graphkit.store.index.aside import aside
from graphkit.store.index.checked import Checked, checked, keep, turn_of
from graphkit.store.index.comparing import difference
from graphkit.store.index.keeping import Keeper
from graphkit.store.index.quads import tie_quads
from graphkit.store.index.reading import ANY, Index, Only
from graphkit.store.index.ties import Tie

__all__ = ["ANY", "Checked", "Index", "Keeper", "Only", "Tie", "aside", "checked", "difference", "keep", "tie_quads", "turn_of"]
