"""Exports of newspaper databases: one file, several articles, taken apart.

Nexis Uni and LexisNexis, Factiva, ProQuest and Europresse each print their articles between marks
of their own. A file is taken apart only where several of these marks stand on lines of their own,
so that a text which merely names one of them stays whole. The line with the author's name is left
out: it is no part of the report, and whoever wrote an article is no actor in it.
"""

from graphkit.documents.exports.sniff import (
    MARK,
    articles_of,
    articles_of_page,
    page_or,
    text_or,
)

__all__ = ["MARK", "articles_of", "articles_of_page", "page_or", "text_or"]
