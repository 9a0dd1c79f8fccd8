"""Which time belongs to which claim, read with the real parser; every sentence is our own."""

from __future__ import annotations

import time
from datetime import date

import pytest

from graphkit.extract.temporal import expressions
from graphkit.model import Polarity, Precision, Status, TimeSpan
from graphkit.standing import has_ended

DAY, MONTH, YEAR = Precision
# A Wednesday.
PUBLISHED = date(2024, 5, 15)


def at(first: str, last: str | None = None, precision: Precision = DAY) -> TimeSpan:
    return TimeSpan(date.fromisoformat(first), date.fromisoformat(last or first), precision)


def in_year(first: int, last: int | None = None, *, ended: bool = False) -> TimeSpan:
    return TimeSpan(date(first, 1, 1), date(last or first, 12, 31), YEAR, ended)


def since(year: int, month: int = 1, precision: Precision = YEAR) -> TimeSpan:
    return TimeSpan(date(year, month, 1), None, precision)


def ended(year: int) -> TimeSpan:
    return TimeSpan(None, date(year, 12, 31), YEAR, ended=True)


OVER = TimeSpan(ended=True)

CASES = [
    # Of an apposition: how long somebody has held a post, and not when he met somebody.
    ("Mike Pompeo met Sergei Lavrov, foreign minister of Russia since 2004.", "Lavrov holdsOfficeIn Russia", since(2004)),
    ("Mike Pompeo met Sergei Lavrov, foreign minister of Russia since 2004.", "Lavrov consultsWith Pompeo", None),
    ("Vladimir Putin, Russia's president since 2012, met Xi Jinping on Monday.", "Putin leads Russia", since(2012)),
    ("Vladimir Putin, Russia's president since 2012, met Xi Jinping on Monday.", "Putin consultsWith Xi_Jinping", at("2024-05-13")),
    ("Angela Merkel, chancellor of Germany from 2005 to 2021, criticized Russia.", "Merkel leads Germany", in_year(2005, 2021, ended=True)),
    ("Angela Merkel, chancellor of Germany from 2005 to 2021, criticized Russia.", "Merkel criticizes Russia", None),
    # Whoever the parse hangs below his title acts under his own name, and not as who holds the title today.
    # What ends is the noun before the verb; an act has a time all the same.
    ("Syria's support for Hezbollah ended in 2001.", "Syria supports Hezbollah", ended(2001)),
    ("Iraq's alliance with Jordan collapsed in 1991.", "Iraq alliedWith Jordan", ended(1991)),
    ("Syria's support for Hezbollah did not end in 2001.", "Syria supports Hezbollah", None),
    ("Syria's support for Hezbollah ended up hurting Iran.", "Syria supports Hezbollah", None),
    ("Israel's attack on Lebanon ended on Tuesday.", "Israel attacks Lebanon", at("2024-05-14")),
    ("Israel once attacked Syria.", "Israel attacks Syria", None),
    # The hour before a day is of that day.
    ("U.S. forces attacked Iraq shortly before dawn on Tuesday.", "USA attacks Iraq", at("2024-05-14")),
    ("Israel bombed Lebanon on the night of May 3.", "Israel attacks Lebanon", at("2024-05-03")),
    ("Israel bombed Lebanon after talks on Tuesday.", "Israel attacks Lebanon", None),
    # The time hangs on the deed, wherever it stands.
    ("Turkey on Wednesday sent troops to Libya.", "Turkey supportsMilitarily Libya", at("2024-05-15")),
    ("Turkey sent troops to Libya Wednesday.", "Turkey supportsMilitarily Libya", at("2024-05-15")),
    ("Russia attacked Ukraine on Tuesday.", "Russia attacks Ukraine", at("2024-05-14")),
    ("Three years ago Russia attacked Georgia.", "Russia attacks Georgia", in_year(2021)),
    ("India struck Pakistan in the early hours of Wednesday.", "India attacks Pakistan", at("2024-05-15")),
    ("Russia attacked Ukraine, killing ten, on Monday night.", "Russia attacks Ukraine", at("2024-05-13")),
    ("Iran attacked Israel on April 13-14.", "Iran attacks Israel", at("2024-04-13", "2024-04-14")),
    ("Hezbollah fired rockets at Israel on Monday and Tuesday.", "Hezbollah attacks Israel", at("2024-05-13", "2024-05-14")),
    ("Turkey's attack on Syria on Friday killed ten.", "Turkey attacks Syria", at("2024-05-10")),
    ("In a statement on Monday, France condemned Russia.", "France criticizes Russia", at("2024-05-13")),
    ("Egypt recognised Iceland last week.", "Egypt recognizes Iceland", at("2024-05-06", "2024-05-12")),
    # A plan lies ahead; whoever plans does so on a day of his own.
    ("Turkey will send troops to Libya next Friday.", "Turkey supportsMilitarily Libya", at("2024-05-24")),
    ("Russia will attack Ukraine on Tuesday.", "Russia attacks Ukraine", at("2024-05-21")),
    ("Turkey agreed on Monday to send troops to Libya on Friday.", "Turkey supportsMilitarily Libya", at("2024-05-17")),
    ("Turkey vowed to attack Syria on Friday.", "Turkey attacks Syria", None),
    ("Iran threatened to shell Iraq today.", "Iran attacks Iraq", None),
    # It was the day of the promise, and became one of next week or next year.
    ("Germany promised Ukraine tanks on Tuesday.", "Germany supportsMilitarily Ukraine", None),
    ("Germany has promised Ukraine tanks on 3 May.", "Germany supportsMilitarily Ukraine", None),
    ("Germany promised Ukraine tanks in June.", "Germany supportsMilitarily Ukraine", at("2024-06-01", "2024-06-30", MONTH)),
    ("NATO will hold talks with Ukraine next Tuesday.", "NATO consultsWith Ukraine", at("2024-05-21")),
    ("Moscow warned on Tuesday that it would attack Ukraine on Thursday.", "Russia attacks Ukraine", at("2024-05-16")),
    ("France may have attacked Libya on Monday.", "France attacks Libya", at("2024-05-13")),
    ("France plans to send troops to Ukraine by the end of the year.", "France supportsMilitarily Ukraine", at("2024-05-15", "2024-12-31", YEAR)),
    # The day on which somebody said so is not the deed's.
    ("Officials said on Monday that Turkey had sent troops to Libya.", "Turkey supportsMilitarily Libya", None),
    ("Turkey sent troops to Libya on Monday, officials said.", "Turkey supportsMilitarily Libya", at("2024-05-13")),
    ("Israel struck Syria overnight, Syria said on Tuesday.", "Israel attacks Syria", at("2024-05-14", "2024-05-15")),
    ("Kenya on Monday accused Somalia of attacking Ethiopia last week.", "Kenya accuses Somalia", at("2024-05-13")),
    ("Kenya on Monday accused Somalia of attacking Ethiopia last week.", "Somalia attacks Ethiopia", at("2024-05-06", "2024-05-12")),
    ("Hamas claimed responsibility on Monday for the attack on Israel.", "Hamas attacks Israel", None),
    ("French President Emmanuel Macron met Vladimir Putin today.", "Macron leads France", None),
    # Nor is that of another clause or of another thing.
    ("Turkey, which invaded Syria in 2019, backed Azerbaijan.", "Turkey attacks Syria", in_year(2019)),
    ("Turkey, which invaded Syria in 2019, backed Azerbaijan.", "Turkey supports Azerbaijan", None),
    ("Belarus, backed by Russia since 2020, attacked Ukraine on 24 February 2022.", "Russia supports Belarus", since(2020)),
    ("Belarus, backed by Russia since 2020, attacked Ukraine on 24 February 2022.", "Belarus attacks Ukraine", at("2022-02-24")),
    ("On Monday, Russia attacked Ukraine and met China.", "Russia attacks Ukraine", at("2024-05-13")),
    ("Turkey has backed Libya since 2017 and attacked Syria in October 2019.", "Turkey attacks Syria", at("2019-10-01", "2019-10-31", MONTH)),
    ("Turkey has backed Libya since 2017 and attacked Syria in October 2019.", "Turkey supports Libya", since(2017)),
    ("Russia attacked Ukraine after talks on Monday.", "Russia attacks Ukraine", None),
    ("Israel bombed Lebanon in its heaviest attack since 2006.", "Israel attacks Lebanon", None),
    ("Germany supported Ukraine in the 2015 talks.", "Germany supports Ukraine", None),
    ("Azerbaijan launched an offensive in Armenia on 27 September and captured Shusha.", "Azerbaijan controlsTerritory Shusha", None),
    # A state can end, an act cannot.
    ("Qatar armed Hamas until 2018.", "Qatar supportsMilitarily Hamas", ended(2018)),
    ("Qatar armed Hamas from 2014 to 2018.", "Qatar supportsMilitarily Hamas", in_year(2014, 2018, ended=True)),
    ("Russia bombed Syria from 2015 to 2018.", "Russia attacks Syria", in_year(2015, 2018)),
    ("Turkey armed Azerbaijan between 1992 and 1994.", "Turkey supportsMilitarily Azerbaijan", in_year(1992, 1994, ended=True)),
    ("Iran once backed the Taliban.", "Iran supports Taliban", OVER),
    ("Pakistan used to support the Taliban until 2021.", "Pakistan supports Taliban", ended(2021)),
    ("Emmanuel Macron has been president of France since 2017.", "Macron leads France", since(2017)),
]  # fmt: skip


