"""OpenFaaS' `/system/…`: what there is, deployed, scaled and removed. Behind a login, if one is set."""

import hmac
import json
import platform
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from local.gateway.board import Board
from local.gateway.deploy import deployed
from local.gateway.logs import LogFiles, LogRequest
from local.gateway.refusal import Refusal, bad_request
from local.gateway.scaling import Scaler
from local.gateway.settings import Login
from local.gateway.supervisor import Supervisor
from local.stackfile.function import NAMESPACE, Function

VERSION = {"commit_message": "", "sha": "", "release": "0.1.0"}
SECRETS_ARE_SETTINGS = (
    "Secrets are not made here: locally they are settings (environment or .env), elsewhere files in "
    "/var/openfaas/secrets.\n"
)
NO_LOGS = "The logs are with whoever runs the functions: docker compose logs FUNCTION.\n"
LARGEST = 1024 * 1024  # bytes of a request

READING = ("GET", "HEAD")
NOT_FROM_THERE = (
    "What runs can be changed from this machine only; basic_auth=true lets others in who can log "
    "in.\n"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class System:
    """The routes below `/system`."""

    def __init__(
        self,
        board: Board,
        scaler: Scaler,
        supervisor: Supervisor,
        *,
        logs: LogFiles | None,
        login: Login | None,
    ) -> None:
        """`logs` None = they are elsewhere; `login` None = nobody need log in."""
        self._board = board
        self._scaler = scaler
        self._supervisor = supervisor
        self._logs = logs
        self._login = login
        self._of_the_stack_file = dict(board.functions)

    def add_to(self, application: web.Application) -> None:
        part = web.Application(middlewares=[self._answer])
        router = part.router
        router.add_get("/functions", self.functions, allow_head=False)
        router.add_post("/functions", self.deploy)
        router.add_put("/functions", self.update)
        router.add_delete("/functions", self.remove)
        router.add_get("/function/{name}", self.one_function, allow_head=False)
        router.add_post("/scale-function/{name}", self.scale)
        router.add_post("/alert", self.alert)
        router.add_get("/info", self.info, allow_head=False)
        router.add_get("/namespaces", self.namespaces, allow_head=False)
        router.add_get("/logs", self.logs, allow_head=False)
        router.add_get("/secrets", self.secrets, allow_head=False)
        for method in ("POST", "PUT", "DELETE"):
            router.add_route(method, "/secrets", self.no_secret)
        application.add_subapp("/system", part)

    # --- what there is -----------------------------------------------------------------------

    async def functions(self, _: web.Request) -> web.Response:
        return web.json_response(
            [
                self._status(function) | {"invocationCount": self._board.invocations[name]}
                for name, function in self._board.functions.items()
            ]
        )

    async def one_function(self, request: web.Request) -> web.Response:
        return web.json_response(self._status(self._board.find(request.match_info["name"])))

    async def info(self, _: web.Request) -> web.Response:
        provider = {"provider": "nexten-local", "version": VERSION, "orchestration": "processes"}
        return web.json_response(
            {"provider": provider, "version": VERSION, "arch": platform.machine()}
        )

    async def namespaces(self, _: web.Request) -> web.Response:
        return web.json_response([NAMESPACE])

    async def secrets(self, _: web.Request) -> web.Response:
        """The names that the functions ask for; values are never told."""
        functions = self._board.functions.values()
        names = sorted({name for function in functions for name in function.secrets})
        return web.json_response([{"name": name, "namespace": NAMESPACE} for name in names])

    async def logs(self, request: web.Request) -> web.StreamResponse:
        function = self._board.find(request.query.get("name", ""))
        if self._logs is None:
            return web.Response(status=HTTPStatus.NOT_IMPLEMENTED, text=NO_LOGS)
        try:
            wanted = LogRequest.of(function.name, request.query)
        except ValueError:
            text = "could not parse the log request\n"
            return web.Response(status=HTTPStatus.UNPROCESSABLE_ENTITY, text=text)
        answer = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await answer.prepare(request)
        async for lines in self._logs.lines(wanted):
            if request.transport is None or request.transport.is_closing():
                break
            if lines:
                await answer.write(b"".join(line.to_json() for line in lines))
        return answer

    async def no_secret(self, _: web.Request) -> web.Response:
        return web.Response(status=HTTPStatus.NOT_IMPLEMENTED, text=SECRETS_ARE_SETTINGS)

    # --- what is changed ---------------------------------------------------------------------

    async def deploy(self, request: web.Request) -> web.Response:
        return self._deploy(await _json(request))

    async def update(self, request: web.Request) -> web.Response:
        said = await _json(request)
        self._board.find(_text(said, "service"))
        return self._deploy(said)

    def _deploy(self, said: Mapping[str, Any]) -> web.Response:
        name = _text(said, "service")
        if name not in self._of_the_stack_file:
            raise bad_request(f"{name or 'service'}: not in stack.yml; only its functions run here")
        self._supervisor.deploy(deployed(self._of_the_stack_file[name], said))
        return web.Response(status=HTTPStatus.ACCEPTED)

    async def remove(self, request: web.Request) -> web.Response:
        function = self._board.find(_text(await _json(request), "functionName"))
        self._supervisor.remove(function.name)
        return web.Response(status=HTTPStatus.ACCEPTED)

    async def scale(self, request: web.Request) -> web.Response:
        function = self._board.find(request.match_info["name"])
        replicas = (await _json(request)).get("replicas")
        if not isinstance(replicas, int) or isinstance(replicas, bool) or replicas < 0:
            raise bad_request("replicas: a whole number is needed")
        self._scaler.scale(function, replicas)
        return web.Response(status=HTTPStatus.ACCEPTED)

    async def alert(self, request: web.Request) -> web.Response:
        """Prometheus' Alertmanager calls this while a function is called much."""
        alerts = (await _json(request)).get("alerts")
        if not isinstance(alerts, list):
            raise bad_request("alerts: a list is needed")
        for each in alerts:
            labels = each.get("labels") if isinstance(each, dict) else None
            if not isinstance(labels, dict):
                raise bad_request("alerts: each needs its labels")
            function = self._board.find(str(labels.get("function_name", "")))
            self._scaler.heed(function, firing=each.get("status") == "firing")
        return web.Response()

    # --- around each of them -----------------------------------------------------------------

    @web.middleware
    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._login is not None and not _is(self._login, request):
            marks = {"WWW-Authenticate": 'Basic realm="Restricted"'}
            return web.Response(status=401, text="invalid credentials", headers=marks)
        if request.method not in READING and not self._may_change(request):
            return web.Response(status=HTTPStatus.FORBIDDEN, text=NOT_FROM_THERE)
        try:
            return await handler(request)
        except Refusal as refused:
            return refused.as_openfaas()

    def _may_change(self, request: web.Request) -> bool:
        """Whoever deploys chooses a process's environment, and so what it runs.

        Without a login that is for programs of this machine, and for no page of another site that
        somebody's browser has open, under whatever name it found us.
        """
        if self._login is None and not _is_here(request.remote or ""):
            return False
        origin = request.headers.get("Origin")
        if origin is None:
            return True
        ours = urlsplit(origin).netloc == request.host
        return ours and (self._login is not None or _is_here(urlsplit(origin).hostname or ""))

    def _status(self, function: Function) -> dict[str, Any]:
        running = self._board.running(function.name)
        return function.as_status() | {
            "replicas": running.wanted,
            "availableReplicas": len(running.ready),
            "createdAt": self._board.created_at.isoformat().replace("+00:00", "Z"),
        }


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def _json(request: web.Request) -> Mapping[str, Any]:
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            raise bad_request(f"the body is longer than {LARGEST} bytes")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("the body is not JSON") from None
    if not isinstance(found, dict):
        raise bad_request("the body is not a JSON object")
    return found


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise bad_request(f"{name}: a text is needed")
    return value


def _is(login: Login, request: web.Request) -> bool:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        user, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return False
    right = hmac.compare_digest(password.encode(), login.password.encode())
    return kind.lower() == "basic" and user == login.user and right
