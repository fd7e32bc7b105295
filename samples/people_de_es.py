"""Invented people who write their CV in German or in Spanish.

The German number is from the block that the Bundesnetzagentur keeps for fiction (0171 39200);
Spain keeps none, so Lucía lives in Toulouse.
"""

from samples.person import Degree, Headings, Person, Post

JONAS = Person(
    name="Jonas von der Heide",
    headline="Maschinenbauingenieur (M.Sc.)",
    contact=(
        "Lindenstraße 41, 70563 Stuttgart",
        "+49 171 3920047",
        "jonas.vonderheide@example.com",
        "geboren am 3. September 1991 in Göttingen",
    ),
    headings=Headings(
        summary="Kurzprofil",
        posts="Berufserfahrung",
        degrees="Ausbildung",
        skills="Kenntnisse",
        languages="Sprachen",
    ),
    summary=(
        "Entwicklungsingenieur mit Schwerpunkt Antriebstechnik, acht Jahre Erfahrung von der "
        "Auslegung bis zur Serienreife. Sorgfältig, teamfähig, reisebereit."
    ),
    posts=(
        Post(
            title="Entwicklungsingenieur Antriebstechnik",
            company="Neckartal Getriebebau GmbH",
            place="Stuttgart",
            dates="04/2019 – heute",
            lines=(
                "Auslegung von Planetengetrieben für Nutzfahrzeuge bis 3.500 Nm",
                "Projektleitung eines Prüfstands (Budget 620.000 €)",
                "Einführung der FEM-Berichtsvorlage, Prüfzeit um 25 % verkürzt",
            ),
        ),
        Post(
            title="Konstruktionsingenieur",
            company="Leine Fördertechnik AG",
            place="Hannover",
            dates="10/2016 – 03/2019",
            lines=(
                "Konstruktion von Förderanlagen in CATIA V5 und SolidWorks",
                "Abstimmung mit Zulieferern in Polen und Tschechien",
            ),
        ),
        Post(
            title="Werkstudent Versuch",
            company="Harz Motorenprüfung",
            place="Goslar",
            dates="05/2014 – 09/2016",
        ),
    ),
    degrees=(
        Degree(
            title="Master of Science Maschinenbau",
            school="Technische Universität Braunschweig",
            dates="10/2013 – 09/2016",
            note="Abschlussnote 1,6",
        ),
        Degree(
            title="Bachelor of Science Maschinenbau",
            school="Leibniz Universität Hannover",
            dates="10/2010 – 09/2013",
        ),
        Degree(title="Abitur", school="Felix-Klein-Gymnasium, Göttingen", dates="2010"),
    ),
    skills=(
        ("CAD / FEM", "CATIA V5, SolidWorks, ANSYS, Abaqus"),
        ("Programmierung", "MATLAB, Python, VBA"),
        ("Methoden", "FMEA, Lean Management, Projektmanagement (IPMA Level D)"),
    ),
    languages=(
        ("Deutsch", "Muttersprache"),
        ("Englisch", "verhandlungssicher"),
        ("Polnisch", "A2"),
    ),
    others=(("Interessen", ("Rudern, Orgelspiel, Reparaturcafé Vaihingen",)),),
)

LUCIA = Person(
    name="Lucía Fernández Ibáñez",
    headline="Arquitecta",
    contact=(
        "9 rue Pargaminières, 31000 Toulouse (Francia)",
        "+33 6 39 98 45 12",
        "lucia.fernandez@example.org",
        "https://lucia-fernandez.example",
    ),
    headings=Headings(
        summary="Perfil",
        posts="Experiencia profesional",
        degrees="Formación académica",
        skills="Competencias",
        languages="Idiomas",
    ),
    summary=(
        "Arquitecta especializada en rehabilitación de patrimonio y vivienda social. Diez años de "
        "obra entre Aragón y Occitania, con gusto por la madera y el detalle constructivo."
    ),
    posts=(
        Post(
            title="Arquitecta de proyecto",
            company="Atelier Brique et Bois",
            place="Toulouse",
            dates="febrero de 2019 – actualidad",
            lines=(
                "Rehabilitación de 64 viviendas sociales, del concurso a la entrega",
                "Coordinación BIM con estructura e instalaciones (Revit)",
                "Seguimiento de obra en francés y en español",
            ),
        ),
        Post(
            title="Arquitecta júnior",
            company="Estudio Cierzo",
            place="Zaragoza",
            dates="septiembre de 2014 – enero de 2019",
            lines=(
                "Proyecto de ejecución de la biblioteca municipal de Tarazona",
                "Levantamiento y restauración de dos casas mudéjares",
            ),
        ),
        Post(
            title="Prácticas",
            company="Oficina de Urbanismo de Huesca",
            place="Huesca",
            dates="2013",
        ),
    ),
    degrees=(
        Degree(
            title="Máster en Rehabilitación del Patrimonio",
            school="Universidad Politécnica de Valencia",
            dates="2016 – 2017",
        ),
        Degree(
            title="Grado en Arquitectura",
            school="Universidad de Zaragoza",
            dates="2008 – 2014",
        ),
    ),
    skills=(
        ("Diseño", "Revit, AutoCAD, SketchUp, Rhinoceros"),
        ("Obra", "Dirección facultativa, mediciones, estructuras de madera"),
        ("Imagen", "Photoshop, InDesign, maquetas"),
    ),
    languages=(("Español", "lengua materna"), ("Francés", "C1"), ("Inglés", "B2")),
    others=(("Intereses", ("Dibujo de viaje", "Montañismo")),),
)