def _claims(record, sentence: str, wanted: str, day: date | None = PUBLISHED):
    found = record(sentence, day=day).claims
    told = [c for c in found if f"{c.subject} {c.predicate} {c.object}" == wanted]
    assert told, [f"{c.subject} {c.predicate} {c.object}" for c in found]
    return told


@pytest.mark.parametrize(("sentence", "claim", "when"), CASES, ids=[f"{s} {c}" for s, c, _ in CASES])
def test_a_time_belongs_to_the_deed_it_is_said_of(record, sentence, claim, when):
    assert {c.valid for c in _claims(record, sentence, claim)} == {when}


ENDINGS = [
    ("Germany ended its support for Ukraine in 2018.", "Germany supports Ukraine", ended(2018)),
    ("Germany no longer supports Mali.", "Germany supports Mali", OVER),
    ("Germany stopped arming Israel in 2019.", "Germany supportsMilitarily Israel", ended(2019)),
    ("France has withdrawn its support for Mali.", "France supports Mali", OVER),
    ("Former French President Francois Hollande met Vladimir Putin.", "Hollande leads France", OVER),
    ("Former President Omar al-Bashir of Sudan met Vladimir Putin in 2017.", "Bashir leads Sudan", OVER),
    ("Ex-president Omar al-Bashir of Sudan met Vladimir Putin in 2017.", "Bashir leads Sudan", OVER),
]


