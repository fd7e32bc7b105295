"""Sends the CVs on their way and collects what comes back."""

import asyncio
import secrets
from asyncio import Queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from minio import Minio

from local.demo.plan import Errand
from local.demo.receiver import Receiver
from local.environment import BUCKET
from local.errors import CannotRun
from local.stack import Stack

PATIENCE = 60.0  # seconds without any webhook until the demo gives up


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What became of one CV."""

    file: str  # its name
    webhook: dict[str, Any]
    answer: dict[str, Any]  # of GET /api/result/<id>


class Journey:
    """All the errands of one demo."""

    def __init__(self, stack: Stack, session: aiohttp.ClientSession) -> None:
        self._stack = stack
        self._session = session
        self._secret = secrets.token_urlsafe(24)
        self._webhooks: Queue[dict[str, Any]] = Queue()
        self._uploaded: dict[str, str] = {}  # job id -> name of the file

    async def make(
        self, errands: list[Errand], sent: Callable[[], None], done: Callable[[], None]
    ) -> list[Arrival]:
        """Send every CV; return what arrived by signed webhook, in the order of the errands.

        `sent` and `done` are called once a CV. Raises `CannotRun` when one is refused or missing.
        """
        async with Receiver(self._secret, self._webhooks.put_nowait) as receiver:
            for errand in errands:
                await (self._drop if errand.dropped else self._upload)(errand, receiver.url)
                sent()
            webhooks = [await self._next(receiver, len(errands), done) for _ in errands]
        arrivals = [await self._arrival(webhook) for webhook in webhooks]
        places = {errand.file.name: place for place, errand in enumerate(errands)}
        return sorted(arrivals, key=lambda arrival: places.get(arrival.file, len(places)))

    async def _upload(self, errand: Errand, webhook_url: str) -> None:
        with errand.file.open("rb") as file:
            form = aiohttp.FormData()
            form.add_field("file", file, filename=errand.file.name)
            form.add_field("priority", errand.priority)
            form.add_field("webhook_url", webhook_url)
            form.add_field("webhook_secret", self._secret)
            async with self._session.post(f"{self._api}/queue", data=form) as answer:
                if answer.status != 202:
                    said = await answer.text()
                    raise CannotRun(f"{errand.file.name} was refused: {answer.status} {said}")
                self._uploaded[(await answer.json())["job_id"]] = errand.file.name

    async def _drop(self, errand: Errand, webhook_url: str) -> None:
        """Put the CV into the bucket; its webhook is named in the object's metadata."""
        store = Minio(
            f"127.0.0.1:{self._stack.addresses.s3}",
            self._stack.keys["s3-access-key"],
            self._stack.keys["s3-secret-key"],
            secure=False,
            region="us-east-1",
        )
        await asyncio.to_thread(
            store.fput_object,
            BUCKET,
            f"inbox/{errand.priority}/{errand.file.name}",
            str(errand.file),
            metadata={"webhook-url": webhook_url, "webhook-secret": self._secret},
        )

    async def _next(
        self, receiver: Receiver, expected: int, done: Callable[[], None]
    ) -> dict[str, Any]:
        try:
            async with asyncio.timeout(PATIENCE):
                webhook = await self._webhooks.get()
        except TimeoutError:
            wrong = f"; wrongly signed: {', '.join(receiver.refused)}" if receiver.refused else ""
            raise CannotRun(
                f"Not all of {expected} webhooks came: none for {PATIENCE:.0f} s{wrong}."
            ) from None
        done()
        return webhook

    async def _arrival(self, webhook: dict[str, Any]) -> Arrival:
        job_id = webhook["job_id"]
        answer = await self._result(job_id)
        file = self._uploaded.get(job_id)
        if file is None:  # it was dropped: nobody told us its job
            file = str(answer.get("result", {}).get("file_name", ""))
        return Arrival(file=file, webhook=webhook, answer=answer)

    async def _result(self, job_id: str) -> dict[str, Any]:
        async with self._session.get(f"{self._api}/result/{job_id}") as answer:
            if answer.status != 200:
                raise CannotRun(f"The result of {job_id} answers {answer.status}.")
            return await answer.json()

    @property
    def _api(self) -> str:
        return f"http://127.0.0.1:{self._stack.port}/api"
