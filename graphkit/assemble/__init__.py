"""Assemble relation mentions and resolved actors into claims with evidence, without duplicates.

Takes `Document`, `Reading`, `Actor`, gives `ArticleRecord`: `assemble.record.assemble`.
"""

from graphkit.assemble.record import assemble
from graphkit.assemble.uniting import united

__all__ = ["assemble", "united"]
