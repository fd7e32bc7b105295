"""Speed of reading and parsing: `python -m bench.parse [FOLDER]`.

Prints, for each format, the time from bytes to JSON in one warm process; the time of text
extraction from the PDFs beside pdfminer.six on the same files in the same run; the time of a page by
OCR, where that is installed; the time of `python -m local parse` on one file; and memory.
Processor time is printed beside wall time, the load of the machine before and after, and how fast it
was meanwhile: other programs, and other guests of a shared machine, make all times longer.
"""

import argparse
import io
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pypdfium2

from shared.documents import ocr
from shared.documents.pdf.pdfium import address, boxes, characters
from shared.documents.reader import DocumentReader
from shared.domain.result import meta_of
from shared.errors import PipelineError
from shared.parsing.rules.engine import LocalEngine

FILES: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "dev" / "files"

STARTS: Final = 7  # of the command line
RECOGNITIONS: Final = 3  # of each scan


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor time of `work`."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def loop() -> None:
    """Do the same work each time; what it takes tells how fast the machine is just now."""
    found: dict[int, str] = {}
    for number in range(5_000):
        found[number % 97] = str(number)


def least(work: Callable[[], object]) -> float:
    """Return the least processor time of three, so that other programs count for little."""
    return min(seconds(work)[1] for _ in range(3))


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def resident_mb() -> float:
    """Return the resident memory of this process."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # the peak, on macOS in bytes


def to_json(content: bytes, name: str, reader: DocumentReader, engine: LocalEngine) -> str:
    """Return the result of one file as JSON: all that a worker does with it but store it."""
    document = reader.read(content, name)
    parsed = engine.parse(document)
    return json.dumps({"data": parsed.data, "meta": meta_of(parsed, document)})


def readable(folder: Path, reader: DocumentReader) -> dict[Path, bytes]:
    """Return the files with text, so that OCR is not measured here."""
    found: dict[Path, bytes] = {}
    for path in sorted(folder.iterdir()):
        if path.stem.endswith("-scan"):
            continue
        content = path.read_bytes()
        try:
            reader.read(content, path.name)
        except PipelineError as error:
            print(f"{path.name}: {error.code}", file=sys.stderr)
        else:
            found[path] = content
    return found


def print_formats(files: dict[Path, bytes], rounds: int) -> None:
    """Print the time from bytes to JSON by format."""
    reader, engine = DocumentReader(), LocalEngine()
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    best: dict[Path, float] = {}
    paces: list[float] = []
    for _ in range(rounds):
        for path, content in files.items():
            paces.append(seconds(loop)[1] * 1000)
            spent = seconds(lambda c=content, p=path: to_json(c, p.name, reader, engine))
            taken[path.suffix[1:]].append(spent)
            best[path] = min(spent[0], best.get(path, spent[0]))
    print(
        f"{'bytes to JSON, ms':20}{'n':>5}{'median':>9}{'p95':>9}{'cpu med':>9}{'cpu p95':>9}",
        end="",
    )
    print(f"{'best med':>10}  (each document's best of {rounds})")
    for kind, spent in sorted(taken.items()):
        wall, processor = [w * 1000 for w, _ in spent], [c * 1000 for _, c in spent]
        least_wall = [1000 * value for path, value in best.items() if path.suffix[1:] == kind]
        print(
            f"{kind:20}{len(spent):>5}{statistics.median(wall):>9.1f}{p95(wall):>9.1f}"
            f"{statistics.median(processor):>9.1f}{p95(processor):>9.1f}"
            f"{statistics.median(least_wall):>10.1f}"
        )
    print(
        f"the machine's pace: a fixed loop between the documents took {min(paces):.2f} ms at best,"
        f" {statistics.median(paces):.2f} at the median, {p95(paces):.2f} at p95"
    )


def glyphs_alone(content: bytes) -> None:
    """Do only that part of reading a PDF which PDFium does: the least that reading takes."""
    pdf = pypdfium2.PdfDocument(content)
    for page in pdf:
        text_page = page.get_textpage()
        handle, count = address(text_page.raw), text_page.count_chars()
        characters(handle, count)
        boxes(handle, count)
    pdf.close()


def print_extraction(files: dict[Path, bytes]) -> None:
    """Print the time of text extraction from PDF beside pdfminer.six."""
    from pdfminer.high_level import extract_text

    reader = DocumentReader()
    pdfs = [content for path, content in files.items() if path.suffix == ".pdf"]
    ours = theirs = pdfium = 0.0
    for content in pdfs:  # one after the other for each, as the machine's pace changes
        ours += least(lambda c=content: reader.read(c, "cv.pdf"))
        theirs += least(lambda c=content: extract_text(io.BytesIO(c)))
        pdfium += least(lambda c=content: glyphs_alone(c))
    each = 1000 / max(1, len(pdfs))
    print(
        f"\ntext of a PDF, cpu ms: ours {ours * each:.1f}, pdfminer.six {theirs * each:.1f}", end=""
    )
    print(f" ({theirs / ours:.1f} times ours)" if ours else "", end="")
    print(f"; PDFium alone, to the letters and their boxes: {pdfium * each:.1f}")


def print_recognition(folder: Path) -> None:
    """Print the time of a page by OCR."""
    scans = sorted(folder.glob("*-scan.pdf"))
    if not scans or not ocr.is_installed():
        print("\na page by OCR: not measured, no scans or no OCR here")
        return
    reader = DocumentReader()
    reader.read(scans[0].read_bytes(), scans[0].name)  # loads the models
    wall = processor = best = 0.0
    pages = 0
    for path in scans:
        content = path.read_bytes()
        pages += reader.read(content, path.name).pages
        spent = [
            seconds(lambda c=content, p=path: reader.read(c, p.name)) for _ in range(RECOGNITIONS)
        ]
        wall, processor = map(sum, zip((wall, processor), *spent, strict=True))
        best += min(each for each, _ in spent)
    times = RECOGNITIONS * pages
    print(
        f"\na page by OCR: {wall / times:.1f} s, cpu {processor / times:.1f} s;"
        f" each file's best of {RECOGNITIONS}: {best / pages:.1f} s ({pages} pages)"
    )


def print_start(path: Path) -> None:
    """Print the time of the command line on one file."""
    spent: list[tuple[float, float]] = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "local", "parse", str(path)],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        spent.append((time.perf_counter() - began, cpu))
    wall, processor = zip(*spent, strict=True)
    print(
        f"\npython -m local parse, one PDF: median {statistics.median(wall):.2f} s,"
        f" best {min(wall):.2f} s, cpu {statistics.median(processor):.2f} s"
    )


def load() -> str:
    """Return how busy the machine is: programs that want a core, on average over a minute."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def print_memory(files: dict[Path, bytes], documents: int) -> None:
    """Print resident memory while `documents` are parsed."""
    reader, engine = DocumentReader(), LocalEngine()
    items = list(files.items())
    marks: list[str] = []
    for number in range(documents):
        path, content = items[number % len(items)]
        to_json(content, path.name, reader, engine)
        if number % max(1, documents // 5) == 0:
            marks.append(f"{resident_mb():.0f}")
    print(f"resident MB over {documents} documents: {', '.join(marks)}, {resident_mb():.0f}\n")


def main(argv: list[str]) -> int:
    """Print the figures; return 0 when there were files."""
    parser = argparse.ArgumentParser(prog="python -m bench.parse", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FILES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=5_000, help="for the memory figure")
    options = parser.parse_args(argv)
    if not options.folder.is_dir():
        print(f"no files at {options.folder}", file=sys.stderr)
        return 1
    print(f"Python {platform.python_version()}, load {load()}\n")
    files = readable(options.folder, DocumentReader())
    print_memory(files, options.documents)  # first, before pdfminer.six is loaded; and it warms
    print_formats(files, options.rounds)
    print_extraction(files)
    print_start(next(path for path in files if path.suffix == ".pdf"))
    print_recognition(options.folder)
    print(f"\nload {load()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
