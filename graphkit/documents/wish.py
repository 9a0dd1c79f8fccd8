"""The user's options for reading inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Self

from graphkit.documents.names import KNOWN
from graphkit.errors import UsageError, check_text, one_of
from graphkit.model import Item

if TYPE_CHECKING:
    from graphkit.documents.formats import Format


def columns_of(options: Iterable[str]) -> dict[str, str]:
    """Parse the user's column options: `text=Artikel` makes the column "Artikel" the text.

    Raises:
        UsageError: an option has another form, or its field does not exist.
    """
    found = {}
    for option in options:
        check_text("--column is FIELD=COLUMN", option)
        field, sign, name = option.partition("=")
        if not sign or not name.strip() or field.strip() not in KNOWN:
            raise UsageError(f"--column {option!r} is not FIELD=COLUMN; FIELD is one of {one_of(KNOWN)}")
        found[field.strip()] = name.strip()
    return found


def documents(made: Format, stream: BinaryIO, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """Read a stream with the reader of a format, and with the user's columns if the format has columns.

    A plug-in's format need not be a `Format`; endings and a reader suffice.
    """
    columned = getattr(made, "columned", None)
    if columns and columned is not None:
        found: Iterator[Item] = columned(stream, name, source, columns)
        return found
    return made.read(stream, name, source)


@dataclass(frozen=True, slots=True)
class Wish:
    """Options for reading inputs.

    Attributes:
        columns: the user's table columns or JSON keys by field.
        type: format of standard input and of files with unknown endings: an ending or a reader's name; None to
            detect it.
        public: whether to refuse addresses of this machine and of private networks, for addresses entered on a
            web page instead of the command line.
        conflict: conflict of the articles that name none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None
    public: bool = False
    conflict: str | None = None

    @classmethod
    def of(cls, columns: Iterable[str] = (), type: str | None = None, conflict: str | None = None) -> Self:
        """Parse options as typed by users.

        Raises:
            UsageError: an option is not valid.
        """
        for what, given in (("--type is the name of a format", type), ("--conflict is a name", conflict)):
            if given is not None:
                check_text(what, given)
        return cls(columns_of(columns), type, conflict=conflict)
