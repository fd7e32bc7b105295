"""What counts as a change of code, and what is shown of code that cannot start."""

import os

import pytest

from local.developing.reload import changed, look_at
from local.tracebacks import last_traceback

SAID = """\
starting
Traceback (most recent call last):
  File "a.py", line 1, in <module>
    import old
ModuleNotFoundError: No module named 'old'
starting
Traceback (most recent call last):
  File "handler.py", line 3, in <module>
    import new
ModuleNotFoundError: No module named 'new'
later words
"""


@pytest.fixture
def code(tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("a/handler.py", "a/words.txt", "a/__pycache__.pyc", "stack.yml"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_files_that_are_written_made_or_deleted_are_changes(code):
    before = look_at([code / "a", code / "stack.yml"])

    (code / "a" / "handler.py").write_text("longer than before")
    (code / "a" / "words.txt").unlink()
    (code / "a" / "new.py").write_text("")
    (code / "stack.yml").write_text("version: 1.0")

    names = {path.name for path in changed(before, look_at([code / "a", code / "stack.yml"]))}
    assert names == {"handler.py", "words.txt", "new.py", "stack.yml"}


def test_a_file_of_the_same_size_is_seen_by_its_time(code):
    before = look_at([code])

    os.utime(code / "stack.yml", ns=(1, 1))

    assert changed(before, look_at([code])) == {code / "stack.yml"}


def test_what_python_leaves_beside_the_code_is_no_change(code):
    before = look_at([code])

    (code / "a" / "__pycache__.pyc").write_text("another")

    assert changed(before, look_at([code])) == set()


def test_the_last_traceback_is_shown_up_to_its_error():
    shown = last_traceback(SAID)

    assert shown.splitlines()[0] == "Traceback (most recent call last):"
    assert shown.splitlines()[-1] == "ModuleNotFoundError: No module named 'new'"
    assert "old" not in shown


def test_where_there_is_no_traceback_none_is_shown():
    assert last_traceback("killed\n") == ""
