"""`python -m local export`: what a cluster is told is what it understands, and what we mean."""

import re
import shlex
from importlib import import_module
from typing import Any

import pytest
import yaml

from local.__main__ import main
from local.export import knative
from local.export.kubernetes import LEAST_BRIDGES
from local.export.target import Target
from local.routes import ROUTES
from local.stackfile.function import SCALE, Function
from local.stackfile.load import load
from shared.adapters.redis.queue import RedisQueue
from shared.bridge.__main__ import GRACE
from shared.bridge.lanes import WEIGHTS
from shared.settings import Settings
from tests.unit.deploy.models import understood
from tests.unit.deploy.variables import ROOT, variables_read

EXPORTS = {
    "knative": ["knative"],
    "knative with all it can": [
        *("knative", "--overlay", "stack.pro.yml", "--redis-password"),
        *("--host", "cv.example.com", "--tls-secret", "cv-tls"),
    ],
    "openfaas": ["openfaas"],
    "openfaas with all it can": [
        *("openfaas", "--cron-jobs", "--keda", "--redis-password"),
        *("--host", "cv.example.com", "--ingress-class", "traefik"),
    ],
}
AUTOSCALING = "autoscaling.knative.dev/"
NGINX = "nginx.ingress.kubernetes.io/"
# Keys and ranges: knative/serving pkg/apis/autoscaling/register.go and annotation_validation.go.
AUTOSCALING_VALUES = {
    "min-scale": r"\d+",
    "max-scale": r"\d+",
    "metric": "concurrency|rps|cpu",
    "class": r"hpa\.autoscaling\.knative\.dev",
    "target": r"[1-9]\d*",
    "target-utilization-percentage": r"[1-9]\d?|100",
    "scale-to-zero-pod-retention-period": r"\d+s",
    "scale-down-delay": r"\d+s",
}


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch):
    monkeypatch.chdir(ROOT)
    for name in ("REGISTRY", "TAG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def export(capsys):
    """Return what `export` prints, as text."""

    def run(*arguments: str) -> str:
        code = main(["export", *arguments])
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return run


def manifests(text: str, kind: str | None = None) -> list[dict[str, Any]]:
    return [found for found in yaml.safe_load_all(text) if kind in (None, found["kind"])]


def named(text: str, kind: str, name: str) -> dict[str, Any]:
    (found,) = [one for one in manifests(text, kind) if one["metadata"]["name"] == name]
    return found


def pod_of(manifest: dict[str, Any]) -> dict[str, Any]:
    spec = manifest["spec"]
    return spec.get("jobTemplate", {}).get("spec", spec)["template"]["spec"]


def pods(text: str) -> list[dict[str, Any]]:
    kinds = ("Service", "Job", "CronJob", "Deployment")
    return [pod_of(found) for kind in kinds for found in manifests(text, kind)]


def files_of(pod: dict[str, Any]) -> dict[str, bool]:
    """Return the secrets of a pod as files: name -> whether it starts without."""
    (volume,) = [found for found in pod["volumes"] if found["name"] == "secrets"]
    return {
        item["path"]: source["secret"].get("optional", False)
        for source in volume["projected"]["sources"]
        for item in source["secret"]["items"]
    }


@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS)
def test_the_platforms_understand_every_word(export, arguments):
    made = manifests(export(*arguments))

    assert [understood(manifest) for manifest in made] == made


def test_a_word_that_no_platform_knows_would_be_noticed(export):
    service = manifests(export("knative"), "Service")[0]
    service["spec"]["template"]["spec"]["containerConcurency"] = 3

    assert understood(service) != service


@pytest.mark.parametrize("name", ["knative.yml", "openfaas.yml"])
def test_the_exported_files_are_those_that_their_first_line_makes(export, name):
    kept = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    command = re.match(r"# Written by: python -m local export (.*)\n", kept)

    assert command is not None
    assert export(*shlex.split(command[1])) == kept


@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS)
def test_nobody_needs_root_or_writes_anywhere_but_tmp(export, arguments):
    for pod in pods(export(*arguments)):
        assert pod["automountServiceAccountToken"] is False
        writable = [v["name"] for v in pod["volumes"] if "emptyDir" in v]
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["runAsNonRoot"] is True
            assert security["readOnlyRootFilesystem"] is True
            assert security["allowPrivilegeEscalation"] is False
            assert security["capabilities"] == {"drop": ["ALL"]}
            mounts = container["volumeMounts"]
            assert {m["mountPath"] for m in mounts if m["name"] in writable} == {"/tmp"}
            assert all(m.get("readOnly") for m in mounts if m["name"] not in writable)


