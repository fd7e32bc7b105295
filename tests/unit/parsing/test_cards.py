"""Jobs and studies on cards beside each other."""

from tests.unit.parsing.documents import studies_told, told


def test_studies_on_cards_beside_each_other_are_told_apart():
    text = """
Licence d'histoire	Master en muséologie
Université de Valmont	Université du Lac
2011 – 2014	2014 – 2016
Baccalauréat littéraire
Lycée Jean-Corot
2011
"""

    assert studies_told(text) == [
        ("Université de Valmont", "Licence d'histoire", "2011", "2014"),
        ("Université du Lac", "Master en muséologie", "2014", "2016"),
        ("Lycée Jean-Corot", "Baccalauréat littéraire", None, "2011"),
    ]


def test_cards_may_begin_with_their_dates_and_stand_in_several_rows():
    text = """
2019 – today	2016 – 2019
Head chef	Sous chef
Hotel Adler	Hotel Brill
2013 – 2016	2011 – 2013
Cook	Kitchen porter
Inn on the Fen	Quillmere Hotel
"""

    assert sorted(job[:2] + job[3:4] for job in told(text)) == [
        ("Cook", "Inn on the Fen", "2013"),
        ("Head chef", "Hotel Adler", "2019"),
        ("Kitchen porter", "Quillmere Hotel", "2011"),
        ("Sous chef", "Hotel Brill", "2016"),
    ]


def test_dates_in_a_column_of_their_own_tell_of_no_cards():
    text = """
2019 – today	Head chef
Hotel Adler	Leeds
2016 – 2019	Sous chef
Hotel Brill	York
"""

    assert [job[:3] for job in told(text)] == [
        ("Head chef", "Hotel Adler", "Leeds"),
        ("Sous chef", "Hotel Brill", "York"),
    ]
