"""Addresses of articles: which values are real addresses, and when two are the same.

A column `url` often has "N/A", a path or the outlet's home page. Such a value does not identify an article, so two
articles that share it are unrelated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from urllib.parse import SplitResult, unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from graphkit.dates import parse_date
from graphkit.model import Document, Precision

# `Document.place` of an article whose file has nothing that distinguishes it from other articles.
NOWHERE = ""
# URI schemes that identify one text each; other schemes outside the web (file:, data:, mailto:) do not.
_NAMES = frozenset(["doi", "urn", "tag", "info", "ark", "hdl"])
_WEB = {"http": 80, "https": 443, "ftp": 21}
_UTC = re.compile(r"(?:\d\d:\d\d[:.\d]*|\dT\d{4,6})\s*(?:Z|UTC|GMT|[+-]00:?00)\Z|\A\d{9,19}(?:\.\d*)?\Z")
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?:/|$)", re.IGNORECASE)
# Other forms of a day in a path. A number of eight digits that is all of an inner part, or stands behind a hyphen at the end, may
# be an id (the BBC's were 20,121,103 one day); in "/2024/05/12-killed-in-raid" the last number begins a headline.
_DAYS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d|-\d\d?(?:/|$))",
        r"/((?:19|20)\d\d)(?:/([01]\d)|([01]\d)/)([0-3]\d)/",
        r"(?://[^/]+/(?=\d+/.)|/(?=\d+/[\da-f]{32}/))(199\d|20[0-4]\d)([01]\d)([0-3]\d)/",
        r"/(199\d|20[0-4]\d)([01]\d)([0-3]\d)[-_](?=[^\W\d])",
        r"[-_](199\d|20[0-4]\d)([01]\d)([0-3]\d)[-_](?=\w)",
        r"_(199\d|20[0-4]\d)([01]\d)([0-3]\d)(?:\.\w{2,5})?/?$",
        r"/[A-Z]{0,4}(199\d|20[0-4]\d)([01]\d)([0-3]\d)\d{4,9}(?:\.\w{2,5})?/?$",
    )
)
# "/2024/05/pact", "/2024/may/pact", but not a list of all articles of a month, nor the folder of an uploaded file.
_MONTH = re.compile(r"(?<!/uploads)/((?:19|20)\d\d)/(\d\d|[a-z]{3,9})/(?=[^/])", re.IGNORECASE | re.ASCII)
# Zones of outlets whose pages give times in UTC and whose addresses give no day: their own day is the local one.
_ZONES = {"apnews.com": "America/New_York"}
_ONE_SLASH = re.compile(r"\A(?!https?:)[A-Za-z][A-Za-z0-9+.-]+:/(?!/)")
_SPACE = re.compile(r"\s+")
_PORT = re.compile(r":(\d*)\Z")
# Hosts as people type them: "www.wire.example" or "wire.example/page", but not "notes.txt" or "folder.d/notes.txt".
_HOST = re.compile(r"www\.[\w-]+\.\w|(?:[a-z0-9-]+\.)+(?:com|org|net|int|gov|edu|info|eu|example|co\.[a-z]{2}|[a-z]{2})/", re.IGNORECASE)
# Addresses of copies in web archives contain that of the page; some programs drop one of its slashes.
_ARCHIVES = r"(?:web\.)?archive\.org|(?:wayback\.)?archive-it\.org|archive\.(?:today|ph|is|li|vn|fo|md)"
_ARCHIVED = re.compile(rf"(?:https?:)?//(?:{_ARCHIVES})/(?:\w+/)?\d{{4}}[\d.-]{{0,14}}(?:[a-z]{{2}}_)?/(https?:)/{{1,2}}(?=[^/])", re.IGNORECASE)
_MOBILE = re.compile(r"\A(?:www|m)\.(?=[\w-]+\.)")
# Resolvers and platforms, on which many publish, and numbers of machines.
_NO_OUTLET = re.compile(
    r"(?:mobile\.)?(?:(?:dx\.)?doi\.org|bit\.ly|tinyurl\.com|t\.co|t\.me|news\.google\.com|twitter\.com|x\.com|facebook\.com|medium\.com|youtube\.com|youtu\.be)"
    r"|localhost|\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f]*:[\da-f:.]*", re.IGNORECASE,
)
# Paths of home pages, which show different articles every day.
_HOME = re.compile(r"(?:/(?:index|home|default)(?:\.\w{2,5})?)?/*", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w*|(?:at|pk|mtm|itm|mc|hsa|oly|vero)_\w+|_ga|_gl|_hs(?:enc|mi)|(?:fb|g|dc|y|ms|tw|ttc)clid|msclkid|igsh(?:id)?|mkt_tok"
    r"|cmp(?:id)?|ocid|smid|smtyp|xtor|ref_?src|ref_?url|referr?er|share|feature|s?campaign|amp",
    re.IGNORECASE,
)


def real_address(given: object) -> str | None:
    """Return the address if it is that of one article, else None.

    Args:
        given: value of an address field in a row, page or feed. Absolute addresses (http, https, ftp; also
            with "//" or "www." in front) and identifiers (doi:, urn:, ...) are real; "N/A", "none", paths,
            file names, bare hosts and home pages are not. An archive's copy has the address of its page.
    """
    if not isinstance(given, str):
        return None
    text = _original(_SPACE.sub("%20", given.strip().strip("<>\"'")))
    if text.startswith("//"):
        text = f"https:{text}"
    elif text[:4].lower() == "www.":
        text = f"https://{text}"
    parts = _parts(text)
    if parts is None:
        return None
    if parts.scheme.lower() in _NAMES:
        return text if parts.path.strip("/") else None
    home = _HOME.fullmatch(parts.path) and not _query(parts.query)
    return None if home or not parts.hostname or ("." not in parts.netloc.strip(".") and parts.hostname != "localhost") else text


def is_archive(host: object) -> bool:
    """Whether a host is that of a web archive, which is the outlet of no article."""
    return re.fullmatch(_ARCHIVES, str(host), re.IGNORECASE) is not None


def outlet_at(host: str | None) -> str | None:
    """Return the host as an outlet, without "www." or "m."; None if it is no outlet: an archive, a resolver, a platform, or a machine's number."""
    name = _MOBILE.sub("", host or "")
    return None if is_archive(name) or _NO_OUTLET.fullmatch(name) else name or None


