"""Who a pronoun or description means is weighed in articles, from the network's probabilities and the choice of the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.errors import ModelError
from graphkit.extract.base import Setup
from graphkit.extract.dependency import DependencyExtractor
from graphkit.model import Document
from graphkit.resolve import choice
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.linker import Linker
from graphkit.resolve.offices import load_offices


@pytest.fixture(scope="module")
def meant():
    """Function that returns the actor of the last mention with these words, if the network holds an earlier one for it with this probability."""
    gazetteer = load_gazetteer()
    extractor, linker = DependencyExtractor.of(Setup(gazetteer)), Linker(gazetteer, load_offices())

    def actor(text, words, earlier=None, probability=0.0):
        document = Document("test", text)
        reading = extractor.extract(document)
        mention = [m for m in reading.mentions if m.text == words][-1]
        several = tuple((m.index, probability) for m in reading.mentions if m.text == earlier)
        antecedents = {mention.index: (*several, (None, round(0.9 - probability, 4)))} if earlier else {}
        found = linker.resolve(document, replace(reading, antecedents=antecedents)).actors.get(mention.index)
        return found.name if found is not None else None

    return actor


TWO = "Jan Roe met Amir Dahlan. He condemned Iran."


@pytest.mark.parametrize(
    ("text", "words", "earlier", "probability", "wanted"),
    [
        (TWO, "He", None, 0.0, "Jan Roe"),
        (TWO, "He", "Amir Dahlan", 0.85, "Amir Dahlan"),
        # The network holds nobody for it.
        (TWO, "He", "Amir Dahlan", 0.02, "Jan Roe"),
        # A country is no "he".
        ("Jan Roe met Amir Dahlan in Egypt. He condemned Iran.", "He", "Egypt", 0.85, "Jan Roe"),
        # What no rule resolves.
        ("The Alder Press praised Kenya. The publisher condemned Iran.", "The publisher", None, 0.0, None),
        ("The Alder Press praised Kenya. The publisher condemned Iran.", "The publisher", "Alder Press", 0.85, "Alder Press"),
        # What stands beside the word decides.
        ("Kenya met the Alder Press. Egypt's army attacked Iran.", "Egypt's army", "Kenya", 0.85, "Egypt"),
        # A state's army is left to the rules, and no army is a group of rebels.
        ("Malian soldiers fought the Arakan Army. Egypt praised the army.", "the army", "Arakan Army", 0.85, "Mali"),
        # A single sentence.
        ("Jan Roe met Amir Dahlan before he condemned Iran.", "he", "Amir Dahlan", 0.85, "Jan Roe"),
    ],
)
def test_a_mention_is_the_actor_that_is_clearly_likelier_than_that_of_the_rules(meant, text, words, earlier, probability, wanted):
    assert meant(text, words, earlier, probability) == wanted


def test_the_weights_are_those_of_the_sorts_that_are_weighed():
    assert set(choice.load_weights()) == set(choice._LEAST) == set(choice._REACH)


def test_unreadable_weights_are_an_error_with_their_file(monkeypatch, tmp_path):
    monkeypatch.setattr(choice, "weights_dir", lambda: tmp_path / "en")
    with pytest.raises(ModelError, match=r"choices\.json.*Install graphkit again"):
        choice.load_weights.__wrapped__()
