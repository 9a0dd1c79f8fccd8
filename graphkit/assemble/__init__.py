"""The record: relation mentions and actors become claims with evidence, each only once.

Takes `Document`, `Reading`, `Actor`, gives `ArticleRecord`: `assemble.record.assemble`.
"""

from graphkit.assemble.record import assemble
from graphkit.assemble.uniting import united

__all__ = ["assemble", "united"]
