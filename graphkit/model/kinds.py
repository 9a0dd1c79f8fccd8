"""The closed lists of words: status, polarity, lifecycle, precision, classes of actors."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How an article commits itself to a claim (ontology scheme gkc:Status)."""

    ASSERTED = "asserted"
    DECLARED = "declared"
    ALLEGED = "alleged"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    PLANNED = "planned"


class Polarity(StrEnum):
    """Whether the relation is said to hold or not to hold (gkc:Polarity)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Lifecycle(StrEnum):
    """Whether the record itself is active (gkc:Lifecycle)."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


class Precision(StrEnum):
    """How exactly a time is known (gkc:TimePrecision)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ActorClass(StrEnum):
    """Classes of the ontology that an end of a claim may have."""

    ACTOR = "Actor"
    PERSON = "Person"
    STATE = "State"
    GOVERNMENT = "Government"
    ORGANIZATION = "Organization"
    INTERNATIONAL = "InternationalOrganization"
    ARMED = "ArmedActor"
    BLOC = "Bloc"
    PLACE = "Place"
