"""What is done to the stack, by a seeded schedule."""

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.chaos.receiver import Receiver
from tests.chaos.stack import ChaosStack
from tests.support.openai_server import OpenAIServer

FUNCTIONS = ("queue-cv", "get-result", "parse-worker", "webhook-dispatch", "dlq-replay")
PARTS = (*FUNCTIONS, "bridge", "gateway")
LLM_FAULTS = ("500", "503", "429", "truncated", "empty-choices", "reset", "hang:3")
ENDPOINT_MOODS = ("500", "429", "slow", "garbage")


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    strike: Callable[[], None]
    heal: Callable[[], None] = lambda: None
    seconds: float = 0.0  # between the two


class Faults:
    """Draws faults and lets them happen, one at a time."""

    def __init__(self, stack: ChaosStack, llm: OpenAIServer, receiver: Receiver, seed: int) -> None:
        self._stack, self._llm, self._receiver = stack, llm, receiver
        self._chance = Random(seed)
        self._pause = threading.Event()

    def draw(self, number: int) -> list[Fault]:
        """Return `number` faults: first one of every kind, in a drawn order, then any."""
        every = [make() for make in self._kinds()]
        self._chance.shuffle(every)
        more = [self._chance.choice(self._kinds())() for _ in range(max(0, number - len(every)))]
        return [*every, *more][:number]

    def happen(self, fault: Fault) -> None:
        fault.strike()
        self._pause.wait(fault.seconds)
        fault.heal()

    def wait(self, seconds: float) -> None:
        self._pause.wait(seconds)

    def _kinds(self) -> list[Callable[[], Fault]]:
        return [
            *(lambda name=name: self._kill(name) for name in PARTS),
            lambda: self._freeze(self._chance.choice(("parse-worker", "bridge", "gateway"))),
            lambda: self._freeze(self._chance.choice(("valkey", "postgres", "seaweedfs"))),
            lambda: self._kill("valkey"),
            self._forgetful_valkey,
            self._flush,
            lambda: self._kill("postgres", signal.SIGQUIT),
            lambda: self._kill("seaweedfs"),
            self._llm_fault,
            self._llm_fault,
            self._endpoint_mood,
        ]

    def _kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> Fault:
        return Fault(f"kill {name} ({number.name})", lambda: self._stack.send(name, number))

    def _freeze(self, name: str) -> Fault:
        seconds = self._chance.uniform(2, 8)
        return Fault(
            f"freeze {name} for {seconds:.1f} s",
            lambda: self._stack.send(name, signal.SIGSTOP),
            lambda: self._stack.send(name, signal.SIGCONT),
            seconds,
        )

    def _flush(self) -> Fault:
        return Fault("flush valkey", self._stack.flush)

    def _forgetful_valkey(self) -> Fault:
        def strike() -> None:
            self._stack.flush()
            self._stack.send("valkey", signal.SIGKILL)

        return Fault("kill valkey with its data", strike)

    def _llm_fault(self) -> Fault:
        name, seconds = self._chance.choice(LLM_FAULTS), self._chance.uniform(1, 5)

        def strike() -> None:
            self._llm.always = name

        def heal() -> None:
            self._llm.always = None

        return Fault(f"LLM answers {name} for {seconds:.1f} s", strike, heal, seconds)

    def _endpoint_mood(self) -> Fault:
        mood, seconds = self._chance.choice(ENDPOINT_MOODS), self._chance.uniform(1, 5)

        def strike() -> None:
            self._receiver.mood = mood

        def heal() -> None:
            self._receiver.mood = None

        return Fault(f"endpoint is {mood} for {seconds:.1f} s", strike, heal, seconds)
