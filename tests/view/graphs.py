"""Deterministic synthetic graphs for the tests of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.model import (
    Actor,
    ActorClass,
    Article,
    Claim,
    Evidence,
    Polarity,
    Precision,
    Status,
)

KINDS = (
    ActorClass.STATE,
    ActorClass.GOVERNMENT,
    ActorClass.ARMED,
    ActorClass.PERSON,
    ActorClass.STATE,
    ActorClass.INTERNATIONAL,
    ActorClass.ORGANIZATION,
    ActorClass.STATE,
    ActorClass.BLOC,
    ActorClass.ACTOR,
)
STEMS = ("Vel", "Oro", "Kant", "Mir", "Sul", "Tamb", "Ard", "Nev", "Gal", "Ish", "Pren", "Zor")
ENDS = ("avia", "istan", "mark", "ora", "una", "eria")
FORMS = {
    ActorClass.STATE: "{}",
    ActorClass.GOVERNMENT: "Government of {}",
    ActorClass.ARMED: "{} Liberation Front",
    ActorClass.PERSON: "Marshal {}",
    ActorClass.INTERNATIONAL: "Organization of {} States",
    ActorClass.ORGANIZATION: "{} Relief Committee",
    ActorClass.BLOC: "{} allies",
    ActorClass.ACTOR: "{} notables",
}


@dataclass(frozen=True)
class Graph:
    """Arguments of `page`."""

    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    articles: tuple[Article, ...]


def actor(number: int) -> Actor:
    """Return the actor with a number; names have realistic lengths."""
    kind = KINDS[number % len(KINDS)]
    stem = STEMS[number % len(STEMS)] + ENDS[number // len(STEMS) % len(ENDS)]
    turn = number // (len(STEMS) * len(ENDS))
    name = FORMS[kind].format(stem) + (f" {turn + 1}" if turn else "")
    return Actor(id=f"a{number}", name=name, kind=kind)


def article(number: int) -> Article:
    """Return the article with a number."""
    return Article(
        key=f"{number:016x}",
        id=f"d{number}",
        text_hash=f"{number:064x}",
        title=f"Report {number} from the front",
        url=f"https://example.org/{number}",
        outlet=("The Courier", "Daily Herald", "Wire Service")[number % 3],
        published=date(2020, 1, 1) + timedelta(days=number),
        published_precision=Precision.DAY,
        # One war: these graphs do not test how articles are grouped into conflicts.
        conflict="River war",
    )


def claim(
    subject: Actor,
    predicate: str,
    object: Actor,
    *,
    source: int = 0,
    status: Status = Status.ASSERTED,
    polarity: Polarity = Polarity.POSITIVE,
    **more: object,
) -> Claim:
    """Return a claim with a quote that contains both names and the relation."""
    verb = {"supports": "backed", "attacks": "shelled", "consultsWith": "met"}.get(predicate, predicate)
    hedge = "" if status in {Status.ASSERTED, Status.DECLARED} else "reportedly "
    quote = f"{subject.name} {hedge}{verb} {object.name} near the river"
    given: dict[str, object] = {
        "article": article(source).key,
        "subject": subject.id,
        "predicate": predicate,
        "object": object.id,
        "subject_mention": subject.name,
        "object_mention": object.name,
        "evidence": (Evidence(40, 40 + len(quote), quote, "Officials on both sides said ", ", weeks after the talks."),),
        "status": status,
        "polarity": polarity,
        "cue": hedge.strip() or None,
    }
    return Claim(**{**given, **more})  # type: ignore[arg-type]


def dice(number: int, sides: int) -> int:
    """Return a pseudo-random throw that depends only on the number (multiplicative hashing)."""
    return (number * 2654435761 % 2**32 >> 7) % sides


def camps(count: int, *, ties: int | None = None, camps: int = 3) -> Graph:
    """Return a graph of actors in camps that mostly help their own and fight the others.

    Early actors get more ties than late ones, as in news.
    """
    people = [actor(number) for number in range(count)]
    claims = []
    for number in range(ties or count * 2):
        first = number % count
        second = dice(number, max(2, 1 + dice(number + 7, count)))
        if dice(number + 3, 10) < 6:
            second = min(second - second % camps + first % camps, count - 1)
        if first == second:
            continue
        friends = first % camps == second % camps
        choice = dice(number + 13, 10)
        if choice < 2:
            predicate = "consultsWith" if choice else "memberOf"
        elif friends:
            predicate = ("supports", "supportsMilitarily", "alliedWith")[choice % 3]
        else:
            predicate = ("attacks", "opposes", "sanctions")[choice % 3]
        status = list(Status)[dice(number + 29, 14) % 6] if dice(number + 31, 4) == 0 else Status.ASSERTED
        polarity = Polarity.NEGATIVE if dice(number + 37, 23) == 0 else Polarity.POSITIVE
        copies = 1 + (dice(number + 41, 5) if number % 6 == 0 else 0)
        claims += [
            claim(people[first], predicate, people[second], source=number + copy, status=status, polarity=polarity)
            for copy in range(copies)
        ]
    used = sorted({int(each.article, 16) for each in claims})
    return Graph(tuple(people), tuple(claims), tuple(article(number) for number in used))


def river_war() -> Graph:
    """Return twelve actors of a fictitious war, with every kind of tie."""
    names = {
        "Velavia": ActorClass.STATE,
        "Oroistan": ActorClass.STATE,
        "Kantmark": ActorClass.STATE,
        "Miruna": ActorClass.STATE,
        "Government of National Concord": ActorClass.GOVERNMENT,
        "Sulora National Army": ActorClass.ARMED,
        "Marshal Idris Tamb": ActorClass.PERSON,
        "Ardian Brigades": ActorClass.ARMED,
        "United Nations": ActorClass.INTERNATIONAL,
        "River States Union": ActorClass.INTERNATIONAL,
        "Neveria Relief": ActorClass.ORGANIZATION,
        "Port Galuna": ActorClass.PLACE,
    }
    who = [Actor(name.replace(" ", ""), name, kind) for name, kind in names.items()]
    vel, oro, kant, mir, gov, army, tamb, brig, nations, union, relief, port = who
    rows = [
        (vel, "supportsMilitarily", gov, {}),
        (vel, "supportsMilitarily", gov, {"source": 1}),
        (vel, "supports", gov, {"source": 2, "status": Status.DECLARED}),
        (oro, "supportsMilitarily", army, {"support_types": ("drones", "weapons")}),
        (oro, "supportsEconomically", army, {"source": 3}),
        (kant, "supportsMilitarily", army, {"status": Status.ALLEGED, "attribution_text": "diplomats said"}),
        (kant, "supports", army, {"source": 4, "polarity": Polarity.NEGATIVE, "attributed_to": "Kantmark"}),
        (mir, "supportsMilitarily", gov, {"status": Status.PLANNED}),
        (mir, "supportsDiplomatically", army, {"source": 5, "polarity": Polarity.NEGATIVE}),
        (nations, "recognizes", gov, {}),
        (tamb, "leads", army, {"role": "commander"}),
        (army, "attacks", gov, {}),
        (army, "attacks", gov, {"source": 6}),
        (gov, "attacks", army, {"source": 7}),
        (brig, "fightsAlongside", gov, {}),
        (brig, "fights", army, {"source": 8}),
        (army, "controlsTerritory", port, {}),
        (vel, "opposes", oro, {"source": 9}),
        (oro, "criticizes", vel, {"source": 9}),
        (vel, "consultsWith", oro, {"source": 10}),
        (union, "sanctions", tamb, {"source": 11}),
        (relief, "requests", union, {"source": 11}),
        (kant, "memberOf", union, {"source": 12}),
        (vel, "hasAgreementWith", mir, {"source": 13}),
    ]
    claims = tuple(claim(s, p, o, **more) for s, p, o, more in rows)  # type: ignore[arg-type]
    return Graph(tuple(who), claims, tuple(article(number) for number in range(14)))


HOSTILE = (
    "</script><script>window.pwned=1</script>",
    '<img src=x onerror="window.pwned=1">',
    "<!--<script>",
    "\"'`};window.pwned=1;//",
    "\u202eright to left\u202c \u2067mixed",
    "🧨🇱🇾 emoji 👩‍👩‍👧",
    "N" * 10_000,
    '{"a": "b\\", </SCRIPT >"}',
    "line\u2028separator\u2029paragraph\x00null\x1bescape",
    "half \ud83d character",
    "__proto__",
    "{{ 7*7 }} {% raw %}",
    "javascript:window.pwned=1",
    "]]> &lt;b&gt; &amp;",
)


def hostile(conflicts: int = 1) -> Graph:
    """Return a graph whose every text field is an injection attempt, in this many conflicts."""
    who = [
        Actor(id=f"x{n}" if n % 2 else text[:60], name=text, aliases=(text,), type=text)
        for n, text in enumerate(HOSTILE)
    ]
    claims, articles = [], []
    for n, text in enumerate(HOSTILE):
        other = who[(n + 1) % len(who)]
        articles.append(
            Article(key=f"{n:016x}", id=text, text_hash="0" * 64, title=text, url=text, outlet=text, conflict=HOSTILE[n % conflicts])
        )
        claims.append(
            claim(
                who[n],
                "supports",
                other,
                source=n,
                cue=text,
                attribution_text=text,
                role=text,
                support_types=(text,),
                evidence=(Evidence(0, len(text), text, text, text),),
                subject_mention=text,
            )
        )
    return Graph(tuple(who), tuple(claims), tuple(articles))
