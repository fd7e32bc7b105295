from dataclasses import replace

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.skills import skills
from tests.unit.parsing.documents import rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Python, C++, C#, .NET, CI/CD", ["Python", "C++", "C#", ".NET", "CI/CD"]),
        ("- Soudure TIG\n- Lecture de plans", ["Soudure TIG", "Lecture de plans"]),
        ("Curriculum design • SEND support", ["Curriculum design", "SEND support"]),
        ("Core skills: Go, gRPC\nOther: React", ["Go", "gRPC", "React"]),
        (
            "Backen	☒ Sauerteig ☐ Torten ☑ Laugengebäck\nKasse	☒ Gastrofix ☐ Vectron ☒ Orderbird",
            ["Sauerteig", "Laugengebäck", "Gastrofix", "Orderbird"],
        ),
        ("Excel: avancé\nSAP : notions", ["Excel", "SAP"]),
        (
            "Kranix 4 (Lager, Versand – bis 2015), Word",
            ["Kranix 4 (Lager, Versand – bis 2015)", "Word"],
        ),
        ("InDesign ●●●●○\nFigma ★★★", ["InDesign", "Figma"]),
        ("Budgeting⋆4 Xero⋆4 Payroll⋆4", ["Budgeting", "Xero", "Payroll"]),
        ("Word (expert), Excel (5 ans)", ["Word", "Excel"]),
        ("Python 80%\nR 3/5", ["Python", "R"]),
        ("Triage	IV therapy	Palliative care", ["Triage", "IV therapy", "Palliative care"]),
        ("RF scanning / SAP EWM / Team leading", ["RF scanning", "SAP EWM", "Team leading"]),
        ("- Logiciels Hopital Manager et DxCare", ["Logiciels Hopital Manager et DxCare"]),
        ("- Sage 100\t• GenApi, Fichorga", ["Sage 100", "GenApi", "Fichorga"]),
        (
            "Git, Jira, Lean manufacturing,\nCATIA V5",
            ["Git", "Jira", "Lean manufacturing", "CATIA V5"],
        ),
        ("CACES 1, 3 et 5", ["CACES 1, 3 et 5"]),
        ("Calc (tableaux de bord)", ["Calc"]),
        ("Sténographie (90 mots/min)", ["Sténographie"]),
        ("Soldering (by hand and wave)", ["Soldering (by hand and wave)"]),
        ("FreeCAD y SolidEdge", ["FreeCAD", "SolidEdge"]),
        ("Permis B et BE", ["Permis B et BE"]),
        ("Lotus, Access and Visio", ["Lotus", "Access", "Visio"]),
        ("Rigging, health and safety", ["Rigging", "health and safety"]),
        ("Prise et dépose, tri et lavage", ["Prise et dépose", "tri et lavage"]),
        ("Blue Moon Ledger, Ciel", ["Blue Moon Ledger", "Ciel"]),
        (
            "Guter Umgang mit Calc und Impress; Erfahrung mit Lotus, Navision und Access; "
            "Kassenführung und Ablage.",
            ["Calc", "Impress", "Lotus", "Navision", "Access", "Kassenführung und Ablage"],
        ),
        ("- Levain\t• Tourage\t• Pétrissage", ["Levain", "Tourage", "Pétrissage"]),
        ("Sage\nrigueur\ndbt", ["Sage", "rigueur", "dbt"]),
        ("Records (Epic, Cerner), Triage", ["Records (Epic, Cerner)", "Triage"]),
        (
            "Labor: PCR, ELISA. Feld: Bohrungen, Vermessung",
            ["PCR", "ELISA", "Bohrungen", "Vermessung"],
        ),
        ("Microsoft Excel and PowerPoint", ["Microsoft Excel", "PowerPoint"]),
        ("Excel (VBA, macros), Ciel", ["Excel", "VBA", "macros", "Ciel"]),
        (
            "- Ward Rota Planning Tool\n- Phlebotomy\n- ECG",
            ["Ward Rota Planning Tool", "Phlebotomy", "ECG"],
        ),
        ("Ward Rota Planning (WRP)", ["Ward Rota Planning (WRP)"]),
        ("MIRA|Kasse, LaiKa", ["MIRA|Kasse", "LaiKa"]),
        ("Triage|Sutures|ECG", ["Triage", "Sutures", "ECG"]),
        ("Norme C 18-510, partie 2, CACES", ["Norme C 18-510, partie 2", "CACES"]),
        ("Revit, Rhino, etc.", ["Revit", "Rhino"]),
        ("Soldadura, orden y trato cordial", ["Soldadura", "orden", "trato cordial"]),
        ("corte, soldadura TIG y autógena", ["corte", "soldadura TIG y autógena"]),
        ("Poda, carga y descarga de camiones", ["Poda", "carga y descarga de camiones"]),
        ("Costura, lavar y planchar ropa", ["Costura", "lavar y planchar ropa"]),
        ("Akten, Belege prüfen und buchen", ["Akten", "Belege prüfen und buchen"]),
        ("Filing, written and verbal reports", ["Filing", "written and verbal reports"]),
        ("triage, stock control and shift plans", ["triage", "stock control", "shift plans"]),
        ("higiene y aseo, RediPlan y correo", ["higiene y aseo", "RediPlan", "correo"]),
        ("Bonne maîtrise d'Excel et de Word", ["Excel", "Word"]),
        ("Conocimientos básicos de Excel y Access", ["Excel", "Access"]),
        ("Grundkenntnisse in Python", ["Python"]),
        ("Navision nivel usuario", ["Navision"]),
        ("- CACES 1 (2022)\n- Semis", ["CACES 1", "Semis"]),
        ("Ada ████░░ 60%\nCobol ██░░░░ 30%", ["Ada", "Cobol"]),
        ("1. Negotiation\n2. Forecasting", ["Negotiation", "Forecasting"]),
        ("Langages : Ada, Cobol / Outils : Vim", ["Ada", "Cobol", "Vim"]),
        ("Typing: 65 wpm", ["Typing"]),
        ("Safety to DIN 0105, 2-wire loops, SIL", ["Safety to DIN 0105", "2-wire loops", "SIL"]),
        ("Taquigrafía: 90 p.p.m.", ["Taquigrafía"]),
        ("Cobol — 3 years\nAda — 5 years", ["Cobol", "Ada"]),
        (
            "Go Docker PostgreSQL Redis Terraform",
            ["Go", "Docker", "PostgreSQL", "Redis", "Terraform"],
        ),
    ],
)
def test_a_skill_is_kept_as_the_cv_says_it(text: str, found: list[str]):
    assert skills(rows(text)) == found


