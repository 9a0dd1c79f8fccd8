"""The head of a printed page above an article, as in texts from OCR: name of the newspaper, volume, number and price."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.dates import WEEKDAY
from graphkit.documents.dayline import DAY, days_of

_NAME = re.compile(
    r"(?:the\s+)?(?:[\w'’&.-]+\s+){0,3}(?:advertiser|advocate|argus|bulletin|chronicle|citizen|courier|daily|dispatch|echo|enquirer|examiner|express|gazette|globe|guardian|herald|independent|inquirer|journal|mail|mercury|mirror"
    r"|monitor|nation|news|observer|post|press|record|register|reporter|sentinel|standard|star|sun|telegraph|times|tribune|vanguard|weekly)(?:\s+of\s+[\w'’-]+)?|BBC\s+Monitoring(?:\s+[\w-]+){0,4}",
    re.IGNORECASE,
)
_AGENCIES = re.compile(r"reuters|(?:the\s+)?associated press|ap(?:\s+news)?|afp|agence france[- ]presse|anadolu(?:\s+agency)?|bloomberg|dpa|efe|interfax|tass|ukrinform|xinhua|yonhap|al[- ]jazeera(?:\s+english)?|bbc(?:\s+news)?|cnn|npr|deutsche welle|france 24|radio free europe/radio liberty|rfe/rl", re.IGNORECASE)
# Other agencies, whose names are also of places, persons and things; datelines tell them apart.
_CREDITED = rf"(?:{_AGENCIES.pattern}|ansa|antara|armenpress|azertac|belta|bernama|fars news(?:\s+agency)?|ians|irna|jiji(?:\s+press)?|kcna|kyodo(?:\s+news)?|mehr news(?:\s+agency)?|pti|ria novosti|sana|sputnik|tasnim(?:\s+news)?|upi|wafa)"
_BYLINE = re.compile(r"\s*(?:[|,]|\s[-–—])\s*by\s.{2,60}\Z", re.IGNORECASE)
# Sections of sites, which look like names of newspapers.
_SECTIONS = re.compile(r"(?:world|latest|breaking|top|local|regional|international|national|foreign|home|press|media|business|more|all|in the) (?:news|press|post|mail|record)", re.IGNORECASE)
# Words that begin a caption, a byline or a note.
_NO_PLACE = "by|from|via|photos?|pictures?|images?|file|video|sources?|credit|analysis|opinion|comment|explainer|updated?|with"
_LABELLED = re.compile(rf"\s*(?:{_NO_PLACE})\b", re.IGNORECASE)
# Words before a name that is of an author or a photographer, and those of names without a capital letter.
_OF_OTHERS, _SMALL = frozenset(("by", "from", "photo", "via")), frozenset(("of", "and", "the"))
# What stands beside the day: "Vol. LXX, No. 135", "Price 5 cents", "Late City Edition", "Established 1889", "12 pages".
_BESIDE = re.compile(
    r"\b(?:vol(?:ume)?\.?\s*[\dIVXLCDM]+|n(?:o|r|umber)\.?\s*[\d,.]*\d|issue\s+(?:no\.?\s*)?\d+|price\W{0,3}\S{0,3}\d[\d.,]*(?:\s?(?:cents?|pence|p|d|c))?\b|\d{1,3}\s+(?:cents?|pence|pages)\b|(?:(?:late|early|final|first|city|national|international)\s+){1,2}edition"
    r"|(?:est(?:ablished|d)?\.?|founded)\s+(?:in\s+)?\d{4}|(?:page\s+[A-Z]?|(?-i:[A-Z]))\d{1,3}\b)[.,;]?",
    re.IGNORECASE,
)
# Above name, place and day of the paper, in texts of newspapers.com.
_CLIPPED = "clipped from"
# "A4 THE DAILY NEWS WEDNESDAY, MAY 15, 1974", and the day first.
_PAGE = r"(?:(?:page\s+)?[A-Z]?\d{1,3})"
_FOLIO = re.compile(rf"(?:{_PAGE}\s+)?(?:(?P<name>[^\d,|(\n]{{4,60}}?)\s+{WEEKDAY}(?P<day>{DAY})|{WEEKDAY}(?P<above>{DAY})\s+(?P<behind>[^\d,|(\n]{{4,60}}?))(?:\s+{_PAGE})?", re.IGNORECASE)
# "DAILY NEWS, WEDNESDAY, MAY 15, 1974".
_DATED = re.compile(rf"(?P<name>[^,|(\n]{{2,60}}?)\s*(?:[,|(]|\s[-–—])\s*{WEEKDAY}(?P<day>{DAY})\)?\Z", re.IGNORECASE)
# "CAIRO, March 12 (Reuters) - ", "MOSCOW, March 12. /TASS/. ", "(CNN) -- ", and a last line "— AFP" or "(AFP)" below a paragraph, not a caption.
_OPENING = re.compile(rf"^(?!(?:{_NO_PLACE})\b)(?:(?-i:[^\W\d_a-z])[^\s()]{{1,30}}(?:\s(?-i:[^\W_a-z])[^\s()]{{0,20}}){{0,4}}\s)?(?:[(](?P<name>{_CREDITED})[)](?:,?\s+{WEEKDAY}{DAY})?\s*[-–—]{{1,2}}\s|/(?P<between>{_CREDITED})/)", re.IGNORECASE | re.MULTILINE)
_CLOSING = re.compile(rf"\n[ \t]*\n[ \t]*(?:[-–—]{{1,2}}[ \t]?(?P<name>{_CREDITED})|[(](?P<closed>{_CREDITED})[)])\s*\Z", re.IGNORECASE)
_OPENED, _CLOSED, _CAPTION, _SENTENCE = 2_000, 60, 20, re.compile(r"[.!?][\"”’]?[ \t]*$", re.MULTILINE)
_SIGNS, _BAR = re.compile(r"[\W_]+"), re.compile("[|•·]")


def masthead(blocks: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the name of a newspaper above the first blocks of a text, and the blocks below it, of whose head only the day is left.

    The name must be in capitals, begin with "The", or have the day or the number of the paper below it.
    """
    first, *below = (line.strip() for line in "\n".join(blocks[:2]).splitlines()) if blocks else [""]
    if (dated := _DATED.match(first)) and (is_newspaper(dated["name"]) or outlet_in(first)):
        return dated["name"], ["\n".join((dated["day"], *blocks[0].splitlines()[1:])), *blocks[1:]]
    if (folio := _FOLIO.fullmatch(first)) and is_newspaper(name := folio["name"] or folio["behind"]):
        return name, ["\n".join((folio["day"] or folio["above"], *blocks[0].splitlines()[1:])), *blocks[1:]]
    name, *others = (blocks[0].splitlines()[1:] if blocks else []) or [""]
    if first.casefold() == _CLIPPED and others and days_of(others[-1]):
        return name, [others[-1], *blocks[1:]]
    beside = [_day_in(line) for line in below[:2]]
    if not is_newspaper(first) and not (_NAME.fullmatch(first) and any(words is not None for words in beside)):
        return None
    lines = "\n\n".join(blocks).partition("\n")[2].strip().split("\n")
    kept = [line if (words := _day_in(line)) is None or number > 2 else words for number, line in enumerate(lines)]
    return first, [block.strip() for block in "\n".join(kept).split("\n\n") if block.strip()]


