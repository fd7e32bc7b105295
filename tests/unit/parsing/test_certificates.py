import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.certificates import certifications
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.sections import cut
from tests.unit.parsing.documents import rows


def test_a_certificate_has_its_date_beside_or_below():
    found = certifications(rows("PRINCE2 Foundation (2015)\nWSET Level 2\n2015-02"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("PRINCE2 Foundation", "2015"),
        ("WSET Level 2", "2015-02"),
    ]


def test_a_certificate_may_name_its_issuer():
    (found,) = certifications(rows("Scrum Master | Scrum Alliance | 2022"))

    assert (found["name"], found["issuer"]) == ("Scrum Master", "Scrum Alliance")


def test_the_level_of_a_certificate_is_part_of_its_name():
    told = "AWS Certified Solutions Architect – Associate, 2022\nCloud Engineer - Professional | Google"

    first, second = certifications(rows(told))

    assert (first["name"], first["issuer"], first["date"]) == (
        "AWS Certified Solutions Architect – Associate",
        None,
        "2022",
    )
    assert (second["name"], second["issuer"]) == ("Cloud Engineer - Professional", "Google")


def test_an_issuer_may_share_a_bracket_with_the_date():
    (found,) = certifications(rows("Prevención de riesgos, nivel intermedio (Fremap-Norte, 2018)"))

    assert (found["name"], found["issuer"], found["date"]) == (
        "Prevención de riesgos, nivel intermedio",
        "Fremap-Norte",
        "2018",
    )


@pytest.mark.parametrize(
    ("text", "name", "issuer", "date"),
    [
        (
            "Professional Cloud Architect, Google Cloud, 2021",
            "Professional Cloud Architect",
            "Google Cloud",
            "2021",
        ),
        ("Wundexpertin ICW, TÜV Rheinland", "Wundexpertin ICW", "TÜV Rheinland", None),
        ("Manual Handling, in-house, 2018", "Manual Handling, in-house", None, "2018"),
        ("Hypnose (3 jours)", "Hypnose (3 jours)", None, None),
        ("Poda en altura, 12 h a distancia, 2019", "Poda en altura", None, "2019"),
        ("Poda en altura, 12 h, online, 2019", "Poda en altura", None, "2019"),
        ("Poda en altura, 9 horas, Medellín (virtual), 2019", "Poda en altura", None, "2019"),
        ("Socorrismo, carné vigente a 2028", "Socorrismo", None, None),
        ("Rescate, SENA, reentrenamiento marzo de 2023", "Rescate", "SENA", "2023-03"),
        (
            "Nóminas 2022, Cámara de Comercio de Lugo, enero 2021 (9 h)",
            "Nóminas 2022",
            "Cámara de Comercio de Lugo",
            "2021-01",
        ),
        ("Échafaudages (R408)", "Échafaudages (R408)", None, None),
        (
            "Certified Kubernetes Administrator (CKA)",
            "Certified Kubernetes Administrator (CKA)",
            None,
            None,
        ),
        ("Reach truck licence (RTITB) - exp. 2026", "Reach truck licence", "RTITB", None),
        ("Compliance, Wolters Kluwer (2021, 60 h)", "Compliance", "Wolters Kluwer", "2021"),
        ("Rhetorik, WIFI Kärnten, 16 h", "Rhetorik", "WIFI Kärnten", None),
        ("Auxiliar de caja – 60 horas, Academia Sur", "Auxiliar de caja", "Academia Sur", None),
        (
            "Curso “Lectura e interpretación de planos de obra civil con Trimble”, 80 horas lectivas. "
            "Colegio de Topógrafos de Aysén, 2022.",
            "Curso “Lectura e interpretación de planos de obra civil con Trimble”",
            "Colegio de Topógrafos de Aysén",
            "2022",
        ),
        ("Sling Card (Senior Rigger), expires 04/29", "Sling Card (Senior Rigger)", None, None),
        ("Brandschutzhelfer (gültig bis 12/2027)", "Brandschutzhelfer", None, None),
        ("ISTQB Test Analyst (CTALTA), 2015", "ISTQB Test Analyst (CTALTA)", None, "2015"),
        ("Mooring, Mar – May\n2013", "Mooring", None, "2013-05"),
        (
            "Droit privé – niveau 1, CRIDON Sud-Ouest",
            "Droit privé – niveau 1",
            "CRIDON Sud-Ouest",
            None,
        ),
    ],
)
def test_an_issuer_is_told_from_hours_codes_and_the_end_of_a_licence(
    text: str, name: str, issuer: str | None, date: str | None
):
    assert certifications(rows(text)) == [{"name": name, "issuer": issuer, "date": date}]


def test_where_most_certificates_end_in_a_comma_and_a_name_it_is_that_of_the_issuer():
    found = certifications(rows("NPQSL, Teach Northward, 2021\nFirst Aid, St Osyth Crew\nDofE"))

    assert [each["issuer"] for each in found] == ["Teach Northward", "St Osyth Crew", None]


def test_an_issuer_may_stand_below_its_certificate():
    lines = [
        Line(text="Solutions Architect 2022", cells=("Solutions Architect", "2022"), bold=True),
        Line(text="Nimbus Works"),
        Line(text="Scrum Master 2020", cells=("Scrum Master", "2020"), bold=True),
        Line(text="Agile Circle"),
    ]

    found = certifications(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert [(each["name"], each["issuer"], each["date"]) for each in found] == [
        ("Solutions Architect", "Nimbus Works", "2022"),
        ("Scrum Master", "Agile Circle", "2020"),
    ]


def test_semicolons_divide_certificates():
    found = certifications(rows("NEBOSH Certificate (2019); MCNP6 course (2015)"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("NEBOSH Certificate", "2019"),
        ("MCNP6 course", "2015"),
    ]


def test_bars_divide_certificates_that_have_dates_or_are_many():
    dated = certifications(rows("Cloud Base (2012) | Cloud Peak – Expert (2015, erneuert 2018)"))
    many = certifications(rows("Hoists (valid to 03/2027) · Lifts · Fire safety · Bees"))

    assert [(each["name"], each["date"]) for each in dated] == [
        ("Cloud Base", "2012"),
        ("Cloud Peak – Expert", "2015"),
    ]
    assert [each["name"] for each in many] == ["Hoists", "Lifts", "Fire safety", "Bees"]


def test_a_line_may_say_nothing_but_when_a_certificate_was_issued():
    (found,) = certifications(rows("Beekeeping Master\nIssued on 2015-07"))

    assert (found["name"], found["date"]) == ("Beekeeping Master", "2015-07")


def test_commas_divide_certificates_where_none_is_an_issuer():
    found = certifications(rows("Six Sigma Green Belt (2018), Elektrofachkraft, Staplerschein"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("Six Sigma Green Belt", "2018"),
        ("Elektrofachkraft", None),
        ("Staplerschein", None),
    ]


def test_classes_of_a_licence_alone_are_no_certificate():
    assert certifications(rows("B, BE, C")) == []


def test_a_renewal_is_no_part_of_the_name():
    (found,) = certifications(rows("Forklift Operator Certification, 2013 (renewed 2019)"))

    assert (found["name"], found["issuer"]) == ("Forklift Operator Certification", None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Routing 200-301, Credential ID 8812-XY, 2022", "Routing 200-301"),
        ("SST, recyclage 2023", "SST"),
        ("Imkern am Hang - aufgefrischt 2023", "Imkern am Hang"),
        ("Cata de vinos (2017), alérgenos (2024).", "Cata de vinos"),
    ],
)
def test_what_surrounds_the_name_of_a_certificate_is_no_part_of_it(text: str, name: str):
    assert certifications(rows(text))[0]["name"] == name


@pytest.mark.parametrize(
    ("text", "names", "issuers"),
    [
        (
            "Quilt Core (2023) – Loom Engineer LE-203 (2022) – Scrum Weaver (2020)",
            ["Quilt Core", "Loom Engineer LE-203", "Scrum Weaver"],
            [None, None, None],
        ),
        (
            "H1V, B1V (renouvelées en 2024) – CACES R489 chariot – SST",
            ["H1V, B1V", "CACES R489 chariot", "SST"],
            [None, None, None],
        ),
        (
            "SAP Certified Associate – SAP S/4HANA for Sales (2021)",
            ["SAP Certified Associate – SAP S/4HANA for Sales"],
            [None],
        ),
        ("Nóminas. 80 h. Fundación Alba, 2019 (on-line)", ["Nóminas"], ["Fundación Alba"]),
        (
            "2022 Vergaberecht (GvD 36/2023), 16 Stunden, Bozen",
            ["Vergaberecht (GvD 36/2023)"],
            [None],
        ),
        (
            "RCP avanzada (Fundación Alba), renovado 10/2023, 20 hs.",
            ["RCP avanzada"],
            ["Fundación Alba"],
        ),
        ("2021\tBlack Belt – Grupo Kaizen (160 hrs.)", ["Black Belt"], ["Grupo Kaizen"]),
        ("laufend\tBLS-AED, zuletzt Nov. 2024", ["BLS-AED"], [None]),
        (
            "2018\tAuditor IATF 16949:2016 – Certificadora Alba",
            ["Auditor IATF 16949:2016"],
            ["Certificadora Alba"],
        ),
        ("Premiers secours,\nCNESST (2023)", ["Premiers secours"], ["CNESST"]),
        ("Führerschein:\tA, BE (eigenes Rad)", ["Führerschein: A, BE (eigenes Rad)"], [None]),
        ("Imkerkurs, 24 Stunden, online 2023", ["Imkerkurs"], [None]),
    ],
)
def test_a_line_is_told_apart_into_certificates_and_issuers(
    text: str, names: list[str], issuers: list[str | None]
):
    found = certifications(rows(text))

    assert [each["name"] for each in found] == names
    assert [each["issuer"] for each in found] == issuers


def test_a_line_that_begins_with_the_date_of_the_last_one_goes_on_with_it():
    document = Document(
        lines=(
            Line(text="Weinkunde (2021) · Käsekunde", x0=40, x1=240, top=100),
            Line(text="(2019) · Tranchieren (2018)", x0=40, x1=150, top=112),
        ),
        file_type=FileType.PDF,
    )

    found = certifications(rows_of(document))

    assert [(each["name"], each["date"]) for each in found] == [
        ("Weinkunde", "2021"),
        ("Käsekunde", "2019"),
        ("Tranchieren", "2018"),
    ]


def test_certificates_between_bars_go_on_below_though_one_has_no_date():
    lines = (
        Line(
            text="Poda, 9 h (2021) · Riego, vigente hasta 05/2029 · Tala y", x0=40, x1=300, size=10
        ),
        Line(text="Ley de Montes (2020)", x0=40, x1=150, size=10),
    )

    found = certifications(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["name"], each["date"]) for each in found] == [
        ("Poda", "2021"),
        ("Riego", None),
        ("Tala y Ley de Montes", "2020"),
    ]


def test_sentences_with_a_date_each_are_certificates():
    text = "Poda en altura, 2018 (20 h). Riego por goteo, 2021. Celga 3, 2007. Ley 7/2020 de montes, 2022."

    assert [(each["name"], each["date"]) for each in certifications(rows(text))] == [
        ("Poda en altura (20 h)", "2018"),
        ("Riego por goteo", "2021"),
        ("Celga 3", "2007"),
        ("Ley 7/2020 de montes", "2022"),
    ]


def test_dated_certificates_beside_each_other_are_two():
    found = certifications(rows("Sägekurs (2019, gültig bis 2027)\tSeilklettern (FLB), 2021"))

    assert [(each["name"], each["date"]) for each in found] == [
        ("Sägekurs", "2019"),
        ("Seilklettern", "2021"),
    ]


def test_a_bracket_that_lists_kinds_is_no_issuer():
    (found,) = certifications(rows("Baggerschein (Radbagger, Kettenbagger)"))

    assert (found["name"], found["issuer"]) == ("Baggerschein (Radbagger, Kettenbagger)", None)


def test_a_level_alone_ends_the_name_above():
    found = certifications(rows("Quorvane FX 7 Network Security\nProfessional\nFirst aid"))

    assert [each["name"] for each in found] == [
        "Quorvane FX 7 Network Security Professional",
        "First aid",
    ]


def test_the_second_line_of_a_certificate_stands_closer_than_the_next_one():
    texts = (
        ("CFPS – Certified Fire", 0, 139),
        ("Protection Specialist", 12, 107),
        ("Estate Essentials, House", 28, 155),
        ("Bonds in Practice", 44, 110),
    )
    lines = tuple(
        Line(text=text, x0=17, x1=x1, size=12, top=top, bottom=top + 12) for text, top, x1 in texts
    )

    found = certifications(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["name"], each["issuer"]) for each in found] == [
        ("CFPS – Certified Fire Protection Specialist", None),
        ("Estate Essentials, House", None),
        ("Bonds in Practice", None),
    ]


def test_the_last_word_of_a_certificate_is_no_heading():
    lines = [
        Line(text=text, size=16 if large else 12, x0=17, x1=17 + 6 * len(text), top=20.0 * at)
        for at, (text, large) in enumerate(
            [
                ("Ada Quill", True),
                ("Skills", True),
                ("Ledgers", False),
                ("Languages", True),
                ("English", False),
                ("Certifications", True),
                ("Compliance in Practice, School of", False),
                ("Training", False),
            ]
        )
    ]

    kinds = [
        section.kind
        for section in cut(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))
    ]

    assert kinds == ["head", "skills", "languages", "certifications"]


