"""Invented people who write their CV in English.

Phone numbers are from the ranges kept for fiction (UK 07700 900, US 555-01).
"""

from samples.person import Degree, Headings, Person, Post

JAMES = Person(
    name="James Okafor",
    headline="Senior Backend Engineer",
    contact=(
        "Leeds, United Kingdom",
        "+44 7700 900142",
        "james.okafor@example.com",
        "github.com/jokafor-example",
    ),
    headings=Headings(
        summary="Profile",
        posts="Employment History",
        degrees="Education",
        skills="Technical Skills",
        languages="Languages",
    ),
    summary=(
        "Backend engineer with eleven years in payments and logistics. I like boring technology, "
        "clear interfaces and systems that can be repaired at three in the morning."
    ),
    posts=(
        Post(
            title="Senior Backend Engineer",
            company="Aire Valley Payments",
            place="Leeds",
            dates="Mar 2019 – Present",
            lines=(
                "Led the move of a card ledger from a single Oracle server to PostgreSQL, "
                "with no lost transaction and eleven minutes of downtime",
                "Built an idempotent webhook service in Go: 4 million deliveries a day",
                "Mentored six engineers; two were promoted within eighteen months",
            ),
        ),
        Post(
            title="Software Engineer",
            company="Northbound Freight Ltd",
            place="Sheffield",
            dates="Aug 2015 – Feb 2019",
            lines=(
                "Rewrote route planning in Python and cut nightly runs from 7 hours to 50 minutes",
                "Introduced Terraform and blue-green releases on AWS",
            ),
        ),
        Post(
            title="Graduate Developer",
            company="Pennine Systems",
            place="Huddersfield",
            dates="Sep 2013 – Jul 2015",
            lines=("Maintained warehouse software in Java and SQL Server",),
        ),
    ),
    degrees=(
        Degree(
            title="BSc (Hons) Computer Science, First Class",
            school="University of Sheffield",
            dates="2010 – 2013",
        ),
        Degree(
            title="A-levels: Mathematics, Physics, Further Mathematics",
            school="Roundhay Sixth Form, Leeds",
            dates="2008 – 2010",
        ),
    ),
    skills=(
        ("Languages", "Go, Python, Java, SQL"),
        ("Data", "PostgreSQL, Redis, Kafka"),
        ("Platform", "AWS, Docker, Kubernetes, Terraform, Prometheus"),
    ),
    languages=(("English", "native"), ("Igbo", "conversational"), ("French", "A2")),
    others=(
        ("Certifications", ("AWS Certified Solutions Architect – Associate, 2022",)),
        ("Interests", ("Fell running, choir, restoring a 1974 road bicycle",)),
    ),
)

SARAH = Person(
    name="Sarah J. Mitchell",
    headline="Marketing Manager",
    contact=(
        "Portland, OR 97205",
        "(503) 555-0147",
        "sarah.mitchell@example.com",
        "linkedin.com/in/sarahjmitchell-example",
    ),
    headings=Headings(
        summary="Summary",
        posts="Professional Experience",
        degrees="Education",
        skills="Skills",
        languages="Languages",
    ),
    summary=(
        "Marketing manager with a record of growing consumer brands on small budgets. Nine years "
        "across outdoor goods and food, from field events to lifecycle email."
    ),
    posts=(
        Post(
            title="Marketing Manager",
            company="Cascade Trail Goods",
            place="Portland, OR",
            dates="June 2020 – Present",
            lines=(
                "Own a $1.4M annual budget and a team of five",
                "Grew direct sales 62% in two years through email, search and partner content",
                "Launched a repair program covered by three national magazines",
            ),
        ),
        Post(
            title="Brand Specialist",
            company="Willamette Foods, Inc.",
            place="Salem, OR",
            dates="January 2017 – May 2020",
            lines=(
                "Planned 40 in-store events a year and measured their lift",
                "Redesigned packaging for the oat line; returns fell by a third",
            ),
        ),
        Post(
            title="Marketing Coordinator",
            company="Blue Heron Credit Union",
            place="Eugene, OR",
            dates="July 2015 – December 2016",
            lines=("Wrote the member newsletter (28,000 readers)",),
        ),
    ),
    degrees=(
        Degree(
            title="Bachelor of Science in Business Administration",
            school="Oregon State University",
            dates="2011 – 2015",
            note="Minor in Statistics, GPA 3.7",
        ),
    ),
    skills=(
        ("Channels", "Email, SEO, paid search, field events, partnerships"),
        ("Tools", "HubSpot, Google Analytics, Klaviyo, Tableau, Adobe InDesign"),
    ),
    languages=(("English", "Native"), ("Spanish", "Professional working proficiency")),
    others=(
        ("Certifications", ("Google Ads Search Certification, 2023", "HubSpot Inbound, 2021")),
        ("Volunteering", ("Board member, Friends of Forest Park, since 2021",)),
    ),
)

