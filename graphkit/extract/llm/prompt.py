"""The words a model is asked with; the text of `seeds/language/llm_prompt.txt`, without any example.

An example would hold names, and names in a prompt turn up in answers.
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
    """What the model is told once: its task and the relations with their definitions.

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
    """What the model is asked of one piece of an article; the article cannot close its own tag."""
    parts = [f"<{tag}>{_inert(text)}</{tag}>" for tag, text in (("title", document.title), ("published", document.published), ("context", chunk.context)) if text]
    return "\n".join([*parts, f"<passage>{_inert(chunk.text)}</passage>"])


def _inert(text: object) -> str:
    return html.escape(str(text), quote=False).replace("&amp;", "&").replace("&gt;", ">")
