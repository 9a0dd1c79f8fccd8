"""`graphkit push` to rdflib over HTTP: SPARQL Update, a bearer token, an engine that shares no code with ours."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from benchmarks.real.received import compare, made, triples
from benchmarks.real.trial import Trial, answering, beside, free_port, graphkit, one_line
from benchmarks.real.trial import version as versions


def version() -> str:
    """Return the version of the server and its engine."""
    return versions("rdflib-endpoint", "rdflib")


def attempt(folder: Path, trial: Trial) -> None:
    """Push with the right token, a wrong one and none."""
    graph, port = made(folder, trial), free_port()
    url, log = f"http://127.0.0.1:{port}/", folder / "server.log"
    command = [sys.executable, "-m", "rdflib_endpoint", "serve", "--host", "127.0.0.1", "--port", str(port), "--enable-update"]
    with beside(command, log=log, cwd=folder, more={"RDFLIB_APIKEY": "secret"}) as server:
        answering(f"{url}?query=ASK%7B%7D", server, log)
        for token in ((), ("--token", "wrong")):
            refused = graphkit("push", url, "--update", *token, "--graph", str(graph))
            trial.check(f"{'a wrong' if token else 'no'} token is one line", one_line(refused) and "403" in refused.stderr, refused.stderr)
        done = graphkit("push", url, "--update", "--token", "secret", "--graph", str(graph))
        trial.check("SPARQL Update is accepted", done.returncode == 0, done.stderr)

        def theirs(name: str):  # noqa: ANN202  # the triples of one of its graphs
            asked = urlencode({"query": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"})
            with urlopen(Request(f"{url}?{asked}", headers={"Accept": "application/n-triples"}), timeout=60) as reply:
                return triples(reply.read())

        compare(trial, "SPARQL Update", graph, theirs)
