"""Runs the trained network with onnxruntime: states, mentions, antecedents and relations of one window.

Each window is run separately, without padding, so that its result depends neither on the number of threads nor on other
windows. Probabilities are rounded, so that machines whose arithmetic differs in the last digits agree.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.errors import ModelError
from graphkit.nlp.encoder.features import (
    Bounds,
    Ints,
    Pair,
    distances,
    likenesses,
    pairs_in,
    spans_of,
    stretches,
)
from graphkit.nlp.encoder.windows import Word
from graphkit.nlp.encoder.wordpieces import WordPieces
from graphkit.resources import weights_dir

States = NDArray[np.float32]
Floats = NDArray[np.float64]
PARTS = ("encoder", "antecedents", "relations")
# Decimal places of a probability.
DIGITS = 3


class WindowOutput(NamedTuple):
    """Output of the network for one window with N mentions and K pairs.

    Attributes:
        mentions: word positions in the window, in order: those it found and those it was given.
        marked: probability that each is (part of) a mention, N.
        kinds: probability of each kind of actor, N x 9.
        antecedents: probability of each earlier mention, N x (N + 1); the last column is for none.
        pairs: ordered pairs of mentions near each other, K.
        families, statuses: probabilities of each pair, K x 11 and K x 4.
        speakers: probability that each mention is the speaker, K x (N + 1); the last column is for none.
    """

    mentions: list[Bounds]
    marked: list[float]
    kinds: Floats
    antecedents: Floats
    pairs: list[Pair]
    families: Floats
    statuses: Floats
    speakers: Floats


class Network:
    """The trained network.

    Args:
        folder: folder with `tokenizer.json` and one ONNX file for each of `PARTS`.
        threads: threads per window; to read articles in parallel, prefer processes.

    Raises:
        ModelError: a file is missing or does not load.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load all parts."""
        onnxruntime = _runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        try:
            self.pieces = WordPieces(folder / "tokenizer.json")
            self._parts = {part: onnxruntime.InferenceSession(str(folder / f"{part}.onnx"), options, providers=["CPUExecutionProvider"]) for part in PARTS}
        except Exception as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(f"the network in {str(folder)!r} does not load: {reason}") from error

    def read(self, window: Sequence[Word], given: Sequence[Bounds] = ()) -> WindowOutput:
        """Find the mentions of a window and the relations between them.

        Args:
            window: its words.
            given: further mentions, found elsewhere; one that ends where a found one ends is dropped.
        """
        encoded = self.pieces.encode(window)
        first, last, tags = self._run("encoder", pieces=[encoded.pieces], shapes=[encoded.shapes], first=encoded.first, last=encoded.last)
        tagged = _rounded(tags)
        own = list(spans_of(tagged.argmax(1).tolist(), [word.sentence for word in window]))
        ends = {mention.end for mention in own}
        mentions = sorted({*own, *(mention for mention in given if mention.end not in ends)})
        marked = [round(1 - float(tagged[mention.start : mention.end, 0].max()), DIGITS) for mention in mentions]
        pairs = pairs_in(window, mentions)
        if not mentions:
            return WindowOutput([], [], _none(9), _none(1), [], _none(11), _none(4), _none(1))
        bounds = [(mention.start, mention.end - 1) for mention in mentions]
        states, kinds, antecedents = self._run("antecedents", first_states=first, last_states=last, bounds=bounds, likeness=likenesses(window, mentions))
        if not pairs:
            return WindowOutput(mentions, marked, _rounded(kinds), _rounded(antecedents), [], _none(11), _none(4), _none(2))
        families, statuses, speakers = self._relations(window, mentions, pairs, first, states)
        return WindowOutput(mentions, marked, _rounded(kinds), _rounded(antecedents), pairs, _rounded(families), _rounded(statuses), _rounded(speakers))

    def _relations(self, window: Sequence[Word], mentions: Sequence[Bounds], pairs: Sequence[Pair], first: States, states: States) -> list[States]:
        sentences = np.array([word.sentence for word in window], dtype=np.int64)
        ends = np.array(pairs, dtype=np.int64)
        places = sentences[np.array([mention.start for mention in mentions])][ends]
        return self._run(
            "relations", first_states=first, mention_states=states, pairs=ends, between=stretches(mentions, pairs), sentences=sentences, places=places, distance=distances(mentions, pairs)
        )

    def _run(self, part: str, **inputs: Sequence[Any] | Ints | States) -> list[States]:
        shown = {name: value if isinstance(value, np.ndarray) else np.array(value, dtype=np.int64) for name, value in inputs.items()}
        made: list[States] = self._parts[part].run(None, shown)
        return made


def _runtime() -> ModuleType:
    """Import onnxruntime without its telemetry.

    The official Linux and macOS builds write a device id to the user's cache and send usage events (since 1.29, microsoft/onnxruntime pull
    request 27379). The variable counts only if it is set before the import.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    # Builds for Windows have this switch only.
    onnxruntime.disable_telemetry_events()
    runtime: ModuleType = onnxruntime
    return runtime


def _rounded(probabilities: States) -> Floats:
    return probabilities.astype(np.float64).round(DIGITS)


def _none(columns: int) -> Floats:
    return np.zeros((0, columns), dtype=np.float64)


@functools.cache
def load_network() -> Network:
    """Return the included network; it is loaded once.

    Raises:
        ModelError: it does not load.
    """
    return Network(weights_dir().parent / "reader")
