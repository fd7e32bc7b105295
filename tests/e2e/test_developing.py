"""The commands for those who write functions, on a running stack."""

import io
import json
import subprocess
import sys

import pytest
import requests
from minio import Minio

from local.__main__ import main
from tests.e2e.local_stacks import ROOT, LocalStack, a_stack, wait_for

CV = ROOT / "samples" / "oliver-hughes.txt"
PATIENCE = 40  # seconds
BREAK = "\nimport nothing_of_that_name\n"
TOY = """\
import os
import shared

def handle(request):
    return f"{os.getpid()} {os.environ.get('MARK', 'none')} {shared.WORD} one"
"""
TOYS = """\
version: 1.0
provider: {name: openfaas}
functions:
  mine: {lang: toy, handler: ./mine, environment: {MARK: before}}
  other: {lang: toy, handler: ./other}
"""


@pytest.fixture(scope="module")
def stack():
    with a_stack(options=["--record"]) as running:
        yield running


@pytest.fixture
def local(stack, capfdbinary):
    """Run a command on the stack; return its exit code, what it printed, and what it said."""

    def run(*argv: str) -> tuple[int, str, str]:
        command, *rest = argv
        capfdbinary.readouterr()
        code = main([command, "--home", str(stack.home), *rest])
        printed, said = capfdbinary.readouterr()
        return code, printed.decode(), said.decode()

    return run


@pytest.fixture
def store(stack):
    return Minio(
        f"127.0.0.1:{stack.state['ports']['s3']}",
        stack.secret("s3-access-key"),
        stack.secret("s3-secret-key"),
        secure=False,
        region="us-east-1",
    )


