"""Expressions of time: found in words, and read as days from the tense and the day of publication.

`expressions(text)` finds them; `Expression.span(tense, published)` gives the days. No parser is
needed and nothing depends on the clock, the locale or the time zone of the machine.
"""

from graphkit.extract.when.expressions import Expression, Kind, expressions
from graphkit.extract.when.periods import Tense

__all__ = ["Expression", "Kind", "Tense", "expressions"]
