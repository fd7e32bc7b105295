"""Invented people who write their CV in French.

Phone numbers are from the ranges that Arcep keeps for fiction (06 39 98, 01 99 00 …).
"""

from samples.person import Degree, Headings, Person, Post

CAMILLE = Person(
    name="Camille de La Rochette",
    headline="Cheffe de projet digital",
    contact=(
        "14 rue des Tanneurs",
        "44000 Nantes",
        "06 39 98 14 27",
        "camille.delarochette@example.com",
        "linkedin.com/in/cdlr-example",
    ),
    headings=Headings(
        colon=" : ",
        contact="Contact",
        summary="Profil",
        posts="Expériences professionnelles",
        degrees="Formation",
        skills="Compétences",
        languages="Langues",
    ),
    summary=(
        "Cheffe de projet digital depuis neuf ans, j’accompagne des équipes produit et marketing "
        "de l’idée à la mise en ligne. À l’aise entre clients, designers et développeurs, je tiens "
        "les budgets et les délais sans perdre de vue l’utilisateur."
    ),
    posts=(
        Post(
            title="Cheffe de projet digital senior",
            company="Atelier Loire Numérique",
            place="Nantes",
            dates="mars 2021 – aujourd’hui",
            lines=(
                "Pilotage de la refonte du site d’une mutuelle (1,2 M€, 14 mois, équipe de 9)",
                "Passage de l’agence à Scrum : délai moyen de livraison ramené de 11 à 6 semaines",
                "Recettes, accessibilité RGAA et suivi des indicateurs (Matomo, Looker Studio)",
            ),
        ),
        Post(
            title="Cheffe de projet web",
            company="Groupe Estuaire",
            place="Saint-Nazaire",
            dates="septembre 2017 – février 2021",
            lines=(
                "Lancement de la boutique en ligne PrestaShop : 3 800 commandes la première année",
                "Rédaction des cahiers des charges et animation des comités de pilotage",
            ),
        ),
        Post(
            title="Assistante chef de projet (alternance)",
            company="Studio Galerne",
            place="Rennes",
            dates="septembre 2015 – août 2017",
            lines=("Intégration de contenus WordPress et suivi des campagnes d’e-mailing",),
        ),
    ),
    degrees=(
        Degree(
            title="Master Communication numérique et conduite de projet",
            school="Université Rennes 2",
            dates="2015 – 2017",
            note="Mention bien",
        ),
        Degree(
            title="Licence Information et communication",
            school="Université de Nantes",
            dates="2012 – 2015",
        ),
    ),
    skills=(
        ("", "Gestion de projet Agile"),
        ("", "Scrum"),
        ("", "Jira"),
        ("", "Figma"),
        ("", "WordPress"),
        ("", "PrestaShop"),
        ("", "HTML / CSS"),
        ("", "SEO"),
        ("", "Matomo"),
    ),
    languages=(("Français", "langue maternelle"), ("Anglais", "C1"), ("Italien", "B1")),
    others=(
        ("Centres d’intérêt", ("Voile en équipage", "Céramique", "Bénévole aux Restos du Cœur")),
    ),
)

HELENE = Person(
    name="Hélène LEFÈVRE-GARNIER",
    headline="Infirmière coordinatrice – diplômée d’État",
    contact=(
        "7 bis allée des Érables, 69003 Lyon",
        "Tél. : 06.39.98.52.08",
        "helene.lefevre@example.org",
        "Permis B – véhicule personnel",
    ),
    headings=Headings(
        colon=" : ",
        summary="OBJECTIF",
        posts="PARCOURS PROFESSIONNEL",
        degrees="DIPLÔMES ET FORMATIONS",
        skills="SAVOIR-FAIRE",
        languages="LANGUES",
    ),
    summary=(
        "Quinze ans de soins, dont six à coordonner une équipe de nuit. Je cherche un poste "
        "d’infirmière coordinatrice en EHPAD ou en hospitalisation à domicile."
    ),
    posts=(
        Post(
            title="Infirmière coordinatrice",
            company="EHPAD Les Tilleuls",
            place="Villeurbanne",
            dates="01/2019 – à ce jour",
            lines=(
                "Encadrement de 12 soignants et planification des roulements",
                "Élaboration des projets de soins personnalisés (84 résidents)",
                "Référente hygiène et douleur ; préparation de l’évaluation HAS",
            ),
        ),
        Post(
            title="Infirmière en chirurgie digestive",
            company="Clinique du Parc Neuf",
            place="Lyon",
            dates="09/2013 – 12/2018",
            lines=(
                "Soins pré- et post-opératoires, 28 lits",
                "Tutorat d’une dizaine d’étudiants en soins infirmiers",
            ),
        ),
        Post(
            title="Infirmière polyvalente",
            company="Centre hospitalier du Haut-Forez",
            place="Montbrison",
            dates="07/2010 – 08/2013",
            lines=("Médecine, urgences et gériatrie, de jour comme de nuit",),
        ),
    ),
    degrees=(
        Degree(
            title="Diplôme universitaire Coordination des soins en gérontologie",
            school="Université Claude-Bernard Lyon 1",
            dates="2018",
        ),
        Degree(
            title="Diplôme d’État d’infirmier",
            school="IFSI de Saint-Étienne",
            dates="2007 – 2010",
        ),
        Degree(
            title="Baccalauréat ST2S",
            school="Lycée Honoré-d’Urfé, Saint-Étienne",
            dates="2007",
        ),
    ),
    skills=(
        ("Soins", "Perfusions, pansements complexes, soins palliatifs, AFGSU 2"),
        ("Organisation", "Plannings, transmissions ciblées, gestion des stocks"),
        ("Logiciels", "Netsoins, Hôpital Manager, Excel"),
    ),
    languages=(("Anglais", "niveau B1"), ("Portugais", "courant")),
)

