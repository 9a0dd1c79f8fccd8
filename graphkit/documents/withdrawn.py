"""Recognise articles that begin with a notice of retraction, whose claims are not added, and corrections of other articles."""

from __future__ import annotations

import re

from graphkit.model import Document

# The text tells users what to do; `name_withdrawn` returns what `graphkit retract` takes.
TAKEN_BACK = "articles withdrawn by their source and not added (to remove an earlier copy from the graph: graphkit retract TITLE)"
# "Withdrawn - how the army left" is an ordinary title.
_TITLE = re.compile(r"\W*(?:retracted(?:\s*[:|\]–—]|\s+-)|withdrawn\s*[:|\]])", re.IGNORECASE)
_NOTICE = re.compile(
    r"\W*(?P<label>(?:editor|publisher)s?['’]?s? note\W+|notice\W+|retraction\W+)?(?:this|the following) (?:article|story|report|post|piece|dispatch) (?:has been|was|is)(?: \w+ly| hereby)? (?:retracted|withdrawn)\b",
    re.IGNORECASE,
)
# The text tells users what to do; the value is the title of the other article.
CORRECTED = "corrections of other articles (to see one of these: graphkit read TITLE)"
_DAY = r"(?:of|on|from|in|published|dated|last|\w{3,6}day['’]?s?|\d{1,4}(?:st|nd|rd|th)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?)"
_CORRECTS = re.compile(
    rf"^\W{{0,4}}(?:corrections?|clarifications?)\b[^\n:]{{0,40}}[:.–—-]\s(?:[^\n.]{{0,40}}\s)?(?:article|story|report|dispatch|analysis|interview)(?:[\s,]+{_DAY}){{0,6}}[\s,]+"
    r"(?:(?:[^\n.“\"]{0,80}\s)?(?:headlined|titled|entitled|headline)\s+)?[(]?[“\"‘'](?P<title>[^“”\"\n]{10,160}?)[,.]?[”\"’'](?=[\s,.;)])",
    re.IGNORECASE | re.MULTILINE,
)
# Paragraphs at the top of an article that are searched, and characters of each.
_TOP, _LONGEST = 4, 600


def name_withdrawn(document: Document) -> str:
    """Return the title of a withdrawn article without the label of its retraction; its address or id if it has no other."""
    title = _TITLE.sub("", document.title or "", count=1).strip()
    return title if title and not _NOTICE.match(title) else document.url or document.id


def is_withdrawn(document: Document) -> bool:
    """Whether an article begins with a notice of its retraction, or has one before its title.

    Below its first sentence only a notice with a label such as "Editor's note" counts: "this report" may be one that the text is about.
    """
    if _TITLE.match(document.title or ""):
        return True
    lines = [line for line in document.text[: 4 * _LONGEST].splitlines() if line.strip()][:_TOP]
    begun = False
    for line in lines:
        notice = _NOTICE.match(line[:_LONGEST])
        if notice and (notice["label"] or not begun):
            return True
        begun = begun or line.rstrip().endswith((".", "!", "?"))
    return False


def corrected_title(document: Document) -> str | None:
    """Return the title of another article that an article corrects ("Correction: An article of 5 March, “Cars for Belmark”, said …"), None if it names none."""
    found = _CORRECTS.search(document.text)
    return found["title"] if found else None
