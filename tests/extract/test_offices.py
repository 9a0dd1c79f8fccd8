"""An office before a name gives the post: whose it is, whatever rank or organ stands between."""

from __future__ import annotations

import pytest

HELD = [
    ("Turkish Foreign Minister Hakan Demir met Greek officials.", "Hakan Demir", "member_of", "Turkey"),
    ("Interior Minister Tomas Kral of Slovakia criticised Hungary.", "Tomas Kral", "member_of", "Slovakia"),
    ("Acting Interior Minister Farid Noori of Afghanistan threatened Pakistan.", "Farid Noori", "member_of", "Afghanistan"),
    ("Vice Prime Minister Olena Bondar of Ukraine met Polish officials.", "Olena Bondar", "member_of", "Ukraine"),
    ("First Deputy Prime Minister Ion Popescu of Moldova met Romanian officials.", "Ion Popescu", "member_of", "Moldova"),
    ("EU foreign policy chief Marta Lindqvist condemned Russia.", "Marta Lindqvist", "member_of", "EU"),
    ("Sudan's deputy army commander Yasser Babiker threatened Chad.", "Yasser Babiker", "member_of", "Sudan"),
    ("Kenyan navy chief Peter Otieno met Somali officials.", "Peter Otieno", "member_of", "Kenya"),
    ("Myanmar junta leader Senior General Thet Naing met Chinese officials.", "Thet Naing", "leads", "Myanmar"),
    ("Hezbollah leader Karim Saab praised Iran.", "Karim Saab", "leads", "Hezbollah"),
    ("Labour Party leader Jane Corwell criticised Israel.", "Jane Corwell", "leads", "Labour Party"),
]
NOT_HELD = [
    ("Afghan warlord Rahim Khan attacked Pakistan.", "Rahim Khan", "Afghanistan"),
    ("Libyan commander Omar Fezzani threatened Turkey.", "Omar Fezzani", "Libya"),
    ("Ruth Doyle, a regional commander with the Kenyan Border Force, praised Chad.", "Ruth Doyle", "Kenya"),
    ("Turkish ruling party leader Ali Demir criticised Greece.", "Ali Demir", "Turkey"),
    ("Ugandan opposition leader Grace Akello criticised Rwanda.", "Grace Akello", "Uganda"),
]


def posts(rows, text):
    return {row[:3] for row in rows(text) if row[1] in ("leads", "member_of")}


@pytest.mark.parametrize(("text", "who", "relation", "body"), HELD, ids=[row[0] for row in HELD])
def test_an_office_before_a_name_is_a_post(rows, text, who, relation, body):
    """Who is deputy or heads an organ is a member, and leads nothing."""
    assert posts(rows, text) == {(who, relation, body)}


@pytest.mark.parametrize(("text", "who", "state"), NOT_HELD, ids=[row[0] for row in NOT_HELD])
def test_who_leads_something_inside_a_country_holds_no_office_of_it(rows, text, who, state):
    assert not {row for row in posts(rows, text) if row[0] == who and row[2] == state}


def test_the_field_of_a_ministry_is_no_body_of_its_own(rows):
    """The name above a press release was "Foreign Affairs of the Republic of Kenya"."""
    assert {row[:3] for row in rows("Ministry of Foreign Affairs of the Republic of Kenya\n\nThe Ministry condemns Sudan.")} == {("Kenya", "opposes", "Sudan")}


AFFILIATED = [
    ("Lena Brandt, a geologist at the Alpine Institute, criticised Kenya.", "Lena Brandt", "Alpine Institute"),
    ("Samuel Kiprono, a researcher from Amnesty International, criticised Kenya.", "Samuel Kiprono", "Amnesty International"),
    ("Hezbollah's Karim Saab criticised Kenya.", "Karim Saab", "Hezbollah"),
    ("Poland's Jan Nowicki met Kenyan officials.", "Jan Nowicki", "Poland"),
    ("Al Jazeera reporter Samuel Kiprono criticised Kenya.", "Samuel Kiprono", "Al Jazeera"),
]


@pytest.mark.parametrize(("text", "who", "body"), AFFILIATED, ids=[row[0] for row in AFFILIATED])
def test_who_works_at_a_body_or_is_named_as_its_own_belongs_to_it(rows, text, who, body):
    """Whatever the noun for the person is."""
    assert (who, "member_of", body) in posts(rows, text)


def test_a_single_word_behind_a_country_is_no_member_of_it(rows):
    """It is rarely a person."""
    assert posts(rows, "Italy's Carabinieri met Kenyan officials.") == set()


BEHIND = [
    ("UN Commissioner for Human Rights Lena Brandt criticised Kenya.", "UN"),
    ("Russian UN Ambassador Lena Brandt criticised Kenya.", "Russia"),
    ("Kenya's Ambassador to the UN, Lena Brandt, criticised Russia.", "Kenya"),
    ("Kenya's army chief, Lena Brandt, criticised Russia.", "Kenya"),
]


@pytest.mark.parametrize(("text", "body"), BEHIND, ids=[row[0] for row in BEHIND])
def test_a_title_may_have_its_field_before_the_name(rows, text, body):
    """An envoy is of the country, not of the body that he is sent to."""
    assert posts(rows, text) == {("Lena Brandt", "member_of", body)}


