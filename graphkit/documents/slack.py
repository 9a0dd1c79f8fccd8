"""Messages exported from Slack: the marks in their texts, and messages of the program itself."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

# "<https://post.example/a|the pact>", "<@U024BE7LH>".
_MARK = re.compile(r"<(?:(?P<address>https?:[^<>|\s]{1,2000})|[@#!][^<>|\s]{1,100})(?:\|(?P<shown>[^<>]{1,300}))?>")
_SERVICE = re.compile(r"(?:channel|group|bot|huddle|pinned|reminder|sh_room|tombstone)(?:_(?!message)\w*)?")


def is_message(row: Mapping[str, Any]) -> bool:
    """Whether a row is a message of Slack."""
    return row.get("type") == "message" and isinstance(row.get("ts"), str) and isinstance(row.get("text"), str)


def is_service(row: Mapping[str, Any]) -> bool:
    """Whether a message is one of the program: who joined, which topic was set."""
    return _SERVICE.fullmatch(str(row.get("subtype") or "")) is not None


def plain_message(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message with the words that its text shows."""
    return {**row, "text": html.unescape(_MARK.sub(lambda mark: mark["shown"] or mark["address"] or "", row["text"]))}
