"""What a larger network said is kept without loss, is refused for other texts, and draws the small one towards it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.resources import weights_dir
from tests.conftest import ROOT
from training.reader.labels import Label, Marks, read, write
from training.reader.targets import Place

CORPUS = ROOT / "training" / "corpus"
FAMILIES, STATUSES = 11, 4


def label(words: int, pairs: int, mentions: int | None) -> Label:
    dice = np.random.default_rng(words * 31 + pairs)

    def some(*shape: int) -> np.ndarray:
        return dice.integers(0, 256, shape, dtype=np.uint8)

    marks = None if mentions is None else Marks(some(mentions, 2).astype(np.uint16), some(mentions).astype(np.uint16), some(mentions).astype(np.uint16), some(words))
    return Label(words, some(pairs, 2), some(pairs, FAMILIES), some(pairs, STATUSES), some(pairs, 2), marks)


places = st.builds(Place, st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=6), st.booleans(), st.integers(0, 9))
kept = st.dictionaries(places, st.builds(label, st.integers(1, 9), st.integers(0, 5), st.none() | st.integers(0, 4)), min_size=1, max_size=8)


@given(kept)
def test_labels_come_back_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, labels: dict[Place, Label]) -> None:
    path = tmp_path_factory.mktemp("labels") / "all.npz"
    write(path, labels)
    found = read(path)
    assert found.keys() == labels.keys()
    for place, one in labels.items():
        other = found[place]
        assert other.words == one.words
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("pairs", "families", "statuses", "speakers"))
        assert (one.marks is None) == (other.marks is None)
        if one.marks is not None and other.marks is not None:
            assert all(np.array_equal(getattr(one.marks, name), getattr(other.marks, name)) for name in ("bounds", "kinds", "earlier", "tags"))


def test_every_network_has_its_labels_and_they_are_of_known_texts() -> None:
    """Six files: one without each fold, one of all; our own prose is in each, in both cuts."""
    files = sorted(path.stem for path in (CORPUS / "labels").glob("*.npz"))
    assert files == ["all", *(f"fold{k}" for k in range(5))]
    from training.reader.passages import own

    ids = {passage.id for passage in own(CORPUS)}
    labelled = {(place.passage, place.short) for place in read(CORPUS / "labels" / "all.npz")}
    assert {(name, short) for name in ids for short in (False, True)} <= labelled


def test_a_label_of_another_text_is_refused() -> None:
    place = Place("w1", False, 2)
    label(7, 1, None).check(place, 7)
    with pytest.raises(ValueError, match="window 2 of passage 'w1' has 6 words, the labelled one had 7"):
        label(7, 1, None).check(place, 6)


def test_an_unmarked_text_that_is_not_the_labelled_one_is_refused_before_its_mentions_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_ENCODER", str(weights_dir().parent / "reader"))
    from training.reader import unmarked

    labels = {Place("news1", False, 0): label(40, 1, 3)}
    with pytest.raises(ValueError, match="passage 'news1' has 3 words, the labelled one had 40"):
        list(unmarked.examples([("news1", "Ankara agreed.")], labels, short=False))


def test_both_cuts_of_our_own_prose_hold_the_same_words_and_as_many_as_were_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_ENCODER", str(weights_dir().parent / "reader"))
    from training.reader.labels import checked
    from training.reader.passages import own
    from training.reader.targets import examples

    passages, labels = own(CORPUS)[::10], read(CORPUS / "labels" / "all.npz")
    long, short = (examples(passages, short=cut) for cut in (False, True))
    checked([*long, *short], labels)
    assert {example.place for example in (*long, *short)} <= labels.keys()
    assert {(e.place.passage, word.start) for e in long for word in e.words} == {(e.place.passage, word.start) for e in short for word in e.words}


def test_a_pair_is_labelled_only_between_mentions_that_the_marks_make_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_ENCODER", str(weights_dir().parent / "reader"))
    from training.reader.passages import own
    from training.reader.targets import examples

    labels = read(CORPUS / "labels" / "all.npz")
    for example in examples(own(CORPUS)[::10]):
        assert {tuple(pair) for pair in labels[example.place].pairs.tolist()} <= set(example.pairs)


def test_least_is_paid_for_saying_what_the_larger_network_says() -> None:
    torch = pytest.importorskip("torch")
    from graphkit.nlp.encoder.features import Pair
    from training.reader.losses import soft

    pairs = [Pair(0, 1), Pair(1, 0), Pair(0, 2)]
    given_to = Label(5, np.array([[1, 0]], np.uint8), np.full((1, FAMILIES), 51, np.uint8), np.array([[204, 17, 17, 17]], np.uint8), np.array([[2, 153]], np.uint8))
    families = torch.full((3, FAMILIES), -20.0)
    families[1] = torch.logit(torch.tensor(0.2))
    statuses, speakers = torch.tensor([[204.0, 17, 17, 17]] * 3).log(), torch.tensor([[2.0, 1, 6, 1]] * 3).log()
    least = soft((families, statuses, speakers), pairs, given_to)
    for other in ((families + 1, statuses, speakers), (families, statuses.flip(1), speakers), (families, statuses, speakers.flip(1)), (families, statuses, speakers * 2), (families, statuses, speakers / 2), (families.roll(1, 0), statuses, speakers)):
        assert soft(other, pairs, given_to) > least
