"""A person's name is as long as the network sees it, without titles, and what it can say of others is not said of him."""

from __future__ import annotations

import csv

import pytest

from graphkit.extract.learned.complete_names import complete_names
from graphkit.extract.learned.scores import Offsets
from graphkit.model import Document, Mention, Status
from graphkit.pipeline import Pipeline
from graphkit.resources import seeds_dir

TITLES = {"minister", "president", "the", "gen"}


def mention(index: int, text: str, words: str, label: str = "PERSON") -> Mention:
    start = text.index(words)
    return Mention(index, start, start + len(words), words, "name", words.split()[-1].lower(), label)


@pytest.mark.parametrize(
    "text, marked, cut, wanted",
    [
        ("They froze shares of Maria dos Anjos abroad.", "Maria dos Anjos", ["dos Anjos"], ["Maria dos Anjos"]),
        ("They saw Zara Omar Faruk leave.", "Zara Omar Faruk", ["Zara", "Omar Faruk"], ["Zara Omar Faruk", "Zara Omar Faruk"]),
        ("They saw Joram Matiang'o leave.", "Joram Matiang'o", ["Joram"], ["Joram Matiang'o"]),
        ("They saw President Ana Silva leave.", "President Ana Silva", ["Ana Silva"], ["Ana Silva"]),
        ("They saw Gen. Ana Silva leave.", "Gen. Ana Silva", ["Ana Silva"], ["Ana Silva"]),
        ("They saw PM Ana Silva leave.", "PM Ana Silva", ["Ana Silva"], ["Ana Silva"]),
        ("They saw Minister of Information Lai Bako leave.", "Minister of Information Lai Bako", ["Lai Bako"], ["Lai Bako"]),
        ("They saw Kenyan Ana Silva leave.", "Kenyan Ana Silva", ["Ana Silva"], ["Ana Silva"]),
        ("They saw Ambassador to the Work Council Ana Silva leave.", "Ambassador to the Work Council Ana Silva", ["Ana Silva"], ["Ana Silva"]),
        ("Court Frees Ana Silva Today", "Frees Ana Silva Today", ["Ana Silva"], ["Ana Silva"]),
    ],
    ids=["forename", "cut in two", "apostrophe", "title", "short title", "capitals", "field", "nation", "whose ambassador", "headline"],
)
def test_names_are_whole_and_titles_no_part_of_them(text, marked, cut, wanted):
    names = [mention(i, text, words) for i, words in enumerate(cut)]
    names += [mention(len(names), text, other, label) for other, label in (("Kenyan", "NORP"), ("Work Council", "ORG")) if other in text]
    start = text.index(marked)
    found = complete_names(names, [(Offsets(start, start + len(marked)), "person")], text, TITLES)
    assert [each.text for each in found[: len(wanted)]] == wanted
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    "text, marked, cut, wanted",
    [
        ("The candidate of the All Garden Congress won.", "the All Garden Congress", "Congress", "All Garden Congress"),
        ("A partner of Global Rivers paid.", "Global Rivers", "Rivers", "Global Rivers"),
        ("The Office of River Trade paid.", "The Office of River Trade", "River Trade", "Office of River Trade"),
        ("The firm that the Trade paid.", "firm that the Trade", "Trade", "Trade"),
        ("In November Rivers fighters came.", "November Rivers", "Rivers", "Rivers"),
        ("Last Sunday Rivers fighters came.", "Last Sunday Rivers", "Rivers", "Rivers"),
        ("They met November Rivers fighters.", "November Rivers", "Rivers", "November Rivers"),
    ],
)
def test_a_body_has_the_beginning_of_its_name(text, marked, cut, wanted):
    start = text.index(marked)
    assert complete_names([mention(0, text, cut, "ORG")], [(Offsets(start, start + len(marked)), "party")], text, TITLES)[0].text == wanted


