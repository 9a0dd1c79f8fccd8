"""The index of a graph, `index.sqlite` beside its data: its claims and articles as rows, and its ties.

It repeats what the graph says, in a form that is read twenty times as fast: the engine keeps every term of a claim in a
place of its own on disk. What it holds always follows from the graph; `difference` says where it does not.
"""

from graphkit.store.index.aside import aside
from graphkit.store.index.checked import Checked, checked, keep, turn_of
from graphkit.store.index.comparing import difference
from graphkit.store.index.keeping import Keeper
from graphkit.store.index.quads import tie_quads
from graphkit.store.index.reading import ANY, Index, Only
from graphkit.store.index.ties import Tie

__all__ = ["ANY", "Checked", "Index", "Keeper", "Only", "Tie", "aside", "checked", "difference", "keep", "tie_quads", "turn_of"]
