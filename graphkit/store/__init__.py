"""The store room: an RDF dataset on disk, the only door to the SPARQL engine.

`Store` names the folder; a `Writer` adds articles, one transaction each; a `View` only
reads. One writer at a time; readers see what was committed when they opened.
"""

from graphkit.store.load import Bundle, load
from graphkit.store.result import Result
from graphkit.store.store import FORMAT, Store
from graphkit.store.view import View
from graphkit.store.writer import Writer

__all__ = ["FORMAT", "Bundle", "Result", "Store", "View", "Writer", "load"]
