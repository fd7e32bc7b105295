"""The data of a CV as JSON Resume."""

from shared.domain.cv import empty
from shared.domain.json_resume import json_resume

META = {"schema_version": "1.0"}


def test_a_cv_becomes_a_json_resume():
    data = empty()
    data["personal_info"] |= {
        "name": "Zoé Çelik",
        "links": ["https://www.linkedin.com/in/zoe-celik", "zoe.example"],
        "location": "Lyon",
    }
    job = {"title": "Acheteuse", "company": "Acme", "location": None, "description": "Achats"}
    data["experience"] = [
        job | {"start_date": "2021-03", "end_date": None, "is_current": True},
        job | {"start_date": "2018", "end_date": "2021-02", "is_current": False},
    ]
    data["languages"] = [{"language": "Français", "level": "natif"}]

    resume = json_resume(data, META)

    assert resume["basics"]["profiles"] == [
        {
            "network": "LinkedIn",
            "username": "zoe-celik",
            "url": "https://www.linkedin.com/in/zoe-celik",
        }
    ]
    assert resume["basics"]["url"] == "zoe.example"
    assert "endDate" not in resume["work"][0]
    assert resume["work"][1]["endDate"] == "2021-02"
    assert resume["languages"] == [{"language": "Français", "fluency": "natif"}]


def test_nothing_becomes_nothing():
    resume = json_resume(empty(), META)

    assert resume["basics"] == {"profiles": []}
    assert all(not value for name, value in resume.items() if name not in ("basics", "meta"))
