"""What the gateway costs, how much goes through it, and how long a function takes from zero.

    python -m bench.gateway [--calls 400] [--seconds 10] [--starts 5]

On one running local stack: the same call of `get-result`'s readiness on the function's own port and
through the gateway, in turn, on an otherwise idle stack; then as many calls as a few connections get
through the gateway; then calls that start a function that has no replica.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import requests

from tests.e2e.local_stacks import LocalStack, wait_for

FUNCTION = "get-result"
PATH = "/_/health"
CONNECTIONS = 16
WARM_UP = 20  # calls
OVERHEAD, THROUGHPUT, COLD_START = 5.0, 400.0, 1.5  # ms at the median, calls/s, s: the goals


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--starts", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nexten-bench-") as folder:
        Path(folder).chmod(0o755)
        stack = LocalStack(Path(folder) / "home")
        try:
            stack.wait_until_ready()
            _side_by_side(stack, asked.calls)
            _throughput(stack, asked.seconds)
            _from_zero(stack, asked.starts)
        finally:
            stack.stop()


def _side_by_side(stack: LocalStack, calls: int) -> None:
    port = stack.state["ports"][FUNCTION]
    with requests.Session() as session:
        session.trust_env = False
        direct = _timed(session, f"http://127.0.0.1:{port}{PATH}")
        through = _timed(session, f"{stack.url}/function/{FUNCTION}{PATH}")
        turns = [(direct(), through()) for _ in range(WARM_UP + calls)][WARM_UP:]
    _report("function's own port", [turn[0] for turn in turns])
    _report("through the gateway", [turn[1] for turn in turns])
    added = statistics.median(turn[1] for turn in turns) - statistics.median(
        turn[0] for turn in turns
    )
    print(f"{'overhead':<24} {added * 1000:7.2f} ms (median; goal {OVERHEAD:g})")


def _throughput(stack: LocalStack, seconds: float) -> None:
    for name, url in (
        ("direct", f"http://127.0.0.1:{stack.state['ports'][FUNCTION]}{PATH}"),
        ("gateway alone", f"{stack.url}/healthz"),
        ("through the gateway", f"{stack.url}/function/{FUNCTION}{PATH}"),
    ):
        made = asyncio.run(_calls_in(url, seconds))
        goal = f" (goal {THROUGHPUT:g})" if "through" in name else ""
        print(f"{name:<24} {made / seconds:7.0f} calls/s, {CONNECTIONS} connections{goal}")


async def _calls_in(url: str, seconds: float) -> int:
    """Return how many calls were answered 200; plain sockets, so that the caller costs little."""
    _, _, address = url.partition("://")
    authority, _, path = address.partition("/")
    host, _, port = authority.partition(":")
    question = f"GET /{path} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode()
    until = time.monotonic() + seconds

    async def caller() -> int:
        reader, writer = await asyncio.open_connection(host, int(port))
        made = 0
        while time.monotonic() < until:
            writer.write(question)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            if b"connection: close" in head.lower():
                writer.close()
                reader, writer = await asyncio.open_connection(host, int(port))
            made += 1
        writer.close()
        return made

    return sum(await asyncio.gather(*(caller() for _ in range(CONNECTIONS))))


def _from_zero(stack: LocalStack, starts: int) -> None:
    """Remove the function and deploy it again: `make up` keeps one replica otherwise."""
    for name in ("get-result", "webhook-dispatch", "dlq-replay", "queue-cv", "parse-worker"):
        functions, times = f"{stack.url}/system/functions", []
        for _ in range(starts):
            now = requests.get(f"{stack.url}/system/function/{name}", timeout=5).json()
            said = {"service": name} | {key: now[key] for key in ("envVars", "labels")}
            requests.delete(functions, json={"functionName": name}, timeout=5)
            wait_for(lambda name=name: not any(_is(name, each) for each in stack.state["states"]))
            requests.post(functions, json=said, timeout=5)
            began = time.monotonic()
            answer = requests.get(f"{stack.url}/function/{name}/_/health", timeout=30)
            answer.raise_for_status()
            times.append(time.monotonic() - began)
        goal = f"goal {COLD_START:g}"
        print(f"{name + ' from zero':<24} {statistics.median(times):7.2f} s (median; {goal})")


def _is(function: str, process: str) -> bool:
    return process.partition(".")[0] == function


def _timed(session: requests.Session, url: str) -> Callable[[], float]:
    def call() -> float:
        began = time.perf_counter()
        session.get(url).raise_for_status()
        return time.perf_counter() - began

    return call


def _report(name: str, seconds: Sequence[float]) -> None:
    p95 = statistics.quantiles(seconds, n=20)[-1]
    median = statistics.median(seconds)
    print(f"{name:<24} {median * 1000:7.2f} ms (median), {p95 * 1000:.2f} p95")


if __name__ == "__main__":
    main()
