from shared.domain.cv import ParsedCV, Place, empty
from shared.domain.document import Document, FileType
from shared.domain.result import meta_of


def test_meta_says_how_the_result_came_about():
    document = Document(lines=(), file_type=FileType.PDF, pages=2, ocr=True)
    parsed = ParsedCV(
        data=empty(),
        engine="local",
        language="fr",
        confidence={"skills": 0.876},
        places={"/skills/0": Place(page=2, first=31, last=32)},
    )

    meta = meta_of(parsed, document)

    assert meta == {
        "schema_version": "1.0",
        "engine": "local",
        "model": None,
        "language": "fr",
        "pages": 2,
        "ocr": True,
        "degraded": False,
        "tokens": None,
        "cost_usd": None,
        "warnings": [],
        "confidence": {"skills": 0.88},
        "places": {"/skills/0": {"page": 2, "lines": [31, 32]}},
    }


def test_meta_lists_each_warning_of_reader_and_engine_once():
    document = Document(lines=(), file_type=FileType.PDF, warnings=("hidden_text_removed", "a"))
    parsed = ParsedCV(data=empty(), engine="local", warnings=("a", "no_name"))

    assert meta_of(parsed, document)["warnings"] == ["hidden_text_removed", "a", "no_name"]


def test_meta_names_the_prompt_of_an_llm():
    parsed = ParsedCV(data=empty(), engine="openai", model="m", prompt_version="3")

    assert meta_of(parsed, Document(lines=(), file_type=FileType.TXT))["prompt_version"] == "3"
