"""Renders the brief of one or several conflicts for reading and printing: who backs whom since when, changes, disputes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

from graphkit.analyze import Analysis, Pair, Shift
from graphkit.analyze.headline import BOTH_WAYS
from graphkit.days import day_words
from graphkit.model import Article, Claim
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted
from graphkit.query import (
    Disputed,
    count_sources,
    disputed_statement,
    family_statement,
    independent_first,
    period_words,
    quoted,
    statement,
)
from graphkit.query.periods import ended_event_period, event_period
from graphkit.query.wording import DISPUTED, ENDED, UNCERTAIN, further_quotes, merged_status_words
from graphkit.standing import STATED, has_ended, is_uncertain
from graphkit.store import UnreadInputs
from graphkit.view.markdown import anchor, escaped
from graphkit.view.report_sections import ReportSection
from graphkit.view.templates import environment
from graphkit.view.text import NAME, SENTENCE, clean_text, date_range, safe_link

_TEMPLATE = Path(__file__).with_name("assets") / "report.html"
# Maximum numbers in a brief; the page and the tables are complete.
PAIRS, CAMPS, SOURCES = 25, 8, 3
# Maximum number of conflict sections, and of pairs and disputed ties in each.
SECTIONS, STRONGEST = 40, 5
# Maximum number of claims searched for independent sources of a tie.
LOOKED_AT = 50
# Maximum number of rows in each list of unread inputs.
UNREAD = 50
_NONE = UnreadInputs()
# Maximum number of further pairs listed at the end.
OTHERS = 500
# Families from the weakest; of relations with as many sources, the strongest is the sentence of a pair.
_STRENGTH = ("requests", "opposes", "sanctions", "attacks", "negotiates_with", "cooperates_with", "allied_with", "supports")


@dataclass(slots=True)
class _Notes:
    """Numbered source notes, one per claim; `contested` has the ids of denied claims."""

    article: Callable[[str], Article]
    contested: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict)
    entries: list[dict[str, str | None]] = field(default_factory=list)

    def of(self, claims: Iterable[Claim]) -> list[int]:
        """Return the note numbers of up to `SOURCES` claims: from independent sources first, then from other articles."""
        chosen: dict[str, Claim] = {}
        for claim in claims:
            chosen.setdefault(claim.article, claim)
        examined = independent_first(islice(chosen.values(), LOOKED_AT), self.article, SOURCES)
        return [self._number(claim) for claim in examined[:SOURCES]]

    def _number(self, claim: Claim) -> int:
        if claim.id not in self.numbers:
            about = self.article(claim.article)
            self.numbers[claim.id] = len(self.numbers) + 1
            source = ", ".join(str(part) for part in (about.outlet, about.title or about.id, day_words(about.published, about.published_precision)) if part)
            quote = clean_text(claim.evidence[0].quote, SENTENCE)
            self.entries.append({"quote": quote, "further": further_quotes(claim), "source": clean_text(source, 2 * NAME), "url": safe_link(about.url)})
        return self.numbers[claim.id]


def report(analysis: Analysis, name: Callable[[str], str], article: Callable[[str], Article], *, title: str, read: Iterable[Article] | None = None, sections: Sequence[ReportSection] = (), unread: UnreadInputs = _NONE, withdrawn: frozenset[str] = frozenset(), markdown: bool = False) -> str:
    """Return the brief as one HTML page without scripts, or as Markdown.

    Args:
        analysis: the analysis.
        name: returns the name of an actor id.
        article: returns the article with a key.
        title: heading; plain text.
        read: all articles that were read; None for those of the pairs and disputed ties.
        sections: the conflicts; a single one only gives the headline at the top, several get a section each.
        unread: inputs that were not read.
        withdrawn: keys of the articles whose claims are all superseded, retracted or rejected.
        markdown: return Markdown instead of HTML.
    """
    notes = _Notes(article, _stated(analysis.disputed))
    friends, foes = ([pair for pair in analysis.pairs if pair.sign == sign] for sign in (1, -1))
    listed = [*analysis.pairs, *(pair for one in sections[:SECTIONS] if len(sections) > 1 for pair in one.named)]
    cited = chain((c for tie in analysis.disputed for c in (*tie.stated, *tie.denied)), (c for one in analysis.shifts[:PAIRS] for c in one.claims))
    used = {claim.article for pair in listed for claim in pair.said} | {claim.article for claim in cited}
    articles = list(read) if read is not None else [article(key) for key in sorted(used)]
    made = environment(markdown=markdown)
    made.filters.update(counted=counted, md=escaped, anchor=anchor, marks=quoted)
    template = _TEMPLATE.with_suffix(".md") if markdown else _TEMPLATE
    whole: str = made.from_string(template.read_text(encoding="utf-8")).render(
        title=clean_text(title, 2 * NAME),
        day=analysis.day.isoformat() if analysis.day else None,
        since=analysis.since.isoformat() if analysis.since else None,
        only=_named(sections[0]) if len(sections) == 1 else None,
        sections=[_section(one, name, notes) for one in sections[:SECTIONS]] if len(sections) > 1 else [],
        unread=unread,
        failures=[(clean_text(source, 2 * NAME), clean_text(reason, SENTENCE)) for source, reason in unread.rows],
        friends=[_sentence(pair, name, notes) for pair in friends[:PAIRS]],
        foes=[_sentence(pair, name, notes) for pair in foes[:PAIRS]],
        others=[_sentence(pair, name, notes) for pair in (*friends[PAIRS:], *foes[PAIRS:])[:OTHERS]],
        disputed=[_dispute(tie, name, notes) for tie in analysis.disputed],
        mixed=[_both(pair, name, notes) for pair in analysis.mixed[:PAIRS]],
        # Headlines are about parties, the lists about single actors.
        united="; headlines count leaders and forces together with their organization" if any(BOTH_WAYS in one.headline for one in sections) else "",
        camps=_camps(analysis, name),
        rivals=[_rivals(analysis, number, name) for number in range(min(len(analysis.rivalries), PAIRS))],
        shifts=[_shift(one, name, notes) for one in analysis.shifts[:PAIRS]],
        trends=[{"text": family_statement(t.family, name(t.subject), name(t.object)), "before": t.before, "within": t.within} for t in analysis.trends[:PAIRS]],
        undated=analysis.undated,
        balance=analysis.balance,
        articles=len(articles),
        silent=sorted(clean_text(one.title or one.id, 2 * NAME) for one in articles if one.key not in (used | withdrawn) and (analysis.day is None or (one.published or analysis.day) <= analysis.day)),
        span=date_range(articles),
        left={**_omitted(analysis, max(0, len(friends) - PAIRS) + max(0, len(foes) - PAIRS)), "sections": max(0, len(sections) - SECTIONS)},
        notes=notes.entries,
    )
    return whole


def _both(pair: Pair, name: Callable[[str], str], notes: _Notes) -> list[dict[str, object]]:
    """Return the friendly and the hostile sentence of a mixed pair, each with the number and the notes of all its sources."""
    return [{**_sentence(pair, name, notes, sign, noted=False), "says": counted(number, f"{word} source"), "notes": notes.of(_ruling(pair, sign))} for sign, number, word in ((1, pair.friendly, "friendly"), (-1, pair.hostile, "hostile"))]


def _ruling(pair: Pair, sign: int) -> list[Claim]:
    return [claim for claim in pair.claims if load_vocabulary().sign(claim.predicate) == sign] or list(pair.claims)


def _sentence(pair: Pair, name: Callable[[str], str], notes: _Notes, sign: int = 0, *, noted: bool = True) -> dict[str, object]:
    """Return the relation with most sources, of several the strongest, then the first reported, as a sentence with notes; of both directions if both are stated.

    Claims of narrower relations support broader ones. `sign` 0 means the pair's sign; `noted`: say that a pair is reported both ways.
    """
    ruling = _ruling(pair, sign or pair.sign or 1)
    keys = dict.fromkeys((claim.subject, claim.predicate, claim.object) for claim in ruling)
    whole = {key: _stating(ruling, *key) for key in keys}
    (subject, predicate, object_), backing = max(whole.items(), key=lambda item: (count_sources(item[1], notes.article), _strength(item[0][1]), -_first(item[1], notes.article), item[0]))
    text, numbers = statement(predicate, name(subject), name(object_)), notes.of(backing)
    returned = [] if subject == object_ else _stating(ruling, object_, predicate, subject)
    if returned and _status(returned) == _status(backing):
        text = statement(predicate, f"{name(pair.first)} and {name(pair.second)}", "each other", many=True)
        backing, numbers = [*backing, *returned], list(dict.fromkeys([*numbers, *notes.of(returned)]))
    disputed = (DISPUTED,) if any(claim.id in notes.contested and claim.predicate == predicate for claim in backing) else ()
    both = (BOTH_WAYS,) if noted and pair.friendly and pair.hostile else ()
    return {"text": _worded(text, (*_status(backing, *disputed), *both)), "sources": count_sources(backing, notes.article), "days": _days(backing, notes.article, relation=predicate), "notes": numbers}


def _stating(claims: Sequence[Claim], subject: str, predicate: str, object_: str) -> list[Claim]:
    """Return the claims that state a relation of two actors, or a narrower one."""
    return [claim for claim in claims if (claim.subject, claim.object) == (subject, object_) and predicate in load_vocabulary().ancestors(claim.predicate)]


def _first(claims: Iterable[Claim], article: Callable[[str], Article]) -> int:
    """Return the first day of publication as a number."""
    return min((article(claim.article).published or date.max).toordinal() for claim in claims)


def _strength(predicate: str) -> int:
    family = load_vocabulary().family(predicate)
    return _STRENGTH.index(family) if family in _STRENGTH else -1


def _status(claims: Sequence[Claim], *more: str) -> tuple[str, ...]:
    """Return the status words of claims, none of a plain statement, with the words in `more`."""
    return merged_status_words([] if any(claim.status in STATED and not is_uncertain(claim) for claim in claims) else claims, *more)


def _worded(text: str, words: Sequence[str]) -> str:
    return f"{text} ({', '.join(words)})" if words else text


def _named(one: ReportSection) -> dict[str, str]:
    return {"name": clean_text(one.conflict.name), "headline": clean_text(one.headline, SENTENCE)}


def _section(one: ReportSection, name: Callable[[str], str], notes: _Notes) -> dict[str, object]:
    """Return the section of a conflict: headline, strongest pairs and those of the headline, disputed ties; all by its articles only."""
    notes = replace(notes, contested=_stated(one.disputed))
    strongest = {(pair.first, pair.second): pair for pair in one.pairs[:STRONGEST]}
    shown_pairs = strongest | {(pair.first, pair.second): pair for pair in one.named if (pair.first, pair.second) not in strongest}
    stated = {(pair.first, pair.second) for pair in one.pairs}
    return {
        **_named(one),
        "id": one.conflict.id,
        "articles": len(one.conflict.articles),
        "claims": one.conflict.claims,
        # Of a pair reported both ways, one sentence alone would contradict the headline or hide what it says.
        "pairs": [_sentence(pair, name, notes, sign) for pair in shown_pairs.values() for sign in ((1, -1) if pair.friendly and pair.hostile else (0,))],
        "more": len(stated - shown_pairs.keys()),
        "disputed": [_dispute(tie, name, notes) for tie in one.disputed[:STRONGEST]],
        "more_disputed": max(0, len(one.disputed) - STRONGEST),
    }


def _stated(ties: Iterable[Disputed]) -> frozenset[str]:
    return frozenset(claim.id for tie in ties for claim in tie.stated)


def _dispute(tie: Disputed, name: Callable[[str], str], notes: _Notes) -> dict[str, object]:
    """Return a disputed tie: the stated sentence, whether it has ended since, and the sources and notes of either side."""
    text = _worded(disputed_statement(tie, name), _status(tie.stated, *((ENDED,) if tie.over else ())))
    doubt = _worded("", (UNCERTAIN,) if all(map(is_uncertain, tie.denied)) else ())
    return {"text": text, "stated": tie.sources_for, "denied": tie.sources_against, "doubt": doubt, "notes_for": notes.of(tie.stated), "notes_against": notes.of(tie.denied)}


def _shift(one: Shift, name: Callable[[str], str], notes: _Notes) -> dict[str, object]:
    """Return a tie that began, ended or turned, with its days and notes."""
    text = "; ".join(_act(family, one, name) for family in one.families)
    over = one.kind == "lost"
    says = {"gained": "New", "lost": "Ended", "turned": "Turned"}[one.kind] if not one.late else {"gained": "First reported", "lost": "End first reported", "turned": "Turn first reported"}[one.kind]
    return {"says": says, "text": text, "sources": 1 if over else count_sources(one.claims, notes.article), "days": _days(one.claims, notes.article, over=over), "notes": list(dict.fromkeys(number for family in one.families for number in notes.of(_of_family(one.claims, family))))}


def _of_family(claims: Iterable[Claim], family: str) -> list[Claim]:
    return [claim for claim in claims if load_vocabulary().family(claim.predicate) == family]


def _act(family: str, one: Shift, name: Callable[[str], str]) -> str:
    """Return the relation of a shift as a sentence: the one that all claims of the family state, else the family."""
    predicates = {claim.predicate for claim in _of_family(one.claims, family)}
    subject, object_ = name(one.subject), name(one.object)
    return statement(predicates.pop(), subject, object_) if len(predicates) == 1 else family_statement(family, subject, object_)


def _camps(analysis: Analysis, name: Callable[[str], str]) -> list[dict[str, object]]:
    """Return the camps of each conflict, the largest first."""
    groups: dict[str, list[list[str]]] = {}
    for camp in analysis.camps:
        groups.setdefault(camp.conflict, []).append([name(member) for member in camp.members])
    return [{"conflict": clean_text(conflict), "camps": camps[:CAMPS]} for conflict, camps in list(groups.items())[:SECTIONS]]


def _rivals(analysis: Analysis, number: int, name: Callable[[str], str]) -> dict[str, object]:
    one = analysis.rivalries[number]
    sides = (one.backers_of_first, one.backers_of_second, one.on_both_sides)
    first, second, both = (", ".join(name(actor) for actor in side) for side in sides)
    return {"first": name(one.first), "second": name(one.second), "behind_first": first, "behind_second": second, "both": both}


def _omitted(analysis: Analysis, others: int) -> dict[str, int]:
    """Return the number of omitted entries per list."""
    lists = {"mixed": analysis.mixed, "rivals": analysis.rivalries, "shifts": analysis.shifts, "trends": analysis.trends}
    left = {what: max(0, len(found) - PAIRS) for what, found in lists.items()}
    listed = Counter(camp.conflict for camp in analysis.camps)
    camps = len(analysis.camps) - sum(min(number, CAMPS) for number in list(listed.values())[:SECTIONS])
    return {**left, "camps": camps, "pairs": max(0, others - OTHERS)}


def _days(claims: Sequence[Claim], article: Callable[[str], Article], *, over: bool = False, relation: str = "") -> str:
    """Return the period of the events, if the texts state it, and the publication dates as text; `over` if the tie has ended.

    `relation`: only claims of this relation date the event: when arming began is not when support did.
    """
    printed = sorted({(a.published, day_words(a.published, a.published_precision)) for a in (article(c.article) for c in claims) if a.published})
    reported = f"reported {printed[0][1]}" + (f" to {printed[-1][1]}" if len(printed) > 1 else "") if printed else ""
    dating = [claim for claim in claims if relation in ("", claim.predicate)]
    held = ended_event_period(dating, ()) if over or all(map(has_ended, claims)) else event_period(dating)
    return "; ".join(part for part in (period_words(held), reported) if part)
