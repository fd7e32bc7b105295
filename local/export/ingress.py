"""The way from outside to the API: an Ingress for each of its addresses, with its rewriting.

Ingress itself cannot rewrite, so these are the annotations of ingress-nginx, which Traefik's provider
for them understands too. The Ingress takes an upload in whole before a function
hears of it, as the local gateway does.

Sources: ingress-nginx' "Rewrite" and "Annotations"; Knative makes a Service of the type ExternalName
for each of its own, which leads to its gateway, and that goes by the name of the host.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.export.kubernetes import Manifest, metadata
from local.export.target import STACK, Target
from local.routes import ROUTES, Route
from local.stackfile.function import Function

NGINX = "nginx.ingress.kubernetes.io/"
FORM_OVERHEAD = 1024 * 1024  # bytes of a form beside its file
LARGEST_FILE = "10485760"  # bytes; the default of MAX_CONTENT_LENGTH
MARGIN = 5.0  # seconds that the Ingress waits longer than the function may take


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where callers come in."""

    host: str
    ingress_class: str = "nginx"
    tls_secret: str = ""  # of the host's certificate; "" = TLS ends elsewhere


@dataclass(frozen=True, kw_only=True)
class Backend:
    """What stands behind an address."""

    namespace: str
    service: str
    port: int
    path: str = ""  # before the function's own
    host: str = ""  # the name by which it is asked; "" = the caller's


def of_openfaas(route: Route, target: Target) -> Backend:
    """OpenFaaS' gateway; an Ingress must be in the namespace of what it leads to."""
    path = f"/function/{route.function}.{target.namespace}"
    return Backend(namespace="openfaas", service="gateway", port=8080, path=path)


def of_knative(route: Route, target: Target) -> Backend:
    """The function's Service, by the name under which the cluster knows it."""
    host = f"{route.function}.{target.namespace}.svc.cluster.local"
    return Backend(namespace=target.namespace, service=route.function, port=80, host=host)


def ingresses(
    functions: Mapping[str, Function],
    backend_of: Callable[[Route, Target], Backend],
    door: Door,
    target: Target,
) -> list[Manifest]:
    """Return an Ingress for each address: a rewriting counts for all of one."""
    return [
        _ingress(route, functions[route.function], backend_of(route, target), door, target)
        for route in ROUTES
        if route.function in functions
    ]


def _ingress(
    route: Route, function: Function, backend: Backend, door: Door, target: Target
) -> Manifest:
    made = metadata(
        f"{STACK}-{function.name}",
        target,
        annotations=_annotations(route, function, backend, target),
    )
    rule = {
        "path": f"{route.path}/(.*)" if route.goes_on else route.path,
        "pathType": "ImplementationSpecific" if route.goes_on else "Exact",
        "backend": {"service": {"name": backend.service, "port": {"number": backend.port}}},
    }
    spec: dict[str, Any] = {
        "ingressClassName": door.ingress_class,
        "rules": [{"host": door.host, "http": {"paths": [rule]}}],
    }
    if door.tls_secret:
        spec["tls"] = [{"hosts": [door.host], "secretName": door.tls_secret}]
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": made | {"namespace": backend.namespace},
        "spec": spec,
    }


def _annotations(
    route: Route, function: Function, backend: Backend, target: Target
) -> dict[str, str]:
    largest = int(target.settings.get("MAX_CONTENT_LENGTH") or LARGEST_FILE) + FORM_OVERHEAD
    said = {
        "rewrite-target": f"{backend.path}/$1" if route.goes_on else backend.path or "/",
        "proxy-body-size": str(largest),
        "proxy-request-buffering": "on",
        "proxy-read-timeout": f"{function.exec_timeout + MARGIN:.0f}",
    }
    if route.goes_on:
        said["use-regex"] = "true"
    if backend.host:
        said["upstream-vhost"] = backend.host
    return {NGINX + name: value for name, value in sorted(said.items())}
