"""Front matter: YAML between lines of hyphens, or TOML between lines of plus signs, at the top of a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time

from graphkit.dates import means_publication, parse_date
from graphkit.documents.heading import sound
from graphkit.documents.labels import LABELS

# Fields of an article.
FIELDS = frozenset("id title date url outlet conflict".split())
_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# As in Hugo and Zola.
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*:(.*)$", re.MULTILINE)
# Characters; longer blocks are not front matter.
_LONGEST = 20_000
_SWITCH = frozenset(("true", "false", "yes", "no"))
# Names of fields in addition to the labels in `heading`.
_NAMES = {
    **dict.fromkeys(("source url", "original url", "canonical url", "canonical", "permalink"), "url"),
    **dict.fromkeys(("site", "site name", "website", "outlet name", "publication title"), "outlet"),
}


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of the front matter, in lower case, and the text below; the key "" marks content that is not a field."""
    if (front := _TOML.match(text)) and (read := _toml(front.group(1))):
        fields = read
    elif front := _YAML.match(text):
        fields = _yaml(front.group(1)) or _lines(front.group(1))
    else:
        return {}, text
    for name in [name for name in fields if means_publication(name)]:
        # Site generators have many names for the date of publication; `date` alone may be that of the note. `published` may be true or false.
        words = fields.pop(name)
        if parse_date(words)[0] or (not fields.get("date") and words.lower() not in _SWITCH):
            fields["date"] = words
    return _known(fields) | fields, text[front.end() :].lstrip("\n")


def is_front_matter(fields: Mapping[str, str]) -> bool:
    """Whether fields at the top of a plain text are front matter: at least two, or all, are fields of an article."""
    return bool(fields) and (len(fields.keys() & FIELDS) > 1 or fields.keys() <= FIELDS)


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields given under other names (`publication`, `source`, `link`)."""
    plain = {re.sub(r"[\W_]+", " ", name).strip(): value for name, value in fields.items() if value}
    found: dict[str, str] = {}
    for name, value in plain.items():
        field = _NAMES.get(name) or LABELS.get(name, "")
        if field in FIELDS and name not in FIELDS:
            found.setdefault(field, value)
    return {field: value for field, value in sound(found).items() if field not in fields}


def _yaml(written: str) -> dict[str, str]:
    """Return the values of a YAML block as strings; {} if it is not YAML."""
    import yaml

    if len(written) > _LONGEST:
        return {}
    try:
        # BaseLoader creates only strings, lists and dicts, so it is safe.
        values = yaml.load(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(values, dict):
        return {}
    plain = {key.lower(): " ".join(value.split()) for key, value in values.items() if isinstance(key, str) and isinstance(value, str)}
    return plain | ({"": ""} if len(plain) < len(values) else {})


def _lines(written: str) -> dict[str, str]:
    """Return the fields of a block that looks like YAML but is not valid, for instance because of a colon in a title."""
    fields = {key.lower(): value.strip(" \t").strip("\"'") for key, value in _FIELD.findall(written)}
    return fields | ({"": ""} if _FIELD.sub("", written).strip() else {})


def _toml(written: str) -> dict[str, str]:
    """Return the strings and dates of a TOML block; {} if it is not TOML."""
    try:
        values = tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        return {}
    plain = {key.lower(): str(value) for key, value in values.items() if isinstance(value, str | int | date | time)}
    return plain | ({"": ""} if len(plain) < len(values) else {})
