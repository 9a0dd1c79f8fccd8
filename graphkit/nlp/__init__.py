"""Language processing: parsing and text clean-up. The only package that imports spaCy.

`load` returns a `Parser`; `Parser.parse(text)` yields `Sentence`s of plain `Token`s with Universal Dependencies labels
and offsets into the unmodified text.
"""

from graphkit.nlp.corrections import without_withdrawn
from graphkit.nlp.language import foreign
from graphkit.nlp.limits import without_long_words
from graphkit.nlp.line_wrapping import unwrapped
from graphkit.nlp.markup import Bare
from graphkit.nlp.parser import Parser, load
from graphkit.nlp.tree import Entity, Sentence, Token

__all__ = ["Bare", "Entity", "Parser", "Sentence", "Token", "foreign", "load", "unwrapped", "without_long_words", "without_withdrawn"]
