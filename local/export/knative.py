"""Functions as Knative Services, their events, and the schedule.

Sources: Knative's runtime contract and autoscaling annotations (serving), Broker, Trigger and
PingSource with their delivery (eventing).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from local.export import kubernetes
from local.export.kubernetes import HARDENED, MOUNTS, SETTINGS, Manifest, metadata
from local.export.target import STACK, Target
from local.lint import KNATIVE_RESERVED
from local.stackfile.function import SCALE, Function, seconds
from shared.domain.events import S3_CREATED

SERVICE = "serving.knative.dev/v1"
EVENTING = "eventing.knative.dev/v1"
SOURCES = "sources.knative.dev/v1"
AUTOSCALING = "autoscaling.knative.dev/"
LIFTED = frozenset({"max_inflight"})  # containerConcurrency holds calls back; of-watchdog refuses
RECEIVER = "parse-worker"  # of what the bucket tells
DEAD_LETTERS = "dlq-replay"  # the schedule's function takes what no other could
ALWAYS_SECRETS = ("redis-password", "minio-session-token", "api-keys")
DELIVERY = {"retry": 10, "backoffPolicy": "exponential", "backoffDelay": "PT1S"}


def manifests(functions: Mapping[str, Function], target: Target) -> list[Manifest]:
    """Return everything but the secrets, in the order in which it can be applied."""
    return [
        kubernetes.settings(target),
        kubernetes.migrations(target),
        *(service(function, target) for function in functions.values()),
        *events(functions, target),
        *schedules(functions.values(), target),
        kubernetes.bridge(target),
        *(kubernetes.scaling(target) if target.keda else []),
    ]


def service(function: Function, target: Target) -> Manifest:
    """Return the Service of a function. What only the stack calls is not shown to the world."""
    labels = {"networking.knative.dev/visibility": "cluster-local"} if is_inner(function) else {}
    environment = {
        name: value
        for name, value in sorted(function.environment.items())
        if name not in KNATIVE_RESERVED | LIFTED
    }
    container: Manifest = {
        "image": function.image,
        "ports": [{"name": "http1", "containerPort": 8080}],
        "envFrom": SETTINGS,
        "env": [{"name": name, "value": value} for name, value in environment.items()],
        "readinessProbe": {"httpGet": {"path": function.ready_path}},
        "livenessProbe": {
            "httpGet": {"path": "/_/health"},
            "periodSeconds": 10,
            "timeoutSeconds": 3,
            "failureThreshold": 6,
        },
        "securityContext": HARDENED,
        "volumeMounts": MOUNTS,
    }
    if resources := _resources(function):
        container["resources"] = resources
    return {
        "apiVersion": SERVICE,
        "kind": "Service",
        "metadata": metadata(function.name, target, labels=labels),
        "spec": {
            "template": {
                "metadata": {
                    "annotations": autoscaling(function),
                    "labels": {"app.kubernetes.io/part-of": STACK},
                },
                "spec": {
                    "containerConcurrency": function.max_inflight,
                    "timeoutSeconds": _timeout(function),
                    "automountServiceAccountToken": False,  # nothing here talks to Kubernetes
                    "enableServiceLinks": False,  # or a Service called redis sets REDIS_PORT
                    "containers": [container],
                    "volumes": kubernetes.volumes((*function.secrets, *ALWAYS_SECRETS), target),
                },
            }
        },
    }


def is_inner(function: Function) -> bool:
    """Whether only bridge, bucket and schedule call it: it takes events without a token."""
    return function.schedule is not None or "cv.event" in function.annotations


def autoscaling(function: Function) -> dict[str, str]:
    """Return OpenFaaS' labels for scaling as Knative's annotations of a revision."""
    said = {
        key.removeprefix(SCALE): value
        for key, value in function.labels.items()
        if key.startswith(SCALE)
    }
    scale = function.scale
    scaled = {"max-scale": str(scale.max)}
    scaled["min-scale"] = str(scale.min) if scale.to_zero_after is None else "0"
    kind = said.get("type", "rps")
    if "target" in said or "type" in said:
        if kind == "cpu":
            scaled["class"] = "hpa.autoscaling.knative.dev"
        scaled["metric"] = "concurrency" if kind == "capacity" else kind
    if "target" in said:
        scaled["target"] = said["target"]
    if "target-proportion" in said:
        percentage = round(float(said["target-proportion"]) * 100)
        scaled["target-utilization-percentage"] = str(percentage)
    if "zero-duration" in said:
        scaled["scale-to-zero-pod-retention-period"] = _whole_seconds(said["zero-duration"])
    if "down.window" in said:
        scaled["scale-down-delay"] = _whole_seconds(said["down.window"])
    return {AUTOSCALING + key: value for key, value in sorted(scaled.items())}


def events(functions: Mapping[str, Function], target: Target) -> list[Manifest]:
    """Return a Broker for who sends the bucket's news as CloudEvents, and their way from there.

    The bridge needs none of it: it calls functions directly, and their answer tells it what to do.
    """
    if RECEIVER not in functions:
        return []
    dead = {"deadLetterSink": _to(DEAD_LETTERS)} if DEAD_LETTERS in functions else {}
    broker = {
        "apiVersion": EVENTING,
        "kind": "Broker",
        "metadata": metadata(STACK, target),
        "spec": {"delivery": DELIVERY | dead},
    }
    trigger = {
        "apiVersion": EVENTING,
        "kind": "Trigger",
        "metadata": metadata(f"{STACK}-object-created", target),
        "spec": {
            "broker": STACK,
            "filters": [{"prefix": {"type": S3_CREATED}}],
            "subscriber": _to(RECEIVER),
        },  # it says nothing of delivery, and so has the Broker's
    }
    return [broker, trigger]


def schedules(functions: Iterable[Function], target: Target) -> list[Manifest]:
    """Return a PingSource for each expression of each schedule; times are UTC."""
    return [
        {
            "apiVersion": SOURCES,
            "kind": "PingSource",
            "metadata": metadata(function.name + (f"-{number}" if number > 1 else ""), target),
            "spec": {
                "schedule": expression.strip(),
                "timezone": "UTC",
                "contentType": "application/json",
                "data": "{}",
                "sink": _to(function.name),
            },
        }
        for function in functions
        for number, expression in enumerate((function.schedule or "").split(";"), start=1)
        if expression.strip()
    ]


def _to(function: str) -> dict[str, Any]:
    return {"ref": {"apiVersion": SERVICE, "kind": "Service", "name": function}}


def _timeout(function: Function) -> int:
    """Rounded up: a cut second would end a call before of-watchdog does."""
    return -int(-function.exec_timeout // 1)


def _resources(function: Function) -> dict[str, dict[str, str]]:
    found = {"requests": dict(function.requests), "limits": dict(function.limits)}
    return {kind: amounts for kind, amounts in found.items() if amounts}


def _whole_seconds(duration: str) -> str:
    return f"{round(seconds(duration))}s"
