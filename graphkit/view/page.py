"""Puts the page together: template of our own, assets inline, data that cannot leave its element."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graphkit.analyze import Conflict
from graphkit.errors import GraphkitError
from graphkit.model import Actor, Article, Claim
from graphkit.ontology import load_vocabulary
from graphkit.view.data import data
from graphkit.view.inline import policy
from graphkit.view.words import NAME, shown

_ASSETS = Path(__file__).with_name("assets")
_VIS = "lib/vis-9.1.2/vis-network.min.js"
# In the order they need each other; each adds its functions to the object `graphkit`.
_SCRIPTS = (
    *("text.js", "ties.js", "state.js", "bends.js", "drawing.js", "camps.js", "names.js", "panel.js", "dossier.js", "overview.js", "table.js"),
    *("filters.js", "search.js", "time.js", "paths.js", "share.js", "scene.js", "sheet.js", "take.js", "main.js"),
)
# Pages of the site that the frame of each page lists.
PLACES = (
    *(("/", "Home"), ("/network", "Network"), ("/ask", "Ask"), ("/disputed", "Disputed"), ("/review", "Review"), ("/actors", "Actors")),
    ("/articles", "Articles"),
)


def page(actors: Iterable[Actor], claims: Iterable[Claim], articles: Iterable[Article], *, title: str, served: bool = False, note: str = "", excerpt: bool = False, conflict: Conflict | None = None) -> str:
    """The whole page as HTML: one file that opens without network.

    Args:
        actors, claims, articles: what the graph holds; actors without a tie are not shown.
        title: heading of the page; plain text.
        served: whether it is a page of the site: then quotes lead to their articles, actors to their pages.
        note: what the page says of itself above the picture, plain text; "" for nothing.
        excerpt: whether it is a part of the graph, in which no conflicts are looked for: they show in whole articles only.
        conflict: the one that all articles are of, where it is known.

    Raises:
        UnknownName: a claim's relation is not in the ontology.
        GraphkitError: pyvis does not bring the script it should.
    """
    import jinja2

    values = data(actors, claims, articles, load_vocabulary(), excerpt=excerpt, conflict=conflict)
    scripts = [_vis_network(), *(_asset(name) for name in _SCRIPTS)]
    style, theme = _asset("page.css"), _asset("theme.js")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    whole: str = environment.from_string(_asset("template.html")).render(
        title=shown(title, 2 * NAME),
        policy=policy([theme, *scripts], style),
        scripts=scripts,
        style=style,
        theme=theme,
        served=served,
        note=note,
        places=PLACES,
        data=_inert({**_slim(values), "served": served, "part": "excerpt" if excerpt else "conflict" if conflict else ""}),
        counts=[
            (len(values["actors"]), "actors"),
            (len(values["ties"]), "ties"),
            (sum(len(tie["claims"]) for tie in values["ties"]), "claims"),
            (len(values["articles"]), "articles"),
        ],
    )
    return whole


@functools.cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


@functools.cache
def _vis_network() -> str:
    """The vis-network script that pyvis brings along, with its licence notice.

    It may stand inside a script element, and no longer names a map file to be fetched.
    """
    import pyvis

    path = Path(pyvis.__file__).with_name("templates") / _VIS
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkitError(f"pyvis lacks {_VIS}; install pyvis 0.3.2 ({error})") from error
    return re.sub(r"\n//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")


# What most claims have nothing of; `state.js` puts it back.
_OFTEN_EMPTY = ("cue", "speaker", "attribution", "types", "role", "valid", "deed", "days", "more")


def _slim(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same without what is empty in a claim: a tenth of a large page."""
    slim = [
        {**tie, "claims": [{k: v for k, v in claim.items() if v or k not in _OFTEN_EMPTY} for claim in tie["claims"]]} for tie in values["ties"]
    ]
    return {**values, "ties": slim}


def _inert(values: Mapping[str, Any]) -> str:
    """JSON in which nothing can end the script element or begin markup."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
