"""Collect articles from a dump while it is read, which avoids reading their quads back from the engine.

The engine normalizes numbers and days: it returns `1` for `01` in a file. Articles with such literals, and
articles whose quads are not contiguous in the file, must be read from the engine.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graphkit.rdf import ARTICLE_GRAPH, XSD, Facts, iri
from graphkit.store.index.statements import Statement, unescaped

# Literals that the engine returns unchanged, by datatype; None for all of them.
_UNCHANGED = {
    **dict.fromkeys((f"{XSD}string", f"{XSD}anyURI", iri("rdf:langString").value), None),
    f"{XSD}date": re.compile(r"\d{4}-\d\d-\d\d"),
    f"{XSD}integer": re.compile(r"0|[1-9]\d{0,15}"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
_DECIMAL, _CONFIDENCE = f"{XSD}decimal", iri("gk:confidence").value
# For confidences only the numeric value matters.
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


def articles_in(dump: Iterable[Statement]) -> Iterator[tuple[str, Facts | None]]:
    """Yield keys of articles with the content of their graphs, in file order; None if the engine must be read.

    A repeated key also means that the engine must be read.
    """
    key, found, complete, in_article = "", _empty_facts(), True, False
    graph: str | None = None
    subject: str | None = None
    about: dict[str, list[str]] = {}
    for node, relation, value, text, kind, name in dump:
        if name != graph:
            graph, new = name, name.removeprefix(ARTICLE_GRAPH) if name.startswith(ARTICLE_GRAPH) else ""
            if new not in ("", key):
                if key:
                    yield key, found if complete and "" not in found else None
                key, found, complete, subject = new, _empty_facts(), True, None
            in_article = bool(new)
        if in_article:
            if node != subject:
                subject, about = node, found[node]
            if value:
                about[relation].append(value)
            else:
                about[relation].append(unescaped(text))
                complete = complete and _is_unchanged(relation, text, kind)
    if key:
        yield key, found if complete and "" not in found else None


def _empty_facts() -> Facts:
    return defaultdict(lambda: defaultdict(list))


def _is_unchanged(relation: str, text: str, kind: str) -> bool:
    """Return whether the engine returns a literal unchanged."""
    if not kind:
        return True
    if kind in _UNCHANGED:
        pattern = _UNCHANGED[kind]
        return pattern is None or pattern.fullmatch(text) is not None
    return kind == _DECIMAL and relation == _CONFIDENCE and _NUMBER.fullmatch(text) is not None
