"""Contact lines that stand in other sections."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.engine import LocalEngine

MAIN = """
Odile Ferrand
Ingénieure du son
EXPÉRIENCE
Ingénieure du son, Studio Vercors, Grenoble
2019 – 2023
PROJETS
Cartes postales sonores
"""


def a_column(text: str, block: int) -> list[Line]:
    """Return the lines of a column of the page, which begins at its top."""
    return [
        Line(text=line, page=1, block=block, top=40.0 + 15 * at, size=10)
        for at, line in enumerate(text.strip().splitlines())
    ]


def a_cv(*columns: str) -> Document:
    """Return a PDF of the columns."""
    lines = [line for block, text in enumerate(columns) for line in a_column(text, block)]
    return Document(lines=tuple(lines), file_type=FileType.PDF)


def test_an_address_at_the_top_of_a_column_behind_the_projects_is_home():
    sidebar = "8 rue des Alpes\n38000 Grenoble\nodile.ferrand@example.com\nCOMPÉTENCES\nMixage"

    info = LocalEngine().parse(a_cv(MAIN, sidebar)).data["personal_info"]

    assert info["location"] == "38000 Grenoble"


def test_an_address_within_the_projects_is_that_of_another():
    others = "8 rue des Alpes\n38000 Grenoble\ncartes@example.com"

    info = LocalEngine().parse(a_cv(f"{MAIN}{others}")).data["personal_info"]

    assert info["location"] is None


def test_the_end_of_a_contact_line_that_reaches_into_the_next_column_is_home():
    contact = Line(text="odile.ferrand@example.com", x0=40, x1=260, top=55, size=10)
    town = Line(text="Grenoble, France", x0=300, x1=380, top=55.4, size=10, block=1)
    main = [line for line in a_column(MAIN, 0) if line.top != 55]
    lines = (main[0], contact, *main[1:], town, Line(text="COMPÉTENCES", top=80, size=10, block=1))

    info = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF)).data["personal_info"]

    assert info["location"] == "Grenoble, France"


def test_an_address_beside_the_name_and_behind_the_referees_is_home():
    left = "Odile Ferrand\nIngénieure du son\nEXPÉRIENCE\n2019 – 2023 Technicienne, Studio Nord"
    left += "\nRÉFÉRENCES\nPaul Roux, gérant, Studio Nord"
    right = "38000 Grenoble | 06 39 98 11 22\nodile.ferrand@example.com\nCOMPÉTENCES\nMixage"

    info = LocalEngine().parse(a_cv(left, right)).data["personal_info"]

    assert info["location"] == "38000 Grenoble"


def test_a_dated_entry_above_an_address_at_the_foot_of_the_page_stays_in_its_section():
    page = """
Odile Ferrand
FORMATION
Master Son, Université de Lyon, Lyon 2015 – 2017
Brevet de technicien, Lycée Vauban, Brest 2013 – 2015
Odile Ferrand | 8 rue des Alpes, 38000 Grenoble | odile.ferrand@example.com
LANGUES
Anglais : courant
"""

    studies = LocalEngine().parse(a_cv(page)).data["education"]

    assert [study["end_date"] for study in studies] == ["2017", "2015"]


def test_a_long_contact_line_at_the_foot_is_home_where_bars_divide_it():
    foot = (
        "Chemin des Anciennes Forges 114 bis, 38000 Grenoble • +33 6 00 00 00 07 • "
        "odile.ferrand@example.com • son-et-paysages.example.com/odile-ferrand"
    )

    info = LocalEngine().parse(a_cv(f"{MAIN}FORMATION\n2012 DUT, IUT de Vienne\n{foot}")).data

    assert info["personal_info"]["phone"] == "+33600000007"


def test_a_quarter_of_no_table_beside_a_contact_line_is_home():
    sidebar = "Quartier Belleroche, Grenoble\n+33 6 00 00 00 07\nodile.ferrand@example.com"

    info = LocalEngine().parse(a_cv(f"{MAIN}FORMATION\n2012 DUT, IUT de Vienne", sidebar)).data

    assert info["personal_info"]["location"] == "Grenoble"
