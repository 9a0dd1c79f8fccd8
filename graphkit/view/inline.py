"""Inline styles and scripts of a page, and the Content-Security-Policy that allows only these."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any


def policy(scripts: Iterable[str], style: str) -> str:
    """Return a Content-Security-Policy that allows these scripts and this style and no network access."""
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
    """Return one of our own scripts as markup (`markupsafe.Markup`), which is not escaped."""
    from markupsafe import Markup

    return Markup(script)


def _hash(text: str) -> str:
    """CSP hash source of the text of an element."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
