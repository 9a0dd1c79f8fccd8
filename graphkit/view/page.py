"""Renders the interactive page: own template, inline assets, and data escaped for its script element."""

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
from graphkit.plural import counted
from graphkit.view.data import data
from graphkit.view.inline import policy
from graphkit.view.templates import asset, environment
from graphkit.view.text import NAME, clean_text

_VIS = "lib/vis-9.1.2/vis-network.min.js"
# In dependency order; each adds its functions to the object `graphkit`.
_SCRIPTS = (
    *("text.js", "ties.js", "state.js", "divide.js", "bends.js", "drawing.js", "camps.js", "names.js", "panel.js", "dossier.js", "overview.js", "table.js"),
    *("filters.js", "search.js", "time.js", "paths.js", "share.js", "scene.js", "sheet.js", "take.js", "main.js"),
)
# Navigation links of the site.
PLACES = (
    *(("/", "Home"), ("/network", "Network"), ("/ask", "Ask"), ("/disputed", "Disputed"), ("/review", "Review"), ("/actors", "Actors")),
    ("/articles", "Articles"),
)


def page(actors: Iterable[Actor], claims: Iterable[Claim], articles: Iterable[Article], *, title: str, served: bool = False, note: str = "", excerpt: bool = False, conflict: Conflict | None = None) -> str:
    """Return the page as one self-contained HTML file.

    Args:
        actors, claims, articles: content of the graph; actors without a tie are not shown.
        title: heading of the page; plain text.
        served: whether it is a page of the site, so that quotes link to their articles and actors to their pages.
        note: plain text shown above the picture; "" for none.
        excerpt: whether it is an excerpt of the graph; conflicts are not detected then, as they need whole articles.
        conflict: the conflict of all articles, if known.

    Raises:
        UnknownName: the relation of a claim is not in the ontology.
        GraphkitError: pyvis does not contain the expected script.
    """
    values = data(actors, claims, articles, load_vocabulary(), excerpt=excerpt, conflict=conflict)
    scripts = [_vis_network(), *(asset(name) for name in _SCRIPTS)]
    style, theme = asset("page.css"), asset("theme.js")
    whole: str = environment().from_string(asset("template.html")).render(
        title=clean_text(title, 2 * NAME),
        policy=policy([theme, *scripts], style),
        scripts=scripts,
        style=style,
        theme=theme,
        served=served,
        note=note,
        places=PLACES,
        data=_escaped_json({**_without_empty(values), "served": served, "part": "excerpt" if excerpt else "conflict" if conflict else ""}),
        counts=[
            counted(len(values["actors"]), "actor"),
            counted(len(values["ties"]), "tie"),
            counted(sum(len(tie["claims"]) for tie in values["ties"]), "claim"),
            # Articles without active claims are not in the page.
            counted(len(values["articles"]), "cited article"),
        ],
    )
    return whole


@functools.cache
def _vis_network() -> str:
    """Return the vis-network script that ships with pyvis, with its licence notice.

    It is escaped for a script element, and its reference to a source map is removed.
    """
    import pyvis

    path = Path(pyvis.__file__).with_name("templates") / _VIS
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkitError(f"pyvis lacks {_VIS}; install pyvis 0.3.2 ({error})") from error
    return re.sub(r"\n//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")


# Fields that are empty in most claims; `ties.js` restores them.
_OFTEN_EMPTY = ("cue", "speaker", "attribution", "types", "role", "valid", "deed", "days", "more", "over", "negative", "enders")


def _without_empty(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Remove empty fields of claims, which are a tenth of a large page."""
    slim = [
        {**tie, "claims": [{k: v for k, v in claim.items() if v or k not in _OFTEN_EMPTY} for claim in tie["claims"]]} for tie in values["ties"]
    ]
    return {**values, "ties": slim}


def _escaped_json(values: Mapping[str, Any]) -> str:
    """Return JSON that can neither end the script element nor start markup."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
