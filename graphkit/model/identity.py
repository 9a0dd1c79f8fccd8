"""Identifiers derived from content: digests, hashes and local names of IRIs."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# A Latin letter with accents, which texts omit; the marks of other scripts are letters.
_ACCENTED = re.compile(r"([A-Za-z])[\u0300-\u036f]+")


def digest(*parts: object) -> str:
    """Return the first 16 hex digits of SHA-256 over the parts, joined by a character that none contains."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def hash_of(text: str) -> str:
    """Return the SHA-256 of the UTF-8 text, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def local_name(name: str) -> str:
    """Return a name as the last part of an IRI: letters, digits, underscore, hyphen; at most 80 characters."""
    plain = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", name))
    plain = unicodedata.normalize("NFC", plain).replace("’", "").replace("'", "")
    return re.sub(r"[^\w-]+", "_", plain).strip("_")[:80] or "unnamed"
