"""References of Zotero, EndNote, Mendeley and databases: RIS, BibTeX, the tags of EndNote, PubMed, RefWorks and Web of Science, EndNote's XML and Zotero's RDF.

The text of a reference is its abstract, or else its notes if they are prose; references without one are counted. Tags are not read with
rispy: it knows neither EndNote's nor PubMed's, and returns nothing, in silence, for references that do not end with "ER".
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.documents import bibtex
from graphkit.documents.feed import read_feed
from graphkit.documents.package import parsed, parsing, whole
from graphkit.documents.plain import decode
from graphkit.documents.rows import Columns, fields_of, items_of
from graphkit.documents.walk import SKIPPED_FILES
from graphkit.errors import DocumentError
from graphkit.model import Item, Notice

# "TY  - NEWS", "PMID- 123", "%T Title"; a line without a tag continues the last one.
_TAGGED = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,3}- ?(.*)|%([A-Z0-9@!+?*>~$#=&()^\[\]]) (.*)")
# RefWorks and Web of Science have no sign behind their tags; in Web of Science, other lines are indented.
_BARE = re.compile(r"\s*(?:(?P<refworks>RT [A-Z][A-Za-z/ ]{3,40}\r?\n)|(?:FN [^\n]*\nVR [^\n]*\n\s*)?(?P<journal>PT [A-Z])\r?\n(?=(?:AU|AF|BA|BF|BE|CA|GP|TI|SO) ))")
_REFWORKS = re.compile(rf"^(?:{'|'.join('RT SR ID A1 A2 A3 A4 A5 T1 T2 T3 JF JO YR FD VO SP OP K1 AB NO ED PB PP SN AV AD AN LA CL SF OT LK DO CN DB DS IP RD ST UL SL LL CR WT WV OL'.split())}|U[1-9]|IS(?= \S{{1,9}}$))(?= |$)", re.MULTILINE)
_WEB_OF_SCIENCE, _INDENTED = re.compile(r"^[A-Z][A-Z0-9](?= |$)", re.MULTILINE), re.compile(r"^   (?=\S)", re.MULTILINE)
# First tag of a reference.
_FIRST = frozenset(("TY", "PMID", "0"))
# Tags of each field, best first.
_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT", "BT", "T"), "abstract": ("AB", "N2", "X"), "notes": ("N1", "Z"),
    "containertitle": ("T2", "JT", "JO", "JF", "JA", "T3", "J", "B", "SO", "PB", "I"), "url": ("UR", "L2", "U", "LK", "UL"), "id": ("PMID", "M", "UT"),
}  # fmt: skip
_DAYS, _YEARS = ("DA", "Y1", "DP", "8", "FD", "PD"), ("PY", "YR", "D")
_BIB = {"abstract": ("abstract",), "notes": ("annote", "annotation", "note"), "containertitle": ("journaltitle", "journal", "newspaper", "magazine", "booktitle", "howpublished", "organization", "publisher")}
_RDF, _Z = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.zotero.org/namespaces/export#}"
_DC, _TERMS, _LINK = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}", "http"
# Fields of a record in EndNote's XML; their texts are in elements that say how they look.
_ENDNOTE = re.compile(r"\s*(?:<\?xml\b[^>]{0,200}>)?\s*<xml>\s*<records>")
_PATHS = {"title": "titles/title", "containertitle": "titles/secondary-title", "abstract": "abstract", "notes": "notes", "url": "urls/related-urls/url", "day": "dates/pub-dates/date", "year": "dates/year"}
Row = dict[str, Any]


def read_references(stream: BinaryIO, name: str, source: str, columns: Columns | None = None) -> Iterator[Item]:
    """Read one document per reference with an abstract, or with a text in the user's field or tag.

    Raises:
        DocumentError: the file has no references.
    """
    data = whole(stream)
    text = decode(data)
    if text.lstrip().startswith("<"):
        if not is_endnote(text) and b"zotero.org/namespaces/export" not in data:
            yield from _feed(data, name, source)
            return
        rows = _of_endnote(data) if is_endnote(text) else _of_rdf(data)
    else:
        columns = _known(columns or {}, _rows(text, own=True))
        rows = _rows(text, own=bool(columns))
    number = 0
    for number, row in enumerate(rows, start=1):
        yield from items_of({"itemtype": ""} | {field: value for field, value in row.items() if value}, number, name, source, columns=columns)
    if not number:
        raise DocumentError("no references found in it; known are RIS, BibTeX, EndNote (also XML), PubMed, RefWorks, Web of Science and Zotero RDF")


def is_endnote(text: str) -> bool:
    """Whether a text is EndNote's XML."""
    return _ENDNOTE.match(text) is not None


def _rows(text: str, *, own: bool) -> Iterator[Row]:
    """Yield the fields of each reference; with `own`, also those that are not known, by their tags."""
    if re.search(r"^\s*@\s*\w+\s*[{(]", text, re.MULTILINE):
        return (_of_bib(each, own) for each in bibtex.entries(text))
    return (_of_tags(each, own) for each in _tagged(_signed(text)))


def is_tagged(text: str) -> bool:
    """Whether a text begins like references of RefWorks or Web of Science."""
    return _bare(text) is not None


def _bare(text: str) -> re.Match[str] | None:
    """Return the first tag of RefWorks or Web of Science; RefWorks has known tags below it, as the broadcaster RT has news on the US."""
    found = _BARE.match(text)
    if found is None or found["journal"]:
        return found
    tags = {tag[0] for tag in _REFWORKS.finditer(text, found.end())}
    return found if _REFWORKS.match(text, found.end()) and len(tags) > 1 else None