@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS)
def test_every_image_is_of_the_registry_and_the_tag_that_were_asked_for(export, arguments):
    for pod in pods(export(*arguments, "--registry", "registry.example.com/cv", "--tag", "1.2")):
        for container in pod["containers"]:
            assert re.fullmatch(r"registry\.example\.com/cv/[a-z-]+:1\.2", container["image"])


@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS)
def test_everything_is_in_the_namespace_that_was_asked_for(export, arguments):
    text = export(*arguments, "--namespace", "hr")

    for found in manifests(text):
        at_the_gateway = found["kind"] == "Ingress" and arguments[0] == "openfaas"
        assert found["metadata"]["namespace"] == ("openfaas" if at_the_gateway else "hr")
    assert "nexten.svc" not in text
    assert "openfaas-fn" not in text


@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS)
def test_the_settings_are_ours_and_no_secret_is_among_them(export, arguments):
    data = named(export(*arguments, "--env", "RETENTION_DAYS=90"), "ConfigMap", "nexten")["data"]

    assert data.keys() <= set(variables_read())
    found = Settings.from_environ({**data, "DATABASE_URL": "postgresql+pg8000://x"})
    assert found.retention_days == 90


def test_a_secret_is_refused_among_the_settings(capsys):
    assert main(["export", "knative", "--env", "OPENAI_API_KEY=sk-1"]) == 1

    said = capsys.readouterr()
    assert "openai-api-key" in said.err
    assert "sk-1" not in said.out + said.err


@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS)
def test_what_kubernetes_says_of_a_service_called_redis_is_not_taken_for_our_port(
    export, arguments
):
    text = export(*arguments)

    assert named(text, "ConfigMap", "nexten")["data"]["REDIS_PORT"] == "6379"
    for pod in pods(text):
        if "envFrom" in pod["containers"][0]:
            assert pod["enableServiceLinks"] is False


def test_a_function_of_knative_has_what_stack_yml_says(export):
    service = named(export("knative"), "Service", "parse-worker")
    function = load(ROOT / "stack.yml", {})["parse-worker"]
    template = service["spec"]["template"]
    (container,) = template["spec"]["containers"]
    environment = {found["name"]: found["value"] for found in container["env"]}

    assert template["spec"]["containerConcurrency"] == function.max_inflight == 64
    assert template["spec"]["timeoutSeconds"] == function.exec_timeout == 140
    assert template["metadata"]["annotations"] == {
        "autoscaling.knative.dev/min-scale": "1",
        "autoscaling.knative.dev/max-scale": "5",
    }
    assert container["resources"]["limits"] == {"memory": "1500Mi"}
    assert container["readinessProbe"] == {"httpGet": {"path": "/_/ready"}}
    assert container["livenessProbe"]["httpGet"] == {"path": "/_/health"}
    assert container["ports"] == [{"name": "http1", "containerPort": 8080}]
    assert environment["THREADS"] == "64"
    assert "max_inflight" not in environment  # a full replica would fail its readiness check


def test_a_function_sees_no_secret_but_its_own(export):
    text = export("knative")

    for name, function in load(ROOT / "stack.yml", {}).items():
        files = files_of(pod_of(named(text, "Service", name)))
        assert set(function.secrets) <= files.keys()
        assert "openai-api-key" not in files or name in ("parse-worker", "dlq-replay")
        assert "admin-token" not in files or name in ("webhook-dispatch", "dlq-replay")


@pytest.mark.parametrize("platform", ["knative", "openfaas"])
def test_the_bridge_has_the_key_that_names_the_circuit_and_the_migrations_have_it_not(
    export, platform
):
    text = export(platform)
    (job,) = manifests(text, "Job")

    assert "openai-api-key" in files_of(pod_of(named(text, "Deployment", "nexten-bridge")))
    assert "openai-api-key" not in files_of(pod_of(job))


def test_only_what_somebody_may_do_without_is_optional(export):
    files = files_of(pod_of(named(export("knative"), "Service", "parse-worker")))

    assert files["openai-api-key"] is True  # the offline engine reads without
    assert files["database-url"] is files["notification-token"] is False


def test_only_the_api_is_shown_to_the_world(export):
    inner = {
        found["metadata"]["name"]
        for found in manifests(export("knative"), "Service")
        if found["metadata"]["labels"].get("networking.knative.dev/visibility") == "cluster-local"
    }

    assert inner == {"parse-worker", "webhook-dispatch", "dlq-replay"}


