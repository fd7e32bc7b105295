"""How fast documents are read, and how much memory the reading process keeps.

    python -m bench.reading [--corpus DIR] [--documents N]

Prints for each format the median and 95th percentile of one warm reading in process, the same for
pdfminer.six on the same PDF files, the way through the sandbox, and memory over N documents.
Processor time, so that a busy machine changes it little.
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil

from shared.documents.limits import Limits
from shared.documents.reader import DocumentReader
from shared.documents.sandbox import SandboxedReader

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
ROUNDS = 5  # the best of so many readings counts
MEBI = 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder with dev/files")
    parser.add_argument("--documents", type=int, default=1000, help="read for the memory figure")
    options = parser.parse_args()
    files = {
        path.name: path.read_bytes()
        for path in sorted((options.corpus / "dev" / "files").iterdir())
        if "scan" not in path.name
    }
    reader = DocumentReader()
    for kind in ("pdf", "docx", "doc", "rtf", "txt"):
        some = {name: content for name, content in files.items() if name.endswith(f".{kind}")}
        show(kind, [best(reader.read, content, name) for name, content in some.items()])
    pdf = [content for name, content in files.items() if name.endswith(".pdf")]
    show("pdf, by pdfminer.six", [best(read_with_pdfminer, content, rounds=1) for content in pdf])
    through_the_sandbox(files, options.documents)


def best(read: Callable[..., object], *arguments: object, rounds: int = ROUNDS) -> float:
    """Return the least seconds of processor time that a reading took."""
    times: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        read(*arguments)
        times.append(time.process_time() - start)
    return min(times)


def show(what: str, seconds: Iterable[float]) -> None:
    ordered = sorted(1000 * one for one in seconds)
    if ordered:
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        median = statistics.median(ordered)
        print(f"{what:24} {len(ordered):4} files   median {median:7.1f} ms   p95 {late:7.1f} ms")


def read_with_pdfminer(content: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(content))


def through_the_sandbox(files: dict[str, bytes], documents: int) -> None:
    """Print the time of a reading through the sandbox, and the memory of its process."""
    with SandboxedReader(Limits(), processes=1) as reader:
        start = time.perf_counter()
        reader.start()
        name, content = next(iter(files.items()))
        reader.read(content, name)
        print(f"sandbox: first file after {1000 * (time.perf_counter() - start):.0f} ms", end="; ")
        names = list(files)
        times: list[float] = []
        sizes: list[int] = []
        for number in range(documents):
            name = names[number % len(names)]
            start = time.perf_counter()
            reader.read(files[name], name)
            times.append(time.perf_counter() - start)
            if number % len(names) == len(names) - 1:
                sizes += [child.memory_info().rss for child in psutil.Process().children()]
        print(f"then median {1000 * statistics.median(times):.1f} ms (wall clock)")
        if sizes:
            print(
                f"memory of the process: {sizes[0] / MEBI:.0f} MiB after {len(names)} documents,"
                f" {sizes[-1] / MEBI:.0f} MiB after {documents}"
            )


if __name__ == "__main__":
    main()
