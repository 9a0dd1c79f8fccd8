"""Labels in lines above a text, such as "Date: 15 May 2020", in several languages."""

from __future__ import annotations

import re

from graphkit.documents.dayline import day_of_change

ADDRESS = ("http://", "https://")
LABELS = {
    "full title": "title",
    **dict.fromkeys("title headline titel titre título titulo titolo başlık заголовок".split(), "title"),
    **dict.fromkeys("date datum fecha data tarih дата published posted".split(), "date"),
    **dict.fromkeys(("date posted", "date published", "date of publication", "publication date", "first published", "published on", "posted on", "published time"), "date"),
    **dict.fromkeys("source outlet publication newspaper publisher quelle fuente fonte kaynak источник".split(), "outlet"),
    **dict.fromkeys(("url", "link", "url source", "source url"), "url"),
    **dict.fromkeys("author byline by autor auteur yazar автор".split(), "author"),
    # The head of a message that a mail program saved as text.
    **dict.fromkeys("subject betreff objet asunto oggetto".split(), "title"),
    **dict.fromkeys("sent gesendet envoyé enviado inviato".split(), "date"),
    **dict.fromkeys("from von de da".split(), "sender"),
}
# "Source: Harbour Post", and the field of each label.
_LABELLED = re.compile(r"(?P<label>[^\W\d_]{2,12}(?: [^\W\d_]{2,12}){0,2})\s*(?:::?|：)\s*(?P<value>\S.*)")
# The label of a line, and the address of a recipient below another one.
_LABEL_AT, _RECIPIENT = re.compile(r"[ \t]*[^\W\d_]{2,12}[^\n:]{0,20}:"), re.compile(r"<?[^<>\s]+@[^<>\s]+>")
# A second label on a line: "Source: Harbour Post | Date: 6 March 2024"; words such as "link" are one only before an address.
_SECOND = re.compile(rf"(?<=\S)(?:[ \t]{{2,}}|\t|[ \t]*[|;•·][ \t]*)(?=(?:{'|'.join(name for name, field in LABELS.items() if field != 'url')})[ \t]?[:：]|(?:url|link)[ \t]?[:：]\s*https?:)", re.IGNORECASE)


def is_address(line: str) -> bool:
    """Whether a line is an address and nothing else."""
    return line.strip().startswith(ADDRESS) and len(line.split()) == 1


def label(line: str) -> tuple[str, str] | None:
    """Return the field and value of a line with a label, "" for an unknown one; None if it has none."""
    if is_address(line):
        return "url", line.strip()
    if day_of_change(line):
        return "", line
    match = _LABELLED.fullmatch(line.strip())
    return (LABELS.get(match["label"].lower(), ""), match["value"].strip()) if match else None


def is_labelled_field(line: str) -> bool:
    """Whether a line is a title, a day or an outlet behind its label; in lower case it may be the rest of a sentence."""
    return not line[:1].islower() and (label(line) or ("", ""))[0] in ("title", "date", "outlet")


def lines_of(block: str) -> list[str]:
    """Return the lines of a block, with those that continue the one above joined to it, and those with several labels split."""
    made: list[str] = []
    for line in block.splitlines():
        made[-1:] = [f"{made[-1]} {line.strip()}"] if made and _continues(made[-1], line) else [*made[-1:], line]
    return _SECOND.sub("\n", "\n".join(made)).splitlines()


def _continues(above: str, line: str) -> bool:
    """Whether a line continues the one above: indented, the address of a recipient, or below a title in lower case, or in letters without case."""
    if _LABEL_AT.match(line):
        return False
    lower = line[:1].isalpha() and not line[0].isupper() and ":" not in line and not line.endswith(".")
    return line.startswith((" ", "\t")) or bool(_RECIPIENT.match(line)) or (lower and (label(above) or ("",))[0] == "title")
