"""Messages forwarded within others: the header of the original above its text, as mail programs print it."""

from __future__ import annotations

import re
from itertools import islice

# Separator above a forwarded message.
_FORWARD = re.compile(r"^[> \t]*(?:-{2,}[ \t]*(?:forwarded message|original message)[ \t]*-{2,}|begin forwarded message:)[ \t]*$", re.IGNORECASE | re.MULTILINE)
# Mail programs write the header in the user's language.
_LABELS = {
    **dict.fromkeys("from von de da van od от fra från kimden".split(), "from"),
    **dict.fromkeys("date sent datum gesendet envoyé fecha enviado enviada data inviato verzonden skickat sendt gönderilme дата отправлено".split(), "date"),
    **dict.fromkeys("subject betreff objet asunto oggetto assunto onderwerp ämne emne konu temat тема".split(), "subject"),
    **dict.fromkeys("to an à a para aan till til do кому kime cc kopie copie reply-to antwort".split(), "other"),
}
_SENDER, _SUBJECT, _OTHER = ("|".join(label for label, field in _LABELS.items() if field == wanted) for wanted in ("from", "subject", "other"))
_HEADER = re.compile(rf"[> \t]*\*?({'|'.join(_LABELS)})[ \u00a0]?:\*?[ \t\u00a0]*(.*)", re.IGNORECASE)
# Lines that continue a header: behind a comma, indented, an address, above another header, or some in lower case above one.
_NEXT = rf"\n(?=.*[^>\s])(?!{_HEADER.pattern})"
_ABOVE_HEADER = rf"(?=(?:.*\n|[> ]*(?-i:[a-z])(?:.*[^>\s].*\n){{1,3}}){_HEADER.pattern})"
_CONTINUED = rf"{_NEXT}(?:(?<=[,;]\n)|(?=(?:[> ]*>[ ])?[ \t]+[^>\s])|(?=[> ]*<?[^<>\s]+@[^<>\s]+>)|{_ABOVE_HEADER}).*"
# Lines in lower case that continue a subject, up to an empty line; those of a sentence are text.
_OF_SUBJECT = rf"{_NEXT}(?=[> ]*(?-i:[a-z])(?:.*[^>\s.][ \t]*(?:\n|\Z)){{1,3}}[> \t]*(?:\n|\Z)).*"
# A header with these lines: many of recipients, few of others.
_BEGIN = r"[> \t]*\*?(?:{})[ \u00a0]?:.*"
_LINE = re.compile(
    rf"^(?=.*[^>\s])(?:{_BEGIN.format(_OTHER)}(?:{_CONTINUED}){{0,200}}|{_BEGIN.format(_SUBJECT)}(?:{_CONTINUED}|{_OF_SUBJECT}){{0,4}}|.*(?:{_CONTINUED}){{0,2}})$",
    re.MULTILINE | re.IGNORECASE,
)
# Maximum number of header lines, of messages around one, and of characters of a remark above.
_HEADERS, _DEEPEST, _REMARK = 8, 10, 500
# Subject prefixes of forwarded messages; Outlook writes no separator above the headers of the original message.
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|enc|doorst)\s*:", re.IGNORECASE)
_BARE = re.compile(rf"^[ \t]*\*?(?:{_SENDER})[ \u00a0]?:\*?[ \t\u00a0]*\S", re.MULTILINE | re.IGNORECASE)
# Separator of a forwarded message only; mail programs write the other one above answered messages too.
_SENT_ON = re.compile(r"^[ \t]*(?:-{2,}[ \t]*forwarded message[ \t]*-{2,}|begin forwarded message:)[ \t]*$", re.IGNORECASE | re.MULTILINE)
# What an answer says of answers written between the lines of the message, or of a text below.
_BETWEEN = re.compile(r"\b(?:below|in-?line|in (?:red|blue|green|bold|capitals)|siehe unten|ci-dessous)\b", re.IGNORECASE)
_PREFIXES = re.compile(r"\A(?:(?:\w{1,7}\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:|\[ext\w{0,6}\])\s*)+", re.IGNORECASE)
# The line above the header of an answered message, in the user's language.
_LONGEST_RULE, _RULE = 80, re.compile(r"^[ \t]*[-_]{3,}(?:[^\n]{1,40}[-_]{3,})?[ \t]*\s*\Z", re.MULTILINE)