def test_the_first_letters_of_a_certificate_in_a_bracket_are_no_issuer():
    (found,) = certifications(rows("Certified Fire Protection Owner II (CFPO II)"))

    assert (found["name"], found["issuer"]) == (
        "Certified Fire Protection Owner II (CFPO II)",
        None,
    )


def test_a_paragraph_of_courses_is_parted_at_stops_behind_dates_and_hours():
    text = (
        "Caja y arqueo (Academia Sur, 40 horas, 2021). Atención de reclamos en el mostrador (2023). "
        "Primeros auxilios y uso de extintores, 8 horas."
    )

    assert [each["name"] for each in certifications(rows(text))] == [
        "Caja y arqueo (Academia Sur, 40 horas)",
        "Atención de reclamos en el mostrador",
        "Primeros auxilios y uso de extintores",
    ]


def test_the_indented_second_line_of_an_item_goes_on_with_its_certificate():
    said = [("Diploma en Avalúo, 90 horas. Escuela Cordillera", True, 60.0)]
    said += [("Norte, 2021.", False, 71.0), ("Trabajos en altura, 16 horas. 2023.", True, 60.0)]
    lines = tuple(
        Line(text=text, bullet=bullet, x0=x0, x1=400.0, top=20.0 * at, size=10.0)
        for at, (text, bullet, x0) in enumerate(said)
    )

    found = certifications(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["name"], each["issuer"], each["date"]) for each in found] == [
        ("Diploma en Avalúo", "Escuela Cordillera Norte", "2021"),
        ("Trabajos en altura", None, "2023"),
    ]


