"""Read mapping files and check every key; errors name the file and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, UnknownName, did_you_mean, one_of
from graphkit.model import ActorClass, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.resources import data_rows, seeds_dir
from graphkit.tables.kinds import Names, Naming
from graphkit.tables.mapping import (
    Choice,
    Codes,
    Conditions,
    End,
    Mapping,
    Rule,
    Time,
    When,
    ready_mappings,
)

_TOP = {"name", "outlet", "about", "version", "format", "encoding", "fallback", "columns", "aliases", "optional", "id", "published", "names", "claims"}
_CLAIM = {"when", "unless", "subject", "object", "relation", "status", "polarity", "support_types", "at", "from", "until", "ended", "ongoing", "vague", "role", "confidence"}
_END = {"column", "code", "codes", "item", "kind", "names", "split", "only"}
_NAMING = {"match", "kind", "type", "actor", "people", "of", "skip"}
_DAY = {"date", "year", "month", "day", "years", "coarse"}
_FORMATS = {"csv": ",", "tsv": "\t", "ssv": ";"}


def read_mapping(name: str | Path) -> Mapping:
    """Return a mapping, given the name of a built-in one or the path of a file.

    Raises:
        UnknownName: `name` is neither a built-in mapping nor a file.
        DataError: the file is not valid; the message names the key.
    """
    import yaml

    known = ready_mappings()
    path = known.get(str(name), Path(name))
    if not path.is_file():
        raise UnknownName(f"no mapping {str(name)!r}: neither a file nor one of {one_of(known)}.{did_you_mean(name, known)}")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(f"{path}: cannot be read as YAML: {' '.join(str(error).split())}") from error
    return _Reader(path).mapping(content)


class _Reader:
    """Checks every key of one mapping file; errors name the file and the key."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names = Names()

    def mapping(self, content: Any) -> Mapping:
        top = self._dict(content, "the file", _TOP)
        form = top.get("format", "csv")
        if form not in _FORMATS:
            raise self._wrong(f"format {form!r} is not one of {one_of(_FORMATS)}")
        claims = top.get("claims")
        if not isinstance(claims, list) or not claims:
            raise self._wrong("claims must be a list with at least one claim")
        self._names = self._namings(top.get("names", []), "names")
        return Mapping(
            path=self._path,
            name=self._path.stem,
            outlet=str(top.get("outlet") or top.get("name") or self._path.stem),
            version=str(top.get("version", "")),
            delimiter=_FORMATS[form],
            encoding=self._encoding(top.get("encoding", "utf-8-sig"), "encoding"),
            fallback=self._encoding(top["fallback"], "fallback") if top.get("fallback") else "",
            layouts=self._layouts(top.get("columns", [])),
            aliases=self._conditions(top.get("aliases", {}), "aliases"),
            optional=self._names_of(top.get("optional", []), "optional"),
            id=self._names_of(top.get("id", []), "id"),
            published=self._when(top.get("published"), "published"),
            rules=tuple(self._rule(claim, f"claims[{n}]") for n, claim in enumerate(claims)),
        )

    def _names_of(self, content: Any, where: str) -> tuple[str, ...]:
        """Return column names, given one name or a list."""
        if not isinstance(content, str | list):
            raise self._wrong(f"{where} must be a column, or a list of columns")
        return tuple(map(str, [content] if isinstance(content, str) else content))

    def _share(self, content: Any, where: str) -> float:
        if isinstance(content, bool) or not isinstance(content, int | float) or not 0 <= content <= 1:
            raise self._wrong(f"{where}: {content!r} is not a number from 0 to 1")
        return float(content)

    def _layouts(self, content: Any) -> tuple[tuple[str, ...], ...]:
        if not isinstance(content, list):
            raise self._wrong("columns must be a list of names, or of lists of names")
        lists = content if content and isinstance(content[0], list) else [content] if content else []
        return tuple(tuple(map(str, names)) for names in lists)

    def _encoding(self, name: Any, where: str) -> str:
        try:
            "".encode(str(name))
        except LookupError as error:
            raise self._wrong(f"{where}: {name!r} is not an encoding known to Python") from error
        return str(name)

    def _rule(self, content: Any, where: str) -> Rule:
        claim = self._dict(content, where, _CLAIM)
        return Rule(
            when=self._conditions(claim.get("when", {}), f"{where}.when"),
            unless=self._conditions(claim.get("unless", {}), f"{where}.unless"),
            subject=self._end(claim.get("subject"), f"{where}.subject"),
            object=self._end(claim.get("object"), f"{where}.object"),
            relation=self._choice(claim.get("relation"), f"{where}.relation", "relation", self._relations()),
            status=self._choice(claim.get("status", "asserted"), f"{where}.status", "status", {str(s) for s in Status}),
            polarity=self._choice(claim.get("polarity", "positive"), f"{where}.polarity", "polarity", {str(p) for p in Polarity}),
            support_types=self._supports(claim.get("support_types", {}), f"{where}.support_types"),
            time=self._time(claim, where),
            role=str(claim.get("role", "")),
            confidence=self._share(claim.get("confidence", 1.0), f"{where}.confidence"),
        )

    def _relations(self) -> set[str]:
        return {name for name, relation in load_vocabulary().relations.items() if not relation.abstract}

    def _supports(self, content: Any, where: str) -> Dict[str, str]:
        flags = {str(k): str(v) for k, v in self._dict(content, where).items()}
        for kind in flags.values():
            self._one_of(kind, set(load_vocabulary().support_types), where)
        return flags

    def _conditions(self, content: Any, where: str) -> Conditions:
        return {str(k): tuple(map(str, v if isinstance(v, list) else [v])) for k, v in self._dict(content, where).items()}

    def _end(self, content: Any, where: str) -> End:
        end = self._dict({"column": content} if isinstance(content, str) else content, where, _END)
        if not end.get("column") and not end.get("code"):
            raise self._wrong(f"{where} needs a column or a code")
        if bool(end.get("code")) != bool(end.get("codes")):
            raise self._wrong(f"{where}: code and codes go together")
        codes = self._codes(end.get("codes"), where)
        if any("actor" not in row or "name" not in row for row in codes.values()):
            raise self._wrong(f"{where}.codes: codes of actors are a CSV with the columns code, actor, name")
        return End(
            # A column of codes has no names: an unknown code was taken for one.
            column=str(end.get("column", "")) if end.get("column") != end.get("code") else "",
            code=str(end.get("code", "")),
            codes=codes,
            item=str(end.get("item", "")),
            kind=self._kind(end.get("kind", "Actor"), where),
            names=self._namings(end["names"], f"{where}.names") if "names" in end else self._names,
            split=str(end.get("split", "")),
            only=self._conditions(end.get("only", {}), f"{where}.only"),
        )

    def _kind(self, name: Any, where: str) -> ActorClass:
        return ActorClass(self._one_of(name, {str(k) for k in ActorClass}, f"{where}.kind"))

    def _namings(self, content: Any, where: str) -> Names:
        if not isinstance(content, list):
            raise self._wrong(f"{where} must be a list")
        return Names(tuple(self._naming(each, f"{where}[{n}]") for n, each in enumerate(content)))

    def _naming(self, content: Any, where: str) -> Naming:
        naming = self._dict(content, where, _NAMING)
        try:
            pattern = re.compile(naming["match"])
        except (KeyError, re.error, TypeError) as error:
            raise self._wrong(f"{where}.match: no regular expression: {error}") from error
        if naming.get("people") and not naming.get("of") and "of" not in pattern.groupindex:
            raise self._wrong(f"{where}: people need a country: the pattern's group `of`, or a column")
        kind = self._kind(naming["kind"], where) if "kind" in naming else None
        return Naming(pattern, kind, *(str(naming.get(key, "")) for key in ("type", "actor", "people", "of", "skip")))

    def _choice(self, content: Any, where: str, what: str, known: set[str]) -> Choice:
        if isinstance(content, str):
            return Choice(value=self._one_of(content, known, where))
        choice = self._dict(content, where, {"column", "codes", "prefix", "default"})
        if not choice.get("column"):
            raise self._wrong(f"{where} needs a {what}, or a column with codes")
        codes = {code: row if what in row else _turned(what, row.get("value", "")) for code, row in self._codes(choice.get("codes"), where).items()}
        for row in codes.values():
            for value in filter(None, [row.get(what)]):
                self._one_of(value, known, f"{where}.codes")
        if choice.get("default"):
            self._one_of(choice["default"], known, f"{where}.default")
        return Choice(column=str(choice["column"]), codes=codes, prefix=bool(choice.get("prefix")), default=str(choice.get("default", "")))

    def _codes(self, content: Any, where: str) -> Codes:
        """Return rows by code: from a codes file (next to the mapping or built in), or written inline."""
        if content is None:
            return {}
        if isinstance(content, dict):
            return {str(code): {"value": "" if value is None else str(value)} for code, value in content.items()}
        candidates = [self._path.parent / str(content), seeds_dir() / "tables" / f"codes_{content}.csv"]
        path = next((each for each in candidates if each.is_file()), None)
        if path is None:
            raise self._wrong(f"{where}: no codes {content!r}, neither a file next to the mapping nor one of {one_of(p.stem.removeprefix('codes_') for p in (seeds_dir() / 'tables').glob('codes_*.csv'))}")
        with data_rows(path) as reader:
            if "code" not in (reader.fieldnames or ()):
                raise self._wrong(f"{where}: {path} has no column 'code'")
            return {row["code"]: row for row in reader if row["code"]}

    def _time(self, claim: dict[str, Any], where: str) -> Time:
        on = claim.get("at")
        if on is not None and (claim.get("from") or claim.get("until")):
            raise self._wrong(f"{where}: `at` is for events, `from` and `until` for what holds; not both")
        stretch = self._dict(on, f"{where}.at", {"from", "until"}) if isinstance(on, dict) and "from" in on else {"from": on, "until": on}
        return Time(
            on=(self._when(stretch["from"], f"{where}.at"), self._when(stretch.get("until"), f"{where}.at")),
            begins=self._when(claim.get("from"), f"{where}.from"),
            ends=self._when(claim.get("until"), f"{where}.until"),
            ended=self._conditions(claim.get("ended", {}), f"{where}.ended"),
            ongoing=self._conditions(claim.get("ongoing", {}), f"{where}.ongoing"),
            vague=self._conditions(claim.get("vague", {}), f"{where}.vague"),
        )

    def _when(self, content: Any, where: str) -> When:
        if content is None:
            return When()
        when = self._dict({"date": content} if isinstance(content, str) else content, where, _DAY)
        if not when.keys() & {"date", "year", "years"}:
            raise self._wrong(f"{where} needs date, year or years")
        return When({str(k): str(v) for k, v in when.items() if k != "coarse"}, bool(when.get("coarse")))

    def _dict(self, content: Any, where: str, keys: set[str] | None = None) -> dict[str, Any]:
        if not isinstance(content, dict):
            raise self._wrong(f"{where} must have keys")
        unknown = {str(k) for k in content} - (keys or {str(k) for k in content})
        if unknown:
            raise self._wrong(f"{where} has unknown keys: {one_of(unknown)}; known: {one_of(keys or ())}")
        return content

    def _one_of(self, value: Any, known: set[str], where: str) -> str:
        if str(value) not in known:
            raise self._wrong(f"{where}: {value!r} is not one of {one_of(known)}.{did_you_mean(value, known)}")
        return str(value)

    def _wrong(self, text: str) -> DataError:
        return DataError(f"{self._path}: {text}")


def _turned(what: str, value: str) -> dict[str, str]:
    """Return the row of one value of a mapping; "^leads" reverses subject and object, as in SPARQL."""
    return {what: value.removeprefix("^"), "reverse": "true" if value.startswith("^") else ""}
