import pytest

from shared.parsing.rules.dates import is_duration, periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Oct 2022 – Nov 2023", "2022-10", "2023-11"),
        ("2021-09-01 to 2025-09-01", "2021-09-01", "2025-09-01"),
        ("de janvier 2019 à juin 2020", "2019-01", "2020-06"),
        ("Du 02/2015 au 09/2017", "2015-02", "2017-09"),
        ("1er septembre 2020 au 31 août 2021", "2020-09-01", "2021-08-31"),
        ("enero de 2016 hasta marzo de 2018", "2016-01", "2018-03"),
        ("März 2014 bis Dezember 2015", "2014-03", "2015-12"),
        ("01.09.2018-30.06.2020", "2018-09-01", "2020-06-30"),
        ("Sept '18 - Oct '19", "2018-09", "2019-10"),
        ("09/18 – 06/20", "2018-09", "2020-06"),
        ("Jan–Mar 2020", "2020-01", "2020-03"),
        ("2015-17", "2015", "2017"),
        ("2015/2016", "2015", "2016"),
        ("Internat, 2008/09", "2008", "2009"),
        ("2008/03 – 2009/04", "2008-03", "2009-04"),
        ("2010–2013 (3 ans)", "2010", "2013"),
        ("March 3, 2018 - April 5, 2019", "2018-03-03", "2019-04-05"),
        ("12/31/2018 - 01/15/2020", "2018-12-31", "2020-01-15"),
        ("avril → juin 2020", "2020-04", "2020-06"),
        ("du 3 février au 28 mars 2020", "2020-02", "2020-03-28"),
        ("Anfang 2015 – Ende 2017", "2015", "2017"),
        ("Spielzeiten 2017/18 bis 2020/21", "2017", "2021"),
        ("mid-2016 to late 2019", "2016", "2019"),
        ("Sept. 2019 – vorauss. Juli 2020", "2019-09", "2020-07"),
        ("2019 – expected May 2020", "2019", "2020-05"),
        ("WiSe 2018/19", "2018", "2019"),
        ("9. – 13. Mai 2022", "2022-05-09", "2022-05-13"),
        ("du 9 au 13 mai 2022", "2022-05-09", "2022-05-13"),
        ("09/2019 - prévu en juin 2020", "2019-09", "2020-06"),
        ("ago-07 – nov-12", "2007-08", "2012-11"),
        ("juin et juillet 2017", "2017-06", "2017-07"),
        ("Inviernos 2015-16 y 2016-17", "2015", "2017"),
        ("Marzo 7 de 2014 a junio 30 del 2016", "2014-03-07", "2016-06-30"),
    ],
)
def test_a_period_keeps_the_precision_of_the_source(text: str, first: str, last: str):
    (period,) = periods(text)

    assert (period.first, period.last, period.is_current) == (first, last, False)


@pytest.mark.parametrize(
    "text",
    [
        "2022-10 – present",
        "10/2022 to date",
        "octobre 2022 à ce jour",
        "OCTOBRE 2022 — AUJOURD'HUI",
        "oct. 2022 – en cours",
        "depuis octobre 2022",
        "Since October 2022",
        "seit 10/2022",
        "10.2022 – heute",
        "Oktober 2022 – gegenwärtig",
        "oct 2022 - actualidad",
        "oct. 2022 - act.",
        "10/2022 → auj.",
        "October 2022 –",
    ],
)
def test_what_goes_on_has_no_end(text: str):
    (period,) = periods(text)

    assert (period.first, period.last, period.is_current) == ("2022-10", None, True)


def test_a_new_school_year_may_begin_what_goes_on():
    (period,) = periods("depuis la rentrée 2018")

    assert (period.first, period.last, period.is_current) == ("2018", None, True)


def test_a_single_date_is_neither_beginning_nor_end():
    (period,) = periods("Summer 2019")

    assert (period.first, period.last, period.is_end) == (None, "2019", False)


def test_until_marks_an_end():
    (period,) = periods("jusqu'en 2019")

    assert (period.last, period.is_end) == ("2019", True)


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "budget de 2,4 M€",
        "ISO 9001",
        "20 ans d'expérience",
        "2000 € par mois",
        "NF C 15-100",
    ],
)
def test_numbers_that_are_no_dates_are_left_alone(text: str):
    assert periods(text) == ()


