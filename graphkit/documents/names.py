"""Names of columns, and cells named after an outlet that name none."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from graphkit.documents.plain import NOTHING

# Columns of posts on X; a table of news may have one of them, but the last.
_OF_X = frozenset("idstr conversationid edithistorytweetids authorid inreplytostatusid inreplytouserid userscreenname twitterurl".split())
# Programs that send posts, also in a link.
_PROGRAM = re.compile(
    r"\s*(?:<a\b[^<>]{0,300}>)?\s*(?:(?:Twitter|X|Tweetbot|Echofon) for (?:iPhone|iPad|iOS|Android|Mac|Windows|BlackBerry|Advertisers|Websites)[^<>]{0,20}|"
    r"Twitter (?:Web (?:App|Client)|Media Studio|Lite)|Mobile Web \(M\d\)|X Web App|TweetDeck(?: Web App)?|Hootsuite(?: Inc\.)?|SocialFlow|Sprout Social|IFTTT|dlvr\.it|Echobox(?: Social)?|Buffer)\s*(?:</a>)?\s*",
    re.IGNORECASE,
)
_LONGEST = 500
_CODES = {"ti": "title", "ab": "abstract", "so": "journal", "pd": "publicationdate", "py": "publicationyear", "ut": "id"}
_FLAGS = frozenset(("yes", "no", "true", "false", "0", "1", "y", "n"))
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def plain(name: object) -> str:
    """Return the name of a column in lower case, without spaces, punctuation and underscores."""
    return re.sub(r"[\W_]+", "", str(name)).lower()


def by_plain(names: Iterable[str]) -> dict[str, str]:
    """Return columns by their plain names, the first of several with the same, and those of Web of Science, which are codes, by usual names."""
    found = {plain(name): name for name in reversed(list(names))}
    return {**{known: found[code] for code, known in _CODES.items() if code in found}, **found} if found.keys() >= {"pt", "ti", "ut"} else found


def no_outlets(names: Set[str]) -> frozenset[str]:
    """Return the columns, in plain form, that are no outlet: the source of a post on X is the program that sent it; elsewhere, the user name of an author is that of a person."""
    return frozenset(("source",)) if "twitterurl" in names or len(_OF_X & names) > 1 else frozenset(("authorusername",))


def stated(cells: Mapping[str, Any], columns: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the cells of a row without those that name no outlet, and the columns of its fields without these, so that others count."""
    dropped = {name for name, value in cells.items() if _names_none(name, value)}
    if not dropped:
        return dict(cells), dict(columns)
    named = set(map(plain, dropped))
    return {name: value for name, value in cells.items() if name not in dropped}, {field: name for field, name in columns.items() if plain(name) not in named}


def _names_none(name: str, value: object) -> bool:
    said = value.strip().lower() if isinstance(value, str) and len(value) <= _LONGEST else "" if value is None else None
    if said is None:
        return False
    return (said in NOTHING and plain(name) == "forwardedfrom") or (said in _FLAGS and plain(name) == "journal") or (_PROGRAM.fullmatch(said) is not None and plain(name) == "source")


def resolved(title: str | None, *, rendered: bool) -> str | None:
    """Return a title as it is, one rendered by WordPress with its entities resolved: it has no markup, but them."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), title) if title and rendered else title
