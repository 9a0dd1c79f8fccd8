"""Sections of a dossier: which section a relation belongs to, seen from either end."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.model import Claim
from graphkit.ontology import Vocabulary
from graphkit.query.disputed import OTHER

# Names and titles in display order.
TITLES: Mapping[str, str] = {
    "backed-by": "Backed by",
    "backs": "Backs",
    "allied": "Allied with",
    "opposed-by": "Opposed by",
    "opposes": "Opposes",
    "attacked-by": "Attacked by",
    "attacks": "Attacks",
    "fights": "Fights",
    "sanctioned-by": "Sanctioned by",
    "sanctions": "Sanctions",
    "denied": "Denied",
    "led-by": "Led by",
    "leads": "Leads",
    "members": "Members",
    "member-of": "Member of",
    "talks": "Talks and cooperates with",
    "asked-by": "Asked by",
    "asks": "Asks",
    "controlled-by": "Controlled by",
    "controls": "Controls",
    "other": "Other relations",
}
# Relations that are only denied get their own section: under the relation's heading they would look stated.
DENIED = "denied"
# Sections of an organisation that are also shown in the dossier of its leader.
PASSED_ON = (
    "backed-by", "backs", "allied", "opposed-by", "opposes", "attacked-by", "attacks", "fights", "sanctioned-by", "sanctions", "talks", DENIED,
)  # fmt: skip
# By family: the section seen from the subject, seen from the object, and for a symmetric relation.
_SECTIONS: Mapping[str, tuple[str, str, str]] = {
    "supports": ("backs", "backed-by", "allied"),
    "allied_with": ("allied", "allied", "allied"),
    "opposes": ("opposes", "opposed-by", "opposes"),
    "attacks": ("attacks", "attacked-by", "fights"),
    "sanctions": ("sanctions", "sanctioned-by", "sanctions"),
    "leads": ("leads", "led-by", "leads"),
    "member_of": ("member-of", "members", "member-of"),
    "negotiates_with": ("talks", "talks", "talks"),
    "cooperates_with": ("talks", "talks", "talks"),
    "requests": ("asks", "asked-by", "asks"),
    "controls": ("controls", "controlled-by", "controls"),
    OTHER: ("other", "other", "other"),
}


def section_of(claim: Claim, actor: str, vocabulary: Vocabulary) -> str:
    """Name of the section that a claim belongs to, seen from `actor`."""
    relation = vocabulary.relation(claim.predicate)
    subject, object_, both = _SECTIONS.get(relation.family or OTHER, _SECTIONS[OTHER])
    if relation.symmetric:
        return both
    return subject if claim.subject == actor else object_
