import time
from dataclasses import replace

import jsonschema
import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules import memory
from shared.parsing.rules.engine import LocalEngine
from shared.parsing.rules.text import fold
from shared.schema import cv_schema
from tests.unit.parsing.documents import a_document, a_line

FRENCH = """
SOPHIE MARTIN-DUPUIS
Chargée de clientèle
12 rue Victor Hugo, 35000 Rennes | 06 22 33 44 55 | sophie.martin@example.com
PROFIL
Conseillère rigoureuse, dix ans d'expérience.
MES EXPÉRIENCES
Depuis mars 2019 : Chargée de clientèle – Crédit Rural de l'Ouest – Rennes
- Gestion d'un portefeuille de 400 clients
2015 - 2019 : Conseillère commerciale – Banque Lagarde – Nantes
- Accueil
FORMATION
2012 : Licence professionnelle Banque – IUT de Vannes
COMPÉTENCES
Word, Excel (avancé), Salesforce
LANGUES ÉTRANGÈRES
Anglais : courant
LOISIRS
Voile, lecture
"""


def values(data: object) -> list[str]:
    """Return every text in the data."""
    if isinstance(data, dict):
        return [text for each in data.values() for text in values(each)]
    if isinstance(data, list):
        return [text for each in data for text in values(each)]
    return [data] if isinstance(data, str) else []


def test_a_cv_is_parsed_whole():
    parsed = LocalEngine().parse(a_document(FRENCH))

    data = parsed.data
    assert data["personal_info"] == {
        "name": "SOPHIE MARTIN-DUPUIS",
        "headline": "Chargée de clientèle",
        "email": "sophie.martin@example.com",
        "phone": "+33622334455",
        "location": "35000 Rennes",
        "links": [],
    }
    assert [job["company"] for job in data["experience"]] == [
        "Crédit Rural de l'Ouest",
        "Banque Lagarde",
    ]
    assert data["education"][0]["institution"] == "IUT de Vannes"
    assert data["skills"] == ["Word", "Excel", "Salesforce"]
    assert data["interests"] == ["Voile", "lecture"]
    assert (parsed.engine, parsed.language, parsed.warnings) == ("local", "fr", ())
    assert all(0 <= value <= 1 for value in parsed.confidence.values())


def test_the_data_fits_the_schema():
    jsonschema.validate(LocalEngine().parse(a_document(FRENCH)).data, cv_schema())


def test_nothing_is_said_that_the_document_does_not_say():
    document = a_document(FRENCH)
    data = LocalEngine().parse(document).data
    data["personal_info"]["phone"] = None  # rewritten as E.164
    for job in (*data["experience"], *data["education"]):
        job["start_date"] = job["end_date"] = None  # rewritten as ISO dates

    text = fold(document.text)
    assert [
        value for value in values(data) for line in value.splitlines() if fold(line) not in text
    ] == []


@pytest.mark.parametrize("text", ["", "x", "Skills", "Experience\n2019", "•", "12345"])
def test_a_document_that_says_next_to_nothing_gives_an_empty_cv(text: str):
    data = LocalEngine().parse(a_document(text)).data

    jsonschema.validate(data, cv_schema())
    assert data["experience"] == []
    assert data["personal_info"]["name"] is None


def test_missing_sections_are_told_by_code():
    parsed = LocalEngine().parse(a_document("Lea Petit\nlea@example.com"))

    assert parsed.warnings == ("no_experience", "no_skills")


def test_text_that_is_not_read_is_told_by_code():
    lines = tuple(Line(text="Sauces") for _ in range(2_000))

    parsed = LocalEngine().parse(Document(lines=lines, file_type=FileType.TXT))

    assert "text_truncated" in parsed.warnings


def test_an_unknown_heading_hides_neither_jobs_nor_skills():
    text = """
EDUCATION
BSc, University of Derby, 2010
INTERESTS
Choir
LANGUAGES
English
THE LONG ROAD
Baker, Crust Ltd, 2015 - 2019
Cook, Hotel Adler, 2012 - 2015
THINGS UP MY SLEEVE
Sourdough
Puff pastry
"""
    data = LocalEngine().parse(a_document(text)).data

    assert [job["title"] for job in data["experience"]] == ["Baker", "Cook"]
    assert data["skills"] == ["Sourdough", "Puff pastry"]