@pytest.mark.parametrize(("sentence", "claim", "when"), ENDINGS, ids=[s for s, _, _ in ENDINGS])
def test_what_is_said_to_have_ended_is_negative_and_over(record, sentence, claim, when):
    (found,) = _claims(record, sentence, claim)
    assert (found.polarity, found.valid) == (Polarity.NEGATIVE, when)


UNDATED = [
    ("Cuba supported Venezuela until last month.", "Cuba supports Venezuela", OVER),
    ("Germany supported Mali until Monday.", "Germany supports Mali", OVER),
    # What has lasted until today may go on.
    ("Iraq supported Jordan until today.", "Iraq supports Jordan", None),
    ("Germany will support Mali until May.", "Germany supports Mali", None),
]


@pytest.mark.parametrize(("sentence", "claim", "when"), UNDATED, ids=[s for s, _, _ in UNDATED])
def test_a_tie_that_lasted_until_then_is_over_whatever_day_that_was(record, sentence, claim, when):
    assert {c.valid for c in _claims(record, sentence, claim, day=None)} == {when}


NOT_ENDED = [
    ("Germany denied that it had armed Ukraine.", "Germany supportsMilitarily Ukraine", Polarity.NEGATIVE),
    ("Germany does not support Mali.", "Germany supports Mali", Polarity.NEGATIVE),
    ("Germany will end its support for Ukraine in June.", "Germany supports Ukraine", Polarity.NEGATIVE),
    ("Qatar has not stopped arming Hamas.", "Qatar supportsMilitarily Hamas", Polarity.POSITIVE),
]


