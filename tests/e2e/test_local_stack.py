"""The whole path on one machine: CVs in, signed webhooks out, by HTTP and by the bucket."""

import io
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
import requests
from minio import Minio

from local.demo.privacy import leaks
from local.demo.receiver import NotSigned, verify
from tests.e2e.local_stacks import ROOT, LocalStack, a_folder, a_stack, answers, wait_for

SAMPLES = ROOT / "samples"
SECRET = "a secret of the caller"
FORMATS = ("pdf", "docx", "doc", "rtf", "txt")


@pytest.fixture(scope="module")
def stack():
    with a_stack() as running:
        yield running


@pytest.fixture
def home():
    with a_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def receiver():
    """A webhook endpoint; `arrived` holds headers and body of what came."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.arrived.append((dict(self.headers), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format, *args):
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        arrived: list[tuple[dict[str, str], bytes]]

    server = Server(("127.0.0.1", 0), Handler)
    server.arrived = []
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def upload(stack: LocalStack, file: Path, **fields: str) -> requests.Response:
    with file.open("rb") as content:
        return requests.post(
            f"{stack.url}/api/queue", files={"file": (file.name, content)}, data=fields, timeout=20
        )


def result_of(stack: LocalStack, job_id: str) -> dict:
    answer = requests.get(f"{stack.url}/api/result/{job_id}?wait=30", timeout=40)
    assert answer.status_code == 200
    return answer.json()


def a_sample(extension: str) -> Path:
    return sorted(SAMPLES.glob(f"*.{extension}"))[0]


@pytest.mark.parametrize("extension", FORMATS)
def test_a_cv_of_every_format_is_parsed(stack, extension):
    accepted = upload(stack, a_sample(extension), priority="premium")

    assert accepted.status_code == 202
    job = accepted.json()
    assert job["status"] == "queued"
    assert job["priority"] == "premium"
    assert job["webhook_configured"] is False
    assert accepted.headers["Location"] == f"/api/result/{job['job_id']}"
    done = result_of(stack, job["job_id"])
    assert done["status"] == "done"
    assert done["result"]["file_name"] == a_sample(extension).name
    assert done["result"]["data"]["personal_info"]["email"]


def test_the_result_comes_by_a_webhook_with_both_signatures(stack, receiver):
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    job = upload(stack, a_sample("txt"), webhook_url=url, webhook_secret=SECRET).json()

    def mine():
        return [call for call in receiver.arrived if job["job_id"].encode() in call[1]]

    headers, body = wait_for(mine)[0]

    verify(SECRET, headers, body, time.time())
    with pytest.raises(NotSigned):
        verify(SECRET, headers, body + b" ", time.time())
    assert job["webhook_configured"] is True
    assert json.loads(body)["status"] == "done"
    assert json.loads(body)["data"]["personal_info"]["email"]


def test_a_cv_dropped_into_the_bucket_comes_back_in_the_outbox(stack):
    """SeaweedFS tells the gateway; nobody polls."""
    store = Minio(
        f"127.0.0.1:{stack.state['ports']['s3']}",
        stack.secret("s3-access-key"),
        stack.secret("s3-secret-key"),
        secure=False,
        region="us-east-1",
    )
    content = a_sample("txt").read_bytes()
    name = f"{uuid4().hex} é+.txt"
    store.put_object("cv-files", f"inbox/premium/{name}", io.BytesIO(content), len(content))

    def copies():
        return list(store.list_objects("cv-files", prefix=f"outbox/premium/{name}"))

    key = wait_for(copies, 15)[0].object_name
    answer = store.get_object("cv-files", key)
    copy = json.loads(answer.read())
    answer.close()
    answer.release_conn()
    assert copy["status"] == "done"
    assert copy["result"]["data"]["personal_info"]["email"]


def test_an_upload_over_the_limit_is_refused_as_a_problem(stack, tmp_path):
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7\n" + bytes(10 * 1024 * 1024 + 1))

    refused = upload(stack, large)

    assert refused.status_code == 413
    assert refused.headers["Content-Type"].startswith("application/problem+json")
    assert refused.json()["code"] == "too_large"


def test_a_body_of_unknown_length_over_the_limit_is_refused_as_well(stack):
    def endless():
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        for _ in range(20):
            yield bytes(1024 * 1024)

    refused = requests.post(
        f"{stack.url}/api/queue",
        data=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
        timeout=20,
    )

    assert refused.status_code == 413


def test_a_packed_upload_is_refused_as_a_problem(stack):
    headers = {"Content-Encoding": "gzip", "Content-Type": "multipart/form-data; boundary=x"}

    answer = requests.post(
        f"{stack.url}/api/queue", data=b"not packed", headers=headers, timeout=30
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_body")


def test_an_unknown_job_and_a_wrong_method_are_problems(stack):
    unknown = requests.get(f"{stack.url}/api/result/{uuid4()}", timeout=10)
    wrong = requests.get(f"{stack.url}/api/queue", timeout=10)

    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")


def test_the_bucket_route_needs_its_token(stack):
    refused = requests.post(f"{stack.url}/function/parse-worker", json={}, timeout=10)

    assert refused.status_code == 401


def test_many_uploads_at_once_are_all_parsed(stack):
    with ThreadPoolExecutor(8) as pool:
        accepted = list(pool.map(lambda _: upload(stack, a_sample("txt")), range(24)))
        jobs = [answer.json()["job_id"] for answer in accepted]
        done = list(pool.map(lambda job: result_of(stack, job)["status"], jobs))

    assert done == ["done"] * 24


def test_a_job_survives_a_restart(stack, home):
    first = LocalStack(home)
    try:
        first.wait_until_ready()
        job = upload(first, a_sample("txt")).json()["job_id"]
    finally:
        seconds = first.stop()
    again = LocalStack(home)
    try:
        again.wait_until_ready()
        assert result_of(again, job)["status"] == "done"
        assert answers(f"{stack.url}/healthz", 200)  # two stacks side by side
    finally:
        again.stop()
    assert seconds < 10


def test_no_log_holds_what_stands_in_a_cv(stack):
    job = upload(stack, a_sample("txt")).json()["job_id"]
    person = result_of(stack, job)["result"]["data"]["personal_info"]

    assert leaks(stack.home / "logs", [person["email"], person["name"]]) == []
    assert leaks(stack.home, [person["email"]]) == []  # the terminal's
    assert leaks(stack.home / "logs", [job]) != []  # what is looked for would be found


def test_no_log_quotes_a_request_that_cannot_be_read(stack):
    marker = "Zyxmarkerquux"
    head = "POST /api/queue HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    log = stack.home / "logs" / "gateway.log"

    with socket.create_connection(("127.0.0.1", int(stack.url.rsplit(":", 1)[1]))) as sending:
        sending.sendall(f"{head}{marker} Smith\r\n".encode())
        assert b" 400 " in sending.recv(4096)

    wait_for(lambda: log.exists() and "BadHttpMessage" in log.read_text())
    assert not any(marker in each.read_text() for each in log.parent.iterdir())
    assert marker not in stack.said
