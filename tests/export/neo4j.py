"""`neo4j-admin database import full` for two CSV files, modelled from the rules of its manual.

- the first line is the header; every field is `name`, `name:type` or `:role`, each name once; types are those of `TYPES`;
- nodes have one `:ID` field, which is not empty and unique, and labels in `:LABEL`, separated by semicolons;
- relationships have one `:START_ID`, `:END_ID` and `:TYPE` each, none of them empty, and both ends are nodes;
- a field may be quoted, a quotation mark in it is doubled, and a backslash is a plain character;
- no field spans lines, and no line has more fields than the header;
- a number must be one; a boolean is true where the field says `true`, and false otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPES = {"int": int, "long": int, "float": float, "double": float, "boolean": lambda text: text == "true", "string": str}
_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)')


@dataclass
class Database:
    nodes: dict[str, dict[str, object]]
    labels: dict[str, list[str]]
    relationships: list[tuple[str, str, str, dict[str, object]]]


def imported(nodes: bytes, relationships: bytes) -> Database:
    made = Database({}, {}, [])
    for roles, properties in _rows(nodes, {"ID"}, {"ID", "LABEL"}):
        assert roles["ID"] not in made.nodes, f"two nodes {roles['ID']}"
        made.nodes[roles["ID"]] = properties
        made.labels[roles["ID"]] = [label for label in roles.get("LABEL", "").split(";") if label]
    needed = {"START_ID", "END_ID", "TYPE"}
    for roles, properties in _rows(relationships, needed, needed):
        assert {roles["START_ID"], roles["END_ID"]} <= set(made.nodes), f"no such node: {roles}"
        made.relationships.append((roles["START_ID"], roles["TYPE"], roles["END_ID"], properties))
    return made


def _rows(data: bytes, needed: set[str], known: set[str]):
    lines = re.split("\r\n|\r|\n", data.decode())
    assert lines.pop() == "", "the last line has no end"
    header = [_header(field, known) for field in _fields(lines[0])]
    roles = [role for _, role, _ in header if role]
    names = [name for name, _, _ in header if name]
    assert needed <= set(roles)
    assert len(set(roles)) == len(roles)
    assert len(set(names)) == len(names)
    for line in lines[1:]:
        fields = _fields(line)
        assert len(fields) == len(header), line
        told = {role: field for (_, role, _), field in zip(header, fields, strict=True) if role}
        assert all(told[role] for role in needed), line
        yield told, {name: TYPES[kind](field) for (name, _, kind), field in zip(header, fields, strict=True) if name}


def _header(field: str, known: set[str]) -> tuple[str, str, str]:
    name, _, kind = field.partition(":")
    if kind in known:
        return name, kind, "string"
    assert name, f"a field without a name and a role: {field!r}"
    assert not kind or kind in TYPES, f"no such type: {field!r}"
    return name, "", kind or "string"


def _fields(line: str) -> list[str]:
    found, at = [], 0
    while at <= len(line):
        match = _FIELD.match(line, at)
        assert match, f"a field that does not end: {line[at:]!r}"
        found.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        at = match.end() + (0 if match[0].endswith(",") else 1)
    return found
