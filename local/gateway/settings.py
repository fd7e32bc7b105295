"""The gateway's own settings, by the names that OpenFaaS' gateway gives them where it has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local.errors import CannotRun
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
    async_at_once: int = 4  # asynchronous calls that are made at a time
    async_waiting: int = 500  # that may wait
    login: Login | None = None  # None = `/system/` is open

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; raise `CannotRun` when the login's files cannot be read."""
        return cls(
            max_content_length=int(environ.get("MAX_CONTENT_LENGTH") or LARGEST_FILE),
            upstream_timeout=seconds(environ.get("upstream_timeout") or "0"),
            async_at_once=int(environ.get("async_at_once") or cls.async_at_once),
            async_waiting=int(environ.get("async_waiting") or cls.async_waiting),
            login=_login(environ),
        )


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
