"""Statements of a dump are parsed as the engine parses them, however the lines are written."""

from __future__ import annotations

import pyoxigraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from graphkit.store.index.statements import statements, unescaped
from tests.conftest import examples

iris = st.sampled_from(["a:b", "https://example.org/é#x", "a:#", "a:%20"]).map(NamedNode)
blanks = st.just(BlankNode("n"))
# Characters of the syntax, including some that look like line ends.
texts = st.lists(st.sampled_from(['"', "\\", "\n", "\r", "\t", " ", " .", "<a:b>", '" <a:b> .', "#", "u0041", "é", "\u2028", "\x7f", "word"]), max_size=6).map("".join)
kinds = st.sampled_from([{}, {"language": "en-gb"}, {"datatype": NamedNode("a:kind")}])
literals = st.builds(lambda text, kind: Literal(text, **kind), texts, kinds)
quads = st.builds(Quad, iris | blanks, iris, iris | blanks | literals, iris | st.just(DefaultGraph()))
# Alternative notations of the same line.
written = st.sampled_from([
    lambda line: line, lambda line: line.replace(" ", "\t", 1), lambda line: line.replace("> <", "><"), lambda line: f"  {line}",
    lambda line: f'{line} # "a" <a:b> .', lambda line: f"{line} # <a:b> .", lambda line: line.replace("a:b", "a:\\u0062"), lambda line: f"# {line}\n\n{line}\r",
])  # fmt: skip


def plain(quad):
    """Return what a statement means for a quad of the engine."""
    nodes = [getattr(each, "value", "") if isinstance(each, NamedNode) else "" for each in (quad.subject, quad.predicate, quad.object, quad.graph_name)]
    literal = quad.object if isinstance(quad.object, Literal) else None
    kind = "" if literal is None or literal.language else literal.datatype.value.replace("http://www.w3.org/2001/XMLSchema#string", "")
    return (nodes[0] if nodes[2] or literal is not None else "", nodes[1], nodes[2], literal.value if literal is not None else "", kind, nodes[3])


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(quads, written), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_any_lines_give_the_statements_that_the_engine_reads(tmp_path_factory, drawn, end):
    """Strings with any characters, blank nodes, no graph, escapes, comments, other whitespace and line ends."""
    lines = [way(pyoxigraph.serialize([quad], format=RdfFormat.N_QUADS).decode().rstrip("\n")) for quad, way in drawn]
    path = tmp_path_factory.mktemp("d") / "g.nq"
    path.write_bytes("".join(f"{line}{end}" for line in lines).encode())
    expected = [plain(quad) for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.N_QUADS)]
    found = [(*s[:3], unescaped(s[3]), s[4].replace("http://www.w3.org/2001/XMLSchema#string", ""), s[5]) for s in statements(path, RdfFormat.N_QUADS)]
    assert found == expected
    assert len(found) >= len(drawn)


def test_a_dump_in_another_syntax_gives_the_same(tmp_path):
    path = tmp_path / "g.trig"
    path.write_text('<a:g> { <a:s> <a:p> "x\\\\y", <a:o>, [] . }')
    assert sorted(statements(path, RdfFormat.TRIG)) == [("", "a:p", "", "", "", "a:g"), ("a:s", "a:p", "", "x\\\\y", "http://www.w3.org/2001/XMLSchema#string", "a:g"), ("a:s", "a:p", "a:o", "", "", "a:g")]
