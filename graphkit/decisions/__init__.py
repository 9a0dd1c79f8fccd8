"""The user's decisions on claims and actors: their CSV file, their effect on a claim, and their replay on what is read."""

from graphkit.decisions.courses import Course
from graphkit.decisions.effect import (
    ENDS,
    HOLDS,
    aimed,
    decided,
    holds,
    split_actor,
    split_class,
    split_end,
    touches,
)
from graphkit.decisions.file import COLUMNS, check_words, file_of, held, read_decisions, write_decisions
from graphkit.decisions.fitting import check_fits, check_merge
from graphkit.decisions.replay import Replay, in_place_of, renamed
from graphkit.decisions.undo import not_taken_back, opposite

__all__ = ["COLUMNS", "ENDS", "HOLDS", "Course", "Replay", "aimed", "check_fits", "check_merge", "check_words", "decided", "file_of", "held", "holds", "in_place_of", "not_taken_back", "opposite", "read_decisions", "renamed", "split_actor", "split_class", "split_end", "touches", "write_decisions"]
