"""`/system/…`: what there is, deployed, scaled, removed, and who may."""

import json
from base64 import b64encode
from typing import Any

import pytest
from aiohttp import web

from local.errors import CannotRun
from local.gateway.board import Board
from local.gateway.settings import Login, Settings
from local.stackfile.function import Function
from tests.unit.local.gateways import Scene, gateway, mirror, run

LOGIN = Settings(login=Login(user="admin", password="a:b"))


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


class Noted:
    """A supervisor that notes what it is asked for."""

    def __init__(self, board: Board) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def scale(self, name: str, replicas: int) -> None:
        self.asked.append(("scale", name, replicas))

    def deploy(self, function: Function) -> None:
        self.asked.append(("deploy", function))

    def remove(self, name: str) -> None:
        self.asked.append(("remove", name))


async def ask(scene: Scene, method: str, path: str, body: object = None) -> tuple[int, str]:
    data = None if body is None else json.dumps(body)
    async with scene.session.request(method, scene.url(path), data=data) as answer:
        return answer.status, await answer.text()


def asked_for(*calls: tuple[str, str, object]) -> tuple[list[tuple[int, str]], list[Any]]:
    """Make the calls of a gateway; return its answers, and what it asked the supervisor for."""
    made: list[Noted] = []
    answers = []

    def supervisor(board: Board) -> Noted:
        made.append(Noted(board))
        return made[0]

    async def test():
        async with gateway(mirror, supervisor=supervisor) as scene:
            answers.extend([await ask(scene, *call) for call in calls])

    run(test())
    return answers, made[0].asked


def test_the_number_of_replicas_is_set_within_what_is_allowed():
    path = "/system/scale-function/echo"
    answers, asked = asked_for(
        *(("POST", path, {"serviceName": "echo", "replicas": n}) for n in (3, 0, 99))
    )

    assert answers == [(202, "")] * 3
    assert asked == [("scale", "echo", 3), ("scale", "echo", 1), ("scale", "echo", 5)]


@pytest.mark.parametrize("body", [{}, {"replicas": "3"}, {"replicas": -1}, {"replicas": True}, []])
def test_a_number_of_replicas_that_is_none_is_refused(body):
    answers, asked = asked_for(("POST", "/system/scale-function/echo", body))

    assert answers[0][0] == 400
    assert asked == []


def test_a_function_of_the_stack_file_is_deployed_as_the_deployment_says():
    body = {
        "service": "echo",
        "image": "example/echo:2",
        "envProcess": "",
        "envVars": {"max_inflight": "7"},
        "labels": {"com.openfaas.scale.max": "2"},
        "annotations": {},
    }

    answers, asked = asked_for(("PUT", "/system/functions", body))

    assert answers == [(202, "")]
    assert asked == [
        (
            "deploy",
            Function(
                name="echo",
                image="example/echo:2",
                environment={"max_inflight": "7"},
                labels={"com.openfaas.scale.max": "2"},
            ),
        )
    ]


@pytest.mark.parametrize(
    ("method", "body", "status", "complaint"),
    [
        ("POST", {"service": "nobody"}, 400, "not in stack.yml"),
        ("PUT", {"service": "nobody"}, 404, "error finding function nobody"),
        ("POST", {}, 400, "not in stack.yml"),
        ("POST", {"service": "echo", "envVars": {"A": 1}}, 400, "envVars: an object of texts"),
        ("POST", {"service": "echo", "secrets": "a"}, 400, "secrets: a list of texts"),
        ("POST", {"service": "echo", "image": 1}, 400, "image: a text"),
        (
            "POST",
            {"service": "echo", "labels": {"com.openfaas.scale.max": "many"}},
            400,
            "com.openfaas.scale.max of echo is not a whole number",
        ),
        (
            "POST",
            {"service": "echo", "annotations": {"topic": "cron-function", "schedule": "soon"}},
            400,
            "'soon' has not five fields",
        ),
        ("DELETE", {"functionName": "nobody"}, 404, "error finding function nobody"),
    ],
)
def test_what_cannot_be_deployed_or_removed_is_refused_with_the_reason(
    method, body, status, complaint
):
    answers, asked = asked_for((method, "/system/functions", body))

    assert answers[0][0] == status
    assert complaint in answers[0][1]
    assert asked == []


def test_a_body_that_is_not_json_is_refused():
    async def test():
        async with gateway(mirror) as scene:
            for path in ("/system/functions", "/system/scale-function/echo", "/system/alert"):
                async with scene.session.post(scene.url(path), data=b"{") as answer:
                    assert answer.status == 400

    run(test())


def test_a_function_is_removed():
    answers, asked = asked_for(("DELETE", "/system/functions", {"functionName": "echo"}))

    assert answers == [(202, "")]
    assert asked == [("remove", "echo")]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/system/scale-function/echo", {"replicas": 2}),
        ("PUT", "/system/functions", {"service": "echo"}),
        ("DELETE", "/system/functions", {"functionName": "echo"}),
    ],
)
def test_a_gateway_that_starts_no_functions_says_so(method, path, body):
    """As in docker-compose, where another runs them."""

    async def test():
        async with gateway(mirror) as scene:
            status, text = await ask(scene, method, path, body)
            assert status == 501
            assert "docker compose" in text

    run(test())


def test_an_alert_scales_the_function_that_it_names():
    firing, over = (
        {"alerts": [{"status": status, "labels": {"function_name": "echo.openfaas-fn"}}]}
        for status in ("firing", "resolved")
    )

    answers, asked = asked_for(("POST", "/system/alert", firing), ("POST", "/system/alert", over))

    assert answers == [(200, "")] * 2
    assert asked == [("scale", "echo", 2), ("scale", "echo", 1)]


