"""The local stack with toy functions: broken ones, dead ones, and every way to stop."""

import os
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests

from tests.e2e.local_stacks import ROOT, LocalStack, a_folder, a_stack, alive, answers, wait_for

GOOD = """\
import os, time

def handle(request):
    if seconds := request.args.get("seconds"):
        print("waiting", seconds, flush=True)
        time.sleep(float(seconds))
    return str(os.getpid()) + " " + os.environ["OPENFAAS_NAME"] + " " + os.environ["MARK"]
"""
BROKEN = "raise ImportError('this function is broken on purpose')\n"
STACK = """\
version: 1.0
provider: {name: openfaas}
functions:
  good: {lang: toy, handler: ./good, environment: {MARK: on}}
  broken: {lang: toy, handler: ./broken}
  sleepy:
    lang: toy
    handler: ./good
    environment: {MARK: on}
"""
OVERLAY = """\
functions:
  sleepy: {labels: {com.openfaas.scale.zero: "true", com.openfaas.scale.zero-duration: 1s}}
"""


@pytest.fixture(scope="module")
def toys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("toys")
    (folder / "stack.yml").write_text(STACK)
    (folder / "stack.pro.yml").write_text(OVERLAY)
    for name, code in (("good", GOOD), ("broken", BROKEN)):
        (folder / name).mkdir()
        (folder / name / "handler.py").write_text(code)
    return folder


@pytest.fixture(scope="module")
def stack(toys):
    with a_stack(toys / "stack.yml", overlay=toys / "stack.pro.yml") as running:
        yield running


