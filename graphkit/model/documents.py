"""Documents as read, articles as stored, and the outcomes of reading input files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graphkit.model.identity import digest, hash_of
from graphkit.model.kinds import Precision


@dataclass(frozen=True)
class Document:
    """One article as it was read.

    Attributes:
        id: the row's `id`, else the file name without its ending.
        text: the article's text; all offsets count its code points.
        title: title as given by the row or the page, None if unknown.
        url: address, None if unknown.
        outlet: name of the outlet, None if unknown.
        published: day of publication; the first day of the period if only a month or
            a year is known; None if unknown.
        published_precision: `day`, `month` or `year`.
        conflict: name of the conflict as its source gives it; None if it gives none.
        place: the file that it was read from, with `id`; None if it came from no file. It identifies
            versions of one article, is not part of the document's identity, and is never exported.
        changed: last modification according to its source, in UTC to the second ("2024-03-06T12:00:00"), or None.
            It orders versions of one day, and is never exported either.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_precision: Precision = Precision.DAY
    conflict: str | None = None
    place: str | None = field(default=None, compare=False)
    changed: str | None = field(default=None, compare=False)

    @cached_property
    def text_hash(self) -> str:
        """SHA-256, 64 hex digits, of the UTF-8 text."""
        return hash_of(self.text)

    @cached_property
    def key(self) -> str:
        """Identity of the article: 16 hex digits of text, outlet and day.

        The same text from two outlets is two articles; the same file read twice is one.
        """
        return digest(self.text_hash, self.outlet or "", self.published or "")

    @property
    def article(self) -> Article:
        """The document without its text, as the store keeps it."""
        return Article(
            key=self.key,
            id=self.id,
            text_hash=self.text_hash,
            title=self.title,
            url=self.url,
            outlet=self.outlet,
            published=self.published,
            published_precision=self.published_precision,
            conflict=self.conflict,
        )


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a graph, without its text (see `Graph.text`).

    Attributes:
        key: 16 hex digits of text, outlet and day.
        id: the row's `id`, else the file name without its ending.
        text_hash: SHA-256, 64 hex digits, of the UTF-8 text.
        title: None if unknown, as are the following.
        url: address.
        outlet: name of the outlet.
        published: day of publication; the first day of the period if only a month or a year is known.
        published_precision: `day`, `month` or `year`.
        copy_of: key of the article that it copies; None if it copies none.
        conflict: name of the conflict as its source gives it.
    """

    key: str
    id: str
    text_hash: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_precision: Precision = Precision.DAY
    copy_of: str | None = None
    conflict: str | None = None

    @property
    def exact_day(self) -> date | None:
        """Day of publication, None if it is not known to the day."""
        return self.published if self.published_precision is Precision.DAY else None


@dataclass(frozen=True, slots=True)
class Failure:
    """One input, or one article of it, that could not be read.

    Attributes:
        source: the file, address or row.
        reason: the reason, in one line.
    """

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark on the inputs, counted during a run and reported at its end.

    Notices travel in the stream of documents, as failures do, but nothing failed: an article
    without a date is still added.

    Attributes:
        source: the file, row or article concerned.
        kind: what is counted, in the plural: "dates not read", "files skipped"; see `graphkit.pipeline.notices`.
        value: short detail, such as the raw date or a file ending; equal values are counted together.
    """

    source: str
    kind: str
    value: str


# Elements of the input stream.
Item = Document | Failure | Notice


@dataclass(frozen=True, slots=True)
class Finished:
    """An input file was read to its end; `failed` if something in it could not be read."""

    path: str
    failed: bool = False
