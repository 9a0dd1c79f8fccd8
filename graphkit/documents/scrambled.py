"""Text in UTF-8 that another program read as Windows text."""

from __future__ import annotations

import re

# Bytes 80 to FF as letters of Windows text, and what those of one letter in UTF-8 look like in it.
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): bytes([byte]) for byte in range(0x80, 0x100)} | {chr(byte): bytes([byte]) for byte in range(0x80, 0xA0)}
_MORE = "[" + "".join(re.escape(letter) for letter, byte in _BYTES.items() if byte < b"\xc0") + "]"
_SCRAMBLED = re.compile(f"[\u00c2-\u00df]{_MORE}|[\u00e0-\u00ef]{_MORE}{{2}}|[\u00f0-\u00f4]{_MORE}{{3}}|â€\ufffd")


def unscrambled(text: str) -> str:
    """Return a text whose UTF-8 was once read as Windows text ("ErdoÄŸan", "donâ€™t") as it was written."""
    found = _SCRAMBLED.search(text)
    return _SCRAMBLED.sub(_written, text) if found and _SCRAMBLED.search(text, found.end()) else text


def _written(found: re.Match[str]) -> str:
    if found[0].endswith("\ufffd"):
        # The byte that Windows text does not have.
        return "”"
    try:
        return b"".join(_BYTES[letter] for letter in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
