"""Nothing is kept that the document does not say; nothing is lost that it says otherwise."""

import pytest

from shared.domain.cv import empty
from shared.domain.document import Document, FileType, Line
from shared.parsing.grounding import _address, ground
from shared.parsing.source_dates import SourceDates, goes_on, read_date
from shared.parsing.source_text import SourceText


def a_source(*lines: str, links: tuple[str, ...] = (), left_out: frozenset[int] = frozenset()):
    texts = tuple(Line(text=line) for line in lines)
    return SourceText(Document(lines=texts, file_type=FileType.TXT, links=links), left_out)


def grounded(source: SourceText, **sections):
    return ground({**empty(), **sections}, source, SourceDates(source))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Élodie Œuvrard", "ELODIE OEUVRARD"),
        ("Jean-Luc d'Arc", "Jean‑Luc d’Arc"),
        ("Jane Doe", "J A N E   D O E"),
        ("Softwareentwicklung", "Softwareent-\nwicklung"),
        ("Université de Haute-Loire", "Université de\nHaute-Loire"),
        ("C++", "C, C++, C#"),
        ("R", "Python, R, SAS"),
        ("ﬁnance", "Finance"),
        ("Straße", "STRASSE"),
        ("Łódź", "Lodz"),
    ],
)
def test_case_accents_spaces_and_hyphens_make_no_difference(value, written):
    assert a_source(*written.split("\n")).says(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("R", "React and Redux"),
        ("C", "C++ and C#"),
        ("Java", "JavaScript"),
        ("Go", "Good at Django"),
        ("Doe", "John Doering"),
        ("", "anything"),
        ("---", "--- ---"),
    ],
)
def test_a_part_of_a_word_is_not_the_word(value, written):
    assert not a_source(written).says(value)


def test_a_value_broken_by_another_column_is_found():
    source = a_source("Master en sciences", "2019 – 2021", "de gestion")

    assert source.says_nearby("Master en sciences de gestion")


def test_words_far_apart_are_no_value():
    source = a_source("Senior", *["text"] * 6, "Engineer")

    assert not source.says_nearby("Senior Engineer")


def test_a_name_may_be_written_family_name_first():
    assert a_source("DUPONT", "Marie").says_in_any_order("Marie Dupont")


def test_the_parts_of_a_place_are_held_to_the_text_one_by_one():
    personal = {**empty()["personal_info"], "location": "Paris, France"}

    result = grounded(a_source("75011 Paris"), personal_info=personal)

    assert result.data["personal_info"]["location"] == "Paris"


@pytest.mark.parametrize("number", ["+33639981234", "06 39 98 12 34", "0033 6 39 98 12 34"])
def test_a_phone_number_is_found_however_it_is_written(number):
    personal = {**empty()["personal_info"], "phone": number}

    result = grounded(a_source("Tél. +33 (0)6.39.98.12.34"), personal_info=personal)

    assert result.data["personal_info"]["phone"] == number


def test_a_link_may_stand_behind_the_text():
    source = a_source("LinkedIn", links=("https://www.linkedin.com/in/jane/",))
    links = ["linkedin.com/in/jane", "github.com/jane"]

    result = grounded(source, personal_info={**empty()["personal_info"], "links": links})

    assert result.data["personal_info"]["links"] == ["linkedin.com/in/jane"]
    assert result.warnings == ("not_in_source:personal_info.links:url:1",)


def test_an_email_must_be_there_letter_for_letter():
    personal = {**empty()["personal_info"], "email": "jane@example.com"}

    result = grounded(a_source("jane.doe@example.com.fr"), personal_info=personal)

    assert result.data["personal_info"]["email"] is None


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("jane@example.com", "E-mail: jane@example.com."),
        ("jane@example.com", "<mailto:jane@example.com>|+33 6"),
        ("jane.doe@example.com", "jane.doe@\nexample.com"),
        ("jane.doe@example.com", "jane . doe @ example.com"),
        ("jean-luc@example.com", "jean‑luc@example.com"),
        ("https://www.linkedin.com/in/jane/", "see linkedin.com/in/jane, or ask"),
        ("linkedin.com/in/jane", "https://www.linkedin.com/in/jane/?trk=1"),
        ("github.com/jane", "(github.com/jane)"),
    ],
)
def test_an_address_is_found_however_it_is_set(address, written):
    assert _address(a_source(*written.split("\n")), address) == address


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("doe@example.com", "jane.doe@example.com"),
        ("jane@example.co", "jane@example.com"),
        ("jane@example.com", "jane@example.com.au"),
        ("example.com", "jane@example.com"),
        ("github.com/ja", "github.com/jane"),
        ("hub.com/jane", "github.com/jane"),
        ("", "jane@example.com"),
    ],
)
def test_a_part_of_an_address_is_another_address(address, written):
    assert _address(a_source(written), address) is None