def _original(address: str) -> str:
    """Return the address of the page of which an archive has a copy; other addresses unchanged."""
    return _ARCHIVED.sub(r"\1//", address) if _ARCHIVED.match(address) else address


def at(given: str | None, page: str | None) -> str | None:
    """Return the address of an article; if it is relative ("#post-3", "/politics/story") or missing, resolve it against the page's."""
    return real_address(given) or (urljoin(page, given or "") if page else None)


def located(document: Document, page: str) -> Document:
    """Return an article with what the address of its page says of address, outlet and day, if it does not say so itself."""
    day, precision = (document.published, document.published_precision) if document.published else day_of_address(page)
    return replace(document, url=at(document.url, page), outlet=document.outlet or host_of(page), published=day, published_precision=precision)


def host_of(address: str | None) -> str | None:
    """Return the host of a web address, else None."""
    parts = _parts(_original(address)) if address else None
    return (parts.hostname or "").removesuffix(".") or None if parts else None


def address_key(given: object) -> str | None:
    """Return a normalised address for comparison; None if it is not a real address.

    Ignored are: http or https, the case of the host, "www.", the default port, a user name, the fragment, a trailing
    slash, tracking parameters (utm_source, fbclid, ...) and the order of the other parameters.
    """
    text = real_address(given)
    parts = _parts(text) if text else None
    if text is None or parts is None:
        return None
    scheme = parts.scheme.lower()
    if scheme in _NAMES:
        return f"{scheme}:{parts.path.strip('/').casefold()}"
    host = _PORT.sub("", parts.netloc.rpartition("@")[2]).lower().strip(".").removeprefix("www.")
    port = _PORT.search(parts.netloc)
    if port and port.group(1) not in ("", str(_WEB[scheme])):
        host += port.group()
    query = "&".join(sorted(_query(parts.query)))
    return f"{host}{re.sub('/+', '/', unquote(parts.path)).rstrip('/')}{'?' if query else ''}{query}"


def day_of_address(url: str | None) -> tuple[date | None, Precision]:
    """Return the date in an address such as https://news.example/2024/05/15/pact; that of a copy in an archive is not of its making."""
    path = re.split(r"[?#]", _original(url or ""), maxsplit=1)[0]
    found = (parse_date("-".join(filter(None, match.groups()))) for form in (_DAY, *_DAYS) if (match := form.search(path)))
    return next((each for each in found if each[0] and each[1] is Precision.DAY), (None, Precision.DAY))


def month_of_address(url: object) -> date | None:
    """Return the first day of the month in an address such as https://news.example/2024/05/pact, if it gives no day."""
    found = _MONTH.search(re.split(r"[?#]", _original(url), maxsplit=1)[0]) if isinstance(url, str) else None
    return parse_date("-".join(found.groups()))[0] if found else None


def local_day(day: date | None, words: object, url: str | None) -> date | None:
    """Return the day in an address instead of that of a time in UTC, if they are one day apart: outlets put their own day there.

    Without a day in the address, that of the outlet's zone is returned, if the zone is known.

    Args:
        day: the day of publication.
        words: as it was written.
        url: address of the article.
    """
    other, _ = day_of_address(url)
    if day is None or not in_utc(words):
        return day
    if other is None:
        return _day_at(words, _ZONES.get(re.sub(r"\Awww\.", "", host_of(url) or ""))) or day
    return other if abs((other - day).days) == 1 else day


def _day_at(words: object, zone: str | None) -> date | None:
    """Return the day of a time in UTC in a zone; None without a zone or a time."""
    if zone is None:
        return None
    try:
        at = datetime.fromisoformat(str(words).strip()).replace(tzinfo=UTC)
    except ValueError:
        return None
    # Programs write a day without a time as midnight.
    return None if at.time() == time() else at.astimezone(ZoneInfo(zone)).date()


def in_utc(words: object) -> bool:
    """Whether a time is given in UTC, or as seconds since 1970."""
    return _UTC.search(str(words).strip()) is not None


def as_address(source: str) -> str:
    """Return what was typed with both slashes, of which `Path` drops one ("s3:/bucket/page"); files as they are."""
    return _ONE_SLASH.sub(r"\g<0>/", source)


def missing(source: str) -> str:
    """Return the message for an input that is not a file; if it looks like an address, the message suggests it.

    Args:
        source: as typed, or as `Path` changes an address ("https:/host/page").
    """
    scheme, sign, rest = source.partition(":/")
    if sign and scheme.lower() not in {"http", "https"} and len(scheme) > 1:
        return f"only addresses with http or https are read, and no such file is there; {scheme.lower()}:// and other stores are read with --engine dask"
    meant = f"https://{rest.lstrip('/') if sign else source}"
    if sign or _HOST.match(source):
        return f"no such file or folder; to read a page, give its address with https://: {meant}"
    return "no such file or folder"


def _parts(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme.lower() in _WEB or parts.scheme.lower() in _NAMES else None


def _query(query: str) -> list[str]:
    """Return the parameters that identify the article."""
    return [each for each in query.split("&") if each and not _TRACKING.fullmatch(unquote(each.partition("=")[0]))]
