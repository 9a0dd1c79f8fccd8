"""Reading by a language model: its answers are checked as those of every extractor."""

from graphkit.extract.llm.extractor import LLMExtractor

__all__ = ["LLMExtractor"]