def test_a_career_headed_as_an_academic_one_holds_jobs():
    text = """
Ada Brewer
PARCOURS ACADÉMIQUE
2020 – 2022	Chercheuse postdoctorale, ETH Zurich
2015 – 2019	Assistante de recherche, Université de Liège
TITRES ET DIPLÔMES
2013 – 2015	Master en biologie, Université de Liège
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [job["title"] for job in data["experience"]] == [
        "Chercheuse postdoctorale",
        "Assistante de recherche",
    ]
    assert [study["end_date"] for study in data["education"]] == ["2015"]


def test_teaching_headed_apart_from_studies_holds_jobs_or_courses_but_no_studies():
    text = """
Ada Brewer
ENSEIGNEMENT
Professeure d'allemand
Collège Jean-Rostand, Auxerre – depuis la rentrée 2020
Professeure stagiaire
Lycée Marie-Noël, Dijon – 2019-2020
EXPÉRIENCE
Libraire
Librairie du Donjon, Dijon – 2015-2018
FORMATION
- Master en lettres, Université de Bourgogne, 2013-2015
LEHRE
WS 2021/22	Übung „Märchen heute“ (Dijon)
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [(job["title"], job["start_date"], job["is_current"]) for job in data["experience"]] == [
        ("Professeure d'allemand", "2020", True),
        ("Professeure stagiaire", "2019", False),
        ("Libraire", "2015", False),
    ]
    assert [study["degree"] for study in data["education"]] == ["Master en lettres"]


def test_posts_of_a_teacher_are_told_by_their_first_sentence():
    text = """
Ada Brewer
ENSEIGNEMENT
2020 – 2022	Chargée de cours, Université du Morvan, Dijon. Cent heures par an sur les contes et leurs traductions
2018 – 2020	Professeure contractuelle, Lycée Marie-Noël, Auxerre. Classes de seconde et de première, et du soutien
FORMATION
2013 – 2015	Master en lettres, Université du Morvan
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [job["title"] for job in data["experience"]] == [
        "Chargée de cours",
        "Professeure contractuelle",
    ]


def test_running_text_below_an_unknown_heading_before_the_jobs_introduces_the_person():
    intro = (
        "Ten years between flour and fire have taught me to rise early and to keep a team whole."
    )
    said = {
        "Oven and word": intro,
        "Experience": "Baker, Crust Ltd, 2015 - 2019",
        "Skills": "Sourdough",
    }
    lines = [Line(text=text) for text in ("Lena Brandt", "Leeds", "lena.brandt@example.com")]
    for heading, text in said.items():
        lines += [Line(text=heading, size=14.0, bold=True), Line(text=text, size=10.0)]

    data = LocalEngine().parse(Document(lines=tuple(lines), file_type=FileType.PDF)).data

    assert data["summary"] == intro
    assert [job["title"] for job in data["experience"]] == ["Baker"]


def test_without_any_heading_jobs_studies_and_lists_are_told_by_what_they_hold():
    text = """
Lena Brandt
Baker
lena.brandt@example.com
2019 - 2022 Pastry cook, Hotel Adler, Leeds
- Ran the morning shift
2016 - 2019 Baker, Grey Oyster Ltd, York
2014 - 2016 NVQ Level 3 Bakery, Leeds City College
Sourdough, Lamination, Chocolate work, Costing
English (native), German (B2)
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [job["title"] for job in data["experience"]] == ["Pastry cook", "Baker"]
    assert [study["institution"] for study in data["education"]] == ["Leeds City College"]
    assert data["skills"] == ["Sourdough", "Lamination", "Chocolate work", "Costing"]
    assert [each["language"] for each in data["languages"]] == ["English", "German"]


def test_languages_without_a_heading_are_found_in_the_contact_block():
    text = "Lea Petit\nlea@example.com\tFrançais, Anglais\nCompétences\nSoudure"

    parsed = LocalEngine().parse(a_document(text))

    assert [each["language"] for each in parsed.data["languages"]] == ["Français", "Anglais"]


def test_the_same_document_gives_the_same_cv():
    engine = LocalEngine()

    assert engine.parse(a_document(FRENCH)) == engine.parse(a_document(FRENCH))


def test_no_text_stays_in_memory_after_the_parse():
    LocalEngine().parse(a_document(FRENCH))

    assert memory.texts() == 0


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Experience", "a" * 480_000),
        ("Experience", "a@" * 500),
        ("Experience", "a." * 500),
        ("Experience", "2019 - " * 140),
        ("Experience", "06 12 34 56 78 " * 60),
        ("Experience", "www.a." * 160),
        ("Experience", "Developer, Acme Ltd, London (UK) – 2019 - 2020"),
        ("Experience", "(" * 500 + ")" * 500),
        ("Experience", "English French German " * 20),
        ("Skills", "ab cd ef " * 300 + "and"),
        ("Skills", "(a) " * 740),
        ("Languages", "English and French, " * 140),
        ("Certifications", "a " + "[(" * 1_450),
        ("Certifications", "a " + "," * 2_900 + ")"),
        ("Interests", "a " + "," * 2_900),
        ("Publications", "Byron A, Lee B. (2019) A title of it " + "word other " * 200),
        ("Publications", "Aa A. " * 490),
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_text_takes_no_longer_than_others(heading: str, line: str):
    number = 4_000_000 // len(line)
    lines = (Line(text=heading), *(Line(text=line) for _ in range(number)))
    document = Document(lines=lines, file_type=FileType.TXT)

    began = time.process_time()
    LocalEngine().parse(document)

    assert time.process_time() - began < 5  # without limits some of these take minutes


