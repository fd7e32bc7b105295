import pytest

from shared.parsing.rules.phones import phone_in, region_of, regions_of
from tests.unit.parsing.documents import rows


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("Tél. 06 22 33 44 55", "FR", "+33622334455"),
        ("+33 (0)6 22 33 44 55", "GB", "+33622334455"),
        ("(312) 555-0188 | Chicago", "US", "+13125550188"),
        ("Telefon: 0151 23456789", "DE", "+4915123456789"),
        ("Móvil 612 345 678", "ES", "+34612345678"),
    ],
)
def test_a_valid_number_is_given_in_e164(text: str, region: str, number: str):
    assert phone_in(rows(text), region) == number


def test_a_number_that_no_plan_has_stays_as_it_is_written():
    assert phone_in(rows("Phone: 07700 900029"), "GB") == "07700 900029"


@pytest.mark.parametrize(
    "text",
    [
        "2016 - 2018",
        "1999-2002 2004",
        "12/03/2018 - 14/05/2019",
        "SIRET 732 829 320 00074",
        "2,4 M€",
    ],
)
def test_years_dates_and_registry_numbers_are_no_phones(text: str):
    assert phone_in(rows(text), "FR") is None


def test_the_region_follows_the_country_then_the_language():
    assert region_of("Lausanne, Suisse", "fr") == "CH"
    assert region_of("Lyon", "fr") == "FR"
    assert region_of("", None) == "GB"


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("B-4000 Liège", "BE"),
        ("A-8010 Graz", "AT"),
        ("Fitzroy VIC 3065", "AU"),
        ("Tulsa, OK 74103", "US"),
        ("Halifax, NS B3H 4R2", "CA"),
        ("Salthill, Co. Galway", "IE"),
        ("4020 Linz", "AT"),
        ("Guadalajara, Jalisco", "MX"),
        ("08500 Vic", "ES"),
        ("Birr, Co. Offaly", "IE"),
        ("Huelva, Andalucía, ES, 21005", "ES"),
        ("Mombasa", "KE"),
        ("Arequipa", "PE"),
        ("Cotonou, Bénin", "BJ"),
    ],
)
def test_the_region_follows_the_place_before_the_text(place: str, region: str):
    assert region_of("", "es", place) == region


def test_the_region_follows_the_text_where_the_place_is_in_no_table():
    assert region_of("Nationalité : belge. Belgique", "fr", "Marchin") == "BE"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0251 99887 12 / 0152 33445566", "+492519988712"),
        ("0152/33445566", "+4915233445566"),
    ],
)
def test_a_slash_may_stand_between_two_numbers_or_within_one(text: str, number: str):
    assert phone_in(rows(text), "DE") == number


def test_two_numbers_beside_a_slash_need_no_zero():
    assert phone_in(rows("Tfno. 943 00 11 22 / 688 11 22 33"), "ES") == "+34943001122"


def test_the_area_code_may_stand_before_a_slash_behind_a_postcode():
    assert phone_in(rows("Marktplatz 3, 28195 Bremen 0421 / 33221-10"), "DE") == "+494213322110"


def test_the_first_labelled_number_wins_even_if_no_plan_has_it():
    text = "Mobile: 07700 900 318 Home: 0114 496 0312"

    assert phone_in(rows(text), "GB") == "07700 900 318"


@pytest.mark.parametrize(
    "text", ["Fax: 0114 496 0312\nTel: 0114 496 0318", "Fax 0114 496 0312 | Tel 0114 496 0318"]
)
def test_a_fax_is_no_phone(text: str):
    assert phone_in(rows(text), "GB") == "+441144960318"


def test_a_number_may_begin_with_two_zeros():
    assert phone_in(rows("0043 676 1234567"), "DE") == "+436761234567"


def test_a_label_may_only_tell_which_phone_it_is():
    text = "Home:\t0114 496 0312\nMobile:\t07700 900318"

    assert phone_in(rows(text), "GB") == "+441144960312"


@pytest.mark.parametrize(
    ("place", "language", "text", "number"),
    [
        ("1060 Saint-Gilles", "fr", "0478 11 22 33", "+32478112233"),
        ("1800 Vevey", "fr", "021 922 11 22", "+41219221122"),
        ("8600 Dübendorf", "de", "079 222 11 33", "+41792221133"),
        ("4600 Wels", "de", "0664 2221133", "+436642221133"),
        ("69003 Lyon", "fr", "04 78 11 22 33", "+33478112233"),
    ],
)
def test_a_postcode_of_four_digits_tells_of_smaller_countries(
    place: str, language: str, text: str, number: str
):
    assert phone_in(rows(text), *regions_of("", language, place)) == number


def test_a_country_that_the_text_names_may_be_another():
    regions = regions_of("Ten years of buying in Japan", "en", "Nuneaton")

    assert phone_in(rows("Tel 07911 123456"), *regions) == "+447911123456"


def test_of_two_labelled_numbers_the_first_is_taken():
    text = "Celular: 310 555 0187 - Fijo: (601) 555 0123"

    assert phone_in(rows(text), "CO") == "+573105550187"


def test_the_number_of_a_paper_is_no_phone_number_beside_one():
    text = "DNI: 40551177 | Cel.: 954 555 018 | Correo: ana@example.com"

    assert phone_in(rows(text), "PE") == "+51954555018"
