"""What a caller asks for: a file, and how to treat it."""

import hashlib
from dataclasses import dataclass

from shared.domain.job import Priority


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A CV as it came by HTTP."""

    file_name: str
    content: bytes
    priority: Priority = Priority.STANDARD
    webhook_url: str | None = None
    webhook_secret: str | None = None
    idempotency_key: str | None = None
    owner: str = ""  # name of the API key
    locale: str = "en"

    @property
    def sha256(self) -> str:
        """The hash of the file, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def request_hash(self) -> str:
        """The hash of the file and its options: the same request gives the same."""
        parts = (
            self.sha256,
            self.priority,
            self.webhook_url or "",
            hashlib.sha256((self.webhook_secret or "").encode()).hexdigest(),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
