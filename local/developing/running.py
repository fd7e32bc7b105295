"""The running stack that a command is about."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from minio import Minio
from redis import Redis

from local.environment import of_the_user
from local.errors import CannotRun
from local.home import Home
from shared.adapters.redis.connection import connect
from shared.errors import PipelineError

ANSWER_TIMEOUT = 200  # seconds; functions have their own, shorter limits
Asked = argparse.Namespace


class NotRunning(CannotRun):
    """No stack runs where one was looked for."""


@dataclass(frozen=True, kw_only=True)
class RunningStack:
    """A stack that runs, by what it wrote down in its home."""

    home: Home
    url: str
    ports: Mapping[str, int]
    environ: Mapping[str, str]  # the user's, with .env

    @classmethod
    def at(cls, root: Path) -> "RunningStack":
        """Return the stack that runs on the home `root`; raise `NotRunning`."""
        home = Home(root=root.resolve())
        state = home.read_state()
        if not state.get("url"):
            raise NotRunning(
                f"No stack runs on {home.root}. Start one with: make up "
                "(or name its home: --home FOLDER)"
            )
        return cls(
            home=home, url=state["url"], ports=state["ports"], environ=of_the_user(Path.cwd())
        )

    def call(self, method: str, path: str, **what: Any) -> requests.Response:
        """Make a request of the gateway; raise `NotRunning` when nothing answers."""
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy, no .netrc: it is this machine
                return session.request(
                    method, self.url + path, timeout=ANSWER_TIMEOUT, allow_redirects=False, **what
                )
        except requests.ConnectionError as error:
            raise NotRunning(
                f"Nothing answers at {self.url}. Start the stack with: make up"
            ) from error
        except requests.Timeout as error:
            raise CannotRun(f"{self.url}{path} gave no answer in {ANSWER_TIMEOUT} s.") from error

    def token(self, name: str) -> str:
        """Return the stack's own secret `name`, such as "admin-token"."""
        variable = name.upper().replace("-", "_")
        return self.environ.get(variable) or (self.home.secrets / name).read_text("utf-8").strip()

    def bearer(self, name: str) -> dict[str, str]:
        """Return the header that shows the secret `name`."""
        return {"Authorization": f"Bearer {self.token(name)}"}

    def store(self) -> Minio:
        """Return a client of the stack's object store."""
        return Minio(
            f"127.0.0.1:{self.ports['s3']}",
            (self.home.secrets / "s3-access-key").read_text("utf-8").strip(),
            (self.home.secrets / "s3-secret-key").read_text("utf-8").strip(),
            secure=False,
            region="us-east-1",
        )

    def redis(self) -> Redis:
        """Return a client of the stack's Valkey."""
        return connect("127.0.0.1", self.ports["valkey"])

    def functions(self) -> dict[str, Mapping[str, Any]]:
        """Return what the gateway tells of each function, by name."""
        found = self.call("GET", "/system/functions", auth=self._login())
        if not found.ok:
            raise CannotRun(f"/system/functions answers {found.status_code}: {found.text.strip()}")
        return {each["name"]: each for each in found.json()}

    def _login(self) -> tuple[str, str] | None:
        """The gateway's, where `basic_auth` guards /system/."""
        folder = Path(self.environ.get("secret_mount_path") or "/run/secrets")
        files = [folder / f"basic-auth-{what}" for what in ("user", "password")]
        if self.environ.get("basic_auth", "").lower() not in ("true", "1"):
            return None
        user, password = (file.read_text("utf-8").strip() for file in files)
        return user, password


def parser_of(name: str, about: str, epilog: str = "") -> argparse.ArgumentParser:
    """Return the parser of a command; it knows which stack is meant."""
    parser = argparse.ArgumentParser(
        prog=f"python -m local {name}",
        description=about,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    home = Path(os.environ.get("NEXTEN_HOME") or ".nexten")
    parser.add_argument(
        "--home", type=Path, default=home, help="of the running stack (default: %(default)s)"
    )
    return parser


def run(
    parser: argparse.ArgumentParser, argv: Sequence[str], do: Callable[[Asked, RunningStack], int]
) -> int:
    """Do what `argv` asks on the running stack; return the exit code. What is wrong is one line."""
    asked = parser.parse_args(argv)
    try:
        return do(asked, RunningStack.at(asked.home))
    except CannotRun as problem:
        print(problem, file=sys.stderr)
    except PipelineError as problem:
        print(f"{type(problem).__name__}: {problem.detail or problem.code}", file=sys.stderr)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    except BrokenPipeError:
        nobody_reads_on()
    return 1


def nobody_reads_on() -> None:
    """`| head` has seen enough: print the rest, and what is flushed at the end, to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
