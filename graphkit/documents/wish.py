"""What the user says of the inputs that nobody can find out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from graphkit.documents.rows import columns_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user says of the inputs.

    Attributes:
        columns: which column of a table, or name in an object, is which field.
        type: how standard input and files of unknown ending are read: an ending or a reader's name;
            None where it is found out.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None

    @classmethod
    def of(cls, columns: Iterable[str] = (), type: str | None = None) -> Self:
        """A wish of options as users type them.

        Raises:
            UsageError: an option is wrong.
        """
        return cls(columns_of(columns), type)
