"""Posts that end in the same sentence: "rebels overthrew President X of Y", "President X of Y resigned"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.extract.arguments import case, is_passive, obliques, particles
from graphkit.extract.factuality import Factuality
from graphkit.model import Polarity, Status
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words


def removal_word(person: Token, sentence: Sentence, factuality: Factuality, body: Token | None = None) -> Token | None:
    """Return the word that plainly says that a person lost or left the post named beside it, or None; `body` is that of the post."""
    for word in _removal_candidates(person):
        stance = factuality.stance(word, sentence)
        if any(case(c) == "as" and all(t is not body for t in c.subtree()) for c in word.get("obl", "nmod")):
            # "President X resigned as party leader": another post.
            continue
        if stance.status is Status.ASSERTED and stance.polarity is Polarity.POSITIVE and not (stance.requested or stance.attempted):
            return word
    return None


def changes_post(verb: Token, *, taken: bool) -> bool:
    """Whether somebody takes a post by a verb ("became president of Y"), or leaves or loses it."""
    return verb.lemma in words("taking a post") if taken else _is_removing(verb) or _is_leaving(verb)


def _removal_candidates(person: Token) -> Iterator[Token]:
    """Yield the verbs and nouns for the end of a post that have the person as their argument."""
    above = person.head
    if above is not None and _ends_post(person, above):
        yield above
    for clause in (c for part in (person, *person.get("flat")) for c in part.get("acl", "acl:relcl")):
        who = clause.first("nsubj", "nsubj:pass")
        reduced = who is None and clause.tag == "VBN" and _is_removing(clause)
        if reduced or (who is not None and who.lemma == "who" and _ends_post(who, clause)):
            yield clause


def _ends_post(person: Token, above: Token) -> bool:
    match person.dep:
        case "obj":
            return _is_removing(above)
        case "nsubj" | "nsubj:pass":
            return _is_removing(above) if is_passive(above) else _is_leaving(above)
        case "nmod" | "appos":
            # Of "the death of Bolivian President X" the parser makes an apposition.
            return case(person) in ("of", "") and above.lemma in words("ends of posts")
        case "nmod:poss":
            # "President X's dismissal of a minister" is not the end of X.
            return above.lemma in words("ends of posts") and not obliques(above, "of")
        case _:
            return False


def _is_removing(verb: Token) -> bool:
    return any(True for _ in _matching_entries(verb, words("removing")))


def _is_leaving(verb: Token) -> bool:
    """Whether its subject leaves a post; a word that the list gives no object for has none ("X died", not "X quit the talks")."""
    return any(further or verb.first("obj") is None for further in _matching_entries(verb, words("leaving a post")))


def _matching_entries(verb: Token, listed: Iterable[str]) -> Iterator[list[str]]:
    """Yield the further words of each entry that the verb matches: "down" of "step down", "office" of "drive office"."""
    for first, *further in map(str.split, listed):
        if first == verb.lemma and particles(verb).issuperset(further):
            yield further
