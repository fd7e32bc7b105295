"""Calls functions on their schedule, as OpenFaaS' cron connector does.

What was due while nobody ran is not made up for.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import aiohttp
from croniter import croniter
from croniter.croniter import CroniterError

from local.errors import BadStackFile
from local.gateway.board import Board
from local.stackfile.function import CRON_TOPIC, Function, seconds

EVERY = "@every "
HEADERS = {"X-Topic": CRON_TOPIC, "X-Connector": "cron-connector"}
CALL_TIMEOUT = 180.0  # seconds


def next_time(schedule: str, after: datetime) -> datetime:
    """Return when `schedule` is due next: five fields, `@hourly` and the like, or `@every 5m`.

    Times are UTC. Raises `BadStackFile`.
    """
    if schedule.startswith(EVERY):
        pause = seconds(schedule.removeprefix(EVERY).strip())
        if pause <= 0:
            raise BadStackFile(f"stack.yml: {schedule!r} is no schedule")
        return after + timedelta(seconds=pause)
    try:
        if not schedule.startswith("@") and len(schedule.split()) != 5:
            raise BadStackFile(f"stack.yml: {schedule!r} has not five fields")
        return croniter(schedule, after).get_next(datetime)
    except (CroniterError, ValueError) as error:
        raise BadStackFile(f"stack.yml: {schedule!r} is no schedule: {error}") from error


async def keep_calling(
    function: Function,
    call: Callable[[Function], Awaitable[None]],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Call one function whenever it is due, until cancelled. A late call does not delay the next."""
    if function.schedule is None:
        return
    calls: set[asyncio.Task[None]] = set()
    try:
        while True:
            due = next_time(function.schedule, now())
            while (left := (due - now()).total_seconds()) > 0:
                await asyncio.sleep(left)
            calls.add(task := asyncio.ensure_future(call(function)))
            task.add_done_callback(calls.discard)
    finally:
        for task in calls:
            task.cancel()


class Cron:
    """The schedules of all functions that are deployed, calling through the gateway."""

    def __init__(self, board: Board, base_url: str, say: Callable[[str], None]) -> None:
        """Raise `BadStackFile` if a schedule is wrong."""
        for function in board.functions.values():
            if function.schedule:
                next_time(function.schedule, datetime.now(UTC))
        self._board = board
        self._base_url = base_url
        self._say = say
        self._calling: dict[tuple[str, str], asyncio.Task[None]] = {}  # by name and schedule

    async def run(self) -> None:
        """Call what is due, until cancelled."""
        try:
            while True:
                self._follow()
                await self._board.changed()
        finally:
            for task in self._calling.values():
                task.cancel()

    def _follow(self) -> None:
        """Begin with the schedules that are new, end with those that are gone."""
        functions = self._board.functions.values()
        current = {(each.name, each.schedule): each for each in functions if each.schedule}
        for key in self._calling.keys() - current.keys():
            self._calling.pop(key).cancel()
        for key in current.keys() - self._calling.keys():
            task = asyncio.create_task(keep_calling(current[key], self._call))
            task.add_done_callback(partial(self._ended, current[key]))
            self._calling[key] = task

    def _ended(self, function: Function, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (problem := task.exception()):
            self._say(f"cron does not call {function.name}: {problem}")

    async def _call(self, function: Function) -> None:
        url = f"{self._base_url}/function/{function.name}"
        timeout = aiohttp.ClientTimeout(total=CALL_TIMEOUT)
        with suppress(asyncio.CancelledError):
            try:
                async with (
                    aiohttp.ClientSession(
                        timeout=timeout, skip_auto_headers=("Content-Type",)
                    ) as session,
                    session.post(url, headers=HEADERS) as answer,
                ):
                    self._say(f"cron called {function.name}: {answer.status}")
            except (aiohttp.ClientError, TimeoutError) as error:
                self._say(f"cron could not call {function.name}: {type(error).__name__}")