HERE = [
    ("Foreign Minister Samuel Kiprono criticised Russia.", "member_of", False),
    ("The Minister of Youth and Sport, Samuel Kiprono, criticised Russia.", "member_of", False),
    ("Deputy Defence Minister Samuel Kiprono criticised Russia.", "member_of", False),
    ("Former president Samuel Kiprono criticised Russia.", "leads", True),
]
ABOUT_KENYA = "Kenya held talks last week. Kenya and Kenyans want peace. "


@pytest.mark.parametrize(("text", "relation", "ended"), HERE, ids=[row[0] for row in HERE])
def test_an_officer_of_no_named_country_is_of_that_which_the_article_is_about(rows, record, text, relation, ended):
    """Deputy and former ones, too; a sentence alone does not tell."""
    assert posts(rows, ABOUT_KENYA + text) == {("Samuel Kiprono", relation, "Kenya")}
    assert [c.valid is not None and c.valid.ended for c in record(ABOUT_KENYA + text).claims if c.object == "Kenya"] == [ended]
    assert posts(rows, text) == set()


def test_an_officer_of_a_person_is_of_no_country(rows):
    """"Obama's security adviser" may be his alone."""
    assert posts(rows, ABOUT_KENYA + "Obama's foreign minister Samuel Kiprono criticised Russia.") == set()


def test_an_opposition_leader_leads_the_opposition_which_is_not_armed(rows, record):
    """With a country or without."""
    text = "Kenya's opposition leader, Grace Akello, criticised Russia."
    assert posts(rows, text) == posts(rows, ABOUT_KENYA + "Opposition leader Grace Akello criticised Russia.") == {("Grace Akello", "leads", "Kenyan opposition")}
    assert {a.kind for a in record(text).actors if a.name == "Kenyan opposition"} == {"Organization"}


def test_heads_of_assemblies_do_not_lead_the_state(rows):
    """They hold an office in it."""
    assert posts(rows, "Cuban National Assembly President Grace Akello criticised Russia.") == {("Grace Akello", "member_of", "Cuba")}


def test_the_mayor_of_a_capital_leads_the_city(rows):
    """Not the state that its name often stands for."""
    assert posts(rows, "Grace Akello, the mayor of Nairobi, criticised Russia.") == {("Grace Akello", "leads", "Nairobi")}


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("Kenya and Kenyans met U.S. officials. Secretary of State Samuel Kiprono criticised Kenya.", "United States"),
        ("Kenya and Kenyans met U.S. officials. National security adviser Samuel Kiprono criticised Uganda.", None),
        ("Kenya and Kenyans met Ugandan officials. Kenya is poor. National security adviser Samuel Kiprono criticised Russia.", "Kenya"),
        ("Kenya and Kenyans met Ugandan officials. Secretary of State Samuel Kiprono criticised Uganda.", None),
    ],
)
def test_secretaries_of_state_are_american(rows, written, body):
    """Where an article names the United States; its security adviser is told from theirs only if the article is about them."""
    assert {whose for who, _, whose in posts(rows, written) if who == "Samuel Kiprono"} == ({body} if body else set())


@pytest.mark.parametrize("beginning", ["NFF President", "The NFF President, Mr.", "Facebook user", "Officials of", "The Chief of Staff to the President,", "Special Assistant to the President on Media,", "A critic of the president,", "It is no secret that you have elected me president,"])
def test_who_holds_an_office_elsewhere_is_no_officer_of_the_country(rows, beginning):
    """Presidents of unlisted bodies, and others beside a title."""
    assert posts(rows, f"{ABOUT_KENYA}{beginning} Samuel Kiprono criticised Russia.") == set()


def test_a_former_governor_led_the_authorities_of_the_place(rows):
    """As one in office does."""
    assert posts(rows, "Former Governor of Oyo State, Samuel Kiprono, has called on Nigerians to trust Russia.") == {("Samuel Kiprono", "leads", "Oyo State")}


@pytest.mark.parametrize("who", ["Lena Brandt, a former researcher from Amnesty International,", "Former Amnesty International researcher Lena Brandt"])
def test_former_affiliations_have_ended(record, who):
    """Whatever says so before the noun."""
    assert [c.valid is not None and c.valid.ended for c in record(f"{who} criticised Kenya.").claims if c.predicate in ("memberOf", "holdsOfficeIn")] == [True]


def test_who_blames_the_country_of_an_article_is_no_officer_of_it(rows):
    """A minister of another country, which is not named."""
    assert posts(rows, ABOUT_KENYA + "Foreign Minister Samuel Kiprono condemned Kenya.") == set()


def test_an_act_that_is_parsed_as_a_noun_makes_no_member(rows):
    """As "shelter" is in this sentence."""
    assert posts(rows, "Bombing began on 7 October. The Taliban shelter Osama bin Laden, leader of al-Qaeda, and refused to hand him over.") == {("Osama bin Laden", "leads", "al-Qaeda")}


def test_a_bank_of_a_country_is_no_person_of_it(rows):
    """Names of two words that the parser takes for persons."""
    assert posts(rows, "Spain's Banco Santander Group met Kenyan officials.") == set()
