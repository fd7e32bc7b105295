import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.listings import certifications, interests, projects, publications
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows


def test_a_certificate_has_its_date_beside_or_below():
    found = certifications(rows("PRINCE2 Foundation (2015)\nWSET Level 2\n2015-02"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("PRINCE2 Foundation", "2015"),
        ("WSET Level 2", "2015-02"),
    ]


def test_a_certificate_may_name_its_issuer():
    (found,) = certifications(rows("Scrum Master | Scrum Alliance | 2022"))

    assert (found["name"], found["issuer"]) == ("Scrum Master", "Scrum Alliance")


def test_the_level_of_a_certificate_is_part_of_its_name():
    told = "AWS Certified Solutions Architect – Associate, 2022\nCloud Engineer - Professional | Google"

    first, second = certifications(rows(told))

    assert (first["name"], first["issuer"], first["date"]) == (
        "AWS Certified Solutions Architect – Associate",
        None,
        "2022",
    )
    assert (second["name"], second["issuer"]) == ("Cloud Engineer - Professional", "Google")


def test_a_project_has_name_period_and_text():
    (found,) = projects(
        rows("Tide clock: a clock for sailors\n2019 - 2020\n- Soldered it\nhttps://tide.example")
    )

    assert (found["name"], found["start_date"], found["end_date"]) == ("Tide clock", "2019", "2020")
    assert found["url"] == "https://tide.example"
    assert found["description"].startswith("a clock for sailors")


def test_a_publication_has_title_publisher_and_date():
    (found,) = publications(
        rows("Jan 2012 Vowel harmony in three varieties\n(Journal of Phonology)")
    )

    assert found == {
        "title": "Vowel harmony in three varieties",
        "publisher": "Journal of Phonology",
        "date": "2012-01",
        "url": None,
    }


def test_interests_are_listed_once():
    assert interests(rows("Voile, lecture • cuisine\n- Lecture")) == ["Voile", "lecture", "cuisine"]


def test_an_interest_may_run_over_two_lines_and_end_in_an_abbreviation():
    found = interests(rows("Chant choral, randonnée en\nAnjou, couture"))

    assert found == ["Chant choral", "randonnée en Anjou", "couture"]
    assert interests(rows("Hospizverein Münster e. V., Kanu")) == [
        "Hospizverein Münster e. V.",
        "Kanu",
    ]
    assert interests(rows("Trésorière (depuis 2015). Aquarelle, lecture.")) == [
        "Trésorière (depuis 2015)",
        "Aquarelle",
        "lecture",
    ]


def test_an_issuer_may_share_a_bracket_with_the_date():
    (found,) = certifications(rows("Prevención de riesgos, nivel intermedio (Fremap-Norte, 2018)"))

    assert (found["name"], found["issuer"], found["date"]) == (
        "Prevención de riesgos, nivel intermedio",
        "Fremap-Norte",
        "2018",
    )


def test_a_citation_is_read_as_title_and_journal_over_its_lines():
    text = """
    Adeyemi-Clarke O., Brandt L. (2022) Sulphur flux at open vents: a synthesis.
    Journal of Imagined Volcanology 14, 201-219.
    Adeyemi-Clarke O. (2019) A cheap spectrometer. Field Methods Letters 3.
    """

    found = publications(rows(text))

    assert [(each["title"], each["publisher"], each["date"]) for each in found] == [
        (
            "Sulphur flux at open vents: a synthesis",
            "Journal of Imagined Volcanology 14, 201-219",
            "2022",
        ),
        ("A cheap spectrometer", "Field Methods Letters 3", "2019"),
    ]


def test_a_citation_ends_where_it_is_whole():
    text = """
    Marsh H. (2022) Polymers in cold
    water. Journal of Seas 1, 2.
    A book without any citation at all
    Another talk at a conference in Rome
    """

    assert [each["title"] for each in publications(rows(text))] == [
        "Polymers in cold water",
        "A book without any citation at all",
        "Another talk at a conference in Rome",
    ]


def test_what_has_no_authors_is_no_citation():
    (found,) = publications(rows("My book on growing roses (2021) Springer, Berlin and Ghent"))

    assert found["title"].startswith("My book on growing roses")


@pytest.mark.parametrize(
    ("text", "name", "issuer", "date"),
    [
        (
            "Professional Cloud Architect, Google Cloud, 2021",
            "Professional Cloud Architect",
            "Google Cloud",
            "2021",
        ),
        ("Wundexpertin ICW, TÜV Rheinland", "Wundexpertin ICW", "TÜV Rheinland", None),
        ("Manual Handling, in-house, 2018", "Manual Handling, in-house", None, "2018"),
        ("Hypnose (3 jours)", "Hypnose (3 jours)", None, None),
        ("Échafaudages (R408)", "Échafaudages (R408)", None, None),
        (
            "Certified Kubernetes Administrator (CKA)",
            "Certified Kubernetes Administrator (CKA)",
            None,
            None,
        ),
        ("Reach truck licence (RTITB) - exp. 2026", "Reach truck licence", "RTITB", None),
        ("Compliance, Wolters Kluwer (2021, 60 h)", "Compliance", "Wolters Kluwer", "2021"),
        ("Rhetorik, WIFI Kärnten, 16 h", "Rhetorik", "WIFI Kärnten", None),
        ("Sling Card (Senior Rigger), expires 04/29", "Sling Card (Senior Rigger)", None, None),
        ("Brandschutzhelfer (gültig bis 12/2027)", "Brandschutzhelfer", None, None),
        ("ISTQB Test Analyst (CTALTA), 2015", "ISTQB Test Analyst (CTALTA)", None, "2015"),
        ("Mooring, Mar – May\n2013", "Mooring", None, "2013-05"),
        (
            "Droit privé – niveau 1, CRIDON Sud-Ouest",
            "Droit privé – niveau 1",
            "CRIDON Sud-Ouest",
            None,
        ),
    ],
)
def test_an_issuer_is_told_from_hours_codes_and_the_end_of_a_licence(
    text: str, name: str, issuer: str | None, date: str | None
):
    assert certifications(rows(text)) == [{"name": name, "issuer": issuer, "date": date}]


def test_where_most_certificates_end_in_a_comma_and_a_name_it_is_that_of_the_issuer():
    found = certifications(rows("NPQSL, Teach Northward, 2021\nFirst Aid, St Osyth Crew\nDofE"))

    assert [each["issuer"] for each in found] == ["Teach Northward", "St Osyth Crew", None]


def test_an_issuer_may_stand_below_its_certificate():
    lines = [
        Line(text="Solutions Architect 2022", cells=("Solutions Architect", "2022"), bold=True),
        Line(text="Nimbus Works"),
        Line(text="Scrum Master 2020", cells=("Scrum Master", "2020"), bold=True),
        Line(text="Agile Circle"),
    ]

    found = certifications(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert [(each["name"], each["issuer"], each["date"]) for each in found] == [
        ("Solutions Architect", "Nimbus Works", "2022"),
        ("Scrum Master", "Agile Circle", "2020"),
    ]


def test_semicolons_divide_certificates():
    found = certifications(rows("NEBOSH Certificate (2019); MCNP6 course (2015)"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("NEBOSH Certificate", "2019"),
        ("MCNP6 course", "2015"),
    ]


def test_bars_divide_certificates_that_have_dates_or_are_many():
    dated = certifications(rows("Cloud Base (2012) | Cloud Peak – Expert (2015, erneuert 2018)"))
    many = certifications(rows("Hoists (valid to 03/2027) · Lifts · Fire safety · Bees"))

    assert [(each["name"], each["date"]) for each in dated] == [
        ("Cloud Base", "2012"),
        ("Cloud Peak – Expert", "2015"),
    ]
    assert [each["name"] for each in many] == ["Hoists", "Lifts", "Fire safety", "Bees"]


def test_a_line_may_say_nothing_but_when_a_certificate_was_issued():
    (found,) = certifications(rows("Beekeeping Master\nIssued on 2015-07"))

    assert (found["name"], found["date"]) == ("Beekeeping Master", "2015-07")


def test_commas_divide_certificates_where_none_is_an_issuer():
    found = certifications(rows("Six Sigma Green Belt (2018), Elektrofachkraft, Staplerschein"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("Six Sigma Green Belt", "2018"),
        ("Elektrofachkraft", None),
        ("Staplerschein", None),
    ]


def test_classes_of_a_licence_alone_are_no_certificate():
    assert certifications(rows("B, BE, C")) == []


def test_a_publication_in_quotation_marks_ends_with_them():
    (found,) = publications(rows("« La réception tacite », Revue du bâti, n° 12, 2021"))

    assert (found["title"], found["publisher"], found["date"]) == (
        "La réception tacite",
        "Revue du bâti, n° 12",
        "2021",
    )


def test_a_renewal_is_no_part_of_the_name():
    (found,) = certifications(rows("Forklift Operator Certification, 2013 (renewed 2019)"))

    assert (found["name"], found["issuer"]) == ("Forklift Operator Certification", None)


@pytest.mark.parametrize(
    ("text", "title", "publisher", "date"),
    [
        (
            "[1] Byron, A., Lee, B. (2024). Rain on small roofs. Journal of Gutters 4, 11–19.\n"
            "[2] Byron, A. (2020). Eaves. Slates 7.",
            "Rain on small roofs",
            "Journal of Gutters 4, 11–19",
            "2024",
        ),
        (
            "[1] A. Byron, B. Lee et C. Hartwig. « La pluie sur les toits en\n"
            "petite ville ». Revue des toits, 18(2), p. 10–19, 2024.",
            "La pluie sur les toits en petite ville",
            "Revue des toits, 18(2), p. 10–19",
            "2024",
        ),
        (
            "2024\tHartwig, F. und Lee, B.: „Regen, Dach und Rinne“. In: Dachkunde 12, S. 3–9.",
            "Regen, Dach und Rinne",
            "Dachkunde 12, S. 3–9.",
            "2024",
        ),
        ("Byron A, Lee B. Rain on roofs. Slates 7, 2020.", "Rain on roofs", "Slates 7", "2020"),
    ],
)
def test_the_authors_and_the_number_of_a_citation_are_no_part_of_its_title(
    text: str, title: str, publisher: str, date: str
):
    found = publications(rows(text))[0]

    assert (found["title"], found["publisher"], found["date"]) == (title, publisher, date)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Routing 200-301, Credential ID 8812-XY, 2022", "Routing 200-301"),
        ("SST, recyclage 2023", "SST"),
        ("Cata de vinos (2017), alérgenos (2024).", "Cata de vinos"),
    ],
)
def test_what_surrounds_the_name_of_a_certificate_is_no_part_of_it(text: str, name: str):
    assert certifications(rows(text))[0]["name"] == name


def test_the_year_in_the_text_of_a_project_stays_in_it():
    (found,) = projects(rows("mareas: biblioteca de mareas. Charla en el congreso de 2023."))

    assert found["description"] == "biblioteca de mareas. Charla en el congreso de 2023."
