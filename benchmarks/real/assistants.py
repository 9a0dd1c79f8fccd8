"""`graphkit mcp` with the client of the official SDK, and with malformed lines."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.real.received import made
from benchmarks.real.trial import PATIENCE, ROOT, Trial
from benchmarks.real.trial import version as versions

CALLS: dict[str, dict[str, Any]] = {
    "search_actors": {"words": "haftar"},
    "claims": {"subject": "turkey"},
    "explain": {"first": "uae", "second": "haftar"},
    "sparql": {"query": "who-backs"},
    "queries": {},
}
REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "no such tool": ("forget", {}),
    "a missing argument": ("search_actors", {}),
    "an argument of the wrong type": ("search_actors", {"words": 5}),
    "an argument that it does not have": ("claims", {"actor": "turkey"}),
    "no such status": ("claims", {"status": "certain"}),
    "a query that writes": ("sparql", {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}),
    "a query that reaches out": ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}),
    "a query that never ends": ("sparql", {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"}),
    "a query of a megabyte": ("sparql", {"query": "x" * 1_000_000}),
}


def version() -> str:
    """Return the version of the SDK."""
    return versions("mcp")


def attempt(folder: Path, trial: Trial) -> None:
    """List the tools, call each, and call them with wrong arguments."""
    graph = made(folder, trial)
    asyncio.run(asyncio.wait_for(_session(graph, trial), 2 * PATIENCE))
    _raw(graph, trial)


async def _session(graph: Path, trial: Trial) -> None:
    from mcp.client.session import ClientSession
    from mcp.client.stdio import StdioServerParameters, stdio_client

    parameters = StdioServerParameters(command=sys.executable, args=["-m", "graphkit", "mcp", "--graph", str(graph)], cwd=str(ROOT))
    async with stdio_client(parameters) as (reading, writing), ClientSession(reading, writing) as session:
        hello = await session.initialize()
        trial.notes.append(f"protocol {hello.protocol_version}")
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        trial.check("the tools are listed", set(tools) == set(CALLS), sorted(tools))
        described = all(tool.description and tool.input_schema["type"] == "object" and tool.output_schema and tool.annotations.read_only_hint for tool in tools.values())
        trial.check("each has a description, both schemas and the mark that it only reads", described)
        for name, given in CALLS.items():
            answer = await session.call_tool(name, given)
            trial.check(f"{name} answers with structured content", not answer.is_error and answer.structured_content, answer.content[:1])
        for what, (name, given) in REFUSED.items():
            answer = await session.call_tool(name, given)
            said = " ".join(part.text for part in answer.content)
            trial.check(f"{what} is an error of a few words", answer.is_error and len(said) < 1_000 and "Traceback" not in said, said[:300])
        many = await asyncio.gather(*(session.call_tool("claims", {"subject": "turkey"}) for _ in range(8)))
        trial.check("eight calls at once have one answer", len({json.dumps(answer.structured_content) for answer in many}) == 1)


def _raw(graph: Path, trial: Trial) -> None:
    """Send lines that are no messages: the server answers the valid one after them, and its output has messages only."""
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}}
    lines = b"".join(each + b"\n" for each in (b"not json", b'{"jsonrpc": "2.0"}', b"\xff\xfe", b"[]", json.dumps(hello).encode()))
    done = subprocess.run([sys.executable, "-m", "graphkit", "mcp", "--graph", str(graph)], input=lines, capture_output=True, cwd=ROOT, check=False, timeout=PATIENCE)
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    trial.check("lines that are no messages end nothing", any("serverInfo" in each.get("result", {}) for each in messages), done.stdout[-300:] + done.stderr[-300:])
    trial.check("the end of the input ends it", done.returncode == 0, done.returncode)
