"""Finds when an act happened that only the network reads, with the verb or event noun that connects both actors in the parse tree."""

from __future__ import annotations

from graphkit.extract.event_nouns import is_event_noun
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.relation_times import TimeResolver
from graphkit.extract.temporal.attachment import Event
from graphkit.model import Mention, RelationMention, Status, TimeSpan
from graphkit.nlp import Sentence, Token

# Relations within one clause: across clauses, three of eleven times in unannotated news belonged to another act.
_WITHIN_CLAUSE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:unmarked", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "conj", "appos", "compound", "flat", "amod", "det", "nummod", "xcomp", "list")
# A post or alliance is not an act of one day.
_STATES = ("leads", "memberOf", "controlsTerritory", "alliedWith")
# Acts that do not happen at the time of the verb reporting them.
_REPORTED_ACTS = ("attacks", "fights", "controlsTerritory", "supports", "supportsMaterially", "supportsMilitarily", "supportsEconomically")


def is_report_time(verb: Token, predicate: str, lexicon: Lexicon) -> bool:
    """Whether the time is that of a report, not of the act: "claimed responsibility for the attack on Monday"."""
    return predicate in _REPORTED_ACTS and lexicon.cue("verb", verb.lemma) in ("say", "accuse", "believe")


class EventTimes:
    """Times of relations between mentions of one document.

    Args:
        times: interprets its time expressions.
        lexicon: frames and word lists.
        text: its text.
    """

    def __init__(self, times: TimeResolver, lexicon: Lexicon, text: str) -> None:
        """Begin without sentences."""
        self._times, self._lexicon, self._text = times, lexicon, text
        self._dated: dict[int, Sentence] = {}

    def add_sentence(self, sentence: Sentence) -> None:
        """Keep a sentence that has a time expression; others would only take memory."""
        if self._times.is_dated(sentence, self._text):
            self._dated[sentence.index] = sentence

    def time_of(self, relation: RelationMention, subject: Mention, object_: Mention) -> TimeSpan | None:
        """Return the time of a relation between two mentions, None unless one clause relates both and has a time."""
        sentence = self._dated.get(subject.sentence)
        if sentence is None or subject.sentence != object_.sentence or relation.predicate in _STATES:
            return None
        first, second = _head(sentence, subject), _head(sentence, object_)
        if first is None or second is None:
            return None
        verb = _connecting_word(first, second, self._lexicon)
        if verb is None or is_report_time(verb, relation.predicate, self._lexicon):
            return None
        planned = relation.status is Status.POSSIBLE
        event = Event(verb, verb, (first, second), planned=planned, possible=planned)
        span = self._times.resolve(sentence, event, relation.predicate, self._text)
        # How long something lasts is said of a state, which may be another one ("as of today, X has been in prison in Y").
        return span if span is not None and None not in (span.start, span.end) else None


def _head(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the word of a mention that governs its others."""
    inside = [token for token in sentence.tokens if token.start < mention.end and mention.start < token.end]
    return next((token for token in inside if token.head is None or token.head not in inside), None)


def _connecting_word(first: Token, second: Token, lexicon: Lexicon) -> Token | None:
    """Return the verb or event noun above both words within its clause, or the verb between one and the other above it ("X, detained by Y")."""
    paths = [first, *first.ancestors()], [second, *second.ancestors()]
    common = next((token for token in paths[0] if token in paths[1]), None)
    if common is None or first is second:
        return None
    below = [path[: path.index(common)] for path in paths]
    if common in (first, second):
        lower = below[0] or below[1]
        place = next((i for i, token in enumerate(lower) if token.pos == "VERB"), None)
        return lower[place] if place is not None and _is_one_clause(lower[:place]) else None
    acts = common.pos in ("VERB", "AUX") or (common.pos == "NOUN" and is_event_noun(common, lexicon))
    return common if acts and all(map(_is_one_clause, below)) else None


def _is_one_clause(path: list[Token]) -> bool:
    return all(token.dep in _WITHIN_CLAUSE for token in path)
