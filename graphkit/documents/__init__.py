"""The documents room: files, folders and streams become `Document`s, one reader a format."""

from graphkit.documents.read import read

__all__ = ["read"]
