"""What the user says of the inputs that nobody can find out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Self

from graphkit.documents.rows import columns_of
from graphkit.model import Item

if TYPE_CHECKING:
    from graphkit.documents.formats import Format


def documents(made: Format, stream: BinaryIO, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Item]:
    """What a stream holds, read with the user's columns where the format has any.

    A plug-in's format need not be a `Format` of ours; it may have endings and a reader alone.
    """
    columned = getattr(made, "columned", None)
    if columns and columned is not None:
        found: Iterator[Item] = columned(stream, name, source, columns)
        return found
    return made.read(stream, name, source)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user says of the inputs.

    Attributes:
        columns: which column of a table, or name in an object, is which field.
        type: how standard input and files of unknown ending are read: an ending or a reader's name;
            None where it is found out.
        public: whether addresses of this machine and of private networks are refused, as where a
            page, and not the user at his shell, says what is fetched.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None
    public: bool = False

    @classmethod
    def of(cls, columns: Iterable[str] = (), type: str | None = None) -> Self:
        """A wish of options as users type them.

        Raises:
            UsageError: an option is wrong.
        """
        return cls(columns_of(columns), type)
