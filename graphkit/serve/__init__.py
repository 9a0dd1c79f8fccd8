"""The endpoint: SPARQL 1.1 Protocol, read-only, and pages to look at the graph; extra `[serve]`."""

from graphkit.serve.app import Settings, application, run

__all__ = ["Settings", "application", "run"]
