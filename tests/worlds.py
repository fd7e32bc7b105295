"""The pipeline in memory: every port's twin, a clock moved by hand, an endpoint that can be told."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet

from shared.adapters.memory.dead_letters import MemoryDeadLetters
from shared.adapters.memory.deliveries import MemoryDeliveries
from shared.adapters.memory.jobs import MemoryJobs
from shared.adapters.memory.ledger import MemoryLedger
from shared.adapters.memory.objects import MemoryObjects
from shared.adapters.memory.queue import MemoryCache, MemoryQueue
from shared.adapters.memory.rows import Rows
from shared.adapters.sealing import FernetSealer
from shared.domain.cv import ParsedCV, empty
from shared.domain.delivery import Answer
from shared.domain.document import Document, FileType, Line
from shared.errors import BadWebhookUrl
from shared.services import Limits, Parser, Services
from tests.builders import Clock, an_id


class Endpoint:
    """A sender whose endpoint answers, or fails, as told; it remembers what it got."""

    def __init__(self) -> None:
        self.answers: list[Answer | Exception] = []
        self.got: list[tuple[str, bytes, dict[str, str]]] = []

    def check(self, url: str) -> None:
        if not url.startswith("https://"):
            raise BadWebhookUrl

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.check(url)
        self.got.append((url, body, dict(headers)))
        answer = self.answers.pop(0) if self.answers else Answer(status=200)
        if isinstance(answer, Exception):
            raise answer
        return answer


class TextReader:
    """Reads any file as text; raises what it is told to."""

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.reads = 0

    def read(self, content: bytes, file_name: str) -> Document:
        self.reads += 1
        if self.faults:
            raise self.faults.pop(0)
        lines = tuple(Line(text=text) for text in content.decode().splitlines())
        return Document(lines=lines, file_type=FileType.TXT)


class FirstLineEngine:
    """Takes the first line for the name; raises what it is told to."""

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.calls = 0
        self.tokens: dict[str, int] | None = None
        self.degraded = False
        self.extra: dict[str, Any] = {}

    def parse(self, document: Document) -> ParsedCV:
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)
        data = empty()
        data["personal_info"]["name"] = document.lines[0].text
        return ParsedCV(
            data=data | self.extra,
            engine="local",
            language="en",
            tokens=self.tokens,
            degraded=self.degraded,
        )


@dataclass
class World:
    """Everything that a test of the pipeline looks at."""

    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        rows = Rows()
        self.rows = rows
        self.jobs = MemoryJobs(rows)
        self.deliveries = MemoryDeliveries(rows)
        self.letters = MemoryDeadLetters(rows)
        self.objects = MemoryObjects(self.clock)
        self.queue = MemoryQueue()
        self.cache = MemoryCache()
        self.endpoint = Endpoint()
        self.ledger = MemoryLedger(self.clock)
        self.sealer = FernetSealer(Fernet.generate_key().decode())
        self.reader = TextReader()
        self.engine = FirstLineEngine()
        self.parser = Parser(reader=self.reader, engine=self.engine)
        self.services = Services(
            jobs=self.jobs,
            deliveries=self.deliveries,
            letters=self.letters,
            objects=self.objects,
            queue=self.queue,
            cache=self.cache,
            sender=self.endpoint,
            leases=NoLeases(),
            ledger=self.ledger,
            sealer=self.sealer,
            now=self.clock,
            new_id=an_id,
            chance=lambda: 0.5,
            limits=self.limits,
        )


class NoLeases:
    """Keeps nothing alive: the clock stands still while a step runs."""

    def keep(self, run_token: str) -> Any:
        return nullcontext()
