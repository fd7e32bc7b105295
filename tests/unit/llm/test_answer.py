"""An answer is found in whatever a model wraps around it."""

import pytest

from shared.parsing.llm.answer import Unfit, answer_in
from shared.parsing.llm.client import Reply

SCHEMA = {
    "type": "object",
    "properties": {"skills": {"type": "array", "items": {"type": "string"}}},
    "required": ["skills"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "text",
    [
        '{"skills": ["C"]}',
        '  {"skills": ["C"]}\n',
        '```json\n{"skills": ["C"]}\n```',
        'Here you are:\n{"skills": ["C"]}\nAnything else?',
        '<think>Maybe {"skills": []}?</think>{"skills": ["C"]}',
    ],
)
def test_json_is_found_in_fences_prose_and_thoughts(text):
    assert answer_in(Reply(text=text, finish_reason="stop"), SCHEMA) == {"skills": ["C"]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "invalid_json"),
        ("I could not find anything.", "invalid_json"),
        ('{"skills": ["C"', "invalid_json"),
        ('{"skills": "C"}', "wrong_schema"),
        ('{"skills": [1]}', "wrong_schema"),
        ('{"skills": [], "hobbies": []}', "wrong_schema"),
        ("[]", "invalid_json"),
        ("{}", "wrong_schema"),
    ],
)
def test_anything_else_is_refused_by_name(text, reason):
    with pytest.raises(Unfit, match=reason):
        answer_in(Reply(text=text, finish_reason="stop"), SCHEMA)


def test_the_faults_name_places_and_rules_but_no_values():
    with pytest.raises(Unfit) as caught:
        answer_in(Reply(text='{"skills": [77], "secret": 1}', finish_reason="stop"), SCHEMA)

    assert set(caught.value.faults) == {
        "the object: has properties that are not in the schema",
        "skills/0: must be string",
    }