def _signed(text: str) -> str:
    """Return references of RefWorks and Web of Science with the tags and lines of RIS."""
    found = _bare(text)
    if found is None:
        return text
    tags, lines = (_REFWORKS, text) if found["refworks"] else (_WEB_OF_SCIENCE, _INDENTED.sub("      ", text[found.start("journal") :]))
    return tags.sub(lambda tag: f"{'TY' if tag[0] in ('RT', 'PT') else tag[0]}  -", lines)


def _known(columns: Columns, rows: Iterator[Row]) -> Columns:
    """Return the user's fields that a reference has; others are meant for tables that are read with it."""
    names = {name for row in rows for name, value in row.items() if value} if columns else set()
    return {field: name for field, name in columns.items() if fields_of(names, {field: name})[field] in names}


def _feed(data: bytes, name: str, source: str) -> Iterator[Item]:
    """Read a feed in RDF (RSS 1.0); other RDF is a graph, which may lie beside its articles."""
    if b"http://purl.org/rss/1.0/" in data:
        yield from read_feed(io.BytesIO(data), name, source)
    else:
        yield Notice(source, SKIPPED_FILES, "graph in RDF (add it with: graphkit import)")


def _tagged(text: str) -> Iterator[dict[str, list[str]]]:
    """Yield the values of each tag of a reference."""
    fields: dict[str, list[list[str]]] = {}
    last: list[str] = []
    for line in text.splitlines():
        found = _TAGGED.match(line)
        tag = (found[1] or found[3]) if found else None
        if found is None or tag is None:
            if last and line.strip():
                last.append(f"\n{line.strip()}" if last[-1].endswith((".", "!", "?")) and not line.startswith("      ") else f" {line.strip()}")
            continue
        if tag in _FIRST and fields:
            yield _joined(fields)
            fields = {}
        last = [(found[2] or found[4] or "").strip()]
        fields.setdefault(tag, []).append(last)
    if any(tag in _FIRST for tag in fields):
        yield _joined(fields)


def _joined(fields: dict[str, list[list[str]]]) -> dict[str, list[str]]:
    """Return the values of each tag, whose lines were kept apart: adding each to those above takes quadratic time."""
    return {tag: ["".join(lines) for lines in values] for tag, values in fields.items()}


def _of_tags(fields: dict[str, list[str]], own: bool) -> Row:
    said = {field: next((fields[tag][0] for tag in tags if fields.get(tag) and fields[tag][0]), "") for field, tags in _FIELDS.items()}
    # ProQuest has an abstract in one of these, and the text or the abstract in the other.
    said["abstract"] = max((fields[tag][0] for tag in _FIELDS["abstract"] if fields.get(tag)), key=len, default="")
    days = [fields[tag][0].strip("/ ") for tag in _DAYS if fields.get(tag)]
    years = [fields[tag][0].strip("/ ") for tag in _YEARS if fields.get(tag)]
    return ({tag: values[0] for tag, values in fields.items()} if own else {}) | said | {"date": _dated(days, years)}


def _dated(days: list[str], years: list[str]) -> str:
    """Return the day of a reference; EndNote writes it without its year ("May 15")."""
    from graphkit.dates import parse_date

    whole_days = [*days, *(f"{day} {year[:4]}" for day in days for year in years), *years]
    return next((day for day in whole_days if parse_date(day)[0]), (days or years or [""])[0])


def _of_bib(fields: dict[str, str], own: bool) -> Row:
    said = {field: next((fields[name] for name in names if fields.get(name)), "") for field, names in _BIB.items()}
    parts = [fields.get(part, "") for part in ("day", "month", "year")]
    return (fields if own else {}) | said | {"title": fields.get("title", ""), "url": fields.get("url", ""), "date": fields.get("date") or _dated([" ".join(filter(None, parts))], [parts[2]] if parts[2] else [])}


def _of_rdf(data: bytes) -> Iterator[Row]:
    with parsing("RDF file"):
        root = parsed(data)
    about = {each.get(f"{_RDF}about"): each for each in root}
    for item in root:
        kind = item.findtext(f"{_Z}itemType")
        if not kind or kind in ("attachment", "note"):
            continue
        linked = [about.get(each.get(f"{_RDF}resource")) for each in item.iter(f"{_TERMS}isReferencedBy")]
        notes = [each.findtext(f"{_RDF}value") or "" for each in linked if each is not None]
        part = item.find(f"{_TERMS}isPartOf")
        paper = None if part is None else about.get(part.get(f"{_RDF}resource"), part)
        place = next((value.text for each in item.iter(f"{_TERMS}URI") if (value := each.find(f"{_RDF}value")) is not None), item.get(f"{_RDF}about", ""))
        yield {
            "title": item.findtext(f"{_DC}title"), "abstract": item.findtext(f"{_TERMS}abstract"), "notes": "\n".join(notes), "date": item.findtext(f"{_DC}date"),
            "containertitle": paper.findtext(f".//{_DC}title") if paper is not None else None, "url": place if str(place).startswith(_LINK) else None,
        }  # fmt: skip


def _of_endnote(data: bytes) -> Iterator[Row]:
    with parsing("XML file"):
        root = parsed(data)
    for record in root.iter("record"):
        said = {field: "".join(found.itertext()).strip() if (found := record.find(path)) is not None else "" for field, path in _PATHS.items()}
        yield {field: value for field, value in said.items() if field not in ("day", "year")} | {"date": _dated([said["day"]] if said["day"] else [], [said["year"]] if said["year"] else [])}
