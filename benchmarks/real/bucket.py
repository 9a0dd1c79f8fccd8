"""Articles and parts in an S3 store: moto's server on loopback, accessed by s3fs like any bucket."""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.real.trial import (
    ROOT,
    Trial,
    answering,
    beside,
    claims_of,
    free_port,
    graphkit,
    nquads,
    one_line,
)
from benchmarks.real.trial import version as versions

SEEDS = ROOT / "seeds" / "articles"


def version() -> str:
    """Return the versions of the server and its clients."""
    return versions("moto", "flask", "s3fs")


def attempt(folder: Path, trial: Trial) -> None:
    """Read from a bucket, keep parts in one, and use a missing one."""
    url = f"http://127.0.0.1:{free_port()}"
    more = {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
    log = folder / "server.log"
    with beside([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", url.rpartition(":")[2]], log=log, more=more) as server:
        answering(url, server, log)
        os.environ.update(more)
        store = _filled()
        _read(folder, trial, store)
        _quads(folder, trial, store)
        _refused(folder, trial)
    gone = graphkit("build", "s3://news/articles", "--engine", "dask", "--graph", str(folder / "gone"), more={"AWS_MAX_ATTEMPTS": "1"})
    trial.check("a store that went away is one line", one_line(gone), gone.stderr)


def _filled() -> Any:
    """Return the store with the seed articles in it."""
    import s3fs

    store = s3fs.S3FileSystem()
    store.mkdir("news")
    store.put(str(SEEDS) + "/", "news/articles", recursive=True)
    return store


def _read(folder: Path, trial: Trial, store: Any) -> None:
    """The bucket gives the same claims as the disk; parts stay in the bucket and are reused."""
    done = graphkit("build", "s3://news/articles", "--engine", "dask", "--partitions", "s3://news/parts", "--graph", str(folder / "graph"))
    trial.check("a bucket is read", done.returncode == 0, done.stderr)
    here = graphkit("build", str(SEEDS), "--graph", str(folder / "here"))
    trial.check("the disk is read", here.returncode == 0, here.stderr)
    claims = [claims_of(folder / name, without=("url", "claim", "document")) for name in ("graph", "here")]
    trial.check("the bucket's claims are the disk's", claims[0] == claims[1] and len(claims[0]) > 50, [len(each) for each in claims])
    parts = {path: store.info(path)["LastModified"] for path in store.glob("news/parts/*.parquet")}
    again = graphkit("build", "s3://news/articles", "--engine", "dask", "--partitions", "s3://news/parts", "--graph", str(folder / "again"))
    trial.check("parts in the bucket are not read again", parts and parts == {path: store.info(path)["LastModified"] for path in parts}, again.stderr)
    trial.check("the second graph is the first byte for byte", nquads(folder / "again") == nquads(folder / "graph"))
    trial.notes.append(f"{len(claims[0])} claims of {len(store.glob('news/articles/*.md'))} files in {len(parts)} parts")


def _quads(folder: Path, trial: Trial, store: Any) -> None:
    """Write N-Quads for another store to the bucket."""
    done = graphkit("build", "s3://news/articles", "--engine", "dask", "--quads", "--partitions", "s3://news/quads", "--graph", str(folder / "none"))
    trial.check("N-Quads are left in a bucket", done.returncode == 0, done.stderr)
    packed = [gzip.decompress(store.cat(path)) for path in store.glob("news/quads/*.nq.gz")]
    trial.check("they are whole", len(packed) > 2 and all(data.endswith(b".\n") for data in packed if data), len(packed))


def _refused(folder: Path, trial: Trial) -> None:
    """Unsupported uses give a one-line error with the reason."""
    missing = graphkit("build", "s3://no-such-bucket/x", "--engine", "dask", "--graph", str(folder / "missing"))
    trial.check("a bucket that is not there is one line", one_line(missing), missing.stderr)
    trial.notes.append(f"no such bucket: {missing.stderr.strip()}")
    alone = graphkit("build", "s3://news/articles", "--graph", str(folder / "alone"))
    trial.check("without --engine the line names it", one_line(alone) and "--engine" in alone.stderr, alone.stderr)
    out = graphkit("export", "--graph", str(folder / "here"), "--format", "turtle", "-o", "s3://news/graph.ttl")
    trial.check("an export to a bucket is refused in one line", one_line(out), out.stderr or out.returncode)
    trial.notes.append(f"export to a bucket: {out.stderr.strip()}")
    graph = graphkit("build", str(SEEDS), "--graph", "s3://news/graph")
    trial.check("a graph in a bucket is refused in one line", one_line(graph) and "address" in graph.stderr, graph.stderr or graph.returncode)
