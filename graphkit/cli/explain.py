"""The command explain: the dossier of one actor, or all that stands between two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ConflictOption, GraphOption, open_graph
from graphkit.cli.output import plain, write
from graphkit.days import worded
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.api import Graph
    from graphkit.model import Claim
    from graphkit.query import Dossier, PairDossier, Row, Section


class ExplainFormat(StrEnum):
    """Formats of a dossier."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


def explain(
    first: Annotated[str, typer.Argument(metavar="ACTOR", help="An actor, named as you would: haftar.")],
    second: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="Another actor, for the claims between the two.")] = None,
    format: Annotated[ExplainFormat, typer.Option("--format", "-f", help="How to print it; html is one page without scripts.")] = ExplainFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; stdout without it.")] = None,
    conflict: ConflictOption = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Show who stands with and against an actor: since when, according to whom, who denies it; with two actors, every claim between them."""
    opened = open_graph(graph, conflict)
    if format is ExplainFormat.TEXT:
        lines = _dossier(opened.dossier(first)) if second is None else _pair(opened, first, second)
        write("".join(f"{plain(line)}\n" for line in lines).encode("utf-8", "replace"), output)
        return
    dossier = opened.dossier(first) if second is None else opened.pair(first, second)
    write(_formatted(dossier, format).encode("utf-8", "replace"), output)


def _formatted(dossier: Dossier | PairDossier, format: ExplainFormat) -> str:
    from graphkit.query import dossier_rows
    from graphkit.view import dossier_markdown, dossier_page

    if format is ExplainFormat.JSON:
        return json.dumps(dossier_rows(dossier), ensure_ascii=False, indent=1) + "\n"
    return (dossier_page if format is ExplainFormat.HTML else dossier_markdown)(dossier)


def _dossier(dossier: Dossier) -> Iterator[str]:
    from graphkit.days import day_words
    from graphkit.query import status_text

    yield dossier.actor.name
    if len(dossier.spellings) > 1:
        yield f"  also spelt: {', '.join(dossier.spellings[1:])}"
    yield from _sections(dossier.sections, dossier)
    for one in dossier.through:
        yield from ("", f"Through {one.body.name}: {one.phrase}", f'  "{one.quote.evidence[0].quote}"  {_source(dossier, one.quote)}')
        yield from _sections(one.sections, dossier, "  ")
    if dossier.posts:
        yield from ("", "Posts")
        yield from (f"  {post.phrase}{f' ({post.role})' if post.role else ''}; {_days(post)}" for post in dossier.posts)
    if dossier.timeline:
        yield from ("", "Timeline")
        yield from (f"  {day_words(e.day, e.precision):10}  {'event    ' if e.of_deed else 'published'}  {e.phrase} ({status_text(e.claim)})" for e in dossier.timeline)
    if dossier.undated:
        yield from ("", "Without a day")
        yield from (f"  {phrase} ({status_text(claim)})" for phrase, claim in dossier.undated)
    if not dossier.sections:
        yield "  no active claim names this actor at either end"


def _sections(sections: tuple[Section, ...], dossier: Dossier, indent: str = "") -> Iterator[str]:
    for section in sections:
        yield from ("", f"{indent}{section.title}")
        for row in section.rows:
            yield from (f"{indent}  {line}" for line in _row(row, dossier))


def _row(row: Row, dossier: Dossier) -> Iterator[str]:
    yield f"{row.phrase} ({', '.join(row.status)})"
    yield f"  {_days(row)}; {counted(row.sources, 'source')}"
    yield f'  "{row.quote.evidence[0].quote}"  {_source(dossier, row.quote)}'
    for claim in row.denials:
        if claim.id != row.quote.id:
            yield f'  denied: "{claim.evidence[0].quote}"  {_source(dossier, claim)}'


def _days(row: object) -> str:
    from graphkit.query import period_words

    deeds, printed = (period_words(getattr(row, name)) for name in ("deeds", "printed"))
    return f"{f'event {deeds}' if deeds else 'date of the event not known'}; {f'published {printed}' if printed else 'day of publication not known'}"


def _source(dossier: Dossier, claim: Claim) -> str:
    """The speaker and the source: `Turkey, in Wire, 2020-01-06`."""
    from graphkit.query import claim_values

    values = claim_values(claim, dossier.actors, dossier.articles)
    where = ", ".join(filter(None, (values["outlet"], values["published"], values["title"])))
    return f"{values['speaker_name']}, in {where}" if values["speaker_name"] else where


def _pair(graph: Graph, first: str, second: str) -> Iterator[str]:
    from graphkit.days import day_words
    from graphkit.query import sentence

    found = graph.explain(first, second)
    names = {found.first.id: found.first.name, found.second.id: found.second.name}
    yield f"{found.first.name} and {found.second.name}: {counted(len(found.claims), 'claim')}, {counted(found.outlets, 'independent source')}"
    for number, claim in enumerate(found.claims, 1):
        article = found.articles[claim.article]
        source = ", ".join(str(part) for part in (article.outlet, day_words(article.published, article.published_precision), article.title) if part)
        yield from ("", f"{number}. {sentence(claim, names[claim.subject], names[claim.object])}")
        yield f'   "{claim.evidence[0].quote}"'
        yield f"   source      {source or article.id}"
        yield from (f"   {label:11} {value}" for label, value in _details(claim))
    for stated, denied in found.contested:
        yield from ("", f"Disputed: claim {found.claims.index(stated) + 1} is denied by claim {found.claims.index(denied) + 1}")


def _details(claim: Claim) -> Iterator[tuple[str, str]]:
    """What the text called both ends, what set the status, who said so, when, how sure."""
    yield "relation", claim.predicate
    yield "in words", f"{claim.subject_mention!r} -> {claim.object_mention!r}"
    if claim.cue:
        yield "status from", repr(claim.cue)
    if claim.attribution_text or claim.attributed_to:
        yield "said by", claim.attribution_text or str(claim.attributed_to)
    if claim.support_types:
        yield "support", ", ".join(claim.support_types)
    if when := worded(claim.valid):
        yield "when", when
    yield "confidence", f"{claim.confidence:.2f}, {claim.extractor}"
