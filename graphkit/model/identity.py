"""Names of things made from their content: hashes, digests, the last part of an IRI."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def digest(*parts: object) -> str:
    """First 16 hex digits of SHA-256 over the parts, joined by a character none contains."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def hash_of(text: str) -> str:
    """SHA-256, 64 hex digits, of the UTF-8 text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def local_name(name: str) -> str:
    """A name as the last part of an IRI: letters, digits, underscore, hyphen; at most 80."""
    plain = unicodedata.normalize("NFC", name).replace("’", "").replace("'", "")
    return re.sub(r"[^\w-]+", "_", plain).strip("_")[:80] or "unnamed"
