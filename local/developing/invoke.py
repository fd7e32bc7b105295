"""`python -m local invoke`: call a function through the gateway."""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from local.developing.answers import show
from local.developing.running import Asked, RunningStack, parser_of, run
from local.errors import CannotRun

EXAMPLES = """\
examples:
  python -m local invoke get-result/5f07717a-ff5e-4282-b8f5-ef38411fd393 --method GET
  python -m local invoke queue-cv -F file=@cv.pdf -F priority=premium
  echo '{"dry_run": true}' | python -m local invoke dlq-replay/replay --as admin
  python -m local invoke parse-worker --async -d @event.json --as notification
"""


def main(argv: Sequence[str]) -> int:
    """Call a function; return 0 when it answers with a success."""
    parser = parser_of("invoke", "Call a function, as faas-cli does.", EXAMPLES)
    parser.add_argument("function", help="its name, with a path behind it if wanted")
    parser.add_argument("--async", dest="later", action="store_true", help="only queue the call")
    parser.add_argument("--method", default="POST", help="default: POST")
    body = parser.add_mutually_exclusive_group()
    body.add_argument("-d", "--data", help="the body; @FILE reads a file; default: stdin")
    body.add_argument("-F", "--form", action="append", metavar="NAME=VALUE", help="or NAME=@FILE")
    parser.add_argument("--query", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--header", action="append", default=[], metavar="'NAME: VALUE'")
    parser.add_argument(
        "--as",
        dest="bearer",
        choices=("admin", "notification"),
        help="show this token of the stack",
    )
    return run(parser, argv, _invoke)


def _invoke(asked: Asked, stack: RunningStack) -> int:
    headers = dict(_pair(header, ":") for header in asked.header)
    if asked.bearer:
        headers |= stack.bearer(f"{asked.bearer}-token")
    query = urlencode([_pair(each, "=") for each in asked.query])
    route = "async-function" if asked.later else "function"
    path = f"/{route}/{asked.function}" + (f"?{query}" if query else "")
    with ExitStack() as files:
        body = _body(asked, files)
        if "data" in body and "content-type" not in map(str.lower, headers):
            headers["Content-Type"] = _kind(body["data"])
        return show(stack.call(asked.method.upper(), path, headers=headers, **body))


def _body(asked: Asked, files: ExitStack) -> dict[str, Any]:
    """Return what `requests` needs to send the body."""
    if asked.form:
        return {"files": [(name, _field(value, files)) for name, value in map(_form, asked.form)]}
    if asked.data is not None:
        return {"data": _read(asked.data[1:]) if asked.data[:1] == "@" else asked.data.encode()}
    if asked.method.upper() in ("GET", "HEAD") or sys.stdin is None or sys.stdin.isatty():
        return {}
    return {"data": sys.stdin.buffer.read()}


def _kind(data: bytes) -> str:
    """Return the type that a body is sent as where nobody says."""
    try:
        json.loads(data)
    except ValueError:
        return "text/plain"
    return "application/json"


def _form(text: str) -> tuple[str, str]:
    return _pair(text, "=")


def _field(value: str, files: ExitStack) -> tuple[str | None, Any]:
    if not value.startswith("@"):
        return None, value
    path = Path(value[1:])
    try:
        return path.name, files.enter_context(path.open("rb"))
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}") from error


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CannotRun(f"{name} cannot be read: {error.strerror}") from error


def _pair(text: str, sign: str) -> tuple[str, str]:
    name, found, value = text.partition(sign)
    if not found or not name.strip():
        raise CannotRun(f"{text!r} is not of the form NAME{sign}VALUE")
    return name.strip(), value.strip() if sign == ":" else value
