"""Lines that point to other articles, made here."""

from __future__ import annotations

import json

import pytest

from graphkit.documents import read

ABOVE, BELOW = "Norvia armed Belmark on Monday, officials said.", "Carland, which borders both, said that it would stay out of the war between its neighbours and asked for talks in its capital."
WRAPPED = "Carland said that it would stay out of the war between its\nneighbours and asked for talks."


@pytest.mark.parametrize("pointer", ["Read more: Velavia bombs Carland", "RELATED | Velavia bombs Carland", "The post Velavia bombs Carland appeared first on Harbour Post.", "Related\nVelavia bombs Carland\nCarland bombs Velavia", "## Related articles\n\n- Velavia bombs Carland\n\n- Carland bombs Velavia"])
@pytest.mark.parametrize("below", [BELOW, WRAPPED])
def test_headlines_of_other_articles_are_no_part_of_a_text_of_any_format(tmp_path, pointer, below):
    """They were claims of the article in text files, tables and JSON; in pages only, they were not."""
    text = f"{ABOVE}\n\n{pointer}\n\n{below}\n"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": text}) + "\n")
    for article in read([tmp_path]):
        assert [line for line in article.text.splitlines() if line] == [ABOVE, *below.splitlines()]


@pytest.mark.parametrize("text", [f"Related\n{WRAPPED}", f"Related\n\n{WRAPPED}", f"{ABOVE}\nRead more books, Carland said.", "Read more: Velavia bombs Carland"])
def test_a_paragraph_below_a_label_a_sentence_and_a_text_of_nothing_else_are_kept(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    (article,) = read([tmp_path])
    assert article.text == text
