"""Calls the administration routes of a running stack, with its own token."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from local.home import Home

TIMEOUT = 30  # seconds

Asked = argparse.Namespace
Call = tuple[str, str, dict[str, Any] | None]  # method, path behind /function/, JSON


def run(asked: Asked, calls: dict[str, Callable[[Asked], Call]]) -> int:
    """Make the call that `asked` names, print the answer; return the exit code."""
    home = Home.at(asked.home)
    url = home.read_state().get("url")
    token = home.secrets / "admin-token"
    if not url or not token.exists():
        print(f"No stack has run on {home.root}. Start one with: make up", file=sys.stderr)
        return 1
    method, path, body = calls[asked.action](asked)
    bearer = {"Authorization": f"Bearer {token.read_text(encoding='utf-8').strip()}"}
    try:
        answer = requests.request(
            method, f"{url}/function/{path}", json=body, headers=bearer, timeout=TIMEOUT
        )
    except requests.ConnectionError:
        print(f"Nothing answers at {url}. Start the stack with: make up", file=sys.stderr)
        return 1
    if not answer.ok:
        print(answer.text.strip(), file=sys.stderr)
        return 1
    if answer.text:
        print(json.dumps(answer.json(), indent=2, ensure_ascii=False))
    return 0


def parser_of(name: str) -> argparse.ArgumentParser:
    """Return the parser of a command; it knows which stack is meant."""
    parser = argparse.ArgumentParser(prog=f"python -m local {name}")
    home = Path(os.environ.get("NEXTEN_HOME") or ".nexten")
    parser.add_argument("--home", type=Path, default=home, help="of the running stack")
    return parser
