"""The schema of an answer, derived from the ontology: its relations, statuses and support types."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from graphkit.model import Status
from graphkit.ontology import Vocabulary

if TYPE_CHECKING:
    from pydantic import BaseModel

# Kinds of actors, with the label that the resolver uses.
LABELS = {"person": "PERSON", "state": "LOC", "organization": "ORG", "armed_group": "ORG", "place": "PLACE"}
MAX_CLAIMS, MAX_SUPPORT_TYPES, MAX_WORDING, MAX_QUOTE = 200, 12, 200, 2_000


@functools.cache
def _choices(name: str, values: tuple[str, ...]) -> type[StrEnum]:
    enum_type: Any = StrEnum  # the functional form, which type checkers know for fixed names only
    choices: type[StrEnum] = enum_type(name, {value.replace("-", "_").upper(): value for value in values})
    return choices


def answer_type(vocabulary: Vocabulary) -> type[BaseModel]:
    """Return the Pydantic model of an answer: `claims`, each with these fields and no others."""
    from pydantic import ConfigDict, Field, create_model

    strict_config = ConfigDict(extra="forbid", use_enum_values=True)
    fields: dict[str, Any] = {**_actor_fields("subject"), **_actor_fields("object"), **_claim_fields(vocabulary)}
    claim: Any = create_model("Claim", __config__=strict_config, **fields)
    return create_model("Answer", __config__=strict_config, claims=(list[claim], Field(default_factory=list, max_length=MAX_CLAIMS)))


def _actor_fields(role: str) -> dict[str, Any]:
    """Return the fields of one actor of a claim."""
    kinds = _choices("Kind", tuple(LABELS))
    return {
        f"{role}_words": (str, _field(f"The words inside the quote that stand for the {role}.", MAX_WORDING)),
        f"{role}_name": (str, _field("The name that the article itself uses for that actor, copied; never a pronoun where it gives a name.", MAX_WORDING)),
        f"{role}_kind": (kinds, _field("What kind of actor it is.")),
    }


def _claim_fields(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the fields for relation, evidence, status, speaker and time."""
    relations = _choices("Relation", tuple(sorted(relations_of(vocabulary))))
    supports: Any = _choices("SupportType", tuple(sorted(vocabulary.support_types)))
    optional: Any = str | None
    return {
        "relation": (relations, _field("The relation, from subject to object.")),
        "quote": (str, _field("The sentence or clause of the PASSAGE that says it, copied character by character.", MAX_QUOTE)),
        "status": (_choices("Status", tuple(Status)), _field("How the article commits itself to it.")),
        "denied": (bool, _field("True where it is said NOT to hold, to have ended, or is denied or refused.")),
        "support_types": (list[supports], _field("Forms of support that the text names.", MAX_SUPPORT_TYPES, default=[])),
        "cue": (optional, _field("The words of the quote that set the status or deny it.", MAX_WORDING, default=None)),
        "speaker": (optional, _field("Name of who says so, copied from the article, where it is not the outlet itself.", MAX_WORDING, default=None)),
        "attribution": (optional, _field("The attribution as worded, copied.", MAX_WORDING, default=None)),
        "since": (optional, _field("YYYY, YYYY-MM or YYYY-MM-DD, only where the text says when: the first day on which it happened, or since which it holds.", MAX_WORDING, default=None)),
        "until": (optional, _field("As since, for the last day; the same as since for what happened on one day, null for what goes on.", MAX_WORDING, default=None)),
        "ended": (bool, _field("True only where the text says that it no longer holds (until 2018, former, cut ties).", default=False)),
    }


def _field(description: str, max_length: int | None = None, *, default: Any = ...) -> Any:
    from pydantic import Field

    more: dict[str, Any] = {"max_length": max_length} if max_length else {}
    return Field(default, description=description, **more)


def relations_of(vocabulary: Vocabulary) -> Iterable[str]:
    """Yield the relations that a claim may have: the concrete ones of a family."""
    return (name for name, relation in vocabulary.relations.items() if relation.family and not relation.abstract)


def fingerprint(model: type[BaseModel]) -> str:
    """Return a hash of the schema, 64 hex digits."""
    return hashlib.sha256(json.dumps(model.model_json_schema(), sort_keys=True).encode()).hexdigest()