def test_no_period_runs_backwards():
    assert all(not period.is_range for period in periods("2020 - 2015"))


def test_a_length_of_time_is_no_date():
    assert is_duration("2 ans 3 mois")
    assert not is_duration("2 personnes")


@pytest.mark.parametrize("text", ["Company ²⁰¹⁹ –", "①⑨⑨⑨"])
def test_figures_above_the_line_or_in_circles_are_no_date(text: str):
    assert periods(text) == ()


@pytest.mark.parametrize(
    ("text", "first", "last", "current"),
    [
        ("Curso 2019/2020 – actualidad", "2019", None, True),
        ("Cursos 2015/2016 a 2018/2019", "2015", "2019", False),
        ("2019/2020", "2019", "2020", False),
        ("du 01/09/19 au 30/06/20", "2019-09-01", "2020-06-30", False),
        ("seit WS 2019", "2019", None, True),
        ("seit Spielzeit 2021/22", "2021", None, True),
        ("depuis la saison 2021/22", "2021", None, True),
        ("2020/21 bis heute", "2020", None, True),
        ("2014/15, 2015/16, 2016/17", "2014", "2017", False),
        ("Temporada 2014/15 + 2015/16", "2014", "2016", False),
    ],
)
def test_school_years_short_days_and_terms_are_dates(
    text: str, first: str, last: str | None, current: bool
):
    (period,) = periods(text)

    assert (period.first, period.last, period.is_current) == (first, last, current)


def test_an_expected_date_is_an_end():
    (period,) = periods("Expected May 2026")

    assert (period.at, period.first, period.last, period.is_end) == (0, None, "2026-05", True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Summers 2022, 2023", [("2022", "2023")]),
        ("Winter 2011 u. 2012", [("2011", "2012")]),
        ("April 2015 und Juni 2018, je 5 Tage", [("2015-04", "2018-06")]),
        ("juin 2015 et mai 2014", [(None, "2015-06"), (None, "2014-05")]),
        ("Été 2004, 2005 et 2006", [("2004", "2006")]),
        ("2011, 2012 and 2013 every year from May to July", [("2011", "2013")]),
        ("Sommer 2010, 2012, 2015 Eisverkäufer", [("2010", "2015")]),
        ("2019, 2021", [(None, "2019"), (None, "2021")]),
        ("Prize 2019, 2020 winner", [(None, "2019"), (None, "2020")]),
    ],
)
def test_years_in_a_row_at_the_end_or_the_beginning_are_one_period(
    text: str, found: list[tuple[str | None, str]]
):
    assert [(period.first, period.last) for period in periods(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "primer semestre de 2014",
        "2e semestre 2014",
        "Zweites Halbjahr 2014",
        "Ciclo lectivo 2013-2014",
        "Egresada en 2014",
    ],
)
def test_a_part_of_a_year_and_words_of_leaving_school_belong_to_the_date(text: str):
    (period,) = periods(text)

    assert (period.at, period.end, period.last) == (0, len(text), "2014")


def test_two_years_of_seasons_that_follow_each_other_are_one_period():
    (period,) = periods("Winters 2018-2019 and 2019-2020")

    assert (period.first, period.last) == ("2018", "2020")


def test_two_months_of_one_year_are_a_period():
    (period,) = periods("en octobre et novembre 2021")

    assert (period.first, period.last) == ("2021-10", "2021-11")


def test_des_with_its_accent_opens_a_period_and_without_it_is_a_word():
    assert [period.is_current for period in periods("dès 03.2018")] == [True]
    assert [period.at for period in periods("DES juin 2008")] == [4]


@pytest.mark.parametrize(
    ("text", "year"), [("Semana Santa de 2019", "2019"), ("otoño de 2016", "2016")]
)
def test_a_season_may_stand_before_of_and_its_year(text: str, year: str):
    (period,) = periods(text)

    assert (period.at, period.end, period.last) == (0, len(text), year)


@pytest.mark.parametrize(
    "text", ["ISO 9001:2015", "EU-Verordnung 2016/679", "GvD 36/2023", "Ley 8/2021"]
)
def test_the_year_of_a_norm_is_no_date(text: str):
    assert periods(text) == ()
