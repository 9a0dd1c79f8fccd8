"""Finds when an act happened that only the network reads, whether it is planned, and whether a denial is about its actors, in the parse tree."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from graphkit.extract.bystanders import Bystanders
from graphkit.extract.event_nouns import is_event_noun
from graphkit.extract.factuality import Factuality, Stance
from graphkit.extract.factuality.denial_scope import is_denied
from graphkit.extract.factuality.noun_cues import is_unmade_pact
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.noun_phrases import whole_of
from graphkit.extract.post_endings import changes_post, removal_word
from graphkit.extract.relation_times import TimeResolver, ended_span
from graphkit.extract.temporal.attachment import Event
from graphkit.model import Mention, Polarity, RelationMention, Status, TimeSpan
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# Relations within one clause: across clauses, three of eleven times in unannotated news belonged to another act.
_WITHIN_CLAUSE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:unmarked", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "conj", "appos", "compound", "flat", "amod", "det", "nummod", "xcomp", "list")
# A post or alliance is not an act of one day.
_POSTS = ("leads", "memberOf")
_STATES = ("leads", "memberOf", "controlsTerritory", "alliedWith")
# What ends if its noun does: "suspended sanctions", "paused deliveries".
_ENDABLE = ("sanctions", "supports", "cooperatesWith", "alliedWith")
# What can be left: "will leave soldiers in Y" is no end of support.
_LEFT = ("memberOf", "alliedWith", "cooperatesWith")
# What no event noun stands for.
_HELD = ("leads", "memberOf", "controlsTerritory")
# What a verb with one of these effects does to an act, it is not known to happen.
_OPEN_EFFECTS = ("plan", "want", "possible", "refuse", "attempt")
# Acts that do not happen at the time of the verb reporting them.
_REPORTED_ACTS = ("attacks", "fights", "controlsTerritory", "supports", "supportsMaterially", "supportsMilitarily", "supportsEconomically")


def is_report_time(verb: Token, predicate: str, lexicon: Lexicon) -> bool:
    """Whether the time is that of a report, not of the act: "claimed responsibility for the attack on Monday"."""
    return predicate in _REPORTED_ACTS and lexicon.cue("verb", verb.lemma) in ("say", "accuse", "believe")


class _Clause(NamedTuple):
    """A sentence, the verb or event noun that relates two mentions in it, and the words of these."""

    sentence: Sentence
    verb: Token
    ends: tuple[Token, Token]


class EventTimes:
    """Times and plans of relations between mentions of one document.

    Attributes:
        bystanders: names that take no part in what is said beside them.

    Args:
        times: interprets its time expressions.
        factuality: determines what is planned.
        lexicon: frames and word lists.
        text: its text.
    """

    def __init__(self, times: TimeResolver, factuality: Factuality, lexicon: Lexicon, text: str) -> None:
        """Begin without sentences."""
        self._times, self._factuality, self._lexicon, self._text = times, factuality, lexicon, text
        self._deciding_words = frozenset(word for (_, word), effect in lexicon.cues.items() if effect in ("future", "plan", "may", "want", "end"))
        self._ends_of_posts = frozenset(entry.split()[0] for entry in (*words("removing"), *words("leaving a post")))
        self._rejecting = frozenset(word for (_, word), effect in lexicon.cues.items() if effect in ("reject", "deny", "refuse"))
        self._negative = frozenset(word for (_, word), effect in lexicon.cues.items() if effect == "negative")
        self._sentences: dict[int, Sentence] = {}
        self._denying: dict[int, Sentence] = {}
        self._deciding: dict[int, Sentence] = {}
        self.bystanders = Bystanders(lexicon, text)

    def add_sentence(self, sentence: Sentence) -> None:
        """Keep a sentence that has a time expression or a word of planning, ending or denial; others would only take memory."""
        self.bystanders.add_sentence(sentence)
        said = {word for token in sentence.tokens for word in (token.lemma, token.text.lower())}
        if not (self._deciding_words | self._ends_of_posts).isdisjoint(said) or self._times.is_dated(sentence, self._text):
            self._sentences[sentence.index] = sentence
        if not (self._rejecting | self._negative).isdisjoint(said):
            self._denying[sentence.index] = sentence
        if any(token.lemma == "against" or self._lexicon.object_cue(token.lemma) in _OPEN_EFFECTS or (token.head is not None and is_unmade_pact(token, token.head)) for token in sentence.tokens):
            self._deciding[sentence.index] = sentence

    def time_of(self, relation: RelationMention, subject: Mention, object_: Mention) -> TimeSpan | None:
        """Return the time of a relation between two mentions, None unless one clause relates both and has a time."""
        clause = self._clause(subject, object_)
        changed = clause is not None and relation.predicate in _POSTS and changes_post(clause.verb, taken=relation.polarity is Polarity.POSITIVE)
        if clause is None or (relation.predicate in _STATES and not changed) or is_report_time(clause.verb, relation.predicate, self._lexicon):
            return None
        planned = relation.status is Status.POSSIBLE
        event = Event(clause.verb, clause.verb, clause.ends, planned=planned, possible=planned)
        span = self._times.resolve(clause.sentence, event, relation.predicate, self._text)
        if changed and span is not None and relation.polarity is Polarity.POSITIVE:
            # "became president of Y in May".
            return TimeSpan(span.start, None, span.precision)
        # How long something lasts is said of a state, which may be another one ("as of today, X has been in prison in Y").
        return span if span is not None and None not in (span.start, span.end) else None

    def with_plan(self, relation: RelationMention, subject: Mention, object_: Mention) -> RelationMention:
        """Return what the network finds possible as planned if the clause that relates both mentions is: the network has one status for both."""
        clause = self._clause(subject, object_) if relation.status is Status.POSSIBLE else None
        stance = self._factuality.stance(clause.verb, clause.sentence) if clause is not None else Stance()
        if stance.status is not Status.PLANNED or stance.polarity is Polarity.NEGATIVE or stance.cue is None:
            return relation
        return replace(relation, status=Status.PLANNED, cue=stance.cue.text)

    def with_end(self, relation: RelationMention, subject: Mention, object_: Mention) -> RelationMention:
        """Return a relation of the network with its end as the words above the mentions have it.

        What has ended is only planned or possible to end if the verb above the object is ("plans to leave Y"), and stays if that is
        denied ("refused to leave Y"). Who lost a post in the same sentence ("Z succeeded X as president of Y") no longer holds it.
        """
        kept = self._sentences.get(subject.sentence) or self._denying.get(subject.sentence)
        sentence = kept if subject.sentence == object_.sentence else None
        first, second = (_head(sentence, subject), _head(sentence, object_)) if sentence is not None else (None, None)
        if sentence is None or first is None or second is None:
            return relation
        if relation.polarity is Polarity.POSITIVE and relation.status is not Status.POSSIBLE:
            lost = removal_word(first, sentence, self._factuality, body=second) if relation.predicate == "leads" and relation.status is Status.ASSERTED else None
            return replace(relation, polarity=Polarity.NEGATIVE, cue=lost.text, time=ended_span(relation.time)) if lost is not None else relation
        verb = next((token for token in second.ancestors() if token.pos == "VERB"), None)
        if verb is None or relation.predicate not in _LEFT or self._lexicon.cue("object", verb.lemma) != "end":
            return relation
        stance = self._factuality.stance(verb, sentence)
        if stance.polarity is Polarity.NEGATIVE:
            return replace(relation, polarity=Polarity.POSITIVE, status=Status.ASSERTED, cue=None, time=None)
        if stance.cue is None or stance.status not in (Status.PLANNED, Status.POSSIBLE):
            return relation
        return replace(relation, status=stance.status, polarity=Polarity.NEGATIVE, cue=stance.cue.text, time=ended_span(relation.time) if stance.status is Status.PLANNED else None)

    def with_ended_noun(self, relation: RelationMention, subject: Mention, object_: Mention) -> RelationMention:
        """Return what the network asserts as ended if the verb that relates both mentions ends it: "X suspended sanctions on Y"."""
        plain = relation.status is Status.ASSERTED and relation.polarity is Polarity.POSITIVE
        sentence = self._sentences.get(subject.sentence) if subject.sentence == object_.sentence and plain and relation.predicate in _ENDABLE else None
        noun = self._ended_noun(subject, object_, sentence) if sentence is not None else None
        if sentence is None or noun is None or noun.head is None or (relation.predicate == "sanctions") != any(frame.predicate == "sanctions" for frame in self._lexicon.frames_for("noun", noun.lemma)):
            # To cut aid is a sanction, and ends support.
            return relation
        stance = self._factuality.stance(noun.head, sentence)
        if stance.polarity is Polarity.NEGATIVE or stance.requested or stance.attempted:
            # "refused to suspend sanctions on Y".
            return relation
        if stance.status is not Status.ASSERTED:
            # "the decision to halt aid to Y".
            return replace(relation, status=stance.status, polarity=Polarity.NEGATIVE, cue=noun.head.text)
        return replace(relation, polarity=Polarity.NEGATIVE, time=ended_span(relation.time), cue=noun.head.text)

    def with_open_noun(self, relation: RelationMention, subject: Mention, object_: Mention) -> RelationMention:
        """Return what the network asserts as the verb above its noun has it: "X floated a pact with Y", "X seeks sanctions on Y"."""
        plain = relation.status is Status.ASSERTED and relation.polarity is Polarity.POSITIVE and relation.predicate not in _HELD
        sentence = self._deciding.get(subject.sentence) if plain and subject.sentence == object_.sentence else None
        head = _head(sentence, object_) if sentence is not None else None
        for noun in head.ancestors() if head is not None else ():
            if noun.pos != "NOUN":
                break
            if noun.head is not None and noun.head.pos in ("VERB", "ADJ") and (self._lexicon.frames_for("noun", noun.lemma) or is_event_noun(noun, self._lexicon)):
                stance = Stance()
                self._factuality.apply_object_verb(noun, noun.head, stance)
                if stance.status in (Status.PLANNED, Status.POSSIBLE) and stance.cue is not None:
                    return replace(relation, status=stance.status, polarity=stance.polarity, cue=stance.cue.text)
        return relation

    def with_planned_end(self, relation: RelationMention, subject: Mention, object_: Mention) -> RelationMention:
        """Return what the network finds over as only planned to end if the verb is: "X plans to suspend sanctions on Y"."""
        over = relation.status is Status.ASSERTED and relation.polarity is Polarity.NEGATIVE and relation.predicate in (*_ENDABLE, "consultsWith")
        sentence = self._sentences.get(subject.sentence) if subject.sentence == object_.sentence and over else None
        head = _head(sentence, object_) if sentence is not None else None
        noun = next((t for t in (head, *head.ancestors()) if t.dep in ("obj", "nsubj:pass")), None) if head is not None else None
        if sentence is None or noun is None or noun.head is None or self._lexicon.object_cue(noun.head.lemma) != "end":
            return relation
        stance = self._factuality.stance(noun.head, sentence)
        if stance.status not in (Status.PLANNED, Status.POSSIBLE) or stance.cue is None:
            return relation
        return replace(relation, status=stance.status, cue=stance.cue.text)

    def _ended_noun(self, subject: Mention, object_: Mention, sentence: Sentence) -> Token | None:
        """Return the object of the ending verb that relates both mentions, or that both belong to ("its aid to Y")."""
        ends = [head for head in (_head(sentence, subject), _head(sentence, object_)) if head is not None]
        nouns = [whole_of(t) for t in ends[0].ancestors() if t in ends[-1].ancestors()][:1] if len(ends) > 1 else []
        clause = self._clause(subject, object_)
        nouns += [noun for noun in clause.verb.get("obj", "nsubj:pass") if any(noun in end.ancestors() for end in clause.ends)] if clause is not None else []
        # "X's decision to halt aid to Y".
        infinitive = next((t for t in ends[-1].ancestors() if t.pos == "VERB"), None) if ends else None
        nouns += infinitive.get("obj") if infinitive is not None and infinitive.dep == "acl" and infinitive.get("mark") and any(t is infinitive.head for t in ends[0].ancestors()) else []
        return next((noun for noun in nouns if noun.dep in ("obj", "nsubj:pass") and noun.head is not None and self._lexicon.object_cue(noun.head.lemma) == "end"), None)

    def is_undenied(self, subject: Mention, object_: Mention) -> bool:
        """Whether two mentions stand in one sentence with words of denial that are not about the first."""
        sentence = self._denying.get(subject.sentence) if subject.sentence == object_.sentence else None
        if sentence is None:
            return False
        holder = _head(sentence, subject)
        return holder is not None and not is_denied(holder, self._rejecting, self._negative)

    def is_denied_apart(self, subject: Mention, object_: Mention) -> bool:
        """Whether only the verb before is denied: in "X never backed Y and supports Z", "X refused to leave Y and supports Z"."""
        sentence = self._denying.get(subject.sentence) if subject.sentence == object_.sentence else None
        end = _head(sentence, object_) if sentence is not None else None
        verb = next((token for token in end.ancestors() if token.pos == "VERB"), None) if end is not None else None
        first = verb.head if verb is not None and verb.dep == "conj" and verb.tag in ("VBZ", "VBD") else None
        if verb is None or first is None or first.dep != "root" or verb.lemma in self._rejecting or any(token.lemma in self._negative for token in verb.subtree()):
            return False
        # "Never backed Y and arms Z": another tense, so "never" is not shared.
        return first.tag != verb.tag or all(child.lemma not in self._negative for child in first.children)

    def _clause(self, subject: Mention, object_: Mention) -> _Clause | None:
        """Return the clause that relates two mentions, None if no kept sentence has one."""
        sentence = self._sentences.get(subject.sentence) if subject.sentence == object_.sentence else None
        if sentence is None:
            return None
        first, second = _head(sentence, subject), _head(sentence, object_)
        if first is None or second is None:
            return None
        verb = _connecting_word(first, second, self._lexicon)
        return _Clause(sentence, verb, (first, second)) if verb is not None else None


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