def test_a_level_alone_is_no_skill():
    assert skills(rows("Python\tExpert\nSQL\nAdvanced")) == ["Python", "SQL"]


def test_a_numbered_level_in_a_bracket_is_no_part_of_a_skill():
    assert skills(rows("Reiki (level II), Snorkelling (Niveau 3), Windows (10)")) == [
        *("Reiki", "Snorkelling", "Windows (10)")
    ]


def test_a_skill_is_listed_once():
    assert skills(rows("Python, python, PYTHON")) == ["Python"]


def test_a_sentence_is_no_skill():
    assert skills(rows("I have used many different tools over a great number of years")) == []


def test_the_widest_skill_of_a_narrow_column_is_not_wrapped():
    told = [("Apache Kafka", 96.0), ("dbt", 52.0), ("Terraform", 80.0)]
    lines = [Line(text=text, x0=40.0, x1=x1, size=9.5) for text, x1 in told]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == ["Apache Kafka", "dbt", "Terraform"]


def test_a_bracket_with_a_comma_does_not_make_its_neighbour_a_label():
    told = skills(rows("Cycle counting\tRecords (Epic, Cerner)\tTriage"))

    assert told == ["Cycle counting", "Records (Epic, Cerner)", "Triage"]


def test_a_line_with_room_for_the_next_word_is_not_wrapped():
    told = [("Payroll in three countries", 158.0), ("Silae, Cegid, Sage", 126.0), ("SAP", 58.0)]
    lines = [Line(text=text, x0=40.0, x1=x1, size=9.5) for text, x1 in told]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == ["Payroll in three countries", "Silae", "Cegid", "Sage", "SAP"]


