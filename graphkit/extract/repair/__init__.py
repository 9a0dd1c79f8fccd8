"""Corrects trees around names: a known name is one unit, whatever the parse of its words."""

from graphkit.extract.repair.between import verbs_between
from graphkit.extract.repair.lists import as_well_as, said_beside
from graphkit.extract.repair.names import nouns_before, repair, up_from_compound
from graphkit.extract.repair.tree import attach, move

__all__ = ["as_well_as", "attach", "move", "nouns_before", "repair", "said_beside", "up_from_compound", "verbs_between"]