def test_only_the_beginning_of_an_endless_text_is_read():
    lines = ["Skills", *("x" * 1_000 for _ in range(1_000)), "Soudure"]
    document = Document(lines=tuple(map(a_line, lines)), file_type=FileType.TXT)

    parsed = LocalEngine().parse(document)

    assert parsed.data["skills"] == []
    assert "text_truncated" in parsed.warnings


EUROPASS = """
Curriculum vitae
INFORMATIONS PERSONNELLES	Maël Kerguélen-Dubreuil
12 quai des Brumes, 29200 Brest (France)
06 39 98 41 27	mael.kerguelen@example.com
Né le 14 mai 1988 | Nationalité française | Permis B
POSTE RECHERCHÉ	Chargé de projets en énergies marines
EXPÉRIENCE PROFESSIONNELLE
de janv. 2019 à ce jour	Chargé de projets éolien flottant
Hydrolis Énergies, Brest (France)
COMPÉTENCES PERSONNELLES
Langue maternelle	français
Autres langues	anglais : C1
breton : B2
Compétences informatiques	QGIS, Python
"""


def test_labels_beside_their_values_are_understood():
    data = LocalEngine().parse(a_document(EUROPASS)).data

    assert data["personal_info"]["headline"] == "Chargé de projets en énergies marines"
    assert data["summary"] is None  # neither the birthday nor the label is one
    assert data["skills"] == ["QGIS", "Python"]
    assert [(each["language"], each["level"]) for each in data["languages"]] == [
        ("français", "Langue maternelle"),
        ("anglais", "C1"),
        ("breton", "B2"),
    ]


def test_a_career_summary_of_jobs_holds_jobs():
    text = """
    Grace Okafor
    CAREER SUMMARY
    Ward Manager, Frimley Hospital, Nov 2021 - present
    Staff Nurse, Thamesview Hospital, May 2018 - Oct 2021
    """

    data = LocalEngine().parse(a_document(text)).data

    assert data["summary"] is None
    assert [job["title"] for job in data["experience"]] == ["Ward Manager", "Staff Nurse"]


def test_rows_of_skills_stay_apart_where_the_label_of_one_is_a_heading():
    told = """
Odile Ferrand
odile.ferrand@example.com
COMPÉTENCES
Atelier\tTournage, fraisage, contrôle dimensionnel, lecture de plans cotés
Bureautique\tCalc, Impress
LANGUES
Anglais : courant
"""

    data = LocalEngine().parse(a_document(told)).data

    assert data["skills"][-3:] == ["lecture de plans cotés", "Calc", "Impress"]


def test_languages_that_nobody_speaks_are_skills():
    told = """
Odile Ferrand
odile.ferrand@example.com
SKILLS
Kanban, Ansible
LANGUAGES
Fortran\tProlog\tCOBOL
LANGUAGES
French: native
"""

    data = LocalEngine().parse(a_document(told)).data

    assert data["skills"] == ["Kanban", "Ansible", "Fortran", "Prolog", "COBOL"]
    assert [each["language"] for each in data["languages"]] == ["French"]


def test_a_language_may_stand_among_other_particulars():
    text = """
    Bridget Ashworth
    WORK EXPERIENCE
    Sales assistant\tCorvel Ltd, Leeds\t2015 – 2019
    OTHER
    Clean driving licence. First aider.
    Welsh - basic.
    """

    data = LocalEngine().parse(a_document(text)).data

    assert data["languages"] == [{"language": "Welsh", "level": "basic"}]


def test_what_was_taught_is_no_study_and_shifts_no_dates():
    text = """
Ulrike Ahrendt
LEHRE
Übungen Zellbiologie (seit 2019), Seminar „Moose“
(SoSe 2023, 2024)
AKADEMISCHE AUSBILDUNG
Promotion, Biologie
Universität Rostock
2016 – 2020
M.Sc. Biologie
Universität Greifswald
2013 – 2015
"""

    found = LocalEngine().parse(a_document(text)).data["education"]

    assert [(each["institution"], each["start_date"]) for each in found] == [
        ("Universität Rostock", "2016"),
        ("Universität Greifswald", "2013"),
    ]


