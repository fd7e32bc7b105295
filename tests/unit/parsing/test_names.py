import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.engine import LocalEngine
from shared.parsing.rules.names import could_be, name_in
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import a_document, rows


@pytest.mark.parametrize(
    "text",
    [
        "Jean-Pierre DE LA FONTAINE",
        "Siobhán O'Malley-Wright",
        "Mary-Anne van der Berg",
        "MAËLYS LE GOFF",
        "Dr. Eleanor Ashcombe",
        "Rajesh K. Subramaniam",
        "María del Carmen Ortega Ruiz",
        "Jürgen von Hallberg",
        "María de los Ángeles GIL-ROBLEDO DE LA FUENTE",
        "Marie-Ange D’ALMEIDA ép. TEIXEIRA",
    ],
)
def test_names_have_many_forms(text: str):
    assert could_be(text)


@pytest.mark.parametrize(
    "text",
    [
        "Curriculum Vitae",
        "Work Experience",
        "Lyon, France",
        "12 rue des Lilas",
        "a.b@example.com",
        "responsable qualité",
        "Skills",
    ],
)
def test_headings_places_and_addresses_are_no_names(text: str):
    assert not could_be(text)


def test_the_name_is_not_the_job_nor_the_school_nor_the_heading():
    text = """
Curriculum Vitae
Responsable Qualité
Université Clermont-Vallée
Bérénice L'Hostis
b.lhostis@example.com
"""
    name = name_in(rows(text), "b.lhostis@example.com", None)

    assert name is not None
    assert name.text == "Bérénice L'Hostis"


def test_the_largest_line_wins_over_the_first():
    document = Document(
        file_type=FileType.PDF,
        lines=(
            Line(text="Maison Duval", size=9),
            Line(text="Carla Monti", size=24),
            Line(text="Some plain text of the document, long enough to be usual", size=10),
        ),
    )
    name = name_in(rows_of(document), None, None)

    assert name is not None
    assert name.text == "Carla Monti"


def test_a_large_name_may_take_two_lines():
    lines = (Line(text="Mary-Anne van", size=25), Line(text="der Berg", size=25))
    rest = (Line(text="Accounts clerk with twelve years in practice and industry", size=10),)
    document = Document(file_type=FileType.PDF, lines=lines + rest)

    name = name_in(rows_of(document), "vanderberg_maryanne@example.org", None)

    assert name is not None
    assert name.text == "Mary-Anne van der Berg"


def test_a_surname_on_a_row_of_its_own_is_no_town():
    lines = (
        *(Line(text=text, size=28, page=1) for text in ("IRENE", "SORIA")),
        *(Line(text=text, size=10, page=1) for text in ("Baker", "irene@example.org", "Leeds")),
    )

    info = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF)).data["personal_info"]

    assert (info["name"], info["location"]) == ("IRENE SORIA", "Leeds")


def test_a_first_name_may_be_set_larger_than_the_last_name_below_it():
    lines = (Line(text="Roswitha", size=40), Line(text="KALTENBRUNNER", size=30, bold=True))
    rest = (Line(text="Accounts clerk with twelve years in practice and industry", size=10),)
    document = Document(file_type=FileType.PDF, lines=lines + rest)

    name = name_in(rows_of(document), "r.kaltenbrunner@example.org", None)

    assert name is not None
    assert name.text == "Roswitha KALTENBRUNNER"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nom : DURAND\nPrénom : Claire", "Claire DURAND"),
        ("Name\tTobias Greene", "Tobias Greene"),
        ("Surname\tDlamini\nFirst names\tThandi Grace", "Thandi Grace Dlamini"),
        ("Nombre: Iker\nApellidos: Otxoa Lasa", "Iker Otxoa Lasa"),
        ("Name: Huber\nVorname: Lena", "Lena Huber"),
        ("Nom / Prénom : GARNIER Lucas", "GARNIER Lucas"),
        ("ANA POPESCU EXECUTIVE ASSISTANT", "ANA POPESCU"),
        ("Chidi Okonkwo | Chief Executive Officer", "Chidi Okonkwo"),
        ("J E A N   P E T I T", "JEAN PETIT"),
        ("Mme Claire DURAND-PONS", "Claire DURAND-PONS"),
        ("M. Jean PETIT", "Jean PETIT"),
        ("Dr. Eleanor Ashcombe", "Dr. Eleanor Ashcombe"),
        ("Ing. Matthias Hochbauer", "Matthias Hochbauer"),
        ("Ulrike Sommer, M. A.", "Ulrike Sommer"),
        ("Lic. Rocío Paredes Vega", "Rocío Paredes Vega"),
        ("Bach. CPC. Rocío Paredes Vega", "Rocío Paredes Vega"),
        ("Lerato Khumalo (Ms)", "Lerato Khumalo"),
        ("Name: Ulrike Sommer, geb. Hartwig", "Ulrike Sommer"),
        ("Ulrike Sommer (geb. Hartwig)", "Ulrike Sommer"),
        ("Claire Durand, née Lefort", "Claire Durand"),
        ("HARRIET ELLEN POPE BSc (Hons) MCIPS", "HARRIET ELLEN POPE"),
        ("Surname\tBalogun\nOther names\tYetunde Ruth", "Yetunde Ruth Balogun"),
        ("Familienname, Vorname\tAdomako, Kofi", "Adomako, Kofi"),
        ("hélène mercier", "hélène mercier"),
        ("Zoë Q. Marsh (she/her)", "Zoë Q. Marsh"),
        ("D. Manuel Ibarra Luna", "Manuel Ibarra Luna"),
        ("Mustafa Aydın ∙ Weststraße 5 ∙ 44137 Dortmund", "Mustafa Aydın"),
        (
            "Nombres: Nerea\nApellido paterno: Ibarra\nApellido materno: Luna",
            "Nerea Ibarra Luna",
        ),
        ("Coordonnées\n69003 Lyon\nPermis B\nThierry\nDELMOTTE", "Thierry DELMOTTE"),
    ],
)
def test_a_name_is_found_beside_labels_titles_and_spaced_letters(text: str, name: str):
    parsed = LocalEngine().parse(a_document(f"{text}\n12 rue Haute\nSkills\nGit"))

    assert parsed.data["personal_info"]["name"] == name


