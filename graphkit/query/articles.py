"""Look up an article by its key, id, address, title or part of its title."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graphkit.documents.address import address_key
from graphkit.errors import UnknownName, check_text
from graphkit.model import Article
from graphkit.query.explain import folded
from graphkit.store import View

# Maximum number of articles listed in a message.
MOST = 5
# Shorter words are similar to too many others.
LETTERS = 4


def find_article(articles: Iterable[Article], name: str) -> Article:
    """Return the article that `name` identifies.

    Args:
        articles: all articles of a graph.
        name: key, id, address, title, or consecutive words that occur in only one title.

    Raises:
        UnknownName: no article matches, or several do; the message lists them or the closest ones.
        UsageError: the name is not a text.
    """
    check_text("an article is a key, an id, an address or a title", name)
    wanted, known = name.strip().removeprefix("article:"), list(articles)
    address, words = address_key(wanted), folded(wanted)
    for found in (
        [a for a in known if wanted in (a.key, a.id)],
        [a for a in known if address and address == address_key(a.url)],
        [a for a in known if words and folded(a.title or "") == words],
        [a for a in known if words and f" {words} " in f" {folded(a.title or '')} "],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownName(f"{name!r} can mean {_list_articles(sorted(found, key=lambda a: a.key))}; give one of the keys in brackets")
    raise UnknownName(f"no article of this graph is called {name!r}; {_suggestions(known, words)}")


def withdrawn(view: View) -> frozenset[str]:
    """Return the keys of the articles whose claims are all superseded, retracted or rejected."""
    return frozenset(key for (key,) in view.index.each("SELECT article FROM claims GROUP BY article HAVING NOT max(active)"))


def _suggestions(known: Sequence[Article], words: str) -> str:
    """Suggest the articles whose title or id, or a word of it, is similar to `words`."""
    by_name = {folded(text): article for article in reversed(known) for text in (article.id, article.title or "") if text}
    by_word: dict[str, list[Article]] = defaultdict(list)
    for name, article in by_name.items():
        for word in name.split():
            if len(word) >= LETTERS:
                by_word[word].append(article)
    near = [by_name[text] for text in difflib.get_close_matches(words, by_name, n=MOST, cutoff=0.5)]
    if len(words) >= LETTERS:
        near += [article for word in difflib.get_close_matches(words, by_word, n=MOST, cutoff=0.75) for article in by_word[word]]
    return f"did you mean {_list_articles(list(dict.fromkeys(near)))}?" if near else "`graphkit articles` lists them"


def _list_articles(found: Sequence[Article]) -> str:
    listed = [f"{article.title or article.id} ({article.key})" for article in found]
    return ", ".join(listed[:MOST]) + (f" and {len(listed) - MOST} more" if len(listed) > MOST else "")
