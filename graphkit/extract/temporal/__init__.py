"""Time expressions: finds them in a text, and resolves them to dates with the tense and the date of publication.

`expressions(text)` finds them; `Expression.span(tense, published)` returns the dates. It needs no parser and does not
depend on the clock, the locale or the time zone of the machine.
"""

from graphkit.extract.temporal.expressions import Expression, Kind, expressions
from graphkit.extract.temporal.periods import Tense

__all__ = ["Expression", "Kind", "Tense", "expressions"]
