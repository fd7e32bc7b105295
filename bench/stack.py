"""How fast the local stack starts and stops, and what a job costs beside its parsing.

    python -m bench.stack [--jobs 30] [--starts 3]

Prints seconds from start to ready (first start with empty data, then with it), seconds to stop, the
overhead of a job on the idle stack (upload to done as the caller sees it, minus the parsing itself,
with a long poll), and the gateway's overhead against calling the function's own port.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import requests

from tests.e2e.local_stacks import ROOT, LocalStack

SAMPLE = ROOT / "samples" / "oliver-hughes.txt"
CALLS = 300


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=30)
    parser.add_argument("--starts", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nexten-bench-") as folder:
        starts, stops = starts_and_stops(Path(folder), asked.starts)
        print(f"first start to ready    {starts[0]:6.2f} s")
        print(f"later start to ready    {statistics.median(starts[1:]):6.2f} s (median)")
        print(f"stop                    {statistics.median(stops):6.2f} s (median)")
        stack = LocalStack(Path(folder) / "home")
        try:
            stack.wait_until_ready()
            report("job beside its parsing", overheads(stack, asked.jobs))
            direct, through = gateway_calls(stack)
            report("function called directly", direct)
            report("the same by the gateway", through)
            gained = statistics.median(through) - statistics.median(direct)
            print(f"gateway's overhead      {gained * 1000:6.1f} ms (median)")
        finally:
            stack.stop()


def starts_and_stops(folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Return seconds to ready (the first with empty data) and seconds to stop."""
    starts, stops = [], []
    for _ in range(count + 1):
        began = time.monotonic()
        stack = LocalStack(folder / "home")
        stack.wait_until_ready()
        starts.append(time.monotonic() - began)
        stops.append(stack.stop())
    return starts, stops


def overheads(stack: LocalStack, count: int) -> list[float]:
    """Return for each job the seconds from upload to done, less the seconds of its parsing."""
    found = []
    with requests.Session() as session:
        for _ in range(count + 3):
            began = time.monotonic()
            with SAMPLE.open("rb") as file:
                queued = session.post(f"{stack.url}/api/queue", files={"file": (SAMPLE.name, file)})
            url = f"{stack.url}/api/result/{queued.json()['job_id']}?wait=30"
            answer = session.get(url).json()
            found.append(time.monotonic() - began - answer["result"]["processing_time"])
    return found[3:]  # the first calls make connections


def gateway_calls(stack: LocalStack) -> tuple[list[float], list[float]]:
    """Return seconds of calls of one function, directly and by the gateway, taken in turn."""
    port = stack.state["ports"]["get-result"]
    with requests.Session() as session:
        direct = timed(lambda: session.get(f"http://127.0.0.1:{port}/_/ready"))
        through = timed(lambda: session.get(f"{stack.url}/function/get-result/_/ready"))
        turns = [(direct(), through()) for _ in range(CALLS)]
    return [turn[0] for turn in turns], [turn[1] for turn in turns]


def timed(act: Callable[[], object]) -> Callable[[], float]:
    """Return a function that acts and returns the seconds that took."""

    def run() -> float:
        began = time.monotonic()
        act()
        return time.monotonic() - began

    return run


def report(name: str, seconds: Sequence[float]) -> None:
    """Print median and 95th percentile."""
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(f"{name:<23} {statistics.median(seconds) * 1000:6.1f} ms (median), {p95 * 1000:.1f} p95")


if __name__ == "__main__":
    main()
