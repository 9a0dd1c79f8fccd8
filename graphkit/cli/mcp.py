"""The command `mcp`: serve the graph to an assistant."""

from __future__ import annotations

from graphkit.cli.options import DEFAULT_GRAPH, GraphOption


def mcp(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Serve the graph to an assistant with MCP, read-only. The Model Context Protocol server uses standard input and output."""
    from graphkit.assistants import server

    server(graph).run("stdio")
