"""One trial: a stack, a load, a schedule of faults, a verdict."""

import tempfile
import threading
import time
from pathlib import Path

from tests.chaos.faults import Faults
from tests.chaos.load import Load
from tests.chaos.receiver import Receiver
from tests.chaos.stack import BUCKET, ChaosStack
from tests.chaos.verdict import Verdict, judge, wait_until_quiet
from tests.support.openai_server import OpenAIServer

PATIENCE = 180  # seconds for the stack to come to rest when all is well again
BETWEEN = 1.0  # seconds between two faults


def trial(seed: int, jobs: int, faults: int, home: Path | None = None, say=print) -> Verdict:
    """Run a trial; `say` hears a line for each fault."""
    with tempfile.TemporaryDirectory(prefix="nexten-chaos-") as folder:
        return _trial(seed, jobs, faults, home or Path(folder), say)


def _trial(seed: int, jobs: int, faults: int, home: Path, say) -> Verdict:
    receiver = Receiver(seed)
    llm = OpenAIServer(latency=0.2)
    stack = ChaosStack(home, _environment(llm.url, engine_of(seed)))
    try:
        load = Load(stack.url, stack.minio(), BUCKET, receiver.url, seed)
        schedule = Faults(stack, llm, receiver, seed)
        drawn = schedule.draw(faults)
        seconds = sum(fault.seconds + BETWEEN for fault in drawn)
        sending = threading.Thread(target=load.run, args=(jobs, seconds), daemon=True)
        began = time.monotonic()
        sending.start()
        for fault in drawn:
            schedule.wait(BETWEEN)
            say(f"{time.monotonic() - began:6.1f} s  {fault.name}")
            schedule.happen(fault)
        sending.join()
        say(
            f"{time.monotonic() - began:6.1f} s  all is well; {load.sent.refused} uploads had to ask again"
        )
        verdict = _rest(stack, load, receiver)
        say(f"{time.monotonic() - began:6.1f} s  at rest")
        return verdict
    finally:
        stack.stop()
        llm.close()
        receiver.close()


def _rest(stack: ChaosStack, load: Load, receiver: Receiver) -> Verdict:
    url = stack.database_url()
    stack.wait_until_well()
    stack.run_schedule()
    wait_until_quiet(url, PATIENCE)
    verdict = judge(url, stack.minio(), BUCKET, load.sent, receiver.inbox)
    if left := stack.left_in_rq():
        verdict.wrong.append(f"RQ holds what is over: {left}")
    return verdict


def engine_of(seed: int) -> str:
    """Return the ENGINE of a trial: jobs wait for the LLM, or the local engine stands in for it."""
    return "auto" if seed % 2 == 0 else "openai"


def _environment(llm_url: str, engine: str) -> dict[str, str]:
    """Real settings, with waits that let a trial end today."""
    return {
        "ENGINE": engine,
        "REPARSE_DEGRADED": "true",
        "REPLAY_DELAY": "1",
        "OPENAI_BASE_URL": llm_url,
        "OPENAI_API_KEY": "test",
        "OPENAI_TIMEOUT": "10",
        "LEASE": "5",
        "MAX_RETRIES": "6",
        "ORPHAN_AGE": "0.001",
        "WEBHOOK_DELAYS": "0," + ",".join(["1"] * 40),
        "LOG_LEVEL": "INFO",
    }