def test_the_indented_second_line_of_an_item_is_part_of_it():
    lines = [
        Line(text="Gestes et soins d’urgence", x0=16.0, x1=132.0, size=9.5, bullet=True),
        Line(text="(AFGSU 2)", x0=26.0, x1=70.0, size=9.5),
        Line(text="Soins palliatifs", x0=16.0, x1=86.0, size=9.5, bullet=True),
    ]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == ["Gestes et soins d’urgence (AFGSU 2)", "Soins palliatifs"]


def test_a_small_letter_goes_on_with_a_line_that_had_no_room_for_its_word():
    told = [
        ("Gestion des situations de crise", 146.0),
        ("Travail en équipe", 86.0),
        ("pluridisciplinaire", 84.0),
    ]
    lines = [Line(text=text, x0=16.0, x1=x1, size=9.5) for text, x1 in told]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == ["Gestion des situations de crise", "Travail en équipe pluridisciplinaire"]


def test_a_list_between_bars_runs_on_where_its_line_is_full():
    lines = [
        Line(text="Moodle | Canva | OneNote | Schoology | Google Classroom und interaktive"),
        Line(text="Tafeln | GeoGebra"),
    ]
    widths = (500.0, 120.0)
    found = tuple(
        replace(line, x0=40.0, x1=40 + width, top=100 + 15 * at, size=11.0)
        for at, (line, width) in enumerate(zip(lines, widths, strict=True))
    )

    assert skills(rows_of(Document(lines=found, file_type=FileType.PDF)))[-2:] == [
        "Google Classroom und interaktive Tafeln",
        "GeoGebra",
    ]


def test_a_list_in_a_column_too_narrow_to_wrap_does_not_run_on():
    told = [("Negociación colectiva", 493.0), ("Aranzadi, LexNET", 474.0), ("Oratoria", 434.0)]
    lines = [Line(text=text, x0=400.0, x1=x1, size=9.5) for text, x1 in told]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == ["Negociación colectiva", "Aranzadi", "LexNET", "Oratoria"]


def test_a_capital_begins_the_next_list_where_only_first_items_have_one():
    text = """
Laying and pointing of bricks, mixing lime mortar, setting out walls, reading drawings
Care of hand tools
"""

    assert skills(rows(text)) == [
        "Laying and pointing of bricks",
        "mixing lime mortar",
        "setting out walls",
        "reading drawings",
        "Care of hand tools",
    ]


def test_a_line_far_below_is_not_of_the_same_list():
    told = [("Westlaw, drafting, mediation (accredited)", 10.0), ("Sourdough, football", 40.0)]
    lines = [Line(text=text, x0=40.0, x1=230.0, top=top, size=9.5) for text, top in told]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == ["Westlaw", "drafting", "mediation (accredited)", "Sourdough", "football"]


def test_three_cells_are_no_label_and_its_list():
    assert skills(rows("Métrés et devis\tAutoCAD, Revit\tSécurité")) == [
        "Métrés et devis",
        "AutoCAD",
        "Revit",
        "Sécurité",
    ]


def test_a_list_with_a_label_of_its_own_does_not_go_on_from_the_one_above():
    told = rows("Tender writing, site surveys, bookkeeping"), rows("Archicad, Navisworks")

    assert skills(*told) == [
        "Tender writing",
        "site surveys",
        "bookkeeping",
        "Archicad",
        "Navisworks",
    ]


