"""The platforms' own types: what a cluster would take, and what it would drop in silence."""

import warnings
from typing import Any

with warnings.catch_warnings():  # a field that is called as a method of its base
    warnings.simplefilter("ignore")
    from cloudcoil.models.keda import v1alpha1 as keda
    from cloudcoil.models.knative_eventing.eventing import v1 as eventing
    from cloudcoil.models.knative_eventing.sources import v1 as sources
    from cloudcoil.models.knative_serving.serving import v1 as serving
    from cloudcoil.models.kubernetes.apps import v1 as apps
    from cloudcoil.models.kubernetes.batch import v1 as batch
    from cloudcoil.models.kubernetes.core import v1 as core
    from cloudcoil.models.kubernetes.networking import v1 as networking

MODELS: dict[tuple[str, str], Any] = {
    ("v1", "ConfigMap"): core.ConfigMap,
    ("v1", "Secret"): core.Secret,
    ("apps/v1", "Deployment"): apps.Deployment,
    ("batch/v1", "Job"): batch.Job,
    ("batch/v1", "CronJob"): batch.CronJob,
    ("networking.k8s.io/v1", "Ingress"): networking.Ingress,
    ("serving.knative.dev/v1", "Service"): serving.Service,
    ("eventing.knative.dev/v1", "Broker"): eventing.Broker,
    ("eventing.knative.dev/v1", "Trigger"): eventing.Trigger,
    ("sources.knative.dev/v1", "PingSource"): sources.PingSource,
    ("keda.sh/v1alpha1", "ScaledObject"): keda.ScaledObject,
    ("keda.sh/v1alpha1", "TriggerAuthentication"): keda.TriggerAuthentication,
}


def understood(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what the platform keeps of a manifest; raise if it refuses it."""
    model = MODELS[manifest["apiVersion"], manifest["kind"]]
    kept = model.model_validate(manifest)
    return kept.model_dump(mode="json", by_alias=True, exclude_unset=True)
