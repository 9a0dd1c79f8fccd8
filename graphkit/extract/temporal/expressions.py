"""Time expressions: times with the words before them (since, until, by) and ranges of two times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graphkit.extract.temporal.atoms import Atom, atoms
from graphkit.extract.temporal.periods import Period, Tense, clip, with_precision
from graphkit.model import TimeSpan


class Kind(StrEnum):
    """Relation of an expression to its time; DAYS is a range without "from" or "between"."""

    AT = "at"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    RANGE = "range"
    DAYS = "days"
    UNREAD = "unread"


_SINCE = r"since|starting|beginning|effective|as of|as from|ever since"
_BEFORE = re.compile(
    rf"\b(?:(?P<since>(?:{_SINCE})(?: in| on)?|(?P<start>from))|(?P<until>until|till|up to|up until)|(?P<by>by)|"
    r"(?P<unread>before|after|prior to|following|ahead of|eve of|anniversary of)|"
    r"(?P<at>in|on|at|during|throughout|over|of|through|around|between))(?: the)?\s+$",
    re.I,
)
_ON = re.compile(r"\s+(?:on|onwards?)\b(?! \w)")
_LASTING = re.compile(r"\bfor\s+$", re.I)
_RANGE_JOIN = re.compile(r"\s*(?P<word>to|until|till|through|and|or|-|–|—)(?: in| on)?\s*", re.I)
_RECENTLY = re.compile(r"\b[Uu]ntil (?:very )?recently\b")


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of time in a text.

    Attributes:
        start, end: offsets of the time without the word before it, end exclusive.
        kind: how the act relates to it.
        first: the time, or the start of a range.
        last: the end of a range.
        bare_year: whether it is a year without a preposition ("the 2015 agreement").
    """

    start: int
    end: int
    kind: Kind
    first: Atom | None = None
    last: Atom | None = None
    bare_year: bool = False

    @property
    def may_be_speech_day(self) -> bool:
        """Whether it may instead be the day on which somebody speaks ("Friday", "today")."""
        return self.first is not None and self.first.may_be_speech_day

    def span(self, tense: Tense, published: date | None, *, lasting: bool = True) -> TimeSpan | None:
        """Return the days it denotes.

        Args:
            tense: whether the act is before or after publication.
            published: date of publication; None leaves expressions without a year unknown.
            lasting: whether the act is a state, which can end, not a single act.

        Returns: None if the words are ambiguous or contradict the tense. A past time is on or before publication, a future
        one on or after it.
        """
        match self.kind:
            case Kind.UNREAD:
                return None
            case Kind.SINCE:
                return self._since(tense, published)
            case Kind.UNTIL:
                return self._until(tense, published, lasting=lasting)
            case Kind.RANGE | Kind.DAYS:
                return self._range(tense, published, lasting=lasting and self.kind is Kind.RANGE)
        found = _clipped_period(self.first, tense, published)
        if found is None:
            return None
        if self.kind is Kind.BY:
            if tense is Tense.FUTURE and published is not None:
                return TimeSpan(*with_precision(published, found.last))
            return TimeSpan(None, found.last, found.precision)
        return TimeSpan(*found)

    def _since(self, tense: Tense, published: date | None) -> TimeSpan | None:
        # "has backed X since March": what holds now began in the past.
        found = _clipped_period(self.first, Tense.PAST if tense is Tense.PRESENT else tense, published)
        return TimeSpan(found.first, None, found.precision) if found else None

    def _until(self, tense: Tense, published: date | None, *, lasting: bool) -> TimeSpan | None:
        if self.first is None:
            return TimeSpan(ended=True) if tense is Tense.PAST and lasting else None
        whole = self.first.period(tense, published)
        if whole is None and published is None and lasting and tense is Tense.PAST and (self.first.weekday or not self.first.may_be_speech_day):
            # "backed X until last month", without a date of publication: it is over.
            return TimeSpan(ended=True)
        found = clip(whole, tense, published) if whole is not None and published is not None else whole
        if whole is None or (lasting and (tense is not Tense.PAST or _is_today(self.first, whole, published) or found is None or found.last < whole.last)):
            # A state that is to last until a future day has neither happened nor ended.
            return None
        return TimeSpan(None, found.last, found.precision, ended=lasting) if found is not None else None

    def _range(self, tense: Tense, published: date | None, *, lasting: bool) -> TimeSpan | None:
        pair = _range_periods(self.first, self.last, tense, published)
        if pair is None:
            return None
        whole = Period(pair[0].first, pair[1].last, max(pair[0].precision, pair[1].precision, key=_RANK.index))
        found = clip(whole, tense, published) if published is not None else whole
        if found is None:
            return None
        over = tense is Tense.PAST and (published is None or whole.last <= published) and not _is_today(self.last, whole, published)
        if lasting and tense is Tense.PAST and not over:
            return TimeSpan(found.first, None, found.precision)
        return TimeSpan(*found, ended=lasting and over)


