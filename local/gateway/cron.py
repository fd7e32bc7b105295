"""Calls functions on their schedule, as OpenFaaS' cron connector does.

What was due while nobody ran is not made up for.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import aiohttp
from croniter import croniter
from croniter.croniter import CroniterError

from local.errors import BadStackFile
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
    """All the schedules of a stack, calling through the gateway at `base_url`."""

    def __init__(
        self, functions: Iterable[Function], base_url: str, say: Callable[[str], None]
    ) -> None:
        self._functions = [function for function in functions if function.schedule]
        for function in self._functions:
            next_time(function.schedule or "", datetime.now(UTC))  # say it now if it is wrong
        self._base_url = base_url
        self._say = say

    async def run(self) -> None:
        """Call what is due, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for function in self._functions:
                group.create_task(keep_calling(function, self._call))

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
