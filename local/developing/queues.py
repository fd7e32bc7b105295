"""`python -m local queue`: what waits, and holding it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from local.developing.running import Asked, NotRunning, RunningStack, parser_of
from local.errors import CannotRun
from local.gateway.later.redis import NAME as ASYNC
from shared.adapters.redis.connection import connect
from shared.adapters.redis.pauses import Pauses
from shared.bridge.lanes import WEIGHTS
from shared.errors import QueueUnavailable
from shared.settings import BadSetting, Settings

ROW = "{:<14} {:>8} {:>10}  {}"
EPILOG = """\
The queues are those of the running stack; where none runs, of the Redis that REDIS_HOST names, as
in `docker compose exec gateway python -m local queue ls`.

A queue that is paused keeps what is put into it; what is under way goes on. The pause outlives the
stack and its bridges, until `queue resume`, or until Valkey's data are lost.

examples:
  python -m local queue ls
  python -m local queue pause cv-batch
"""


def main(argv: Sequence[str]) -> int:
    """List, look into, pause or resume queues; return the exit code."""
    parser = parser_of("queue", "Look into the queues, and hold them.", EPILOG)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("ls", help="all, with what waits and what is under way")
    peek = _named(actions.add_parser("peek", help="the ids that come next"), *WEIGHTS, ASYNC)
    peek.add_argument("-n", type=int, default=10, help="how many (default: 10)")
    _named(actions.add_parser("pause", help="let the bridge take nothing from it"), *WEIGHTS)
    _named(actions.add_parser("resume", help="let the bridge take from it again"), *WEIGHTS)
    asked = parser.parse_args(argv)
    try:
        return ACTIONS[asked.action](asked, _redis(asked.home))
    except CannotRun as problem:
        print(problem, file=sys.stderr)
    except (RedisError, QueueUnavailable) as error:
        print(f"Redis does not answer: {type(error).__name__}", file=sys.stderr)
    return 1


def _named(parser: argparse.ArgumentParser, *queues: str) -> argparse.ArgumentParser:
    parser.add_argument("queue", choices=queues)
    return parser


def _redis(home: Path) -> Redis:
    """Return that of the running stack; without one, that of the environment."""
    try:
        return RunningStack.at(home).redis()
    except NotRunning as nothing:
        try:
            found = Settings.from_environ()
        except BadSetting:
            raise nothing from None
        return connect(found.redis_host, found.redis_port, found.redis_password)


def _list(_: Asked, connection: Redis) -> int:
    paused = Pauses(connection).paused()
    print(ROW.format("queue", "waiting", "under way", "state"))
    for name in (*WEIGHTS, ASYNC):
        queue = Queue(name, connection=connection, serializer=JSONSerializer)
        state = "paused" if name in paused else "open"
        print(ROW.format(name, queue.count, _under_way(queue), state))
    return 0


def _under_way(queue: Queue) -> int:
    """The gateway, which makes asynchronous calls, does not register them as RQ's workers do."""
    if queue.name == ASYNC:
        return cast("int", queue.connection.llen(queue.intermediate_queue_key))
    started = StartedJobRegistry(queue.name, queue.connection, serializer=JSONSerializer)
    return started.get_job_count(cleanup=False)


def _peek(asked: Asked, connection: Redis) -> int:
    queue = Queue(asked.queue, connection=connection, serializer=JSONSerializer)
    for job in queue.get_jobs(0, asked.n):
        print(f"{_item(job)}  since {_time(job.enqueued_at)}")
    return 0


def _item(job: Job) -> str:
    """The id that the row has; RQ's own has the number of the handing out behind it."""
    return str(job.args[1]) if len(job.args) > 1 else job.id


def _time(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else "?"


def _pause(asked: Asked, connection: Redis) -> int:
    Pauses(connection).pause(asked.queue)
    print(f"{asked.queue} is paused; python -m local queue resume {asked.queue} opens it again")
    return 0


def _resume(asked: Asked, connection: Redis) -> int:
    Pauses(connection).resume(asked.queue)
    print(f"{asked.queue} is open")
    return 0


ACTIONS: dict[str, Callable[[Asked, Redis], int]] = {
    "ls": _list,
    "peek": _peek,
    "pause": _pause,
    "resume": _resume,
}
