"""The data of a CV as JSON Resume."""

import pytest

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
    assert resume["basics"]["url"] == "https://zoe.example"
    assert "endDate" not in resume["work"][0]
    assert resume["work"][1]["endDate"] == "2021-02"
    assert resume["languages"] == [{"language": "Français", "fluency": "natif"}]


def test_nothing_becomes_nothing():
    resume = json_resume(empty(), META)

    assert resume["basics"] == {"profiles": []}
    assert all(not value for name, value in resume.items() if name not in ("basics", "meta"))


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("github.com/zoe", "https://github.com/zoe"),
        ("www.zoe.example/a", "https://www.zoe.example/a"),
        ("//zoe.example", "https://zoe.example"),
        ("http://zoe.example", "http://zoe.example"),
        ("HTTPS://zoe.example", "HTTPS://zoe.example"),
        ("zoe.example:8080/a", "https://zoe.example:8080/a"),
        ("https://zoe.example/a-long-\n  path/to", "https://zoe.example/a-long-path/to"),
        ("sur demande", None),
        ("zoe@zoe.example", None),
        ("mailto:zoe@zoe.example", None),
        ("http://zoe.example:99999/a", None),
        ("ftp://zoe.example", None),
        ("https://[zoe", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_cv_calls_a_link_becomes_a_url_or_is_left_out(written, url):
    """JSON Resume wants URIs: `format: uri`, so with a scheme and without white space."""
    data = empty()
    data["personal_info"]["links"] = [written] if written is not None else []
    nothing = {"description": None, "start_date": None, "end_date": None}
    data["projects"] = [{"name": "Atlas", "url": written} | nothing]
    data["publications"] = [{"title": "Sels", "publisher": None, "date": None, "url": written}]

    resume = json_resume(data, META)

    sites = [*resume["basics"]["profiles"], resume["basics"]]
    told = [each.get("url") for each in (*sites, *resume["projects"], *resume["publications"])]
    assert [each for each in told if each] == ([url] * 3 if url else [])


def test_a_profile_needs_a_user_and_no_particular_country():
    data = empty()
    data["personal_info"]["links"] = ["fr.linkedin.com/in/zoe-lam", "linkedin.com"]

    basics = json_resume(data, META)["basics"]

    assert [each["username"] for each in basics["profiles"]] == ["zoe-lam"]
    assert basics["url"] == "https://linkedin.com"
