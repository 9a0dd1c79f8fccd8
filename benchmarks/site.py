"""Response time of each page of the site on synthetic graphs; the goal is half a second.

    python -m benchmarks.site [CLAIMS ...] [--dir DIR]

Every page is requested six times by one client. The first response is listed separately, since it fills the caches.
CPU seconds of the server's processes are printed with the elapsed seconds, since they do not depend on
other load on the machine.
"""

from __future__ import annotations

import http.client
import os
import re
import secrets
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit

from benchmarks import made
from benchmarks.timing import measured, show
from graphkit.api import Graph
from tests.serve.every_page import site_pages

GOAL, ROUNDS, MEGABYTES = 0.5, 5, 1024
# Timeout of a page in seconds; a page that exceeds it counts as never answered.
PATIENCE = 120


def _asked(address: str, cookie: str) -> float:
    """Return the seconds until a page has loaded; infinite if it fails."""
    request = _request(address, cookie)
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            reply.read()
    except urllib.error.HTTPError as error:
        # Client errors have pages too; server errors and timeouts are failures.
        if error.code not in (400, 403, 404):
            return float("inf")
        error.read()
    except OSError:
        return float("inf")
    return time.perf_counter() - began


def _request(address: str, cookie: str, data: bytes | None = None) -> urllib.request.Request:
    return urllib.request.Request(address, data, headers={"Accept": "text/html", "Cookie": cookie})


def _cookie(site: str, token: str) -> str:
    """Return the session cookie for a token, so that the review queue and the inbox are requested with write access."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    connection.request("POST", "/review", urlencode({"token": token}), {"Content-Type": "application/x-www-form-urlencoded"})
    shown = connection.getresponse().getheader("Set-Cookie", "").partition(";")[0]
    connection.close()
    return shown


def _conflict(site: str, cookie: str) -> str:
    """Return the id of the largest conflict, once the site has found it, which reads every claim."""
    began = time.perf_counter()
    while time.perf_counter() - began < 10 * PATIENCE:
        with urllib.request.urlopen(_request(site + "/", cookie), timeout=PATIENCE) as reply:
            page = reply.read().decode()
        if "data-again" not in page:
            break
        time.sleep(0.5)
    show("conflicts found after", f"{time.perf_counter() - began:.1f} s")
    found = re.search(r'href="/conflict/([^"]+)"', page)
    return unquote(found.group(1)) if found else "none"


def _processes(pid: int) -> Iterator[int]:
    """Yield the ids of a process and its descendants."""
    yield pid
    try:
        # Each thread lists the children that it started.
        children = [child for one in Path(f"/proc/{pid}/task").glob("*/children") for child in one.read_text(encoding="ascii").split()]
    except OSError:
        return
    for child in children:
        yield from _processes(int(child))


def worked(pid: int, *, whole: bool = True) -> float:
    """Return the CPU seconds of a process, with its descendants if `whole`; 0 where the system does not report them."""
    total = 0.0
    for each in _processes(pid) if whole else (pid,):
        try:
            fields = Path(f"/proc/{each}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        # The last two are those of descendants that have ended: the sum must not fall when one ends.
        total += sum(map(int, fields[11 : 15 if whole else 13])) / os.sysconf("SC_CLK_TCK")
    return total


def memory(pid: int) -> int:
    """Return the memory in bytes of a process and its descendants, shared memory counted once; 0 where the system does not report it."""
    total = 0
    for each in _processes(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return total


def figures(site: str, pages: dict[str, str], pid: int, cookie: str = "") -> int:
    """Print the first response time, the median and maximum of the later ones, and the CPU time of each page; returns the number of pages over the goal."""
    show(f"page (goal: {GOAL:g} s)", "first  median  worst   at work: first  later")
    over = 0
    for path in pages.values():
        times, work = [], [worked(pid, whole=False)]
        for _ in range(ROUNDS + 1):
            times.append(_asked(site + path, cookie))
            work.append(worked(pid, whole=False))
        first, later = times[0], times[1:]
        mark = "" if max(times) < GOAL else "  over"
        over += bool(mark)
        show(path[:60], f"{first:5.2f}   {statistics.median(later):5.2f}  {max(later):5.2f}            {work[1] - work[0]:5.2f}  {(work[-1] - work[1]) / ROUNDS:5.2f}{mark}")
    show("pages over the goal", f"{over} of {len(pages)}")
    return over


def _network(site: str, pid: int) -> None:
    """Print the time until the network is drawn, which a separate process does."""
    began, work = time.perf_counter(), worked(pid)
    while time.perf_counter() - began < 10 * PATIENCE:
        with urllib.request.urlopen(urllib.request.Request(f"{site}/network", headers={"Accept": "text/html"}), timeout=PATIENCE) as reply:
            if b"data-again" not in reply.read():
                break
        time.sleep(0.5)
    show("network of the strongest 300 drawn (goal: 3 s)", f"{time.perf_counter() - began:.1f} s, {worked(pid) - work:.1f} at work")


def main() -> None:
    """Parse the command line and measure."""
    measured(__doc__.splitlines()[0], lambda sizes, work: [_served(made.graph(work, size), size) for size in sizes])


def _served(folder: Path, size: int) -> None:
    """Serve a graph, and print the figures of its pages."""
    show(f"site over {size:,} claims", "")
    token = secrets.token_hex(16)
    secret = folder.parent / "token"
    secret.write_text(f"{token}\n", encoding="utf-8")
    command = [sys.executable, "-m", "graphkit", "serve", "--graph", str(folder), "--port", "0", "--quiet", "--write", "--token-file", str(secret)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            site = server.stdout.readline().split()[1].rstrip("/")
            cookie = _cookie(site, token)
            # Pages that are available while the conflicts are computed come first, as for a reader.
            pages = site_pages(Graph.open(folder), conflict="none")
            conflict = pages.pop("/conflict/{name}")
            figures(site, pages, server.pid, cookie)
            figures(site, {"": conflict.replace("none", quote(_conflict(site, cookie), safe=""))}, server.pid, cookie)
            _network(site, server.pid)
            show(f"memory of the server with its processes, {size:,} claims (goal: {MEGABYTES} MB)", f"{memory(server.pid) / (1 << 20):.0f} MB")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
