"""Matches frames against a tree: which words fire, and which phrases fill their two slots."""

from graphkit.extract.frames.match import Match
from graphkit.extract.frames.matcher import FrameMatcher

__all__ = ["FrameMatcher", "Match"]
