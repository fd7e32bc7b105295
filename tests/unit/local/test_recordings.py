"""Calls are written down only where that is asked for, and without what opens doors."""

import asyncio
import os
import stat

import pytest
from aiohttp import web

from local import recordings
from local.errors import CannotRun
from local.gateway.settings import Settings
from local.recordings import Recording, Recordings
from tests.unit.local.gateways import gateway


async def mirror(request: web.Request) -> web.Response:
    return web.Response(body=b"got " + await request.read(), status=201)


def a_recording(call_id: str) -> Recording:
    return Recording(
        call_id=call_id,
        at="2026-11-25T12:00:00+00:00",
        function="echo",
        method="POST",
        path="/a?b=1",
        headers=(("Content-Type", "text/plain"),),
        body=b"\x00\xff",
        status=200,
        seconds=0.1,
        answer=None,
    )


def called(folder, body=b"a cv", handler=mirror, **headers: str):
    async def test():
        async with (
            gateway(handler, settings=Settings(recordings=folder)) as scene,
            scene.session.post(
                scene.url("/function/echo/a%2Fb?x=1"), data=body, headers=headers
            ) as answer,
        ):
            return answer.headers.get("X-Call-Id", ""), await answer.read()

    return asyncio.run(test())


def test_a_call_is_recorded_as_it_was_and_with_its_answer(tmp_path):
    call_id, body = called(tmp_path)

    found = Recordings(tmp_path).find(call_id)

    assert body == b"got a cv"
    assert (found.function, found.method, found.path) == ("echo", "POST", "/a%2Fb?x=1")
    assert (found.body, found.status, found.answer) == (b"a cv", 201, b"got a cv")


def test_nothing_is_recorded_unless_that_was_asked_for(tmp_path):
    called(None)

    assert list(tmp_path.rglob("*")) == []


def test_keys_and_tokens_are_not_recorded_only_which_of_ours_it_was(tmp_path, monkeypatch):
    monkeypatch.setenv("ADMIN_TOKEN", "the-admins")
    secrets = {"Authorization": "Bearer the-admins", "X-API-Key": "a-key", "Cookie": "c=a-cookie"}

    called(tmp_path, **{"X-Call-Id": "mine", "X-Kept": "yes"} | secrets)

    found = Recordings(tmp_path).find("mine")
    written = "".join(path.read_text() for path in tmp_path.iterdir())
    assert found.bearer == "admin-token"
    assert ("X-Kept", "yes") in found.headers
    for secret in ("the-admins", "a-key", "a-cookie"):
        assert secret not in written


def test_only_the_owner_can_read_recordings(tmp_path):
    Recordings(tmp_path / "new").add(a_recording("one"))

    (file,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(os.stat(tmp_path / "new").st_mode) == 0o700
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600


def test_a_body_that_is_too_large_is_passed_on_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("local.gateway.recorder.LARGEST", 10)

    call_id, body = called(tmp_path, body=b"x" * 11)

    assert body == b"got " + b"x" * 11
    assert Recordings(tmp_path).find(call_id).body is None


def test_a_call_that_no_function_took_is_recorded_too(tmp_path):
    call_id, _ = called(tmp_path, handler=None)

    assert Recordings(tmp_path).find(call_id).status == 503


def test_the_oldest_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(recordings, "KEPT", 3)
    kept = Recordings(tmp_path)

    for number in range(5):
        kept.add(a_recording(f"call-{number}"))
        os.utime(tmp_path / f"call-{number}.json", ns=(number, number))

    assert [each.call_id for each in kept.all()] == ["call-2", "call-3", "call-4"]
    assert kept.forget() == 3
    assert list(kept.all()) == []


@pytest.mark.parametrize("call_id", ["../../etc/passwd", "..", "a/b", "x" * 5000, "é 🙂", ""])
def test_an_id_that_a_caller_made_up_is_no_path(tmp_path, call_id):
    kept = Recordings(tmp_path / "kept")

    kept.add(a_recording(call_id))

    assert kept.find(call_id).call_id == call_id
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path / "kept"]


def test_a_call_that_was_not_recorded_is_said_to_be_missing(tmp_path):
    with pytest.raises(CannotRun, match="--record"):
        Recordings(tmp_path).find("nope")
