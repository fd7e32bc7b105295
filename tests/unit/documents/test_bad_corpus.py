"""The bad files of the shared corpus, each giving what its list expects of it."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from shared.documents.limits import Limits
from shared.documents.sandbox import SandboxedReader
from shared.errors import PipelineError

BAD = Path(__file__).parents[4] / "shared" / "corpus" / "bad"
LIST = BAD / "expected.json"
EXPECTED = json.loads(LIST.read_text()) if LIST.exists() else {}
ODD_NAME = "ünï côdé 'n\u202efdp.pdf"
SAID_IN_PLAIN_SIGHT = {"inject-visible.txt"}  # an engine's to disbelieve, not the reader's to hide
SECONDS = 10.0  # for the worst of them, on a busy machine

pytestmark = pytest.mark.skipif(not EXPECTED, reason="the shared corpus is not here")


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(Limits()) as reader:
        yield reader


@pytest.mark.parametrize("name", EXPECTED or ["absent"])
def test_a_bad_file_gives_what_is_expected(name: str, reader: SandboxedReader):
    expected = EXPECTED[name]
    content = (BAD / name).read_bytes()
    started = time.monotonic()

    said, refusal = outcome(reader, content, ODD_NAME if name == "odd-name.pdf" else name)

    assert time.monotonic() - started < SECONDS
    if expected["expect"] == "reject":
        assert refusal == expected["refusal_class"]
    if expected["expect"] == "accept":
        assert refusal == ""
    if not refusal:
        assert [words for words in promised(expected) if words.casefold() not in said] == []
    if name not in SAID_IN_PLAIN_SIGHT:
        injected = expected.get("must_not_contain", ())
        assert [words for words in injected if words.casefold() in said] == []


def outcome(reader: SandboxedReader, content: bytes, name: str) -> tuple[str, str]:
    """Return the text of the file, folded, and the code of its refusal; one of them is empty."""
    try:
        return reader.read(content, name).text.casefold(), ""
    except PipelineError as error:
        return "", error.code


def promised(expected: dict[str, Any]) -> list[str]:
    """Return the words that the text must hold."""
    values = expected.get("must_contain", {}).values()
    return [words for value in values for words in ([value] if isinstance(value, str) else value)]


def test_the_processes_stay_within_their_memory(reader: SandboxedReader):
    largest = max((child.memory_info().rss for child in psutil.Process().children()), default=0)

    assert largest < Limits().memory
