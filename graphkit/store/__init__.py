"""The store room: an RDF dataset on disk, the only door to the SPARQL engine.

`Store` names the folder; a `Writer` adds articles, one transaction each; a `View` only
reads. One writer at a time; readers see what was committed when they opened.
"""

from graphkit.store.asking import Answer, Worker
from graphkit.store.load import Bundle, load
from graphkit.store.result import Result, Term
from graphkit.store.store import FORMAT, Store, state
from graphkit.store.view import View, answered
from graphkit.store.writer import Writer

__all__ = ["FORMAT", "Answer", "Bundle", "Result", "Store", "Term", "View", "Worker", "Writer", "answered", "load", "state"]
