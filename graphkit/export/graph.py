"""The graph as a networkx multigraph: actors as nodes, one edge per pair, relation, status and polarity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from graphkit.days import day_words
from graphkit.export.spells import Spell, merged, spell_of
from graphkit.model import Actor, Article, Claim, Lifecycle, Polarity, Status, digest
from graphkit.ontology import load_vocabulary
from graphkit.query import count_sources
from graphkit.query.wording import status_label
from graphkit.standing import (
    MIN_CONFIDENCE,
    Beginning,
    Endings,
    beginnings_of,
    endings_of,
    has_ended,
    is_about_end,
    plans_end,
)
from graphkit.store import View, yields_direct_triples

if TYPE_CHECKING:
    import networkx as nx

# Subject, object, relation, status, polarity, and "end" for claims that the relation has ended or is planned to end, else "".
_Tie = tuple[str, str, str, str, str, str]
_END = "end"


def to_networkx(view: View) -> nx.MultiDiGraph:
    """Return the active claims as a directed multigraph.

    Nodes are the ids of actors that an active claim names, as an end or as its speaker, with `label`, `kind`, `type`,
    `part_of`, `country`, `iso3` and `wikidata` ("" if unknown).
    Edges have an `id` (a hash of their ends and `kind`), a `kind` (relation, status and polarity, and "end" if its claims state an end; also the key), `label`,
    `predicate`, `family`, `sign` (0 if denied), `symmetric` (direction has no meaning), `status`, `polarity`, `direct` (in the direct
    graph), `ended` (its claims say so, or a later claim of the end does; then `label` says so too), `to_end` (its claims plan the end), `weight` (number of
    independent sources), `claims` (number of claims), `confidence` (the highest of its claims; under .5 `label` says so), `sources` (outlets), `support`
    (types), `quotes`, `first` and `last` (days of publication in ISO format, a month or year if only that is known, or
    ""), and `spells`: pairs of first and last day (ISO or None) in which the tie held or happened, empty if one of its
    claims has no day. All edges are directed, because Gephi and networkx drop undirected edges of a directed graph.
    """
    import networkx as nx

    articles = {article.key: article for article in view.articles()}
    groups: dict[_Tie, list[Claim]] = defaultdict(list)
    named: set[str | None] = set()
    for claim in view.claims():
        if claim.lifecycle is Lifecycle.ACTIVE:
            named |= {claim.subject, claim.object, claim.attributed_to}
            groups[claim.subject, claim.object, claim.predicate, str(claim.status), str(claim.polarity), _END if is_about_end(claim) else ""].append(claim)
    endings = endings_of(chain.from_iterable(groups.values()), lambda claim: articles[claim.article].published)
    beginning = beginnings_of(chain.from_iterable(groups.values()))
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for actor in view.actors():
        if actor.id in named:
            graph.add_node(actor.id, **_described(actor))
    for tie, claims in sorted(groups.items()):
        backing = _backing(claims, [articles[c.article] for c in claims], endings, beginning)
        relation = _relation(tie, backing)
        graph.add_edge(*tie[:2], key=relation["kind"], **relation, **backing)
    return graph


def _described(actor: Actor) -> dict[str, str]:
    """Return the attributes of a node."""
    return {
        "label": actor.name,
        "kind": str(actor.kind),
        "type": actor.type or "",
        "part_of": next((whole.name for whole in actor.wholes), ""),
        "country": actor.country.name if actor.country else "",
        "iso3": actor.iso3 or "",
        "wikidata": actor.wikidata or "",
    }


def _relation(tie: _Tie, backing: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of an edge that depend on its ends and kind; `backing` has those that depend on its claims."""
    subject, object_, predicate, status, polarity, _ = tie
    vocabulary, kind = load_vocabulary(), "/".join(filter(None, tie[2:]))
    return {
        "id": "e" + digest(subject, object_, kind),
        "kind": kind,
        "label": _label(predicate, status, polarity, ended=backing["ended"], to_end=backing["to_end"], uncertain=backing["confidence"] < MIN_CONFIDENCE),
        "predicate": predicate,
        "family": vocabulary.family(predicate) or "",
        # A denied friendship is none, for whoever adds up signs.
        "sign": vocabulary.sign(predicate) if polarity == Polarity.POSITIVE else 0,
        "symmetric": vocabulary.relation(predicate).symmetric,
        "status": status,
        "polarity": polarity,
    }


def _backing(claims: Sequence[Claim], about: Sequence[Article], endings: Endings, beginning: Beginning) -> dict[str, Any]:
    """Return the attributes of an edge that depend on its claims; `about` has the article of each claim."""
    days = sorted((a.published, day_words(a.published, a.published_precision)) for a in about if a.published)
    finals = [_final(claim, article.published, endings) for claim, article in zip(claims, about, strict=True)]
    return {
        "direct": any(yields_direct_triples(claim) and final is None for claim, final in zip(claims, finals, strict=True)),
        "ended": all(has_ended(claim) or final is not None for claim, final in zip(claims, finals, strict=True)),
        "to_end": all(map(plans_end, claims)),
        "weight": count_sources(claims, {article.key: article for article in about}.__getitem__),
        "claims": len(claims),
        "confidence": max(round(claim.confidence, 3) for claim in claims),
        "sources": sorted({a.outlet or "unknown outlet" for a in about}),
        "support": sorted({kind for c in claims for kind in c.support_types}),
        "quotes": sorted({e.quote for c in claims for e in c.evidence}),
        "first": days[0][1] if days else "",
        "last": days[-1][1] if days else "",
        "spells": [(str(start) if start else None, str(end) if end else None) for start, end in _spells([_begun(claim, beginning(claim)) for claim in claims], about, finals)],
    }


def _label(predicate: str, status: str, polarity: str, *, ended: bool, to_end: bool, uncertain: bool) -> str:
    """Return a short label for a tie: `supports`, `supports (alleged, denied)`."""
    plainly = not ended and not uncertain and polarity == Polarity.POSITIVE and status in (Status.ASSERTED, Status.DECLARED)
    return predicate if plainly else f"{predicate} ({status_label(status, polarity, ended=ended, to_end=to_end, uncertain=uncertain)})"


def _final(claim: Claim, published: date | None, endings: Endings) -> date | None:
    """Return the last day according to a later claim that the relation has ended, or None."""
    if claim.polarity is not Polarity.POSITIVE:
        return None
    return min((ending.final for ending in endings.of(claim, published)), default=None)


def _begun(claim: Claim, day: date | None) -> Claim:
    """Return the claim with the day on which its tie began, if another claim states it."""
    return replace(claim, valid=replace(claim.valid, start=day)) if day and claim.valid else claim


def _spells(claims: Iterable[Claim], about: Iterable[Article], finals: Iterable[date | None]) -> list[Spell]:
    """Return the spells of a tie; [] if one of its claims has no day, because it then holds at any time."""
    found = [spell_of(claim, article.published, final, article.published_precision) for claim, article, final in zip(claims, about, finals, strict=True)]
    return merged(spell for spell in found if spell) if all(found) else []
