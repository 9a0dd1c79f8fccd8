"""Mappings: YAML files that say which columns of a table hold whom, what, when and how."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, UnknownName, one_of
from graphkit.model import ActorClass, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.resources import seeds_dir

_TOP = {"name", "outlet", "about", "format", "encoding", "columns", "header", "optional", "id", "published", "claims"}
_CLAIM = {"when", "subject", "object", "relation", "status", "polarity", "support_types", "from", "until", "time", "role", "confidence"}
_END = {"column", "code", "codes", "kind", "strip", "split", "leave_out"}
EVENT, STATE = "event", "state"
_FORMATS = {"csv": ",", "tsv": "\t", "ssv": ";"}
Codes = Dict[str, Dict[str, str]]


@dataclass(frozen=True, slots=True)
class End:
    """Where the name of an actor stands.

    Attributes:
        column: the column of the name, "" where there is only a code.
        code: the column of the code, "" where there is none.
        codes: rows of a codes file, by code.
        kind: class of an actor that no list knows.
        strip: what is taken off a name.
        split: what divides several names in one cell, "" for one name a cell.
        leave_out: names that are none ("unknown supplier"), None where all are.
    """

    column: str
    code: str
    codes: Codes
    kind: ActorClass
    strip: tuple[re.Pattern[str], ...]
    split: str
    leave_out: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that is fixed (`value`), or looked up by the code in a column, the longest beginning first."""

    value: str = ""
    column: str = ""
    codes: Dict[str, Dict[str, str]] = field(default_factory=dict)
    prefix: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One claim that a row makes where the columns of `when` hold one of the values.

    `time` says what the days of `begins` and `ends` are: of an event, of a state, or "" for
    what the ontology says of the relation.
    """

    when: Dict[str, tuple[str, ...]]
    subject: End
    object: End
    relation: Choice
    status: Choice
    polarity: Polarity
    support_types: Dict[str, str]
    begins: Dict[str, str]
    ends: Dict[str, str]
    time: str
    role: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a table means; see `seeds/tables/README.md` for the keys of the file."""

    path: Path
    name: str
    outlet: str
    delimiter: str
    encoding: str
    columns: tuple[str, ...]
    header: str
    optional: tuple[str, ...]
    id: tuple[str, ...]
    published: Dict[str, str]
    rules: tuple[Rule, ...]

    def wanted(self) -> set[str]:
        """Columns that the table must have."""
        found = {*self.id, *self.published.values()}
        for rule in self.rules:
            found |= {*rule.when, *rule.support_types, *rule.begins.values(), *rule.ends.values(), rule.role, rule.relation.column, rule.status.column}
            found |= {name for end in (rule.subject, rule.object) for name in (end.column, end.code)}
        return found - {"", *self.optional}


def ready_mappings() -> Dict[str, Path]:
    """The mappings that come with graphkit, by name."""
    return {path.stem: path for path in sorted((seeds_dir() / "tables").glob("*.yaml"))}


def read_mapping(name: str | Path) -> Mapping:
    """A mapping by the name of a ready one, or from a file.

    Raises:
        UnknownName: neither a ready mapping nor a file.
        DataError: the file does not say what it must; the message names the key.
    """
    import yaml

    known = ready_mappings()
    path = known.get(str(name), Path(name))
    if not path.is_file():
        raise UnknownName(f"no mapping {str(name)!r}: neither a file nor one of {one_of(known)}")
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{path}: cannot be read as YAML: {' '.join(str(error).split())}") from error
    return _Reader(path).mapping(told)


