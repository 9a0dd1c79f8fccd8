"""Who is meant is counted by mentions, whatever an actor is called."""

from __future__ import annotations

from graphkit.model import Actor, ActorClass, Mention
from graphkit.resolve.linker import Resolution
from training.reader.linking import judged

TEXT = "Dorvan Abubal left. The minister met Kenya. He thanked it."


def test_a_mention_is_right_where_it_is_resolved_to_whom_most_names_of_its_actor_are():
    def mention(index: int, words: str, form: str) -> Mention:
        start = TEXT.index(words)
        return Mention(index, start, start + len(words), words, form, words.lower(), "PERSON")

    mentions = (mention(0, "Dorvan Abubal", "name"), mention(1, "The minister", "description"), mention(2, "Kenya", "name"), mention(3, "He", "pronoun"), mention(4, "it", "pronoun"))
    he, kenya = Actor("Abubal", "Dorvan Abubal", ActorClass.PERSON), Actor("Kenya", "Kenya", ActorClass.STATE)
    keys = ("A", "A", "K", "A", "K")
    row = {"relations": [["A", "negotiates_with", "K", "asserted", 20, 43, None]], "mentions": [[m.start, m.end, key] for m, key in zip(mentions, keys, strict=True)]}
    found = list(judged(row, mentions, Resolution({0: he, 1: he, 2: kenya, 3: kenya}, {}, {}, {})))
    assert found == [("name", "right"), ("description", "right"), ("name", "right"), ("pronoun", "another"), ("pronoun", "nobody")]


def test_the_actor_meant_by_a_mark_is_the_one_that_most_of_its_names_resolve_to():
    from training.reader.choosing import actors_meant

    mentions = tuple(Mention(i, start, start + len(words), words, form, words.lower()) for i, (words, form) in enumerate([("Dorvan Abubal", "name"), ("He", "pronoun"), ("it", "pronoun")]) for start in (TEXT.index(words),))
    row = {"mentions": [[m.start, m.end, key] for m, key in zip(mentions, "AAK", strict=True)]}
    assert actors_meant(row, mentions, {0: Actor("Abubal", "Dorvan Abubal", ActorClass.PERSON)}) == {0: "Abubal", 1: "Abubal", 2: None}
