"""Requests to hosts on the public internet only, so that addresses given through a web page cannot reach the user's network (SSRF)."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from graphkit.errors import DocumentError

# IPv4 addresses mapped to IPv6 by NAT64.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def public_get(method: str, address: str, headers: dict[str, str], **more: Any) -> Any:
    """Send a request to the checked IP address of a host, so that a later DNS answer cannot redirect it (DNS rebinding).

    Args:
        method: GET.
        address: http or https, with a host.
        headers: headers of the request.
        more: further arguments of `urllib3.PoolManager.urlopen`.

    Raises:
        DocumentError: the host is unknown, or has an address that is not public.
    """
    import urllib3

    parts = urlsplit(address)
    secure, host = parts.scheme.lower() == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    number = _number(host, port)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    named = {"Host": host if parts.port is None else f"{host}:{port}", **headers}
    pool: Any = urllib3.HTTPSConnectionPool(number, port, retries=False, server_hostname=host, assert_hostname=host) if secure else urllib3.HTTPConnectionPool(number, port, retries=False)
    return pool.request(method, path, headers=named, **more)


def _number(host: str, port: int) -> str:
    """Return the IP address of a public host.

    Raises:
        DocumentError: the host is unknown, or one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DocumentError("cannot be fetched: the host is not known") from error
    numbers = [str(info[4][0]) for info in found]
    if not numbers or not all(is_public(number) for number in numbers):
        raise DocumentError("is an address of this machine or of a private network, which is not fetched for a page; save it and add the file")
    return numbers[0]


def is_public(number: str) -> bool:
    """Whether an IP address, as text, is public."""
    try:
        found: Any = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if found.version == 6:
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return bool(found.is_global and not found.is_multicast)
