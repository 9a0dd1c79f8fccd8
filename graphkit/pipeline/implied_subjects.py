"""Gives items of communiqués, chronologies and fact sheets the subject that their lead-in, heading or title names, and organs their state.

"The Summit: 1. Condemns …", "12 March: Accuses …" below the title "X in office", "The government …" below the heading "Mali".
Words are only added for reading; what is read is mapped back to the given text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from graphkit.model import ActorClass, ArticleRecord, Claim, Document, Evidence
from graphkit.pipeline.item_forms import Form, Segment, segments, third_person

if TYPE_CHECKING:
    from graphkit.model import KnownName
    from graphkit.resolve.gazetteer import Gazetteer

# Fewer items without a subject are no list about whom the title names; fewer headings that are states may be datelines.
_FEWEST_ITEMS, _FEWEST_SECTIONS = 3, 2
_ACTORS = ("ORG", "PERSON", "LOC")
_WITH_SUBJECT = (Form.FINITE, Form.PAST, Form.PASSIVE)
# A lead-in ends with a noun phrase, behind a comma or at the start: "On Mali, the Heads of State:", "The Security Council,".
_LEAD = re.compile(r"(?:^|[,.;] )(?:[Tt]he )?(?P<noun>[A-Z][\w'-]*(?: (?:[A-Z][\w'-]*|of|and|the|for|on|in))*)(?: (?:hereby|further|also|therefore|then|today|jointly|unanimously))?\s*[:,]\s*$")
_BODY = r"(?:summit|authority|conference|assembly|council|committee|commission|meeting|bureau)"
_MEMBERS = r"(?:heads|ministers|leaders|members)"
_GENERIC, _PLURAL = re.compile(rf"(?:{_BODY}|{_MEMBERS})\b", re.IGNORECASE), re.compile(rf"(?:\w+ )?{_MEMBERS}\b", re.IGNORECASE)
_GENERIC_OF = re.compile(rf"\b(?:{_BODY}|{_MEMBERS})\b[^.\n]{{0,90}}\bof (?:the )?\Z", re.IGNORECASE)
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
# "The two sides", and in a joint statement also "The Ministers".
_JOINT = re.compile(r"\b(?:joint|communiqu[eé]|statement|declaration|summit|meeting|talks|visit)\b", re.IGNORECASE)
_CHAINED, _TOPIC = re.compile(r", |,? and (?:the )?|[-–/]| & "), re.compile(r"\b(?:on|over|in|against|for|about)\s+(?:the\s+)?\Z", re.IGNORECASE)
_SIDES = re.compile(r"(?:^|(?<=[.!?:] ))(?:The (?:two |three |four )?|Both )(?:sides|parties|countries|leaders|[Pp]residents|(?:[Ff]oreign |[Dd]efen[cs]e |[Pp]rime )?[Mm]inisters)\b(?! (?:of|from|who|whose|in [A-Z])\b|[,'])", re.MULTILINE)
_TWO = re.compile(r"(?:The two|Both) ")
# The body is named in the title or in this many characters at the start.
_PREAMBLE = 2_000
# "The war on X" is not about X.
_BESIDE = re.compile(r"\b(?:with|on|against|in|to|from|for|at|by|and|over|between)(?: the)?\s+\Z", re.IGNORECASE)
_HEADING = re.compile(r"\s*(?:the )?(?P<name>.{2,60}?):?\s*", re.IGNORECASE)
_SECTION = re.compile(r"(?:the )?(?P<name>[^\W\d_][\w .'’-]{1,40}?)(?:[ \t]*$|:[ \t]+(?=The )|[ \t]+[-–—][ \t]+(?=The ))", re.IGNORECASE)
_ENDS = (".", "!", "?", "…", '"', "”", ")")


@dataclass(frozen=True, slots=True)
class Completed:
    """A document with words added for reading.

    Attributes:
        document: with the words.
        starts: where they begin in its text.
        added: how many characters were added up to the end of each.
    """

    document: Document
    starts: Sequence[int]
    added: Sequence[int]

    def given(self, offset: int) -> int:
        """Return the offset in the given text; for one in added words, where they were added."""
        last = bisect_right(self.starts, offset) - 1
        before = self.added[last - 1] if last > 0 else 0
        return offset if last < 0 else max(self.starts[last] - before, offset - self.added[last])


def completed(document: Document, gazetteer: Gazetteer) -> Completed | None:
    """Return the document with what its items and sections leave out; None if they leave out nothing."""
    text = document.text
    found = list(segments(text))
    above = _Above(document, gazetteer)
    acting = list(_acting(found, document, above, gazetteer))
    together = above.states
    several = together.count(",") + 1
    added = [each for segment, subject in acting for each in _added(segment, subject, text)]
    added = sorted([*added, *_owners(found, text, gazetteer), *((sides.end(), f" of {together}") for sides in _SIDES.finditer(text) if together and (several == 1 or _TWO.match(sides[0]) is None))])
    if not added:
        return None
    letters = list(text)
    for segment, _ in acting:
        letters[segment.start] = letters[segment.start].lower()
        if text[max(0, segment.at - 1) : segment.at].isspace():
            letters[segment.at - 1] = "\n"
    made, at = list[str](), 0
    for place, words in added:
        made += [*letters[at:place], words]
        at = place
    ends = list(accumulate(len(words) for _, words in added))
    starts = [place + before for (place, _), before in zip(added, [0, *ends], strict=False)]
    return Completed(replace(document, text="".join([*made, *letters[at:]])), starts, ends)


def _acting(found: Sequence[Segment], document: Document, above: _Above, gazetteer: Gazetteer) -> Iterator[tuple[Segment, str]]:
    """Yield the items that open with a verb, with their subjects."""
    text = document.text
    of_title = _of_title(document.title or "", gazetteer) if any(map(_are_items, (found, [each for each in found if each.headed]))) else ""
    lead = section = ""
    members = False
    for segment in found:
        words = text[segment.start : segment.end].rstrip()
        if not segment.form:
            named, plural = _of_lead(words, above, gazetteer)
            if not segment.headed and not named and not words.endswith((",", ";", ":")):
                section = _of_heading(words, gazetteer) or ("" if words.endswith(_ENDS) else section)
            if named or not (segment.headed or words.endswith((",", ";"))):
                lead, members = named, plural
        elif lead and segment.form is not Form.PASSIVE and (members or segment.form is not Form.BASE):
            # "Turkey: Stop arming X" is a demand.
            yield segment, lead
        elif section and (segment.form is Form.FINITE or (segment.headed and segment.form in _WITH_SUBJECT)):
            yield segment, section
        elif of_title and segment.form in _WITH_SUBJECT:
            yield segment, of_title
        elif segment.headed and segment.form is Form.FINITE:
            # Else the verb would become a part of the name behind it.
            yield segment, "Somebody"


def _are_items(several: Sequence[Segment]) -> bool:
    """Whether most of several lines open with a verb."""
    acting = sum(segment.form in _WITH_SUBJECT for segment in several)
    return acting >= _FEWEST_ITEMS and 2 * acting > len(several)


class _Above:
    """Whom the title and the beginning of a document name, found when first needed."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._title, self._text, self._gazetteer = document.title or "", document.text, gazetteer
        self.is_draft = _DRAFT.search(self._title) is not None

    @cached_property
    def body(self) -> str:
        """The body of several states whose document it is."""
        return _body_in(self._title, self._gazetteer) or _body_in(self._text[:_PREAMBLE], self._gazetteer)

    @cached_property
    def states(self) -> str:
        """The states whose joint statement, meeting or the like the title announces: "Egypt and Greece"."""
        title = self._title if _JOINT.search(self._title) else ""
        found = [name for name in self._gazetteer.find(title) if name.label == "LOC"]
        names = [title[name.start : name.end] for name in found]
        states = [name for name in dict.fromkeys(names) if _kinds(name, self._gazetteer) == {ActorClass.STATE}]
        # "US statement on Iran and Iraq" is by neither of them.
        joined = all(_CHAINED.fullmatch(title, one.end, other.start) for one, other in pairwise(found))
        topic = bool(found) and _TOPIC.search(title[: found[0].start]) is not None
        return f"{', '.join(states[:-1])} and {states[-1]}" if 1 < len(states) == len(names) and joined and not topic else ""


