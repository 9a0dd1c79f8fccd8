"""Description of the endpoint: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Mapping

# IRIs instead of blank nodes, whose labels would differ between responses.
_SERVICE = """\
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX format: <http://www.w3.org/ns/formats/>
PREFIX gk: <https://w3id.org/graphkit/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>

CONSTRUCT {{
<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage {languages} ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML, format:SPARQL_Results_CSV,
        format:SPARQL_Results_TSV, format:Turtle, format:N-Triples, format:JSON-LD, format:RDF_XML ;
    sd:defaultDataset <{address}#dataset> .
<{address}#dataset> a sd:Dataset, void:Dataset ;
    dcterms:title "Alliance graph"@en ;
    void:sparqlEndpoint <{address}> ;
    void:vocabulary <https://w3id.org/graphkit/ns> ;
    void:uriSpace "https://w3id.org/graphkit/" ;
    void:triples {triples} ;
    void:classPartition <{address}#claims>, <{address}#articles> ;
    sd:defaultGraph <{address}#graph> .
<{address}#claims> void:class gk:Claim ; void:entities {claims} .
<{address}#articles> void:class gk:Article ; void:entities {articles} .
<{address}#graph> a sd:Graph ; void:triples {triples} .
}} WHERE {{ }}
"""
COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "claims": "SELECT (COUNT(?c) AS ?n) { ?c a gk:Claim }",
    "articles": "SELECT (COUNT(?a) AS ?n) { ?a a gk:Article }",
}


def service(address: str, numbers: Mapping[str, int], *, writes: bool = False) -> str:
    """Return a CONSTRUCT query for the description, so that it is available in every RDF syntax.

    Args:
        address: URL of the endpoint.
        numbers: numbers of triples, claims and articles.
        writes: whether updates are enabled.
    """
    plain = "".join(ch for ch in address if ch not in '<>"{}|^`\\ \n\r\t')
    return _SERVICE.format(address=plain, languages="sd:SPARQL11Query" + ", sd:SPARQL11Update" * writes, **numbers)
