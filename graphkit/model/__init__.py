"""The value types passed between stages: frozen, without I/O.

A `Document` is read into `Mention`s (references to actors) and `RelationMention`s (what the text
states about two of them); resolution assigns an `Actor` to each mention; assembly turns both into
`Claim`s with `Evidence`; an `ArticleRecord` is the unit of one store transaction. All offsets are
Unicode code points into `Document.text`, from 0, end exclusive.
"""

from graphkit.model.actors import Actor, linked, local_authorities
from graphkit.model.brief import Brief, Said
from graphkit.model.claims import READINGS, ArticleRecord, Claim, Evidence, speaker_of
from graphkit.model.composition import (
    APOSTROPHES,
    HYPHENS,
    LONG_WORD,
    LONGEST_WORD,
    QUOTATION_MARKS,
    SPACES,
    in_nfc,
    without_marks,
)
from graphkit.model.context import around, excerpt
from graphkit.model.decisions import OF_ARTICLES, Act, Decision
from graphkit.model.documents import Article, Document, Failure, Finished, Item, Notice
from graphkit.model.identity import digest, hash_of, local_name
from graphkit.model.kinds import PARTY, REQUIRED_TYPES, ActorClass, Lifecycle, Polarity, Precision, Status
from graphkit.model.reading import (
    LEARNED,
    OPPOSITION,
    OWN,
    POST,
    POST_FRAMES,
    TITLE,
    KnownName,
    Mention,
    Reading,
    RelationMention,
    Span,
)
from graphkit.model.times import TimeSpan

__all__ = ["APOSTROPHES", "HYPHENS", "LEARNED", "LONGEST_WORD", "LONG_WORD", "OF_ARTICLES", "OPPOSITION", "OWN", "PARTY", "POST", "POST_FRAMES", "QUOTATION_MARKS", "READINGS", "REQUIRED_TYPES", "SPACES", "TITLE", "Act", "Actor", "ActorClass", "Article", "ArticleRecord", "Brief", "Claim", "Decision", "Document", "Evidence", "Failure", "Finished", "Item", "KnownName", "Lifecycle", "Mention", "Notice", "Polarity", "Precision", "Reading", "RelationMention", "Said", "Span", "Status", "TimeSpan", "around", "digest", "excerpt", "hash_of", "in_nfc", "linked", "local_authorities", "local_name", "speaker_of", "without_marks"]
