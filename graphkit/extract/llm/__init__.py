"""Extraction with a language model; its answers are validated like those of every extractor."""

from graphkit.extract.llm.extractor import LLMExtractor

__all__ = ["LLMExtractor"]
