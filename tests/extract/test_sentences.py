"""What must and what must not be read, one construction a case; every sentence is our own."""

from __future__ import annotations

import pytest

# (text, rows that must be read, (subject, family, object) that must not; "anything" for no claim at all)
CASES = [
    # plain, passive, relative, participle
    ("Turkey supports the Government of National Accord.", [("Turkey", "supports", "Government of National Accord", "asserted")], []),
    ("The rebels of the M23 are backed by Rwanda.", [("Rwanda", "supports", "March 23 Movement", "asserted")], [("March 23 Movement", "supports", "Rwanda")]),
    ("Hezbollah, which Iran finances, shelled northern Israel on Sunday.", [("Iran", "supports", "Hezbollah", "asserted")], [("Hezbollah", "supports", "Iran")]),
    ("Forces supported by Russia captured Palmyra.", [], [("Palmyra", "attacks", "Russia")]),
    ("Saudi Arabia led the coalition that bombed the Houthis.", [], [("Houthis", "attacks", "Saudi Arabia")]),
    # kinds of support
    ("France trains the army of Mali.", [("France", "supports", "Mali", "asserted")], []),
    ("Iran has sent drones to Russia.", [("Iran", "supports", "Russia", "asserted")], [("Russia", "supports", "Iran")]),
    ("Qatar gave Hamas money for years.", [("Qatar", "supports", "Hamas", "asserted")], []),
    ("Ukraine received tanks from Germany.", [("Germany", "supports", "Ukraine", "asserted")], [("Ukraine", "supports", "Germany")]),
    ("Military support for Sudan comes from Egypt.", [("Egypt", "supports", "Sudan", "asserted")], []),
    ("The United States provided Israel with weapons.", [("United States", "supports", "Israel", "asserted")], []),
    ("North Korea has deployed troops to Russia.", [("North Korea", "supports", "Russia", "asserted")], []),
    ("Japan recognised South Sudan in July 2011.", [("Japan", "supports", "South Sudan", "asserted")], []),
    # coordination
    ("Egypt and the United Arab Emirates back Khalifa Haftar.", [("Egypt", "supports", "Khalifa Haftar", "asserted"), ("United Arab Emirates", "supports", "Khalifa Haftar", "asserted")], [("Egypt", "supports", "United Arab Emirates")]),
    ("Iran arms Hezbollah and funds Hamas.", [("Iran", "supports", "Hezbollah", "asserted"), ("Iran", "supports", "Hamas", "asserted")], []),
    # compounds
    ("The UN-backed Government of National Accord lost the town.", [("United Nations", "supports", "Government of National Accord", "asserted")], []),
    # conflict
    ("India struck targets in Pakistan.", [], [("Pakistan", "attacks", "India")]),
    ("Azerbaijan launched an offensive against Armenia.", [("Azerbaijan", "attacks", "Armenia", "asserted")], []),
    ("Ethiopian troops clashed with the Tigray People's Liberation Front.", [("Ethiopia", "attacks", "Tigray People's Liberation Front", "asserted"), ("Tigray People's Liberation Front", "attacks", "Ethiopia", "asserted")], []),
    ("Boko Haram killed twelve Nigerian soldiers.", [("Boko Haram", "attacks", "Nigeria", "asserted")], []),
    ("Venezuela condemned the United States.", [("Venezuela", "opposes", "United States", "asserted")], []),
    ("Norway imposed sanctions on Belarus.", [("Norway", "sanctions", "Belarus", "asserted")], []),
    ("Morocco cut ties with Iran in 2018.", [("Morocco", "sanctions", "Iran", "asserted")], []),
    ("Greece expelled the Libyan ambassador.", [("Greece", "sanctions", "Libya", "asserted")], []),
    # talk and agreement
    ("Vladimir Putin met Xi Jinping in Beijing.", [("Vladimir Putin", "negotiates_with", "Xi Jinping", "asserted")], [("Vladimir Putin", "negotiates_with", "China")]),
    ("Armenia and Azerbaijan signed a ceasefire.", [("Armenia", "cooperates_with", "Azerbaijan", "asserted")], []),
    ("Kenya urged South Sudan to hold elections.", [("Kenya", "requests", "South Sudan", "asserted")], []),
    ("China called on Israel to show restraint.", [("China", "requests", "Israel", "asserted")], []),
    # posts
    ("French President Emmanuel Macron spoke.", [("Emmanuel Macron", "leads", "France", "asserted")], []),
    ("Riek Machar, a former vice president of South Sudan, returned.", [("Riek Machar", "member_of", "South Sudan", "negated")], []),
    ("The Rapid Support Forces are led by Mohamed Hamdan Dagalo.", [("Mohamed Hamdan Dagalo", "leads", "Rapid Support Forces", "asserted")], []),
    ("The M23 seized Bunagana.", [("March 23 Movement", "controls", "Bunagana", "asserted")], []),
    # metonyms and descriptions
    ("Ankara supports Azerbaijan.", [("Turkey", "supports", "Azerbaijan", "asserted")], []),
    ("The Kremlin backs the Syrian government.", [("Russia", "supports", "Syria", "asserted")], []),
    ("Iranian officials met the Taliban in Kabul.", [("Iran", "negotiates_with", "Taliban", "asserted")], [("Iran", "negotiates_with", "Afghanistan")]),
    ("Qatar is close to Hamas. It funds the group.", [("Qatar", "supports", "Hamas", "asserted")], []),
    # status
    ("Turkey may send troops to Libya.", [("Turkey", "supports", "Libya", "possible")], []),
    ("Poland will deliver tanks to Ukraine.", [("Poland", "supports", "Ukraine", "possible")], []),
    ("Russia is reportedly arming the Taliban.", [("Russia", "supports", "Taliban", "alleged")], []),
    ("Rwanda denied supporting the M23.", [("Rwanda", "supports", "March 23 Movement", "negated")], []),
    ("Eritrea does not support the Tigray People's Liberation Front.", [("Eritrea", "supports", "Tigray People's Liberation Front", "negated")], []),
    ("Ukraine accused Iran of arming Russia.", [("Ukraine", "opposes", "Iran", "asserted"), ("Iran", "supports", "Russia", "alleged")], []),
    ("Israel said Iran had armed Hezbollah.", [("Iran", "supports", "Hezbollah", "alleged")], []),
    ("Turkey said it had trained the Government of National Accord.", [("Turkey", "supports", "Government of National Accord", "asserted")], []),
    ("Fayez al-Sarraj refused to negotiate with Khalifa Haftar.", [("Fayez al-Sarraj", "negotiates_with", "Khalifa Haftar", "negated")], []),
    ("If Iran attacks Israel, oil will rise.", [("Iran", "attacks", "Israel", "possible")], []),
    ("The United States warned China against sending arms to Russia.", [], [("United States", "supports", "Russia"), ("China", "supports", "Russia", "asserted")]),
    ("The United States urged Rwanda to stop supporting the M23.", [("United States", "requests", "Rwanda", "asserted")], [("Rwanda", "supports", "March 23 Movement")]),
    # traps: nothing to read
    ("Talks were held in Geneva on Monday.", [], "anything"),
    ("Turkey beat Croatia in the quarter-final.", [], "anything"),
    ("The critic attacked the proposal with wit.", [], "anything"),
    ("Apple backs a startup in Berlin.", [], [("Apple", "supports", "Germany")]),
    ("She fought back tears in Paris.", [], "anything"),
    ("The minister backed away from the podium.", [], "anything"),
    ("Paris Hilton met Jordan Henderson.", [], [("France", "negotiates_with", "Jordan"), ("Jordan", "negotiates_with", "France")]),
    ("They told us to wait.", [], "anything"),
    ("Heavy snow closed the road to Kabul.", [], "anything"),
    ("Brazil exported more coffee than Vietnam.", [], "anything"),
    ("The battle against inflation goes on in Turkey.", [], "anything"),
    ("Residents of Aleppo went home.", [], "anything"),
    ("Did Iran arm the Houthis?", [], [("Iran", "supports", "Houthis", "asserted")]),
    ("Egypt opposes Turkey. Turkey opposes Greece.", [], [("Egypt", "supports", "Greece"), ("Greece", "supports", "Egypt")]),
]


@pytest.mark.parametrize("text, must, must_not", CASES, ids=[case[0][:50] for case in CASES])
def test_what_a_sentence_says(rows, text, must, must_not):
    found = rows(text)
    for row in must:
        assert row in {(*r[:2], row[2], r[3]) if r[2].lower() == row[2].lower() else r for r in found} or any(
            _same(r, row) for r in found
        ), found
    if must_not == "anything":
        assert not found
        return
    for row in must_not:
        assert not any(_same(r[: len(row)], row) for r in found), found


# The article's own spelling of a name stands for ours.
SPELT = {
    "m23": "march 23 movement",
    "the m23": "march 23 movement",
    "houthi movement": "houthis",
    "tigray people's liberation front": "tigray people's liberation front",
}


def _same(found, wanted) -> bool:
    """Equal but for symmetric order and the spelling that the article uses."""

    def key(row):
        names = [SPELT.get(n.lower(), n.lower()) for n in (row[0], row[2])]
        if row[1] in ("negotiates_with", "cooperates_with", "allied_with"):
            names.sort()
        return (*names, *row[1:2], *row[3:])

    return key(found) == key(wanted)
