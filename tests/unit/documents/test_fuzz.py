"""A few hundred damaged CVs; `make fuzz` takes as many as one has time for."""

import random
from pathlib import Path

import pytest

from shared.documents.reader import DocumentReader
from shared.parsing.rules.engine import LocalEngine
from tests.fuzz.__main__ import SAMPLES, good_files
from tests.fuzz.rewording import reworded
from tests.fuzz.trial import damaged, trial

BLIND = Path(__file__).parents[3] / "bench" / "blind" / "files"
VARIANTS = 20


def test_no_damaged_cv_makes_reader_or_engine_crash_hang_or_grow():
    found = trial(good_files(SAMPLES), seed=20, count=240)

    assert found.wrong == []
    assert found.outcomes["read"] > 40  # damaged, not only refused
    assert found.outcomes["corrupt"] > 20


def test_a_seed_damages_files_in_the_same_way_again():
    files = {"cv.txt": b"Ada Byron\nMathematician in Lyon since 1840\n" * 20}

    assert list(damaged(files, 7, 20)) == list(damaged(files, 7, 20))
    assert len({content for _, content in damaged(files, 7, 20)}) > 15


@pytest.mark.parametrize("path", sorted(BLIND.iterdir()), ids=lambda path: path.name)
def test_no_reworded_cv_makes_the_engine_crash(path: Path):
    document, engine = DocumentReader().read(path.read_bytes(), path.name), LocalEngine()

    for number in range(VARIANTS):
        parsed = engine.parse(reworded(document, random.Random(number)))

        assert parsed.engine == "local"
