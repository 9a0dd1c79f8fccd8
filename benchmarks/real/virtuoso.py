"""`graphkit push` to OpenLink Virtuoso, which requires Digest authentication."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

from benchmarks.real.received import compare, made, triples
from benchmarks.real.trial import Trial, answering, beside, free_port, graphkit, one_line, program

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
NumberOfBuffers = 4000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
"""


def version() -> str:
    """Return the version of the server."""
    said = subprocess.run([program("virtuoso-t", "virtuoso-opensource-7-bin"), "-?"], capture_output=True, text=True, check=False)
    [found] = [line.split()[1] for line in (said.stdout + said.stderr).splitlines() if line.startswith("Version")]
    return f"virtuoso {found}"


def attempt(folder: Path, trial: Trial) -> None:
    """Push by both protocols, with the right password and a wrong one."""
    graph, port = made(folder, trial), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=port))
    url, log = f"http://127.0.0.1:{port}", folder / "server.log"
    with beside([program("virtuoso-t", ""), "+foreground", "+configfile", "virtuoso.ini"], log=log, cwd=folder) as server:
        answering(f"{url}/sparql", server, log)
        login = ("--user", "dba", "--password", "dba", "--graph", str(graph))
        wrong = graphkit("push", f"{url}/sparql-graph-crud-auth", "--user", "dba", "--password", "no", "--graph", str(graph))
        trial.check("a wrong password is one line", one_line(wrong) and "401" in wrong.stderr, wrong.stderr)

        def theirs(name: str):  # noqa: ANN202  # the triples of one of its graphs
            with urlopen(Request(f"{url}/sparql-graph-crud?graph={quote(name, safe='')}", headers={"Accept": "text/plain"}), timeout=60) as reply:
                return triples(reply.read())

        for what, words in (("Graph Store Protocol", (f"{url}/sparql-graph-crud-auth",)), ("SPARQL Update", (f"{url}/sparql-auth", "--update"))):
            done = graphkit("push", *words, *login)
            trial.check(f"{what} is accepted", done.returncode == 0, done.stderr)
            compare(trial, what, graph, theirs)
        again = graphkit("push", f"{url}/sparql-graph-crud-auth", *login)
        trial.check("what it has is not sent again", "0 graphs sent" in again.stdout, again.stdout + again.stderr)
