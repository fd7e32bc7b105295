import pytest

from shared.parsing.rules.experience import jobs
from tests.unit.parsing.documents import rows

Told = tuple[str | None, str | None, str | None, str | None, str | None]


def told(text: str) -> list[Told]:
    """Return title, employer, place, start and end (or "now") of each job."""
    return [
        (
            job["title"],
            job["company"],
            job["location"],
            job["start_date"],
            "now" if job["is_current"] else job["end_date"],
        )
        for job in jobs(rows(text))
    ]


COOK = ("Sous chef", "Hotel Adler", "Leeds", "2019-05", "now")
HELP = ("Kitchen porter", "Grey Oyster Ltd", "York", "2016", "2019-04")


@pytest.mark.parametrize(
    "text",
    [
        # one line, commas
        """
Sous chef, Hotel Adler, Leeds, May 2019 – present
- Ran the pass
Kitchen porter, Grey Oyster Ltd, York, 2016 – April 2019
- Washed up
""",
        # date first
        """
05/2019 – today	Sous chef, Hotel Adler (Leeds)
- Ran the pass
2016 – 04/2019	Kitchen porter, Grey Oyster Ltd (York)
- Washed up
""",
        # employer first, date and place on the line below
        """
HOTEL ADLER | Sous chef
May 2019 – to date | Leeds
- Ran the pass
GREY OYSTER LTD | Kitchen porter
2016 – April 2019 | York
- Washed up
""",
        # two lines, places and dates in cells on the right
        """
Hotel Adler	Leeds
Sous chef	May 2019 – Present
- Ran the pass
Grey Oyster Ltd	York
Kitchen porter	2016 – April 2019
- Washed up
""",
        # four lines, plain text below
        """
Sous chef
Hotel Adler
Leeds
May 2019 – current
Ran the pass on busy nights.
Kitchen porter
Grey Oyster Ltd
York
2016 – April 2019
Washed up after two services a day.
""",
        # the date above all
        """
Since May 2019
Sous chef
Hotel Adler, Leeds
- Ran the pass
2016 – April 2019
Kitchen porter
Grey Oyster Ltd, York
- Washed up
""",
        # at
        """
Sous chef at Hotel Adler (Leeds), since 05/2019
- Ran the pass
Kitchen porter at Grey Oyster Ltd (York), 2016 to 04/2019
- Washed up
""",
        # a form
        """
Dates: 05/2019 - present
Position held: Sous chef
Employer: Hotel Adler
Place: Leeds
Dates: 2016 - 04/2019
Position held: Kitchen porter
Employer: Grey Oyster Ltd
Place: York
""",
    ],
)
def test_a_job_is_read_in_any_order_and_layout(text: str):
    found = told(text)

    expected = [tuple(map(str.lower, job)) for job in (COOK, HELP)]
    assert [tuple((value or "").lower() for value in job) for job in found] == expected


def test_what_stands_at_the_place_of_a_known_title_is_a_title_too():
    text = """
Zorblat wrangler, Quimby
2018 – 2019
- Wrangled
Electrician, Volt
2016 – 2018
- Wired
Painter, Umber
2014 – 2016
- Painted
"""

    assert told(text)[0][:2] == ("Zorblat wrangler", "Quimby")


def test_a_comma_within_a_title_divides_nothing():
    text = """
Managing Director, EMEA
Marlowe & Finch
2019 – 2021
- Led
Consultant
Granite Partners
2015 – 2019
- Advised
"""

    assert told(text)[0][:2] == ("Managing Director, EMEA", "Marlowe & Finch")


def test_titles_below_one_employer_share_it():
    text = """
Harbor Outfitters Inc
Team leader
May 2019 - Current
- Opened a store
Sales associate
June 2016 - May 2019
- Sold
Corner Books Ltd
Bookseller
2014 - 2016
- Read aloud
"""

    assert [company for _, company, *_ in told(text)] == [
        "Harbor Outfitters Inc",
        "Harbor Outfitters Inc",
        "Corner Books Ltd",
    ]


def test_a_single_date_is_the_beginning_of_a_job():
    assert told("Staff nurse\nRoyal Infirmary\nSep 2024")[0][3:] == ("2024-09", None)


def test_a_year_in_a_description_begins_no_job():
    text = """
Ingénieure procédés, Robotec SARL
2019 – 2023
- Certification ISO 9001 du site obtenue en 2018
- Réduction des rebuts
"""

    assert len(told(text)) == 1


def test_the_description_keeps_what_follows_the_header():
    text = "Vendeur, Meubles Durand, 2019 - 2020. Conseil aux clients.\n- Caisse\n- Inventaire"

    (job,) = jobs(rows(text))

    assert job["company"] == "Meubles Durand"
    assert job["description"] == "Conseil aux clients.\nCaisse\nInventaire"


def test_no_rows_hold_no_job():
    assert jobs([]) == []


def test_two_hyphens_are_a_dash():
    assert told("Sous chef -- Hotel Adler, Leeds\n05/2019 - present") == [COOK]


def test_a_period_may_end_on_the_next_line():
    text = "Kitchen porter | Grey Oyster Ltd, York | 2016 –\n04/2019\n- Kept the pans in order"

    assert told(text) == [HELP]


def test_a_country_in_brackets_belongs_to_the_town_before_it():
    text = "de janv. 2019 à ce jour\tChargé de projets\nHydrolis Énergies, Brest (France)"

    assert told(text) == [
        ("Chargé de projets", "Hydrolis Énergies", "Brest (France)", "2019-01", "now")
    ]
