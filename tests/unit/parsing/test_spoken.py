import pytest

from shared.parsing.rules.spoken import languages, tells_language
from tests.unit.parsing.documents import rows


def told(text: str) -> list[tuple[str, str | None]]:
    return [(each["language"], each["level"]) for each in languages(rows(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Français : langue maternelle", [("Français", "langue maternelle")]),
        ("English (Native)", [("English", "Native")]),
        ("Anglais : courant (TOEIC 850)", [("Anglais", "courant (TOEIC 850)")]),
        ("Englisch – verhandlungssicher", [("Englisch", "verhandlungssicher")]),
        ("Mandarin: HSK 4", [("Mandarin", "HSK 4")]),
        ("Inglés: B2", [("Inglés", "B2")]),
        ("Welsh\tFluent", [("Welsh", "Fluent")]),
        ("Creole haitiano: nativo", [("Creole haitiano", "nativo")]),
        ("Árabe dialectal (levantino): fluido", [("Árabe dialectal", "fluido")]),
        ("Catalán: muy bien hablado y escrito", [("Catalán", "muy bien hablado y escrito")]),
        (
            "Gallego, B2; inglés, nivel de\nlectura",
            [("Gallego", "B2"), ("inglés", "nivel de lectura")],
        ),
        ("Polish\nNative", [("Polish", "Native")]),
        ("Arabe : bilingue ; Anglais : courant", [("Arabe", "bilingue"), ("Anglais", "courant")]),
        ("Tamilisch (C2), Jiddisch: B1", [("Tamilisch", "C2"), ("Jiddisch", "B1")]),
        ("English, Hindi, Marathi", [("English", None), ("Hindi", None), ("Marathi", None)]),
        ("Nederlands : notions", [("Nederlands", "notions")]),
        ("Português\tnativo", [("Português", "nativo")]),
        ("Sueco\tmedio (en casa: mi abuelo es de Malmö)", [("Sueco", "medio")]),
        ("Inglés\tFirst Certificate, nivel B2", [("Inglés", "First Certificate, nivel B2")]),
        ("Inglés: B2.", [("Inglés", "B2")]),
        ("Français : notions.", [("Français", "notions")]),
        ("English and Spanish", [("English", None), ("Spanish", None)]),
        ("Anglais courant et espagnol", [("Anglais", "courant"), ("espagnol", None)]),
        ("Deutsch ●●●●●", [("Deutsch", None)]),
        (
            "Français\tEspagnol\nLangue maternelle\tScolaire",
            [("Français", "Langue maternelle"), ("Espagnol", "Scolaire")],
        ),
    ],
)
def test_a_language_comes_with_its_level(text: str, found: list[tuple[str, str | None]]):
    assert told(text) == found


def test_what_is_no_language_is_left_out():
    assert told("Python\nTeamwork") == []


def test_a_full_stop_is_no_part_of_a_level():
    assert told("Euskera: EGA (C1). Inglés: First (B2).") == [
        ("Euskera", "EGA (C1)"),
        ("Inglés", "First (B2)"),
    ]


def test_two_languages_may_share_a_level():
    assert told("Deutsch und Polnisch (Muttersprachen), Englisch (fließend)") == [
        ("Deutsch", "Muttersprachen"),
        ("Polnisch", "Muttersprachen"),
        ("Englisch", "fließend"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Muttersprache(n): Sorbisch | Deutsch",
            [("Sorbisch", "Muttersprache(n)"), ("Deutsch", "Muttersprache(n)")],
        ),
        ("isiZulu\tMother language", [("isiZulu", "Mother language")]),
        ("Griego\tComprensión básica", [("Griego", "Comprensión básica")]),
        ("Xitsonga\tReasonable", [("Xitsonga", "Reasonable")]),
        ("Aragonés (C1), alemán (A2)", [("Aragonés", "C1"), ("alemán", "A2")]),
        ("Russisch als Zweitsprache", [("Russisch", "Zweitsprache")]),
        ("Polonais (débutant) • Permis A et B", [("Polonais", "débutant")]),
        ("Sueco, nivel bajo. Danés, A1.", [("Sueco", "nivel bajo"), ("Danés", "A1")]),
        ("Turc : bon niveau, étés passés chaque année à Izmir", [("Turc", "bon niveau")]),
        (
            "Lengua materna: griego. Otros: ruso (B2)",
            [("griego", "Lengua materna"), ("ruso", "B2")],
        ),
        ("Castellà (natiu), anglès (C1)", [("Castellà", "natiu"), ("anglès", "C1")]),
        ("Native Polish speaker", [("Polish", "Native")]),
    ],
)
def test_a_level_ends_where_its_line_tells_something_else(
    text: str, found: list[tuple[str, str | None]]
):
    assert told(text) == found


