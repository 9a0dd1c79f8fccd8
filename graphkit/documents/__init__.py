"""The documents room: files, folders and streams become `Document`s, one reader a format."""

from graphkit.documents.read import Meter, read, read_marked

__all__ = ["Meter", "read", "read_marked"]
