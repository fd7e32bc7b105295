"""How many calls of an LLM one parse-worker keeps in flight, and what memory it takes for that.

    python -m bench.llm_worker [--calls 64] [--rounds 6]

Starts a whole local stack with an LLM's double that takes its time, sends CVs so that all calls are
always under way, and prints the most that were at the same time, and the memory of parse-worker
(its own, and with its reading processes) after each round.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import requests

from tests.e2e.local_stacks import ROOT, LocalStack, wait_for

SAMPLE = ROOT / "samples" / "oliver-hughes.txt"
LATENCY = 4.0  # seconds of a call
BESIDE = 8  # threads of the bridge that take no standard job
PATIENCE = 300.0  # seconds for one round


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=6, help="of as many CVs as calls")
    asked = parser.parse_args()
    # PostgreSQL's user has to get through this folder.
    with tempfile.TemporaryDirectory(prefix="nexten-bench-") as folder, a_double() as url:
        Path(folder).chmod(0o755)
        settings = {
            "ENGINE": "openai",
            "OPENAI_BASE_URL": url,
            "BRIDGE_THREADS": str(asked.calls + BESIDE),
        }
        stack = LocalStack(Path(folder) / "home", settings=settings)
        try:
            stack.wait_until_ready()
            measure(stack, url, asked.calls, asked.rounds)
        finally:
            stack.stop()


def measure(stack: LocalStack, url: str, calls: int, rounds: int) -> None:
    """Send all CVs, and print where parse-worker stands after each round of them."""
    sent = iter(range(calls * rounds))
    own: list[float] = []
    whole: list[float] = []
    with ThreadPoolExecutor(8) as senders:
        for _ in range(rounds):
            numbers = [next(sent) for _ in range(calls)]
            jobs = list(senders.map(lambda number: upload(stack, number), numbers))
            list(senders.map(lambda job_id: finished(stack, job_id), jobs))
            worker = psutil.Process(stack.pid("parse-worker"))
            family = [worker, *worker.children(recursive=True)]
            largest = max(megabytes(each) for each in family)
            own.append(largest)
            whole.append(sum(megabytes(each) for each in family))
    peak = requests.post(f"{url.removesuffix('/v1')}/_control", json={}, timeout=5).json()
    print(f"calls in flight at the same time, in one parse-worker: {peak['in_flight_peak']}")
    print(f"CVs that were parsed: {calls * rounds}, of {LATENCY:.0f} s for one call")
    print(f"its memory after each round: {', '.join(f'{size:.0f}' for size in own)} MB")
    print(f"with its reading processes:  {', '.join(f'{size:.0f}' for size in whole)} MB")


def upload(stack: LocalStack, number: int) -> str:
    """Send a CV that no job has had yet; return the id."""
    content = SAMPLE.read_bytes() + f"\nReference {number}\n".encode()
    files = {"file": ("cv.txt", content)}
    answer = requests.post(f"{stack.url}/api/queue", files=files, timeout=30)
    answer.raise_for_status()
    return answer.json()["job_id"]


def finished(stack: LocalStack, job_id: str) -> None:
    """Wait until the job is done; anything else is an error."""

    def outcome() -> str | None:
        answer = requests.get(f"{stack.url}/api/result/{job_id}?wait=30", timeout=40).json()
        return answer["status"] if answer["status"] in ("done", "failed") else None

    status = wait_for(outcome, PATIENCE)
    if status != "done":
        raise RuntimeError(f"job {job_id} is {status}")


def megabytes(process: psutil.Process) -> float:
    return process.memory_info().rss / 1024 / 1024


@contextmanager
def a_double() -> Iterator[str]:
    """Run the LLM's double in a process of its own; yield its base URL."""
    command = [sys.executable, "-m", "tests.support.openai_server", "--port", "0"]
    command += ["--latency", str(LATENCY)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().split()[-1]
        server.terminate()


if __name__ == "__main__":
    main()
