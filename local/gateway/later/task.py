"""The task behind the RQ jobs of asynchronous calls: a plain `rq worker async` can run it too."""

import asyncio
import os

from local.gateway.later.place import redis_calls
from local.gateway.later.worker import Worker, session
from local.gateway.metrics import Metrics
from shared.settings import Settings


def call(waiting_id: str) -> None:
    """Make one call that waits in Redis."""
    asyncio.run(_call(waiting_id))


async def _call(waiting_id: str) -> None:
    found = Settings.from_environ(os.environ)
    calls = redis_calls(found, limit=0)
    base_url = found.function_url.partition("/function/")[0]
    try:
        if waiting := await calls.read(waiting_id):
            async with session() as http:
                await Worker(calls, base_url, at_once=1, say=print, metrics=Metrics()).make(
                    waiting, http
                )
    finally:
        await calls.close()
