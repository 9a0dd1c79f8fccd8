"""Front matter: what stands between two lines of hyphens (YAML) or plus signs (TOML) at the top of a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time

from graphkit.dates import means_publication
from graphkit.documents.heading import LABELS, sound

# What front matter says of an article.
FIELDS = frozenset("id title date url outlet conflict".split())
_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# As Hugo and Zola write it.
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Characters; what is longer is no front matter that anybody writes.
_LONGEST = 20_000
# Further names of fields, beside those of the lines above a text.
_NAMES = {
    **dict.fromkeys(("source url", "original url", "canonical url", "canonical", "permalink"), "url"),
    **dict.fromkeys(("site", "site name", "website", "outlet name", "publication title"), "outlet"),
}


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the front matter in small letters, and the text below it; the key "" stands for what is no field."""
    if (front := _TOML.match(text)) and (read := _toml(front.group(1))):
        fields = read
    elif front := _YAML.match(text):
        fields = _yaml(front.group(1)) or _lines(front.group(1))
    else:
        return {}, text
    for name in [name for name in fields if means_publication(name)]:
        # Site generators have many names for the day of publication; `date` counts before them.
        fields["date"] = fields.get("date") or fields[name]
        del fields[name]
    return _known(fields) | fields, text[front.end() :].lstrip("\n")


def is_front_matter(fields: Mapping[str, str]) -> bool:
    """Whether fields at the top of a plain text are front matter: two of them are of an article, or all are."""
    return bool(fields) and (len(fields.keys() & FIELDS) > 1 or fields.keys() <= FIELDS)


def _known(fields: Mapping[str, str]) -> dict[str, str]:
    """Fields that stand there under other names (`publication`, `source`, `link`)."""
    plain = {re.sub(r"[\W_]+", " ", name).strip(): value for name, value in fields.items() if value}
    found: dict[str, str] = {}
    for name, value in plain.items():
        field = _NAMES.get(name) or LABELS.get(name, "")
        if field in FIELDS and name not in FIELDS:
            found.setdefault(field, value)
    return {field: value for field, value in sound(found).items() if field not in fields}


def _yaml(written: str) -> dict[str, str]:
    """The words of a YAML head, all as they are written; none where it is no YAML."""
    import yaml

    if len(written) > _LONGEST:
        return {}
    try:
        # It makes texts, lists and mappings only.
        values = yaml.load(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(values, dict):
        return {}
    plain = {key.lower(): " ".join(value.split()) for key, value in values.items() if isinstance(key, str) and isinstance(value, str)}
    return plain | ({"": ""} if len(plain) < len(values) else {})


def _lines(written: str) -> dict[str, str]:
    """The fields of a head that looks like YAML and is none, such as one with a colon in a title."""
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(written)}
    return fields | ({"": ""} if _FIELD.sub("", written).strip() else {})


def _toml(written: str) -> dict[str, str]:
    """The words and days of a TOML head, none where it is no TOML."""
    try:
        values = tomllib.loads(written)
    except tomllib.TOMLDecodeError:
        return {}
    plain = {key.lower(): str(value) for key, value in values.items() if isinstance(value, str | int | date | time)}
    return plain | ({"": ""} if len(plain) < len(values) else {})
