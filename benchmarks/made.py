"""Synthetic graphs of any size: structured like real ones, with meaningless names and texts.

For measuring size only, never quality. The same number gives the same file.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.timing import show
from graphkit.api import import_rdf
from graphkit.model import (
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Polarity,
    Status,
    digest,
)
from graphkit.ontology import load_vocabulary
from graphkit.rdf import actor_quads, record_quads
from graphkit.store.direct import direct_quads, yields_direct_triples

PER_ARTICLE = 10
_STATUSES = [Status.ASSERTED] * 6 + [Status.DECLARED, Status.ALLEGED, Status.ALLEGED, Status.PLANNED]
_KINDS = ("rel:supports", "rel:cooperates", "rel:opposes", "rel:attacks", "rel:meets", "rel:sanctions", "rel:arms", "rel:trains")
_FIRST = date(2015, 1, 1)
# Placeholders in a template for what differs between articles.
_SLOT = re.compile(r"Slot(\d\d)x|(0123456789abcdef)|(claim/)([0-9a-f]{16})|2015-01-01|(made-up-article)")


def record(name: str, dice: random.Random, actors: list[str]) -> ArticleRecord:
    """Return an article of ten claims between the actors, each with its own sentence."""
    known = load_vocabulary().relations
    relations = [kind.removeprefix("rel:") for kind in _KINDS if kind.removeprefix("rel:") in known]
    claims, text = [], ""
    for _ in range(PER_ARTICLE):
        subject, object_ = dice.sample(actors, 2)
        relation, status = dice.choice(relations), dice.choice(_STATUSES)
        quote = f"It was reportedly so, and not otherwise, in sentence {dice.randrange(10**6)} of what stands for an article."
        claims.append((subject, relation, object_, status, len(text), quote))
        text += quote + " "
    document = Document(name, text, outlet=f"Outlet {dice.randrange(50)}", published=_FIRST)
    return ArticleRecord(
        document=document,
        claims=tuple(_claim(document.key, *parts, negative=dice.random() < 0.05) for parts in claims),
        actors=tuple(Actor(id=a, name=a, kind=ActorClass.ACTOR) for a in sorted({e for c in claims for e in (c[0], c[2])})),
    )


def _claim(article: str, subject: str, relation: str, object_: str, status: Status, start: int, quote: str, *, negative: bool) -> Claim:
    return Claim(
        article=article,
        subject=subject,
        predicate=relation,
        object=object_,
        subject_mention=subject,
        object_mention=object_,
        evidence=(Evidence(start, start + len(quote), quote, "", ""),),
        status=status,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        cue="reportedly" if status is not Status.ASSERTED or negative else None,
        confidence=0.9,
        extractor="made/1.0",
    )


class _Template:
    """One article, split at the places where articles differ."""

    def __init__(self, dice: random.Random) -> None:
        made = record("made-up-article", dice, [f"Slot{i:02}x" for i in range(2 * PER_ARTICLE)])
        # Actors are written once, outlets with every article.
        quads = [q for q in record_quads(made) if "Slot" not in str(q.subject)]
        quads += [quad for claim in made.claims if yields_direct_triples(claim) for quad in direct_quads(claim)]
        self.pieces = _cut("".join(f"{q} .\n" for q in quads).replace(made.document.key, "0123456789abcdef"))
        self._claims = {claim.id: claim for claim in made.claims}

    def claim(self, id_: str, key: str, ends: list[str]) -> str:
        """Return the id of a claim between these actors in an article."""
        entry = self._claims[id_]
        subject, object_ = (ends[int(slot[4:6])] for slot in (entry.subject, entry.object))
        return digest(key, subject, entry.predicate, object_, entry.status, entry.polarity)


def _cut(text: str) -> list[str]:
    """Split into literal pieces and, at odd positions, placeholders."""
    pieces, last = [], 0
    for match in _SLOT.finditer(text):
        pieces += [text[last : match.start()], match.group()]
        last = match.end()
    return [*pieces, text[last:]]


def write(path: Path, claims: int) -> Path:
    """Write a graph with this many claims as N-Quads, unless the file exists."""
    if path.exists():
        return path
    dice = random.Random(claims)
    templates = [_Template(dice) for _ in range(40)]
    actors = [f"Actor{i}" for i in range(max(100, claims // 50))]
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        for name in actors:
            quads = actor_quads(Actor(id=name, name=name, kind=ActorClass.STATE if name.endswith("7") else ActorClass.ORGANIZATION))
            stream.writelines(f"{quad} .\n" for quad in quads)
        for number in range(claims // PER_ARTICLE):
            stream.writelines(_filled(dice.choice(templates), number, dice, actors))
    return part.replace(path)


def folder(work: Path, claims: int) -> Path:
    """Return the path of the graph with this many claims in the benchmarks' folder."""
    return work / f"graph-{claims}"


def graph(work: Path, claims: int) -> Path:
    """Return the graph with this many claims; built once per folder and shared by all benchmarks."""
    found = folder(work, claims)
    if not found.exists():
        work.mkdir(parents=True, exist_ok=True)
        dump, began = write(work / f"made-{claims}.nq", claims), time.process_time()
        import_rdf(dump, graph=found, trust=True)
        show(f"import --trust, {claims:,} claims (50 wanted at 100,000)", f"{time.process_time() - began:.2f}")
    return found


def _filled(template: _Template, number: int, dice: random.Random, actors: list[str]) -> Iterator[str]:
    key = digest("made", number)
    day = str(_FIRST + timedelta(days=dice.randrange(4000)))
    # A few actors are in most of the news.
    ends: list[str] = []
    while len(ends) < 2 * PER_ARTICLE:
        ends += {actors[int(len(actors) * dice.random() ** 3)]} - set(ends)
    for place, piece in enumerate(template.pieces):
        if place % 2 == 0:
            yield piece
        elif piece.startswith("Slot"):
            yield ends[int(piece[4:6])]
        elif piece.startswith("claim/"):
            yield "claim/" + template.claim(piece.removeprefix("claim/"), key, ends)
        else:
            yield {"2015-01-01": day, "made-up-article": f"made-{number}"}.get(piece, key)
