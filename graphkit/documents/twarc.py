"""Answers of X, as twarc stores them: a line has up to a hundred posts, and their authors beside them."""

from __future__ import annotations

from typing import Any

from graphkit.documents.rows import is_article


def posts_of(row: Any) -> list[Any]:
    """Return the posts in an answer of X, as twarc stores it, each with the name of its author; else the row, as if it has none or a text of its own."""
    posts = row.get("data") if isinstance(row, dict) and isinstance(row.get("includes"), dict) else None
    if not isinstance(posts, list) or not posts or is_article(row):
        return [row]
    users = row["includes"].get("users")
    names = {str(each.get("id")): each.get("username") for each in users if isinstance(each, dict)} if isinstance(users, list) else {}
    return [{"username": names.get(str(post.get("author_id")))} | post if isinstance(post, dict) else post for post in posts]