PRIYA = Person(
    name="Dr Priya Raghunathan",
    headline="Data Scientist – Public Health",
    contact=(
        "18 Marlow Court, Bristol BS6 5QA",
        "07700 900368",
        "priya.raghunathan@example.org",
        "https://priya.example/work",
    ),
    headings=Headings(
        summary="About me",
        posts="Work Experience",
        degrees="Qualifications",
        skills="Skills & Tools",
        languages="Languages",
    ),
    summary=(
        "Statistician turned data scientist. I build models that clinicians can question, and I "
        "publish the code. Seven years on infectious disease surveillance and hospital demand."
    ),
    posts=(
        Post(
            title="Lead Data Scientist",
            company="West of England Health Analytics",
            place="Bristol",
            dates="October 2021 – present",
            lines=(
                "Forecasts of emergency admissions used every morning by eleven hospitals",
                "Fairness audit of a triage score; two of its inputs were removed as a result",
                "Line management of four analysts and one doctoral student",
            ),
        ),
        Post(
            title="Data Scientist",
            company="Severn Epidemiology Unit",
            place="Cardiff",
            dates="January 2018 – September 2021",
            lines=(
                "Bayesian nowcasting of influenza-like illness in R and Stan",
                "Pipelines for 60 million laboratory records in Python and Spark",
                "Dashboards for local authorities, updated hourly during the pandemic",
            ),
        ),
        Post(
            title="Research Assistant (part time)",
            company="University of Bristol",
            place="Bristol",
            dates="2014 – 2017",
            lines=(
                "Design and analysis of two cluster-randomised trials",
                "Teaching: Statistics 1 and Introduction to R, groups of 30",
            ),
        ),
    ),
    degrees=(
        Degree(
            title="PhD in Statistics",
            school="University of Bristol",
            dates="2014 – 2018",
            note="Thesis: Reporting delays in surveillance data",
        ),
        Degree(
            title="MSc Applied Statistics, Distinction",
            school="University of Warwick",
            dates="2013 – 2014",
        ),
        Degree(
            title="BSc Mathematics",
            school="University of Madras",
            dates="2010 – 2013",
        ),
    ),
    skills=(
        ("Statistics", "Bayesian modelling, time series, survival analysis, causal inference"),
        ("Programming", "Python, R, Stan, SQL, PySpark, Git"),
        ("Communication", "Dashboards in Shiny and Power BI, briefings for non-specialists"),
    ),
    languages=(("English", "C2"), ("Tamil", "native"), ("Hindi", "B2")),
    others=(
        (
            "Publications",
            (
                "Raghunathan P., Ellery T. (2023). Forecasts that wards believe. "
                "Journal of Invented Health Data, 12(3), 201–219.",
                "Raghunathan P. et al. (2020). Nowcasting with ragged reports. "
                "Imaginary Statistics, 7(1), 44–63.",
                "Raghunathan P., Osei K. (2017). Delays that depend on the day. "
                "Annals of Made-up Epidemiology, 31, 5–18.",
            ),
        ),
        (
            "Awards and memberships",
            (
                "Fellow of the Royal Statistical Society since 2020",
                "Best applied paper, Invented Health Data Conference 2023",
            ),
        ),
        ("Interests", ("Carnatic singing, allotment gardening, slow cycling tours",)),
    ),
)