@pytest.mark.parametrize(
    "name", ["Sarah Cook", "Thomas Koch", "BOULANGER Marie", "Jack London", "Peter Mason"]
)
def test_a_surname_may_be_a_trade_or_a_city(name: str):
    text = f"Curriculum Vitae of {name}\nLeeds, UK\nExperience\nManager, Acme Ltd, 2019 - 2020"

    parsed = LocalEngine().parse(a_document(text))

    assert parsed.data["personal_info"]["name"] == name


def test_no_name_is_better_than_a_wrong_one():
    parsed = LocalEngine().parse(a_document("Work experience\nExcel\nSkills\nGit"))

    assert parsed.data["personal_info"]["name"] is None
    assert "no_name" in parsed.warnings


def test_a_large_name_may_be_in_small_letters():
    document = Document(
        file_type=FileType.PDF,
        lines=(
            Line(text="chloé van den berghe", size=26),
            Line(text="Some plain text of the document, long enough to be usual", size=10),
        ),
    )
    name = name_in(rows_of(document), None, None)

    assert name is not None
    assert name.text == "chloé van den berghe"


@pytest.mark.parametrize(
    "written", ["Dipl.-Ing. (FH) Markus Weber", "Mag. Markus Weber", "Markus Weber, M.Sc."]
)
def test_a_degree_beside_the_name_is_neither_name_nor_profession(written: str):
    info = LocalEngine().parse(a_document(f"{written}\nm.weber@example.com")).data["personal_info"]

    assert (info["name"], info["headline"]) == ("Markus Weber", None)


@pytest.mark.parametrize(
    ("written", "name"),
    [("Nora Bell FRCO", "Nora Bell"), ("Nora Bell QUILL", "Nora Bell QUILL")],
)
def test_letters_behind_a_name_that_no_address_has_are_an_honour(written: str, name: str):
    address = "nora.bell@example.com" if name != written else "nora.bell.quill@example.com"

    assert (
        LocalEngine().parse(a_document(f"{written}\n{address}")).data["personal_info"]["name"]
        == name
    )


@pytest.mark.parametrize(
    "greeting", ["Hi, I'm Oona Pellworth!", "Hola, soy Oona Pellworth", "Ich bin Oona Pellworth."]
)
def test_a_name_may_follow_the_words_that_give_it(greeting: str):
    name = name_in(rows(f"{greeting}\nRiverside 4, Ely"), None, None)

    assert name is not None
    assert name.text == "Oona Pellworth"


def test_a_large_name_goes_on_below_where_its_last_word_found_no_room():
    said = [("Ximena Antonia Huaiquilaf", 32.0, 530.0), ("Parra", 32.0, 300.0)]
    said += [
        ("Radioaficionada y soldadora", 14.0, 400.0),
        ("Hago puertas, rejas y antenas a medida en Osorno", 12.0, 567.0),
    ]
    document = Document(
        lines=tuple(
            Line(text=text, size=size, x0=224.0, x1=x1, top=30.0 * at)
            for at, (text, size, x1) in enumerate(said)
        ),
        file_type=FileType.PDF,
        pages=1,
    )

    name = name_in(rows_of(document), "ximena.huaiquilaf@example.com", None)

    assert name is not None
    assert name.text == "Ximena Antonia Huaiquilaf Parra"