def test_running_text_with_a_date_below_an_unknown_heading_is_no_job():
    text = """
Nora Whitcombe
Employment
Lecturer, Fairhaven College, 2015 – 2020
Outreach Elsewhere
Workshop leader, Science Week, 2016 to 2018. Judge of the county fair, each
June. Guide at the open days.
Languages
English
"""
    lines = [
        replace(a_line(line), bold=line in ("Employment", "Outreach Elsewhere", "Languages"))
        for line in text.strip().splitlines()
    ]

    found = LocalEngine().parse(Document(lines=tuple(lines), file_type=FileType.PDF)).data

    assert [job["title"] for job in found["experience"]] == ["Lecturer"]


def test_a_language_told_among_interests_is_none_of_them():
    text = """
    Bridget Ashworth
    WORK EXPERIENCE
    Sales assistant\tCorvel Ltd, Leeds\t2015 – 2019
    INTERESTS
    Welsh: basic • Breton: fluent (my mother's) • Driving licence • Fell running, pottery
    """

    data = LocalEngine().parse(a_document(text)).data

    assert [each["language"] for each in data["languages"]] == ["Welsh", "Breton"]
    assert data["interests"] == ["Fell running", "pottery"]


def test_the_language_spoken_at_home_stands_among_the_languages():
    text = """
Naledi Kgosi
naledi.kgosi@example.com
PERSONAL DETAILS
Nationality\t: South African
Home Language\t: Setswana
Other Languages\t: English, Zulu
WORK EXPERIENCE
Cashier, Umbala Stores, 2018 - 2021
"""

    found = LocalEngine().parse(a_document(text)).data["languages"]

    assert [each["language"] for each in found] == ["Setswana", "English", "Zulu"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Dirección\tJr. Las Dalias 12, Urb. Santa Rosa\tCiudad\tHuancarama", "Huancarama"),
        ("Muro (Illes Balears) ~ tel. 600 000 311 ~ oona@example.com", "Muro (Illes Balears)"),
    ],
)
def test_a_town_of_no_table_is_told_by_its_label_or_its_province(line: str, place: str):
    document = a_document(f"Oona Pellworth\n{line}\nFORMACIÓN\nBachillerato, 2010")

    assert LocalEngine().parse(document).data["personal_info"]["location"] == place


@pytest.mark.parametrize("title", ["Lebenslauf Dipl.-Ing. (FH)", "Hoja de vida – Ing."])
def test_whose_cv_it_is_at_the_foot_of_a_page_is_no_part_of_a_section(title: str):
    texts = (
        *(("Ingo Brandt", 1), ("Ausbildung", 1), ("2008 – 2012\tDiplom, Universität Kassel", 1)),
        *((f"{title} Ingo Brandt", 1), ("2005 – 2008\tLehre, Werk Nord", 2)),
    )
    lines = tuple(
        Line(text=text, cells=tuple(text.split("\t")), page=page, top=20 * at, size=10)
        for at, (text, page) in enumerate(texts)
    )

    data = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF, pages=2)).data

    assert str(data).count("Brandt") == 1


def test_a_declaration_is_no_part_of_a_cv():
    text = """
Nora Quill
CERTIFICATES
First aid, 2021
I hereby consent to the processing of my personal data
according to the law.
LANGUAGES
English
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [each["name"] for each in data["certifications"]] == ["First aid"]
    assert [each["language"] for each in data["languages"]] == ["English"]


def test_talks_and_prizes_beside_publications_are_none():
    text = """
Nora Quill
PUBLICATIONS
Bell K., Quill N. (2020). Tides of the Wash. Journal of Tides 5.
TALKS AND AWARDS
Invited talk, Tidal Days, Hull, 2022
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [each["title"] for each in data["publications"]] == ["Tides of the Wash"]


def test_periods_at_one_height_on_several_pages_are_no_furniture():
    texts = (
        *(("Enid Marsh", 1, 60), ("Work experience", 1, 90), ("From 03/2019 to 05/2022", 1, 110)),
        *(("Cook, Harbour Inn", 1, 130), ("From 01/2015 to 02/2019", 2, 110)),
        ("Baker, Mill Lane Bakery", 2, 130),
    )
    lines = tuple(Line(text=text, page=page, top=top, size=10) for text, page, top in texts)

    data = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF, pages=2)).data

    assert [job["start_date"] for job in data["experience"]] == ["2019-03", "2015-01"]
