"""The rows of organizations and armed groups: what every one of them must be."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from graphkit.resolve.folded import words_of
from graphkit.resolve.gazetteer import LONGEST_NAME, load_gazetteer
from graphkit.resources import seeds_dir

ACTORS = seeds_dir() / "actors"
FILES = ("organizations.csv", "armed_groups.csv")
COLUMNS = [
    "id",
    "name",
    "class",
    "type",
    "of",
    "aliases",
    "adjectives",
    "seats",
    "iso3",
    "m49",
    "wikidata",
]
TYPES = {
    "Government": {"government"},
    "InternationalOrganization": {"intergovernmental"},
    "Bloc": {""},
    "Organization": {
        "party-political",
        "news-outlet",
        "civil-society",
        "company",
        "government",
        "",
    },
    "ArmedActor": {
        "state-forces",
        "rebel-group",
        "political-militia",
        "identity-militia",
        "private-military-company",
        "rival-armed-force",
    },
}
# Names that two or three groups really bear: the article's country decides between them.
SHARED = {
    "Ansar al-Sharia": {"Ansar_al-Sharia", "Ansar_al-Sharia_Tunisia", "Ansar_al-Sharia_Yemen"},
    "Ansar al-Sunna": {"Ahlu_Sunna", "Ansar_al-Sunna"},
    "AUC": {"AUC", "AU_Commission"},
    "BNP": {"BNP_Bangladesh", "British_National_Party"},
    "CNSP": {"CNSP_Mali", "CNSP_Niger"},
    "CPC": {"CPC_CAR", "Communist_Party_of_China"},
    "DPP": {"DPP_Malawi", "DPP_Taiwan"},
    "FLNC": {"FLNC", "FLNC_Congo"},
    "GNU": {"GNU", "GNU_South_Africa"},
    "House of Representatives": {"Libyan_House_of_Representatives", "US_House"},
    "Jamaat-e-Islami": {"Jamaat-e-Islami_Bangladesh", "Jamaat-e-Islami_Pakistan"},
    "JEM": {"JEM", "Jaish-e-Mohammed"},
    "Maoist rebels": {"Naxalites", "Nepal_Maoists"},
    "Maoists": {"Naxalites", "Nepal_Maoists"},
    "National Liberation Army": {"ELN", "NLA_Macedonia"},
    "NDF": {"NDF_Philippines", "NDF_Syria"},
    "People's Democratic Party": {"PDP_JK", "PDP_Nigeria"},
    "Peoples' Democratic Party": {"HDP", "PDP_Nigeria"},
    "PDF": {"PDF_Myanmar", "PDF_Sudan", "Panama_Defense_Forces"},
    "PLC": {"PLC_Yemen", "Palestinian_Legislative_Council"},
    "PPP": {"PPP", "People_Power_Party"},
    "PTI": {"PTI_Pakistan", "Press_Trust_of_India"},
    "Republican Guard": {"Iraqi_Republican_Guard", "Syrian_Republican_Guard", "Yemeni_Republican_Guard"},
    "RSF": {"RSF", "Reporters_Without_Borders"},
    "SAC": {"SAC_Myanmar", "Syrian_Arab_Coalition"},
    "SLA": {"SLA", "South_Lebanon_Army"},
    "SNA": {"SNA_Syria", "Somali_National_Army"},
    "SPA": {"SPA_agency", "Sudan_Professionals_Association"},
    "SRF": {"SRF", "Syrian_Revolutionaries_Front"},
    "TIP": {"ETIM", "Workers_Party_of_Turkey"},
    "TMC": {"TMC_Chad", "TMC_Sudan", "Trinamool"},
    "Transitional Military Council": {"TMC_Chad", "TMC_Sudan"},
    "UDA": {"UDA", "United_Democratic_Alliance_Kenya"},
    "UPC": {"UPC", "UPC_CAR", "Uganda_Peoples_Congress"},
}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of one file, cells as written."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells(text: str) -> list[str]:
    """A list cell, taken apart; a single item with commas ends with a semicolon."""
    return text.removesuffix(";").split(";") if text else []


GROUPS = [row for name in FILES for row in rows(ACTORS / name)]


@pytest.mark.parametrize("name", FILES)
def test_columns_are_those_of_an_actors_file(name: str) -> None:
    with (ACTORS / name).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0] == COLUMNS
    assert [line for line in lines if len(line) != len(COLUMNS)] == []


@pytest.mark.parametrize("name", FILES)
def test_rows_are_sorted_by_id(name: str) -> None:
    ids = [row["id"] for row in rows(ACTORS / name)]
    assert ids == sorted(ids)


@pytest.mark.parametrize(("name", "least"), [("organizations.csv", 450), ("armed_groups.csv", 450)])
def test_there_are_enough_of_them(name: str, least: int) -> None:
    assert len(rows(ACTORS / name)) >= least


def test_ids_are_plain_and_unique_over_all_files() -> None:
    every = [path for path in ACTORS.glob("*.csv") if path.name != "offices.csv"]
    ids = Counter(row["id"] for path in every for row in rows(path))
    assert [i for i, count in ids.items() if count > 1] == []
    assert [row["id"] for row in GROUPS if not re.fullmatch(r"[A-Za-z0-9_-]+", row["id"])] == []


def test_the_type_fits_the_class() -> None:
    wrong = [row["id"] for row in GROUPS if row["type"] not in TYPES.get(row["class"], set())]
    assert wrong == []


def test_every_owner_is_an_actor_and_not_the_row_itself() -> None:
    known = {row["id"] for row in GROUPS} | {row["id"] for row in rows(ACTORS / "states.csv")}
    assert [row["id"] for row in GROUPS if row["of"] and row["of"] not in known] == []
    assert [row["id"] for row in GROUPS if row["of"] == row["id"]] == []


def test_owners_form_no_circle() -> None:
    owner = {row["id"]: row["of"] for row in GROUPS}
    for start in owner:
        seen, at = set(), start
        while at := owner.get(at, ""):
            assert at not in seen, start
            seen.add(at)


def test_cells_have_no_space_around_and_none_is_empty() -> None:
    for row in GROUPS:
        for column in ("aliases", "adjectives", "seats"):
            for cell in cells(row[column]):
                assert cell, row["id"]
                assert cell == cell.strip(), row["id"]
        assert all(value == value.strip() for value in row.values()), row["id"]


def test_a_row_does_not_repeat_its_own_names() -> None:
    for row in GROUPS:
        written = [row["name"], *cells(row["aliases"])]
        assert len(written) == len(set(written)), row["id"]


def test_every_alias_can_be_found_in_a_text() -> None:
    for row in GROUPS:
        for alias in cells(row["aliases"]):
            assert 0 < len(words_of(alias)) <= LONGEST_NAME, (row["id"], alias)


def test_every_row_has_a_name_that_can_be_found_in_a_text() -> None:
    gazetteer = load_gazetteer()
    for row in GROUPS:
        written = [row["name"], *cells(row["aliases"])]
        assert any(s.id == row["id"] for name in written for s in gazetteer.senses(name)), row["id"]


def test_a_name_means_one_group_unless_it_is_marked_as_shared() -> None:
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in GROUPS:
        for name in (row["name"], *cells(row["aliases"])):
            bearers[words_of(name)].add(row["id"])
    shared = {key: ids for key, ids in bearers.items() if len(ids) > 1}
    assert shared == {words_of(name): ids for name, ids in SHARED.items()}


def test_no_name_is_the_name_or_adjective_of_a_state() -> None:
    taken = {
        words_of(name)
        for row in rows(ACTORS / "states.csv")
        for name in (row["name"], *(c for k in ("aliases", "adjectives", "seats") for c in cells(row[k])))
    }
    clash = [
        (row["id"], name)
        for row in GROUPS
        for name in (row["name"], *cells(row["aliases"]))
        if words_of(name) in taken
    ]
    assert clash == []


def test_wikidata_ids_look_like_ids_and_are_given_once() -> None:
    given = [row["wikidata"] for row in GROUPS if row["wikidata"]]
    assert [i for i in given if not re.fullmatch(r"Q[1-9]\d*", i)] == []
    assert len(given) == len(set(given))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("U.N. Security Council", "UN_Security_Council"),
        ("ISIL", "Islamic_State"),
        ("Daesh", "Islamic_State"),
        ("Libya National Army", "LNA"),
        ("LAAF", "LNA"),
        ("GNA", "GNA"),
        ("National Transition Council", "NTC"),
        ("Assad regime", "Assad_government"),
        ("Taleban", "Taliban"),
        ("Al Qaida", "al-Qaeda"),
        ("Ansar Allah", "Houthis"),
        ("Israel Defence Forces", "IDF"),
        ("Renamo", "RENAMO"),
        ("Hashd al-Shaabi", "PMF"),
        ("Revolutionary Guards", "IRGC"),
        ("Western countries", "West"),
        ("African Union", "AU"),
    ],
)
def test_names_of_the_news_lead_to_the_group(written: str, meant: str) -> None:
    assert [sense.id for sense in load_gazetteer().senses(written)] == [meant]


@pytest.mark.parametrize("written", ["is", "who", "isis", "model", "fact", "un", "general", "west"])
def test_common_words_are_no_group(written: str) -> None:
    assert load_gazetteer().find(f"they say {written} here") == []
