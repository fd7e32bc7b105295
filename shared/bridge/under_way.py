"""What the threads of a bridge work on."""

from threading import get_ident


class UnderWay:
    """The RQ ids that are being worked on: one for each thread at most."""

    def __init__(self) -> None:
        self._by_thread: dict[int, str] = {}

    def take(self, rq_id: str) -> None:
        """This thread works on `rq_id` now."""
        self._by_thread[get_ident()] = rq_id

    def let_go(self) -> None:
        """This thread works on nothing now."""
        self._by_thread.pop(get_ident(), None)

    def __contains__(self, rq_id: object) -> bool:
        return rq_id in tuple(self._by_thread.values())
