"""Texts of articles inside Markdown: never markup, and as few backslashes as that takes."""

from __future__ import annotations

import re

# What is markup at any place: code, emphasis, links and footnotes, HTML and entities, tables, formulas, mentions.
_ANYWHERE = r"[\\`*_{}\[\]<>|~&^$@]"
# What is markup where a line or a word begins (lists, headings, quotations), and in addresses and names of emoji.
_PLACES = r"\A[-+=:]|\A\d{1,9}(?=[.)])|(?<!\S)#|:(?=[^\s\d])|(?<=www)\."
_MARKUP = re.compile(f"{_ANYWHERE}|{_PLACES}", re.IGNORECASE)


def escaped(text: object) -> str:
    """A text on one line in which no reader of Markdown (CommonMark, with the extensions of GitHub and pandoc) finds markup."""
    return _MARKUP.sub(_backslash, " ".join(str(text).split()))


def _backslash(found: re.Match[str]) -> str:
    # A number at the beginning makes a list by the mark behind it.
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def anchor(heading: object) -> str:
    """What links to a heading are, as GitHub, GitLab and pandoc make them: `who-stands-with-whom`."""
    kept = re.sub(r"[^\w\- ]", "", " ".join(str(heading).split()).lower())
    return kept.replace(" ", "-")
