"""The demo believes only what is signed, and uses every format."""

import asyncio
import io
import json
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openai import InternalServerError, OpenAI
from rich.console import Console

from local.demo import command
from local.demo.journey import Arrival, Journey
from local.demo.llm import fake_llm
from local.demo.plan import FEWEST, FORMATS, Errand, errands
from local.demo.privacy import leaks
from local.demo.receiver import NotSigned, verify
from local.demo.report import show, who_read
from local.errors import CannotRun
from local.home import Home
from local.processes.output import Output
from shared.domain.signature import plain, standard

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "samples"
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOW = AT.timestamp()
BODY = json.dumps({"job_id": "1", "data": {}}).encode()


def headers(secret: str = "s3cret") -> dict[str, str]:
    return {
        "X-Signature": plain(secret, BODY),
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(NOW)),
        "webhook-signature": standard(secret, "msg_1", AT, BODY),
    }


def test_a_webhook_of_ours_is_believed():
    verify("s3cret", headers(), BODY, NOW)


@pytest.mark.parametrize(
    ("change", "blamed"),
    [
        ({"X-Signature": ""}, "X-Signature"),
        ({"webhook-id": "msg_2"}, "webhook-signature"),
        ({"webhook-timestamp": str(int(NOW) - 301)}, "webhook-timestamp"),
        ({"webhook-timestamp": "soon"}, "webhook-timestamp"),
        ({"webhook-signature": "v1,AAAA"}, "webhook-signature"),
        (headers("another"), "X-Signature"),
    ],
)
def test_a_webhook_that_somebody_else_made_is_not(change, blamed):
    with pytest.raises(NotSigned, match=blamed):
        verify("s3cret", headers() | change, BODY, NOW)


def test_a_changed_body_is_not_believed():
    with pytest.raises(NotSigned):
        verify("s3cret", headers(), BODY + b" ", NOW)


def test_every_format_and_priority_and_both_ways_are_used():
    planned = errands(SAMPLES)

    assert {each.file.suffix for each in planned} == set(FORMATS)
    assert {each.priority for each in planned} == {"premium", "standard", "batch"}
    assert sum(each.dropped for each in planned) == 2
    assert len(planned) >= FEWEST


def test_a_folder_without_enough_samples_is_refused(tmp_path):
    (tmp_path / "one.pdf").touch()

    with pytest.raises(CannotRun, match="does not hold"):
        errands(tmp_path)


def test_a_log_that_holds_what_is_private_is_named(tmp_path):
    (tmp_path / "good.log").write_text("job_done")
    (tmp_path / "bad.log").write_text("parsed nadia@example.com")

    assert leaks(tmp_path, ["nadia@example.com", ""]) == ["bad.log"]


def arrived(engine, *, degraded=False, tokens=None, usd=None):
    meta = {"engine": engine, "model": None if engine == "local" else "gpt-4o-mini"}
    meta |= {"degraded": degraded, "tokens": tokens, "cost_usd": usd}
    return Arrival(file="cv.pdf", webhook={}, answer={"result": {"meta": meta}})


def test_the_report_says_who_read_and_what_it_took():
    paid = arrived("openai", tokens={"input": 2000, "output": 400}, usd=0.0006)
    stood_in = arrived("local", degraded=True)
    failed = Arrival(file="cv.pdf", webhook={}, answer={"status": "failed"})

    assert who_read([paid, paid, stood_in, failed]) == (
        "gpt-4o-mini: 2, the local engine in its stead: 1 (4,800 tokens, 0.0012 USD by the price list)"
    )
    assert who_read([arrived("local")]) == "the local engine: 1"


def run_fake_llm(root, home, use, **options):
    async def run():
        output = Output(home.logs, terminal=None)
        environ = {"PATH": os.environ["PATH"], "OPENAI_API_KEY": "sk-mine", "ENGINE": "local"}
        try:
            async with fake_llm(root, home, output, environ, **options) as pointed:
                return await asyncio.to_thread(use, pointed)
        finally:
            output.close()

    return asyncio.run(run())


def test_the_fake_llm_answers_and_the_settings_point_at_it(tmp_path):
    def use(environ):
        with OpenAI(base_url=environ["OPENAI_BASE_URL"], api_key="none") as client:
            return environ, [model.id for model in client.models.list()]

    environ, models = run_fake_llm(ROOT, Home.at(tmp_path), use)

    assert "gpt-4o-mini" in models
    assert environ["ENGINE"] == "auto"
    assert "OPENAI_API_KEY" not in environ  # ours is nobody's business


