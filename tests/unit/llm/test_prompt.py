"""The prompt and its schema are what the accuracy was measured with: no change goes unnoticed."""

import json
from dataclasses import replace
from pathlib import Path

from shared.parsing.llm.answer import Unfit
from shared.parsing.llm.answer_schema import answer_schema
from shared.parsing.llm.asking import REPAIRS, Question, _reminder
from shared.parsing.llm.client import Reply
from shared.parsing.llm.dialect import Dialect
from shared.parsing.llm.parts import plan
from shared.parsing.llm.prompt import estimated_tokens, instructions, messages, prompt_version
from shared.parsing.llm.settings import LLMSettings
from tests.unit.llm.conftest import a_document

SETTINGS = LLMSettings(api_key="")
GOLDEN = Path(__file__).parent / "golden" / "cv-1.txt"


def test_the_prompt_is_the_one_that_was_measured():
    """A new prompt is a new file (`cv-2.md`); then measure again, and pin its digest here."""
    assert prompt_version() == "cv-1-5d3b7c4d"


def test_every_word_that_a_model_is_sent_is_the_golden_one():
    """The difference shows what has changed; `python -m tests.unit.llm.test_prompt` rewrites it."""
    assert everything_asked() == GOLDEN.read_text(encoding="utf-8")


def everything_asked() -> str:
    """Return what is sent for a CV: whole, one part without strict mode, and to repair it."""
    document = a_document()
    shown = range(len(document.lines))
    (whole,) = plan(document.lines, shown, SETTINGS).questions
    first, *_ = plan(document.lines, shown, replace(SETTINGS, split_over_tokens=50)).questions
    strict, plain = Dialect(), Dialect(mode="json_object")
    reply, unfit = Reply(text="{}", finish_reason="stop"), Unfit("wrong_schema", ("a: missing b",))
    repairs = [_reminder(reply, Unfit(reason)) for reason in REPAIRS]
    asked = {
        "the whole CV": _request(strict, whole),
        "a part, without strict mode": _request(plain, first),
        "to repair an answer": [_reminder(reply, unfit), *repairs],
    }
    return "".join(f"=== {name}\n{_readable(sent)}\n" for name, sent in asked.items())


def _request(dialect: Dialect, question: Question) -> dict[str, object]:
    in_prompt = dialect.schema_in_prompt
    said = messages(question.cv, question.part, question.schema, schema_in_prompt=in_prompt)
    return dialect.request(SETTINGS.model, said, question.schema, SETTINGS.max_output_tokens)


def _readable(sent: object) -> str:
    return json.dumps(sent, ensure_ascii=False, indent=1).replace("\\n", "\n")


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


if __name__ == "__main__":
    GOLDEN.write_text(everything_asked(), encoding="utf-8")
