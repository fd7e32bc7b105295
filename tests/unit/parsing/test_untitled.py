"""Sections of unknown headings, told by what they hold."""

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