YANN = Person(
    name="Yann LE GOFF",
    headline="Technicien de maintenance industrielle",
    contact=(
        "3 rue du Port – 29900 Concarneau",
        "Mobile : 06 39 98 77 31",
        "Courriel : yann.legoff@example.com",
        "Né le 12 avril 1988 – Permis B et CACES R489",
    ),
    headings=Headings(
        colon=" : ",
        summary="Profil",
        posts="Expérience professionnelle",
        degrees="Formation",
        skills="Compétences techniques",
        languages="Langues",
    ),
    summary=(
        "Technicien électromécanicien, dix-sept ans en agroalimentaire et en chantier naval. "
        "Habitué au travail posté et aux astreintes."
    ),
    posts=(
        Post(
            title="Technicien de maintenance",
            company="Conserverie de Cornouaille",
            place="Concarneau",
            dates="Depuis mai 2016",
            lines=(
                "Maintenance préventive et curative de quatre lignes de conditionnement",
                "Dépannage d’automates Siemens S7 et de variateurs Schneider",
                "Mise en place de la GMAO : 30 % d’arrêts non prévus en moins en deux ans",
            ),
        ),
        Post(
            title="Électromécanicien",
            company="Chantiers navals Kerity",
            place="Lorient",
            dates="Octobre 2011 à avril 2016",
            lines=(
                "Câblage d’armoires électriques et essais à quai",
                "Lecture de plans hydrauliques et pneumatiques",
            ),
        ),
        Post(
            title="Agent de maintenance (intérim)",
            company="Missions diverses",
            place="Quimper",
            dates="2009 – 2011",
        ),
    ),
    degrees=(
        Degree(
            title="BTS Maintenance industrielle",
            school="Lycée Yves-Thépot, Quimper",
            dates="2007 – 2009",
        ),
        Degree(
            title="Bac professionnel MEI",
            school="Lycée Pierre-Guéguin, Concarneau",
            dates="2005 – 2007",
        ),
    ),
    skills=(
        ("Électricité", "Habilitations B2V, BR, BC ; câblage ; variateurs"),
        ("Mécanique", "Ajustage, soudure TIG, pneumatique, hydraulique"),
        ("Automatismes", "Siemens S7, Grafcet, GMAO Carl Source"),
    ),
    languages=(("Anglais", "technique"), ("Breton", "bon niveau")),
    others=(("Divers", ("Sapeur-pompier volontaire depuis 2012", "Pêche en mer, gouren")),),
)

MEHDI = Person(
    name="Mehdi BENALI",
    headline="Comptable général confirmé",
    contact=(
        "22 avenue Jean-Jaurès, 31000 Toulouse",
        "06 39 98 03 65",
        "mehdi.benali@comptable.example",
    ),
    headings=Headings(
        colon=" : ",
        summary="Accroche",
        posts="Expériences",
        degrees="Études",
        skills="Compétences clés",
        languages="Langues étrangères",
    ),
    summary=(
        "Huit ans de comptabilité en cabinet puis en entreprise. Autonome jusqu’au bilan, rigoureux "
        "et pédagogue, je souhaite rejoindre une PME en croissance."
    ),
    posts=(
        Post(
            title="Comptable général",
            company="Garonne Aéro Services",
            place="Blagnac",
            dates="Janv. 2020 - présent",
            lines=(
                "Tenue complète de trois sociétés (CA cumulé : 18 M€), clôtures mensuelles",
                "Déclarations de TVA, liasse fiscale, relations avec le commissaire aux comptes",
                "Migration de Ciel vers Sage 100 sans interruption de la facturation",
            ),
        ),
        Post(
            title="Collaborateur comptable",
            company="Cabinet Daurade & Associés",
            place="Toulouse",
            dates="Sept. 2017 - déc. 2019",
            lines=(
                "Portefeuille de 45 dossiers TPE : saisie, révision, bilans",
                "Accompagnement de créateurs d’entreprise",
            ),
        ),
    ),
    degrees=(
        Degree(
            title="DCG – Diplôme de comptabilité et de gestion",
            school="Lycée Ozenne, Toulouse",
            dates="2014 - 2017",
        ),
        Degree(title="Baccalauréat STMG", school="Lycée Raymond-Naves, Toulouse", dates="2014"),
    ),
    skills=(
        ("Comptabilité", "révision, consolidation, fiscalité des entreprises, paie"),
        ("Outils", "Sage 100, Cegid, EBP, Excel (macros VBA), Power BI"),
    ),
    languages=(("Anglais", "B2 (TOEIC 820)"), ("Arabe", "bilingue"), ("Espagnol", "A2")),
    others=(("Loisirs", ("Trésorier d’un club d’échecs", "Trail")),),
)

