"""The five functions as their images run them: faas-cli's build context, and nothing else installed.

The watchdog before them is missing; it starts the same command.
"""

import os
import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import requests
import yaml
from cryptography.fernet import Fernet
from minio import Minio

from shared.adapters.postgres.database import Database
from shared.adapters.postgres.deliveries import PostgresDeliveries
from tests.chaos.receiver import SECRET, Receiver
from tests.conftest import new_database
from tests.support.bare_environment import bare_environment
from tests.support.function_process import ROOT, await_answer, free_port, started
from tests.support.knative_broker import Broker, Event
from tests.support.shrinkwrap import shrinkwrap

FUNCTIONS = sorted(folder.name for folder in (ROOT / "functions").iterdir() if folder.is_dir())
NEVER_ELSEWHERE = ("openai", "pypdfium2", "pdfminer", "docx", "striprtf", "phonenumbers")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """What faas-cli needs of the repository."""
    folder = tmp_path_factory.mktemp("project")
    leave_out = shutil.ignore_patterns("__pycache__")
    for needed in ("functions", "shared", "templates"):
        shutil.copytree(ROOT / needed, folder / needed, ignore=leave_out)
    (folder / "template").symlink_to("templates")
    shutil.copy(ROOT / "stack.yml", folder)
    return folder


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """Return the programs of an environment that holds only what a function installs."""
    made: dict[str, Path] = {}

    def of(name: str) -> Path:
        locks = ROOT / "functions" / name
        with_ocr = locks / "requirements-ocr.txt"
        requirements = with_ocr if with_ocr.exists() else locks / "requirements.txt"
        text = requirements.read_text(encoding="utf-8")
        if text not in made:  # four are alike
            made[text] = bare_environment(tmp_path_factory.mktemp("environment"), requirements)
        return made[text]

    return of


@pytest.fixture(scope="module")
def environ(server_addresses, tmp_path_factory):
    """The settings, and what the Dockerfile sets."""
    host, _, port = server_addresses["redis"].rpartition(":")
    bucket = f"cv-{uuid4().hex}"
    Minio(server_addresses["s3"], "minioadmin", "minioadmin", secure=False).make_bucket(bucket)
    tmp = str(tmp_path_factory.mktemp("tmp"))
    with new_database(server_addresses["database"]) as url:
        yield {
            "DATABASE_URL": url,
            "REDIS_HOST": host,
            "REDIS_PORT": port,
            "MINIO_ENDPOINT": server_addresses["s3"],
            "MINIO_BUCKET_NAME": bucket,
            "ADMIN_TOKEN": "admin-token",
            "ENCRYPTION_KEY": Fernet.generate_key().decode(),
            "WEBHOOK_ALLOWED_CIDRS": "127.0.0.0/8",
            "LOG_LEVEL": "WARNING",
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": tmp,
            "TMPDIR": tmp,
            "XDG_RUNTIME_DIR": tmp,
            "PORT": "8080",  # as Knative would: it is the watchdog's
        }


@contextmanager
def image_of(name, project, programs, environ):
    """Do in the function's context what the Dockerfile does, and run its command."""
    context = shrinkwrap(project, name)
    compileall = [programs(name) / "python", "-m", "compileall", "-q", "function"]
    subprocess.run(compileall, cwd=context, check=True)
    about = yaml.safe_load((context / "template.yml").read_text(encoding="utf-8"))
    port = free_port()
    arguments = [str(port) if part == "5000" else part for part in about["fprocess"].split(" ")]
    own = {**environ, "PYTHONPATH": str(context / "function")}
    with started(programs(name), arguments[1:], context, own) as process:
        yield await_answer(f"http://127.0.0.1:{port}", "/_/ready", process)


