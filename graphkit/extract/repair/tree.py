"""Hanging a word of a tree below another."""

from __future__ import annotations

from graphkit.nlp import Token


def move(token: Token, head: Token) -> bool:
    """Hang a token elsewhere; not below itself, which would make a ring."""
    if token.head is None or token is head or token in head.ancestors():
        return False
    token.head.children.remove(token)
    attach(token, head)
    return True


def attach(token: Token, head: Token) -> None:
    """Hang a token that hangs nowhere below another."""
    token.head = head
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)