class _Reader:
    """Checks every key of one file, and says where a wrong one stands."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def mapping(self, told: Any) -> Mapping:
        top = self._dict(told, "the file", _TOP)
        form = top.get("format", "csv")
        if form not in _FORMATS:
            raise self._wrong(f"format {form!r} is not one of {one_of(_FORMATS)}")
        claims = top.get("claims")
        if not isinstance(claims, list) or not claims:
            raise self._wrong("claims must be a list with at least one claim")
        return Mapping(
            path=self._path,
            name=self._path.stem,
            outlet=str(top.get("outlet") or top.get("name") or self._path.stem),
            delimiter=_FORMATS[form],
            encoding=str(top.get("encoding", "utf-8-sig")),
            columns=tuple(map(str, top.get("columns", ()))),
            header=str(top.get("header", "")),
            optional=tuple(map(str, top.get("optional", ()))),
            id=tuple(map(str, top.get("id", ()))),
            published=self._when(top.get("published"), "published"),
            rules=tuple(self._rule(claim, f"claims[{n}]") for n, claim in enumerate(claims)),
        )

    def _rule(self, told: Any, where: str) -> Rule:
        claim = self._dict(told, where, _CLAIM)
        return Rule(
            when={str(k): tuple(map(str, v if isinstance(v, list) else [v])) for k, v in self._dict(claim.get("when", {}), f"{where}.when").items()},
            subject=self._end(claim.get("subject"), f"{where}.subject"),
            object=self._end(claim.get("object"), f"{where}.object"),
            relation=self._choice(claim.get("relation"), f"{where}.relation", "relation", self._relations()),
            status=self._choice(claim.get("status", "asserted"), f"{where}.status", "status", {str(s) for s in Status}),
            polarity=Polarity(self._one_of(claim.get("polarity", "positive"), {str(p) for p in Polarity}, f"{where}.polarity")),
            support_types=self._supports(claim.get("support_types", {}), f"{where}.support_types"),
            begins=self._when(claim.get("from"), f"{where}.from"),
            ends=self._when(claim.get("until"), f"{where}.until"),
            time=self._one_of(claim["time"], {EVENT, STATE}, f"{where}.time") if "time" in claim else "",
            role=str(claim.get("role", "")),
            confidence=float(claim.get("confidence", 1.0)),
        )

    def _relations(self) -> set[str]:
        return {name for name, relation in load_vocabulary().relations.items() if not relation.abstract}

    def _supports(self, told: Any, where: str) -> Dict[str, str]:
        flags = {str(k): str(v) for k, v in self._dict(told, where).items()}
        for kind in flags.values():
            self._one_of(kind, set(load_vocabulary().support_types), where)
        return flags

    def _end(self, told: Any, where: str) -> End:
        end = self._dict({"column": told} if isinstance(told, str) else told, where, _END)
        if not end.get("column") and not end.get("code"):
            raise self._wrong(f"{where} needs a column or a code")
        if bool(end.get("code")) != bool(end.get("codes")):
            raise self._wrong(f"{where}: code and codes go together")
        strip = end.get("strip", [])
        try:
            patterns = tuple(re.compile(text) for text in ([strip] if isinstance(strip, str) else strip))
            out = re.compile(end["leave_out"]) if end.get("leave_out") else None
        except (re.error, TypeError) as error:
            raise self._wrong(f"{where}.strip or leave_out: no regular expression: {error}") from error
        kind = self._one_of(end.get("kind", "Actor"), {str(k) for k in ActorClass}, f"{where}.kind")
        return End(str(end.get("column", "")), str(end.get("code", "")), self._codes(end.get("codes"), where), ActorClass(kind), patterns, str(end.get("split", "")), out)

    def _choice(self, told: Any, where: str, what: str, known: set[str]) -> Choice:
        if isinstance(told, str):
            return Choice(value=self._one_of(told, known, where))
        choice = self._dict(told, where, {"column", "codes", "prefix", "default"})
        if not choice.get("column"):
            raise self._wrong(f"{where} needs a {what}, or a column with codes")
        codes = {code: row if what in row else _turned(what, row.get("value", "")) for code, row in self._codes(choice.get("codes"), where).items()}
        for row in codes.values():
            for value in filter(None, [row.get(what)]):
                self._one_of(value, known, f"{where}.codes")
        return Choice(column=str(choice["column"]), codes=codes, prefix=bool(choice.get("prefix")), default=str(choice.get("default", "")))

    def _codes(self, told: Any, where: str) -> Codes:
        """Rows by code: of a codes file beside ours or beside the mapping, or written out here."""
        if told is None:
            return {}
        if isinstance(told, dict):
            return {str(code): {"value": "" if value is None else str(value)} for code, value in told.items()}
        candidates = [self._path.parent / str(told), seeds_dir() / "tables" / f"codes_{told}.csv"]
        path = next((each for each in candidates if each.is_file()), None)
        if path is None:
            raise self._wrong(f"{where}: no codes {told!r}, neither a file beside the mapping nor one of {one_of(p.stem.removeprefix('codes_') for p in (seeds_dir() / 'tables').glob('codes_*.csv'))}")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return {row["code"]: row for row in csv.DictReader(stream) if row.get("code")}

    def _when(self, told: Any, where: str) -> Dict[str, str]:
        if told is None:
            return {}
        when = self._dict({"date": told} if isinstance(told, str) else told, where, {"date", "year", "month", "day"})
        if "date" not in when and "year" not in when:
            raise self._wrong(f"{where} needs date or year")
        return {str(k): str(v) for k, v in when.items()}

    def _dict(self, told: Any, where: str, keys: set[str] | None = None) -> dict[str, Any]:
        if not isinstance(told, dict):
            raise self._wrong(f"{where} must have keys")
        unknown = {str(k) for k in told} - (keys or {str(k) for k in told})
        if unknown:
            raise self._wrong(f"{where} has unknown keys: {one_of(unknown)}; known: {one_of(keys or ())}")
        return told

    def _one_of(self, value: Any, known: set[str], where: str) -> str:
        if str(value) not in known:
            raise self._wrong(f"{where}: {value!r} is not one of {one_of(known)}")
        return str(value)

    def _wrong(self, text: str) -> DataError:
        return DataError(f"{self._path}: {text}")


def _turned(what: str, value: str) -> dict[str, str]:
    """A value as it is written in a mapping; "^leads" is told of the object, as in SPARQL."""
    return {what: value.removeprefix("^"), "reverse": "true" if value.startswith("^") else ""}
