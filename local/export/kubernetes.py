"""What every cluster has beside the functions: settings, migrations, the bridge and its scaling."""

from collections.abc import Iterable, Mapping
from typing import Any

from rq import Queue

from local.export.target import OPTIONAL_SECRETS, SECRETS, STACK, Target
from shared.bridge.__main__ import GRACE
from shared.bridge.lanes import WEIGHTS

Manifest = dict[str, Any]

BESIDE_SECRETS = (  # what the bridge and the migrations open
    "database-url",
    "encryption-key",
    "minio-access-key",
    "minio-secret-key",
    "redis-password",
    "minio-session-token",
)
BRIDGE_SECRETS = (*BESIDE_SECRETS, "openai-api-key")  # it measures the circuit, named by the key
LEAST_BRIDGES, MOST_BRIDGES = 2, 10  # one may die while the other works; never none: it reconciles
WAITING_PER_BRIDGE = 32  # ids in a queue for which one more bridge is worth it; one has 16 threads

HARDENED = {
    "runAsNonRoot": True,
    "readOnlyRootFilesystem": True,
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}
MOUNTS = [
    {"name": "secrets", "mountPath": SECRETS, "readOnly": True},
    {"name": "tmp", "mountPath": "/tmp"},  # noqa: S108  (the one place that may be written)
]
SETTINGS = [{"configMapRef": {"name": STACK}}]


def metadata(name: str, target: Target, **more: Mapping[str, str]) -> Manifest:
    """Return the metadata of one object of the stack."""
    labels = {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": STACK}
    return {
        "name": name,
        "namespace": target.namespace,
        "labels": labels | dict(more.get("labels", {})),
        **{key: dict(value) for key, value in more.items() if key != "labels" and value},
    }


def settings(target: Target) -> Manifest:
    """Return the ConfigMap that every process reads."""
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata(STACK, target),
        "data": target.configuration(),
    }


def one_secret(values: Mapping[str, str], target: Target) -> Manifest:
    """Return the Secret that holds all of them, one key each."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": metadata(STACK, target),
        "type": "Opaque",
        "stringData": dict(sorted(values.items())),
    }


def volumes(names: Iterable[str], target: Target) -> list[Manifest]:
    """Return the volumes of a pod: the secrets it may see, as files, and /tmp.

    A pod waits until those exist that it cannot do without.
    """
    files: dict[tuple[str, bool], list[Manifest]] = {}
    for name in dict.fromkeys(names):
        place = (target.secret_of(name), name in OPTIONAL_SECRETS)
        files.setdefault(place, []).append({"key": name, "path": name})
    sources = [
        {"secret": {"name": secret, "items": items} | ({"optional": True} if optional else {})}
        for (secret, optional), items in files.items()
    ]
    return [{"name": "secrets", "projected": {"sources": sources}}, {"name": "tmp", "emptyDir": {}}]


def migrations(target: Target) -> Manifest:
    """Return the Job that brings database and bucket to this version.

    Its name holds the version: a Job cannot be changed, so another version is another Job.
    """
    name = f"{STACK}-migrations-{_as_name(target.tag)}"
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": metadata(name, target),
        "spec": {
            "backoffLimit": 10,
            "template": {
                "metadata": {"labels": {"app.kubernetes.io/name": name}},
                "spec": _pod("migrations", "shared.migrations", BESIDE_SECRETS, target)
                | {"restartPolicy": "OnFailure"},
            },
        },
    }


def bridge(target: Target) -> Manifest:
    """Return the Deployment that takes ids from RQ and calls the functions."""
    name = f"{STACK}-bridge"
    selector = {"app.kubernetes.io/name": name}
    spec: Manifest = {} if target.keda else {"replicas": LEAST_BRIDGES}  # KEDA's, where it scales
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(name, target),
        "spec": spec
        | {
            "selector": {"matchLabels": selector},
            "template": {
                "metadata": {"labels": selector},
                "spec": _pod("bridge", "shared.bridge", BRIDGE_SECRETS, target)
                | {"terminationGracePeriodSeconds": round(GRACE) + 15},
            },
        },
    }


def scaling(target: Target) -> list[Manifest]:
    """Return KEDA's objects that make more bridges while ids wait in RQ's lists."""
    host, port = (target.configuration()[name] for name in ("REDIS_HOST", "REDIS_PORT"))
    name = f"{STACK}-bridge"
    reference = {"authenticationRef": {"name": f"{STACK}-redis"}} if target.redis_password else {}
    triggers = [
        {
            "type": "redis",
            "name": queue,
            "metadata": {
                "address": f"{_from_afar(host, target)}:{port}",
                "listName": f"{Queue.redis_queue_namespace_prefix}{queue}",
                "listLength": str(WAITING_PER_BRIDGE),
            },
            **reference,
        }
        for queue in WEIGHTS
    ]
    scaled: Manifest = {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "ScaledObject",
        "metadata": metadata(name, target),
        "spec": {
            "scaleTargetRef": {"name": name},
            "minReplicaCount": LEAST_BRIDGES,
            "maxReplicaCount": MOST_BRIDGES,
            "pollingInterval": 15,
            "triggers": triggers,
        },
    }
    return [*([_redis_password(target)] if target.redis_password else []), scaled]


def _redis_password(target: Target) -> Manifest:
    file = "redis-password"
    parameter = {"parameter": "password", "name": target.secret_of(file), "key": file}
    return {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "TriggerAuthentication",
        "metadata": metadata(f"{STACK}-redis", target),
        "spec": {"secretTargetRef": [parameter]},
    }


def _pod(container: str, module: str, secrets: Iterable[str], target: Target) -> Manifest:
    return {
        "automountServiceAccountToken": False,  # nothing here talks to Kubernetes
        "enableServiceLinks": False,  # or a Service called redis sets REDIS_PORT=tcp://…
        "containers": [
            {
                "name": container,
                "image": target.library_image(),
                "command": ["python", "-m", module],
                "envFrom": SETTINGS,
                "resources": {
                    "requests": {"cpu": "50m", "memory": "128Mi"},
                    "limits": {"memory": "256Mi"},
                },
                "securityContext": HARDENED,
                "volumeMounts": MOUNTS,
            }
        ],
        "volumes": volumes(secrets, target),
    }


def _from_afar(host: str, target: Target) -> str:
    """KEDA asks from a namespace of its own, where a bare name means another Service."""
    return host if "." in host else f"{host}.{target.namespace}.svc.cluster.local"


def _as_name(tag: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in tag.lower()).strip("-")
