"""A relation that only the network reads has the time of the verb or event noun that connects both actors, or none."""

from __future__ import annotations

from datetime import date

import pytest

from graphkit.extract.base import Setup
from graphkit.extract.dependency import DependencyExtractor
from graphkit.model import Document, Polarity, Precision, RelationMention, Span, Status
from graphkit.resolve.gazetteer import load_gazetteer


@pytest.fixture(scope="module")
def extractor() -> DependencyExtractor:
    return DependencyExtractor.of(Setup(load_gazetteer()))


@pytest.mark.parametrize(
    ("text", "subject", "predicate", "object_", "when"),
    [
        ("On Tuesday Mali withdrew the broadcast licence of Radio France Internationale.", "Mali", "sanctions", "Radio France Internationale", "2024-03-12"),
        ("Three reporters of the BBC were summoned by Ethiopia in February.", "Ethiopia", "opposes", "BBC", "2024-02-01"),
        ("Grain prices have doubled since the Russian invasion of Ukraine on February 24, 2022.", "Russian", "attacks", "Ukraine", "2022-02-24"),
        # What happened at the time of the words before.
        ("The war began last month, when Ethiopia bombed Eritrea.", "Ethiopia", "attacks", "Eritrea", "2024-02-01"),
        ("Mali has waited since 2021, when Ethiopia bombed Eritrea.", "Ethiopia", "attacks", "Eritrea", "2021-01-01"),
        ("It was on Tuesday that Ethiopia bombed Eritrea.", "Ethiopia", "attacks", "Eritrea", "2024-03-12"),
        ("It was the third time since 2021 that Ethiopia had bombed Eritrea.", "Ethiopia", "attacks", "Eritrea", None),
        # Before its subject, without a comma.
        ("Earlier this week Ethiopia bombed Eritrea.", "Ethiopia", "attacks", "Eritrea", "2024-03-11"),
        # In another clause.
        ("Ethiopia, which has repeatedly denounced Eritrea, opened a dam on Tuesday.", "Ethiopia", "opposes", "Eritrea", None),
        ("Ethiopia opened a dam on Tuesday after it had denounced Eritrea.", "Ethiopia", "opposes", "Eritrea", None),
        # Of a report.
        ("Ethiopia accused Eritrea on Tuesday of a raid.", "Eritrea", "attacks", "Ethiopia", None),
        # A state has no day.
        ("On Tuesday Mali's junta received Assimi Goita.", "Assimi Goita", "leads", "Mali", None),
        # Unless somebody takes it.
        ("On Tuesday Assimi Goita became president of Mali.", "Assimi Goita", "leads", "Mali", "2024-03-12"),
        ("Assimi Goita was sworn in as president of Mali in 2021.", "Assimi Goita", "leads", "Mali", "2021-01-01"),
        # Nor has a duration, which may be that of another state.
        ("As of today Dana Holm has endured three years of prison in Mali.", "Mali", "opposes", "Dana Holm", None),
        # A noun that is no event.
        ("The border of Russia with Ukraine was open on Tuesday.", "Russia", "cooperatesWith", "Ukraine", None),
        ("Mali withdrew the broadcast licence of Radio France Internationale.", "Mali", "sanctions", "Radio France Internationale", None),
        ("On Tuesday Mali was silent. It withdrew the licence of Radio France Internationale.", "Mali", "sanctions", "Radio France Internationale", None),
    ],
)  # fmt: skip
def test_the_time_is_that_of_the_clause_that_connects_both_actors(extractor, text, subject, predicate, object_, when):
    reading, times, _ = extractor.read(Document("a", text, published=date(2024, 3, 15), published_precision=Precision.DAY))
    ends = [next(mention for mention in reading.mentions if name in mention.text) for name in (subject, object_)]
    relation = RelationMention(ends[0].index, predicate, ends[1].index, Span(0, len(text)), status=Status.ASSERTED)
    found = times.time_of(relation, *ends)
    assert (found.start.isoformat() if found is not None and found.start is not None else found) == when


def test_an_article_that_fails_leaves_nothing_to_the_next(extractor, monkeypatch):
    """Its last post was that of "his counterpart" in the next article."""
    after = Document("b", "Marco Rubio met his Egyptian counterpart, Badr Abdelatty.")
    plain = extractor.extract(after)
    parse = extractor._parser.parse

    def failing(text, names):
        yield next(iter(parse(text, names)))
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(extractor._parser, "parse", failing)
        with pytest.raises(MemoryError):
            extractor.extract(Document("a", "Nikol Pashinyan is the prime minister of Armenia. He left."))
    assert extractor.extract(after) == plain


@pytest.mark.parametrize(("text", "predicate", "positive"), [
    ("Norway suspended sanctions on Chad.", "sanctions", False),
    ("Sanctions on Chad were lifted by Norway.", "sanctions", False),
    ("Norway paused deliveries to Chad.", "supports", False),
    # To end deliveries is a sanction; to begin them is no end.
    ("Norway paused deliveries to Chad.", "sanctions", True),
    ("Norway announced deliveries to Chad.", "supports", True),
    ("Norway withdrew from Chad.", "supports", True),
])  # fmt: skip
def test_what_only_the_network_reads_has_ended_if_its_noun_has(extractor, text, predicate, positive):
    reading, times, _ = extractor.read(Document("a", text))
    ends = [next(mention for mention in reading.mentions if name in mention.text) for name in ("Norway", "Chad")]
    found = times.with_ended_noun(RelationMention(ends[0].index, predicate, ends[1].index, Span(0, len(text)), status=Status.ASSERTED), *ends)
    assert (found.polarity is Polarity.POSITIVE, found.time is None) == (positive, positive)
