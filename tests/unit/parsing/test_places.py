import pytest

from shared.parsing.rules.homes import home, sureness
from shared.parsing.rules.places import is_street, likeness


@pytest.mark.parametrize(
    "text",
    [
        "Lyon",
        "Lyon, France",
        "20100 Nîmes",
        "Austin, TX",
        "NR2 4HX Exeter",
        "Lille (59)",
        "Remote",
        "St-Nazaire",
        "Ste-Foy, Canada",
        "Bruselas",
        "Mailand",
        "Surulere, Nigeria",
        "San Telmo de los Olivos, Uruguay",
        "Tampere",
        "Taschkent, Usbekistan",
        "Vitrolles",
        "Weiz",
        "Frankfurt a. M.",
        "New Delhi",
        "Osorno, Región de los Lagos, Chile",
        "Coronel, Biobío",
    ],
)
def test_a_place_is_told(text: str):
    assert likeness(text) >= 0.7


def test_a_clinic_named_after_a_saint_is_no_town():
    assert likeness("St. Brigid of the Fen Hospital, Ireland") < 0.7


@pytest.mark.parametrize(
    "text",
    [
        "Metz (F)",
        "Lugano (TI)",
        "Aarau AG",
        "Geneva, CH",
        "Saltillo, Coah.",
        "Lyon 3e",
        "Dublin 4",
        "Raum Kassel",
        "Greater Leeds Area",
        "Nantes et environs",
        "Hamburg-Altona",
        "Frankfurt/Oder",
        "Passau a. Inn",
        "Lille et Metz",
        "Milano",
        "Cd. Obregón, Son",
        "Sto. Domingo",
        "Ibadan, Oyo State",
    ],
)
def test_a_place_may_say_where_it_lies(text: str):
    assert likeness(text) >= 0.7


@pytest.mark.parametrize(
    "text",
    [
        "Lyon Logistics",
        "Paris Hilton",
        "Software Engineer",
        "Python",
        "Java (F)",
        "Berlin-Chemie",
        "Director, Greater China",
        "Research and Leeds",
        "Armoires BT/MT",
    ],
)
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
        ("Torgasse 4, A-3100 St. Pölten", "A-3100 St. Pölten"),
        ("4 place du Guet 29000 Quimper", "29000 Quimper"),
        ("BP 512 Lomé – Togo", "Lomé – Togo"),
        ("12, rue de Hollerich, L-1741 Luxembourg", "L-1741 Luxembourg"),
        ("Av. Juárez 12, Puebla, Pue.", "Puebla, Pue."),
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


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("Lindengasse 8/2/11, 4614 Marchtrenk, Österreich", "4614 Marchtrenk, Österreich"),
        ("Wagnerstraße 2, 22081 Hamburg-Barmbek", "22081 Hamburg-Barmbek"),
        ("Köln-Ehrenfeld", "Köln-Ehrenfeld"),
        ("12 Shore Wynd, Crail, Fife KY10 3ZZ", "Crail, Fife KY10 3ZZ"),
        ("4 Chapel Lane, Quin, V95 X2Y3", "Quin, V95 X2Y3"),
        ("22 Griffith Avenue, Dublin 9", "Dublin 9"),
        ("4 Camber Row, London SE15", "London SE15"),
        ("Paris 11e, véhiculé", "Paris 11e"),
        ("14 Ormond Parade, Yackandandah VIC 3749", "Yackandandah VIC 3749"),
        ("B-12, Sai Residency, Nashik 422005", "Nashik 422005"),
        ("312, rue Sanguinet, app. 3, Québec (Québec) G1R 2B5", "Québec (Québec) G1R 2B5"),
        ("Brest (29) – mobile en Bretagne", "Brest (29)"),
        ("Rúa do Porto, 27, baixo, 36940 Cangas (Pontevedra)", "36940 Cangas (Pontevedra)"),
        ("Avda. del Llano 10, 4.º C, 33209 Gijón (Asturias)", "33209 Gijón (Asturias)"),
        ("Oviedo (natural de Luarca)", "Oviedo"),
        ("Col. Santiago, C.P. 72160, Puebla, Pue.", "72160, Puebla, Pue."),
        ("Chaussée de Waterloo 45/3, 1060 Saint-Gilles", "1060 Saint-Gilles"),
        ("Dublin, Ireland (open to relocation)", "Dublin, Ireland"),
        ("14 Acacia Street, Umdloti, 4350", "Umdloti, 4350"),
        ("Baner Road, Nashik – 422 005", "Nashik – 422 005"),
        ("Greater Chicago Area", "Greater Chicago Area"),
        ("Rua das Flores 12, 1200-192 Lisboa", "1200-192 Lisboa"),
        (
            "Calle Olmo 3, 2º A, 50999, Almunia de la Sierra Honda, España",
            "50999, Almunia de la Sierra Honda, España",
        ),
    ],
)
def test_the_forms_of_addresses_of_many_countries_are_known(address: str, place: str):
    assert home(address) == place


@pytest.mark.parametrize("text", ["1998 Abitur", "Cédula: 00000000", "HD-51085", "5000 followers"])
def test_other_numbers_are_no_postcodes(text: str):
    assert home(text) is None or sureness(home(text) or "") < 1


def test_a_town_with_its_postcode_says_more_than_a_country():
    assert sureness("4614 Marchtrenk") > sureness("Österreich")


def test_a_town_of_no_table_is_told_by_its_district():
    address = "House 12, Near Water Tank, Kharwan, Distt. Yamuna Vihar"

    assert home(address) == "Kharwan, Distt. Yamuna Vihar"
    assert sureness("Kharwan, Distt. Yamuna Vihar") > 0


def test_the_country_behind_an_american_postcode_does_not_hide_the_town():
    assert home("Little Creek, OR 97459 US") == "Little Creek, OR 97459"


def test_the_country_before_a_postcode_makes_a_town_no_less_sure():
    assert sureness("I-39012 Meran") == sureness("39012 Meran") > sureness("Meran")
