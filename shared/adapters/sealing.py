"""Secrets at rest: sealed with the newest key, opened with any."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from shared.errors import SecretsNotConfigured, SecretUnreadable


class FernetSealer:
    """Provides `ports.Sealer`. `keys` are Fernet keys, by commas, the newest first."""

    def __init__(self, keys: str) -> None:
        parts = [part.strip() for part in keys.split(",") if part.strip()]
        self._fernet = MultiFernet([Fernet(key) for key in parts]) if parts else None

    def seal(self, secret: str) -> str:
        if self._fernet is None:
            raise SecretsNotConfigured
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        if self._fernet is None:
            raise SecretUnreadable
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SecretUnreadable from None
