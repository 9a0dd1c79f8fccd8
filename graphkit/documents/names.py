"""Names of columns, and cells named after an outlet that name none."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from graphkit.documents.plain import NOTHING

# Known column names, best first, other languages last; case, spaces, punctuation and underscores are ignored.
KNOWN: dict[str, tuple[str, ...]] = {
    "id": ("id", "idstr", "articleid", "documentid", "docid", "storiesid", "storyid", "guid", "uuid"),
    "text": ("text", "fulltext", "bodytext", "plaintext", "articletext", "articlebody", "maintext", "contentcontent", "summarycontent", "contenthtml", "contenttext", "tweet", "storytext", "content", "body", "article", "story", "volltext", "texte", "texto", "testo", "metin", "текст", "selftext", "textcontent", "contentrendered", "artikel", "inhalt", "paragraphs", "leadparagraph", "abstractnote", "abstract"),
    "title": ("title", "headline", "webtitle", "articletitle", "head", "headlinemain", "titlerendered", "heading", "titel", "überschrift", "schlagzeile", "titre", "título", "titulo", "titolo", "başlık", "заголовок"),
    "date": ("date", "published", "publishedat", "publisheddate", "publishdate", "publicationdate", "datepublished", "pubdate", "webpublicationdate", "publishedon", "seendate", "datetime", "issueddateparts", "issuedraw", "issuedliteral", "publisheddateparts", "dateoriginal", "datum", "datedepublication", "fecha", "tarih", "дата"),
    "url": ("url", "link", "weburl", "articleurl", "permalink", "sourceurl", "documenturl", "articlelink", "linkurl", "pageurl", "storyurl", "canonicalurl", "canonical", "alternate", "linkspermalink"),
    "outlet": ("outlet", "publication", "sourcename", "namesource", "sourcehostname", "sourcetitle", "source", "medianame", "mediumname", "origintitle", "newspaper", "publicationtitle", "pubtitle", "publicationname", "containertitle", "journaltitle", "journal", "outletname", "newspapername", "publishername", "publisher", "sitename", "sourcedomain", "domain", "domainname", "threadsite", "quelle", "zeitung", "média", "periódico", "giornale", "gazete", "fuente", "fonte", "kaynak", "источник", "forwardedfrom", "username", "userscreenname", "screenname", "accountdisplayname", "authordisplayname", "authorusername", "from", "userprofilerealname"),
    "conflict": ("conflict", "conflictname"),
}
# Words of other names of columns ("Full article text", "Fecha de publicación"), and words that stand beside these.
_WORDS = {
    "text": frozenset("text texts texte texto testo tekst metin metni текст volltext artikeltext content contents contenu contenido conteúdo conteudo contenuto içerik içeriği cuerpo corpo treść body transcript النص".split()),
    "title": frozenset("title headline titel überschrift schlagzeile titre título titulo titular titolo başlık başlığı заголовок tytuł العنوان".split()),
    "date": frozenset("date fecha datum tarih tarihi дата erscheinungsdatum veröffentlichungsdatum veröffentlicht erschienen التاريخ".split()),
    "url": frozenset("url link lien enlace ссылка посилання bağlantı bağlantısı permalink الرابط".split()),
    "outlet": frozenset("outlet newspaper newspapers zeitung giornale testata periódico periodico krant gazete publisher medio veículo veiculo источник издание джерело źródło المصدر".split()),
}
_BESIDE = frozenset("article articles articolo articulo artículo artigo artikel artikels haber haberin статьи статті news story press of the name am der des die de do da del du dell la le il lo publication publicación parution pubblicazione publicação publikacji публикации публікації yayın".split())
# Those that stand beside the words of one field only: others mean something else with them ("Media URL" is that of a picture).
_BESIDE_ONE = {
    "text": frozenset("full complete whole integral intégral complet completo completa tam pełny".split()),
    "url": frozenset("web full complete adres adresse".split()),
    "outlet": frozenset(("media",)),
}
# Titles in languages in which words mean a field that mean something else in English.
_LOCAL = {**dict.fromkeys("titolo título titulo tytuł".split(), ("date", "data")), **dict.fromkeys("titel überschrift schlagzeile".split(), ("outlet", "medium"))}
# Numbers of columns, and points in names of nested objects.
_OTHER = re.compile(r"\d|\.(?=\w)")
_HUMP, _WORD, _SIGNS = re.compile(r"(?<=[a-z])(?=[A-Z])"), re.compile(r"[^\W\d_]+"), re.compile(r"[\W_]+")
# Columns of posts on X; a table of news may have one of them, but the last.
_OF_X = frozenset("idstr conversationid edithistorytweetids authorid inreplytostatusid inreplytouserid userscreenname twitterurl".split())
# Programs that send posts, also in a link.
_PROGRAM = re.compile(
    r"\s*(?:<a\b[^<>]{0,300}>)?\s*(?:(?:Twitter|X|Tweetbot|Echofon) for (?:iPhone|iPad|iOS|Android|Mac|Windows|BlackBerry|Advertisers|Websites)[^<>]{0,20}|"
    r"Twitter (?:Web (?:App|Client)|Media Studio|Lite)|Mobile Web \(M\d\)|X Web App|TweetDeck(?: Web App)?|Hootsuite(?: Inc\.)?|SocialFlow|Sprout Social|IFTTT|dlvr\.it|Echobox(?: Social)?|Buffer)\s*(?:</a>)?\s*",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_NAME, _PROSE = 500, 60, 10
_CODES = {"ti": "title", "ab": "abstract", "so": "journal", "pd": "publicationdate", "py": "publicationyear", "ut": "id"}
_FLAGS = frozenset(("yes", "no", "true", "false", "0", "1", "y", "n"))
# Kinds of media, in columns named after an outlet.
_KINDS = frozenset("impreso prensa escrita impresa digital online internet web radio tv televisión television print gedruckt fernsehen rundfunk".split())
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def plain(name: object) -> str:
    """Return the name of a column in lower case, without spaces, punctuation and underscores."""
    return _short(name) if isinstance(name, str) and len(name) <= _LONGEST_NAME else _SIGNS.sub("", str(name)).lower()


@functools.lru_cache(maxsize=4096)
def _short(name: str) -> str:
    """Return a short name in plain form; the columns of a table are looked at in each row."""
    return _SIGNS.sub("", name).lower()


def by_plain(names: Iterable[str]) -> dict[str, str]:
    """Return columns by their plain names, the first of several with the same, and those of Web of Science, which are codes, by usual names."""
    found = {plain(name): name for name in reversed(list(names))}
    return {**{known: found[code] for code, known in _CODES.items() if code in found}, **found} if found.keys() >= {"pt", "ti", "ut"} else found


def worded(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the fields of columns whose names have words of one field and words beside these, and no other."""
    given = list(names)
    local = next((_LOCAL[name.lower()] for name in given if len(name) <= _LONGEST_NAME and name.lower() in _LOCAL), ("", ""))
    for name in given:
        if len(name) <= _LONGEST_NAME and (field := _field_of(name, local)):
            yield field, name