@pytest.fixture(scope="module")
def images(project, programs, environ):
    """The addresses of all five."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(image_of(name, project, programs, environ))
            for name in FUNCTIONS
        }


@pytest.fixture
def receiver():
    made = Receiver(seed=1)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("james-okafor.pdf", "James Okafor"),
        ("jonas-von-der-heide.jpg", "Jonas von der Heide"),  # a scan
    ],
)
def test_a_cv_goes_its_whole_way_through_the_images(
    project, images, environ, receiver, file_name: str, name: str
):
    before = files_under(project / "build")
    cv = (ROOT / "samples" / file_name).read_bytes()
    form = {"webhook_url": receiver.url, "webhook_secret": SECRET}

    accepted = requests.post(
        images["queue-cv"], files={"file": (file_name, cv)}, data=form, timeout=60
    )
    assert accepted.status_code == 202, accepted.text
    job_id = accepted.json()["job_id"]

    parse = Event(type="cv.parse", subject=job_id)
    assert Broker(subscriber=images["parse-worker"]).deliver(parse).attempts == [204]

    answer = requests.get(f"{images['get-result']}/{job_id}", timeout=60).json()
    assert answer["status"] == "done"
    assert answer["result"]["data"]["personal_info"]["name"] == name

    delivery = Event(type="cv.deliver", subject=delivery_of(job_id, environ))
    assert Broker(subscriber=images["webhook-dispatch"]).deliver(delivery).attempts == [204]
    assert receiver.inbox.forged == 0
    assert len(receiver.inbox.bodies[job_id]) == 1

    assert requests.post(images["dlq-replay"], timeout=60).status_code == 204
    assert files_under(project / "build") == before  # nothing was written but /tmp


def test_an_upload_may_come_in_chunks_of_unknown_number(images):
    """As a proxy passes it on that does not hold the body."""
    cv = {"file": ("cv.txt", b"Nadia Verhoeven\nnadia.verhoeven@example.com\n")}
    whole = requests.Request("POST", images["queue-cv"], files=cv).prepare()
    assert isinstance(whole.body, bytes)
    pieces = (whole.body[start : start + 50] for start in range(0, len(whole.body), 50))

    answer = requests.post(
        images["queue-cv"],
        data=pieces,
        headers={"Content-Type": whole.headers["Content-Type"]},
        timeout=60,
    )

    assert answer.status_code == 202, answer.text


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "parse-worker"])
def test_only_parse_worker_could_import_a_library_of_parsing(name, programs):
    found = subprocess.run(
        [programs(name) / "python", "-c", CAN_IMPORT, *NEVER_ELSEWHERE],
        capture_output=True,
        check=True,
        text=True,
    )

    assert found.stdout.split() == []


def test_parse_worker_can_import_them(programs):
    found = subprocess.run(
        [programs("parse-worker") / "python", "-c", CAN_IMPORT, *NEVER_ELSEWHERE],
        capture_output=True,
        check=True,
        text=True,
    )

    assert found.stdout.split() == list(NEVER_ELSEWHERE)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_real_faas_cli_makes_the_same_context(name, project, tmp_path):
    faas_cli = shutil.which("faas-cli")
    if faas_cli is None:
        pytest.skip("faas-cli is not on the PATH: the real shrinkwrap was not tried")
    ours = shrinkwrap(project, name).rename(tmp_path / "ours")

    subprocess.run(
        [faas_cli, "build", "--shrinkwrap", "-f", "stack.yml", "--filter", name],
        cwd=project,
        check=True,
        timeout=60,
    )

    assert files_under(project / "build" / name) == files_under(ours)


CAN_IMPORT = """
import sys
from importlib.util import find_spec
print(*(name for name in sys.argv[1:] if find_spec(name)))
"""


def files_under(folder: Path) -> dict[str, bytes]:
    return {
        os.fspath(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def delivery_of(job_id: str, environ: dict[str, str]) -> str:
    database = Database(environ["DATABASE_URL"])
    try:
        (owed,) = PostgresDeliveries(database).of_job(job_id)
        return owed.id
    finally:
        database.close()
