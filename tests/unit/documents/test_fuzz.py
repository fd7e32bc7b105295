"""A few hundred damaged CVs; `make fuzz` takes as many as one has time for."""

from tests.fuzz.__main__ import SAMPLES, good_files
from tests.fuzz.trial import damaged, trial


def test_no_damaged_cv_makes_reader_or_engine_crash_hang_or_grow():
    found = trial(good_files(SAMPLES), seed=20, count=240)

    assert found.wrong == []
    assert found.outcomes["read"] > 40  # damaged, not only refused
    assert found.outcomes["corrupt"] > 20


def test_a_seed_damages_files_in_the_same_way_again():
    files = {"cv.txt": b"Ada Byron\nMathematician in Lyon since 1840\n" * 20}

    assert list(damaged(files, 7, 20)) == list(damaged(files, 7, 20))
    assert len({content for _, content in damaged(files, 7, 20)}) > 15
