"""Read a single article without storing it."""

from __future__ import annotations

import shlex
from pathlib import Path

from graphkit.documents import read
from graphkit.errors import DocumentError, UsageError
from graphkit.model import ArticleRecord, Document, Failure, Notice
from graphkit.pipeline.reader import Pipeline, read_or_fail


def single_document(path: Path) -> Document:
    """Return the only article of a file.

    Raises:
        DocumentError: the file has no article, or cannot be read.
        UsageError: the file has several articles.
    """
    found: Document | None = None
    for item in read([path]):
        if isinstance(item, Failure):
            raise DocumentError(f"{item.source}: {item.reason}")
        if isinstance(item, Document):
            if found is not None:
                raise UsageError(f"{path} contains several articles; build a graph from it (graphkit build {shlex.quote(str(path))}) and name one of them: {found.id}, {item.id}, …")
            found = item
    if found is None:
        raise DocumentError(f"{path}: no article was found in it")
    return found


def read_single(document: Document, pipeline: Pipeline) -> ArticleRecord:
    """Return the record of an article.

    Raises:
        DocumentError: the article cannot be read, or its language is not supported.
    """
    outcome = read_or_fail(document, pipeline)
    if isinstance(outcome, Failure):
        raise DocumentError(f"{outcome.source}: {outcome.reason}")
    if isinstance(outcome, Notice):
        raise DocumentError(f"{outcome.source}: it is in {outcome.value}; use --any-language to read it anyway")
    return outcome