def _of_lead(words: str, above: _Above, gazetteer: Gazetteer) -> tuple[str, bool]:
    """Return who the items below a line are about, "" if unknown, and whether these are several."""
    lead = _LEAD.search(words)
    if lead is None or above.is_draft:
        return "", False
    noun, plural = lead["noun"], _PLURAL.match(lead["noun"]) is not None
    names = [name for name in gazetteer.find(noun) if name.label in _ACTORS]
    if names and (names[0].start == 0 or plural or _GENERIC.match(noun)):
        return noun[names[0].start : names[0].end], plural
    if names or not (plural or _GENERIC.match(noun)):
        return "", False
    return (above.states if plural else "") or above.body, plural


def _body_in(text: str, gazetteer: Gazetteer) -> str:
    """Return the only body of several states that a text names, or the only one whose summit or council it names."""
    names = [name for name in gazetteer.find(text) if name.label == "ORG" and _kinds(text[name.start : name.end], gazetteer) & {ActorClass.INTERNATIONAL, ActorClass.BLOC}]
    for several in (names, [name for name in names if _GENERIC_OF.search(text, max(0, name.start - 120), name.start)]):
        if len({_ids(text[name.start : name.end], gazetteer) for name in several}) == 1:
            return text[several[0].start : several[0].end]
    return ""


