"""What stands beside the functions on OpenFaaS; the functions themselves are faas-cli's.

Secrets are those of `faas-cli secret create`: in the functions' namespace, one Secret each, whose one
key has its name. The schedule is the cron connector's, or a CronJob's where there is none.
"""

from collections.abc import Iterable, Mapping

from local.export import kubernetes
from local.export.kubernetes import HARDENED, MOUNTS, Manifest, metadata
from local.export.target import STACK, Target
from local.stackfile.function import CRON_TOPIC, Function

CALL = (
    "import sys, urllib.request as u;"
    " u.urlopen(u.Request(sys.argv[1], method='POST', headers={'X-Topic': sys.argv[2]}),"
    " timeout=float(sys.argv[3]))"
)


def manifests(
    functions: Mapping[str, Function], target: Target, *, cron_jobs: bool
) -> list[Manifest]:
    """Return what is to be applied beside `faas-cli deploy`."""
    return [
        kubernetes.settings(target),
        kubernetes.migrations(target),
        kubernetes.bridge(target),
        *(kubernetes.scaling(target) if target.keda else []),
        *(schedules(functions.values(), target) if cron_jobs else []),
    ]


def schedules(functions: Iterable[Function], target: Target) -> list[Manifest]:
    """Return a CronJob for each scheduled function; times are UTC."""
    return [_cron_job(function, target) for function in functions if function.schedule]


def _cron_job(function: Function, target: Target) -> Manifest:
    name = f"{STACK}-{function.name}"
    url = target.function_url.format(function=function.name)
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": metadata(name, target),
        "spec": {
            "schedule": function.schedule,
            "timeZone": "Etc/UTC",
            "concurrencyPolicy": "Forbid",
            "jobTemplate": {
                "spec": {
                    "backoffLimit": 0,  # the next run does what this one could not
                    "template": {
                        "metadata": {"labels": {"app.kubernetes.io/name": name}},
                        "spec": {
                            "restartPolicy": "Never",
                            "automountServiceAccountToken": False,
                            "containers": [
                                {
                                    "name": "call",
                                    "image": target.library_image(),
                                    "command": ["python", "-c", CALL],
                                    "args": [url, CRON_TOPIC, f"{function.exec_timeout:g}"],
                                    "securityContext": HARDENED,
                                    "volumeMounts": MOUNTS[1:],
                                }
                            ],
                            "volumes": [{"name": "tmp", "emptyDir": {}}],
                        },
                    },
                }
            },
        },
    }
