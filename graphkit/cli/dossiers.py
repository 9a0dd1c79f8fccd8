"""Dossiers of one or two actors as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.days import day_words
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.model import Claim
    from graphkit.query import Dossier, PairDossier, Row, Section

    Either = Dossier | PairDossier


def dossier_lines(dossier: Dossier) -> Iterator[str]:
    """Yield the dossier of one actor: relations, relations of bodies that it leads, posts, timeline."""
    yield dossier.actor.name
    if len(dossier.spellings) > 1:
        yield f"  also spelt: {', '.join(dossier.spellings[1:])}"
    if dossier.actor.of is not None:
        yield f"  {'part of' if dossier.actor.is_part else 'country'}: {dossier.actor.of.name}"
    yield from _sections(dossier.sections, dossier)
    for one in dossier.through:
        yield from ("", f"Through {one.body.name}: {one.phrase}", f"  {_quoted(one.quote)}  {_source(dossier, one.quote)}")
        yield from _sections(one.sections, dossier, "  ")
    if dossier.posts:
        yield from ("", "Posts")
        yield from (f"  {post.phrase}{f' ({post.role})' if post.role else ''}; {_days(post)}" for post in dossier.posts)
    yield from _by_day(dossier)
    if not dossier.sections:
        yield "  no active claim names this actor at either end"


def pair_lines(dossier: PairDossier) -> Iterator[str]:
    """Yield the dossier of two actors: relations, timeline, and the details of each claim."""
    claims = list({claim.id: claim for section in dossier.sections for row in section.rows for claim in (*row.claims, *row.denials)}.values())
    yield f"{dossier.first.name} and {dossier.second.name}: {counted(len(claims), 'claim')}, {counted(dossier.sources, 'independent source')}"
    yield from _sections(dossier.sections, dossier)
    yield from _by_day(dossier)
    if claims:
        yield from ("", "Claims")
    for number, claim in enumerate(_ordered(claims, dossier), 1):
        yield from _claim(number, claim, dossier)


def _ordered(claims: list[Claim], dossier: PairDossier) -> list[Claim]:
    """Sort claims by day of publication (undated last), then by place in the article."""
    days = {key: article.published for key, article in dossier.articles.items()}
    return sorted(claims, key=lambda c: (days[c.article] is None, str(days[c.article]), c.article, c.evidence[0].start, c.id))


def _sections(sections: tuple[Section, ...], dossier: Either, indent: str = "") -> Iterator[str]:
    for section in sections:
        yield from ("", f"{indent}{section.title}")
        for row in section.rows:
            yield from (f"{indent}  {line}" for line in _row(row, dossier))


def _row(row: Row, dossier: Either) -> Iterator[str]:
    yield f"{row.phrase} ({', '.join(row.status)})"
    yield f"  {_days(row)}; {counted(row.sources, 'source')}"
    yield f"  {_quoted(row.quote)}  {_source(dossier, row.quote)}"
    for claim in row.denials:
        if claim.id != row.quote.id:
            yield f"  denied: {_quoted(claim)}  {_source(dossier, claim)}"
    for claim in row.endings:
        if claim.id != row.quote.id:
            yield f"  {'ended' if 'ended' in row.status else 'said to have ended'}: {_quoted(claim)}  {_source(dossier, claim)}"
    if not row.denials:
        yield f"  narrower relation denied, see below: {'; '.join(row.narrower)}" if row.narrower else "  no denial read"


def _by_day(dossier: Either) -> Iterator[str]:
    from graphkit.query import status_text

    if dossier.timeline:
        yield from ("", "Timeline")
        yield from (f"  {day_words(e.day, e.precision):10}  {'event    ' if e.of_deed else 'published'}  {e.phrase} ({status_text(e.claim)})" for e in dossier.timeline)
    if dossier.undated:
        yield from ("", "Undated")
        yield from (f"  {phrase} ({status_text(claim)})" for phrase, claim in dossier.undated)


def _days(row: object) -> str:
    from graphkit.query import period_words
    from graphkit.query.wording import ENDED

    deeds, printed = (period_words(getattr(row, name)) for name in ("deeds", "printed"))
    event = {"": "date of the event unknown", ENDED: f"date of the event unknown, {ENDED}"}.get(deeds, f"event {deeds}")
    return f"{event}; {f'published {printed}' if printed else 'date of publication unknown'}"


def _quoted(claim: Claim) -> str:
    from graphkit.query import quoted
    from graphkit.query.wording import further_quotes

    return quoted(claim.evidence[0].quote) + further_quotes(claim)


def _source(dossier: Either, claim: Claim) -> str:
    """Return the speaker and the source: `Turkey, in Wire, 2020-01-06`."""
    from graphkit.query import claim_values

    values = claim_values(claim, dossier.actors, dossier.articles)
    where = ", ".join(filter(None, (values["outlet"], values["title"], values["published"])))
    return f"{values['speaker_name']}, in {where}" if values["speaker_name"] else where


def _claim(number: int, claim: Claim, dossier: PairDossier) -> Iterator[str]:
    from graphkit.query import quoted, sentence

    names = {id_: actor.name for id_, actor in dossier.actors.items()}
    yield f"  {number}. {sentence(claim, names[claim.subject], names[claim.object])}"
    yield from (f"     {quoted(evidence.quote)}" for evidence in claim.evidence)
    details = [("source", _source(dossier, claim)), ("address", dossier.articles[claim.article].url or ""), *_details(claim)]
    yield from (f"     {label:11} {value}" for label, value in details if value)


def _details(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the mentions of both ends, the cue of the status, support types, time and confidence."""
    from graphkit.query.wording import time_words

    yield "in words", f"{claim.subject_mention!r} -> {claim.object_mention!r}"
    if claim.cue:
        yield "status from", repr(claim.cue)
    if claim.support_types:
        yield "support", ", ".join(claim.support_types)
    if when := time_words(claim):
        yield "when", when
    yield "confidence", f"{claim.confidence:.2f}, {claim.extractor}"
