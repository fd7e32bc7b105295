"""Every way in which an endpoint fails, over real HTTP: handled, and never passed on."""

import time
from dataclasses import replace

import httpx2
import pytest
from openai import APIStatusError

from shared.errors import EngineMisconfigured, EngineUnavailable
from shared.parsing.llm.errors import ContextTooSmall, QuotaExhausted, RateLimited, UnusableAnswer
from shared.parsing.llm.failures import translate
from tests.support.openai_answers import asked_properties, fitted
from tests.unit.llm.conftest import a_document

TRANSIENT = ["429-ms", "429-reset", "429-bare", "500", "502", "503", "reset"]
REPAIRABLE = [
    "empty-choices", "not-json", "refusal", "truncated", "wrong-schema", "length", "content_filter",
]  # fmt: skip


@pytest.mark.parametrize("fault", TRANSIENT)
def test_what_may_pass_is_tried_again(engine, server, document, fault):
    server.fail(fault)

    parsed = engine.parse(document)

    assert parsed.data["personal_info"]["name"] == "Camille Roux-Lefèvre"
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", ["500", "502", "503", "reset"])
def test_what_does_not_pass_is_given_up_after_the_last_attempt(engine, server, document, fault):
    server.always = fault

    with pytest.raises(EngineUnavailable):
        engine.parse(document)

    assert len(server.requests) == 3


@pytest.mark.parametrize("fault", REPAIRABLE)
def test_an_answer_of_no_use_is_asked_for_once_more(engine, server, document, fault):
    server.fail(fault)

    parsed = engine.parse(document)

    assert parsed.data["personal_info"]["name"] == "Camille Roux-Lefèvre"
    assert "answer_repaired" in parsed.warnings
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", REPAIRABLE)
def test_a_second_answer_of_no_use_is_never_passed_on(engine, server, document, fault):
    server.always = fault

    with pytest.raises(UnusableAnswer):
        engine.parse(document)

    assert len(server.requests) == 2


def test_both_answers_of_a_repair_are_paid_for(engine, server, document):
    once = engine.parse(document).tokens["output"]
    server.fail("wrong-schema")

    assert engine.parse(document).tokens["output"] > 1.9 * once


def test_the_repair_tells_the_model_what_did_not_fit(engine, server, document):
    server.fail("wrong-schema")

    engine.parse(document)

    answer, correction = server.requests[1]["messages"][2:]
    assert answer["role"] == "assistant"
    assert "missing personal_info" in correction["content"]


def test_an_answer_cut_off_gets_more_room(engine, server, document):
    server.fail("length")

    engine.parse(document)

    first, second = (request["max_completion_tokens"] for request in server.requests)
    assert second == 2 * first


def test_the_wait_that_the_endpoint_asks_for_is_kept(engine, server, document):
    server.fail("429")
    started = time.monotonic()

    engine.parse(document)

    assert time.monotonic() - started >= 1.0


def test_a_long_wait_is_left_to_the_job(engine, server, document):
    server.fail("429-long")

    with pytest.raises(RateLimited) as caught:
        engine.parse(document)

    assert caught.value.retry_after == 600
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", ["401", "403", "404"])
def test_a_wrong_configuration_is_not_tried_again(engine, server, document, fault):
    server.fail(fault)

    with pytest.raises(EngineMisconfigured):
        engine.parse(document)

    assert len(server.requests) == 1


def test_a_context_without_room_for_a_long_answer_is_asked_without_reserving_it(
    engine, server, document
):
    server.context = 4000

    parsed = engine.parse(document)

    first, second = server.requests
    assert first["max_completion_tokens"] == 8000
    assert not {"max_completion_tokens", "max_tokens"} & set(second)
    assert parsed.data["skills"] == ["Python", "PostgreSQL", "C++", "Docker"]


def test_a_context_smaller_than_the_cv_is_asked_in_parts_and_once_learnt(engine, server):
    employers = [f"Maison Ferrand {year}" for year in range(1980, 2016)]
    long_cv = a_document("\n".join(f"{each}\n{'Refonte du site. ' * 9}" for each in employers))
    server.context = 3000
    server.author = lambda request: fitted(
        {"experience": [{"company": each} for each in employers if each in str(request)]},
        asked_properties(request),
    )

    parsed = engine.parse(long_cv)
    asked = len(server.requests)
    again = engine.parse(long_cv)

    assert [job["company"] for job in parsed.data["experience"]] == employers
    assert parsed.warnings == ()
    assert again.data == parsed.data
    assert len(server.requests) - asked < asked


def test_a_context_that_holds_nothing_is_a_wrong_configuration(engine, server, document):
    server.always = "context"

    with pytest.raises(EngineMisconfigured, match="context_length_exceeded"):
        engine.parse(document)

    assert len(server.requests) < 5


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"message": "This model's maximum context length is 4096 tokens.", "code": 400}),
        (400, {"type": "exceed_context_size_error", "message": "exceeds the available context"}),
        (413, {"code": "context_length_exceeded", "message": "too long"}),
    ],
    ids=["vLLM", "llama.cpp", "gateway"],
)
def test_servers_say_in_many_ways_that_a_context_is_too_small(status, body):
    response = httpx2.Response(status, request=httpx2.Request("POST", "http://llm/v1"))
    error = APIStatusError(body["message"], response=response, body=body)

    assert isinstance(translate(error), ContextTooSmall)


