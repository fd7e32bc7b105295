"""Running text: which lines go on in the next one."""

from shared.parsing.rules.prose import paragraphs
from shared.parsing.rules.rows import Row


def lines(*said: tuple[str, float]) -> list[Row]:
    """Return rows of text at one margin, each with the points that it is wide."""
    return [
        Row(text=text, cells=(text,), x0=40.0, x1=40 + width, top=100 + 13 * at, size=10.0)
        for at, (text, width) in enumerate(said)
    ]


def test_full_lines_without_a_stop_are_one_text_though_a_noun_begins_the_next():
    said = lines(
        (
            "Ich plane Gärten für Schulen und spreche mit der Verwaltung ebenso gern wie mit jedem",
            480,
        ),
        (
            "Gärtner auf dem Platz. Zuletzt entstanden drei Höfe mit Beeten, Bänken und einem großen",
            470,
        ),
        ("Weidenhaus.", 60),
    )

    assert len(paragraphs(said)) == 1


def test_lines_with_room_for_the_next_word_are_texts_of_their_own():
    said = lines(
        ("Pflege der Beete und der Obstwiese am Nordtor des großen alten Schlossparks", 420),
        ("Anleitung von zwei Lehrlingen", 180),
        ("Bestellung von Saatgut", 130),
    )

    assert len(paragraphs(said)) == 3


def test_lines_as_full_as_their_narrow_column_are_one_text():
    said = lines(
        ("Ich repariere seit neun Jahren Harmonien und spreche mit jeder", 262),
        ("Gemeinde über ihr Instrument. Am liebsten arbeite ich vor dem", 258),
        ("Weihnachtsfest.", 70),
    )

    assert len(paragraphs(said)) == 1