def test_a_town_at_the_end_of_a_line_makes_no_list_of_certificates():
    (found,) = certifications(
        rows("Rigging & Slinging training, Tarn Point, Leeds (45 days) – 2011")
    )

    assert (found["date"], found["name"].startswith("Rigging")) == ("2011", True)


def test_a_renewal_is_no_certificate_of_its_own():
    (found,) = certifications(rows("Chainsaw ticket: felling and limbing (2016), renewed 2021"))

    assert (found["name"], found["date"]) == ("Chainsaw ticket: felling and limbing", "2016")


def test_certificates_of_one_line_each_stay_apart_though_one_gap_is_wider():
    names = [
        "Stage Rigging One",
        "Fly Loft Two",
        "Scene Master",
        "Green Room Safety",
        "Curtain Care",
    ]
    tops = [0, 14, 28, 52, 66]
    lines = tuple(
        Line(text=name, x0=20, x1=20 + 6 * len(name), size=12, top=top + 1, bottom=top + 13)
        for name, top in zip(names, tops, strict=True)
    )

    found = certifications(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [each["name"] for each in found] == names


@pytest.mark.parametrize("issuer", ["St John Ambulance, Ashby", "Samariterbund, Mattersburg"])
def test_an_issuer_and_its_town_may_stand_in_a_bracket(issuer: str):
    (found,) = certifications(rows(f"First Aid ({issuer})"))

    assert (found["name"], found["issuer"]) == ("First Aid", issuer)
