"""CVs of invented people, sent in by HTTP and dropped into the bucket."""

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import requests
from minio import Minio

from tests.chaos.receiver import SECRET

SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "samples").iterdir()
    if path.suffix
    in {".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt"}  # scans would take most of the time
)
PRIORITIES = ("premium", "standard", "batch")
GIVE_UP = 200  # tries at one upload


@dataclass
class Sent:
    """What was accepted, and what was not."""

    jobs: set[str] = field(default_factory=set)  # ids of 202
    hooked: set[str] = field(default_factory=set)  # of these, who is owed a webhook
    drops: set[str] = field(default_factory=set)  # keys of objects in the inbox
    refused: int = 0  # uploads that got no 202 and were tried again
    twice: int = 0  # same Idempotency-Key, another job: never


class Load:
    """Sends `jobs` CVs at a steady pace, from a few threads, until all are accepted."""

    def __init__(self, url: str, minio: Minio, bucket: str, receiver: str, seed: int) -> None:
        self.sent = Sent()
        self._url, self._minio, self._bucket, self._receiver = url, minio, bucket, receiver
        self._seed = seed
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def run(self, jobs: int, seconds: float, threads: int = 4) -> None:
        """Send them over about `seconds`; return when all have been accepted."""
        pause = seconds * threads / jobs
        shares = [range(start, jobs, threads) for start in range(threads)]
        workers = [
            threading.Thread(target=self._share, args=(share, pause), daemon=True)
            for share in shares
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _share(self, numbers: range, pause: float) -> None:
        for number in numbers:
            chance = Random(self._seed * 100_003 + number)
            content, name = self._cv(number, chance)
            if chance.random() < 0.1:
                self._drop(number, name, content, chance)
            else:
                self._upload(number, name, content, chance)
            self._stopping.wait(pause * chance.uniform(0.5, 1.5))

    def _cv(self, number: int, chance: Random) -> tuple[bytes, str]:
        """A sample as it is, or a text CV that nobody else has; some cannot be read."""
        kind = chance.random()
        if kind < 0.05:
            return b"%PDF-1.7\nnothing follows", f"broken-{number}.pdf"
        if kind < 0.45:
            sample = chance.choice(SAMPLES)
            return sample.read_bytes(), sample.name
        text = (
            f"Person Number{number}\nperson{number}@example.com\n\nExperience\n"
            f"Engineer, Company {number}\n2019 - 2023\n\nSkills\nPython, SQL, Chess\n"
        )
        return text.encode(), f"person-{number}.txt"

    def _upload(self, number: int, name: str, content: bytes, chance: Random) -> None:
        fields = {"priority": chance.choice(PRIORITIES)}
        hooked = chance.random() < 0.7
        if hooked:
            fields |= {"webhook_url": self._receiver, "webhook_secret": SECRET}
        headers = {"Idempotency-Key": f"chaos-{self._seed}-{number}"}
        for _ in range(GIVE_UP):
            job_id = self._post(name, content, fields, headers)
            if job_id:
                with self._lock:
                    self.sent.jobs.add(job_id)
                    if hooked:
                        self.sent.hooked.add(job_id)
                return
            with self._lock:
                self.sent.refused += 1
            self._stopping.wait(0.3)
        raise RuntimeError(f"upload {number} was refused {GIVE_UP} times")

    def _post(
        self, name: str, content: bytes, fields: dict[str, str], headers: dict[str, str]
    ) -> str | None:
        try:
            answer = requests.post(
                f"{self._url}/api/queue",
                files={"file": (name, content)},
                data=fields,
                headers=headers,
                timeout=10,
            )
            return answer.json()["job_id"] if answer.status_code == 202 else None
        except (requests.RequestException, json.JSONDecodeError):
            return None

    def _drop(self, number: int, name: str, content: bytes, chance: Random) -> None:
        from io import BytesIO

        key = f"inbox/{chance.choice(PRIORITIES)}/{self._seed}-{number}-{name}"
        for _ in range(GIVE_UP):
            try:
                self._minio.put_object(self._bucket, key, BytesIO(content), len(content))
                with self._lock:
                    self.sent.drops.add(key)
                return
            except Exception:  # noqa: BLE001  the store is down, in any of its ways
                self._stopping.wait(0.3)
        raise RuntimeError(f"drop {number} was refused {GIVE_UP} times")
