"""RDF dataset on disk; the only package that opens the SPARQL engine's store.

`Store` stands for the folder; a `Writer` adds articles, one transaction each; a `View` only
reads. There is one writer at a time; readers see what was committed when they opened.

Takes `ArticleRecord`, gives `View`: `store.writer.Writer.add`, `store.store.Store.view`.
"""

from graphkit.store.asking import MEMORY, PIECE, START, Worker, line_of
from graphkit.store.bulk import bulk, clear_parts
from graphkit.store.dump import DATASETS
from graphkit.store.exchange import Answer, Declined, Exchange
from graphkit.store.guard import tokens
from graphkit.store.index import ANY, Checked, Index, Only, Tie
from graphkit.store.index.clock import too_long
from graphkit.store.lines import actor_lines, article_lines, copy_line, ontology_lines
from graphkit.store.load import SUFFIXES, Bundle, format_of, load
from graphkit.store.making import writing
from graphkit.store.memory import loaded
from graphkit.store.parts import KINDS, IrregularGraph, Part, Parts
from graphkit.store.portions import Portions
from graphkit.store.questions import UNNAMED_GRAPH, answered
from graphkit.store.ready import NamedQuery, named_queries
from graphkit.store.result import Result
from graphkit.store.rewrite import CHANGING, with_dataset
from graphkit.store.rule import counts
from graphkit.store.state import state
from graphkit.store.store import FORMAT, Store
from graphkit.store.term import Term
from graphkit.store.unknown import unknown
from graphkit.store.unread import Unread, unread
from graphkit.store.view import View
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
