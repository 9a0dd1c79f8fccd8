"""Addresses of articles: which are real, and when two are the same.

A column `url` often holds "N/A", a path or the outlet's home page. Such a value does not say which
article a text is, so two articles that share it have nothing in common.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

# The place of an article that nothing in its file tells from the others.
NOWHERE = ""
# Identifiers that name one text each; all else that is not of the web (file:, data:, mailto:) does not.
_NAMES = frozenset(["doi", "urn", "tag", "info", "ark", "hdl"])
_WEB = {"http": 80, "https": 443, "ftp": 21}
_SPACE = re.compile(r"\s+")
_PORT = re.compile(r":(\d*)\Z")
# Hosts as people type them, with a page: "www.wire.example", "wire.example/page", not "notes.txt" nor "folder.d/notes.txt".
_HOST = re.compile(r"www\.[\w-]+\.\w|(?:[a-z0-9-]+\.)+(?:com|org|net|int|gov|edu|info|eu|example|co\.[a-z]{2}|[a-z]{2})/", re.IGNORECASE)
# Home pages by other names: they show another article every day.
_HOME = re.compile(r"(?:/(?:index|home|default)(?:\.\w{2,5})?)?/*", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w*|(?:at|pk|mtm|itm|mc|hsa|oly|vero)_\w+|_ga|_gl|_hs(?:enc|mi)|(?:fb|g|dc|y|ms|tw|ttc)clid|msclkid|igsh(?:id)?|mkt_tok"
    r"|cmp(?:id)?|ocid|smid|smtyp|xtor|ref_?src|ref_?url|referr?er|share|feature|s?campaign|amp",
    re.IGNORECASE,
)


def real_address(given: object) -> str | None:
    """The address as given where it is that of one article; None for any other value.

    Args:
        given: what a row, a page or a feed has as its address. Absolute addresses (http, https, ftp),
            also such as begin with "//" or "www.", and identifiers (doi:, urn:, ...) are real; "N/A",
            "none", paths, file names, bare hosts and home pages are not.
    """
    if not isinstance(given, str):
        return None
    text = _SPACE.sub("%20", given.strip().strip("<>\"'"))
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


def at(given: str | None, page: str | None) -> str | None:
    """The address of an article, else the one of its page, where the article stands in a place of it that is told ("#post-3", "/politics/story")."""
    return real_address(given) or (urljoin(page, given or "") if page else None)


def host_of(address: str | None) -> str | None:
    """The host of an address of the web; None of anything else."""
    parts = _parts(address) if address else None
    return parts.hostname if parts else None


def address_key(given: object) -> str | None:
    """What two ways to write one address have in common; None where there is no real address.

    Not compared are: http or https, the case of the host, "www.", the default port, a user name, the
    part after "#", a slash at the end, parameters that only say where a reader came from (utm_source,
    fbclid, ...) and the order of the others.
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


def missing(source: str) -> str:
    """What is said of an input that is no file: the address that may be meant, where it looks like one.

    Args:
        source: as typed, or as a path makes it of an address ("https:/host/page").
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
    """The parameters that say which article is meant."""
    return [each for each in query.split("&") if each and not _TRACKING.fullmatch(unquote(each.partition("=")[0]))]
