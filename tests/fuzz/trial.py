"""One run: so many damaged files through the sandbox and the local engine."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import psutil
from jsonschema import Draft202012Validator

from shared.documents.limits import Limits
from shared.documents.sandbox import SandboxedReader
from shared.domain.document import Document
from shared.domain.result import meta_of
from shared.errors import PipelineError, ReaderUnavailable, Refused, Unreadable
from shared.parsing.rules.engine import LocalEngine
from shared.schema import cv_schema
from tests.fuzz.mutations import mutated
from tests.fuzz.rewording import reworded

LONGEST: Final = 10.0  # seconds of processor time for the engine; a CV takes a hundredth
MOST_GROWTH: Final = 40  # MB by which this process may grow once it is warm
WARM: Final = 0.3  # of the files
MEBI: Final = 2**20


@dataclass(kw_only=True)
class Findings:
    """What came of the files."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])  # sentences, with the number of the file
    growth_mb: float = 0.0
    largest_reader_mb: float = 0.0


def trial(files: Mapping[str, bytes], seed: int, count: int) -> Findings:
    """Read and parse `count` damaged files; the same seed damages them in the same way."""
    findings = Findings()
    engine = LocalEngine()
    validator = Draft202012Validator(cv_schema())
    own = psutil.Process()
    warm = 0
    with SandboxedReader(Limits(wall_seconds=30, ocr_pages=0), processes=1) as reader:
        for number, (name, content) in enumerate(damaged(files, seed, count)):
            document = _read(reader, content, name, number, findings)
            if document is not None:
                other = reworded(document, random.Random(f"{seed}:{number}"))
                _parse(engine, document, validator, number, findings)
                _parse(engine, other, validator, number, findings)
            if number == int(WARM * count):
                warm = own.memory_info().rss
            for child in own.children():
                size = child.memory_info().rss / MEBI
                findings.largest_reader_mb = max(findings.largest_reader_mb, size)
    findings.growth_mb = (own.memory_info().rss - warm) / MEBI
    if findings.growth_mb > MOST_GROWTH:
        findings.wrong.append(f"the process grew by {findings.growth_mb:.0f} MB")
    return findings


def damaged(files: Mapping[str, bytes], seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and damaged contents; each file has its own chance, to be made again alone."""
    names = sorted(files)
    for number in range(count):
        name = names[number % len(names)]
        yield name, mutated(files[name], random.Random(f"{seed}:{number}"))


def _read(
    reader: SandboxedReader, content: bytes, name: str, number: int, findings: Findings
) -> Document | None:
    try:
        document = reader.read(content, name)
    except PipelineError as error:
        findings.outcomes[error.code] += 1
        if type(error) is Unreadable:
            findings.wrong.append(f"file {number} ({name}): {error.detail} in the reader")
        elif isinstance(error, ReaderUnavailable) or not isinstance(error, Unreadable | Refused):
            findings.wrong.append(f"file {number} ({name}): {error.code}, {error.detail}")
        return None
    findings.outcomes["read"] += 1
    return document


def _parse(
    engine: LocalEngine,
    document: Document,
    validator: Draft202012Validator,
    number: int,
    findings: Findings,
) -> None:
    began = time.process_time()
    try:
        parsed = engine.parse(document)
        json.dumps(meta_of(parsed, document))
        validator.validate(parsed.data)
    except Exception as error:  # noqa: BLE001 - any at all is a finding
        findings.wrong.append(f"file {number}: {type(error).__name__} in the engine")
    if time.process_time() - began > LONGEST:
        findings.wrong.append(f"file {number}: the engine takes too long")
