"""Matches frames against a tree: finds triggers, and fills their two slots."""

from graphkit.extract.frames.match import Match
from graphkit.extract.frames.matcher import FrameMatcher

__all__ = ["FrameMatcher", "Match"]
