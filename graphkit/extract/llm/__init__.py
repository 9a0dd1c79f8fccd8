"""Reading by a language model: its answers pass the same door as everything else."""

from graphkit.extract.llm.extractor import LLMExtractor

__all__ = ["LLMExtractor"]
