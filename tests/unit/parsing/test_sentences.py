"""Jobs and studies that are written as sentences."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.education import studies
from shared.parsing.rules.engine import LocalEngine
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import a_document, rows, told


def test_jobs_may_be_written_as_sentences_with_the_date_behind_the_employer():
    text = """
Jefa de taller. Talleres Arrúe, S.L., Burgos. Desde marzo de 2016. Planifica el trabajo de seis mecánicos.
Mecánica. Garaje Ubierna. 2009 - 2016.
"""

    assert told(text) == [
        ("Jefa de taller", "Talleres Arrúe, S.L.", "Burgos", "2016-03", "now"),
        ("Mecánica", "Garaje Ubierna", None, "2009", "2016"),
    ]


def test_what_follows_the_date_describes_the_job():
    found = jobs(
        rows("Cook. Hotel Adler, Leeds. 2009 – 2012. Ran the pass.\nPorter. Inn Rose. 2007 – 2009.")
    )

    assert [job["description"] for job in found] == ["Ran the pass.", None]


def test_a_job_in_sentences_may_take_several_lines_with_a_hanging_indent():
    lines = [
        (
            50,
            510,
            "Restauradora de pintura. Museo Provincial de Bellas Artes de la Ribera (Soria).",
        ),
        (
            70,
            505,
            "Desde el 1 de mayo de 2018. Tratamiento de tablas góticas, informes de estado y",
        ),
        (70, 180, "montaje de exposiciones."),
        (50, 400, "Auxiliar de sala. Fundación Numancia. 2015 - 2017."),
    ]
    document = Document(
        file_type=FileType.PDF,
        lines=tuple(
            Line(text=text, page=1, x0=x0, x1=x1, top=100 + 15 * at, size=11)
            for at, (x0, x1, text) in enumerate(lines)
        ),
    )

    found = jobs(rows_of(document))

    assert [(job["title"], job["location"], job["start_date"]) for job in found] == [
        ("Restauradora de pintura", "Soria", "2018-05-01"),
        ("Auxiliar de sala", None, "2015"),
    ]


def test_studies_may_be_written_as_sentences():
    found = studies(
        rows(
            "Máster en Museología. Universidad de León, 2007.\nLicenciada en Arte. UNED, 2001-2005."
        )
    )

    assert [(study["institution"], study["field"], study["end_date"]) for study in found] == [
        ("Universidad de León", "Museología", "2007"),
        ("UNED", "Arte", "2005"),
    ]


def test_one_sentence_may_name_title_and_employer_among_others_of_two():
    text = """
Head Librarian. Carlow County Library Service. June 2016 to present. Manages six branches.
Assistant Librarian, Wexford Town Library. 2011 - 2016. Ran the reading groups.
"""

    assert [job[:2] for job in told(text)] == [
        ("Head Librarian", "Carlow County Library Service"),
        ("Assistant Librarian", "Wexford Town Library"),
    ]


def test_a_sentence_may_end_with_a_bracket_in_capitals():
    found = studies(rows("Diplom-Verwaltungswirt (FH). Hochschule Hof. 2009."))

    assert (found[0]["degree"], found[0]["institution"]) == (
        "Diplom-Verwaltungswirt (FH)",
        "Hochschule Hof",
    )


def test_place_and_day_of_a_signature_are_no_job():
    text = """
María Robles Cano
OTROS MÉRITOS
Socia de la Asociación de Restauradores desde 2011.
En Soria, a 20 de octubre de 2024
Fdo.: María Robles Cano
"""

    assert LocalEngine().parse(a_document(text)).data["experience"] == []


def test_entries_of_one_sentence_each_may_end_with_the_date():
    text = """
Head gardener, Parish of St Osyth, Ely (May 2011 to June 2014).
Joiner, Minster of St Wulf, Ripon (2008–2010).
"""

    assert told(text) == [
        ("Head gardener", "Parish of St Osyth", "Ely", "2011-05", "2014-06"),
        ("Joiner", "Minster of St Wulf", "Ripon", "2008", "2010"),
    ]


def test_a_sentence_that_begins_with_the_date_may_say_more_of_the_time():
    text = """
Moniteur de ski, École du Grand Replat, Gap. Depuis décembre 2021, de Noël à Pâques. Cours d'enfants.
Cuisinier, Chalet des Aravis, Annecy. Hivers 2018-2019 et 2019-2020. Service du soir.
"""

    assert told(text) == [
        ("Moniteur de ski", "École du Grand Replat", "Gap", "2021-12", "now"),
        ("Cuisinier", "Chalet des Aravis", "Annecy", "2018", "2020"),
    ]


def test_studies_told_in_sentences_may_have_a_bracket_behind_the_date():
    text = """
Bac pro Métiers de la mer, lycée maritime de Paimpol, de 2012 à 2015.
BTS Pêche, lycée maritime du Guilvinec, 2015-2016 (première année seulement).
"""

    found = studies(rows(text))

    assert [(each["degree"], each["start_date"], each["end_date"]) for each in found] == [
        ("Bac pro Métiers de la mer", "2012", "2015"),
        ("BTS Pêche", "2015", "2016"),
    ]


def test_a_date_may_go_on_in_the_next_line():
    lines = (
        *(("Herrero. Forja del Jiloca (Teruel). De marzo de 2015 a la", 500), ("actualidad.", 90)),
        *(
            ("Rejas y balcones por encargo.", 240),
            ("Cerrajero. Talleres Ayud, S.L. (Huesca). De", 490),
        ),
        *(("mayo de 2011 a junio de 2014.", 210), ("Montaje en obra.", 110)),
        ("Entre 2014 y 2015 dejé de trabajar para cuidar de mi padre.", 480),
    )
    rows = [
        Line(text=text, x0=50, x1=x1, top=14 * at, size=11) for at, (text, x1) in enumerate(lines)
    ]

    found = jobs(rows_of(Document(lines=tuple(rows), file_type=FileType.PDF)))

    assert [
        (job["title"], job["company"], job["start_date"], job["end_date"]) for job in found
    ] == [
        ("Herrero", "Forja del Jiloca", "2015-03", None),
        ("Cerrajero", "Talleres Ayud, S.L.", "2011-05", "2014-06"),
    ]


def test_items_may_be_sentences_over_several_lines():
    lines = (
        *(
            ("Grado Superior en Forja Artística. I.E.S. Monte Pedreja,", True),
            ("Daroca. 2008-2010.", False),
        ),
        *(
            ("Formación Profesional, rama Metal. I.F.P. Segundo de Chomón,", True),
            ("Teruel. 2006.", False),
        ),
    )
    rows = [
        Line(text=text, bullet=bullet, x0=60, top=14 * at)
        for at, (text, bullet) in enumerate(lines)
    ]

    found = studies(rows_of(Document(lines=tuple(rows), file_type=FileType.PDF)))

    assert [(each["institution"], each["end_date"]) for each in found] == [
        ("I.E.S. Monte Pedreja", "2010"),
        ("I.F.P. Segundo de Chomón", "2006"),
    ]
