"""Explains why inputs were skipped: builds only record a kind, a file name ending or a language."""

from __future__ import annotations

import re

# Prefix that `graphkit.store.unread_inputs` puts before the kind of a skipped input.
_PASSED_OVER = "skipped: "
_WORDS = {
    "README.md": "a README describes its folder and is never read as an article",
    "hidden": "hidden files, whose names begin with a dot, are not read",
    "hidden folder": "hidden folders are not read",
    "in a hidden folder": "files in hidden folders are not read",
    "folder behind a link": "links to folders are not followed; give the folder itself",
    "folder of a graph": "it contains a graph, not articles",
    "lock file of an office program": "an office program created it for an open file; it contains no article",
    "broken link": "the file that it links to does not exist",
    "no ordinary file": "it is a device or a pipe, not a file",
    "decisions on a graph": "it contains decisions on a graph, not articles",
    "no ending": "its name has no ending to determine the format; add one, such as .txt",
}
_ENDING = re.compile(r"(?:unknown ending )?(\.\S+)")
_LANGUAGE = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?|[a-z]{2,3}")


def why(reason: str) -> str:
    """Return a recorded reason as an explanation."""
    if not reason.startswith(_PASSED_OVER):
        return reason
    kind = reason.removeprefix(_PASSED_OVER)
    if kind in _WORDS:
        return _WORDS[kind]
    if ending := _ENDING.fullmatch(kind):
        return f"{ending.group(1)} is not a format of articles; convert the file, for example to .txt, .html or .pdf"
    return f"the article is in {kind}; use --any-language to read languages other than English" if _LANGUAGE.fullmatch(kind) else kind