@pytest.mark.parametrize(
    "text, marked, kind, cut, wanted",
    [
        ("She led the state's Truth and Memory Panel.", "the state's Truth and Memory Panel", "organisation", {"Truth": "", "Memory Panel": "ORG"}, ["Truth and Memory Panel"] * 2),
        ("The Ministry of Trade and Culture paid.", "Ministry of Trade and Culture", "country", {"Trade": "", "Culture": ""}, ["Ministry of Trade and Culture"] * 2),
        ("The Guild of Divers and Pilots paid.", "The Guild of Divers and Pilots", "organisation", {"Guild of Divers": "ORG"}, ["Guild of Divers and Pilots"]),
        ("The Voice of the Harbour paid.", "The Voice of the Harbour", "organisation", {"Voice": ""}, ["Voice of the Harbour"]),
        ("They met Red Front and Blue Party.", "Red Front and Blue Party", "party", {"Red Front": "ORG", "Blue Party": "ORG"}, ["Red Front", "Blue Party"]),
        ("The Panel Office of the Delta League paid.", "Panel Office of the Delta League", "organisation", {"Panel Office": "ORG", "Delta League": "ORG"}, ["Panel Office", "Delta League"]),
        ("The Delta League Cup was held.", "Delta League Cup", "organisation", {"Delta League": "ORG"}, ["Delta League"]),
        ("The President of Delta and Coast left.", "President of Delta and Coast", "organisation", {"Delta": "", "Coast": ""}, ["Delta", "Coast"]),
        ("They met Kenyan Minister again.", "Kenyan Minister", "country", {"Minister": ""}, ["Minister"]),
    ],
    ids=["and", "ministry", "end", "unlabelled", "two bodies", "body of a body", "named after a body", "office", "title"],
)
def test_the_parts_of_a_body_s_name_are_the_whole_unless_they_are_actors_of_their_own(text, marked, kind, cut, wanted):
    start = text.index(marked)
    names = [mention(i, text, words, label) for i, (words, label) in enumerate(cut.items())]
    assert [each.text for each in complete_names(names, [(Offsets(start, start + len(marked)), kind)], text, TITLES)] == wanted


def test_a_title_alone_is_no_name():
    text = "They met Minister on Monday."
    assert [each.form for each in complete_names([mention(0, text, "Minister")], [], text, TITLES)] == ["description"]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def read(pipeline: Pipeline, text: str) -> set[tuple[str, str, str]]:
    return {(c.subject, c.predicate, c.object) for c in pipeline.read(Document("a", text)).claims}


def test_who_stands_beside_an_office_does_not_hold_it(pipeline):
    found = read(pipeline, "Secretary-General Antonio Guterres condemned Israel. The deputy secretary-general met Hamas.")
    assert ("Guterres", "criticizes", "Israel") in found
    assert not any("Hamas" in claim for claim in found)
    found = read(pipeline, "Vice President Yemi Osinbajo criticised Chad. The president criticised Niger. The vice president criticised Togo.")
    assert {(who, whom) for who, _, whom in found} == {("Osinbajo", "Chad"), ("Osinbajo", "Togo")}
    found = read(pipeline, "Former President Jacob Zuma backed Putin. President Cyril Ramaphosa condemned him. The former president met Zelensky. The president met Xi Jinping.")
    assert {frozenset((who, whom)) for who, relation, whom in found if relation == "consultsWith"} == {frozenset(("Zuma", "Zelensky")), frozenset(("Ramaphosa", "Xi_Jinping"))}


def test_who_is_elected_does_not_lead_yet(pipeline):
    claims = pipeline.read(Document("a", "Albin Kurti, Kosovo's prime minister-designate, met Edi Rama.")).claims
    assert {c.status for c in claims if (c.subject, c.predicate, c.object) == ("Albin_Kurti", "leads", "Kosovo")} == {Status.POSSIBLE}


def test_letters_mean_what_the_article_says_they_stand_for(pipeline):
    found = read(pipeline, "Reporters Without Borders (RSF) condemned Ethiopia on Friday. RSF called the country a jailer of journalists.")
    assert {who for who, _, _ in found} == {"Reporters_Without_Borders"}