THOMAS = Person(
    name="Thomas Dubreuil",
    headline="Développeur full stack Python / Vue.js",
    contact=(
        "Grenoble (38)",
        "+33 6 39 98 20 45",
        "thomas@dubreuil.example",
        "github.com/tdubreuil-example",
    ),
    headings=Headings(
        colon=" : ",
        summary="À propos",
        posts="Expérience",
        degrees="Diplômes",
        skills="Stack technique",
        languages="Langues",
    ),
    summary=(
        "Développeur depuis 2018, je conçois des applications web de l’API à l’interface. "
        "J’aime le code testé, les revues exigeantes et les déploiements sans histoire."
    ),
    posts=(
        Post(
            title="Développeur full stack",
            company="Alpes Mobilités",
            place="Grenoble",
            dates="02/2022 – présent",
            lines=(
                "Conception de l’API de billettique (FastAPI, PostgreSQL, 40 000 trajets par jour)",
                "Interface d’exploitation en Vue.js 3 et TypeScript",
                "Chaîne d’intégration GitLab CI, déploiement sur Kubernetes",
            ),
        ),
        Post(
            title="Développeur back-end",
            company="Capteurs & Cie",
            place="Meylan",
            dates="09/2018 – 01/2022",
            lines=(
                "Collecte de mesures IoT : MQTT, Redis, TimescaleDB",
                "Division par quatre du temps de calcul des rapports nocturnes",
            ),
        ),
        Post(
            title="Stagiaire développeur",
            company="Laboratoire Belledonne",
            place="Grenoble",
            dates="02/2018 – 07/2018",
            lines=("Visualisation de données sismiques avec Django et D3.js",),
        ),
    ),
    degrees=(
        Degree(
            title="Diplôme d’ingénieur en informatique",
            school="Grenoble INP – Ensimag",
            dates="2015 – 2018",
        ),
        Degree(
            title="Classe préparatoire MPSI / MP",
            school="Lycée Champollion, Grenoble",
            dates="2013 – 2015",
        ),
    ),
    skills=(
        ("Langages", "Python, TypeScript, SQL, Bash"),
        ("Frameworks", "FastAPI, Django, Vue.js, Pytest"),
        ("Infrastructure", "Docker, Kubernetes, GitLab CI, PostgreSQL, Redis"),
    ),
    languages=(("Français", "natif"), ("Anglais", "C1 (TOEIC 945)"), ("Allemand", "B1")),
    others=(
        ("Projets", ("Mainteneur d’une bibliothèque Python de calcul de marées (320 étoiles)",)),
    ),
)

CHLOE = Person(
    name="Chloé NGUYEN",
    headline="Étudiante en marketing - recherche alternance à partir de septembre 2024",
    contact=(
        "5 place Saint-Sernin, 33000 Bordeaux",
        "06 39 98 61 90",
        "chloe.nguyen@example.com",
    ),
    headings=Headings(
        colon=" : ",
        summary="PROJET",
        posts="EXPÉRIENCES ET STAGES",
        degrees="FORMATION",
        skills="COMPÉTENCES",
        languages="LANGUES",
    ),
    summary=(
        "En deuxième année de BUT Techniques de commercialisation, je recherche une alternance "
        "d’un an en marketing digital. Rythme : 3 jours en entreprise, 2 jours à l’IUT."
    ),
    posts=(
        Post(
            title="Stagiaire assistante marketing",
            company="Maison Perlès",
            place="Bordeaux",
            dates="avril 2024 - juin 2024",
            lines=(
                "Animation du compte Instagram (+ 2 100 abonnés en dix semaines)",
                "Étude de satisfaction auprès de 340 clients",
            ),
        ),
        Post(
            title="Équipière polyvalente",
            company="Boulangerie Aux Deux Épis",
            place="Mérignac",
            dates="juillet 2022 - août 2023",
            lines=("Vente, encaissement, gestion des commandes du week-end",),
        ),
    ),
    degrees=(
        Degree(
            title="BUT Techniques de commercialisation",
            school="IUT de Bordeaux",
            dates="2022 - 2025",
        ),
        Degree(
            title="Baccalauréat général, mention assez bien",
            school="Lycée Montaigne, Bordeaux",
            dates="2022",
        ),
    ),
    skills=(
        ("Bureautique", "Excel, PowerPoint, Google Workspace"),
        ("Création", "Canva, Photoshop, CapCut"),
        ("Web", "WordPress, Google Analytics, Mailchimp"),
    ),
    languages=(
        ("Français", "langue maternelle"),
        ("Anglais", "B2"),
        ("Vietnamien", "notions"),
    ),
    others=(("CENTRES D’INTÉRÊT", ("Danse contemporaine (8 ans)", "Photographie argentique")),),
)
