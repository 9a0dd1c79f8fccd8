"""Evaluates extracted claims against a user's gold set."""

from graphkit.evaluate.gold import Passage, read_claims, read_gold, skeleton
from graphkit.evaluate.intervals import Interval, interval
from graphkit.evaluate.scoring import LEVELS, Counts, Fault, Scores, score

__all__ = ["LEVELS", "Counts", "Fault", "Interval", "Passage", "Scores", "interval", "read_claims", "read_gold", "score", "skeleton"]