@pytest.mark.parametrize(
    ("labels", "annotations"),
    [
        ({"min": "2", "max": "7"}, {"min-scale": "2", "max-scale": "7"}),
        ({"min": "2", "zero": "true", "zero-duration": "15m"}, {"min-scale": "0"}),
        ({"zero-duration": "15m"}, {"scale-to-zero-pod-retention-period": "900s"}),
        ({"down.window": "5m"}, {"scale-down-delay": "300s"}),
        ({"type": "capacity", "target": "4"}, {"metric": "concurrency", "target": "4"}),
        ({"target": "50"}, {"metric": "rps", "target": "50"}),
        ({"type": "cpu", "target": "70"}, {"class": "hpa.autoscaling.knative.dev"}),
        ({"target": "9", "target-proportion": "0.9"}, {"target-utilization-percentage": "90"}),
    ],
)
def test_a_label_of_openfaas_becomes_an_annotation_of_knative(labels, annotations):
    function = Function(name="f", labels={SCALE + key: value for key, value in labels.items()})

    made = knative.autoscaling(function)

    assert {AUTOSCALING + key: value for key, value in annotations.items()}.items() <= made.items()
    for key, value in made.items():
        assert re.fullmatch(AUTOSCALING_VALUES[key.removeprefix(AUTOSCALING)], value)


def test_a_variable_that_is_knatives_own_stops_the_export(tmp_path, capsys):
    stack = tmp_path / "stack.yml"
    stack.write_text(
        "provider: {name: openfaas}\nfunctions: {f: {image: f, environment: {PORT: 1}}}\n"
    )

    assert main(["export", "knative", "--stack", str(stack)]) == 1
    assert "environment.PORT" in capsys.readouterr().err


def test_what_no_function_could_take_goes_to_dlq_replay(export):
    text = export("knative")
    broker, trigger = manifests(text, "Broker")[0], manifests(text, "Trigger")[0]

    assert trigger["spec"]["broker"] == broker["metadata"]["name"]
    assert "delivery" not in trigger["spec"]  # it would not have the Broker's
    assert broker["spec"]["delivery"]["deadLetterSink"]["ref"]["name"] == "dlq-replay"
    assert trigger["spec"]["subscriber"]["ref"]["name"] == "parse-worker"
    assert trigger["spec"]["filters"] == [{"prefix": {"type": "com.amazonaws.s3.ObjectCreated:"}}]


def test_the_schedule_of_stack_yml_becomes_a_ping_source(export):
    source = manifests(export("knative"), "PingSource")[0]

    assert source["spec"]["schedule"] == load(ROOT / "stack.yml", {})["dlq-replay"].schedule
    assert source["spec"]["sink"]["ref"]["name"] == "dlq-replay"


def test_each_of_several_schedules_has_a_ping_source_of_its_own():
    twice = {"topic": "cron-function", "schedule": "0 1 * * *; 0 13 * * *"}
    made = knative.schedules(
        [Function(name="f", annotations=twice)], Target(namespace="n", function_url="")
    )

    assert [(found["metadata"]["name"], found["spec"]["schedule"]) for found in made] == [
        ("f", "0 1 * * *"),
        ("f-2", "0 13 * * *"),
    ]


def test_where_the_cron_connector_is_missing_a_job_calls_on_schedule(export):
    assert manifests(export("openfaas"), "CronJob") == []

    (job,) = manifests(export("openfaas", "--cron-jobs"), "CronJob")

    assert job["spec"]["schedule"] == "*/5 * * * *"
    (container,) = pod_of(job)["containers"]
    assert container["args"][0] == "http://gateway.openfaas:8080/function/dlq-replay.openfaas-fn"
    compile(container["command"][-1], "call", "exec")


@pytest.mark.parametrize("platform", ["knative", "openfaas"])
def test_bridge_and_migrations_run_modules_that_can_be_run(export, platform):
    text = export(platform)
    (job,) = manifests(text, "Job")

    for manifest in (job, named(text, "Deployment", "nexten-bridge")):
        (container,) = pod_of(manifest)["containers"]
        assert callable(import_module(f"{container['command'][-1]}.__main__").main)


def test_another_version_has_migrations_of_its_own(export):
    (old,) = manifests(export("knative", "--tag", "0.1.0"), "Job")
    (new,) = manifests(export("knative", "--tag", "0.2.0"), "Job")

    assert old["metadata"]["name"] != new["metadata"]["name"]


def test_the_bridge_may_drain_and_selects_its_own_pods(export):
    spec = named(export("knative"), "Deployment", "nexten-bridge")["spec"]

    assert spec["template"]["spec"]["terminationGracePeriodSeconds"] > GRACE
    assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]


def test_bridges_are_kedas_to_count_or_a_fixed_number(export):
    scaled, fixed = export("knative"), export("knative", "--no-keda")

    (found,) = manifests(scaled, "ScaledObject")
    assert found["spec"]["minReplicaCount"] == LEAST_BRIDGES >= 1  # it reconciles, too
    assert "replicas" not in named(scaled, "Deployment", "nexten-bridge")["spec"]
    assert found["spec"]["scaleTargetRef"]["name"] == "nexten-bridge"
    assert manifests(fixed, "ScaledObject") == []
    assert named(fixed, "Deployment", "nexten-bridge")["spec"]["replicas"] == LEAST_BRIDGES