@pytest.fixture
def callback():
    """A callback; `told` holds the headers of what came there."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            server.told.append(dict(self.headers))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format, *args):
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        told: list[dict[str, str]]
        url: str

    server = Server(("127.0.0.1", 0), Handler)
    server.told, server.url = [], f"http://127.0.0.1:{server.server_port}/hook"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home():
    with a_folder() as folder:
        yield folder


def test_a_broken_function_answers_503_and_takes_nothing_else_down(stack):
    broken = requests.get(f"{stack.url}/function/broken", timeout=5)
    good = requests.get(f"{stack.url}/function/good", timeout=5)

    assert (broken.status_code, broken.text) == (503, "No endpoints available for: broken.")
    assert good.status_code == 200
    assert good.text.split()[1:] == ["good", "on"]
    assert "broken on purpose" in (stack.home / "logs" / "broken.log").read_text()
    assert "Traceback" in (stack.home / "logs" / "broken.log").read_text()
    assert "broken is broken and answers 503" in stack.said


def test_a_function_that_is_mended_is_served(stack, toys):
    (toys / "broken" / "handler.py").write_text("def handle(request):\n    return 'mended'\n")

    assert wait_for(lambda: answers(f"{stack.url}/function/broken", 200), 40)


def test_several_processes_answer_behind_one_name(stack):
    url = f"{stack.url}/function/good"
    scale = f"{stack.url}/system/scale-function/good"

    assert requests.post(scale, json={"replicas": 3}, timeout=5).status_code == 202
    status = f"{stack.url}/system/function/good"
    wait_for(lambda: requests.get(status, timeout=5).json()["availableReplicas"] == 3, 30)
    answered = {requests.get(url, timeout=5).text.split()[0] for _ in range(6)}
    requests.post(scale, json={"replicas": 1}, timeout=5)
    wait_for(lambda: "good.2" not in stack.state["states"])
    left = {requests.get(url, timeout=5).text.split()[0] for _ in range(6)}

    assert len(answered) == 3
    assert len(left) == 1
    assert left < answered


def test_a_function_that_nobody_calls_sleeps_and_a_call_wakes_it(stack):
    for _ in range(2):
        wait_for(lambda: "sleepy" not in stack.state["processes"], 30)
        status = requests.get(f"{stack.url}/system/function/sleepy", timeout=5).json()
        assert (status["replicas"], status["availableReplicas"]) == (0, 0)

        woken = requests.get(f"{stack.url}/function/sleepy", timeout=30)

        assert (woken.status_code, woken.text.split()[1]) == (200, "sleepy")


def said_by(stack, name):
    log = stack.home / "logs" / f"{name}.log"
    return log.read_text() if log.exists() else ""


def test_an_asynchronous_call_outlives_the_gateway(stack, callback):
    """The gateway dies while it makes the call; the next one makes it again."""
    headers = {"X-Callback-Url": callback.url, "Content-Type": "text/plain"}

    accepted = requests.post(
        f"{stack.url}/async-function/good?seconds=3", headers=headers, data="a", timeout=5
    )
    assert accepted.status_code == 202
    wait_for(lambda: "waiting 3" in said_by(stack, "good"))
    os.kill(stack.pid("gateway"), signal.SIGKILL)

    headers = wait_for(lambda: callback.told, 60)[0]
    assert headers["X-Call-Id"] == accepted.headers["X-Call-Id"]
    assert (headers["X-Function-Name"], headers["X-Function-Status"]) == ("good", "200")


def test_a_function_is_removed_and_deployed_again_with_another_environment(stack):
    functions, url = f"{stack.url}/system/functions", f"{stack.url}/function/good"

    removed = requests.delete(functions, json={"functionName": "good"}, timeout=5)
    assert removed.status_code == 202
    assert requests.get(url, timeout=5).status_code == 404
    wait_for(lambda: "good" not in stack.state["processes"])
    deployed = requests.post(
        functions, json={"service": "good", "envVars": {"MARK": "new"}}, timeout=5
    )

    assert deployed.status_code == 202
    assert requests.get(url, timeout=30).text.split()[1:] == ["good", "new"]
    update = {"service": "good", "envVars": {"MARK": "on"}}
    assert requests.put(functions, json=update, timeout=5).status_code == 202
    wait_for(lambda: requests.get(url, timeout=5).text.split()[2] == "on", 30)
    wait_for(
        lambda: stack.state["states"].keys() >= {"good.2"} and "good" not in stack.state["states"]
    )
    requests.put(functions, json=update, timeout=5)
    wait_for(
        lambda: (
            stack.state["states"].get("good") == "ready" and "good.2" not in stack.state["states"]
        ),
        30,
    )


@pytest.mark.parametrize("name", ["good", "gateway", "bridge", "valkey", "postgres", "seaweedfs"])
def test_a_process_that_is_killed_is_started_again(stack, name):
    before = stack.pid(name)

    os.kill(before, signal.SIGKILL)

    wait_for(lambda: stack.state["processes"].get(name, {}).get("pid") not in (before, None))
    wait_for(lambda: stack.state["states"][name] == "ready", 30)
    assert wait_for(lambda: answers(f"{stack.url}/function/good", 200))


def test_a_second_stack_on_the_same_home_or_port_is_told_so(stack, toys, tmp_path):
    port = stack.url.rpartition(":")[2]
    for home, wanted, complaint in (
        (stack.home, "0", "already runs"),
        (tmp_path, port, f"Port {port} is taken"),
    ):
        options = ("--home", str(home), "--port", wanted, "--stack", str(toys / "stack.yml"))
        told = subprocess.run(
            [sys.executable, "-m", "local", "up", *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert told.returncode == 1
        assert complaint in told.stderr
        assert "Traceback" not in told.stderr
    assert answers(f"{stack.url}/function/good", 200)


def test_ctrl_c_stops_everything_within_10_s(toys, home):
    stack = LocalStack(home, toys / "stack.yml")
    stack.wait_until_ready()
    family = stack.family()

    seconds = stack.stop(signal.SIGINT)

    assert seconds < 10
    assert stack.process.returncode == 0
    assert alive(family) == []


def test_a_stack_that_is_stopped_while_it_starts_leaves_nothing(toys, home):
    stack = LocalStack(home, toys / "stack.yml")
    wait_for(lambda: (home / "run" / "stack.json").exists() and len(stack.family()) > 3)
    family = stack.family()

    stack.stop(signal.SIGTERM)

    wait_for(lambda: alive(family) == [])


def test_a_stack_that_is_killed_leaves_nothing_and_starts_again_with_its_data(toys, home):
    stack = LocalStack(home, toys / "stack.yml")
    stack.wait_until_ready()
    family, key = stack.family(), stack.secret("encryption-key")

    os.kill(stack.process.pid, signal.SIGKILL)
    stack.process.wait()

    if sys.platform == "linux":
        wait_for(lambda: alive(family) == [], 15)
    again = LocalStack(home, toys / "stack.yml")
    try:
        again.wait_until_ready()
        assert alive(family) == []
        assert again.secret("encryption-key") == key
    finally:
        again.stop()
