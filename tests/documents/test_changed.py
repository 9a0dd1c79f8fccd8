"""When a page says that it was last changed: a moment, in UTC, or nothing."""

from __future__ import annotations

import pytest

from graphkit.documents.changed import changed
from graphkit.documents.published import tree_of

ARTICLE = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "%s"}</script>'


@pytest.mark.parametrize(
    "head, moment",
    [
        ('<meta property="article:modified_time" content="2024-05-14T18:30:00+02:00">', "2024-05-14T16:30:00"),
        ('<meta itemprop="dateModified" content="2024-05-14T18:30:15.250Z">', "2024-05-14T18:30:15"),
        ('<meta name="last-modified" content="2024-05-14 18:30">', "2024-05-14T18:30:00"),
        (ARTICLE % "2024-05-14T18:30:00Z", "2024-05-14T18:30:00"),
        ('<meta property="article:modified_time" content="soon: today">' + ARTICLE % "2024-05-14T18:30:00Z", "2024-05-14T18:30:00"),
        # A day orders nothing within itself, and what is said of another thing is not said of the article.
        (ARTICLE % "2024-05-14", None),
        ('<script type="application/ld+json">{"@type": "WebSite", "dateModified": "2024-05-14T18:30:00Z"}</script>', None),
        ('<meta property="article:modified_time" content="9999-12-31T23:59:59-14:00">', None),
        ('<script type="application/ld+json">{"dateModified": </script>', None),
        ("", None),
    ],
)
def test_the_last_change_is_a_moment_in_utc(head, moment):
    assert changed(tree_of(f"<html><head>{head}</head><body><p>Modified text.</p></body></html>")) == moment


@pytest.mark.parametrize("page", ["", "modified", "<!-- modified", "\x00modified"])
def test_what_is_no_page_says_nothing(page):
    assert changed(tree_of(page)) is None
