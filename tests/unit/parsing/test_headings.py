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
        ("Sistemas", "skills"),
        ("Savoir-faire", "skills"),
        ("Language skills", "languages"),
        ("Mes hivers", "experience"),
        ("Anderes:", "other"),
        ("Cours suivis", "training"),
        ("CURSILLOS", "certifications"),
        ("Summer seasons", "experience"),
        ("Sprachkenntnisse", "languages"),
        ("Centres d’intérêt", "interests"),
        ("Activités extra-professionnelles", "interests"),
        ("Expériences de bénévolat", "volunteer"),
        ("Qui suis-je ?", "summary"),
        ("Professional development", "training"),
        ("Formations continues", "training"),
        ("Fort- und Weiterbildung", "training"),
        ("Formación complementaria", "training"),
        ("ACADEMIC & PROFESSIONAL QUALIFICATION", "education"),
        ("Schulen und Abschlüsse", "education"),
        ("Projekthistorie", "experience"),
        ("Referenzprojekte", "projects"),
        ("Ausgewählte Aufträge", "projects"),
        ("Fachliches Können", "skills"),
        ("Computer proficiency", "skills"),
        ("Empleo deseado / Familia profesional", "sought"),
        ("Wonach ich suche", "sought"),
        ("Wunschposition", "sought"),
        ("Ce que je recherche", "sought"),
        ("What I'm looking for", "sought"),
        ("Lo que busco", "sought"),
        ("Was bisher war", "experience"),
        ("Gelernt und studiert", "education"),
        ("Darin bin ich gut", "skills"),
        ("Davor fest angestellt", "experience"),
        ("Feste Engagements", "experience"),
        ("B.2. Languages", "languages"),
        ("Part C. EMPLOYMENT HISTORY", "experience"),
        ("Teil II: Ausbildung", "education"),
        ("Situación profesional anterior", "experience"),
        ("Antecedentes laborales", "experience"),
        ("Pasantías", "experience"),
        ("Antecedentes académicos", "education"),
        ("Cursos y talleres", "training"),
        ("Capacitaciones", "training"),
        ("Actividades voluntarias", "volunteer"),
        ("Freiwilliges Engagement", "volunteer"),
        ("Referencias laborales", "references"),
        ("Ofimática", "skills"),
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


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Ce que j'ai déjà fait", "experience"),
        ("Où j’ai étudié", "education"),
        ("Where I've been so far", "experience"),
        ("Womit ich gerne arbeite", "skills"),
        ("Das kann ich besonders gut", "skills"),
        ("Lo que más me gusta", "interests"),
        ("Wie Sie mich erreichen", "contact"),
        ("Quand je ne travaille pas", "interests"),
        ("What I do for free", "volunteer"),
        ("Wer mich empfiehlt", "references"),
        ("Where I work today", "experience"),
        ("Job-related training", "training"),
        ("Was ich sonst gern mag", "interests"),
        ("Wo bin ich zur Schule gegangen?", "education"),
        ("Wobei habe ich schon geschnuppert?", "experience"),
        ("How I earn my living", "experience"),
        ("Wer empfiehlt mich?", "references"),
        ("Où j’ai appris ce que je sais", "education"),
        ("Woher ich das alles weiß", "education"),
        ("Wenn ich nicht arbeite", "interests"),
    ],
)
def test_a_heading_in_the_first_person_is_told_by_its_verb(heading: str, section: str):
    assert sections_named(heading) == (section,)


@pytest.mark.parametrize(
    "text", ["What customers said", "Where the company worked", "What I did was to sell, and sell."]
)
def test_a_question_about_others_is_no_heading(text: str):
    assert sections_named(text) == ()
