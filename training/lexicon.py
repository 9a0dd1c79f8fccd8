"""Words for made-up news: verbs with their forms, nouns by what they stand for, titles."""

from __future__ import annotations

VERBS: dict[str, str] = {
    # frame -> verbs, "base" or "base past participle"
    "support": "back support arm finance fund bankroll train equip supply assist help defend shelter protect praise "
    "recognise recognize welcome shield endorse",
    "oppose": "attack bomb shell strike:struck:struck target ambush besiege raid storm condemn criticise denounce "
    "oppose fight:fought:fought threaten sanction blame warn invade defeat pound confront expel deport blast rebuke "
    "repel repulse overthrow:overthrew:overthrown oust topple",
    "take": "seize capture hold:held:held control take:took:taken retake:retook:retaken enter occupy recapture leave:left:left",
    "meet": "meet:met:met host visit telephone phone brief thank greet receive call invite",
    "say": "say:said:said announce add claim insist report confirm deny warn believe argue",
    "agree": "agree refuse vow pledge offer threaten try want decline fail promise begin:began:begun continue plan",
    "urge": "urge ask order persuade tell:told:told force press allow",
    "send": "send:sent:sent supply provide deliver give:gave:given ship sell:sold:sold donate channel",
    "impose": "impose lift tighten ease announce extend",
    "sign": "sign ratify reject approve announce suspend renew broker",
    "clash": "clash side ally cooperate negotiate meet:met:met fight:fought:fought",
    "go": "withdraw:withdrew:withdrawn retreat flee:fled:fled advance arrive return travel move pull",
    "do": "launch carry conduct mount plan halt resume lead:led:led",
}
THINGS = ["weapon", "drone", "missile", "rocket", "tank", "shell", "rifle", "bomb", "helicopter", "jet", "aircraft:aircraft", "mortar", "munition", "fund", "loan", "vehicle", "radar", "spare:spares", "adviser", "instructor", "mercenary", "supply", "convoy", "shipment"]
MASS = ["ammunition", "fuel", "aid", "money", "equipment", "intelligence", "cash", "food", "training", "artillery", "weaponry", "armour"]
PEOPLE = ["rebel", "fighter", "militant", "soldier", "troop:troops", "protester", "demonstrator", "militia", "gunman:gunmen", "insurgent", "official", "diplomat", "lawmaker", "civilian", "resident", "refugee", "separatist", "tribesman:tribesmen", "mercenary", "commander", "mediator", "negotiator", "envoy", "worker", "journalist", "police:police", "jihadist", "guerrilla", "loyalist", "mutineer", "activist"]
FORCES = ["force:forces", "troop:troops", "soldier", "fighter", "drone", "warplane", "jet", "gunner", "ship", "missile", "tank"]
BODIES = (
    "government army parliament navy ministry embassy military regime junta opposition delegation coalition "
    "administration council cabinet police air-force"
).replace("air-force", "airforce").split()
GROUPS = ["group", "militia", "movement", "faction", "alliance", "brigade", "coalition", "party", "organisation", "organization", "bloc"]
ACTIONS = ["attack:on", "strike:on", "airstrike:on", "raid:on", "offensive:against", "campaign:against", "operation:against", "war:against", "sanction:against", "assault:on", "siege:of", "bombardment:of", "invasion:of"]
SUPPORT = ["support:for", "backing:for", "help:for", "assistance:to", "aid:to", "loyalty:to", "opposition:to", "hostility:to"]
DEALS = ["deal", "agreement", "ceasefire:ceasefires", "truce", "pact", "treaty", "accord", "memorandum:memoranda", "contract"]
TALKS = ["talk:talks", "meeting", "summit", "tie:ties", "relation:relations", "negotiation:negotiations", "contact:contacts"]
PLACES = ["town", "city", "village", "airport", "base", "port", "border", "region", "province", "capital", "stronghold", "north", "south", "east", "west", "coast", "camp", "district", "outskirt:outskirts", "suburb", "bridge", "crossing", "prison"]
ADJECTIVES = (
    "military armed senior heavy new rival foreign local key northern southern eastern western regional diplomatic "
    "logistical financial political secret joint massive strategic long-standing fierce continued deadly major"
).replace("long-standing ", "").split()
TITLES = ["President", "Prime Minister", "Foreign Minister", "Defence Minister", "Defense Minister", "General", "Colonel", "King", "Chancellor", "Secretary", "Senator", "Ambassador", "Sheikh", "Crown Prince", "Brigadier", "Major General", "Interior Minister", "Mr.", "Ms.", "Vice President"]
ROLES = ["leader", "commander", "spokesman", "spokeswoman", "president", "chief", "army chief", "opposition leader", "rebel leader", "militia leader", "warlord", "strongman", "foreign minister", "prime minister", "defence minister", "envoy", "special envoy", "rebel commander", "government spokesman", "military spokesman", "analyst", "general", "lawmaker", "intelligence chief", "party leader", "founder"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"]
REASONS = ["civilians", "soldiers", "people", "fighters", "police officers", "protesters", "hostages"]
# Capitalised words inside names of bodies that the treebanks read as adjectives.
NAME_ADJECTIVES = frozenset(
    ["National", "United", "Democratic", "Popular", "Islamic", "Armed", "Free", "Supreme", "Rapid", "Revolutionary", "Southern", "Northern", "Eastern", "Western", "Central", "Federal", "Royal", "International", "Foreign", "Republican", "Arab", "African", "European", "Holy", "General", "Provisional", "Transitional", "Socialist", "Communist", "Christian", "Military", "Special", "Patriotic", "Progressive", "Constitutional", "Interim", "New", "Great", "Human", "Red", "Black", "White", "Eternal", "Presidential", "Political", "Economic", "Joint", "Strategic", "Regional"]
)


def forms(entry: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, participle and -ing form of a verb."""
    base, *irregular = entry.split(":")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    stem = base[:-1] if base.endswith("e") else base
    past = stem + "ed"
    if base.endswith("y") and base[-2] not in "aeou":
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    if base in ("plan", "equip", "ship", "repel", "expel", "begin", "travel"):
        stem = base + base[-1]
        past = stem + "ed"
    past, done = irregular if irregular else (past, past)
    ing = {"ally": "allying"}.get(base, stem + "ing")
    return base, third, past, done, "sitting" if base == "sit" else ing


def plural(entry: str) -> str:
    """The plural of a noun, given or regular."""
    base, _, given = entry.partition(":")
    if given:
        return given
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