def test_the_names_of_columns_are_no_skills():
    text = "Technique\tLevel\tYears\nWelding\t●●●●●\t12\nTurning\t●●●○○\t3\nMilling\t●●○○○\t2"

    assert skills(rows(text)) == ["Welding", "Turning", "Milling"]

    text = "Aplicación\tNivel\nContaSol\tAvanzado\nKárdex\tIntermedio\nPLAME\tBásico"

    assert skills(rows(text)) == ["ContaSol", "Kárdex", "PLAME"]


def test_labels_in_the_first_cells_are_no_skills():
    text = "Lenguajes\tPHP\tRuby\nNube\tFly\tHeroku\nHerramientas\tVim\tMake"

    assert skills(rows(text)) == ["PHP", "Ruby", "Fly", "Heroku", "Vim", "Make"]


def test_a_grid_of_list_items_has_no_labels():
    text = "- Lecture de plans\tÉlagage, taille\n- Semis\tGreffe"

    assert skills(rows(text)) == ["Lecture de plans", "Élagage", "taille", "Semis", "Greffe"]


@pytest.mark.parametrize(
    "text",
    [
        "Programming languages\nAda, Cobol\nDatabases\nDB2, Ingres",
        "Langages :\n- Ada\n- Cobol\nBases :\n- DB2\n- Ingres",
    ],
)
def test_what_heads_a_list_is_no_skill(text: str):
    assert skills(rows(text)) == ["Ada", "Cobol", "DB2", "Ingres"]


def test_bold_lines_above_lists_are_no_skills():
    told = [
        ("Trato.", True),
        ("Escucha, paciencia", False),
        ("Oficio.", True),
        ("Corte, costura", False),
    ]
    lines = [Line(text=text, size=10.0, bold=bold) for text, bold in told]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.DOCX)))

    assert found == ["Escucha", "paciencia", "Corte", "costura"]


def test_the_driving_licence_behind_a_label_is_no_skill():
    assert skills(rows("Permis de conduire\tCatégorie C\nBureautique\tCalc, Writer")) == [
        "Calc",
        "Writer",
    ]


def test_results_told_with_numbers_are_no_skills():
    text = """
- Hausse du chiffre d'affaires de 22 % en trois ans grâce à une nouvelle carte
- Encadrement et formation de 12 serveurs, planning compris
- Coût matière ramené de 34 % à 28 %
"""

    assert skills(rows(text)) == []


def test_a_line_that_begins_under_the_label_above_is_a_list_of_its_own():
    told = [
        (("Informatique", "QGIS, Fortran, R, Octave, Gnuplot"), 97.0, 497.0),
        (("Terrain jaugeage, nivellement",), 122.0, 361.0),
    ]
    lines = [
        Line(text=" ".join(cells), cells=cells, x0=x0, x1=x1, size=10.5, top=21.0 * at)
        for at, (cells, x0, x1) in enumerate(told)
    ]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found[-3:] == ["Gnuplot", "Terrain jaugeage", "nivellement"]


@pytest.mark.parametrize(
    ("lead", "text", "found"),
    [
        ("Ofimática", "Ofimática Word, Calc", ["Word", "Calc"]),
        ("Calc", "Calc, Word", ["Calc", "Word"]),
    ],
)
def test_a_label_in_bold_type_is_no_skill(lead: str, text: str, found: list[str]):
    document = Document(lines=(Line(text=text, lead=lead),), file_type=FileType.DOCX)

    assert skills(rows_of(document)) == found


def test_a_known_skill_may_run_over_the_end_of_a_short_line():
    found = skills(
        rows("Kafka, Amazon\nWeb Services, Consul"), rows("Excel, Visual\nJaponais, Lua")
    )

    assert found == ["Kafka", "Amazon Web Services", "Consul", "Excel", "Visual", "Japonais", "Lua"]


def test_words_that_lead_to_a_program_within_a_list_are_no_part_of_it():
    assert skills(rows("SQL, notions de Python")) == ["SQL", "Python"]


def test_a_skill_may_go_on_below_its_rating():
    assert skills(rows("Pose de joints et ●●●\nScellement\nTaille ●●")) == [
        "Pose de joints et Scellement",
        "Taille",
    ]


