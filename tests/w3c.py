"""The W3C's SPARQL 1.1 tests from rdflib's source archive, read from their manifests.

`make test` unpacks the archive to `.venv/w3c`; none of it is part of this repository. Each
test runs twice, on the bare engine in memory and on our own server, and both are compared
with the result that the W3C expects: ours may not fail where the engine passes.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryResultsFormat, RdfFormat
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, XSD

from tests.conftest import ROOT

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
SUITE = Path(os.environ.get("GRAPHKIT_W3C", ROOT / ".venv" / "w3c"))
QUERIES = (
    "aggregates bind bindings construct exists functions grouping json-res csv-tsv-res negation project-expression property-path subquery syntax-query"
).split()
UPDATES = (
    "add basic-update clear copy delete delete-data delete-insert delete-where drop move syntax-update-1 syntax-update-2 update-silent"
).split()
KINDS = {
    MF.QueryEvaluationTest: "query",
    MF.CSVResultFormatTest: "query",
    MF.UpdateEvaluationTest: "update",
    MF.PositiveSyntaxTest11: "good query",
    MF.NegativeSyntaxTest11: "bad query",
    MF.PositiveUpdateSyntaxTest11: "good update",
    MF.NegativeUpdateSyntaxTest11: "bad update",
}
RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
RDF_FILES = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML}


@dataclass(frozen=True)
class Dataset:
    """Files of the default graph, and of named graphs by their IRI."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class Case:
    """One test: its text is run on data and gives a result (a file or a dataset), or is only parsed."""

    name: str
    kind: str
    text: Path
    data: Dataset = field(default_factory=Dataset)
    result: Path | Dataset | None = None

    @property
    def base(self) -> str:
        return f"http://w3c.test/{self.text.parent.name}/"

    @property
    def sparql(self) -> str:
        return f"BASE <{self.base}>\n{self.text.read_text(encoding='utf-8')}"


def cases(groups):
    """Return the tests of some folders of the suite, in the order of their manifests; empty if the suite is missing."""
    for group in groups:
        path = SUITE / group / "manifest.ttl"
        if not path.exists():
            continue
        manifest = Graph().parse(path, publicID=f"http://w3c.test/{group}/")
        (entries,) = manifest.objects(None, MF.entries)
        for entry in Collection(manifest, entries):
            kind = next((KINDS[t] for t in manifest.objects(entry, RDF.type) if t in KINDS), None)
            if kind is not None:
                yield _case(manifest, path.parent, entry, kind)


def _case(manifest, folder, entry, kind):
    name = f"{folder.name}/{str(entry).rpartition('#')[2]}"
    action, result = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    if "good" in kind or "bad" in kind:
        return Case(name, kind, _file(folder, action))
    words = UT if kind == "update" else QT
    text = manifest.value(action, UT.request if kind == "update" else QT.query)
    wanted = _dataset(manifest, folder, result, UT) if kind == "update" else _file(folder, result)
    return Case(name, kind, _file(folder, text), _dataset(manifest, folder, action, words), wanted)


def _file(folder, iri):
    return folder / str(iri).rpartition("/")[2]


def _dataset(manifest, folder, node, words):
    named = []
    for graph in manifest.objects(node, words.graphData):
        # An update names its graphs by a label; a query by the file.
        inner = next((manifest.value(graph, p) for p in (UT.graph, UT.data) if manifest.value(graph, p)), graph)
        named.append((str(manifest.value(graph, RDFS.label) or graph), _file(folder, inner)))
    return Dataset(tuple(sorted(_file(folder, d) for d in manifest.objects(node, words.data))), tuple(sorted(named)))


def triples(path, base):
    """Return the triples of a file of the suite, with relative IRIs resolved against the group's base."""
    own = f"{base}{path.name}"
    return [q.triple for q in pyoxigraph.parse(path.read_bytes(), format=RDF_FILES[path.suffix], base_iri=own)]


def quads(dataset, base):
    """Return all quads of a dataset of files."""
    for path in dataset.default:
        yield from (Quad(*t, DefaultGraph()) for t in map(tuple, triples(path, base)))
    for name, path in dataset.named:
        yield from (Quad(*t, NamedNode(name)) for t in map(tuple, triples(path, base)))


def canonical(quads):
    """Return quads with blank nodes renamed canonically."""
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def solutions(answer):
    """Return rows, or a boolean, in a comparable form; the order of rows does not count."""
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return bool(answer)
    names = [v.value for v in answer.variables]
    made = []
    for row in answer:
        node = BlankNode()
        made.append(Quad(node, NamedNode("a:is"), NamedNode("a:row")))
        made += [Quad(node, NamedNode(f"a:{name}"), _plain(row[name])) for name in names if row[name] is not None]
    return canonical(made)


def _plain(term):
    """Normalise numbers by value: 2.0 and 2.00 are the same answer."""
    if isinstance(term, pyoxigraph.Literal) and term.datatype.value in NUMBERS:
        try:
            return pyoxigraph.Literal(repr(float(term.value)), datatype=term.datatype)
        except ValueError:
            return term
    return term


NUMBERS = frozenset(str(XSD[name]) for name in ("integer", "decimal", "double", "float"))


def expected(case):
    """Return the expected result of a query, in a comparable form."""
    path = case.result
    if path.suffix in RESULTS:
        return solutions(pyoxigraph.parse_query_results(path.read_bytes(), format=RESULTS[path.suffix]))
    if path.suffix == ".csv":
        return comma(path.read_text(encoding="utf-8"))
    graph = Graph().parse(path, publicID=f"{case.base}{path.name}")
    if (None, RDF.type, RS.ResultSet) not in graph:
        return canonical(Quad(*t) for t in map(tuple, triples(path, case.base)))
    rows = graph.serialize(format="nt")
    raise AssertionError(f"{case.name}: result sets as graphs are not read: {rows[:80]}")


def comma(text):
    """Return the rows of CSV by column, blank nodes equal, numbers by value, in any order."""
    return sorted(sorted((name, _cell(cell)) for name, cell in row.items()) for row in csv.DictReader(io.StringIO(text)))


def _cell(text):
    try:
        return repr(float(text))
    except ValueError:
        return "_:" if text.startswith("_:") else text


def right(case, answer):
    """Whether an answer to a query matches the expected result."""
    if isinstance(answer, pyoxigraph.QueryTriples | list):
        return canonical(Quad(*tuple(t)) for t in answer) == expected(case)
    return solutions(answer) == expected(case)


def by_engine(case):
    """Whether the bare engine passes a test."""
    store = pyoxigraph.Store()
    try:
        store.extend(quads(case.data, case.base))
        for name, _ in case.data.named:
            store.add_graph(NamedNode(name))
        if case.kind == "update":
            store.update(case.sparql)
            return canonical(store) == canonical(quads(case.result, case.base))
        answer = store.update(case.sparql) if "update" in case.kind else store.query(case.sparql)
    except SyntaxError:
        return case.kind.startswith("bad")
    except (ValueError, OSError, RuntimeError):
        # It parsed.
        return case.kind.startswith("good")
    if case.kind != "query":
        return case.kind.startswith("good")
    if case.result.suffix == ".csv":
        return comma(answer.serialize(format=QueryResultsFormat.CSV).decode()) == expected(case)
    return right(case, answer)
