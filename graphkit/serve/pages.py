"""What the pages say: a query and its answer, an actor, a claim, an article, search."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from graphkit.model import around
from graphkit.plural import counted
from graphkit.query import named_queries
from graphkit.rdf import ARTICLE, CLAIM, ID
from graphkit.store import Result
from graphkit.view import PLACES, reading_assets, warm_reading

_ASSETS = Path(__file__).with_name("assets")
# The IRIs of a graph, and the addresses here that show them.
_PATHS = {ID: "id", CLAIM: "claim", ARTICLE: "article"}
LONGEST = 2000
# How a message for the shell says where to look.
_LISTS = re.compile(r"`graphkit (actors|articles)` lists")
# Letters of a name or a title beyond which it is cut.
CUT = 140


@functools.cache
def _style() -> str:
    return (_ASSETS / "pages.css").read_text(encoding="utf-8")


@functools.cache
def policy() -> str:
    """Content-Security-Policy of the pages: their own style and scripts, and forms that stay here."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    own = "script-src 'self'; connect-src 'self'; img-src 'self' data:"
    return f"default-src 'none'; style-src 'self' 'sha256-{digest}'; {own}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


_KINDS = {".js": "text/javascript", ".css": "text/css"}
# Files that the pages load, by the last part of their address.
ASSETS = {path.name: (path, _KINDS[path.suffix]) for path in (*sorted(_ASSETS.rglob("*")), *reading_assets()) if path.suffix in _KINDS}


def page(name: str, /, **values: Any) -> bytes:
    """A page by the name of its template; everything that is told is text, never markup."""
    text: str = _templates().get_template(f"{name}.html").render(style=_style(), named=list(named_queries().values()), **values)
    return text.encode("utf-8", "replace")


def part(name: str, /, **values: Any) -> Any:
    """A part of a page by the name of its template, as markup (`markupsafe.Markup`); everything that is told is text."""
    from markupsafe import Markup

    return Markup(_templates().get_template(f"{name}.html").render(**values))


@functools.cache
def _templates() -> Any:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_ASSETS), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(path=path, around=around, places=PLACES)
    # {{ number | counted("claim") }}, {{ title | cut }}, {{ title | short }}
    made.filters.update(counted=counted, cut=cut, linked=linked, short=short)
    return made


def short(text: str, most: int = CUT) -> str:
    """A text, with an ellipsis for what is beyond so many letters."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def linked(message: str) -> Any:
    """A message as markup in which the command that lists something is a link to the list here."""
    from markupsafe import Markup, escape

    # The rest of the message stays text.
    return Markup(_LISTS.sub(r'<a href="/\1">the list of \1</a> has', str(escape(message))))


def cut(text: str, most: int = CUT) -> Any:
    """As `short`, as markup that tells the whole text to who points at it."""
    from markupsafe import Markup

    return text if len(text) <= most else Markup('<span title="{}">{}</span>').format(text, short(text, most))


def warm() -> None:
    """Compile the templates of the home page, so that the first to come does not wait for it; those of another page take some 20 ms."""
    for name in ("home", "frame", "parts", "adding"):
        _templates().get_template(f"{name}.html")


def warm_others() -> None:
    """Compile the templates of the other pages."""
    for template in sorted(_ASSETS.glob("*.html")):
        _templates().get_template(template.name)
    warm_reading()


def records(result: Result) -> list[dict[str, str | None]]:
    """Rows by the names of their columns, as plain text."""
    return [dict(zip(result.variables, (None if t is None else str(t) for t in row), strict=True)) for row in result]


def address(iri: str) -> str | None:
    """Where this server shows what an IRI names, None where it does not."""
    for prefix, kind in _PATHS.items():
        if iri.startswith(prefix):
            return path(kind, unquote(iri.removeprefix(prefix)))
    return None


@functools.lru_cache(maxsize=1 << 13)
def path(*parts: str) -> str:
    """The address here whose parts these are, each escaped: `path("id", "GNA")` is `/id/GNA`."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


# What users decided about a claim.
DECISIONS = """
SELECT ?act ?value ?who ?day ?why WHERE {{
  ?decision gk:decisionAbout {iri} ; gk:decision ?act .
  OPTIONAL {{ ?decision gk:decisionValue ?value }} OPTIONAL {{ ?decision gk:decidedBy ?who }}
  OPTIONAL {{ ?decision gk:decidedOn ?day }} OPTIONAL {{ ?decision rdfs:comment ?why }}
}} ORDER BY ?day ?decision LIMIT 50
"""
# Words that a query may need: relations, classes, properties and concepts of the ontology.
WORDS = "SELECT DISTINCT ?word { GRAPH <https://w3id.org/graphkit/graph/ontology> { ?word a ?kind } FILTER (isIRI(?word)) }"


def iri_of(kind: str, name: str) -> str:
    """The IRI, as SPARQL writes it, of what an address shows."""
    from graphkit.rdf import escaped

    prefix = {path: prefix for prefix, path in _PATHS.items()}[kind]
    return f"<{prefix}{escaped(name)}>"


def literal(text: str) -> str:
    """Text as a SPARQL string."""
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, written)
    return f'"{text}"'