def test_numbers_and_ticks_beside_skills_rate_them():
    rated = rows("""
Carpintería de obra	4	Encofrado	3
Lectura de cotas	5	Alicatado y solado	2
""")
    ticked = rows("Lotus	x\nVisio	X")

    assert skills(rated) == [
        "Carpintería de obra", "Encofrado", "Lectura de cotas", "Alicatado y solado",
    ]  # fmt: skip
    assert skills(ticked) == ["Lotus", "Visio"]


def test_hyphens_with_spaces_may_divide_a_list():
    assert skills(rows("Bread - slow-cooked broth - stock taking")) == [
        *("Bread", "slow-cooked broth", "stock taking")
    ]


def test_a_bold_label_with_the_beginning_of_its_list_heads_nothing():
    lines = (
        Line(text="On the water: free", size=10, bold=True, x0=10, x1=120, top=10),
        Line(text="diving, caulking", size=10, x0=10, x1=50, top=22),
        Line(text="Ashore: joinery, sail repair", size=10, x0=10, x1=118, top=40),
    )

    assert skills(rows_of(Document(lines=lines, file_type=FileType.PDF))) == [
        *("free diving", "caulking", "joinery", "sail repair")
    ]


def test_lists_may_end_with_the_level_of_their_items():
    text = "Word, Excel: nivel avanzado. Sage: nivel usuario. Certificado digital,\nFirma remota: uso diario."

    assert skills(rows(text)) == ["Word", "Excel", "Sage", "Certificado digital", "Firma remota"]


def test_a_clean_record_and_a_vaccination_are_no_skills():
    text = "Vorlesen, Basteln\nErweitertes Führungszeugnis vom 02.03.2025, Masernschutz liegt vor"

    assert skills(rows(text)) == ["Vorlesen", "Basteln"]


def test_a_list_in_sentences_is_parted_at_their_ends():
    text = "Trabajo a diario con Notebird, KORDEX y la red de talleres. También conozco ZetaPlan y q4TALLER."
    text += "\nSoldadura, corte. Radio marina\nFachkunde Kat. II, Löten"

    assert skills(rows(text)) == [
        *("Notebird", "KORDEX y la red de talleres", "ZetaPlan", "q4TALLER"),
        *("Soldadura", "corte", "Radio marina", "Fachkunde Kat. II", "Löten"),
    ]


def test_the_last_of_a_list_has_its_level_left_out_before_a_full_stop():
    assert skills(rows("Vocollect, Zetabase a nivel usuario.")) == ["Vocollect", "Zetabase"]


def test_two_names_are_parted_though_a_level_follows():
    assert skills(rows("RutaPlan y GeoMAPA básico")) == ["RutaPlan", "GeoMAPA básico"]


def test_a_bracket_alone_ends_the_skill_above():
    assert skills(rows("Kasse, Lager, Betriebsfunk\n(TETRA)")) == [
        "Kasse",
        "Lager",
        "Betriebsfunk (TETRA)",
    ]


def test_lines_of_a_text_that_are_not_broken_by_its_width_are_lists_of_their_own():
    text = """
Trauungen, Beratung am Schalter, Dienstplanung, Ausbildung, Aktenführung
Quorvane Desk, Excel
"""

    assert skills(rows(text))[-3:] == ["Aktenführung", "Quorvane Desk", "Excel"]


def test_lists_beside_each_other_go_on_below_in_their_columns():
    told = (
        ("Nursing plans, talks and Makaton,\tLifting of beds, handing out of", 158.0),
        ("care in crises\tmedicine, first aid", 171.0),
    )
    lines = [
        Line(text=text, cells=tuple(text.split("\t")), x0=40.0, x1=340.0, size=12.0, top=top)
        for text, top in told
    ]

    found = skills(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert found == [
        "Nursing plans",
        "talks and Makaton",
        "care in crises",
        "Lifting of beds",
        "handing out of medicine",
        "first aid",
    ]
