import json
import subprocess
import sys
from pathlib import Path

import pytest

from local import parse

ROOT = Path(__file__).parents[3]
CV = "Lea Petit\nlea.petit@example.com\n\nSkills\nWelding, Brazing\n"


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "lea.txt"
    path.write_text(CV, encoding="utf-8")
    return path


def test_each_file_is_one_line_of_json(cv: Path, capsys: pytest.CaptureFixture[str]):
    status = parse.main([str(cv), str(cv)])

    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [result["file"] for result in results] == [str(cv)] * 2
    assert results[0]["data"]["skills"] == ["Welding", "Brazing"]
    assert results[0]["meta"]["engine"] == "local"


def test_data_is_written_by_the_stem_of_the_file(cv: Path, tmp_path: Path):
    out = tmp_path / "made" / "here"

    status = parse.main([str(cv), "--out", str(out)])

    assert status == 0
    data = json.loads((out / "lea.json").read_text(encoding="utf-8"))
    assert data["personal_info"]["email"] == "lea.petit@example.com"


def test_files_of_one_stem_do_not_overwrite_each_other(
    cv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "lea.txt").write_text(CV.replace("lea.petit", "lea.grand"), "utf-8")
    monkeypatch.chdir(tmp_path)

    status = parse.main(["lea.txt", "other/lea.txt", "--out", "out"])

    told = [json.loads(path.read_text("utf-8")) for path in Path("out").iterdir()]
    assert status == 0
    assert {data["personal_info"]["email"] for data in told} == {
        "lea.petit@example.com",
        "lea.grand@example.com",
    }


def test_one_unreadable_file_does_not_stop_the_rest(
    cv: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    missing = tmp_path / "missing.txt"

    status = parse.main([str(empty), str(missing), str(cv)])

    captured = capsys.readouterr()
    results = [json.loads(line) for line in captured.out.splitlines()]
    assert status == 1
    assert set(results[0]) == {"file", "error", "code"}
    assert results[1]["code"] == "io_error"
    assert "data" in results[2]
    assert [line.split(":")[0] for line in captured.err.splitlines()] == [str(empty), str(missing)]


def test_an_error_is_told_even_when_data_goes_to_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    status = parse.main([str(tmp_path / "missing.txt"), "--out", str(tmp_path / "out")])

    assert status == 1
    assert json.loads(capsys.readouterr().out)["code"] == "io_error"


def test_the_command_runs_without_any_server(cv: Path):
    command = [sys.executable, "-m", "local", "parse", str(cv)]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert json.loads(run.stdout)["data"]["personal_info"]["name"] == "Lea Petit"


def test_an_unknown_command_tells_the_known_ones():
    command = [sys.executable, "-m", "local", "frobnicate"]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 2
    assert "parse" in run.stderr


def test_parsing_imports_no_server_and_no_llm():
    code = (
        "import sys; from local import parse; "
        "print([m for m in ('openai', 'flask', 'redis', 'sqlalchemy', 'minio', 'pdfminer',"
        " 'phonenumbers') if m in sys.modules])"
    )

    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "[]"
