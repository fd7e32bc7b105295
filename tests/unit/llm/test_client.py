"""Replies are read from whatever an endpoint makes of the protocol."""

import pytest

from shared.parsing.llm.client import _reply


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b'{"choices": null}',
        b'{"choices": []}',
        b'{"choices": {"0": 1}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_body_without_a_choice_is_told_by_name(body):
    assert _reply(body).finish_reason == "no_choices"


@pytest.mark.parametrize(
    "body",
    [
        b'{"choices": [null]}',
        b'{"choices": [{"message": "hi"}]}',
        b'{"choices": [{"message": {"content": 7}}], "usage": "much"}',
        b'{"choices": [{"message": {"content": null}}], "usage": {"prompt_tokens": "9"}}',
    ],
)
def test_an_odd_choice_says_nothing_and_breaks_nothing(body):
    reply = _reply(body)

    assert (reply.text, reply.usage.input) == ("", 0)


def test_a_text_in_parts_is_put_together():
    body = (
        b'{"choices": [{"message": {"content": [{"type": "text", "text": "a"}, {"text": "b"}]}}]}'
    )

    assert _reply(body).text == "ab"
