"""The gateway's own settings, by the names that OpenFaaS' gateway gives them where it has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local.errors import BadStackFile, CannotRun
from local.stackfile.function import seconds

LARGEST_FILE = 10 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Login:
    """Who may use `/system/`."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The gateway's settings; units stand beside the fields."""

    max_content_length: int = LARGEST_FILE  # bytes of one file
    upstream_timeout: float = 0.0  # seconds of any call, beside the function's own; 0 = any
    upload_patience: float = 20.0  # seconds for the next 16 KiB of a request to the API
    async_at_once: int = 4  # asynchronous calls that are made at a time
    async_waiting: int = 500  # that may wait
    login: Login | None = None  # None = `/system/` is open
    faults: Path | None = None  # the file of faults on purpose; None = there are none
    recordings: Path | None = None  # the folder that calls are recorded into; None = they are not

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; raise `CannotRun` naming what is wrong."""
        return cls(
            max_content_length=_whole(environ, "MAX_CONTENT_LENGTH", LARGEST_FILE),
            upstream_timeout=_duration(environ, "upstream_timeout"),
            async_at_once=_whole(environ, "async_at_once", cls.async_at_once),
            async_waiting=_whole(environ, "async_waiting", cls.async_waiting),
            login=_login(environ),
        )


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) == 0:
        raise CannotRun(f"{name}={text} is not a whole number above 0")
    return int(text)


def _duration(environ: Mapping[str, str], name: str) -> float:
    text = environ.get(name) or "0"
    try:
        return seconds(text)
    except BadStackFile:
        raise CannotRun(f"{name}={text} is not a duration such as 90s or 1m30s") from None


def _login(environ: Mapping[str, str]) -> Login | None:
    if environ.get("basic_auth", "").lower() not in ("true", "1"):
        return None
    folder = Path(environ.get("secret_mount_path") or "/run/secrets")
    try:
        user, password = (
            (folder / f"basic-auth-{what}").read_text(encoding="utf-8").strip()
            for what in ("user", "password")
        )
    except OSError as error:
        raise CannotRun(f"basic_auth=true, but {error.filename} cannot be read") from error
    return Login(user=user, password=password)
