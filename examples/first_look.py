"""Build a graph of the seed articles, run three queries, and analyse it with networkx.

Run it from anywhere: python examples/first_look.py [FOLDER]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import graphkit
from graphkit.resources import seeds_dir


def main(folder: Path) -> None:
    report = graphkit.build(seeds_dir() / "articles", graph=folder)
    print(f"{report.added} articles, {report.claims} claims in {folder}")
    graph = graphkit.Graph.open(folder)

    print("\nWho supports Khalifa Haftar, according to the outlets themselves?")
    for (who,) in graph.query("SELECT ?who { ?who rel:supports graph:Haftar } ORDER BY ?who"):
        print(" ", who.short)

    print("\nWho is only alleged to?")
    for claim in graph.claims(object="Haftar", family="supports", status="alleged"):
        print(f"  {claim.subject} {claim.predicate}: “{claim.evidence[0].quote}”")

    network = graph.to_networkx()
    busiest = sorted(network.degree, key=lambda pair: (-pair[1], pair[0]))[:5]
    print("\nMost ties:", ", ".join(f"{name} ({count})" for name, count in busiest))
    (folder.parent / "first-look.html").write_text(graph.page(title="First look"), encoding="utf-8")
    print("Page:", folder.parent / "first-look.html")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()) / "graph")
