"""Styles and scripts that stand in a page itself, and the policy that lets just these run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any


def policy(scripts: Iterable[str], style: str) -> str:
    """A Content-Security-Policy: just these scripts and this style, and nothing of the network."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def inline(script: str) -> Any:
    """A script of our own as markup (`markupsafe.Markup`): it stands in its element as it is."""
    from markupsafe import Markup

    return Markup(script)


def _hash(text: str) -> str:
    """What a browser compares with the text of an element."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
