"""Careers told in sentences."""

import pytest

from shared.parsing.rules.education import studies
from shared.parsing.rules.engine import LocalEngine
from shared.parsing.rules.experience import jobs
from tests.unit.parsing.documents import a_document, rows, told


@pytest.mark.parametrize(
    ("sentence", "job"),
    [
        (
            "From March 2014 to May 2018 I worked as a night porter at the Fen Inn, in Ely.",
            ("night porter", "Fen Inn", "Ely", "2014-03", "2018-05"),
        ),
        (
            "Since 2019 I have been a ranger with the Wicken Trust, mostly outdoors.",
            ("ranger", "Wicken Trust", None, "2019", "now"),
        ),
        (
            "De 2009 à 2014, j'ai travaillé comme aide-soignante à la résidence Les Tilleuls.",
            ("aide-soignante", "résidence Les Tilleuls", None, "2009", "2014"),
        ),
        (
            "Von 2012 bis 2016 arbeitete ich als Disponentin bei der Ostwall GmbH in Leer.",
            ("Disponentin", "Ostwall GmbH", "Leer", "2012", "2016"),
        ),
        (
            "En Potosí, de 2010 a 2013, fui ayudante de topografía en la empresa Riego Sur, S.L.",
            ("ayudante de topografía", "Riego Sur, S.L.", "Potosí", "2010", "2013"),
        ),
    ],
)
def test_a_sentence_tells_title_employer_and_period(sentence: str, job: tuple[str | None, ...]):
    assert told(sentence) == [job]


def test_what_follows_a_sentence_about_a_job_describes_it():
    text = """
From 2014 to 2018 I worked as a warden at the Fen Trust. I mended the sluices.
From 2010 to 2014 I was an apprentice with Ouse Boats.
"""

    assert [job["description"] for job in jobs(rows(text))] == [
        "From 2014 to 2018 I worked as a warden at the Fen Trust. I mended the sluices.",
        "From 2010 to 2014 I was an apprentice with Ouse Boats.",
    ]


def test_a_sentence_below_a_header_tells_no_job():
    text = """
Head gardener, Denny Hall
2014 – 2018
I worked as a deputy at the glasshouses too.
"""

    assert [job[:2] for job in told(text)] == [("Head gardener", "Denny Hall")]


def test_one_sentence_may_tell_two_studies():
    text = (
        "Me titulé como Técnico en Riego en el Instituto Lago Azul (2008-2010) y acabé el "
        "Bachillerato en Letras en el Colegio San Telmo, en 2007."
    )

    assert [
        (each["degree"], each["institution"], each["start_date"], each["end_date"])
        for each in studies(rows(text))
    ] == [
        ("Técnico en Riego", "Instituto Lago Azul", "2008", "2010"),
        ("Bachillerato en Letras", "Colegio San Telmo", None, "2007"),
    ]


def test_jobs_told_in_sentences_below_a_heading_of_unknown_words_are_found():
    text = """
Oona Pellworth
STUDIES
BSc in Botany, University of Norwich, 2010
FROM FEN TO FEN
From 2014 to 2018 I worked as a warden at the Fen Trust.
LANGUAGES
Danish
"""

    assert [job["title"] for job in LocalEngine().parse(a_document(text)).data["experience"]] == [
        "warden"
    ]
