"""What the LLM engine costs and gets right, against a double that answers the corpus truth.

    python -m bench.llm [--corpus DIR]

Prints the score, what grounding loses of true values and lets through of invented ones, tokens a
CV, the engine's time beyond the HTTP call, and memory with 64 calls in flight.
"""

import argparse
import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import structlog

from shared.documents.reader import DocumentReader
from shared.domain.cv import ParsedCV
from shared.domain.document import Document
from shared.errors import PipelineError
from shared.parsing.llm.engine import OpenAIEngine
from shared.parsing.llm.settings import LLMSettings
from tests.support.openai_answers import INVENTED, knowing, truthful
from tests.support.openai_server import OpenAIServer

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
MANY = "64"  # calls in flight
MODEL_LATENCY = 0.5  # seconds, of the double in the memory test


@dataclass(frozen=True, kw_only=True)
class Case:
    """One file of the corpus, read."""

    stem: str
    document: Document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder with dev/ and score.py")
    parser.add_argument("--errors", type=int, default=0, help="errors of the score to print")
    parser.add_argument("--in-flight", type=int, help="only measure memory with so many calls")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if options.in_flight:
        keep_in_flight(options.corpus, options.in_flight)
        return
    truth = options.corpus / "dev" / "truth"
    cases = list(read_all(sorted((options.corpus / "dev" / "files").iterdir())))
    with OpenAIServer(truthful(truth)) as server:
        engine = OpenAIEngine(LLMSettings(api_key="none", base_url=server.url))
        engine.parse(cases[0].document)  # imports, first connection
        honest = [parse_by_truth(server, engine, case, truth) for case in cases]
        server.author = truthful(truth)
        report_score(options.corpus / "score.py", truth, cases, honest, options.errors)
        report_tokens(honest)
        report_time(server, engine, cases)
        report_grounding(server, engine, cases, honest, truth)
        engine.close()
    report_memory(options.corpus)


def read_all(files: Iterable[Path]) -> Iterator[Case]:
    """Read each file; say which cannot be read here (scans need OCR)."""
    reader = DocumentReader()
    for path in files:
        try:
            yield Case(stem=path.stem, document=reader.read(path.read_bytes(), path.name))
        except PipelineError as error:
            print(f"not read: {path.name}: {error.code}")


def parse_by_truth(server: OpenAIServer, engine: OpenAIEngine, case: Case, truth: Path) -> ParsedCV:
    """Parse `case` with a double that knows its very truth: a person has several, by layout."""
    server.author = knowing(json.loads((truth / f"{case.stem}.json").read_text(encoding="utf-8")))
    return engine.parse(case.document)