def _of_title(title: str, gazetteer: Gazetteer) -> str:
    """Return the only actor that a title names, unless behind "on", "with" or the like."""
    found = [name for name in gazetteer.find(title) if name.label in _ACTORS]
    if len({title[name.start : name.end] for name in found}) != 1 or _BESIDE.search(title, 0, found[0].start):
        return ""
    return title[found[0].start : found[0].end]


def _of_heading(words: str, gazetteer: Gazetteer) -> str:
    """Return the actor whose name alone is a heading."""
    heading = _HEADING.fullmatch(words)
    name = heading["name"] if heading is not None else ""
    return name if _is_name(gazetteer.find(name), name, _ACTORS) else ""


def _is_name(found: Sequence[KnownName], words: str, labels: Sequence[str]) -> bool:
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)) and found[0].label in labels


def _ids(name: str, gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset(sense.id for sense in gazetteer.senses(name))


def _kinds(name: str, gazetteer: Gazetteer) -> set[ActorClass]:
    return {gazetteer.entries[id_].actor.kind for id_ in _ids(name, gazetteer) if id_ in gazetteer.entries}


def _added(segment: Segment, subject: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the words to add to an item, with their places: the subject, and what makes its verb a finite one."""
    yield segment.start, f"{subject} is " if segment.form in (Form.GERUND, Form.PASSIVE) else f"{subject} "
    if segment.form is Form.BASE and " and " not in subject and (ending := third_person(text[segment.start : segment.verb_end])):
        yield segment.verb_end, ending


def _owners(found: Sequence[Segment], text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    """Yield what to add to "The government" in the sections of a round-up that are headed by states, and nothing else: " of Mali"."""
    named = [(segment, _state_at(text[segment.start : segment.end], gazetteer)) for segment in found]
    if len({state for _, state in named if state}) < _FEWEST_SECTIONS:
        return
    section = ""
    for segment, state in named:
        if state or not text[segment.start : segment.end].rstrip().endswith(_ENDS):
            section = state
        if section:
            yield from ((organ.end(), f" of {section}") for organ in _organs().finditer(text, segment.start, segment.end))


def _state_at(words: str, gazetteer: Gazetteer) -> str:
    """Return the state whose name is a heading, or stands before the colon or dash at the start of a paragraph; "" if there is none."""
    head = _SECTION.match(words)
    name = head["name"] if head is not None else ""
    return name if _is_name(gazetteer.find(name), name, ("LOC",)) and _kinds(name, gazetteer) == {ActorClass.STATE} else ""


@cache
def _organs() -> re.Pattern[str]:
    from graphkit.nlp.words import alternatives

    return re.compile(rf"(?:^|(?<=[.!?:] )|(?<=[-–—] )|(?<=[.!?][\"”] ))The {alternatives('section organs')}\b(?!(?: of| in [A-Z]| [A-Z]| {alternatives('words behind organs')})\b|'s)", re.MULTILINE)


def restored(record: ArticleRecord, complete: Completed, document: Document) -> ArticleRecord:
    """Return the record of a completed document with the words and offsets of the given one."""
    return replace(record, document=document, claims=tuple(_claim(claim, complete, document) for claim in record.claims))


def _claim(claim: Claim, complete: Completed, document: Document) -> Claim:
    evidence = tuple(sorted({Evidence.of(document.text, complete.given(each.start), complete.given(each.end)) for each in claim.evidence}))
    return replace(claim, article=document.key, evidence=evidence, cue=_wording(claim.cue, evidence), attribution_text=_wording(claim.attribution_text, evidence))


def _wording(words: str | None, evidence: Sequence[Evidence]) -> str | None:
    """Return words as they stand in a quote: without an added subject, and with the first letter that was made small."""
    parts = words.split(" ") if words is not None else []
    for cut in range(len(parts)):
        own = " ".join(parts[cut:])
        for each in evidence:
            if (at := each.quote.lower().find(own.lower())) >= 0:
                return each.quote[at : at + len(own)]
    return words
