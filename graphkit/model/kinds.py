"""Enumerations: status, polarity, lifecycle, precision and actor classes."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How firmly an article states a claim (ontology scheme gkc:Status)."""

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
    """Ontology classes of the subjects and objects of claims."""

    ACTOR = "Actor"
    PERSON = "Person"
    STATE = "State"
    GOVERNMENT = "Government"
    ORGANIZATION = "Organization"
    INTERNATIONAL = "InternationalOrganization"
    ARMED = "ArmedActor"
    BLOC = "Bloc"
    PLACE = "Place"


# Types of actors of which only the class is known, for the classes that must have one by the ontology.
REQUIRED_TYPES = {ActorClass.ARMED: "rebel-group", ActorClass.GOVERNMENT: "government", ActorClass.INTERNATIONAL: "intergovernmental"}
# The type of political parties.
PARTY = "party-political"
