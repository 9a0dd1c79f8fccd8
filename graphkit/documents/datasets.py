"""Say what to do with tables and pages that have no texts: data sets of events, lists of addresses, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Collection

# Columns that only one data set has, lower-case without signs, and the mapping for it.
_MAPPINGS = {"globaleventid": "gdelt", "eventidcnty": "acled", "dyadnewid": "ucdp-ged", "atopid": "atop", "sipriatdatabaseid": "sipri", "sourcesectors": "icews", "sourceagent": "phoenix", "primaryactorsector": "polecat", "extalleged": "ucdp-esd", "version4id": "cow-alliances"}
# GDELT's files have no header: an event begins with its number and day, a record of the knowledge graph with its time and number.
_EVENT, _RECORD = re.compile(r"\d{6,12} (?:19|20)\d{6} (?:19|20)\d{4} .*"), re.compile(r"\d{14}-T?\d+")
_BOOKMARK = re.compile(r"<a\b[^<>]{0,3000}\s(?:add_date|time_added)\s{0,9}=", re.IGNORECASE)
_LINK = re.compile(r"<a\s", re.IGNORECASE)
READ_PAGES = "save their pages and give the folder, or give the addresses: graphkit build ADDRESS …"
# Kind of the notices on references without a text; it tells users what to do.
REFERENCES = "references without an abstract, not read (give their files or pages: graphkit build FILE ADDRESS …)"
ADDRESSES = f"addresses of articles without their texts; {READ_PAGES}"


def are_addresses(text: str) -> bool:
    """Whether a text has nothing but web addresses, one on each line."""
    lines = text.split()
    return bool(lines) and len(lines) == sum(1 for line in text.splitlines() if line.strip()) and all(line.startswith(("http://", "https://")) for line in lines)


def no_texts(names: Collection[str], shown: str, *, addresses: bool) -> str:
    """Return why a table without a column of texts is not read, and what to do.

    Args:
        names: its columns, or the cells of its first row if it has no header.
        shown: its columns, for the message.
        addresses: whether it has a column of addresses.
    """
    plain = [re.sub(r"[\W_]+", "", name).lower() for name in names]
    first = next(iter(names), "")
    mapping = "triples" if {"subject", "relation", "object"} <= set(plain) else next((mapping for column, mapping in _MAPPINGS.items() if column in plain), None)
    mapping = mapping or ("gdelt" if _EVENT.fullmatch(" ".join(names)) else None)
    if mapping:
        what = "ties" if mapping == "triples" else "events or treaties"
        return f"a table of {what}, not of texts; add it with: graphkit import-table FILE --mapping {mapping}"
    if {"highlight", "booktitle"} <= set(plain):
        return "highlights, which are parts of texts; to read each as a text: --column text=Highlight --column 'title=Book Title'"
    if _RECORD.fullmatch(first):
        return f"records of GDELT's knowledge graph, which have addresses and no texts; {READ_PAGES}"
    if addresses or are_addresses("\n".join(names)):
        return f"{ADDRESSES}; if a column has the texts: --column text=COLUMN (columns: {shown})"
    return f"no column of texts; its columns: {shown} (name one: --column text=COLUMN)"


def is_bookmarks(markup: str) -> bool:
    """Whether a page is a list of bookmarks, as browsers, Pocket and others export them: most of its links say when they were added."""
    added = len(_BOOKMARK.findall(markup))
    return added > 0 and 2 * added > len(_LINK.findall(markup))
