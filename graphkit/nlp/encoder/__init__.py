"""A pretrained encoder with classification heads: the only package that imports onnxruntime and tokenizers."""

from graphkit.nlp.encoder.features import FAMILIES, KINDS, PRONOUNS, STATUSES, Bounds
from graphkit.nlp.encoder.session import Network, WindowOutput, load_network
from graphkit.nlp.encoder.windows import Word, sentences_in, windows_in, words_in

__all__ = ["FAMILIES", "KINDS", "PRONOUNS", "STATUSES", "Bounds", "Network", "WindowOutput", "Word", "load_network", "sentences_in", "windows_in", "words_in"]
