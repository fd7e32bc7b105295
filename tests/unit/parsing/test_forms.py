from tests.unit.parsing.documents import told


def test_a_row_of_labels_names_the_columns_of_the_rows_below():
    text = """
Period	Place	Position	Employer
2019 – 2021	Ely	Ranger	Wicken
2015 – 2019	March	Warden	Manea
"""

    assert told(text) == [
        ("Ranger", "Wicken", "Ely", "2019", "2021"),
        ("Warden", "Manea", "March", "2015", "2019"),
    ]


def test_a_form_names_the_values_of_each_job_in_any_order():
    text = """
Dates	Depuis octobre 2020
Fonction ou poste occupé	Cuisinière
Principales activités	Service du midi, commandes
Nom de l'employeur	Auberge du Pont, Lyon
Dates	Mars 2016 – septembre 2020
Fonction ou poste occupé	Commis de cuisine
Principales activités	Mise en place
Nom de l'employeur	Table d'Hector, Nantes
"""

    assert told(text) == [
        ("Cuisinière", "Auberge du Pont", "Lyon", "2020-10", "now"),
        ("Commis de cuisine", "Table d'Hector", "Nantes", "2016-03", "2020-09"),
    ]


def test_two_values_with_their_labels_may_share_a_row():
    text = """
Empresa	Estampados Solís, S.A.	Lugar	Querétaro
Puesto	Gerente de taller	Periodo	2017 – 2020
Empresa	Lácteos Prado, S.A.	Lugar	Puebla
Puesto	Jefe de turno	Periodo	2012 – 2016
"""

    assert told(text) == [
        ("Gerente de taller", "Estampados Solís, S.A.", "Querétaro", "2017", "2020"),
        ("Jefe de turno", "Lácteos Prado, S.A.", "Puebla", "2012", "2016"),
    ]
