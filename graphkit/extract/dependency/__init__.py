"""The extractor without language model or network: frames over dependency trees."""

from graphkit.extract.dependency.extractor import NAME, DependencyExtractor
from graphkit.extract.dependency.quote_span import LONGEST_QUOTE

__all__ = ["LONGEST_QUOTE", "NAME", "DependencyExtractor"]