def test_levels_may_come_before_their_languages():
    assert told("Fluent in Dutch and Flemish; basic Czech") == [
        ("Dutch", "Fluent"),
        ("Flemish", "Fluent"),
        ("Czech", "basic"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Bilingüe castellano-gallego; francés C1",
            [("castellano", "Bilingüe"), ("gallego", "Bilingüe"), ("francés", "C1")],
        ),
        ("Polnisch/Deutsch: fließend", [("Polnisch", "fließend"), ("Deutsch", "fließend")]),
        (
            "Kroatisch/Serbisch Muttersprache, Deutsch C1",
            [("Kroatisch/Serbisch", "Muttersprache"), ("Deutsch", "C1")],
        ),
        ("Chinesisch (Kantonesisch): gut", [("Chinesisch (Kantonesisch)", "gut")]),
        ("Spanischkenntnisse: B1", [("Spanisch", "B1")]),
        ("Spanish-speaking teams", []),
    ],
)
def test_signs_may_join_two_languages(text: str, found: list[tuple[str, str | None]]):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Polonais langue maternelle, français courant, notions de russe",
            [("Polonais", "langue maternelle"), ("français", "courant"), ("russe", "notions")],
        ),
        (
            "Ich spreche Türkisch, fließend Deutsch und etwas Russisch.",
            [("Türkisch", None), ("Deutsch", "fließend"), ("Russisch", "etwas")],
        ),
        ("Lesekenntnisse Altgriechisch", [("Altgriechisch", "Lesekenntnisse")]),
        ("Dutch and German, both fluent", [("Dutch", "fluent"), ("German", "fluent")]),
        ("Russisch auf Niveau B2", [("Russisch", "Niveau B2")]),
        (
            "Langue maternelle : peul. Bonne maîtrise du français.",
            [("peul", "Langue maternelle"), ("français", "Bonne maîtrise")],
        ),
    ],
)
def test_a_level_before_a_language_is_that_of_the_next(
    text: str, found: list[tuple[str, str | None]]
):
    assert told(text) == found


def test_a_grid_of_abilities_gives_the_first_level():
    grid = """
    Mother tongue(s)\tPolish
    Other language(s)\tListening\tReading\tWriting
    German\tC1\tC2\tB2
    Swedish\tA2\tB1\tA1
    """

    assert told(grid) == [("Polish", "Mother tongue(s)"), ("German", "C1"), ("Swedish", "A2")]


def test_a_bracket_may_follow_the_level_of_a_language_among_the_skills():
    assert tells_language("Espagnol B1 (DELE blanc), italien A2")
    assert tells_language("Italien : courant (dialecte sicilien). Grec : notions")


def test_a_dash_may_part_a_language_among_the_skills_from_its_level():
    assert tells_language("Twi – native")
    assert not tells_language("French - English translator")


def test_a_tick_in_a_table_is_no_level_nor_are_the_names_of_its_columns():
    found = languages(rows("Idioma\tBásico\tIntermedio\tAvanzado\nNoruego\tX\nDanés\tx"))

    assert [(each["language"], each["level"]) for each in found] == [
        ("Noruego", None), ("Danés", None),
    ]  # fmt: skip


def test_the_bracket_around_a_level_may_close_on_the_next_line():
    assert told("Dutch (Native or\nBilingual)\nFrench (Full Professional)") == [
        ("Dutch", "Native or Bilingual"),
        ("French", "Full Professional"),
    ]


def test_a_row_beside_programs_tells_a_language_by_its_certificate_or_remark():
    assert tells_language("Inglés  First Certificate, nivel B2")
    assert tells_language("Sueco  medio (en casa: mi abuelo es de Malmö)")


def test_when_one_can_work_names_no_language():
    assert told("Gallego: nativo\nDisponibilidad total salvo fines de semana.") == [
        ("Gallego", "nativo")
    ]
