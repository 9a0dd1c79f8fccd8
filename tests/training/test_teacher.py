"""The larger network numbers pieces and distances as published, and its labels are what it says, to a 255th."""

from __future__ import annotations

import pytest

from graphkit.resources import weights_dir
from tests.training.test_reader import BLOCK

torch = pytest.importorskip("torch")


def test_near_pieces_are_told_apart_and_far_ones_are_not() -> None:
    from training.reader.network import classes

    table = classes(300)
    assert [int(table[0, i]) for i in range(8)] == [0, *range(17, 24)]
    assert [int(table[i, 0]) for i in range(8)] == list(range(8))
    assert int(table[0, 128]) == int(table[0, 299]) == 31
    assert int(table[128, 0]) == int(table[299, 0]) == 15
    assert table[0].diff()[1:].min() >= 0


def test_pieces_have_the_numbers_of_the_encoder_that_sees_them() -> None:
    from training.reader.network import Encoder, Shape

    tiny = {"width": 24, "inner": 24, "layers": 1, "vocabulary": 300, "positions": 40}
    assert Encoder(Shape(**tiny)).numbered([101, 200, 102]).tolist() == [[101, 200, 102]]
    assert Encoder(Shape(**tiny, before=2, apart=True)).numbered([101, 200, 102]).tolist() == [[0, 204, 2]]


def test_a_window_that_is_new_does_not_end_the_training_of_the_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layers below are asked without dropout; those above go on with it."""
    monkeypatch.setenv("GRAPHKIT_ENCODER", str(weights_dir().parent / "reader"))
    from graphkit.nlp.encoder.windows import words_in
    from training.reader.batches import Cache, states
    from training.reader.network import Reader, Shape

    for learning in (True, False):
        reader = Reader(Shape(24, 24, 2, 1)).train(learning)
        states(reader, [list(words_in("Ankara agreed."))], Cache(reader, ()))
        assert reader.encoder.training is learning


def test_a_label_holds_what_the_network_says_of_likely_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_ENCODER", str(weights_dir().parent / "reader"))
    from training.reader.batches import Cache
    from training.reader.labels import LEAST
    from training.reader.network import Reader, Shape
    from training.reader.passages import from_markup
    from training.reader.targets import examples
    from training.reader.teacher import labels, said

    torch.manual_seed(0)
    reader = Reader(Shape(24, 24, 2, 0, 30527, 514, 2, 1e-5, apart=True)).eval()
    torch.nn.init.normal_(reader.relations.family.weight, std=0.5)
    (example,) = examples([from_markup(BLOCK)])
    _, _, _, families, statuses, _ = said(reader, example, Cache(reader, ()))
    kept = labels([reader, reader], [example])[example.place]
    likely = [k for k in range(len(example.pairs)) if families[k].max() >= LEAST]
    assert likely
    assert kept.pairs.tolist() == [list(example.pairs[k]) for k in likely]
    assert torch.allclose(torch.tensor(kept.families) / 255, families[likely], atol=0.01)
    assert torch.allclose(torch.tensor(kept.statuses) / 255, statuses[likely], atol=0.01)
    assert kept.words == len(example.words)