@pytest.mark.parametrize(("sentence", "claim", "polarity"), NOT_ENDED, ids=[s for s, _, _ in NOT_ENDED])
def test_a_denial_or_a_plan_to_end_is_no_end(record, sentence, claim, polarity):
    (found,) = _claims(record, sentence, claim)
    assert found.polarity is polarity
    assert not has_ended(found)


ENTRIES = """28 December 2023: Iran attacked Israel. Qatar had attacked Oman.
Dec. 30 – Iran accuses Kenya, which attacked Chad. Mali attacked Niger the next day.
2 January: Mali bombs Libya. Chad is to attack Sudan.
2024
March – Iran meets Egypt on Friday. Israel bombed Syria on Friday.
4 April: Israel bombed Lebanon on Tuesday."""


@pytest.mark.parametrize(("claim", "when"), [
    ("Iran attacks Israel", at("2023-12-28")),
    ("Iran accuses Kenya", at("2023-12-30")),
    ("Mali attacks Libya", at("2024-01-02")),
    # What is told of another time has not the date of its entry.
    ("Qatar attacks Oman", None),
    ("Kenya attacks Chad", None),
    ("Mali attacks Niger", None),
    ("Chad attacks Sudan", None),
    ("Iran consultsWith Egypt", None),
    ("Israel attacks Syria", None),
    # A weekday is relative to the entry.
    ("Israel attacks Lebanon", at("2024-04-02")),
])  # fmt: skip
def test_what_a_chronology_tells_happened_on_the_date_of_its_entry(record, claim, when):
    subject, predicate, object_ = claim.split()
    found = [c for c in record(ENTRIES, day=PUBLISHED).claims if c.predicate == predicate and {c.subject, c.object} == {subject, object_}]
    assert {c.valid for c in found} == {when}


def test_a_planned_day_of_the_week_is_never_before_publication(record):
    """Every day of the week, told on every day of a week."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for told in (date(2024, 2, 26 + i) if i < 4 else date(2024, 3, i - 3) for i in range(7)):
        for name in names:
            (found,) = _claims(record, f"Russia will attack Ukraine on {name}.", "Russia attacks Ukraine", told)
            assert found.status is Status.PLANNED
            assert found.valid is not None
            assert (0 <= (found.valid.start - told).days < 7, found.valid.start.strftime("%A")) == (True, name)


def test_without_a_day_of_publication_only_what_names_its_year_is_known(record):
    (found,) = _claims(record, "Russia attacked Ukraine on Tuesday.", "Russia attacks Ukraine", None)
    assert found.valid is None
    (found,) = _claims(record, "Russia attacked Ukraine on 24 February 2022.", "Russia attacks Ukraine", None)
    assert found.valid == at("2022-02-24")


def test_a_month_of_publication_is_no_base_for_days(pipeline):
    """Known to the month only, the first day stands for it: "on Tuesday" is not counted from there."""
    from graphkit.model import Document

    document = Document("t", "Russia attacked Ukraine on Tuesday.", published=date(2024, 5, 1), published_precision=MONTH)
    assert [c.valid for c in pipeline.read(document).claims] == [None]


@pytest.mark.parametrize("words", ["Monday ", "2014 to ", "May 3 - ", "the end of ", "5 and 6 and ", "two weeks ago "])
def test_a_long_list_of_times_costs_no_more_than_its_length(words):
    """100,000 characters of them are found in seconds; a check of each against each takes far longer."""
    before = time.process_time()
    expressions(words * (100_000 // len(words)))
    assert time.process_time() - before < 5
