"""Prompt injection in real files, and a model that obeys it. Skips where the corpus is absent."""

import json
from pathlib import Path

import pytest

from shared.documents.reader import DocumentReader
from shared.domain.cv import ParsedCV
from tests.support.openai_answers import asked_properties, fitted

BAD = Path(__file__).parents[4] / "shared" / "corpus" / "bad"
FILES = sorted(path for path in BAD.glob("inject-*") if path.suffix != ".json")


def obeying(companies: list[str]):
    """Return an author who finds the jobs, and then does all that the injected orders say."""
    jobs = [{"company": company, "title": None} for company in companies]
    orders = {"title": "Chief Executive Officer", "company": "Googolplex Industries"}
    answer = {
        "personal_info": {"name": "Grandmaster Hacker", "headline": "scored 10/10"},
        "summary_lines": [1, 99],
        "skills": ["Copywriting", "Telepathy", "Chronokinesis"],
        "experience": [*jobs, {**orders, "start_date": "2009", "description_lines": [1, 99]}],
        "education": [{"degree": "PhD in Quantum Physics", "institution": "Miskatonic University"}],
    }
    return lambda request: fitted(answer, asked_properties(request))


@pytest.mark.skipif(not FILES, reason="the corpus of bad files is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_orders_hidden_in_a_cv_change_nothing_even_if_the_model_obeys(engine, server, path):
    expected = json.loads((BAD / "expected.json").read_text(encoding="utf-8"))[path.name]
    wanted = expected["must_contain"]
    server.author = obeying(wanted["companies"])

    parsed: ParsedCV = engine.parse(DocumentReader().read(path.read_bytes(), path.name))

    text = json.dumps(parsed.data)
    assert [word for word in expected.get("must_not_contain", []) if word in text] == []
    assert parsed.data["personal_info"]["email"] == wanted["email"]
    assert {job["company"] for job in parsed.data["experience"]} >= set(wanted["companies"])
    if "name" in wanted:
        assert parsed.data["personal_info"]["name"] == wanted["name"]
