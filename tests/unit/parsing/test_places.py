import pytest

from shared.parsing.rules.places import home, is_street, likeness


@pytest.mark.parametrize(
    "text",
    ["Lyon", "Lyon, France", "20100 Nîmes", "Austin, TX", "NR2 4HX Exeter", "Lille (59)", "Remote"],
)
def test_a_place_is_told(text: str):
    assert likeness(text) >= 0.7


@pytest.mark.parametrize("text", ["Lyon Logistics", "Paris Hilton", "Software Engineer", "Python"])
def test_other_names_are_no_places(text: str):
    assert likeness(text) < 0.7


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("8 boulevard Voltaire, Lyon, 36700, Rhône, FR", "Lyon, 36700, Rhône, FR"),
        ("12 rue Victor Hugo, 35000 Rennes", "35000 Rennes"),
        ("120 W. Prairie Ave – Minneapolis, Minnesota 68975", "Minneapolis, Minnesota 68975"),
        ("Lindenallee 7, 50667 Köln", "50667 Köln"),
        ("C/ Alcalá 45, 28014 Madrid", "28014 Madrid"),
    ],
)
def test_the_home_is_the_address_without_its_street(address: str, place: str):
    assert home(address) == place


def test_a_text_without_a_place_has_no_home():
    assert home("Chef de projet industriel") is None


def test_a_street_has_a_number():
    assert is_street("4 Queen's Crescent")
    assert is_street("Lindenallee 7")
    assert not is_street("Street artist")


def test_a_town_of_no_table_before_a_state_is_a_home():
    assert home("4127 Peach Orchard Rd., Augusta, GA 30906") == "Augusta, GA 30906"