def forwarded_first(text: str, subject: str) -> tuple[dict[str, str], str]:
    """Return the headers and the text of the first message of those forwarded; {} if none is."""
    said, rest = _forwarded(text)
    return (said, rest) if said else _bare(text, subject)


def _forwarded(text: str) -> tuple[dict[str, str], str]:
    """Return `subject`, `from` and `date` of a forwarded message, and its text; {} if none is forwarded, several are, or after a long remark.

    A message whose headers are followed by another separator was itself forwarded, and has no other text.
    """
    said, rest, begun = dict[str, str](), text, _FORWARD.search(text)
    for _ in range(_DEEPEST if begun and len(text[: begun.start()].strip()) <= _REMARK else 0):
        if begun:
            said, rest = _head(rest[begun.end() :])
            begun = _FORWARD.match(rest)
    return ({}, text) if _FORWARD.search(rest) else (said, rest)


def _bare(text: str, subject: str) -> tuple[dict[str, str], str]:
    """Return the headers and the text of a message forwarded without a separator, as Outlook writes them; {} unless complete."""
    begun = _BARE.search(text, 0, _REMARK) if _FORWARDED.match(subject) and not _FORWARD.search(text, 0, _REMARK) else None
    said, rest = _head(text[begun.start() :]) if begun else ({}, text)
    return (said, rest) if {"from", "date", "subject"} <= said.keys() else ({}, text)


def is_forward(text: str) -> bool:
    """Whether a text begins as a forwarded message."""
    return _SENT_ON.match(text.lstrip()) is not None


def is_sent_on(text: str, subject: str) -> bool:
    """Whether an answer forwards a message, which is not within the message that it answers."""
    begun = _FORWARD.search(text)
    return begun is not None and is_forward(begun[0]) and answered_at(text[: begun.start()], subject) is None


def answered_at(text: str, subject: str) -> int | None:
    """Return the offset of the header of the answered message in a text, or of the line of hyphens above it; None if there is none.

    It has the subject of the answer, and its recipients or the line of hyphens; pasted articles may have sender, date and subject too.
    Answers between its lines would be lost with it.
    """
    for begun in islice(_BARE.finditer(text), _HEADERS):
        said = _head(text[begun.start() :])[0]
        above = _RULE.search(text, max(0, begun.start() - _LONGEST_RULE), begun.start())
        if {"from", "date", "subject"} <= said.keys() and (above or "other" in said) and _topic(said["subject"]) == _topic(subject):
            return None if _BETWEEN.search(text, 0, begun.start()) else above.start() if above else begun.start()
    return None


def _topic(subject: str) -> str:
    """Return a subject without the prefixes of answers."""
    return _PREFIXES.sub("", " ".join(subject.split())).casefold()


def _head(text: str) -> tuple[dict[str, str], str]:
    """Return the header lines at the beginning of a text, ignoring empty lines between them, and the text below without its marks of quotation."""
    said: dict[str, str] = {}
    at = 0
    for line in islice(_LINE.finditer(text), _HEADERS):
        field = _HEADER.match(re.sub(r"\s*\n[> \t]*", " ", line[0]))
        if field is None:
            break
        said.setdefault(_LABELS[field.group(1).lower()], field.group(2).strip(" *"))
        at = line.end()
    rest = text[at:].strip("\n")
    quoted = all(line.startswith(">") for line in rest.splitlines() if line.strip())
    return said, (re.sub("^>[ \t]?", "", rest, flags=re.MULTILINE) if quoted else rest).strip()
