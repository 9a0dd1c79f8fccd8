"""What must and what must not be read: one case a line of `sentences.txt`, every sentence our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.resolve.gazetteer import load_gazetteer

FILE = Path(__file__).with_name("sentences.txt")
SYMMETRIC = ("negotiates_with", "cooperates_with", "allied_with")
ANYTHING = "anything"
Row = tuple[str, ...]


def _rows(text: str) -> list[Row]:
    return [tuple(cell.strip() for cell in row.split("|")) for row in text.split(";") if row.strip()]


def cases() -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Text, rows that must be read, rows that must not."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            positive, _, negative = line.partition(" =/> ")
            text, _, must = positive.partition(" => ")
            yield text.strip(), _rows(must), _rows(negative)


CASES = list(cases())


@pytest.fixture(scope="module")
def same():
    """Whether a row that was read is a row that is named, whichever name of an actor each uses."""
    gazetteer = load_gazetteer()

    def actor(first: str, second: str) -> bool:
        meant = [{sense.id for sense in gazetteer.senses(name)} for name in (first, second)]
        return first.lower() == second.lower() or bool(meant[0] & meant[1])

    def fits(found: Row, wanted: Row) -> bool:
        if found[1] != wanted[1] or (len(wanted) > 3 and found[3] != wanted[3]):
            return False
        straight = actor(found[0], wanted[0]) and actor(found[2], wanted[2])
        turned = found[1] in SYMMETRIC and actor(found[0], wanted[2]) and actor(found[2], wanted[0])
        return straight or turned

    return fits


@pytest.mark.parametrize(("text", "must", "must_not"), CASES, ids=[text[:60] for text, _, _ in CASES])
def test_what_a_sentence_says(rows, same, text, must, must_not):
    found = rows(text)
    assert [row for row in must if not any(same(r, row) for r in found)] == [], found
    if (ANYTHING,) in must_not:
        assert not found
    assert [row for row in must_not if len(row) > 2 and any(same(r, row) for r in found)] == []


def test_there_are_as_many_traps_as_the_rule_wants():
    """At least 150 sentences, and no fewer traps than 100."""
    assert len(CASES) >= 150
    assert sum(bool(must_not) for _, _, must_not in CASES) >= 100


def test_every_relation_family_is_covered():
    families = {row[1] for _, must, _ in CASES for row in must}
    assert families >= {
        "supports", "allied_with", "cooperates_with", "negotiates_with", "requests", "opposes",
        "sanctions", "attacks", "leads", "member_of", "controls",
    }  # fmt: skip
