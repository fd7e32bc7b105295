"""The paid path in a whole stack: a CV in by HTTP, an LLM's double behind it, the result out.

The double speaks the real protocol over real HTTP and fails on request; functions, bridge and
stores are real processes. The tests share the stack and run in order: the last opens the circuit.
"""

import json
from itertools import count

import pytest
import requests

from local.demo.privacy import leaks
from local.ports import PortBook
from tests.e2e.local_stacks import LocalStack, a_stack, wait_for
from tests.support.openai_server import OpenAIServer
from tests.unit.llm.conftest import ANSWER, CV, fitting

NUMBERS = count(1)
PASSING = [
    "429-ms", "429-reset", "429-bare", "429",
    "500", "502", "503", "slow:0.2", "drip:0.2", "hang", "reset",
    "empty-choices", "not-json", "refusal", "truncated", "wrong-schema", "length", "content_filter",
]  # fmt: skip


@pytest.fixture(scope="module")
def llm():
    with OpenAIServer(fitting(ANSWER), api_key="sk-test") as double:
        yield double


@pytest.fixture(scope="module")
def stack(llm):
    settings = {
        "ENGINE": "openai",
        "OPENAI_API_KEY": "sk-test",
        "OPENAI_BASE_URL": llm.url,
        "OPENAI_TIMEOUT": "3",
        "OPENAI_DAILY_BUDGET_USD": "5",
        "METRICS_PORT": str(PortBook.free_port(set())),
    }
    with a_stack(settings=settings) as running:
        running.metrics = f"http://127.0.0.1:{settings['METRICS_PORT']}/metrics"
        yield running


def a_cv() -> bytes:
    """A CV that no job has seen: the same one would be reused."""
    return f"{CV}\nCentres d'intérêt\nvoile {next(NUMBERS)}\n".encode()


def upload(stack: LocalStack, content: bytes) -> str:
    answer = requests.post(
        f"{stack.url}/api/queue", files={"file": ("cv.txt", content)}, timeout=20
    )
    assert answer.status_code == 202, answer.text
    return answer.json()["job_id"]


def outcome_of(stack: LocalStack, job_id: str) -> dict:
    return requests.get(f"{stack.url}/api/result/{job_id}?wait=30", timeout=40).json()


def parsed(stack: LocalStack, content: bytes) -> dict:
    answer = outcome_of(stack, upload(stack, content))
    assert answer["status"] == "done", answer
    return answer["result"]


def metric(stack: LocalStack, sample: str) -> float:
    """Return the value of one sample of the bridge's metrics; 0 where it is not told."""
    lines = requests.get(stack.metrics, timeout=10).text.splitlines()
    return next((float(line.split()[-1]) for line in lines if line.startswith(sample)), 0.0)


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_costs_nobody_a_cv(stack, llm, fault):
    llm.fail(fault)

    result = parsed(stack, a_cv())

    assert (result["meta"]["engine"], result["meta"]["degraded"]) == ("openai", False)
    assert result["data"]["personal_info"]["name"] == "Camille Roux-Lefèvre"
    assert [job["company"] for job in result["data"]["experience"]] == [
        "Atelier Numérique",
        "Maison Ferrand",
    ]


@pytest.mark.parametrize("fault", ["hallucinate", "duplicate"])
def test_what_a_model_invents_or_repeats_is_in_no_result(stack, llm, fault):
    honest = parsed(stack, a_cv())["data"]
    llm.fail(fault)

    result = parsed(stack, a_cv())

    assert result["data"] == honest
    assert any(
        code.startswith(("not_in_source:", "repeated:")) for code in result["meta"]["warnings"]
    )
    assert "Googolplex" not in json.dumps(result)


def test_the_same_file_again_is_not_paid_for(stack, llm):
    content = a_cv()
    first = parsed(stack, content)
    asked = len(llm.requests)

    second = parsed(stack, content)

    assert len(llm.requests) == asked
    assert second["data"] == first["data"]
    assert (second["meta"]["reused"], second["meta"]["cost_usd"]) == (True, 0.0)


def test_metrics_tell_what_the_llm_did_and_cost(stack, llm):
    labels = '{model="gpt-4o-mini",outcome="answered"}'
    calls, usd = (metric(stack, f"cv_llm_{name}_total{labels}") for name in ("calls", "cost_usd"))
    spent = metric(stack, "cv_llm_spent_today_usd")

    cost = parsed(stack, a_cv())["meta"]["cost_usd"]

    assert metric(stack, f"cv_llm_calls_total{labels}") == calls + 1
    assert metric(stack, f"cv_llm_cost_usd_total{labels}") == pytest.approx(usd + cost)
    assert metric(stack, "cv_llm_spent_today_usd") == pytest.approx(spent + cost)
    assert metric(stack, "cv_llm_daily_budget_usd") == 5.0
    assert metric(stack, 'cv_llm_needs_attention{outcome="misconfigured"}') == 0.0


def test_a_refused_key_is_an_alarm_and_costs_one_cv_only(stack, llm):
    llm.always = "401"
    asked = len(llm.requests)
    refused = outcome_of(stack, upload(stack, a_cv()))

    waiting = upload(stack, a_cv())

    wait_for(lambda: metric(stack, "cv_circuit_open_seconds") > 0)
    assert (refused["status"], refused["code"]) == ("failed", "engine_misconfigured")
    assert requests.get(f"{stack.url}/api/result/{waiting}", timeout=10).json()["status"] in (
        "pending",
        "running",
    )
    assert metric(stack, 'cv_llm_needs_attention{outcome="misconfigured"}') == 1.0
    assert "llm_needs_attention" in (stack.home / "logs" / "parse-worker.log").read_text()
    assert len(llm.requests) == asked + 1


def test_no_log_holds_a_word_of_the_cvs(stack):
    assert leaks(stack.home / "logs", ["camille.roux@example.com", "Roux-Lef", "sk-test"]) == []
