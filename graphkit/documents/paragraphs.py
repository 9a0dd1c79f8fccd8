"""Join the text of an article that is in pieces: paragraphs, lists and quotes beside pictures."""

from __future__ import annotations

from typing import Any

# Pieces of an article that are not its text, and levels of pieces.
_PICTURES, _DEEPEST = ("image", "img", "picture", "figure", "photo", "gallery", "video", "audio", "media", "embed", "ad"), 20


def whole_text(value: object) -> str:
    """Return the text in a string, a list of paragraphs, also of objects beside pictures, or a list of pieces, some of them objects, as in Telegram exports; else ""."""
    if isinstance(value, list):
        if _has_paragraphs(value):
            return _piece(value)
        pieces = [piece.get("text") if isinstance(piece, dict) else piece for piece in value]
        between = "" if any(isinstance(piece, dict) for piece in value) else "\n\n"
        words = [piece for piece in pieces if isinstance(piece, str)]
        return between.join(words) if len(words) == len(pieces) else ""
    return value if isinstance(value, str) else ""


def _has_paragraphs(pieces: list[Any]) -> bool:
    return any(isinstance(piece, dict) and piece.get("type") in ("paragraph", "p") for piece in pieces)


def _piece(piece: object, depth: int = 0) -> str:
    """Return the text of a piece of an article (a paragraph, list or quote, each perhaps of pieces), without pictures and the like."""
    if isinstance(piece, list) and depth < _DEEPEST:
        words = [said for each in piece if (said := _piece(each, depth + 1))]
        return ("\n\n" if _has_paragraphs(piece) else "").join(words)
    if not isinstance(piece, dict) or piece.get("type") in _PICTURES or depth >= _DEEPEST:
        return piece if isinstance(piece, str) else ""
    items = piece.get("items")
    parts = [*(_piece(piece.get(key), depth + 1) for key in ("text", "content", "children")), *(_piece(each, depth + 2) for each in (items if isinstance(items, list) else ()))]
    return "\n\n".join(dict.fromkeys(filter(None, parts)))