def test_a_word_of_a_name_stands_for_it(pipeline):
    found = read(pipeline, "The Alder School for Orphans criticised Uganda. The school condemned Kenya.")
    assert {(who, whom) for who, _, whom in found} == {("Alder_School_for_Orphans", "Uganda"), ("Alder_School_for_Orphans", "Kenya")}


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Nigeria's Vice President, Prof. Dorvan Abubal, criticised Chad. It rained. The Vice President criticised Niger.", "Dorvan_Abubal", {"Chad", "Niger"}),
        ("The Obama administration condemned Sudan.", "USA", {"Sudan"}),
        ("Kaduna State held a vote. The state criticised Kenya.", "Kaduna_authorities", {"Kenya"}),
        ("Kenya grew. The Ministry of Health criticised Uganda.", "Kenya", {"Uganda"}),
        ("The director of the Alder Institute, Dorvan Abubal, criticised Uganda.", "Dorvan_Abubal", {"Uganda"}),
        ("Kenya held a trial. The court criticised Uganda.", "Kenya", {"Uganda"}),
        ("The Federal Government of Nigeria criticised Uganda.", "Nigeria", {"Uganda"}),
        ("The Media Institute of Alder, or MIA, met. MIA criticised Uganda.", "Media_Institute_of_Alder", {"Uganda"}),
        ("The Alder Group grew. The company criticised Kenya.", "Alder_Group", {"Kenya"}),
    ],
)
def test_who_is_called_by_his_post_or_by_what_it_is_was_named_before(pipeline, text, who, whom):
    assert {object_ for subject, relation, object_ in read(pipeline, text) if subject == who and relation == "criticizes"} == whom


def test_supporters_and_opponents_of_a_person_are_others(pipeline):
    found = read(pipeline, "Supporters of former president Mohamed Morsi clashed with Egyptian security forces in Cairo.")
    assert any("supporters_of_Mohamed_Morsi" in claim for claim in found)
    assert not any("Morsi" in claim for claim in found)
    assert not any("Erdogan" in claim for claim in read(pipeline, "Opponents of Erdogan condemned Turkey's strike on Syria."))


def test_a_surname_that_is_also_a_title_is_a_name():
    text = "They met Julie Minister. Minister left."
    names = [mention(0, text, "Julie Minister"), Mention(1, 25, 33, "Minister", "name", "minister", "PERSON")]
    assert [each.form for each in complete_names(names, [], text, TITLES)] == ["name", "name"]


def test_what_somebody_else_was_is_not_said_of_the_president(pipeline):
    found = read(pipeline, "A former adviser to President Cyril Ramaphosa left. The president criticised Niger.")
    assert ("Ramaphosa", "criticizes", "Niger") in found


def test_no_two_lists_of_words_have_one_name():
    """The second would take the place of the first."""
    rows = list(csv.DictReader((seeds_dir() / "language" / "words.csv").open(encoding="utf-8", newline="")))
    assert len({row["list"] for row in rows}) == len(rows)


def test_the_fields_of_an_office_are_nobody(pipeline):
    text = "Nigeria's Minister of Trade, Mining and Rural Roads, Ms Amina Sule, condemned Chad. The Commissioner for Sports, Kofi Mensah, met Ghana's president."
    ends = {end for who, _, whom in read(pipeline, text) for end in (who, whom)}
    assert ends & {"Amina_Sule", "Kofi_Mensah"}
    assert not ends & {"Trade", "Mining", "Rural_Roads", "Sports"}


def test_a_full_name_has_no_title_in_it():
    text = "Activist Jane Roe met Sultan Ahmed Hale. Activist Roe left."
    names = [mention(0, text, "Activist Jane Roe"), mention(1, text, "Sultan Ahmed Hale"), mention(2, text, "Activist Roe")]
    assert [each.text for each in complete_names(names, [], text, {"activist", "sultan"})] == ["Jane Roe", "Sultan Ahmed Hale", "Activist Roe"]
    text = "Dutch-born banker Jan Roe met Thani bin Ahmed Hale."
    names = [mention(0, text, "Dutch-born banker Jan Roe"), mention(1, text, "Thani bin Ahmed Hale")]
    assert [each.text for each in complete_names(names, [], text, set())] == ["Jan Roe", "Thani bin Ahmed Hale"]


def test_a_titled_person_that_was_taken_for_a_body_is_a_person():
    text = "Activist Jane Roe left."
    [found] = complete_names([mention(0, text, "Activist Jane Roe", "ORG")], [(Offsets(9, 17), "person")], text, {"activist"})
    assert (found.text, found.label) == ("Jane Roe", "PERSON")
    [same] = complete_names([mention(0, text, "Activist Jane Roe", "ORG")], [(Offsets(9, 17), "person")], text, set())
    assert same.text == "Activist Jane Roe"


def test_words_of_titles_alone_are_no_name():
    text = "They honoured the late former President of Mali."
    found = complete_names([mention(0, text, "late former President")], [], text, TITLES)
    assert [each.form for each in found] == ["description"]
