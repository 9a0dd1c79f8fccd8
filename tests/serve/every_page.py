"""List every page of the site and every page that is a file, for tests that cover all pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from graphkit import Graph
from graphkit.view import dossier_page

# Routes without a page: data, files, and redirects.
NO_PAGE = {"/complete", "/vocabulary.json", "/sparql", "/graphs", "/graphs/{name:path}", "/claims.csv", "/claims.xlsx", "/evidence/{name:path}", "/run/{name:path}", "/agent/{name:path}", "/decision/{name:path}", "/ns/{name}", "/assets/{name}", "/enter", "/health", "/.well-known/void"}


def site_pages(graph: Graph, conflict: str | None = None) -> dict[str, str]:
    """Return an address for each route with a page, for the actor with most claims; `conflict` is looked up if not given."""
    _, counts = graph.in_force()
    [actor, *_] = sorted(counts, key=lambda name: (-counts[name], name))
    claim = next(claim for claim in graph.claims() if actor in (claim.subject, claim.object) and claim.subject != claim.object)
    ends = f"{quote(claim.subject, safe='')}/{quote(claim.object, safe='')}"
    article = graph.article(claim.article)
    day = str(article.published)[:7] if article and article.published else "2020"
    conflict = conflict or next((each.id for each in graph.conflicts()), "none")
    return {
        "/": "/",
        "/ask": "/ask",
        "/ask?name": "/ask?name=who-backs",
        "/ask as chart": "/ask?name=who-backs&view=chart",
        "/ask as network": "/ask?name=who-backs&view=network",
        "/ask with an unfinished query": f"/ask?query={quote('SELECT * WHERE {?s ?p ?o')}",
        "/ask with an error": "/ask?query=SELEC",
        "/network": "/network",
        "/search": f"/search?q={quote(actor[:100])}",
        "/id/{name:path}": f"/id/{quote(actor, safe='')}",
        "/pair/{both:path}": f"/pair/{ends}",
        "/claim/{name:path}": f"/claim/{claim.id}",
        "/article/{name:path}": f"/article/{claim.article}",
        "/articles": "/articles",
        "/actors": "/actors",
        "/disputed": "/disputed",
        "/day/{day}": f"/day/{day}",
        "/relation/{name}": f"/relation/{claim.predicate}",
        "/conflict/{name}": f"/conflict/{quote(conflict, safe='')}",
        "/ns": "/ns",
        "/rel": "/rel",
        "/scheme": "/scheme",
        "/inbox": "/inbox",
        "/review": "/review",
        "no such page": "/nothing/here",
        "no such actor": "/id/Haftr",
    }


def offline_pages(graph: Graph, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name and file of each page that is written to disk."""
    first = next(iter(graph.claims()))
    pages = {"network": graph.page(), "report": graph.report(), "reading": graph.reading(first.article), "dossier": dossier_page(graph.dossier(first.subject))}
    for name, text in pages.items():
        file = folder / f"{name}.html"
        file.write_text(text, encoding="utf-8")
        yield name, file