def test_keda_asks_for_redis_by_a_name_that_means_the_same_from_its_own_namespace(export):
    (near,) = manifests(export("knative", "--namespace", "hr"), "ScaledObject")
    (far,) = manifests(export("knative", "--env", "REDIS_HOST=redis.example.com"), "ScaledObject")

    addresses = [one["spec"]["triggers"][0]["metadata"]["address"] for one in (near, far)]
    assert addresses == ["redis.hr.svc.cluster.local:6379", "redis.example.com:6379"]


def test_keda_measures_the_lists_in_which_rq_keeps_what_waits(export, redis_connection):
    (found,) = manifests(export("knative"), "ScaledObject")
    lists = {one["name"]: one["metadata"]["listName"] for one in found["spec"]["triggers"]}

    assert lists.keys() == WEIGHTS.keys()
    for queue, name in lists.items():
        RedisQueue(redis_connection).push(queue, "an-id", 1)
        assert redis_connection.llen(name) == 1


def test_the_secrets_of_a_folder_become_one_secret(export, tmp_path):
    (tmp_path / "database-url").write_text("postgresql+pg8000://db\n")
    (tmp_path / "admin-token").write_text("t")

    text = export("knative", "--secrets", str(tmp_path))

    secret = named(text, "Secret", "nexten")
    assert secret["stringData"] == {
        "admin-token": "t",
        "database-url": "postgresql+pg8000://db",
    }
    assert understood(secret) == secret


def test_secrets_of_openfaas_are_those_that_faas_cli_makes(export):
    bridge = pod_of(named(export("openfaas"), "Deployment", "nexten-bridge"))

    (volume,) = [found for found in bridge["volumes"] if found["name"] == "secrets"]
    for source in volume["projected"]["sources"]:
        (item,) = source["secret"]["items"]
        assert source["secret"]["name"] == item["key"] == item["path"]


def through(ingresses: list[dict[str, Any]], path: str) -> tuple[str, str, str]:
    """Return host, Service and path that ingress-nginx makes of a request for `path`."""
    for ingress in ingresses:
        said = {
            name.removeprefix(NGINX): value
            for name, value in ingress["metadata"]["annotations"].items()
        }
        (rule,) = ingress["spec"]["rules"]
        (way,) = rule["http"]["paths"]
        # In the file that it writes: rewrite "(?i)<path>" <rewrite-target> break;
        if found := re.match(way["path"], path):
            target = re.sub(r"\$(\d)", r"\\\1", said["rewrite-target"])
            service = way["backend"]["service"]
            host = said.get("upstream-vhost", rule["host"])
            return host, f"{service['name']}:{service['port']['number']}", found.expand(target)
    raise AssertionError(path)


@pytest.mark.parametrize(
    ("arguments", "queue", "result"),
    [
        (
            ["openfaas"],
            ("cv.example.com", "gateway:8080", "/function/queue-cv.hr"),
            ("cv.example.com", "gateway:8080", "/function/get-result.hr/an-id"),
        ),
        (
            ["knative"],
            ("queue-cv.hr.svc.cluster.local", "queue-cv:80", "/"),
            ("get-result.hr.svc.cluster.local", "get-result:80", "/an-id"),
        ),
    ],
)
def test_the_ingress_leads_to_the_functions_of_the_api(export, arguments, queue, result):
    text = export(*arguments, "--namespace", "hr", "--host", "cv.example.com")
    made = manifests(text, "Ingress")

    assert len(made) == len(ROUTES)
    assert through(made, "/api/queue") == queue
    assert through(made, "/api/result/an-id") == result


def test_the_ingress_takes_what_the_functions_take_and_waits_as_long(export):
    settings = ("--env", "MAX_CONTENT_LENGTH=20000000", "--host", "cv.example.com")
    ingress = named(export("knative", *settings), "Ingress", "nexten-queue-cv")
    said = ingress["metadata"]["annotations"]

    assert int(said[f"{NGINX}proxy-body-size"]) > 20_000_000
    assert said[f"{NGINX}proxy-request-buffering"] == "on"  # who stalls takes no place
    exec_timeout = load(ROOT / "stack.yml", {})["queue-cv"].exec_timeout
    assert int(said[f"{NGINX}proxy-read-timeout"]) > exec_timeout


def test_without_a_host_nothing_is_opened_to_the_world(export, capsys):
    for platform in ("knative", "openfaas"):
        assert manifests(export(platform), "Ingress") == []
        assert main(["export", platform, "--tls-secret", "cv-tls"]) == 1
        assert "--host" in capsys.readouterr().err
