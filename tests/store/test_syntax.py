"""SPARQL that does not parse: the message points to the word at fault, not past it."""

from __future__ import annotations

import pyoxigraph
import pytest

from graphkit.rdf import PREFIXES
from graphkit.store.syntax import parser_message


def said(text, what="query"):
    def parse(text):
        return getattr(pyoxigraph.Store(), what)(text, prefixes=PREFIXES)

    with pytest.raises(SyntaxError) as error:
        parse(text)
    return parser_message(error.value, f"the {what}", text, parse).removeprefix(f"the {what} ").removeprefix("does not parse at ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "does not parse: it is empty"),
        ("# nothing", "does not parse: it is empty"),
        ("SELEC ?s { ?s ?p ?o }", "line 1, column 1: SELEC is not expected here"),
        ("SELECT ?s, ?o { ?s ?p ?o }", "line 1, column 10: , is not expected here"),
        ("SELECT ?s\nWHERE {\n  ?s rel:supports ?o .\n  FILTER(?o = \n}\n", "line 5, column 1: } is not expected here"),
        ("SELECT ?s { ?s rel:supports }", "line 1, column 29: } is not expected here"),
        ("SELECT ?s { ?s a gk:Claim ; gk:subject ?x gk:object ?y }", "line 1, column 43: gk:object is not expected here"),
        ("SELECT ?s { ?s rel:supports ?o } LIMIT x", "line 1, column 40: x is not expected here"),
        ("SELECT ?s { { ?s ?p ?o }", "line 1, column 25: it ends too early; the { at line 1, column 11 is not closed"),
        ("SELECT ?s {\n ?s rel:supports 'abc }", "line 2, column 18: the quotation mark ' is not closed"),
        ("SELECT ?s { ?s <http://x y> ?o }", "line 1, column 16: the IRI that begins here has a space"),
        ("SELECT ?s { ?s a <rel> }", "line 1, column 18: <rel> is not an absolute IRI"),
        ("SELECT ?s {\n ?s foaf:name ?o }", "line 2, column 5: the prefix foaf: is not declared; put PREFIX foaf: <http://xmlns.com/foaf/0.1/> first"),
        ("SELECT ?s { ?s gkk:cue ?o }", "line 1, column 16: the prefix gkk: is not declared; put PREFIX gkk: <…> first. Did you mean gk:?"),
        ("PREFIX x: <http://x/> SELECT ?s { ?s x:y 'z:z' ?o }", "line 1, column 48: ?o is not expected here"),
        ("SELECT ?s ?x { ?s ?p ?o } GROUP BY ?s", "does not parse: the SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?o) }", "line 1, column 35: the group that ends here is not valid; does it assign a variable twice"),
        ("SELECT ?s { ?s ?p “x” }", "line 1, column 19: “ is not expected here"),
        (f"SELECT ?s {{ ?s , ?o }} #{'x' * 20_000}", "line 1, before column 21"),
    ],
)
def test_a_mistake_in_a_query_is_placed_at_its_word(text, says):
    assert said(text).startswith(says), said(text)


def test_a_mistake_in_an_update_is_placed_at_its_word():
    assert said("CLEAR ALLX", "update") == "line 1, column 7: ALLX is not expected here"
    assert said("INSERT DATA {?s gk:cue 'x'}", "update") == "does not parse: variables are not allowed in INSERT DATA"
