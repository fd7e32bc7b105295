"""Hostile, broken and odd files, from bytes to CV: each gives what it must, and nothing else."""

import json
from pathlib import Path

import pytest

from shared.documents.sandbox import SandboxedReader
from shared.errors import PipelineError
from shared.parsing.rules.engine import LocalEngine

BAD = Path(__file__).parents[3] / "shared" / "corpus" / "bad"
EXPECTED = (
    json.loads((BAD / "expected.json").read_text(encoding="utf-8"))
    if (BAD / "expected.json").exists()
    else {}
)

pytestmark = pytest.mark.skipif(not EXPECTED, reason="the corpus of bad files is not here")


@pytest.fixture(scope="module")
def reader():
    with SandboxedReader() as reader:
        yield reader


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_file_gives_what_it_must(reader, name):
    expected = EXPECTED[name]

    data, refusal = None, None
    try:
        data = LocalEngine().parse(reader.read((BAD / name).read_bytes(), name)).data
    except PipelineError as error:
        refusal = error.code

    match expected["expect"]:
        case "accept":
            assert refusal is None
        case "reject":
            assert refusal == expected["refusal_class"]
    if data is not None:
        check(data, expected)


def check(data, expected):
    wanted, text = expected.get("must_contain", {}), json.dumps(data, ensure_ascii=False)
    assert wanted.get("name", "") in (data["personal_info"]["name"] or "")
    assert data["personal_info"]["email"] == wanted.get("email", data["personal_info"]["email"])
    for company in wanted.get("companies", []):
        assert company in {job["company"] for job in data["experience"]}
    for claim in expected.get("must_not_contain", []):
        assert claim.casefold() not in text.casefold()
