"""The sections of a dossier: which relation, seen from which end, stands in which."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.model import Claim
from graphkit.ontology import Vocabulary
from graphkit.query.disputed import OTHER

# Names and titles in the order of the page.
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
# Relations of any kind that no claim states; under the heading of the relation they would read as stated.
DENIED = "denied"
# What of a body's comes to the actor who leads it: what others do to it, and what it does under that command.
PASSED_ON = (
    "backed-by", "backs", "allied", "opposed-by", "opposes", "attacked-by", "attacks", "fights", "sanctioned-by", "sanctions", "talks", DENIED,
)  # fmt: skip
# By family: the section seen from the subject, from the object, and of a relation without direction.
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
    """The name of the section in which a claim stands, seen from one of its ends."""
    relation = vocabulary.relation(claim.predicate)
    subject, object_, both = _SECTIONS.get(relation.family or OTHER, _SECTIONS[OTHER])
    if relation.symmetric:
        return both
    return subject if claim.subject == actor else object_
