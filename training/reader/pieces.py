"""The pretrained encoder's folder and its word pieces."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from graphkit.nlp.encoder.wordpieces import WordPieces


def weights_folder() -> Path:
    """Return the folder named by GRAPHKIT_ENCODER, with `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2."""
    return Path(os.environ.get("GRAPHKIT_ENCODER", "encoder"))


@functools.cache
def pieces() -> WordPieces:
    """Load the word pieces of the pretrained encoder."""
    return WordPieces(weights_folder() / "tokenizer.json")