def outlet_in(line: str, *, dated: bool = False) -> str | None:
    """Return the newspaper or agency on a line beside a headline, such as "Harbour Post, 6 March 2024" or "The Harbour Post"; other names may be places.

    Args:
        line: the line.
        dated: whether the day is on the next line. Without a day, names such as "Ann Post" may be of authors.
    """
    words = line.strip(" ([])")
    found = _DATED.fullmatch(_BYLINE.sub("", words))
    first, *parts = map(str.strip, _BAR.split(words))
    barred = any(map(days_of, parts))
    name = found["name"].strip() if found else first if barred else words
    if _AGENCIES.fullmatch(name):
        return name
    named = " " in name and _NAME.fullmatch(name) and _is_capitalised(name) and not _SECTIONS.fullmatch(name)
    return name if named and (found or barred or dated or is_newspaper(name)) else None


def agency_in(text: str) -> str | None:
    """Return the agency that the dateline above the first sentence or the end of an article credits."""
    opened = _OPENING.search(text[:_OPENED])
    if opened and not _SENTENCE.search(text[: opened.start()]):
        return opened["name"] or opened["between"]
    closed = _CLOSING.search(text, max(0, len(text) - _CLOSED))
    above = text[: closed.start()].rpartition("\n\n")[2] if closed else ""
    return (closed["name"] or closed["closed"]) if closed and len(above.split()) >= _CAPTION and not _LABELLED.match(above) else None


def _is_capitalised(words: str) -> bool:
    """Whether words are written as a name; a headline or a byline may end with a word such as "press" or "Post" too."""
    first, *rest = words.split()
    return first.casefold() not in _OF_OTHERS and not first[0].islower() and not any(word[0].islower() and word not in _SMALL for word in rest)


def is_newspaper(words: str) -> bool:
    """Whether words are the name of a newspaper, in capitals or with "The"."""
    return _NAME.fullmatch(words) is not None and (words.isupper() or words.lower().startswith("the "))


def _day_in(line: str) -> str | None:
    """Return the day on a line of a page's head, "" if it has only other data, None for any other line."""
    rest = _BESIDE.sub("|", line)
    parts = [part.strip(" ,.;") for part in re.split(r"[|•·*]|\s{2,}", rest) if _SIGNS.sub("", part)]
    days = [part for part in parts if days_of(part)]
    return (days[0] if days else "") if len(days) == len(parts) < 2 and (days or rest != line) else None
