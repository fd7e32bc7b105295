import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.publications import publications
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows


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


def test_a_publication_in_quotation_marks_ends_with_them():
    (found,) = publications(rows("« La réception tacite », Revue du bâti, n° 12, 2021"))

    assert (found["title"], found["publisher"], found["date"]) == (
        "La réception tacite",
        "Revue du bâti, n° 12",
        "2021",
    )


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
    ("text", "title", "publisher"),
    [
        (
            'Quill, N.L. and Bell, K. (2014) "Who owns the yard? A study", Parish Review, 27(4), pp. 31–34',
            "Who owns the yard? A study",
            "Parish Review, 27(4), pp. 31–34",
        ),
        (
            "Bell, F., Quill, N. (2020): tidalr – tools for tides. Journal of Open Tides 5, 2–9.",
            "tidalr – tools for tides",
            "Journal of Open Tides 5, 2–9",
        ),
    ],
)
def test_a_cited_title_may_be_quoted_or_begin_small(text: str, title: str, publisher: str):
    (found,) = publications(rows(text))

    assert (found["title"], found["publisher"]) == (title, publisher)


def test_a_date_between_commas_leaves_one():
    (found,) = publications(rows("« Les haies du Jura », Bocages, n° 4, 2024, p. 12-19"))

    assert (found["publisher"], found["date"]) == ("Bocages, n° 4, p. 12-19", "2024")


@pytest.mark.parametrize(
    ("text", "title", "publisher"),
    [
        (
            "Marsh H. (2022): Moore im Wandel, in: Torfkunde 2/2022, S. 8–11",
            "Moore im Wandel",
            "Torfkunde 2/2022, S. 8–11",
        ),
        ("Marsh H. (2022) Peat, vol. 2. Seas and Moors 4.", "Peat, vol. 2", "Seas and Moors 4"),
        (
            "Vortrag „Torf sparen – aus Sicht der Gärtner“, Gartentag Celle, 2019",
            "Vortrag „Torf sparen – aus Sicht der Gärtner“",
            "Gartentag Celle",
        ),
    ],
)
def test_short_forms_and_quotation_marks_do_not_end_a_title(text: str, title: str, publisher: str):
    (found,) = publications(rows(text))

    assert (found["title"], found["publisher"]) == (title, publisher)


def test_the_second_line_of_an_item_is_no_publication_of_its_own():
    lines = (
        Line(
            text="Moose im Oberland – Ein Jahr am Bach. In: Feldblatt,", bullet=True, x0=71, x1=500
        ),
        Line(text="2019, Heft 14", x0=89, x1=158),
    )

    (found,) = publications(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert (found["title"], found["publisher"], found["date"]) == (
        "Moose im Oberland – Ein Jahr am Bach",
        "Feldblatt, Heft 14",
        "2019",
    )
