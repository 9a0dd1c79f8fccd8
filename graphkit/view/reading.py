"""Renders the reading view: an article's text with its claims highlighted and listed; as one offline file or part of a page."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graphkit.days import day_words
from graphkit.model import Article, Claim, Lifecycle, around
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted
from graphkit.query.wording import ORDER, cue_words, statement, status_words, time_words
from graphkit.view.inline import inline, policy
from graphkit.view.segments import names_in, runs
from graphkit.view.templates import ASSETS, asset, environment
from graphkit.view.text import NAME, SENTENCE, clean_text, safe_link

# CSS classes by sign; the colours are those of the network.
TONES = {1: "good", -1: "bad", 0: "flat"}
SIGNS = {1: "friendly", -1: "hostile", 0: "neutral"}
# Maximum number of counter-claims listed in a card.
COUNTERS = 5


@dataclass(frozen=True, slots=True)
class Note:
    """A line above the text; `linked` is a link to `href` if given."""

    before: str
    linked: str = ""
    after: str = ""
    href: str | None = None


@dataclass(frozen=True)
class ReadingContent:
    """Content of a reading view.

    Attributes:
        article: the article's metadata.
        text: its text; None if the graph does not keep it, then only quotes are shown.
        claims: its claims, by position.
        names: names of actors, by id; ids without one are shown instead.
        counters: counter-claims by claim id, see `graphkit.query.counter_claims`.
        sources: the articles of the counter-claims, by key.
        served: whether it is a page of the site, so that actors, claims and articles are links.
        notes: lines above the text: other versions, why the text is missing.
        extra: markup for the card of a claim, by claim id (`markupsafe.Markup`).
    """

    article: Article
    text: str | None
    claims: Sequence[Claim]
    names: Mapping[str, str] = field(default_factory=dict)
    counters: Mapping[str, Sequence[Claim]] = field(default_factory=dict)
    sources: Mapping[str, Article] = field(default_factory=dict)
    served: bool = False
    notes: Sequence[Note] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def reading_page(
    article: Article,
    text: str | None,
    claims: Sequence[Claim],
    *,
    names: Mapping[str, str] | None = None,
    counters: Mapping[str, Sequence[Claim]] | None = None,
    sources: Mapping[str, Article] | None = None,
    notes: Sequence[Note] = (),
) -> str:
    """Return the reading view of an article as one self-contained HTML file.

    Args:
        article, text, claims, names, counters, sources, notes: as in `ReadingContent`.

    Raises:
        UnknownName: the relation of a claim is not in the ontology.
    """
    return reading_html(ReadingContent(article, text, claims, names or {}, counters or {}, sources or {}, notes=notes))


def reading_html(content: ReadingContent) -> str:
    """Return the reading view of `content` as one HTML file; see `graphkit.view.reading_content`.

    Raises:
        UnknownName: the relation of a claim is not in the ontology.
    """
    style, script = asset("reading_page.css") + asset("reading.css"), asset("reading.js")
    page: str = (
        _templates()
        .get_template("reading_page.html")
        .render(title=clean_text(content.article.title or content.article.id, 2 * NAME), body=reading_body(content), style=style, script=inline(script), policy=policy([script], style))
    )
    return page


def reading_body(content: ReadingContent) -> Any:
    """Return the reading view as part of a page (`markupsafe.Markup`); the page must include `reading.css` and `reading.js`.

    Raises:
        UnknownName: the relation of a claim is not in the ontology.
    """
    from markupsafe import Markup

    return Markup(_templates().get_template("reading.html").render(**_Composer(content).values()))


def warm_reading() -> None:
    """Compile the template of `reading_body` ahead of the first request."""
    _templates().get_template("reading.html")


def reading_assets() -> tuple[Path, ...]:
    """Paths of the style sheet and the script that `reading_body` needs."""
    return ASSETS / "reading.css", ASSETS / "reading.js"


@functools.cache
def _templates() -> Any:
    import jinja2

    return environment(loader=jinja2.FileSystemLoader(ASSETS))


def replace_invalid(text: str) -> str:
    """Replace invalid characters without changing the length of the text."""
    return clean_text(text, len(text))


class _Composer:
    """Converts an `ReadingContent` to the plain values of the template."""

    def __init__(self, read: ReadingContent) -> None:
        self._read = read
        self._vocabulary = load_vocabulary()

    def values(self) -> dict[str, Any]:
        read = self._read
        about = read.article
        return {
            "title": clean_text(about.title or about.id, SENTENCE),
            "source": self._linked_source(about),
            "link": safe_link(about.url),
            "notes": [replace(note, before=clean_text(note.before, SENTENCE)) for note in read.notes],
            "runs": None if read.text is None else [self._run(run) for run in runs(read.text, read.claims)],
            "cards": [self._card(claim) for claim in read.claims],
            "number": self._number(),
            "families": self._families(),
            "words": self._words(),
            "served": read.served,
        }

    def _source(self, article: Article) -> str:
        return ", ".join(filter(None, (clean_text(article.outlet or "unknown outlet"), day_words(article.published, article.published_precision))))

    def _linked_source(self, article: Article) -> list[tuple[str, str | None]]:
        """Outlet and publication date, each with a link to its page on the site (None if there is none)."""
        served, day = self._read.served, day_words(article.published, article.published_precision)
        outlet = (clean_text(article.outlet or "unknown outlet"), f"/articles?outlet={quote(article.outlet, safe='')}" if served and article.outlet else None)
        return [outlet, *([(day, f"/day/{day}" if served else None)] if day else [])]

    def _tone(self, claim: Claim) -> str:
        return TONES[self._vocabulary.sign(claim.predicate)]

    def _family(self, claim: Claim) -> str:
        return (self._vocabulary.relation(claim.predicate).family or "other").replace("_", " ")

    @functools.cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self._read.claims}

    def _run(self, run: Any) -> dict[str, Any]:
        claims = [self._by_id[name] for name in run.claims]
        tones = {self._tone(claim) for claim in claims}
        inactive = bool(claims) and all(claim.lifecycle is not Lifecycle.ACTIVE for claim in claims)
        return {
            "claims": run.claims,
            "begins": run.begins,
            "tones": [*(tone for tone in TONES.values() if tone in tones), *(["inactive"] if inactive else [])],
            "pieces": [{"text": replace_invalid(piece.text), "subject": piece.subject_of, "object": piece.object_of} for piece in run.pieces],
        }

    def _card(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": claim.id,
            "tone": self._tone(claim),
            "family": self._family(claim),
            "words": status_words(claim),
            "title": self._statement(claim),
            "ends": [self._actor(claim.subject), self._actor(claim.object)],
            "facts": [(name, clean_text(value, SENTENCE)) for name, value in self._facts(claim) if value],
            "counters": [self._counter(other) for other in self._read.counters.get(claim.id, ())[:COUNTERS]],
            "more": max(0, len(self._read.counters.get(claim.id, ())) - COUNTERS),
            "quotes": [self._quote(claim, number) for number in range(len(claim.evidence))],
            "extra": self._read.extra.get(claim.id),
            "extractor": clean_text(claim.extractor),
        }

    def _facts(self, claim: Claim) -> list[tuple[str, str]]:
        speaker = self._name(claim.attributed_to) if claim.attributed_to else ""
        return [
            ("In the text", f"“{clean_text(claim.subject_mention)}” and “{clean_text(claim.object_mention)}”"),
            ("Relation", self._vocabulary.relation(claim.predicate).label),
            ("Support", ", ".join(claim.support_types)),
            ("Role", claim.role or ""),
            ("Time", time_words(claim)),
            ("Speaker", speaker),
            ("Attribution", claim.attribution_text or ""),
            ("Status from", f"“{cue}”" if (cue := cue_words(claim)) else ""),
            ("Confidence", f"{claim.confidence:.2f}"),
            ("Retracted", f"{claim.retraction[0].isoformat()}: {claim.retraction[1]}" if claim.retraction else ""),
        ]

    def _counter(self, claim: Claim) -> dict[str, Any]:
        here = claim.article == self._read.article.key
        about = self._read.article if here else self._read.sources.get(claim.article)
        served = f"/article/{claim.article}" if self._read.served else None
        return {
            "text": f"{self._statement(claim)} ({', '.join(status_words(claim))})",
            "quote": clean_text(claim.evidence[0].quote, SENTENCE),
            "source": "in this article" if here else self._source(about) if about else "",
            "href": f"#claim-{claim.id}" if here and claim.id in self._by_id else f"{served}#claim-{claim.id}" if served else None,
        }

    def _quote(self, claim: Claim, number: int) -> dict[str, Any]:
        evidence = claim.evidence[number]
        made, done = [], 0
        for start, end, kind in names_in(evidence.quote, claim):
            made += [("", evidence.quote[done:start]), (kind, evidence.quote[start:end])]
            done = end
        pieces = [(kind, replace_invalid(words)) for kind, words in [*made, ("", evidence.quote[done:])] if words]
        before, after = around(evidence.before, evidence.after, evidence.start)
        return {"before": replace_invalid(before), "after": replace_invalid(after), "pieces": pieces}

    def _statement(self, claim: Claim) -> str:
        return statement(claim.predicate, self._name(claim.subject), self._name(claim.object))

    def _name(self, actor: str) -> str:
        return clean_text(self._read.names.get(actor, actor))

    def _actor(self, actor: str) -> tuple[str, str | None]:
        return self._name(actor), f"/id/{quote(actor, safe='')}" if self._read.served else None

    def _number(self) -> str:
        """Return the number of claims; only the active ones count elsewhere."""
        active = sum(claim.lifecycle is Lifecycle.ACTIVE for claim in self._read.claims)
        more = len(self._read.claims) - active
        return f"{counted(active, 'active claim')}, {more} superseded or retracted" if more else counted(active, "claim")

    def _families(self) -> list[tuple[str, str, str, int]]:
        """Families of the claims with tone, sign and count, the most frequent first."""
        numbers = Counter((self._family(c), self._tone(c), SIGNS[self._vocabulary.sign(c.predicate)]) for c in self._read.claims)
        return [(*names, number) for names, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))]

    def _words(self) -> list[tuple[str, int]]:
        numbers = Counter(word for claim in self._read.claims for word in status_words(claim))
        return [(word, numbers[word]) for word in sorted(numbers, key=ORDER.index)]


