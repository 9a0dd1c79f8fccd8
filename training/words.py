"""Closed lists that the conversion needs: titles, offices, peoples; and the names of `seeds/actors`."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "actors"

# Words that stand before a name and are no part of it.
TITLES = frozenset(
    ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "professor", "sir", "lord", "lady", "madam", "king", "queen", "prince", "princess", "emperor", "sheikh", "pope", "saint", "st.", "bishop", "archbishop", "father", "sister", "brother", "president", "vice", "prime", "premier", "minister", "chancellor", "senator", "sen.", "rep.", "representative", "congressman", "congresswoman", "governor", "gov.", "mayor", "chairman", "director", "deputy", "chief", "secretary", "speaker", "commissioner", "ambassador", "attorney", "judge", "justice", "officer", "first", "general", "gen.", "admiral", "commander", "captain", "capt.", "colonel", "col.", "major", "lieutenant", "sergeant"]
)
# Words after which a name begins, wherever in the mention they stand.
OFFICES = frozenset(
    ["secretary", "administrator", "minister", "president", "director", "commissioner", "governor", "senator", "professor", "chairman", "spokesman", "spokesperson", "founder", "officer", "representative", "correspondent", "nominee", "candidate", "chancellor", "mayor", "ambassador"]
)
# What re3d leaves at the beginning of a person: ranks, offices, and the bodies they belong to.
FORERUNNERS = (
    TITLES
    | OFFICES
    | frozenset(
        ["secretary-general", "state", "foreign", "defence", "defense", "us", "u.s.", "uk", "spokesman", "envoy", "special", "army", "navy", "commanding", "coalition", "command", "united", "states", "staff", "sgt", "sgt.", "lt", "lt.", "maj", "maj.", "brig", "brig.", "col", "capt", "gen", "his", "excellency", "royal", "highness", "iraqi", "syrian", "american", "british", "former", "assistant", "under", "undersecretary", "acting", "press", "force", "task", "joint", "air", "marine", "corps", "high", "of", "the", "-"]
    )
)
PLURAL_PEOPLE = ("ans", "eans", "ists", "ians")

_PEOPLES = ["Abkhaz", "Acehnese", "African", "Alawite", "Alevi", "American", "Amhara", "Anglican", "Arab", "Arabian", "Armenian", "Asian", "Assyrian", "Ashkenazi", "Baathist", "Baloch", "Balochi", "Balkan", "Bantu", "Bedouin", "Bengali", "Berber", "Bosniak", "Buddhist", "Calvinist", "Catholic", "Caucasian", "Caribbean", "Catalan", "Chaldean", "Chechen", "Christian", "Circassian", "Communist", "Coptic", "Corsican", "Creole", "Croat", "Crimean", "Dagestani", "Darfuri", "Democrat", "Dinka", "Druze", "European", "Flemish", "Fulani", "Gazan", "Gujarati", "Hausa", "Hazara", "Hellenic", "Hindu", "Hispanic", "Houthi", "Hutu", "Igbo", "Inuit", "Islamic", "Islamist", "Jewish", "Jew", "Kabyle", "Kachin", "Karen", "Kashmiri", "Kurd", "Kurdish", "Ladino", "Latino", "Lutheran", "Malay", "Maori", "Maronite", "Mayan", "Methodist", "Moro", "Moslem", "Mormon", "Muslim", "Nazi", "Nordic", "Nuer", "Orthodox", "Oromo", "Ottoman", "Parisian", "Pashtun", "Persian", "Presbyterian", "Protestant", "Punjabi", "Quaker", "Republican", "Rohingya", "Roma", "Romani", "Roman", "Sahrawi", "Salafi", "Scandinavian", "Scottish", "Scot", "Serb", "Shia", "Shi'ite", "Shiite", "Sicilian", "Sikh", "Sindhi", "Sinhala", "Sinhalese", "Slavic", "Soviet", "Sudanese", "Sufi", "Sunni", "Swahili", "Taliban", "Tamil", "Tatar", "Tibetan", "Tigrayan", "Tigrinya", "Tuareg", "Turk", "Turkmen", "Tutsi", "Uighur", "Uyghur", "Wahhabi", "Welsh", "Yazidi", "Yoruba", "Zionist", "Zulu", "English", "Libertarian", "Basque", "Quebecois", "Slav", "Hebrew", "Latvian", "Czech", "Greek", "Dutch", "French", "Thai", "Swiss", "Uzbek", "Argentine", "Afghan", "Iraqi", "Israeli", "Emirati", "Saudi", "Qatari", "Kuwaiti", "Omani", "Yemeni", "Pakistani", "Bangladeshi", "Azeri", "Azerbaijani", "Somali", "Danish", "Finnish", "Swedish", "Turkish", "Polish", "British", "Irish", "Spanish", "German", "Italian", "Russian", "Ukrainian", "Chinese", "Japanese", "Korean", "Vietnamese", "Indian", "Indonesian", "Brazilian", "Mexican", "Canadian", "Australian", "Cuban", "Egyptian", "Syrian", "Lebanese", "Jordanian", "Libyan", "Tunisian", "Algerian", "Moroccan", "Iranian", "Palestinian"]
_NOT_PEOPLES = frozenset(["Taliban", "Karen"])  # an armed group; a given name


@functools.cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    path = SEEDS / f"{name}.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf8", newline="") as file:
        return tuple(csv.DictReader(file))


def seed_names(name: str, column: str = "aliases") -> list[str]:
    """Names and `column` of one file of `seeds/actors`, capitalised ones only, sorted."""
    out = set()
    for row in _rows(name):
        cells = [row.get("name") or "", *(row.get(column) or "").split(";")]
        out |= {cell.split(" (")[0].removeprefix("the ").strip() for cell in cells}
    return sorted(cell for cell in out if cell[:1].isupper() or "-" in cell[:3])


def _demonyms() -> frozenset[str]:
    adjectives = {
        word.strip() for row in _rows("states") for word in (row.get("adjectives") or "").split(";")
    }
    single = {word for word in adjectives if word.isalpha() and word[:1].isupper()}
    return frozenset((single | set(_PEOPLES)) - _NOT_PEOPLES)


DEMONYMS = _demonyms()
