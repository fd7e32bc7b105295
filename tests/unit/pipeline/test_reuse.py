"""The same file is paid for once, by each of its owners."""

import json
from dataclasses import replace

import pytest

from shared.domain.cv import SCHEMA_VERSION
from shared.domain.job import Status
from shared.errors import EngineUnavailable
from shared.parsing.llm.prompt import prompt_version
from shared.pipeline.erase import erase
from shared.pipeline.parse import parse
from shared.pipeline.register import register
from shared.pipeline.submit import submit
from shared.settings import Settings
from shared.wiring.parsing import recipe_of
from tests.builders import CV_TEXT, an_attempt, an_upload

RECIPE = "openai api.openai.com gpt-4o-mini cv-1 1.0"


@pytest.fixture
def paid(world):
    """A world whose engine has to be paid."""
    world.engine.tokens = {"input": 900, "output": 300}
    world.parser = replace(world.parser, recipe=RECIPE)
    return world


def run(world, **values):
    job = submit(an_upload(**values), world.services)
    parse(job.id, world.services, world.parser)
    return world.jobs.get(job.id)


def result_of(world, job):
    return json.loads(world.jobs.result(job.id).body)


def test_the_same_file_again_is_neither_read_nor_paid_for(paid):
    first = run(paid, file_name="nadia.txt")
    paid.clock.advance(hours=1)

    second = run(paid, file_name="Nadia's CV.TXT")

    assert (paid.engine.calls, paid.reader.reads) == (1, 1)
    assert second.status is Status.DONE
    result, earlier = result_of(paid, second), result_of(paid, first)
    assert result["data"] == earlier["data"]
    assert (result["job_id"], result["file_name"]) == (second.id, "Nadia's CV.TXT")
    assert result["parsed_at"] == paid.clock().timestamp()


def test_meta_says_that_a_reused_result_cost_nothing(paid):
    run(paid)

    meta = result_of(paid, run(paid))["meta"]

    assert meta["reused"] is True
    assert meta["tokens"] == {"input": 0, "output": 0}
    assert meta["cost_usd"] == 0.0


def test_a_result_is_never_reused_for_another_owner(paid):
    run(paid, owner="acme")

    run(paid, owner="globex")
    run(paid, owner="")

    assert paid.engine.calls == 3


@pytest.mark.parametrize(
    "change",
    [
        {"content": CV_TEXT + b"\n"},
        {"file_name": "nadia.rtf", "content": CV_TEXT},
    ],
    ids=["other bytes", "another extension"],
)
def test_another_file_is_parsed(paid, change):
    paid.objects.drop("inbox/nadia.txt", CV_TEXT)
    parse(register("inbox/nadia.txt", paid.services).id, paid.services, paid.parser)
    name = f"inbox/{change.get('file_name', 'other.txt')}"
    paid.objects.drop(name, change["content"])

    parse(register(name, paid.services).id, paid.services, paid.parser)

    assert paid.engine.calls == 2


def test_another_recipe_parses_again(paid):
    run(paid)
    paid.parser = replace(paid.parser, recipe=RECIPE.replace("cv-1", "cv-2"))

    run(paid)

    assert paid.engine.calls == 2


def test_switched_off_every_file_is_parsed(paid):
    paid.parser = replace(paid.parser, recipe=None)

    run(paid)
    run(paid)

    assert paid.engine.calls == 2


def test_what_the_local_engine_stood_in_for_is_not_reused(paid):
    paid.engine.tokens = None  # nothing was paid
    run(paid)

    run(paid)

    assert paid.engine.calls == 2


def test_an_erased_job_is_not_reused(paid):
    erase(run(paid).id, paid.services)

    run(paid)

    assert paid.engine.calls == 2


def test_a_large_result_is_reused_from_the_object_store(paid):
    paid.services = replace(paid.services, limits=replace(paid.limits, inline_result=10))
    run(paid)

    second = run(paid)

    assert paid.engine.calls == 1
    stored = json.loads(paid.objects.get(paid.jobs.result(second.id).object_key))
    assert stored["data"]["personal_info"]["name"] == "Nadia Verhoeven"


def test_a_result_whose_object_is_gone_is_parsed_again(paid):
    paid.services = replace(paid.services, limits=replace(paid.limits, inline_result=10))
    first = run(paid)
    paid.objects.delete(paid.jobs.result(first.id).object_key)

    second = run(paid)

    assert paid.engine.calls == 2
    assert second.status is Status.DONE


def test_a_job_that_failed_has_nothing_to_reuse(paid):
    paid.services = replace(paid.services, limits=replace(paid.limits, max_attempts=1))
    paid.engine.faults = [EngineUnavailable()]
    run(paid)

    assert run(paid).status is Status.DONE
    assert paid.engine.calls == 2


def test_a_result_that_a_crash_interrupted_is_reused_once_it_is_there(paid, monkeypatch):
    finish = paid.jobs.finish

    def dies(*_, **__):
        raise KeyboardInterrupt  # as if the process were killed

    monkeypatch.setattr(paid.jobs, "finish", dies)
    job = submit(an_upload(), paid.services)
    with pytest.raises(KeyboardInterrupt):
        parse(job.id, paid.services, paid.parser)
    monkeypatch.setattr(paid.jobs, "finish", finish)
    paid.clock.advance(minutes=1)
    (claim,) = paid.jobs.lapsed(paid.clock(), 10)
    paid.jobs.take_back(claim, an_attempt(), paid.clock())
    parse(job.id, paid.services, paid.parser)

    run(paid)

    assert paid.engine.calls == 1


def a_recipe(**environ):
    base = {"DATABASE_URL": "postgresql+pg8000://db/nexten", "OPENAI_API_KEY": "sk-1"}
    return recipe_of(Settings.from_environ(base | environ))


def test_the_recipe_names_endpoint_model_prompt_and_schema():
    recipe = a_recipe(OPENAI_BASE_URL="http://llm.internal/v1", OPENAI_MODEL="qwen")

    for part in ("openai", "http://llm.internal/v1", "qwen", prompt_version(), SCHEMA_VERSION):
        assert part in recipe


@pytest.mark.parametrize("environ", [{"PARSE_ONCE": "false"}, {"ENGINE": "local"}])
def test_there_is_no_recipe_where_nothing_is_reused(environ):
    assert a_recipe(**environ) is None