@pytest.fixture
def outcome(store):
    """Return what the outbox says of a file that was dropped as `name`."""

    def found(name: str) -> dict:
        key = f"outbox/{name}.json"
        wait_for(lambda: list(store.list_objects("cv-files", prefix=key)), PATIENCE)
        answer = store.get_object("cv-files", key)
        try:
            return json.loads(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    return found


def queue_cv(local, priority="standard") -> str:
    _, printed, _ = local("invoke", "queue-cv", "-F", f"file=@{CV}", "-F", f"priority={priority}")
    return json.loads(printed)["job_id"]


# --- invoke -------------------------------------------------------------------------------------


def test_a_function_is_called_and_its_answer_is_the_exit_code(local):
    assert queue_cv(local)

    code, printed, said = local("invoke", "get-result/nobody", "--method", "GET")
    assert (code, json.loads(printed)["code"]) == (1, "not_found")
    assert said.startswith("404 Not Found in ")
    assert ", call " in said
    code, printed, _ = local("invoke", "nobody", "-d", "")
    assert (code, "error finding function nobody" in printed) == (1, True)


def test_data_query_headers_and_token_reach_the_function(local):
    code, printed, _ = local("invoke", "dlq-replay/replay", "-d", '{"dry_run": true}')
    assert (code, json.loads(printed)["code"]) == (1, "unauthorized")

    code, printed, _ = local(
        "invoke", "dlq-replay/replay", "-d", '{"dry_run": true}', "--as", "admin"
    )
    assert (code, json.loads(printed)["dry_run"]) == (0, True)
    code, printed, _ = local(
        *("invoke", "get-result/nobody", "--method", "GET"),
        *("--query", "wait=99", "--header", "Accept-Language: fr"),
    )
    assert json.loads(printed)["code"] == "bad_parameter"
    assert "paramètre" in printed


def test_an_asynchronous_call_is_accepted(local):
    code, printed, said = local("invoke", "dlq-replay", "--async", "-d", "")

    assert (code, printed) == (0, "")
    assert said.startswith("202 Accepted")


# --- emit ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", ["minio", "seaweedfs", "cloudevent"])
def test_an_upload_is_parsed_and_its_notification_taken(local, outcome, dialect):
    name = f"{dialect} é +%2F 🙂.txt"

    code, _, said = local(
        *("emit", "upload", str(CV), "--name", name, "--priority", "premium"),
        *("--dialect", dialect),
    )

    assert code == 0
    assert f"outbox/premium/{name}.json" in said
    assert "204 No Content" in said
    assert outcome(f"premium/{name}")["status"] == "done"


@pytest.mark.parametrize("dialect", ["minio", "seaweedfs", "cloudevent"])
def test_a_notification_of_a_file_that_is_not_there_is_taken(local, store, dialect):
    told = local("emit", "upload", str(CV), "--name", "gone.txt", "--no-put", "--dialect", dialect)
    assert told[0] == 0
    assert not list(store.list_objects("cv-files", prefix="inbox/standard/gone.txt"))


def test_a_notification_can_be_looked_at(local, store):
    code, printed, said = local("emit", "upload", str(CV), "--name", "shown.txt", "--print")

    assert (code, json.loads(printed)["Key"]) == (0, "cv-files/inbox/standard/shown.txt")
    assert "Content-Type: application/json" in said
    assert not list(store.list_objects("cv-files", prefix="inbox/standard/shown.txt"))


@pytest.mark.parametrize("form", [[], ["--structured"]])
def test_a_cloud_event_reaches_who_takes_its_type(local, form):
    arguments = ("--type", "cv.parse", "--source", "/test", "--subject", "no such job", *form)

    code, _, said = local("emit", "cloudevent", *arguments)

    assert (code, said[:14]) == (0, "204 No Content")


def test_what_cannot_be_sent_is_told_in_a_line(local):
    for arguments, complaint in (
        (("emit", "cloudevent", "--type", "of.nobody"), "--to FUNCTION"),
        (("emit", "cloudevent", "--type", "cv.parse", "--data", "{"), "not JSON"),
        (("emit", "upload", "/no/such/file.pdf"), "cannot be read"),
        (("invoke", "queue-cv", "-F", "file"), "NAME=VALUE"),
        (("tick", "queue-cv"), "Those that have: dlq-replay"),
        (("logs", "nobody"), "has no such log. It has: bridge"),
        (("replay", "nobody"), "--record"),
        (("faults", "set", "nobody", "--fail", "503"), "queue-cv"),
        (("faults", "set", "queue-cv", "--fail", "200"), "no status of an error"),
    ):
        code, _, said = local(*arguments)
        assert code == 1
        assert complaint in said
        assert len(said.splitlines()) == 1


# --- tick, queue, logs --------------------------------------------------------------------------


def test_the_schedule_is_fired_now_and_finds_what_nobody_announced(local, stack, store, outcome):
    """Its notification is lost: parse-worker fails until the object is there."""
    content = CV.read_bytes()
    local("faults", "set", "parse-worker", "--fail", "500")
    store.put_object("cv-files", "inbox/forgotten.txt", io.BytesIO(content), len(content))
    local("faults", "clear")

    code, _, said = local("tick", "dlq-replay")

    assert (code, said[:14]) == (0, "204 No Content")
    assert outcome("forgotten.txt")["status"] == "done"


def test_a_paused_queue_keeps_its_jobs_until_it_is_resumed(local, stack):
    assert local("queue", "pause", "cv-batch")[0] == 0
    jobs = [queue_cv(local, "batch") for _ in range(2)]
    other = queue_cv(local, "premium")
    assert finished(stack, other)

    _, listed, _ = local("queue", "ls")
    row = next(line for line in listed.splitlines() if line.startswith("cv-batch"))
    assert row.split() == ["cv-batch", "2", "0", "paused"]
    assert listed.splitlines()[-1].split()[0] == "async"
    _, peeked, _ = local("queue", "peek", "cv-batch")
    assert [line.split()[0] for line in peeked.splitlines()] == jobs

    assert local("queue", "resume", "cv-batch")[0] == 0
    assert all(finished(stack, job) for job in jobs)
    assert "paused" not in local("queue", "ls")[1]


def finished(stack: LocalStack, job: str) -> bool:
    answer = requests.get(f"{stack.url}/api/result/{job}?wait=30", timeout=40)
    return answer.json()["status"] == "done"


def test_logs_are_shown_and_followed(local, stack):
    job = queue_cv(local)
    _, printed, _ = local("logs", "queue-cv", "-n", "1")
    assert printed.startswith("queue-cv |")
    assert job in printed

    follow = (sys.executable, "-m", "local", "logs", "--home", str(stack.home), "-f", "-n", "1")
    with subprocess.Popen([*follow, "queue-cv"], cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert job.encode() in process.stdout.readline()
            later = queue_cv(local)
            assert later.encode() in process.stdout.readline()
        finally:
            process.terminate()


# --- faults and recordings ----------------------------------------------------------------------


def test_a_fault_is_set_listed_and_cleared_while_the_stack_runs(local):
    local("faults", "set", "get-result", "--fail", "503", "--latency", "10ms")
    assert local("invoke", "get-result/x", "--method", "GET")[2].startswith("503")
    assert local("faults", "ls")[1] == (
        "get-result: 100% of the calls are late by 0.01 s and answered 503\n"
    )

    local("faults", "clear", "get-result")

    assert local("faults", "ls")[1] == ""
    assert local("invoke", "get-result/x", "--method", "GET")[2].startswith("404")


def test_a_job_survives_a_function_that_fails_half_of_the_time(local, stack):
    local("faults", "set", "parse-worker", "--fail", "503", "--rate", "0.5")
    try:
        jobs = [queue_cv(local) for _ in range(4)]
        assert all(finished(stack, job) for job in jobs)
    finally:
        local("faults", "clear")


def test_a_recorded_call_is_made_again(local, stack):
    headers = {"X-Call-Id": "a-call-of-mine"}
    with CV.open("rb") as file:
        first = requests.post(
            f"{stack.url}/api/queue", files={"file": file}, headers=headers, timeout=20
        ).json()["job_id"]

    assert "a-call-of-mine" in local("replay")[1]
    assert b"Oliver Hughes" in local("replay", "--show", "a-call-of-mine")[1].encode()
    code, printed, said = local("replay", "a-call-of-mine")

    assert code == 0
    assert json.loads(printed)["job_id"] != first
    assert said.startswith("was 202 in ")
    assert finished(stack, json.loads(printed)["job_id"])


def test_a_recorded_call_with_a_token_of_the_stack_is_made_again(local):
    _, _, said = local("invoke", "dlq-replay/dead-letters", "--method", "GET", "--as", "admin")

    code, printed, _ = local("replay", said.split()[-1])

    assert code == 0
    assert "dead_letters" in json.loads(printed)


def test_recordings_are_forgotten(local):
    call = local("invoke", "get-result/x", "--method", "GET")[2].split()[-1]
    assert local("replay", call, "--show")[0] == 0

    assert "deleted" in local("replay", "--forget")[1]

    assert local("replay", call, "--show")[0] == 1


def test_where_no_stack_runs_that_is_said(tmp_path, capfd):
    for command in (["invoke", "queue-cv"], ["queue", "ls"], ["tick", "x"], ["logs"]):
        assert main([command[0], "--home", str(tmp_path), *command[1:]]) == 1
        said = capfd.readouterr().err
        assert str(tmp_path) in said
        assert "Traceback" not in said


# --- exec ---------------------------------------------------------------------------------------


def test_a_command_is_run_against_a_stack_of_its_own(tmp_path):
    script = (
        "import os, sys, urllib.request as u;"
        "print(u.urlopen(os.environ['NEXTEN_URL'] + '/healthz').read());"
        "print(os.environ['DATABASE_URL'], os.environ['NEXTEN_HOME']); sys.exit(7)"
    )

    done = subprocess.run(
        [sys.executable, "-m", "local", "exec", "--", sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
    )

    assert done.returncode == 7, done.stderr
    answer, addresses = done.stdout.splitlines()
    assert answer == "b'OK'"
    assert addresses.startswith("postgresql+pg8000://postgres@127.0.0.1:")
    assert "No such file" not in done.stderr


# --- reload -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def toys(tmp_path_factory):
    """Functions with a library of their own: they are changed."""
    folder = tmp_path_factory.mktemp("toys")
    (folder / "stack.yml").write_text(TOYS)
    for name in ("mine", "other"):
        (folder / name).mkdir()
        (folder / name / "handler.py").write_text(TOY)
    return folder


@pytest.fixture(scope="module")
def changing(toys):
    """The library is a copy beside the toys, so that it may be changed."""
    library = toys / "shared"
    subprocess.run(["cp", "-r", str(ROOT / "shared"), str(library)], check=True)
    (library / "__init__.py").write_text('"""A copy."""\n\nWORD = "library"\n')
    with a_stack(toys / "stack.yml", options=["--reload"]) as running:
        yield running


def said_by(stack: LocalStack, name: str) -> list[str]:
    answer = requests.get(f"{stack.url}/function/{name}", timeout=10)
    return answer.text.split() if answer.ok else []


def test_only_the_function_that_changed_is_run_anew(changing, toys):
    mine, other = said_by(changing, "mine"), said_by(changing, "other")

    (toys / "mine" / "handler.py").write_text(TOY.replace("one", "two"))

    wait_for(lambda: said_by(changing, "mine")[-1:] == ["two"], PATIENCE)
    assert said_by(changing, "mine")[0] != mine[0]
    assert said_by(changing, "other") == other


def test_a_broken_import_is_shown_and_takes_nothing_else_down(changing, toys):
    (toys / "mine" / "handler.py").write_text(TOY + BREAK)

    def shown():
        answer = requests.get(f"{changing.url}/function/mine", timeout=10)
        return answer.status_code == 503 and "nothing_of_that_name" in answer.text and answer.text

    text = wait_for(shown, PATIENCE)
    assert text.splitlines()[0] == "No endpoints available for: mine."
    assert "Traceback (most recent call last):" in text
    assert said_by(changing, "other")
    (toys / "mine" / "handler.py").write_text(TOY.replace("one", "mended"))
    wait_for(lambda: said_by(changing, "mine")[-1:] == ["mended"], PATIENCE)


def test_all_are_run_anew_when_the_library_changes(changing, toys):
    (toys / "shared" / "__init__.py").write_text('WORD = "changed"\n')

    for name in ("mine", "other"):
        wait_for(lambda name=name: said_by(changing, name)[2:3] == ["changed"], PATIENCE)


def test_the_stack_file_is_read_anew_and_a_wrong_one_changes_nothing(changing, toys):
    (toys / "stack.yml").write_text("functions: [")
    wait_for(lambda: "what ran before goes on" in changing.said, PATIENCE)
    assert said_by(changing, "mine")

    added = "  third: {lang: toy, handler: ./other, environment: {MARK: new}}\n"
    (toys / "stack.yml").write_text(TOYS.replace("before", "after") + added)

    wait_for(lambda: said_by(changing, "mine")[1:2] == ["after"], PATIENCE)
    wait_for(lambda: said_by(changing, "third")[1:2] == ["new"], PATIENCE)
