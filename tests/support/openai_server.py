"""A local server that speaks OpenAI's chat completions, and fails in every way on request.

    python -m tests.support.openai_server --port 8089 [--truth DIR] [--fault NAME[:SECONDS]]

It checks what the real one checks (key, model, strictness of the schema) and answers with the
protocol's status codes, headers and error bodies. A fault comes from `OpenAIServer.fail`, from the
header `X-Fault`, or from `POST /_control` with `{"faults": ["503", …]}` (one request each) or
`{"always": "429"}`; `{"always": null}` ends it.
"""

import argparse
import json
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.support.openai_answers import (
    Author,
    asked_properties,
    duplicated,
    fitted,
    hallucinated,
    plausible,
    truthful,
)

MODELS = ("gpt-4o-mini", "gpt-4o", "gpt-4.1-mini")
LIMITS = {
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-limit-tokens": "200000",
    "x-ratelimit-remaining-requests": "499",
    "x-ratelimit-remaining-tokens": "199000",
    "x-ratelimit-reset-requests": "120ms",
    "x-ratelimit-reset-tokens": "300ms",
}
SPENT = {**LIMITS, "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "200ms"}
UNSUPPORTED_KEYWORDS = {"minLength", "maxLength", "pattern", "default", "$schema", "$id", "title"}

Headers = dict[str, str]
Json = dict[str, Any]


class ApiError(Exception):
    """An error answer of the API."""

    def __init__(
        self, status: int, message: str, code: str | None, kind: str, headers: Headers | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.body: Json = {"error": {"message": message, "type": kind, "param": None, "code": code}}


def refused(status: int, message: str, code: str, param: str | None = None) -> ApiError:
    error = ApiError(status, message, code, "invalid_request_error")
    error.body["error"]["param"] = param
    return error


def rate_limited(headers: Headers) -> ApiError:
    return ApiError(
        429, "Rate limit reached for requests", "rate_limit_exceeded", "requests", headers
    )


ERRORS: dict[str, Callable[[], ApiError]] = {
    "429": lambda: rate_limited({"retry-after": "1", **SPENT}),
    "429-ms": lambda: rate_limited({"retry-after-ms": "50"}),
    "429-reset": lambda: rate_limited(SPENT),
    "429-bare": lambda: rate_limited({}),
    "429-long": lambda: rate_limited({"retry-after": "600"}),
    "quota": lambda: ApiError(
        429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"
    ),
    "401": lambda: refused(401, "Incorrect API key provided: sk-***", "invalid_api_key"),
    "403": lambda: refused(403, "Country not supported", "unsupported_country_region_territory"),
    "404": lambda: refused(404, "The model does not exist", "model_not_found"),
    "500": lambda: ApiError(500, "The server had an error", None, "server_error"),
    "503": lambda: ApiError(503, "Overloaded", None, "server_error", {"retry-after": "0.05"}),
    "context": lambda: refused(
        400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded"
    ),
    "no-json-schema": lambda: refused(
        400, "'response_format' of type 'json_schema' is not supported", "bad", "response_format"
    ),
}


class OpenAIServer:
    """The double, serving from a thread of its own until it is closed.

    `author` writes the answers. `requests` holds the bodies that came, `in_flight_peak` the most
    that were being answered at the same time.
    """

    def __init__(
        self,
        author: Author = plausible,
        *,
        api_key: str | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        latency: float = 0.0,
    ) -> None:
        self.author = author
        self.api_key = api_key
        self.latency = latency  # seconds before each answer
        self.requests: list[Json] = []
        self.context: int | None = None  # tokens that prompt, schema and answer may take together
        self.unknown_parameters: set[str] = set()  # refused with 400, as by other models
        self.in_flight_peak = 0
        self.always: str | None = None
        self.stopping = threading.Event()
        self._faults: deque[str] = deque()
        self._in_flight = 0
        self._lock = threading.Lock()
        self._server = _Server((host, port), _Handler)
        self._server.double = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL for a client."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/v1"

    def fail(self, *faults: str) -> None:
        """Let the next requests fail, one fault each; a fault is a name, maybe `:seconds`."""
        self._faults.extend(faults)

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> "OpenAIServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def next_fault(self, asked: str | None) -> tuple[str, float]:
        """Return the fault of a request and its seconds; `asked` is its header `X-Fault`."""
        with self._lock:
            fault = asked or (self._faults.popleft() if self._faults else self.always) or ""
        name, _, seconds = fault.partition(":")
        return name, float(seconds or 2.0)

    def entered(self, request: Json) -> None:
        with self._lock:
            self.requests.append(request)
            self._in_flight += 1
            self.in_flight_peak = max(self.in_flight_peak, self._in_flight)

    def left(self) -> None:
        with self._lock:
            self._in_flight -= 1


class _Server(ThreadingHTTPServer):
    double: OpenAIServer
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that give up: that is what the faults are for."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]

    @property
    def double(self) -> OpenAIServer:
        return self.server.double

    def do_GET(self) -> None:
        models = [
            {"id": name, "object": "model", "created": 1721172741, "owned_by": "system"}
            for name in MODELS
        ]
        name = self.path.removeprefix("/v1/models").strip("/")
        if self.path == "/v1/models":
            self._send(200, {"object": "list", "data": models})
        elif name in MODELS:
            self._send(200, models[MODELS.index(name)])
        else:
            self._send(404, refused(404, "Not found", "not_found").body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        request = json.loads(body)
        if self.path == "/_control":
            self._control(request)
            return
        self.double.entered(request)
        try:
            self._complete(request)
        except ApiError as error:
            self._send(error.status, error.body, error.headers)
        finally:
            self.double.left()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a request holds a CV."""

    def _control(self, request: Json) -> None:
        self.double.fail(*request.get("faults", []))
        if "always" in request:
            self.double.always = request["always"]
        seen = {"requests": len(self.double.requests), "in_flight_peak": self.double.in_flight_peak}
        self._send(200, {"always": self.double.always, **seen})

    def _complete(self, request: Json) -> None:
        fault, seconds = self.double.next_fault(self.headers.get("x-fault"))
        if fault == "no-json-schema" and request.get("response_format", {}).get("type") != (
            "json_schema"
        ):
            fault = ""
        if fault in ERRORS:
            raise ERRORS[fault]()
        self._check(request)
        self.double.stopping.wait(self.double.latency)
        completion = _completion(request, self.double.author, fault)
        match fault:
            case "502":
                self._send_bytes(502, b"<html><body>502 Bad Gateway</body></html>", "text/html")
            case "403-page":
                self._send_bytes(403, b"<html>Blocked by the firewall</html>", "text/html")
            case "not-json":
                self._send_bytes(200, b"<html>Welcome to the proxy</html>", "text/html")
            case "hang":
                self.double.stopping.wait(600)
            case "slow":
                self.double.stopping.wait(seconds)
                self._send(200, completion, LIMITS)
            case "drip":
                self._drip(completion, seconds)
            case "reset":
                self._reset(completion)
            case _:
                self._send(200, completion, LIMITS)

    def _check(self, request: Json) -> None:
        key = self.double.api_key
        if key is not None and self.headers.get("authorization") != f"Bearer {key}":
            raise ERRORS["401"]()
        if request.get("model") not in MODELS:
            raise ERRORS["404"]()
        for name in self.double.unknown_parameters & set(request):
            raise refused(400, f"Unsupported parameter: '{name}'", "unsupported_parameter", name)
        if not request.get("messages"):
            raise refused(400, "Missing required parameter: 'messages'.", "missing", "messages")
        limit = request.get("max_completion_tokens") or request.get("max_tokens") or 0
        if self.double.context and _prompt_tokens(request) + limit > self.double.context:
            raise ERRORS["context"]()
        form = request.get("response_format") or {}
        if form.get("type") == "json_schema":
            _check_strict(form["json_schema"]["schema"], "")
        if form.get("type") == "json_object" and "json" not in str(request["messages"]).lower():
            raise refused(400, "'messages' must contain the word 'json'", "bad", "messages")

    def _send(self, status: int, body: Json, headers: Headers | None = None) -> None:
        self._send_bytes(status, json.dumps(body).encode(), "application/json", headers)

    def _send_bytes(
        self, status: int, body: bytes, content_type: str, headers: Headers | None = None
    ) -> None:
        self._send_head(status, len(body), content_type, headers)
        self.wfile.write(body)

    def _send_head(
        self, status: int, length: int, content_type: str, headers: Headers | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(length))
        self.send_header("x-request-id", f"req_{len(self.double.requests):08d}")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self, completion: Json, seconds: float) -> None:
        """Send the body byte by byte over `seconds`: no single read is slow, the whole is."""
        body = json.dumps(completion).encode()
        self._send_head(200, len(body), "application/json")
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            self.double.stopping.wait(seconds / len(body))

    def _reset(self, completion: Json) -> None:
        """Send half of the body, then reset the connection."""
        body = json.dumps(completion).encode()
        self._send_head(200, len(body), "application/json")
        self.wfile.write(body[: len(body) // 2])
        self.wfile.flush()
        lingering = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
        self.close_connection = True
        self.connection.close()


def _completion(request: Json, author: Author, fault: str) -> Json:
    answer = author(request)
    if fault == "hallucinate":
        answer = fitted(hallucinated(answer), asked_properties(request))
    if fault == "duplicate":
        answer = duplicated(answer)
    if fault == "wrong-schema":
        answer = {"candidate": answer}
    content: str | None = json.dumps(answer, ensure_ascii=False)
    finish = "stop"
    if fault == "truncated":
        content = content[: len(content) // 2]
    if fault == "length":
        content, finish = content[: len(content) // 2], "length"
    if fault == "content_filter":
        content, finish = "", "content_filter"
    message: Json = {"role": "assistant", "content": content, "refusal": None}
    if fault == "refusal":
        message |= {"content": None, "refusal": "I'm sorry, I can't help with that."}
    prompt, output = _prompt_tokens(request), _tokens(content or "")
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
    return {
        "id": "chatcmpl-double",
        "object": "chat.completion",
        "created": 1763900000,
        "model": f"{request['model']}-2024-07-18",
        "choices": [] if fault == "empty-choices" else [choice],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": output,
            "total_tokens": prompt + output,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        },
        "system_fingerprint": "fp_double",
    }


def _prompt_tokens(request: Json) -> int:
    return _tokens(json.dumps([request["messages"], request.get("response_format")]))


def _tokens(text: str) -> int:
    return len(text) // 4 + 1


def _check_strict(schema: Json, place: str) -> None:
    """Refuse what strict structured output refuses, with its words."""
    if unsupported := UNSUPPORTED_KEYWORDS & set(schema):
        problem = f"In context={place!r}, {sorted(unsupported)} is not permitted."
        raise _invalid_schema(problem)
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            problem = "'additionalProperties' is required to be supplied and to be false."
            raise _invalid_schema(f"In context={place!r}, {problem}")
        if set(schema.get("required", [])) != set(schema["properties"]):
            problem = "'required' is required to be supplied and to include every key."
            raise _invalid_schema(f"In context={place!r}, {problem}")
    for name, part in schema.get("properties", {}).items():
        _check_strict(part, f"{place}/{name}")
    if "items" in schema:
        _check_strict(schema["items"], f"{place}/items")


def _invalid_schema(problem: str) -> ApiError:
    message = f"Invalid schema for response_format 'cv': {problem}"
    return refused(400, message, "invalid_json_schema", "response_format")


def main() -> None:
    parser = argparse.ArgumentParser(prog="openai_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8089)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--truth", type=Path, help="folder of truth files to answer from")
    parser.add_argument("--fault", help="fault of every request")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    options = parser.parse_args()
    author = truthful(options.truth) if options.truth else plausible
    server = OpenAIServer(author, host=options.host, port=options.port, latency=options.latency)
    server.always = options.fault
    with server:
        sys.stdout.write(f"OpenAI double at {server.url}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
