"""Status, speaker and attribution of a match, based on its stance."""

from __future__ import annotations

from dataclasses import replace

from graphkit.extract.arguments import case
from graphkit.extract.direct_speech import DirectSpeech
from graphkit.extract.factuality import Factuality, Stance
from graphkit.extract.factuality.past_states import past_cue
from graphkit.extract.frames import Match
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.mentions import Mentions
from graphkit.extract.post_endings import removal_word
from graphkit.extract.posts import Post
from graphkit.extract.temporal.attachment import Event
from graphkit.model import POST_FRAMES, Polarity, RelationMention, Status
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# Placeholder for the mention of a speaker who is not known yet.
SPEAKER = -1
# Judgements on an act that has a separate time.
_JUDGEMENTS = ("criticizes", "opposes", "rejects", "accuses", "supportsDiplomatically", "protestsAgainst")


def event_of(match: Match, stance: Stance) -> Event:
    """Return the act whose time to look for; a plan or judgement has another time than its content."""
    return Event(
        match.trigger,
        match.anchor or match.trigger,
        (match.subject, match.object),
        ending=stance.ending or stance.past_cue,
        planned=(status := status_of(match, stance)) in (Status.PLANNED, Status.POSSIBLE),
        possible=status is Status.POSSIBLE,
        judging=match.frame.predicate in _JUDGEMENTS,
    )


def attribute_to_speaker(relation: RelationMention, mentions: Mentions, speech: DirectSpeech) -> RelationMention | None:
    """Return the relation with the speaker of its quotation; None if it requires a speaker and there is none."""
    said = speech.speaker_at(mentions.all[relation.object].start)
    if relation.subject == SPEAKER:
        return replace(relation, subject=said[0]) if said is not None else None
    inside = speech.index_at(mentions.all[relation.object].start) is not None
    inside = inside and speech.index_at(mentions.all[relation.subject].start) == speech.index_at(mentions.all[relation.object].start)
    # "In our view": whoever speaks.
    attributed = relation.attribution_text is not None and relation.attribution_text.split(" ")[0].lower() not in ("our", "my")
    if inside and said is not None and relation.speaker is not None and mentions.all[relation.speaker].form == "pronoun":
        relation = replace(relation, speaker=said[0])
    if not inside or attributed or relation.frame in POST_FRAMES:
        return relation
    if said is None:
        return replace(relation, status=Status.ALLEGED) if relation.status is Status.ASSERTED else relation
    return replace(relation, speaker=said[0], attribution_text=said[1])


def status_of(match: Match, stance: Stance) -> Status:
    """Return the status of a match; attempting to attack is an attack, attempting anything else is only possible."""
    if is_current_control(match):
        return Status.ASSERTED
    if match.frame.status and stance.status is Status.ASSERTED:
        return Status(match.frame.status)
    forceful = ("attacks", "fights", "controlsTerritory", "opposes")
    if stance.attempted and stance.status is Status.ASSERTED and match.frame.predicate not in forceful:
        return Status.POSSIBLE
    return stance.status


def predicate_of(match: Match, stance: Stance) -> str:
    """Return the predicate of a match; an attempt or plan to take a place is an attack on it, done or planned."""
    planned = stance.status in (Status.PLANNED, Status.POSSIBLE) and stance.cue is not None and stance.cue.pos != "AUX"
    if is_current_control(match):
        return match.frame.predicate
    taken = (stance.attempted or planned) and match.frame.predicate == "controlsTerritory"
    return "attacks" if taken else match.frame.predicate


def is_settled(noun: Token) -> bool:
    """Whether a quarrel is to be settled, which presupposes it: "agreed to resolve a row"."""
    verb = noun.head
    return verb is not None and noun.dep in ("obj", "nsubj:pass", "obl") and verb.lemma in words("settling")


def presupposes_statement(noun: Token) -> bool:
    """Whether a verb presupposes that something was said: "will study Y's offer"."""
    return noun.dep == "obj" and bool(noun.get("nmod:poss")) and noun.head is not None and noun.head.lemma in words("hearing")


def is_current_control(match: Match) -> bool:
    """Whether the match is the current control by Y in "plan to liberate X from Y", which is a fact."""
    return match.frame.predicate == "controlsTerritory" and match.frame.subjects == ("from",)


def apply_own_words(match: Match, stance: Stance, lexicon: Lexicon) -> None:
    """Apply words of the match itself: "gave no weapons to X", "backs neither X nor Y", "lost the support of X"."""
    nouns = [noun for noun in (match.theme, match.object, match.subject) if noun is not None]
    # "Neither" of a subject is judged with its verb.
    none = next((c for noun in nouns for c in noun.get("det", "cc:preconj", "cc") if c.lemma == "no" or (c.lemma == "neither" and not noun.dep.startswith("nsubj"))), None)
    if none is not None:
        stance.negate(none)
    if match.frame.kind == "verb" and match.frame.predicate == "supports" and lexicon.cue("verb", match.trigger.lemma) == "end":
        stance.negate(match.trigger)
        stance.ending = match.trigger


def speaker_of(stance: Stance, mentions: Mentions) -> int | None:
    """Return the mention of the speaker, or None."""
    if stance.speaker is None:
        return None
    found = mentions.of(stance.speaker)
    return found[0] if found else None


def cue_words(match: Match, stance: Stance) -> str | None:
    """Return the word that sets status or polarity: its own for a verb that only plans or alleges ("promised X tanks")."""
    if stance.cue is not None:
        return stance.cue.text
    return match.trigger.text if match.frame.status and status_of(match, stance) is not Status.ASSERTED else None


def stance_words(stance: Stance) -> list[Token]:
    """Return the words that set the stance."""
    return [t for t in (stance.cue, stance.reporting_word, stance.speaker) if t is not None]


def attribution(stance: Stance, text: str) -> str | None:
    """Return the attribution verbatim: from speaker to verb, or only the verb if they are far apart."""
    if stance.reporting_word is None:
        return None
    if stance.speaker is None or stance.speaker is stance.reporting_word:
        words = [stance.reporting_word, *(c for c in stance.reporting_word.children if case(stance.reporting_word) and c.i < stance.reporting_word.i and c.dep != "punct")]
    else:
        words = [stance.reporting_word, stance.speaker]
    start, end = min(w.start for w in words), max(w.end for w in words)
    return text[start:end] if end - start <= 120 else stance.reporting_word.text


def post_stance(post: Post, sentence: Sentence, mentions: Mentions, text: str, factuality: Factuality, lexicon: Lexicon) -> Stance:
    """Return the stance of a post: "is no longer president of Y", "may be its leader", "president-elect"."""
    found = Stance(Status.POSSIBLE if post.is_future(text) else Status.ASSERTED)
    if post.anchor.first("cop") is not None:
        factuality.apply_word_cues(post.anchor, found)
        if post.title.endswith(post.anchor.text.lower()):
            # Excludes "the speaker was President X".
            found.past_cue = found.past_cue or past_cue(post.anchor, lexicon)
    holder = (name.head for name in mentions.names if post.person in mentions.of(name.head))
    lost = post.former or next((word for noun in (*holder, post.anchor) if (word := removal_word(noun, sentence, factuality)) is not None), None)
    if lost is not None and found.polarity is Polarity.POSITIVE:
        found.negate(lost)
        found.ending = lost
    return found