def test_names_of_secrets_are_listed_and_none_is_made():
    async def test():
        async with gateway(mirror) as scene:
            functions = {
                "a": Function(name="a", secrets=("key", "token")),
                "b": Function(name="b", secrets=("key",)),
            }
            scene.board.set_state(functions, {})
            _, listed = await ask(scene, "GET", "/system/secrets")
            refused = [await ask(scene, each, "/system/secrets") for each in ("POST", "DELETE")]

        assert json.loads(listed) == [
            {"name": "key", "namespace": "openfaas-fn"},
            {"name": "token", "namespace": "openfaas-fn"},
        ]
        assert {status for status, _ in refused} == {501}
        assert ".env" in refused[0][1]

    run(test())


def test_the_gateway_says_what_it_is_and_which_namespace_it_has():
    async def test():
        async with gateway(mirror) as scene:
            _, info = await ask(scene, "GET", "/system/info")
            _, namespaces = await ask(scene, "GET", "/system/namespaces")
            unknown, _ = await ask(scene, "GET", "/system/nothing")

        assert {"provider", "version", "arch"} <= json.loads(info).keys()
        assert json.loads(info)["provider"].keys() == {"provider", "version", "orchestration"}
        assert json.loads(namespaces) == ["openfaas-fn"]
        assert unknown == 404

    run(test())


def test_without_login_there_is_no_system_route_where_one_is_needed():
    """Source: OpenFaaS' provider, its basic authentication."""

    async def test():
        async with gateway(mirror, settings=LOGIN) as scene:
            for sent in ({}, basic("admin", "a"), basic("you", "a:b")):
                for path in ("functions", "info", "nothing", "function/echo"):
                    url = scene.url(f"/system/{path}")
                    async with scene.session.get(url, headers=sent) as answer:
                        assert answer.status == 401
                        assert await answer.text() == "invalid credentials"
                        realm = answer.headers["WWW-Authenticate"]
                        assert realm == 'Basic realm="Restricted"'
            for sent in ("Bearer ", "Basic", "Basic $$$", "Basic YWRtaW4="):
                headers = {"Authorization": sent}
                async with scene.session.get(scene.url("/system/info"), headers=headers) as answer:
                    assert answer.status == 401

    run(test())


def test_with_login_all_is_open_and_functions_never_need_one():
    async def test():
        async with gateway(mirror, settings=LOGIN) as scene:
            url = scene.url("/system/functions")
            async with scene.session.get(url, headers=basic("admin", "a:b")) as answer:
                assert answer.status == 200
            for path in ("/function/echo", "/healthz", "/metrics"):
                async with scene.session.get(scene.url(path)) as answer:
                    assert answer.status == 200

    run(test())


def test_the_login_is_read_from_openfaas_files(tmp_path):
    (tmp_path / "basic-auth-user").write_text("admin\n")
    (tmp_path / "basic-auth-password").write_text("secret\n")
    environ = {"basic_auth": "true", "secret_mount_path": str(tmp_path)}

    assert Settings.from_environ(environ).login == Login(user="admin", password="secret")
    assert Settings.from_environ({}).login is None
    with pytest.raises(CannotRun, match="basic-auth-user"):
        Settings.from_environ({"basic_auth": "true", "secret_mount_path": "/nowhere"})
    assert "secret" not in repr(Settings.from_environ(environ))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 202),
        ({"Origin": "https://example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://rebound.example.com", "Host": "rebound.example.com"}, 403),
        ({"Origin": "http://localhost:5051", "Host": "localhost:5051"}, 202),
        ({"Origin": "http://[::1]:5051", "Host": "[::1]:5051"}, 202),
    ],
)
def test_no_page_of_another_site_changes_what_runs(headers, status):
    """A browser would let it: such a POST is a simple request."""

    async def test():
        async with gateway(mirror, supervisor=Noted) as scene:
            url, body = scene.url("/system/functions"), b'{"service": "echo"}'
            async with scene.session.post(url, data=body, headers=headers) as answer:
                assert answer.status == status
            async with scene.session.get(url, headers=headers) as answer:
                assert answer.status == 200

    run(test())


def test_without_a_login_another_machine_changes_nothing(monkeypatch):
    monkeypatch.setattr(web.BaseRequest, "remote", "192.0.2.1")

    async def test():
        body = {"service": "echo"}
        async with gateway(mirror, supervisor=Noted) as scene:
            refused, text = await ask(scene, "POST", "/system/functions", body)
        async with gateway(mirror, supervisor=Noted, settings=LOGIN) as scene:
            url, headers = scene.url("/system/functions"), basic("admin", "a:b")
            async with scene.session.post(url, json=body, headers=headers) as answer:
                accepted = answer.status

        assert (refused, accepted) == (403, 202)
        assert "basic_auth=true" in text

    run(test())


@pytest.mark.parametrize(
    ("name", "value"),
    [("async_at_once", "0"), ("async_waiting", "many"), ("upstream_timeout", "long")],
)
def test_a_setting_that_cannot_be_understood_is_named(name, value):
    with pytest.raises(CannotRun, match=f"{name}={value}"):
        Settings.from_environ({name: value})


def test_settings_are_read_from_the_environment():
    environ = {"upstream_timeout": "1m30s", "async_at_once": "2", "async_waiting": "9"}

    settings = Settings.from_environ(environ | {"MAX_CONTENT_LENGTH": "1000"})

    assert settings == Settings(
        max_content_length=1000, upstream_timeout=90.0, async_at_once=2, async_waiting=9
    )
