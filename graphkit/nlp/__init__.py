"""Language processing: parsing and text clean-up. The only package that imports spaCy.

`load` returns a `Parser`; `Parser.parse(text)` yields `Sentence`s of plain `Token`s with Universal Dependencies labels
and offsets into the unmodified text.
"""

from graphkit.nlp.corrections import without_corrections
from graphkit.nlp.language import foreign_language
from graphkit.nlp.limits import without_long_words
from graphkit.nlp.line_heads import TITLED, Entry, Turn, entries, head_of_line, turns
from graphkit.nlp.line_wrapping import unwrap
from graphkit.nlp.markup import PlainText
from graphkit.nlp.parser import Parser, load
from graphkit.nlp.tree import Entity, Sentence, Token

__all__ = ["TITLED", "Entity", "Entry", "Parser", "PlainText", "Sentence", "Token", "Turn", "entries", "foreign_language", "head_of_line", "load", "turns", "unwrap", "without_corrections", "without_long_words"]
