"""The user's decisions on claims and actors: their CSV file, their effect on a claim, and their replay on what is read."""

from graphkit.decisions.effect import ENDS, HOLDS, decided, holds, reason, touches
from graphkit.decisions.file import COLUMNS, check_words, file_of, read_decisions, write_decisions
from graphkit.decisions.replay import Replay, renamed

__all__ = ["COLUMNS", "ENDS", "HOLDS", "Replay", "check_words", "decided", "file_of", "holds", "read_decisions", "reason", "renamed", "touches", "write_decisions"]
