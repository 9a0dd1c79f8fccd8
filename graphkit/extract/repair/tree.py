"""Moves tokens within a tree."""

from __future__ import annotations

from graphkit.nlp import Token


def move(token: Token, head: Token) -> bool:
    """Attach a token to another head, unless that is below it, which would create a cycle; return whether it moved."""
    if token.head is None or token is head or token in head.ancestors():
        return False
    token.head.children.remove(token)
    attach(token, head)
    return True


def attach(token: Token, head: Token) -> None:
    """Attach a detached token to a head."""
    token.head = head
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)


def promote(top: Token, verb: Token) -> None:
    """Replace a word by its descendant, and attach it to the descendant."""
    outer = top.head
    if verb.head is not None:
        verb.head.children.remove(verb)
    if outer is not None:
        outer.children.remove(top)
        attach(verb, outer)
    verb.head = outer
    top.head = None
    attach(top, verb)
