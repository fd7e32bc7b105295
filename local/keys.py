"""The stack's own secrets: made once, kept in files that only their owner reads."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

OWNER_ONLY = 0o600


def fernet_key() -> str:
    """Return a new Fernet key: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


MAKERS: dict[str, Callable[[], str]] = {  # file name -> how its value is made
    "encryption-key": fernet_key,
    "admin-token": lambda: secrets.token_urlsafe(32),
    "notification-token": lambda: secrets.token_urlsafe(32),
    "s3-access-key": lambda: secrets.token_hex(10),
    "s3-secret-key": lambda: secrets.token_urlsafe(32),
}


def keys(folder: Path) -> dict[str, str]:
    """Return the secrets of `folder` by name; what is missing is made."""
    return {name: _keep(folder / name, make) for name, make in MAKERS.items()}


def _keep(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(file, "w", encoding="utf-8") as writing:
            writing.write(make())
        fresh.replace(path)
    return path.read_text(encoding="utf-8").strip()
