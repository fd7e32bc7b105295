from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.listings import interests, projects
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows


def test_a_project_has_name_period_and_text():
    (found,) = projects(
        rows("Tide clock: a clock for sailors\n2019 - 2020\n- Soldered it\nhttps://tide.example")
    )

    assert (found["name"], found["start_date"], found["end_date"]) == ("Tide clock", "2019", "2020")
    assert found["url"] == "https://tide.example"
    assert found["description"].startswith("a clock for sailors")


def test_interests_are_listed_once():
    assert interests(rows("Voile, lecture • cuisine\n- Lecture")) == ["Voile", "lecture", "cuisine"]


def test_an_interest_may_run_over_two_lines_and_end_in_an_abbreviation():
    found = interests(rows("Chant choral, randonnée en\nAnjou, couture"))

    assert found == ["Chant choral", "randonnée en Anjou", "couture"]
    assert interests(rows("Hospizverein Münster e. V., Kanu")) == [
        "Hospizverein Münster e. V.",
        "Kanu",
    ]
    assert interests(rows("Boule, Chor Celle\n(Alt), Imkern")) == [
        "Boule",
        "Chor Celle (Alt)",
        "Imkern",
    ]
    assert interests(rows("Trésorière (depuis 2015). Aquarelle, lecture.")) == [
        "Trésorière (depuis 2015)",
        "Aquarelle",
        "lecture",
    ]


def test_the_year_in_the_text_of_a_project_stays_in_it():
    (found,) = projects(rows("mareas: biblioteca de mareas. Charla en el congreso de 2023."))

    assert found["description"] == "biblioteca de mareas. Charla en el congreso de 2023."


def test_each_item_is_a_project_though_it_goes_on_in_a_second_line():
    lines = (
        Line(text="Market study for a bakery (questionnaire,", x0=40, x1=300, size=9, bullet=True),
        Line(text="Forms), mark: 17/20", x0=40, x1=150, size=9),
        Line(text="Web shop: 41 orders in a month", x0=40, x1=280, size=9, bullet=True),
    )

    found = projects(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["name"], each["description"]) for each in found] == [
        ("Market study for a bakery (questionnaire, Forms), mark", "17/20"),
        ("Web shop", "41 orders in a month"),
    ]


def test_the_number_of_a_project_is_no_part_of_its_name():
    text = "Project #1: Branch network\n- 40 sites\nProject #2: Campus Wi-Fi\n- 300 points"

    assert [each["name"] for each in projects(rows(text))] == ["Branch network", "Campus Wi-Fi"]


def test_licences_and_service_are_no_interests():
    text = (
        "Führerschein A, BE; Zivildienst 2009 in Lemgo; Löschzug Detmold seit\n2011; Boule, Imkern"
    )

    assert interests(rows(text)) == ["Löschzug Detmold seit 2011", "Boule", "Imkern"]
    assert interests(rows("Permis B, voile, luge")) == ["voile", "luge"]
