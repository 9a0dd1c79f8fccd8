"""The prompt of the model, from `seeds/language/llm_prompt.txt`, without examples.

An example would contain names, and names in a prompt appear in answers.
"""

from __future__ import annotations

import html

from graphkit.errors import DataError
from graphkit.extract.llm.chunks import Chunk
from graphkit.extract.llm.schema import relations_of
from graphkit.model import Document
from graphkit.ontology import Vocabulary
from graphkit.resources import seeds_dir


def instructions(vocabulary: Vocabulary) -> str:
    """Return the system prompt: the task, and the relations with their definitions.

    Raises:
        DataError: the file cannot be read.
    """
    path = seeds_dir() / "language" / "llm_prompt.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from error
    listed = (f"- {name}: {vocabulary.relation(name).definition}" for name in sorted(relations_of(vocabulary)))
    return text.replace("{relations}", "\n".join(listed))


def question(document: Document, chunk: Chunk) -> str:
    """Return the request for one chunk of an article, escaped so that the article cannot close its tag."""
    parts = [f"<{tag}>{_inert(text)}</{tag}>" for tag, text in (("title", document.title), ("published", document.published), ("context", chunk.context)) if text]
    return "\n".join([*parts, f"<passage>{_inert(chunk.text)}</passage>"])


def _inert(text: object) -> str:
    return html.escape(str(text), quote=False).replace("&amp;", "&").replace("&gt;", ">")
