"""Which queues a worker serves, and how often it looks at each first."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shared.domain.events import DELIVER, PARSE

WEIGHTS = {"cv-premium": 8, "cv-standard": 3, "cv-batch": 1, "webhooks": 1}

Lane = tuple[str, ...]  # the queues that a worker serves

PREMIUM: Lane = ("cv-premium",)
ANY_CV: Lane = ("cv-premium", "cv-standard", "cv-batch")
WEBHOOKS: Lane = ("webhooks",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What is called for the ids of a queue."""

    function: str
    event: str  # type of the CloudEvent


TARGETS = {
    "cv-premium": Target(function="parse-worker", event=PARSE),
    "cv-standard": Target(function="parse-worker", event=PARSE),
    "cv-batch": Target(function="parse-worker", event=PARSE),
    "webhooks": Target(function="webhook-dispatch", event=DELIVER),
}


def in_turn(queues: Sequence[str], chance: Callable[[], float]) -> list[str]:
    """Return the queues in the order to look into: by weighted chance, so that none starves.

    The key u^(1/w) puts each queue first in proportion to its weight.
    Source: Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006.
    """
    return sorted(queues, key=lambda queue: chance() ** (1 / WEIGHTS[queue]), reverse=True)


def places(lanes: Iterable[Lane]) -> dict[str, int]:
    """Return how many ids of each queue can be under way at once."""
    return dict(Counter(queue for lane in lanes for queue in lane))


def lanes(threads: int, premium: int, webhooks: int) -> list[Lane]:
    """Return the lane of each worker thread.

    `premium` threads take premium jobs only, so that nobody waits for a batch; `webhooks` threads
    only deliver, so that a slow endpoint holds up no CV, and a long CV no delivery.
    """
    shared = max(1, threads - premium - webhooks)
    return [PREMIUM] * premium + [WEBHOOKS] * webhooks + [ANY_CV] * shared
