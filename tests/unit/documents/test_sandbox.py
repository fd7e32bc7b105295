"""Files read in processes that may be killed at any moment."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from shared.documents.limits import Limits
from shared.documents.reader import DocumentReader
from shared.documents.sandbox import SandboxedReader
from shared.errors import Corrupt, NoText, ReaderUnavailable, TooComplex, Unreadable
from tests.unit.documents.pdf_files import a_pdf, text

CV = a_pdf(text(40, 100, "Ada Byron") + text(40, 120, "ada@example.com"))
LINES = "".join(f"{number} 0 m {number} 9 l S\n" for number in range(200_000))
SLOW = a_pdf(LINES)  # takes a second or more


@pytest.fixture
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(Limits(wall_seconds=20)) as reader:
        yield reader


def processes() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "worker" in " ".join(child.cmdline())]


def test_it_reads_what_the_reader_reads(reader: SandboxedReader):
    assert reader.read(CV, "cv.pdf") == DocumentReader().read(CV, "cv.pdf")


def test_a_process_reads_many_files(reader: SandboxedReader):
    before = {process.pid for process in processes()}

    for _ in range(5):
        reader.read(CV, "cv.pdf")

    assert len({process.pid for process in processes()} - before) == 1


def test_errors_keep_their_kind_and_the_process(reader: SandboxedReader):
    for name, content, error in [
        ("cv.pdf", b"%PDF-1.7 nothing", Corrupt),
        ("cv.rtf", b"{\\rtf1 }", NoText),
    ]:
        with pytest.raises(error):
            reader.read(content, name)

    assert reader.read(CV, "cv.pdf").lines[0].text == "Ada Byron"


def test_a_file_that_takes_too_long_is_too_complex_and_the_next_is_read():
    with SandboxedReader(Limits(wall_seconds=0.3)) as reader:
        reader.read(CV, "cv.pdf")

        with pytest.raises(TooComplex):
            reader.read(SLOW, "cv.pdf")

        assert reader.read(CV, "cv.pdf").lines[0].text == "Ada Byron"


def test_a_file_that_takes_too_much_memory_is_too_complex():
    limits = Limits(memory=40 * 2**20)

    with SandboxedReader(limits) as reader, pytest.raises(TooComplex, match="memory"):
        reader.read(SLOW, "cv.pdf")


def test_a_file_that_takes_too_much_processor_time_is_too_complex():
    limits = Limits(cpu_seconds=0, wall_seconds=60)  # the kernel counts whole seconds

    with SandboxedReader(limits) as reader:
        with pytest.raises(TooComplex, match="CPU"):
            reader.read(a_pdf(*[LINES] * 4), "cv.pdf")

        assert reader.read(CV, "cv.pdf").lines[0].text == "Ada Byron"


def test_a_process_that_does_not_keep_to_the_protocol_is_replaced(reader: SandboxedReader):
    reader.start()
    process = reader._idle[0]._process
    assert process.stdin
    process.stdin.write(b"no request\n")

    with pytest.raises(ReaderUnavailable):
        reader.read(CV, "cv.pdf")

    assert reader.read(CV, "cv.pdf").lines[0].text == "Ada Byron"


def test_a_process_killed_while_idle_is_replaced(reader: SandboxedReader):
    reader.read(CV, "cv.pdf")
    for process in processes():
        process.kill()
        process.wait()

    assert reader.read(CV, "cv.pdf").lines[0].text == "Ada Byron"


def test_a_process_killed_while_reading_may_be_tried_again(reader: SandboxedReader):
    reader.start()
    (process,) = processes()
    killer = threading.Timer(0.2, process.kill)
    killer.start()

    with pytest.raises(ReaderUnavailable):
        reader.read(SLOW, "cv.pdf")

    killer.join()


def test_many_threads_share_the_processes(reader: SandboxedReader):
    with ThreadPoolExecutor(8) as pool:
        documents = list(pool.map(lambda _: reader.read(CV, "cv.pdf"), range(40)))

    assert all(document == documents[0] for document in documents)
    assert len(processes()) <= 2


def test_closing_leaves_no_process():
    reader = SandboxedReader()
    reader.read(CV, "cv.pdf")

    reader.close()

    assert processes() == []


def test_a_process_ends_when_the_one_that_started_it_is_killed():
    code = (
        "import sys; from shared.documents.sandbox import SandboxedReader;"
        "r = SandboxedReader(); r.start(); print(r._idle[0]._process.pid, flush=True);"
        "sys.stdin.read()"
    )
    root = Path(__file__).parents[3]
    owner = subprocess.Popen(
        [sys.executable, "-c", code], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with owner:
        assert owner.stdout
        worker = psutil.Process(int(owner.stdout.readline()))

        os.kill(owner.pid, signal.SIGKILL)

    worker.wait(timeout=10)


def test_memory_of_whoever_starts_it_is_not_the_memory_of_a_reading_process():
    with SandboxedReader(Limits(memory=400 * 2**20)) as reader:
        ballast = bytearray(500 * 2**20)  # zeros that are written, so that they are resident
        before = {process.pid for process in processes()}

        for _ in range(2):
            reader.read(CV, "cv.pdf")

        assert len({process.pid for process in processes()} - before) == 1
        assert ballast


def test_a_reading_process_has_no_secrets_and_no_network(reader: SandboxedReader):
    reader.read(CV, "cv.pdf")

    (process,) = processes()
    assert set(process.environ()) <= {"PYTHONPATH", "PATH", "LC_CTYPE"}
    assert process.net_connections() == []


def test_nothing_but_errors_of_the_reader_comes_out(reader: SandboxedReader):
    with pytest.raises(Unreadable):
        reader.read(CV[: len(CV) // 2], "cv.pdf")