_RANK = ["day", "month", "year"]


def _clipped_period(atom: Atom | None, tense: Tense, published: date | None) -> Period | None:
    found = atom.period(tense, published) if atom is not None else None
    return clip(found, tense, published) if found is not None and published is not None else found


def _is_today(atom: Atom | None, whole: Period, published: date | None) -> bool:
    """Whether an end is the day of publication: "until today" may continue, "until Monday", said on that day, may not."""
    return atom is not None and atom.may_be_speech_day and not atom.weekday and whole.last == published


def _range_periods(first: Atom | None, last: Atom | None, tense: Tense, published: date | None) -> tuple[Period, Period] | None:
    """Return both ends of a range; an end without a year takes it from the other one."""
    if first is None:
        return None
    if last is None:
        whole = first.period(tense, published)
        return (whole, whole) if whole is not None else None
    if tense is Tense.FUTURE or (first.dated and not first.year and last.named and not last.dated):
        begin = first.period(tense, published)
        end = last.period(Tense.FUTURE, begin.first if last.relative_in_range else published) if begin is not None else None
    else:
        end = last.period(tense, published)
        begin = first.period(Tense.PAST, end.last if first.relative_in_range else published) if end is not None else None
    return (begin, end) if begin is not None and end is not None and begin.first <= end.last else None


def expressions(text: str) -> list[Expression]:
    """Return the time expressions in a text, in order and without overlaps."""
    recent = [Expression(m.start() + 6, m.end(), Kind.UNTIL) for m in _RECENTLY.finditer(text)]
    return sorted([*recent, *_merge_ranges(text, atoms(text))], key=lambda e: e.start)


def _merge_ranges(text: str, found: list[Atom]) -> Iterator[Expression]:
    place = 0
    while place < len(found):
        first = found[place]
        second = found[place + 1] if place + 1 < len(found) and _is_range(text, first, found[place + 1]) else None
        place += 1 if second is None else 2
        yield _expression(text, first, second)


def _is_range(text: str, first: Atom, second: Atom) -> bool:
    join = _RANGE_JOIN.fullmatch(text, first.end, second.start)
    before = _BEFORE.search(text[max(0, first.start - 20) : first.start])
    if join is None:
        return False
    opened = before is not None and (before["start"] is not None or before[0].lower().startswith("between") or before["since"] is not None)
    alike = first.weekday == second.weekday and first.year == second.year
    return opened or (alike and (join["word"].lower() not in ("and", "or") or not first.year))


def _expression(text: str, first: Atom, second: Atom | None) -> Expression:
    before = _BEFORE.search(text[max(0, first.start - 20) : first.start])
    end = (second or first).end
    kind = _kind(text, first, before, end)
    if second is not None or first.is_range:
        lasts = before is not None and (before["start"] or before["since"] or before[0].lower().startswith("between"))
        kind = Kind.RANGE if lasts else Kind.DAYS if kind is Kind.AT else kind
    return Expression(first.start, end, kind, first, second, first.year and second is None and before is None)


def _kind(text: str, first: Atom, before: re.Match[str] | None, end: int) -> Kind:
    if _ON.match(text, end) and (before is None or before["since"]):
        return Kind.SINCE
    if before is None:
        lasting = _LASTING.search(text[max(0, first.start - 8) : first.start]) and text[first.start : end].startswith("the ")
        return Kind.SINCE if lasting else Kind.AT
    named = {"since": Kind.SINCE, "until": Kind.UNTIL, "by": Kind.BY, "unread": Kind.UNREAD}
    return next((kind for group, kind in named.items() if before[group]), Kind.AT)
