"""Secrets at rest: sealed with the newest key, opened with any."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealingKeyMissing(RuntimeError):
    """ENCRYPTION_KEY is not set, so a webhook secret cannot be kept."""


class Sealer:
    """Seals short texts. `keys` are Fernet keys, by commas, the newest first."""

    def __init__(self, keys: str) -> None:
        parts = [part.strip() for part in keys.split(",") if part.strip()]
        self._fernet = MultiFernet([Fernet(key) for key in parts]) if parts else None

    def seal(self, text: str | None) -> str | None:
        """Return `text` sealed; None stays None."""
        return None if text is None else self._keys().encrypt(text.encode()).decode()

    def open(self, sealed: str | None) -> str | None:
        """Return what was sealed; raise `InvalidToken` when no key fits."""
        return None if sealed is None else self._keys().decrypt(sealed.encode()).decode()

    def _keys(self) -> MultiFernet:
        if self._fernet is None:
            raise SealingKeyMissing
        return self._fernet


__all__ = ["InvalidToken", "Sealer", "SealingKeyMissing"]
