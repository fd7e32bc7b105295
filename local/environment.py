"""What functions, bridge and migrations find in their environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

BUCKET = "cv-files"
CODE = Path(__file__).parents[1]  # where `shared` and `local` are
OURS_ONLY = ("PORT", "NEXTEN_HOME")  # they mean this stack's gateway and folder, not a function's


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where the servers of this stack listen, all on 127.0.0.1."""

    gateway: int
    valkey: int
    postgres: int
    s3: int


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The environment of every process of the stack.

    Nearest wins: `.env`, the user's environment, the function's own of stack.yml, and at last the
    addresses of the embedded servers, so that a `.env` made for Docker does no harm here.
    """

    user: Mapping[str, str]  # .env and the process's environment
    addresses: Addresses
    keys: Mapping[str, str] = field(repr=False)
    root: Path  # the folder of stack.yml, from where `import shared` works

    def common(self) -> dict[str, str]:
        """Return the environment of what is no function: migrations, bridge, gateway."""
        return self.user_values() | self.secrets() | self.connections()

    def of_function(self, name: str, own: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of the function `name`; `own` is its `environment` of stack.yml."""
        marks = {"OPENFAAS_NAME": name, "OPENFAAS_NAMESPACE": "openfaas-fn"}
        return self.user_values() | self.secrets() | dict(own) | marks | self.connections()

    def user_values(self) -> dict[str, str]:
        """Return the user's variables, and defaults for what they left out."""
        found = {name: value for name, value in self.user.items() if name not in OURS_ONLY}
        return {
            "LOG_FORMAT": "text",
            "WEBHOOK_ALLOWED_CIDRS": "127.0.0.0/8,::1/128",
        } | found

    def secrets(self) -> dict[str, str]:
        """Return the secrets; those that the user sets stay as they are."""
        ours = {
            "ENCRYPTION_KEY": self.keys["encryption-key"],
            "ADMIN_TOKEN": self.keys["admin-token"],
            "NOTIFICATION_TOKEN": self.keys["notification-token"],
        }
        return {name: self.user.get(name) or value for name, value in ours.items()}

    def connections(self) -> dict[str, str]:
        """Return the addresses of this stack's servers."""
        at = self.addresses
        return {
            "DATABASE_URL": f"postgresql+pg8000://postgres@127.0.0.1:{at.postgres}/nexten",
            "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": str(at.valkey),
            "REDIS_PASSWORD": "",
            "MINIO_ENDPOINT": f"127.0.0.1:{at.s3}",
            "MINIO_ACCESS_KEY": self.keys["s3-access-key"],
            "MINIO_SECRET_KEY": self.keys["s3-secret-key"],
            "MINIO_SESSION_TOKEN": "",
            "MINIO_REGION": "us-east-1",
            "MINIO_BUCKET_NAME": BUCKET,
            "MINIO_SECURE": "false",
            "MINIO_CA_FILE": "",
            "MINIO_ADDRESSING": "path",
            "FUNCTION_URL": f"http://127.0.0.1:{at.gateway}/function/{{function}}",
            "PYTHONPATH": os.pathsep.join(self._import_from()),
            "PYTHONUNBUFFERED": "1",
        }

    def _import_from(self) -> list[str]:
        """Return the folders to import from: the stack's, ours, then the user's; each once."""
        users = self.user.get("PYTHONPATH", "").split(os.pathsep)
        return list(dict.fromkeys([str(self.root), str(CODE), *filter(None, users)]))


def of_the_user(folder: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return `.env` of `folder` under the process's own environment."""
    written = dotenv_values(folder / ".env", interpolate=False)
    return {name: value for name, value in written.items() if value is not None} | dict(environ)