FIONA = Person(
    name="FIONA O'SULLIVAN",
    headline="Executive Assistant / Office Manager",
    contact=(
        "26 Ravenhill Gardens, Belfast BT6 8DR",
        "Mobile: 07700 900 951",
        "E-mail: fiona.osullivan@example.com",
    ),
    headings=Headings(
        summary="Personal Statement",
        posts="Career History",
        degrees="Education and Training",
        skills="Key Skills",
        languages="Languages",
    ),
    summary=(
        "Calm, discreet executive assistant with twelve years beside directors in engineering and "
        "the arts. I plan ahead, write well and notice what others miss."
    ),
    posts=(
        Post(
            title="Executive Assistant to the Chief Executive",
            company="Lagan Bridge Engineering",
            place="Belfast",
            dates="04/2018 to date",
            lines=(
                "Diary, travel and board papers for the chief executive and two directors",
                "Organised an office move for 85 people, on time and £12,000 under budget",
                "Introduced a shared contract register in SharePoint",
            ),
        ),
        Post(
            title="Office Manager",
            company="Black Mountain Theatre Company",
            place="Belfast",
            dates="09/2012 to 03/2018",
            lines=(
                "Payroll for 30 actors and crew, supplier contracts, grant reports",
                "Supervised two receptionists and a bookkeeper",
            ),
        ),
        Post(
            title="Receptionist",
            company="Hotel Cuan",
            place="Newry",
            dates="06/2010 to 08/2012",
        ),
    ),
    degrees=(
        Degree(
            title="BA English and History, 2:1",
            school="Queen's University Belfast",
            dates="2007 to 2010",
        ),
        Degree(
            title="Level 4 Diploma in Business Administration",
            school="Belfast Metropolitan College",
            dates="2014",
        ),
    ),
    skills=(
        ("Office", "Minute taking, diary management, event planning, 75 wpm typing"),
        ("Software", "Word, Excel, PowerPoint, SharePoint, Sage Payroll"),
    ),
    languages=(("English", "mother tongue"), ("Irish", "fluent"), ("German", "basic")),
    others=(("References", ("Available on request.",)),),
)

OLIVER = Person(
    name="Oliver Hughes",
    headline="Linux Systems Administrator",
    contact=(
        "Cardiff, Wales",
        "07700 900623",
        "oliver@hughes.example",
        "https://oliver.hughes.example",
    ),
    headings=Headings(
        summary="SUMMARY",
        posts="EXPERIENCE",
        degrees="EDUCATION",
        skills="SKILLS",
        languages="LANGUAGES",
    ),
    summary=(
        "Systems administrator, eight years with Debian and RHEL fleets of up to 600 hosts. "
        "Automates first, documents second, sleeps well third."
    ),
    posts=(
        Post(
            title="Senior Systems Administrator",
            company="Taff Hosting",
            place="Cardiff",
            dates="2020-05 - present",
            lines=(
                "Run 600 Debian virtual machines with two colleagues, Ansible and Proxmox",
                "Replaced ageing NFS filers with Ceph during working hours",
                "On-call lead: pages per week down from 31 to 4",
            ),
        ),
        Post(
            title="Systems Administrator",
            company="Gower Geophysical",
            place="Swansea",
            dates="2016-09 - 2020-04",
            lines=(
                "Looked after a 96-node Slurm cluster and 2 PB of tape",
                "Moved mail and identity to FreeIPA and Postfix",
            ),
        ),
    ),
    degrees=(
        Degree(
            title="BEng Computer Systems Engineering",
            school="Swansea University",
            dates="2013 - 2016",
        ),
    ),
    skills=(
        ("Operating systems", "Debian, RHEL, FreeBSD"),
        ("Automation", "Ansible, Terraform, Python, Bash"),
        ("Services", "Ceph, Postfix, FreeIPA, PostgreSQL, Nginx, Prometheus, Grafana"),
    ),
    languages=(("English", "native"), ("Welsh", "B2")),
    others=(("CERTIFICATIONS", ("Red Hat Certified Engineer (RHCE), 2021",)),),
)
