"""Puts the page together: template, assets inline, data as JSON that cannot leave its element."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.model import Actor, Article, Claim
from graphkit.ontology import load_vocabulary
from graphkit.view.network import COLOURS, network
from graphkit.view.ties import Tie, ties, way_of

_ASSETS = Path(__file__).with_name("assets")
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_LONGEST = 700


def page(
    actors: Iterable[Actor], claims: Iterable[Claim], articles: Iterable[Article], *, title: str
) -> str:
    """The whole page as HTML.

    Args:
        actors, claims, articles: what the graph holds.
        title: heading of the page; plain text.
    """
    import jinja2

    by_id = {actor.id: actor for actor in actors}
    sources = {article.key: article for article in articles}
    made = ties(claims)
    scripts = [_vis_network(), (_ASSETS / "page.js").read_text(encoding="utf-8")]
    style = (_ASSETS / "page.css").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True).from_string(
        (_ASSETS / "page.html").read_text(encoding="utf-8")
    )
    return template.render(
        title=title[:200],
        policy=_policy(scripts, style),
        scripts=scripts,
        style=style,
        data=_inert(_data(by_id, sources, made)),
        actors=len({name for tie in made for name in (tie.subject, tie.object)}),
        ties=len(made),
        claims=sum(len(tie.claims) for tie in made),
        colours=COLOURS,
    )


def _data(
    actors: Mapping[str, Actor], sources: Mapping[str, Article], made: list[Tie]
) -> dict[str, Any]:
    vocabulary = load_vocabulary()
    drawn = network(actors, made)
    return {
        **drawn,
        "actors": {
            name: {"name": _cut(actors[name].name), "kind": str(actors[name].kind)}
            for name in sorted({n for tie in made for n in (tie.subject, tie.object)})
            if name in actors
        },
        "ties": [
            {
                "from": tie.subject,
                "to": tie.object,
                "family": tie.family,
                "sign": tie.sign,
                "way": tie.way,
                "contested": tie.contested,
                "claims": [
                    _told(claim, sources[claim.article], actors, vocabulary.relation(claim.predicate).label)
                    for claim in tie.claims
                ],
            }
            for tie in made
        ],
    }


def _told(claim: Claim, article: Article, actors: Mapping[str, Actor], label: str) -> dict[str, Any]:
    evidence = claim.evidence[0]
    speaker = actors[claim.attributed_to].name if claim.attributed_to in actors else None
    return {
        "relation": label,
        "status": str(claim.status),
        "way": way_of(claim),
        "quote": _cut(evidence.quote),
        "before": evidence.before,
        "after": evidence.after,
        "words": [_cut(claim.subject_mention), _cut(claim.object_mention)],
        "cue": _cut(claim.cue or ""),
        "said": _cut(speaker or claim.attribution_text or ""),
        "types": list(claim.support_types),
        "outlet": _cut(article.outlet or "unknown outlet"),
        "title": _cut(article.title or article.id),
        "url": article.url if (article.url or "").startswith(("http://", "https://")) else None,
        "date": article.published.isoformat() if article.published else None,
    }


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _inert(data: Mapping[str, Any]) -> str:
    """JSON in which nothing can end the script element or begin markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _vis_network() -> str:
    """The vis-network script that pyvis brings along, licence notice included."""
    import pyvis

    path = Path(pyvis.__file__).parent / "templates" / _VIS
    try:
        return path.read_text(encoding="utf-8").replace("</script", "<\\/script")
    except OSError as error:
        raise GraphkitError(f"pyvis lacks {_VIS}; install pyvis 0.3.2: {error}") from error


def _policy(scripts: Iterable[str], style: str) -> str:
    """A Content-Security-Policy that lets run just these scripts, and nothing reach the network."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {hashes}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
