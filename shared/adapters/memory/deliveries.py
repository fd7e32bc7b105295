"""The webhooks owed, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared.adapters.memory.rows import Held, Rows
from shared.domain.dead_letter import Action, Attempt, DeadLetter
from shared.domain.delivery import Delivery, DeliveryStatus
from shared.errors import DeliveryNotFound
from shared.ports import DeliveryClaim


class MemoryDeliveries:
    """Provides `ports.Deliveries`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, delivery_id: str) -> Delivery:
        with self._rows.lock:
            if delivery_id not in self._rows.deliveries:
                raise DeliveryNotFound
            return self._rows.deliveries[delivery_id]

    def of_job(self, job_id: str) -> Sequence[Delivery]:
        with self._rows.lock:
            owed = [found for found in self._rows.deliveries.values() if found.job_id == job_id]
        return sorted(owed, key=lambda delivery: (delivery.available_at, delivery.id))

    def claim(
        self,
        delivery_id: str,
        *,
        run_token: str,
        now: datetime,
        lease_until: datetime,
        per_endpoint: int,
    ) -> DeliveryClaim | None:
        with self._rows.lock:
            delivery = self._rows.deliveries.get(delivery_id)
            if delivery is None or not self._free(delivery, now):
                return None
            if self._under_way(delivery.endpoint, now) >= per_endpoint:
                return None
            self._rows.held[delivery_id] = Held(run_token=run_token, lease_until=lease_until)
            return DeliveryClaim(delivery=delivery, run_token=run_token)

    def delivered(self, claim: DeliveryClaim, attempt: Attempt) -> bool:
        with self._rows.lock:
            if not self._note(claim, attempt, status=DeliveryStatus.DELIVERED):
                return False
            self._rows.failures.pop(claim.delivery.endpoint, None)
            self._rows.paused.pop(claim.delivery.endpoint, None)
            return True

    def note_failure(self, endpoint: str, now: datetime) -> int:
        with self._rows.lock:
            self._rows.failures[endpoint] = self._rows.failures.get(endpoint, 0) + 1
            return self._rows.failures[endpoint]

    def pause(self, endpoint: str, until: datetime) -> None:
        with self._rows.lock:
            self._rows.paused[endpoint] = until

    def retry(self, claim: DeliveryClaim, attempt: Attempt, available_at: datetime) -> bool:
        return self._note(claim, attempt, available_at=available_at)

    def fail(self, claim: DeliveryClaim, attempt: Attempt, letter: DeadLetter) -> bool:
        with self._rows.lock:
            if not self._note(claim, attempt, status=DeliveryStatus.FAILED):
                return False
            self._rows.letters[letter.id] = letter
            return True

    def hold_back(self, delivery_id: str, available_at: datetime) -> None:
        with self._rows.lock:
            found = self._rows.deliveries.get(delivery_id)
            waits = found and found.status is DeliveryStatus.PENDING
            if found and waits and found.available_at < available_at:
                self._rows.deliveries[delivery_id] = replace(found, available_at=available_at)

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        with self._rows.lock:
            free = [found for found in self._rows.deliveries.values() if self._free(found, now)]
        return sorted(free, key=lambda delivery: (delivery.available_at, delivery.id))[:limit]

    def resend(self, delivery_id: str, *, actor: str, now: datetime) -> Delivery:
        with self._rows.lock:
            delivery = replace(
                self.get(delivery_id),
                status=DeliveryStatus.PENDING,
                attempts=0,
                available_at=now,
            )
            self._rows.deliveries[delivery_id] = delivery
            self._rows.held.pop(delivery_id, None)
            self._rows.audit[delivery_id].append(Action(at=now, actor=actor, action="resent"))
            return delivery

    def history(self, delivery_id: str) -> Sequence[Attempt]:
        with self._rows.lock:
            return list(self._rows.attempts[delivery_id])

    def _under_way(self, endpoint: str, now: datetime) -> int:
        return sum(
            held.lease_until >= now
            for delivery_id, held in self._rows.held.items()
            if (found := self._rows.deliveries.get(delivery_id)) and found.endpoint == endpoint
        )

    def _free(self, delivery: Delivery, now: datetime) -> bool:
        held = self._rows.held.get(delivery.id)
        paused_until = self._rows.paused.get(delivery.endpoint)
        if paused_until is not None and paused_until > now:
            return False
        return (
            delivery.status is DeliveryStatus.PENDING
            and delivery.available_at <= now
            and (held is None or held.lease_until < now)
        )

    def _note(self, claim: DeliveryClaim, attempt: Attempt, **changes: object) -> bool:
        last = {"last_status": attempt.status, "last_error": attempt.error_code or None}
        with self._rows.lock:
            if not self._end(claim, attempts=claim.delivery.attempts + 1, **last, **changes):
                return False
            self._rows.attempts[claim.delivery.id].append(attempt)
            return True

    def _end(self, claim: DeliveryClaim, **changes: object) -> bool:
        with self._rows.lock:
            held = self._rows.held.get(claim.delivery.id)
            if held is None or held.run_token != claim.run_token:
                return False
            found = self._rows.deliveries[claim.delivery.id]
            self._rows.deliveries[found.id] = replace(found, **changes)  # type: ignore[arg-type]
            del self._rows.held[found.id]
            return True
