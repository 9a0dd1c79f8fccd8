"""Extracts demands expressed without a verb of demanding: "X said that Y must withdraw"."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.arguments import surface_subjects
from graphkit.extract.factuality import Factuality, Stance
from graphkit.extract.frames import Match
from graphkit.extract.lexicon import Frame
from graphkit.nlp import Sentence, Token

_MODALS = ("must", "should", "need", "ought", "shall")
# These express a demand even if only quotation marks mark the clause as speech.
_STRONG_MODALS = ("must", "need", "shall")
_FRAME = Frame(
    name="modal:must",
    kind="verb",
    lemmas=("must",),
    theme=frozenset(),
    predicate="requests",
    subjects=("speaker",),
    objects=("subj",),
    types=(),
    status="",
    polarity="",
)


def demands(sentence: Sentence, factuality: Factuality) -> Iterator[tuple[Match, Stance]]:
    """Yield each obligation that a speaker of the sentence imposes, with a plain stance.

    The demand itself is asserted, the demanded act is not.
    """
    for modal in sentence.tokens:
        verb = modal.head
        if modal.lemma not in _MODALS or modal.dep != "aux" or verb is None:
            continue
        said = factuality.stance(verb, sentence)
        speaker = None if said.imputed else said.speaker
        if speaker is None and modal.lemma not in _STRONG_MODALS:
            continue
        for addressee in surface_subjects(verb):
            if addressee is not speaker and not _inanimate(addressee):
                # Without a named speaker, the trigger stands for the speaker of the quotation.
                yield Match(_FRAME, verb, speaker or verb, addressee, None, verb), Stance()


def _inanimate(token: Token) -> bool:
    return token.pos == "PRON" and token.lemma in ("it", "this", "that", "there", "we", "i", "you")
