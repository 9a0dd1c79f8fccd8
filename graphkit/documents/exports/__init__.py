"""Exports of newspaper databases, Telegram and WhatsApp: split one file into its articles.

Nexis Uni and LexisNexis, Factiva, ProQuest, Europresse, Westlaw, AllAfrica, WiseNews, Telegram and WhatsApp each mark their articles in a different way. A file is
split only if several of these marks are on separate lines, so a text that merely mentions one stays whole. The line
with the author's name is dropped: it is not part of the report, and authors are not actors in it.
"""

from graphkit.documents.exports.sniff import (
    MARK,
    articles_of,
    articles_of_page,
    articles_of_text,
    page_or,
    text_or,
)

__all__ = ["MARK", "articles_of", "articles_of_page", "articles_of_text", "page_or", "text_or"]
