import pytest

from shared.parsing.rules.headings import sections_named


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("WORK EXPERIENCE", "experience"),
        ("Expériences professionnelles :", "experience"),
        ("Beruflicher Werdegang", "experience"),
        ("EXPÉRIENCES D'ENSEIGNEMENT", "experience"),
        ("2. Experiencia laboral", "experience"),
        ("Parcours académique", "education"),
        ("Akademischer Werdegang", "education"),
        ("Formations et diplômes", "education"),
        ("Education & Training", "education"),
        ("EDUCATION & QUALIFICATIONS", "education"),
        ("MOTHER TONGUE(S)", "languages"),
        ("Language proficiency", "languages"),
        ("SUMMARY OF QUALIFICATIONS", "summary"),
        ("Core competencies", "skills"),
        ("Savoir-faire", "skills"),
        ("Language skills", "languages"),
        ("Sprachkenntnisse", "languages"),
        ("Centres d’intérêt", "interests"),
        ("Activités extra-professionnelles", "interests"),
        ("Expériences de bénévolat", "volunteer"),
        ("Qui suis-je ?", "summary"),
        ("Professional development", "training"),
        ("Formations continues", "training"),
        ("Fort- und Weiterbildung", "training"),
        ("Formación complementaria", "training"),
    ],
)
def test_a_heading_is_known_by_its_words(text: str, kind: str):
    assert sections_named(text)[0] == kind


def test_a_compound_heading_names_every_section():
    assert sections_named("Compétences et langues") == ("skills", "languages")


@pytest.mark.parametrize(
    "text",
    [
        "Experience with Java",
        "Software Engineer",
        "University of Durnham",
        "Langues O' conseil",
        "Projektmanagement",
        "Marie Curie",
        "",
    ],
)
def test_other_words_make_no_heading(text: str):
    assert sections_named(text) == ()


def test_a_heading_that_lost_its_spaces_or_accents_is_still_known():
    assert sections_named("WORKEXPERIENCE") == ("experience",)
    assert sections_named("COMPTENCESCLS") == ("skills",)
