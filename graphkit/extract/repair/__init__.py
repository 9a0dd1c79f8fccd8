"""Corrects parse trees before relations are extracted from them: names, attachment, coordination, missing verbs."""

from graphkit.extract.repair.corrections import repair_tree

__all__ = ["repair_tree"]
