"""Sections of unknown headings, told by what they hold."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.engine import LocalEngine
from tests.unit.parsing.documents import a_document


def test_programs_below_a_heading_of_unknown_words_are_skills():
    text = """
Nora Lindqvist
BERUFSERFAHRUNG
2019 – 2023	Sachbearbeiterin, Kanzlei Brandt, Kiel
AUSBILDUNG
2015 – 2018	Ausbildung zur Notarfachangestellten, Kiel
SPRACHEN
Englisch: fließend
RÜSTZEUG
Sicher im Umgang mit MS Word, Outlook und RA-MICRO; beA
KLEINKRAM
Segeln, Gitarre, Kochen
"""

    assert LocalEngine().parse(a_document(text)).data["skills"] == [
        "MS Word",
        "Outlook",
        "RA-MICRO",
        "beA",
    ]


def test_jobs_below_a_heading_that_may_name_skills_are_jobs():
    text = """
Nora Lindqvist
SISTEMAS
2019 – 2023	Analista de sistemas, Faro Azul S.A., Rosario
2016 – 2019	Programadora, Cobalto S.R.L., Rosario
IDIOMAS
Inglés: B2
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [job["company"] for job in data["experience"]] == ["Faro Azul S.A.", "Cobalto S.R.L."]
    assert data["skills"] == []


def test_behind_skills_one_program_tells_that_a_list_goes_on():
    text = """
Nora Lindqvist
SKILLS
Linux, Windows, macOS
PLUMBING
Pulumi, Docker, Consul
LANGUAGES
Swedish: native
OFF DUTY
Sailing, guitar, cooking
"""

    assert LocalEngine().parse(a_document(text)).data["skills"] == [
        *("Linux", "Windows", "macOS"),
        *("Pulumi", "Docker", "Consul"),
    ]


def test_a_heading_of_unknown_words_may_take_two_lines():
    headings = ("Skills", "What is left in", "my rucksack", "Languages")
    lines = tuple(
        Line(text=text, size=14 if text in headings else 10, bold=text in headings, top=20 * at)
        for at, text in enumerate(
            (
                *("Joan Reef", "Skills", "Route setting", "First aid", "What is left in"),
                *("my rucksack", "Rope care", "Excel", "Belaying", "Languages", "English: native"),
            )
        )
    )

    data = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF, pages=1)).data

    assert data["skills"] == ["Route setting", "First aid", "Rope care", "Excel", "Belaying"]


def test_rated_skills_may_stand_below_a_heading_of_unknown_words():
    text = """
Nora Lindqvist
SKILLS
Swage blocks ●●●
LANGUAGES
Swedish: native
AT THE ANVIL
Forge welding ●●●●
Hot punching ●●
OFF DUTY
Sailing, guitar, cooking
"""

    found = LocalEngine().parse(a_document(text)).data["skills"]

    assert found == ["Swage blocks", "Forge welding", "Hot punching"]


def test_what_one_brings_along_is_skills_where_it_lists_them():
    text = """
Nora Lindqvist
PROFIL
Fleuriste depuis dix ans, je cherche un poste à Brest.
CE QUE J'APPORTE
Atelier : bouquets ronds, couronnes, compositions
FORMATION
2010	CAP Fleuriste, Quimper
"""

    data = LocalEngine().parse(a_document(text)).data

    assert data["skills"] == ["bouquets ronds", "couronnes", "compositions"]
    assert data["summary"] == "Fleuriste depuis dix ans, je cherche un poste à Brest."


def test_competitive_examinations_are_no_jobs():
    text = """
Nora Lindqvist
FONCTIONS EXERCÉES
2010 – 2020	Secrétaire de mairie, Commune de Plouzel
CONCOURS
Attachée territoriale, 2012
Rédactrice territoriale, 2009
ÉTUDES
2008	Licence de droit, Université de Brest
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [job["title"] for job in data["experience"]] == ["Secrétaire de mairie"]


def test_a_sentence_of_the_introduction_may_list_the_languages():
    text = """