def test_an_account_without_credit_is_told_from_a_rate_limit(engine, server, document):
    server.fail("quota")

    with pytest.raises(QuotaExhausted):
        engine.parse(document)

    assert len(server.requests) == 1


@pytest.mark.parametrize("key", ["", "sk-wrong"])
def test_a_wrong_key_is_a_wrong_configuration(new_engine, settings, document, key):
    with pytest.raises(EngineMisconfigured, match="401 invalid_api_key"):
        new_engine(replace(settings, api_key=key)).parse(document)


@pytest.mark.parametrize("fault", ["hang", "slow:30", "drip:30"])
def test_no_call_takes_longer_than_its_timeout(new_engine, server, settings, document, fault):
    engine = new_engine(replace(settings, call_timeout=0.5, max_attempts=1))
    server.fail(fault)
    started = time.monotonic()

    with pytest.raises(EngineUnavailable, match="timeout"):
        engine.parse(document)

    assert time.monotonic() - started < 1.5


def test_all_attempts_end_within_the_time_for_one_cv(new_engine, server, settings, document):
    engine = new_engine(replace(settings, call_timeout=0.5, total_timeout=0.8, max_attempts=9))
    server.always = "hang"
    started = time.monotonic()

    with pytest.raises(EngineUnavailable, match="timeout"):
        engine.parse(document)

    assert time.monotonic() - started < 2.0


def test_a_slow_first_byte_within_the_timeout_is_waited_for(engine, server, document):
    server.fail("slow:0.5")

    assert engine.parse(document).data["skills"]
    assert len(server.requests) == 1


def test_an_endpoint_that_is_not_there_is_unavailable(new_engine, settings, document):
    engine = new_engine(replace(settings, base_url="http://127.0.0.1:9/v1"))

    with pytest.raises(EngineUnavailable, match="connection"):
        engine.parse(document)


def test_an_endpoint_without_strict_mode_gets_the_schema_in_the_prompt(engine, server, document):
    server.always = "no-json-schema"

    engine.parse(document)
    engine.parse(document)

    forms = [request["response_format"]["type"] for request in server.requests]
    assert forms == ["json_schema", "json_object", "json_object"]  # learnt once
    assert '"personal_info"' in server.requests[1]["messages"][0]["content"]


def test_an_endpoint_without_any_output_format_is_asked_in_words(engine, server, document):
    server.unknown_parameters = {"response_format"}

    parsed = engine.parse(document)

    forms = [request.get("response_format", {}).get("type") for request in server.requests]
    assert forms == ["json_schema", "json_object", None]
    assert parsed.data["skills"] == ["Python", "PostgreSQL", "C++", "Docker"]


def test_an_output_mode_set_by_hand_is_kept(new_engine, server, settings, document):
    engine = new_engine(replace(settings, output_mode="json_object"))
    server.unknown_parameters = {"response_format"}

    with pytest.raises(EngineMisconfigured):
        engine.parse(document)

    assert server.requests[0]["response_format"] == {"type": "json_object"}


def test_an_endpoint_that_breaks_the_schema_is_told_it_in_the_prompt(engine, server, document):
    server.fail("wrong-schema")

    engine.parse(document)

    first, second = (request["messages"][0]["content"] for request in server.requests)
    assert '"personal_info"' not in first
    assert '"personal_info"' in second


@pytest.mark.parametrize(
    ("refused", "then"),
    [
        ("temperature", {"temperature": None, "max_completion_tokens": 8000, "max_tokens": None}),
        ("max_completion_tokens", {"max_completion_tokens": None, "max_tokens": 8000}),
    ],
)
def test_what_an_endpoint_does_not_know_is_left_out_from_then_on(
    engine, server, document, refused, then
):
    """Reasoning models take no temperature, older servers no `max_completion_tokens`."""
    server.unknown_parameters = {refused}

    engine.parse(document)
    engine.parse(document)

    assert len(server.requests) == 3
    assert {key: server.requests[2].get(key) for key in then} == then


def test_repeated_entries_are_kept_once(engine, server, document):
    server.fail("duplicate")

    parsed = engine.parse(document)

    assert len(parsed.data["experience"]) == 2
    assert parsed.data["skills"] == ["Python", "PostgreSQL", "C++", "Docker"]
    assert {"repeated:experience:2", "repeated:skills:4"} <= set(parsed.warnings)


def test_invented_values_are_dropped_and_reported_without_their_text(engine, server, document):
    honest = engine.parse(document).data
    server.fail("hallucinate")

    parsed = engine.parse(document)

    assert parsed.data == honest
    assert "not_in_source:skills:skill:2" in parsed.warnings
    assert "not_in_source:experience.company:organisation:1" in parsed.warnings
    assert "Googolplex" not in str(parsed)
    assert parsed.confidence["skills"] < 0.75


@pytest.mark.parametrize("fault", ["401", "context", "500", "429-long"])
def test_no_error_text_quotes_the_cv_or_the_endpoint(engine, server, document, fault):
    server.always = fault

    with pytest.raises((EngineMisconfigured, EngineUnavailable, RateLimited)) as caught:
        engine.parse(document)

    assert len(str(caught.value)) < 50
    assert caught.value.__suppress_context__
