"""Judged readings: found again by who, what and whom, of a mutual relation in either order."""

from __future__ import annotations

from training.reader.judged import figures, judged, key


class Reader:
    """Reads the same three relations in each text."""

    def readings(self, document):
        for subject, relation, object_ in (("Chad", "supports", "Mali"), ("Togo", "negotiates_with", "Benin"), ("Niger", "attacks", "Chad")):
            yield {"bias": 1.0}, [{"subject": subject, "relation": relation, "object": object_, "document": document.id}]


def row(subject, relation, object_, right):
    return {"text": "one", "subject": subject, "relation": relation, "object": object_, "right": right}


def test_only_what_was_judged_and_is_still_read_counts():
    rows = [row("Chad", "supports", "Mali", True), row("Benin", "negotiates_with", "Togo", False), row("Mali", "supports", "Chad", True)]
    found = list(judged(Reader(), [("one", "Chad helps Mali."), ("two", "Nobody judged this.")], rows))
    assert [(each.passage, each.rows[0]["subject"], each.right) for each in found] == [("one", "Chad", True), ("one", "Togo", False)]


def test_only_mutual_relations_have_no_order():
    assert key(row("B", "allied_with", "A", True)) == key(row("A", "allied_with", "B", True))
    assert key(row("B", "leads", "A", True)) != key(row("A", "leads", "B", True))


def test_each_reading_is_in_one_class():
    assert list(figures([(0.0, False), (0.25, True), (0.3, False), (1.0, True)])) == [
        "0.0 and more      1  right 0.00", "0.2 and more      1  right 1.00", "0.3 and more      1  right 0.00", "0.8 and more      1  right 1.00",
    ]
