"""Rows follow the user's decisions, as articles do, whatever was imported before these."""

from __future__ import annotations

from datetime import date

from graphkit import Act, Decision, Graph, decide
from graphkit.api import import_table
from graphkit.decisions import file_of

MAPPING = """
name: Second
outlet: Second Table
version: our own
claims:
  - {subject: subject, object: object, relation: {column: relation, codes: relations}}
"""
FIRST = "subject,relation,object\nAzure Brigade,supports,Red Front\n"
SECOND = "subject,relation,object\nRed Front,attacks,Blue Front\nGrey Front,opposes,Azure Brigade\nBlue Front,supports,Grey Front\n"


def test_rows_of_a_later_table_follow_the_decisions_made_before_it(tmp_path):
    """Also where a decision introduced the outlet of the table."""
    first, second, mapping = tmp_path / "first.csv", tmp_path / "second.csv", tmp_path / "second.yaml"
    for path, text in ((first, FIRST), (second, SECOND), (mapping, MAPPING)):
        path.write_text(text)
    graph, again = tmp_path / "g", tmp_path / "again"
    import_table(first, "triples", graph=graph)
    [claim] = Graph.open(graph).claims()
    split = Decision(Act.SPLIT, f"{claim.id}:subject:State", "Second Table", "Ada", date(2024, 1, 1))
    decide([split], graph=graph)
    decide([Decision(Act.MERGE, "Red_Front", "Second_Table", "Ada", date(2024, 1, 2))], graph=graph)
    import_table(second, mapping, graph=graph)
    file_of(again).write_bytes(file_of(graph).read_bytes())
    import_table(first, "triples", graph=again)
    import_table(second, mapping, graph=again)
    ties = {(c.subject, c.predicate, c.object) for c in Graph.open(graph).claims() if c.lifecycle == "active"}
    assert ties == {("Second_Table", "attacks", "Blue_Front"), ("Grey_Front", "opposes", "Azure_Brigade"), ("Blue_Front", "supports", "Grey_Front")}
    assert Graph.open(again).export() == Graph.open(graph).export()
    assert Graph.open(graph).drift() == (0, 0)
