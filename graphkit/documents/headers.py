"""Headers of messages: the parser of the standard library, within bounds, and plain where it fails."""

from __future__ import annotations

from email.headerregistry import HeaderRegistry
from email.policy import default
from typing import Any

# Characters of a header that are read, as the parser takes quadratic time and memory, and of one on which it fails.
_LONGEST, _LONGEST_ODD = 2_000, 300
_HEADERS, _PLAIN = HeaderRegistry(), HeaderRegistry(use_default_map=False)


def _header(name: str, value: str) -> Any:
    """Return a header; of one that fails ("Message-ID: <[1]@post.example>") its plain text, or nothing if it describes the form of the body."""
    value = value[:_LONGEST]
    try:
        return _HEADERS(name, value)
    except Exception:
        return _HEADERS(name, "") if name.lower().startswith("content-") else _PLAIN(name, value[:_LONGEST_ODD])


POLICY = default.clone(header_factory=_header)
