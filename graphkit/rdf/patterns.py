"""Fast N-Quads for plain records: records that differ only in texts, names and days share one template.

A template is made from the quads of such a record with placeholders for what differs, so that only
`graphkit.rdf.writing` defines what is written; a test compares the lines with the quads.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from graphkit.model import ArticleRecord, Claim, Document, Evidence, TimeSpan
from graphkit.rdf.names import ID, META, actor_node
from graphkit.rdf.writing import own_quads

# Records with more claims rarely share a shape.
_MOST_CLAIMS = 4
_MARK = re.compile(r"zZmark(\d+)Zz")
Values = list[str | int]
# The common properties of all records of one template: of the article, and of each claim.
Shape = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The N-Quads of a record, equal to the quads of `graphkit.rdf.writing.own_quads`.

    Attributes:
        own: lines specific to this record.
        shared: lines common to all records of the template, about the extractor.
        number: number of lines of both.
    """

    own: str
    shared: str
    number: int


def plain_lines(record: ArticleRecord) -> Lines | None:
    """Return the lines of a plain record; None if it quotes a speaker, was retracted, or has several quotes for a claim.

    Raises:
        ValueError: a name cannot be part of an IRI.
    """
    shape = _shape(record)
    pattern = None if shape is None else _pattern(shape)
    return None if pattern is None else pattern(_values(record))


def _shape(record: ArticleRecord) -> Shape | None:
    document = record.document
    if record.copy_of is not None or not 0 < len(record.claims) <= _MOST_CLAIMS or not all(_is_plain(claim, document) for claim in record.claims):
        return None
    article = (document.outlet, document.conflict, document.published_precision, not document.title, not document.url, document.published is None)
    return article, *map(_shape_of, record.claims)


def _is_plain(claim: Claim, document: Document) -> bool:
    return claim.attributed_to is None and claim.attribution_text is None and claim.retraction is None and len(claim.evidence) == 1 and claim.article == document.key


def _shape_of(claim: Claim) -> tuple[Any, ...]:
    quote, span = claim.evidence[0], claim.valid
    return (
        claim.predicate, claim.status, claim.polarity, claim.lifecycle, claim.support_types, claim.extractor, claim.confidence, not claim.cue, not claim.role,
        not quote.before, not quote.after, span and (span.start is None, span.end is None, span.precision, span.ended),
    )  # fmt: skip


def _values(record: ArticleRecord) -> Values:
    """Return the values that differ between records of one shape, escaped, in the order of the placeholders."""
    document = record.document
    found: Values = [document.key, _text(document.id), document.text_hash, _text(document.title), _text(document.url), str(document.published)]
    for claim in record.claims:
        quote, span = claim.evidence[0], claim.valid
        found += (
            claim.id, _name(claim.subject), _name(claim.object), _text(claim.subject_mention), _text(claim.object_mention),
            quote.start, quote.end, _text(quote.quote), _text(quote.before), _text(quote.after), _text(claim.cue), _text(claim.role),
            str(span.start) if span else "", str(span.end) if span else "",
        )  # fmt: skip
    return found


@functools.lru_cache(maxsize=16_384)
def _name(actor: str) -> str:
    """Return an actor id as part of an IRI; validated once."""
    return str(actor_node(actor).value.removeprefix(ID))


def _text(text: str | None) -> str:
    """Escape a text for a literal."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") if text else ""


class _Mark(str):
    """Placeholder for a text, a number or a day."""

    __slots__ = ()

    def isoformat(self) -> str:
        return str(self)


@functools.lru_cache(maxsize=512)
def _pattern(shape: Shape) -> Callable[[Values], Lines] | None:
    """Return a function from values to lines; None if a common property looks like a placeholder."""
    if _MARK.search(repr(shape)):
        return None
    quads = list(own_quads(_marked(shape)))
    shared = [quad for quad in quads if quad.graph_name == META and not _MARK.search(str(quad))]
    own = [quad for quad in quads if quad not in shared]
    text, always = _written(own), _written(shared)
    numbers = [int(number) for number in _MARK.findall(text)]
    form, order = _MARK.sub("%s", text.replace("%", "%%")), itemgetter(*numbers)
    return lambda values: Lines(form % order(values), always, len(quads))


def _written(quads: list[Quad]) -> str:
    return (pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _marked(shape: Shape) -> ArticleRecord:
    """Return a record of the shape, with placeholders for the values."""
    marks: list[Any] = [_Mark(f"zZmark{number}Zz") for number in range(6 + 14 * (len(shape) - 1))]
    outlet, conflict, precision, no_title, no_url, no_day = shape[0]
    key, id_, text_hash, title, url, day = marks[:6]
    document = Document(id_, "", None if no_title else title, None if no_url else url, outlet, None if no_day else day, precision, conflict)
    document.__dict__.update(key=key, text_hash=text_hash)
    return ArticleRecord(document, (), tuple(_marked_claim(each, key, marks[6 + 14 * n : 20 + 14 * n]) for n, each in enumerate(shape[1:])))


def _marked_claim(shape: tuple[Any, ...], key: str, marks: list[Any]) -> Claim:
    predicate, status, polarity, lifecycle, kinds, extractor, confidence, no_cue, no_role, no_before, no_after, span = shape
    id_, subject, object_, mention, other, start, end, quote, before, after, cue, role, first, last = marks
    evidence = (Evidence(start, end, quote, "" if no_before else before, "" if no_after else after),)
    valid = span and TimeSpan(None if span[0] else first, None if span[1] else last, span[2], span[3])
    claim = Claim(key, subject, predicate, object_, mention, other, evidence, status, polarity, kinds, None if no_cue else cue, None, None, valid, None if no_role else role, confidence, extractor, lifecycle)
    claim.__dict__["id"] = id_
    return claim