def test_an_entry_of_which_nothing_is_left_goes_altogether():
    job = {
        "title": "Warp Engineer",
        "company": "Frobozz",
        "location": None,
        "start_date": "2019",
        "end_date": None,
        "is_current": False,
        "description": None,
    }

    result = grounded(a_source("since 2019"), experience=[job])

    assert result.data["experience"] == []
    assert result.confidence["experience"] == pytest.approx(1 / 3, abs=0.01)


def a_job(title: str, company: str, start: str, end: str) -> dict[str, object]:
    return {"title": title, "company": company, "start_date": start, "end_date": end}


def test_an_invented_entry_does_not_survive_by_a_word_that_the_cv_says():
    invented = a_job("Engineer", "Frobozz", "1999", "2001")

    result = grounded(a_source("Engineer", "2019 – 2020"), experience=[invented])

    assert result.data["experience"] == []
    assert "not_in_source:experience:entry:1" in result.warnings


def test_what_is_left_of_an_invented_entry_is_no_second_entry():
    true = a_job("Engineer", "Contoso", "2019", "2020")
    invented = a_job("Engineer", "Frobozz", "2019", "2020")

    result = grounded(a_source("Engineer, Contoso, 2019 – 2020"), experience=[true, invented])

    assert result.data["experience"] == [true]


def test_a_true_entry_survives_one_value_that_was_misread():
    job = a_job("Engineer", "Cont0so", "2019", "2020")

    result = grounded(a_source("Engineer, Contoso, 2019 – 2020"), experience=[job])

    assert result.data["experience"] == [{**job, "company": None}]


def test_a_job_goes_on_only_where_the_document_says_so():
    job = {"title": "Cook", "company": None, "start_date": "2019", "is_current": True}

    open_ended = grounded(a_source("Cook, 2019 – présent"), experience=[job])
    ended = grounded(a_source("Cook, 2019"), experience=[job])

    assert open_ended.data["experience"][0]["is_current"] is True
    assert ended.data["experience"][0]["is_current"] is False


def test_lines_left_out_say_nothing():
    source = a_source("Jane Doe", "skills: Telepathy", left_out=frozenset({1}))

    assert not source.says("Telepathy")


@pytest.mark.parametrize(
    ("claimed", "written", "kept"),
    [
        ("2019-09", "sept. 2019 – juin 2020", "2019-09"),
        ("2019-09", "09/2019", "2019-09"),
        ("2019-01", "2019 - 2020", "2019"),
        ("2019-09-01", "September 2019", "2019-09"),
        ("2019", "Mai 2019", "2019-05"),
        ("2018", "2019", None),
        ("2019-03", "2018-03 – 2020", None),
        ("2019", "Bd 2019 Lyon, 12/2020", "2019"),
    ],
)
def test_dates_keep_the_precision_of_the_source(claimed, written, kept):
    assert SourceDates(a_source(written)).keep(claimed) == kept


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("sept. 2019", "2019-09"),
        ("05/2021", "2021-05"),
        ("05/19", "2019-05"),
        ("März 2020", "2020-03"),
        ("2018", "2018"),
        ("depuis mars 2020", "2020-03"),
        ("3 de mayo de 2011", "2011-05-03"),
        ("soon", None),
    ],
)
def test_dates_are_read_as_cvs_write_them(written, date):
    assert read_date(written) == date


@pytest.mark.parametrize(
    "words",
    [
        *("present", "to date", "until now", "up to now", "Ongoing"),
        *("à ce jour", "en cours", "aujourd'hui", "aujourd’hui", "jusqu'à présent", "actuel"),
        *("heute", "bis heute", "derzeit", "laufend"),
        *("actualidad", "hasta la fecha", "hasta hoy", "en curso"),
    ],
)
def test_words_for_the_present_go_on(words):
    assert goes_on(words)


def test_a_date_does_not_go_on():
    assert not goes_on("2020")
    assert not goes_on("until 2020")
    assert not goes_on("bis März 2020")
    assert not goes_on("Lyon")