@functools.lru_cache(maxsize=4096)
def _field_of(name: str, local: tuple[str, str]) -> str | None:
    """Return the field of which a name has words, among them one that means a field in the language of the table."""
    words = set[str]() if _OTHER.search(name) else set(_WORD.findall(_HUMP.sub(" ", name.replace("İ", "i")).lower()))
    own = {field: known | {local[1]} if field == local[0] else known for field, known in _WORDS.items()}
    return next((field for field, known in own.items() if words & known and words <= known | _BESIDE | _BESIDE_ONE.get(field, frozenset())), None)


def without_empty(cells: dict[str, Any]) -> dict[str, Any]:
    """Return the cells of a row; if its best column of texts is empty and others have prose, without other columns of texts, so that these count."""
    texts = sorted((name for name in cells if plain(name) in KNOWN["text"]), key=lambda name: KNOWN["text"].index(plain(name)))
    if len(texts) < 2 or _words(cells[texts[0]]):
        return cells
    dropped = {name for name in texts if _words(cells[name]) < _PROSE}
    return cells if len(dropped) == len(texts) else {name: value for name, value in cells.items() if name not in dropped}


def _words(value: object) -> int:
    """Return the number of words of a text, counted up to `_PROSE`; of other values, 0 if they are empty or numbers and else all."""
    if isinstance(value, int | float) or (isinstance(value, str) and len(value) <= _LONGEST_NAME and value.strip().isdecimal()):
        return 0
    return len(value.split(None, _PROSE - 1)) if isinstance(value, str) else _PROSE * bool(value)


def no_outlets(names: Set[str]) -> frozenset[str]:
    """Return the columns, in plain form, that are no outlet: the source of a post on X is the program that sent it; elsewhere, the user name of an author is that of a person."""
    return frozenset(("source",)) if "twitterurl" in names or len(_OF_X & names) > 1 else frozenset(("authorusername",))


def stated(cells: Mapping[str, Any], columns: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the cells of a row without those that name no outlet, and the columns of its fields without these, so that others count."""
    dropped = {name for name, value in cells.items() if _names_none(name, value)}
    if not dropped:
        return dict(cells), dict(columns)
    named = set(map(plain, dropped))
    return {name: value for name, value in cells.items() if name not in dropped}, {field: name for field, name in columns.items() if plain(name) not in named}


def _names_none(name: str, value: object) -> bool:
    said = value.strip().lower() if isinstance(value, str) and len(value) <= _LONGEST else "" if value is None else None
    if said is None:
        return False
    return (said in NOTHING and plain(name) == "forwardedfrom") or (said in _FLAGS and plain(name) == "journal") or (said in _KINDS and plain(name) in ("medio", "medium")) or (_PROGRAM.fullmatch(said) is not None and plain(name) == "source")


def resolved(title: str | None, *, rendered: bool) -> str | None:
    """Return a title as it is, one rendered by WordPress with its entities resolved: it has no markup, but them."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), title) if title and rendered else title
