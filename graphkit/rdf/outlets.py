"""Listed news outlets by their names, so that an outlet is the same node as a source and as an actor."""

from __future__ import annotations

import functools
import re
import unicodedata

from graphkit.resources import data_rows, seeds_dir

_OMITTED = re.compile(r"^the\b|[\W_]")


def listed_outlet(outlet: str) -> tuple[str, str] | None:
    """Return id and name of a listed news outlet, None if there is none with this name."""
    return _listed().get(_folded(outlet))


@functools.cache
def _listed() -> dict[str, tuple[str, str]]:
    """Id and name of each listed outlet, by its folded names; without outlets whose id is none of their names ("Daily_Star_Lebanon"): others have the same name."""
    found: dict[str, tuple[str, str]] = {}
    with data_rows(seeds_dir() / "actors" / "organizations.csv") as rows:
        for row in rows:
            names = {_folded(name) for name in (row["name"], *row["aliases"].split(";"))} - {""}
            if row["type"] == "news-outlet" and _folded(row["id"]) in names:
                found |= dict.fromkeys(names, (row["id"], row["name"]))
    return found


def _folded(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading article."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(char))
    return _OMITTED.sub("", plain.replace("_", " "))
