"""Recognise pages that a site shows instead of an article: checks for robots, scripts that must run, consent to cookies, "not found"."""

from __future__ import annotations

import re

_SAVE = "open it in a browser, save it, and read the file"
# What such a page says, and the reason for the failure.
_SAID = (
    (re.compile(r"\b(?:enable|activate|turn on|requires?|without|supports?) java ?script\b|\bjava ?script (?:is|to be|must be|seems to be) (?:\w+ )?(?:disabled|enabled|required|turned)", re.IGNORECASE), f"the page needs JavaScript; {_SAVE}"),
    (
        re.compile(
            r"\bchecking (?:if |that |whether )?(?:the site connection|your browser|you are)|\bverify(?:ing)? (?:that )?you(?:['’]re| are) (?:a |not a )?(?:human|robot|bot)|\bpress (?:and|&) hold to confirm you are\b"
            r"|\bnot a robot\b|\bunusual (?:traffic|activity) from your\b|\bautomation tools to browse\b|\b(?:complete|solve) the captcha\b"
            r"|\b(?:you have been|sorry, you were) blocked\b|\byou don['’]t have permission to access\b|\baccess to this page has been denied\b",
            re.IGNORECASE,
        ),
        f"the site shows a check for robots or refuses access; {_SAVE}",
    ),
    (re.compile(r"\bwe (?:and|use) (?:our|\d+) (?:\d+ )?(?:technology )?partners\b.{0,80}\b(?:store|access|process|cookies)\b|\bbefore you continue to\b.{0,40}\bcookies\b", re.IGNORECASE), f"the page shows only a request for consent to cookies; {_SAVE}"),
)
_MISSING = re.compile(r"\W*(?:error\W+)?(?:404\W*)?(?:page|article|story) (?:was )?(?:not found|cannot be found|could not be found|no longer exists|does not exist)\b|\W*404\b(?:\W+not found)?\W*(?:\||-|$)", re.IGNORECASE)
# Most words beside what is said; an article with a remark about scripts or cookies has more.
_MOST_WORDS = 40


def wall(title: str, text: str) -> str | None:
    """Return why a page is no article, with what to do, or None.

    Args:
        title: title of the page.
        text: the text of the page without menus.
    """
    lines = text.splitlines()
    for said, reason in _SAID:
        rest = [line for line in lines if not said.search(line)]
        if len(rest) < len(lines) and _is_short(rest):
            return reason
    return "the page says that the article was not found; check the address" if _MISSING.match(title) and _is_short(lines) else None


def _is_short(lines: list[str]) -> bool:
    return sum(len(line.split()) for line in lines) < _MOST_WORDS
