"""Makes the stack's own secrets once: `python docker/make_keys.py FOLDER`.

A file that exists is kept, so that a restart can still open what was sealed before. The folder is
the functions' /var/openfaas/secrets; PostgreSQL and MinIO read their files from it as well.
"""

import os
import secrets
import sys
from pathlib import Path

from cryptography.fernet import Fernet

READER = 1000  # the user of our images; PostgreSQL and MinIO start as root
READ_ONLY = 0o440


def main(folder: Path) -> None:
    """Write what is missing in `folder`."""
    keep(folder / "encryption-key", Fernet.generate_key().decode())
    keep(folder / "admin-token", secrets.token_urlsafe(32))
    token = keep(folder / "notification-token", secrets.token_urlsafe(32))
    keep(folder / "minio.env", f"MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_PRIMARY={token}\n")
    password = keep(folder / "postgres-password", secrets.token_urlsafe(32))
    keep(folder / "database-url", f"postgresql+pg8000://nexten:{password}@postgres:5432/nexten")


def keep(path: Path, value: str) -> str:
    """Return what `path` holds, after writing `value` to it if there was no such file."""
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.write_text(value, encoding="utf-8")
        fresh.chmod(READ_ONLY)
        if os.geteuid() == 0:
            os.chown(fresh, READER, READER)
        fresh.rename(path)
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
