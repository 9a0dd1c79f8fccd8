"""RDF dataset on disk; the only package that opens the SPARQL engine's store.

`Store` stands for the folder; a `Writer` adds articles, one transaction each; a `View` only
reads. There is one writer at a time; readers see what was committed when they opened.

Takes `ArticleRecord`, gives `View`: `store.writer.Writer.add`, `store.store.Store.view`.
"""

from graphkit.store.batches import BatchLoader
from graphkit.store.bulk import bulk_load, remove_partial_imports
from graphkit.store.direct import yields_direct_triples
from graphkit.store.dump import DATASETS
from graphkit.store.fingerprint import fingerprint
from graphkit.store.guard import tokens
from graphkit.store.index import ANY, Index, IndexFilter, Tie, ValidationState
from graphkit.store.index.clock import timeout_error
from graphkit.store.load import SUFFIXES, Bundle, format_of, load
from graphkit.store.memory import load_in_memory
from graphkit.store.named import NamedQuery, named_queries
from graphkit.store.nquads import actor_lines, article_lines, copy_line, ontology_lines
from graphkit.store.open_writer import open_writer
from graphkit.store.partitions import ARTICLE_CLASSES, IrregularGraph, Partition, Partitions
from graphkit.store.protocol import Answer, Exchange, WorkerError
from graphkit.store.result import Result
from graphkit.store.rewrite import VOLATILE_FUNCTIONS, with_dataset
from graphkit.store.sparql import UNNAMED_GRAPH, result_of
from graphkit.store.store import FORMAT, Store
from graphkit.store.term import Term
from graphkit.store.unknown_terms import unknown_terms
from graphkit.store.unread_inputs import UnreadInputs, unread_inputs
from graphkit.store.view import View
from graphkit.store.worker_client import MEMORY_LIMIT, READ_SIZE, START_TIMEOUT, Worker, encode_request
from graphkit.store.writer import Writer

__all__ = [
    "ANY",
    "ARTICLE_CLASSES",
    "DATASETS",
    "FORMAT",
    "MEMORY_LIMIT",
    "READ_SIZE",
    "START_TIMEOUT",
    "SUFFIXES",
    "UNNAMED_GRAPH",
    "VOLATILE_FUNCTIONS",
    "Answer",
    "BatchLoader",
    "Bundle",
    "Exchange",
    "Index",
    "IndexFilter",
    "IrregularGraph",
    "NamedQuery",
    "Partition",
    "Partitions",
    "Result",
    "Store",
    "Term",
    "Tie",
    "UnreadInputs",
    "ValidationState",
    "View",
    "Worker",
    "WorkerError",
    "Writer",
    "actor_lines",
    "article_lines",
    "bulk_load",
    "copy_line",
    "encode_request",
    "fingerprint",
    "format_of",
    "load",
    "load_in_memory",
    "named_queries",
    "ontology_lines",
    "open_writer",
    "remove_partial_imports",
    "result_of",
    "timeout_error",
    "tokens",
    "unknown_terms",
    "unread_inputs",
    "with_dataset",
    "yields_direct_triples",
]