def test_the_fake_llm_fails_on_request(tmp_path):
    def use(environ):
        with OpenAI(base_url=environ["OPENAI_BASE_URL"], api_key="none", max_retries=0) as client:
            asked = [{"role": "user", "content": "x"}]
            with pytest.raises(InternalServerError):
                client.chat.completions.create(model="gpt-4o-mini", messages=asked)

    run_fake_llm(ROOT, Home.at(tmp_path), use, fault="503")


def test_without_the_double_the_fake_llm_says_what_it_needs(tmp_path):
    with pytest.raises(CannotRun, match="tests/"):
        run_fake_llm(tmp_path, Home.at(tmp_path / "home"), print)


def read(file: str, name: str, email: str, *languages: str) -> Arrival:
    data = {
        "personal_info": {"name": name, "email": email, "phone": "+44 7700 900142"},
        "experience": [{}] * 3,
        "education": [{}] * 2,
        "skills": ["x"] * 14,
        "languages": [{"language": each} for each in languages],
    }
    meta = {"engine": "local", "degraded": False, "tokens": None, "cost_usd": None, "places": {}}
    result = {"file_name": file, "processing_time": 1.421, "data": data, "meta": meta}
    return Arrival(file=file, webhook={}, answer={"status": "done", "result": result})


WIDE = (
    read(
        "camille-de-la-rochette-beaumont.pdf",
        "Camille de La Rochette-Beaumont",
        "camille.de.la.rochette.beaumont@example.com",
        "Français",
        "Anglais",
        "Vietnamien",
    ),
    Arrival(
        file="locked.pdf",
        webhook={},
        answer={"status": "failed", "error": "It is locked by a word."},
    ),
)


def table_of(arrivals, width: int) -> list[str]:
    console = Console(width=width, file=io.StringIO())
    show(arrivals, console)
    return console.file.getvalue().partition("Read by")[0].splitlines()


def test_the_table_fits_a_hundred_columns_and_breaks_no_word():
    lines = table_of(WIDE, 100)

    assert max(map(len, lines)) <= 100
    whole = set(json.dumps([each.answer for each in WIDE], ensure_ascii=False).split())
    whole = {word.strip('",[]{}') for word in whole} | {each.file for each in WIDE}
    for word in " ".join(lines[4:]).replace(",", " ").split():
        known = word in {*whole, "3", "2", "14", "jobs", "degrees", "skills", "1.42", "s"}
        assert known or word.endswith("…"), word


def test_rows_come_in_the_order_in_which_the_files_were_sent(tmp_path):
    names = ["a.pdf", "b.pdf", "dropped.pdf"]
    planned = [
        Errand(file=tmp_path / name, priority="batch", dropped=name == "dropped.pdf")
        for name in names
    ]

    unasked: Any = None  # neither the stack nor a receiver is called here

    async def make():
        journey = Journey(unasked, unasked)
        journey._uploaded.update({"1": "a.pdf", "2": "b.pdf"})
        answers = {"1": {"status": "failed"}, "2": {"status": "done"}}
        answers["3"] = {"status": "done", "result": {"file_name": "dropped.pdf"}}

        async def result(job_id):
            return answers[job_id]

        async def send(errand, _):
            if errand.dropped:  # the last; they come back in another order
                for job_id in ("3", "2", "1"):
                    journey._webhooks.put_nowait({"job_id": job_id})

        journey._result, journey._upload, journey._drop = result, send, send
        return await journey.make(planned, lambda: None, lambda: None)

    assert [arrival.file for arrival in asyncio.run(make())] == names


@pytest.mark.parametrize("ends", [SystemExit(1), asyncio.CancelledError(), KeyboardInterrupt()])
def test_the_demo_leaves_nothing_behind_however_it_ends(tmp_path, monkeypatch, ends):
    """`make demo | head`: rich leaves by SystemExit when nobody reads on."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def demo(root, *_):
        (root / "logs").mkdir()
        raise ends

    monkeypatch.setattr(command, "_demo", demo)
    with suppress(SystemExit, KeyboardInterrupt):
        command.main([])

    assert list(tmp_path.iterdir()) == []


def test_the_logs_of_a_demo_that_failed_are_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def demo(*_):
        raise CannotRun("something is missing")

    monkeypatch.setattr(command, "_demo", demo)

    assert command.main([]) == 1
    (home,) = tmp_path.iterdir()
    assert str(home) in capsys.readouterr().out.replace("\n", "")
