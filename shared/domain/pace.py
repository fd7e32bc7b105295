"""How fast an endpoint may be called."""

from dataclasses import dataclass

MINUTE = 60.0  # seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """An endpoint's limits; None = none."""

    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    burst: float = 6.0  # seconds' worth that may be used at once after a pause

    @property
    def seconds_per_request(self) -> float:
        """Return the time that one request takes of the limit; 0 without one."""
        return MINUTE / self.requests_per_minute if self.requests_per_minute else 0.0

    @property
    def seconds_per_token(self) -> float:
        """Return the time that one token takes of the limit; 0 without one."""
        return MINUTE / self.tokens_per_minute if self.tokens_per_minute else 0.0
