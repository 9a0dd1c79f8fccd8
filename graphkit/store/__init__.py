"""RDF dataset on disk; the only package that opens the SPARQL engine's store.

`Store` stands for the folder; a `Writer` adds articles, one transaction each; a `View` only
reads. There is one writer at a time; readers see what was committed when they opened.

Takes `ArticleRecord`, gives `View`: `store.writer.Writer.add`, `store.store.Store.view`.
"""

from graphkit.store.batches import Portions
from graphkit.store.bulk import bulk, clear_parts
from graphkit.store.direct import counts
from graphkit.store.dump import DATASETS
from graphkit.store.fingerprint import state
from graphkit.store.guard import tokens
from graphkit.store.index import ANY, Checked, Index, Only, Tie
from graphkit.store.index.clock import too_long
from graphkit.store.load import SUFFIXES, Bundle, format_of, load
from graphkit.store.memory import loaded
from graphkit.store.named import NamedQuery, named_queries
from graphkit.store.nquads import actor_lines, article_lines, copy_line, ontology_lines
from graphkit.store.open_writer import writing
from graphkit.store.partitions import KINDS, IrregularGraph, Part, Parts
from graphkit.store.protocol import Answer, Declined, Exchange
from graphkit.store.result import Result
from graphkit.store.rewrite import CHANGING, with_dataset
from graphkit.store.sparql import UNNAMED_GRAPH, answered
from graphkit.store.store import FORMAT, Store
from graphkit.store.term import Term
from graphkit.store.unknown_terms import unknown
from graphkit.store.unread_inputs import Unread, unread
from graphkit.store.view import View
from graphkit.store.worker_client import MEMORY, PIECE, START, Worker, line_of
from graphkit.store.writer import Writer

__all__ = [
    "ANY",
    "CHANGING",
    "DATASETS",
    "FORMAT",
    "KINDS",
    "MEMORY",
    "PIECE",
    "START",
    "SUFFIXES",
    "UNNAMED_GRAPH",
    "Answer",
    "Bundle",
    "Checked",
    "Declined",
    "Exchange",
    "Index",
    "IrregularGraph",
    "NamedQuery",
    "Only",
    "Part",
    "Parts",
    "Portions",
    "Result",
    "Store",
    "Term",
    "Tie",
    "Unread",
    "View",
    "Worker",
    "Writer",
    "actor_lines",
    "answered",
    "article_lines",
    "bulk",
    "clear_parts",
    "copy_line",
    "counts",
    "format_of",
    "line_of",
    "load",
    "loaded",
    "named_queries",
    "ontology_lines",
    "state",
    "tokens",
    "too_long",
    "unknown",
    "unread",
    "with_dataset",
    "writing",
]
