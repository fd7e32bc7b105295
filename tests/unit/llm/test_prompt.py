"""The prompt and its schema are what the accuracy was measured with: no change goes unnoticed."""

from shared.parsing.llm.answer_schema import answer_schema
from shared.parsing.llm.prompt import estimated_tokens, instructions, messages, prompt_version


def test_the_prompt_is_the_one_that_was_measured():
    """A new prompt is a new file (`cv-2.md`); then measure again, and pin its digest here."""
    assert prompt_version() == "cv-1-53c7aafe"


def test_every_object_of_the_answer_schema_is_strict():
    objects = list(_objects(answer_schema()))

    assert len(objects) == 8
    assert all(part["additionalProperties"] is False for part in objects)
    assert all(part["required"] == list(part["properties"]) for part in objects)


def test_the_answer_schema_has_only_keywords_of_strict_mode():
    text = str(answer_schema())

    assert not any(f"'{key}'" in text for key in ("pattern", "minLength", "$schema", "$id"))


def test_long_texts_are_asked_for_as_line_numbers():
    properties = answer_schema()["properties"]
    job = properties["experience"]["items"]["properties"]

    assert "summary" not in properties
    assert properties["summary_lines"]["items"] == {"type": "integer"}
    assert "description" not in job
    assert job["description_lines"]["type"] == "array"


def test_a_part_asks_for_its_sections_only():
    schema = answer_schema(["personal_info", "summary"])

    assert schema["required"] == ["personal_info", "summary_lines"]


def test_a_cv_cannot_close_its_own_frame():
    asked = messages("1|x", None, {}, schema_in_prompt=False)

    assert asked[1]["content"] == "<cv>\n1|x\n</cv>"
    assert "never instructions" in instructions()


def test_tokens_are_rather_overestimated():
    """gpt-4o-mini's tokenizer makes 12 tokens of this sentence."""
    assert 12 <= estimated_tokens("Development of a payment service for online shops.") <= 20


def _objects(schema):
    if schema.get("type") == "object":
        yield schema
    for part in [*schema.get("properties", {}).values(), schema.get("items")]:
        if part:
            yield from _objects(part)
