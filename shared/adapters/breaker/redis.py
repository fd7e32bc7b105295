"""A circuit breaker that all processes share: two Lua calls on Redis, on the clock of Redis."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import cast

import structlog
from redis import Redis

from shared.domain.circuit import Circuit, CircuitRules, Outcome, Permit
from shared.errors import CircuitOpen

log = structlog.get_logger(__name__)

KEEP_STATE = 7 * 86400  # seconds that an open circuit is remembered without any call


class RedisBreaker:
    """Provides `ports.Breaker`; raises `redis.RedisError` when Redis does not answer."""

    def __init__(
        self,
        connection: Redis,
        name: str,
        rules: CircuitRules,
        *,
        new_token: Callable[[], str],
        chance: Callable[[], float],
    ) -> None:
        """`name` tells one guarded service from another: vendor, address and model."""
        circuit = f"nexten:circuit:{{{name}}}"
        self._name = name
        self._rules = rules
        self._keys = [circuit, f"{circuit}:leases", f"{circuit}:window"]
        self._connection = connection
        self._acquire = connection.register_script(_script("acquire"))
        self._report = connection.register_script(_script("report"))
        self._new_token = new_token
        self._chance = chance

    def acquire(self) -> Permit:
        token = self._new_token()
        rules = self._rules
        passes, number, probe = cast(
            "list[int]",
            self._acquire(
                keys=self._keys[:2],
                args=[token, rules.probes, _ms(rules.probe_lease), _ms(rules.probe_wait)],
            ),
        )
        if not passes:
            raise CircuitOpen(retry_after=number / 1000)
        return Permit(token=token, epoch=number, probe=bool(probe))

    def report(self, permit: Permit, outcome: Outcome, seconds: float) -> None:
        rules = self._rules
        state = self._report(
            keys=self._keys,
            args=[
                permit.token,
                permit.epoch,
                int(permit.probe),
                outcome.value,
                int(seconds > rules.slow_call),
                rules.window,
                rules.min_calls,
                rules.failure_rate,
                rules.slow_rate,
                _ms(rules.open_for),
                _ms(rules.open_for_at_most),
                _ms(rules.hopeless_for),
                1 + rules.jitter * self._chance(),
                rules.successes_to_close,
                KEEP_STATE,
            ],
        )
        if state == b"open" and outcome is not Outcome.IGNORED:
            log.warning("circuit_open", circuit=self._name, outcome=outcome.value)

    def wait(self) -> float:
        state, until = cast(
            "tuple[bytes | None, bytes]",
            self._connection.hmget(self._keys[0], ["state", "open_until"]),
        )
        if state != Circuit.OPEN.value.encode():
            return 0.0
        seconds, micros = cast("tuple[int, int]", self._connection.time())
        return max(0.0, int(until) / 1000 - seconds - micros / 1e6)


@cache
def _script(name: str) -> str:
    return (files("shared.adapters.breaker") / f"{name}.lua").read_text(encoding="utf-8")


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