Nora Lindqvist
PROFIL
Relieuse depuis vingt ans, patiente et méthodique. Langue parlée et écrite : français; anglais courant.
FORMATION
2010	CAP Reliure, Quimper
"""

    data = LocalEngine().parse(a_document(text)).data

    assert [each["language"] for each in data["languages"]] == ["français", "anglais"]


def test_a_question_about_the_person_may_head_the_contact_block():
    text = """
Timo Zurbriggen
WER BIN ICH?
Adresse	Dorfstrasse 5, 3930 Visp
Handy	078 555 02 11
E-Mail	timo@example.com
SPRACHEN
Deutsch: Muttersprache
KENNTNISSE
Excel, Word
"""

    data = LocalEngine().parse(a_document(text)).data

    assert (data["personal_info"]["location"], data["summary"]) == ("3930 Visp", None)


def test_several_languages_below_a_heading_of_unknown_words_are_languages():
    text = """
Timo Zurbriggen
AUSBILDUNG
2015 – 2018	Lehre als Koch, Visp
KENNTNISSE
Excel, Word
MUNDWERK
Deutsch und Walliserdeutsch von klein auf, Italienisch
alltagstauglich, Englisch an der Bar (B1)
"""

    found = LocalEngine().parse(a_document(text)).data["languages"]

    assert [(each["language"], each["level"]) for each in found][1:] == [
        ("Italienisch", "alltagstauglich"),
        ("Englisch", "an der Bar (B1)"),
    ]


def test_posts_below_a_heading_of_teaching_are_jobs_and_lectures_are_none():
    text = """
Nora Lindqvist
BERUFSERFAHRUNG
2019 – 2023	Sachbearbeiterin, Kanzlei Brandt, Kiel
LEHRTÄTIGKEIT
{}
SPRACHEN
Englisch: fließend
"""
    post = "2016 – 2019	Dozentin, Volkshochschule Plön"
    lecture = "Grundzüge des Erbrechts, Sommersemester 2017"

    parse = LocalEngine().parse
    posts = parse(a_document(text.format(post))).data["experience"]
    lectures = parse(a_document(text.format(lecture))).data["experience"]

    assert [job["title"] for job in posts] == ["Sachbearbeiterin", "Dozentin"]
    assert [job["title"] for job in lectures] == ["Sachbearbeiterin"]


def test_labels_of_particulars_below_a_profile_are_the_contact_block():
    text = """
Nila Menon
Personal profile
Date of birth : 12-08-1988
Passport : valid up to 2031
Address : Flat 3, Lake Residency, Kondapur, Hyderabad - 500084
"""

    data = LocalEngine().parse(a_document(text)).data

    assert (data["summary"], data["personal_info"]["location"]) == (None, "Hyderabad - 500084")


def test_among_other_particulars_a_label_tells_the_skills():
    text = """
Nora Lindqvist
EXPERIENCIA
2019 – 2023	Moza de almacén, Faro Azul S.A., Rosario
OTROS DATOS
Manejo de: carretilla, apilador, Vocollect
Disponibilidad para turnos de mañana, tarde y noche
"""

    assert LocalEngine().parse(a_document(text)).data["skills"] == [
        "carretilla",
        "apilador",
        "Vocollect",
    ]


def test_short_lines_below_a_heading_of_unknown_words_above_skills_are_skills_too():
    text = """
Nora Lindqvist
IDIOMAS
Inglés: B2
ENTRE VIÑAS
Poda en cordón y en vaso
Injerto de púa
Vendimia nocturna
HERRAMIENTAS
Excel
Agroptima
EXPERIENCIA
2019 – 2023	Capataz, Viñedos Faro S.L., Haro
LOS DOMINGOS
Senderismo
Ajedrez
Fotografía de aves
"""

    data = LocalEngine().parse(a_document(text)).data

    assert data["skills"] == [
        *("Poda en cordón y en vaso", "Injerto de púa", "Vendimia nocturna", "Excel", "Agroptima")
    ]