def report_score(
    scorer: Path, truth: Path, cases: Sequence[Case], parsed: Sequence[ParsedCV], errors: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for case, cv in zip(cases, parsed, strict=True):
            (Path(folder) / f"{case.stem}.json").write_text(json.dumps(cv.data))
        command = [sys.executable, scorer, truth, folder, "--missing", "skip", "--errors"]
        subprocess.run([*map(str, command), str(errors)], check=True)


def report_tokens(parsed: Sequence[ParsedCV]) -> None:
    tokens = [cv.tokens or {} for cv in parsed]
    print(
        f"\ntokens a CV, median (characters / 4, schema included): {_median(tokens, 'input')} in, "
        f"{_median(tokens, 'output')} out; "
        f"median cost {statistics.median(cv.cost_usd or 0 for cv in parsed):.6f} USD"
    )


def report_time(server: OpenAIServer, engine: OpenAIEngine, cases: Sequence[Case]) -> None:
    """Time CVs against the same requests sent by the bare client; the model takes its time.

    A busy machine adds to the first figures; the processor's time of the calling thread tells what
    is really done there (e-mail, phone and links are found beside the call).
    """
    beyond: list[float] = []
    worked: list[float] = []
    server.latency = 0.1
    for case in cases[::2]:
        server.requests.clear()
        whole = _best_times(lambda case=case: engine.parse(case.document))
        request = server.requests[-1]
        call = _best_times(lambda request=request: engine.call(request))
        beyond.append((whole[0] - call[0]) * 1000)
        worked.append((whole[1] - call[1]) * 1000)
    server.latency = 0.0
    for name, times in (("engine beyond the HTTP call", beyond), ("  of the processor", worked)):
        print(
            f"{name}: median {statistics.median(times):.1f} ms, "
            f"p95 {_percentile(times, 95):.1f} ms, most {max(times):.1f} ms"
        )


def report_grounding(
    server: OpenAIServer,
    engine: OpenAIEngine,
    cases: Sequence[Case],
    honest: Sequence[ParsedCV],
    truth: Path,
) -> None:
    """Let the double add 30 % invented values; count those kept, and true ones lost."""
    invented = {value for pool in INVENTED.values() for value in pool} | {"Innsmouth"}
    server.always = "hallucinate"
    kept = lost = true = 0
    for case, before in zip(cases, honest, strict=True):
        after = parse_by_truth(server, engine, case, truth)
        kept += sum(leaf in invented for leaf in _leaves(after.data))
        for section in ("experience", "education"):
            kept += max(0, len(after.data[section]) - len(before.data[section]))
        wanted, found = list(_leaves(before.data)), list(_leaves(after.data))
        true += len(wanted)
        lost += len(wanted) - sum(leaf in found for leaf in wanted)
    server.always = None
    claimed = sum(_dropped(cv) for cv in honest)
    print(f"invented values and entries kept: {kept}; true ones lost beside them: {lost} of {true}")
    print(f"values of the truth not found in the text: {claimed} of {claimed + true}")
    for code, count in sorted(_dropped_by_code(honest).items(), key=lambda item: -item[1]):
        print(f"  {code}: {count}")


def report_memory(corpus: Path) -> None:
    """Let a process of its own keep 64 calls in flight; its memory must not grow."""
    command = [sys.executable, "-m", "bench.llm", "--corpus", str(corpus), "--in-flight", MANY]
    subprocess.run(command, check=True)


def keep_in_flight(corpus: Path, calls: int) -> None:
    """Parse text CVs with `calls` at a time, six rounds, and print the memory after each."""
    files = sorted((corpus / "dev" / "files").glob("*.txt"))
    documents = [case.document for case in read_all(files)]
    rounds: list[float] = []
    taken = 0.0
    with a_server_of_its_own() as url:
        engine = OpenAIEngine(LLMSettings(api_key="none", base_url=url))
        work = [documents[number % len(documents)] for number in range(2 * calls)]
        with ThreadPoolExecutor(calls) as threads:
            for _ in range(8):
                started = time.perf_counter()
                list(threads.map(engine.parse, work))
                taken = time.perf_counter() - started
                rounds.append(_resident_mb())
        engine.close()
    print(
        f"{calls} calls in flight: {len(work) / taken:.0f} CVs/s with {MODEL_LATENCY} s a call; "
        f"memory after each round: {', '.join(f'{size:.0f}' for size in rounds)} MB"
    )


@contextmanager
def a_server_of_its_own() -> Iterator[str]:
    """Run the double in another process, so that only the engine's memory is measured."""
    command = [sys.executable, "-m", "tests.support.openai_server", "--port", "0"]
    command += ["--latency", str(MODEL_LATENCY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().split()[-1]
        server.terminate()


def _best_times(call: Any, times: int = 3) -> tuple[float, float]:
    """Return the shortest seconds of `call`, by the clock and of the processor."""
    durations: list[tuple[float, float]] = []
    for _ in range(times):
        started, worked = time.perf_counter(), time.thread_time()
        call()
        durations.append((time.perf_counter() - started, time.thread_time() - worked))
    return min(clock for clock, _ in durations), min(processor for _, processor in durations)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for member in value.values():
            yield from _leaves(member)
    elif isinstance(value, list):
        for member in value:
            yield from _leaves(member)
    elif isinstance(value, str):
        yield value


def _dropped_by_code(parsed: Sequence[ParsedCV]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for cv in parsed:
        for warning in cv.warnings:
            if warning.startswith("not_in_source:"):
                code, _, count = warning.rpartition(":")
                counts[code] = counts.get(code, 0) + int(count)
    return counts


def _dropped(cv: ParsedCV) -> int:
    return sum(_dropped_by_code([cv]).values())


def _median(tokens: Sequence[Any], kind: str) -> int:
    return round(statistics.median(count.get(kind, 0) for count in tokens))


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _resident_mb() -> float:
    return psutil.Process().memory_info().rss / 1024 / 1024


if __name__ == "__main__":
    main()
