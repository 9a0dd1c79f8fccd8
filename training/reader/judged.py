"""Compare the verdict's probabilities with judgements, on texts without marks that no network was trained on.

    python -m training.reader.judged NEWS

NEWS is as for `training.reader`, with the treebanks. A language model judged, by the guidelines of the annotated news, one by
one and without their probabilities, all relations that the shipped network read in 462 texts with a probability of at least .1
(`training/corpus/judged.jsonl`, without the texts). It is a third development set beside the folds and `valid`; nothing is fitted to it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from graphkit.assemble.verdict import load_verdict
from graphkit.model import Document
from graphkit.resources import weights_dir
from training.reader.candidates import Candidate, Judge, documents
from training.reader.passages import rows_of

Key = tuple[str, str, str]
# Relations in which the order of subject and object does not matter.
_MUTUAL = frozenset(["allied_with", "cooperates_with", "negotiates_with"])
# Lower bounds of the printed bins of probability.
_CLASSES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


class Reads(Protocol):
    """Protocol of a reader of texts, implemented by `Judge`."""

    def readings(self, document: Document) -> Iterator[tuple[dict[str, float], list[Mapping[str, Any]]]]:
        """Yield the features and the printed claims of every possible claim in a text."""


def judged(judge: Reads, named: Sequence[tuple[str, str]], rows: Iterable[Mapping[str, Any]]) -> Iterator[Candidate]:
    """Yield the candidates in the judged texts that have a judgement; others, and judgements without a candidate, are skipped.

    Args:
        judge: reads with the shipped network.
        named: names and texts, as in `training.reader.unmarked`.
        rows: the judgements: text, subject, relation, object, right.
    """
    known: dict[str, dict[Key, bool]] = defaultdict(dict)
    for row in rows:
        known[row["text"]][key(row)] = row["right"]
    with tempfile.TemporaryDirectory() as folder:
        # Read in the same way as any other file.
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("".join(f"{json.dumps({'id': name, 'text': text})}\n" for name, text in named if name in known), encoding="utf-8")
        read = documents(texts)
    for name, document in read.items():
        for features, claims in judge.readings(document):
            right = known[name].get(key(claims[0]))
            if right is not None:
                yield Candidate(name, features, claims, right)


def key(row: Mapping[str, Any]) -> Key:
    """Return subject, relation and object; the two actors of a mutual relation are sorted."""
    subject, relation, object_ = row["subject"], row["relation"], row["object"]
    return (min(subject, object_), relation, max(subject, object_)) if relation in _MUTUAL else (subject, relation, object_)


def figures(found: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Yield one line per bin of probability: how many readings, and the share that is right.

    Args:
        found: (probability, judged right) of each reading.
    """
    for low, high in zip(_CLASSES, (*_CLASSES[1:], 1.1), strict=True):
        inside = [right for likely, right in found if low <= likely < high]
        if inside:
            yield f"{low:.1f} and more  {len(inside):5}  right {sum(inside) / len(inside):.2f}"


def main() -> None:
    """Read, compare and print."""
    from sklearn.metrics import average_precision_score

    from training.reader.__main__ import CORPUS, others_in

    verdict = load_verdict()
    network = Judge(weights_dir().parent / "reader")
    read = list(judged(network, others_in(Path(sys.argv[1])), rows_of(CORPUS / "judged.jsonl")))
    found = [(verdict.likely(candidate.features), candidate.right) for candidate in read]
    print("\n".join(figures(found)))
    over = [right for likely, right in found if likely >= verdict.threshold]
    print(f"over the threshold {len(over)}, right {sum(over) / len(over):.2f}")
    print(f"average precision {average_precision_score([right for _, right in found], [likely for likely, _ in found]):.3f} of {len(found)}")


if __name__ == "__main__":
    main()
