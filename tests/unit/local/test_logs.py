"""`/system/logs`: what the functions said, as NDJSON."""

import json

import pytest

from local.developing.logs import once_timed
from local.gateway.logs import LogFiles
from local.processes.output import Output
from tests.unit.local.gateways import Scene, gateway, mirror, run

LINES = {
    "echo": ["2026-11-23T12:00:00.000001Z one", "2026-11-23T12:00:02Z three é", "no time"],
    "echo.2": ["2026-11-23T12:00:01Z two"],
    "echo-other": ["2026-11-23T12:00:01Z not of echo"],
    "echo.old": ["2026-11-23T12:00:01Z nor this"],
}


@pytest.fixture
def folder(tmp_path):
    for name, lines in LINES.items():
        (tmp_path / f"{name}.log").write_text("".join(f"{line}\n" for line in lines))
    return tmp_path


async def texts(scene: Scene, query: str) -> list[str]:
    async with scene.session.get(scene.url(f"/system/logs?{query}")) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/x-ndjson"
        return [json.loads(line)["text"] for line in (await answer.text()).splitlines()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name=echo", ["one", "two", "three é"]),
        ("name=echo.openfaas-fn", ["one", "two", "three é"]),
        ("name=echo&tail=2", ["two", "three é"]),
        ("name=echo&tail=0", []),
        ("name=echo&tail=-1&follow=0", ["one", "two", "three é"]),
        ("name=echo&instance=echo.2", ["two"]),
        ("name=echo&since=2026-11-23T12:00:01Z", ["two", "three é"]),
        ("name=echo&since=2026-11-23T13:00:02%2B01:00", ["three é"]),
        ("name=get-result", []),
    ],
)
def test_the_lines_that_are_asked_for_come_by_time(folder, query, expected):
    async def test():
        async with gateway(mirror, logs=LogFiles(folder)) as scene:
            assert await texts(scene, query) == expected

    run(test())


def test_a_line_says_who_said_it_and_when(folder):
    async def test():
        async with (
            gateway(mirror, logs=LogFiles(folder)) as scene,
            scene.session.get(scene.url("/system/logs?name=echo&instance=echo.2")) as answer,
        ):
            assert json.loads(await answer.text()) == {
                "name": "echo",
                "namespace": "openfaas-fn",
                "instance": "echo.2",
                "timestamp": "2026-11-23T12:00:01Z",
                "text": "two",
            }

    run(test())


def test_new_lines_follow_also_of_a_replica_that_is_new(tmp_path):
    async def test():
        output = Output(tmp_path, terminal=None)
        output.line("echo", "old")
        async with (
            gateway(mirror, logs=LogFiles(tmp_path)) as scene,
            scene.session.get(scene.url("/system/logs?name=echo&follow=1&tail=0")) as answer,
        ):
            said = []
            for name, text in (("echo", "new"), ("echo.2", "newer"), ("echo", "newest")):
                output.line(name, text)
                said.append(json.loads(await answer.content.readline()))
        output.close()

        assert [(each["instance"], each["text"]) for each in said] == [
            ("echo", "new"),
            ("echo.2", "newer"),
            ("echo", "newest"),
        ]

    run(test())


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("name=nobody", 404),
        ("", 404),
        ("name=../secrets/admin-token", 404),
        ("name=echo&tail=few", 422),
        ("name=echo&since=yesterday", 422),
        ("name=echo&follow=perhaps", 422),
    ],
)
def test_a_request_that_cannot_be_understood_is_refused(folder, query, status):
    async def test():
        async with (
            gateway(mirror, logs=LogFiles(folder)) as scene,
            scene.session.get(scene.url(f"/system/logs?{query}")) as answer,
        ):
            assert answer.status == status

    run(test())


def test_a_gateway_that_has_no_logs_says_where_they_are():
    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.get(scene.url("/system/logs?name=echo")) as answer,
        ):
            assert answer.status == 501
            assert "docker compose logs" in await answer.text()

    run(test())


AT = "2026-11-23T12:00:00.000002Z"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("2026-11-23T12:00:00.000001Z [info     ] job_done  [x]", "[info     ] job_done  [x]"),
        ("2026-11-23 12:00:00.000 UTC [99] LOG:  ready", "[99] LOG:  ready"),
        ("99:M 23 Nov 2026 12:00:00.000 # Ready", "99:M # Ready"),
        ("I1123 12:00:00.000001 master.go:7 ready", "I master.go:7 ready"),
        (
            "ready at 2026-11-23T12:00:00.000001Z or so",
            "ready at 2026-11-23T12:00:00.000001Z or so",
        ),
        ('{"event": "job_done"}', '{"event": "job_done"}'),
        ("", ""),
    ],
)
def test_a_line_is_shown_with_one_time(said, shown):
    assert once_timed(f"{AT} {said}") == f"{AT} {shown}"


def test_a_line_without_time_is_shown_as_it_is():
    assert once_timed("no time at all") == "no time at all"
