"""Filter claims that syntax yields but a reader would not: echoes, hosts of a meeting, business news, names inside longer ones."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.model import Actor, ActorClass, Claim, Polarity, Status


def sifted(claims: list[Claim], actors: Mapping[str, Actor]) -> list[Claim]:
    """Return the claims without echoes, hosts of a meeting, business news and what is read of a place inside a longer name."""
    return _without_business(_without_hosts(_without_echoes(_without_inner_places(claims, actors)), actors), actors)


def _without_inner_places(claims: list[Claim], actors: Mapping[str, Actor]) -> list[Claim]:
    """Drop a post or membership that only the network reads of a state or place inside a longer name of which the same is read: not Russia in "founded the Moscow Bureau"."""
    posts, lands = ("leads", "memberOf"), (ActorClass.STATE, ActorClass.PLACE)

    def is_inner(claim: Claim) -> bool:
        alike = (c for c in claims if (c.subject, c.predicate) == (claim.subject, claim.predicate) and c.object != claim.object)
        return any(c.object_mention != claim.object_mention and f" {claim.object_mention} " in f" {c.object_mention} " for c in alike)

    return [c for c in claims if not c.extractor.startswith("encoder") or c.predicate not in posts or actors[c.object].kind not in lands or not is_inner(c)]


def _without_business(claims: list[Claim], actors: Mapping[str, Actor]) -> list[Claim]:
    """Drop business news: unlisted firms and clubs that compete, sue and sign are irrelevant without a party to a conflict."""
    if any(actor.curated or actor.kind is ActorClass.STATE for actor in actors.values()):
        return claims
    plain = (ActorClass.ORGANIZATION, ActorClass.ACTOR)
    structure = ("attacks", "fights", "leads", "commands", "memberOf", "holdsOfficeIn", "partOf")
    return [c for c in claims if c.predicate in structure or not {actors[c.subject].kind, actors[c.object].kind} <= set(plain)]


def _without_hosts(claims: list[Claim], actors: Mapping[str, Actor]) -> list[Claim]:
    """Drop meetings with the country visited if the same words name the person met there."""
    talks = [c for c in claims if c.predicate == "consultsWith"]
    at_home: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate in ("leads", "holdsOfficeIn", "commands"):
            at_home.setdefault(claim.subject, set()).add(claim.object)

    def people(claim: Claim) -> set[str]:
        return {i for i in (claim.subject, claim.object) if actors[i].kind is ActorClass.PERSON}

    def hosted(claim: Claim) -> bool:
        ends = {claim.subject, claim.object}
        states = {i for i in ends if actors[i].kind is ActorClass.STATE}
        if len(states) != 1:
            return False
        guest, state = next(iter(ends - states)), next(iter(states))
        return any(
            c.evidence[0].start == claim.evidence[0].start
            and guest in (c.subject, c.object)
            and any(not at_home.get(person) or state in at_home[person] for person in people(c) - {guest})
            for c in talks
        )

    return [c for c in claims if c.predicate != "consultsWith" or not hosted(c)]


def _without_echoes(claims: list[Claim]) -> list[Claim]:
    """Drop weaker repetitions of a plain claim ("will back" in addition to "backs" in one quote).

    An attack under way is not also a planned one.
    """
    stated = [
        c for c in claims if c.status in (Status.ASSERTED, Status.DECLARED) and c.polarity is Polarity.POSITIVE
    ]
    plain = {(c.subject, c.predicate, c.object, e.start) for c in stated for e in c.evidence}
    under_way = {(c.subject, c.object) for c in stated if c.predicate == "attacks"}
    return [
        c
        for c in claims
        if c.status in (Status.ASSERTED, Status.DECLARED)
        or c.polarity is Polarity.NEGATIVE
        or ((c.predicate != "attacks" or (c.subject, c.object) not in under_way)
        and not all((c.subject, c.predicate, c.object, e.start) in plain for e in c.evidence))
    ]
