"""The double of the LLM speaks the protocol, for tests and for a demonstration without a key."""

import json
import subprocess
import sys
from dataclasses import replace
from urllib.request import Request, urlopen

import pytest
from openai import BadRequestError, NotFoundError, OpenAI

from tests.support.openai_answers import plausible
from tests.support.openai_server import OpenAIServer


@pytest.fixture
def client(server):
    with OpenAI(api_key="sk-test", base_url=server.url, max_retries=0) as found:
        yield found


def test_models_are_listed(client):
    assert "gpt-4o-mini" in [model.id for model in client.models.list()]
    assert client.models.retrieve("gpt-4o-mini").object == "model"


def test_an_unknown_model_is_404(client):
    with pytest.raises(NotFoundError) as caught:
        client.chat.completions.create(model="gpt-9", messages=[{"role": "user", "content": "x"}])

    assert caught.value.code == "model_not_found"


def test_a_schema_that_is_not_strict_is_refused_as_openai_does(client):
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    form = {"type": "json_schema", "json_schema": {"name": "x", "strict": True, "schema": schema}}

    with pytest.raises(BadRequestError, match="additionalProperties"):
        client.chat.completions.create(
            model="gpt-4o-mini", messages=[{"role": "user", "content": "x"}], response_format=form
        )


def test_faults_are_set_over_http_as_well(server, engine, document):
    body = json.dumps({"faults": ["500", "refusal"]}).encode()
    with urlopen(Request(server.url.replace("/v1", "/_control"), body)) as answer:
        assert answer.status == 200

    engine.parse(document)

    assert len(server.requests) == 3


def test_without_a_truth_it_reads_the_cv_by_rules(new_engine, settings, document):
    with OpenAIServer(plausible, api_key="sk-test") as server:
        parsed = new_engine(replace(settings, base_url=server.url)).parse(document)

    assert parsed.data["personal_info"]["name"] == "Camille Roux-Lefèvre"
    assert parsed.data["skills"] == ["Python", "PostgreSQL", "C++", "Docker"]
    assert len(parsed.data["experience"]) == 2


def test_it_runs_as_a_program():
    command = [sys.executable, "-m", "tests.support.openai_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        url = program.stdout.readline().split()[-1]
        with urlopen(f"{url}/models") as answer:
            models = json.load(answer)
        program.terminate()

    assert models["object"] == "list"
