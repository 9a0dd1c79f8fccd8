"""`make bench`: speed and quality compared with textacy's subject-verb-object triples, with the same model and articles.

    python -m benchmarks.peers

textacy (0.13 or newer) must be importable: `pip install textacy`, in a separate environment if you
like. Its triples are words; each verb is mapped to the relation of its first frame in our list,
which textacy itself does not do. Quality is measured on the gold sets, if available
(`GRAPHKIT_GOLD`), as `graphkit evaluate` does.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.reading import texts
from benchmarks.timing import seconds, show
from graphkit.evaluate import read_gold, score
from graphkit.export import record_rows
from graphkit.model import ArticleRecord, Document
from graphkit.nlp import load
from graphkit.ontology import load_vocabulary
from graphkit.pipeline import Pipeline, records
from graphkit.resources import seeds_dir
from tests.quality import gold_folder

_OLDER = {"obj": "dobj", "nsubj:pass": "nsubjpass", "aux:pass": "auxpass", "obl:agent": "agent"}


def families() -> dict[str, str]:
    """Return the family of each verb, by its first frame."""
    found: dict[str, str] = {}
    with (seeds_dir() / "language" / "frames.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(line for line in stream if not line.startswith("#")):
            family = load_vocabulary().family(row["predicate"]) if row["kind"] == "verb" and row["predicate"] in load_vocabulary().relations else None
            for verb in row["triggers"].split(";") if family else ():
                found.setdefault(verb.strip(), str(family))
    return found


def triples(pipeline: Any, text: str, document: str, verbs: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield claims made from subject-verb-object triples."""
    from textacy.extract import subject_verb_object_triples

    doc = pipeline(text)
    for token in doc:
        # textacy expects the older names of these labels.
        token.dep_ = _OLDER.get(token.dep_, token.dep_)
    for triple in subject_verb_object_triples(doc):
        family = next((verbs[token.lemma_] for token in triple.verb if token.lemma_ in verbs), None)
        if family:
            words = [" ".join(token.text for token in part) for part in (triple.subject, triple.object)]
            yield {"document": document, "subject": words[0], "relation": family, "object": words[1], "status": "asserted", "quote": ""}


def main() -> None:
    """Print speed and quality of both."""
    try:
        import textacy  # noqa: F401
    except ImportError as error:
        sys.exit(f"textacy is not here ({error}); install it, or leave this benchmark out")
    ours, peer, verbs = Pipeline(), load().pipeline, families()
    articles = texts()
    taken = seconds(lambda: [ours.read(Document("a", text)) for text in articles], 3)
    theirs = seconds(lambda: [list(triples(peer, text, "a", verbs)) for text in articles], 3)
    show("textacy's triples / graphkit (time)", f"{theirs / taken:.2f}")
    for name in ("seeds", "dev"):
        path: Path = gold_folder() / "gold" / f"{name}.jsonl"
        if not path.exists():
            continue
        gold = read_gold(path)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        both = {
            "graphkit": [row for made in records([path], pipeline=ours) if isinstance(made, ArticleRecord) for row in record_rows(made)],
            "textacy": [row for r in rows for row in triples(peer, r["text"], str(r["id"]), verbs)],
        }
        for who, claims in both.items():
            typed = score(gold, claims).levels["typed"]
            show(f"{name}, typed: {who}", f"precision {typed.precision:.2f}, recall {typed.recall:.2f}, F1 {typed.f1:.3f}")


if __name__ == "__main__":
    main()
