"""`python -m local export knative|openfaas`: print the manifests of the stack."""

import argparse
import os
import shlex
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from local.errors import CannotRun
from local.export import knative, openfaas
from local.export.ingress import Door, ingresses, of_knative, of_openfaas
from local.export.kubernetes import Manifest, one_secret
from local.export.target import OPTIONAL_SECRETS, STACK, Target, no_secrets
from local.lint import lint
from local.stackfile.function import NAMESPACE, Function
from local.stackfile.load import find, load

FUNCTION_URLS = {
    "knative": "http://{{function}}.{namespace}.svc.cluster.local",
    "openfaas": "http://gateway.openfaas:8080/function/{{function}}.{namespace}",
}
BACKENDS = {"knative": of_knative, "openfaas": of_openfaas}
NAMESPACES = {"knative": STACK, "openfaas": NAMESPACE}


class _Aligned(yaml.SafeDumper):
    """Writes no anchors, and lists under their key."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def main(argv: Sequence[str]) -> int:
    """Print the manifests; return 1 when the platform would refuse them, or a value is wrong."""
    asked = _parser().parse_args(argv)
    try:
        functions = _functions(asked)
        target = _target(asked)
        made = _manifests(asked, functions, target)
    except CannotRun as problem:
        print(problem, file=sys.stderr)
        return 1
    sys.stdout.write(text(made, _heading(argv, functions, target)))
    return 0


def text(manifests: Sequence[Manifest], heading: str) -> str:
    """Return the manifests as one YAML stream; the same manifests are the same text."""
    said = yaml.dump_all(manifests, Dumper=_Aligned, sort_keys=False, allow_unicode=True, width=100)
    return "".join(f"# {line}".rstrip() + "\n" for line in heading.splitlines()) + "---\n" + said


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local export")
    platforms = parser.add_subparsers(dest="platform", required=True)
    for name, does in (
        ("knative", "functions, events, schedule, bridge"),
        ("openfaas", "what stands beside the functions, which faas-cli deploys"),
    ):
        one = platforms.add_parser(name, help=does)
        one.add_argument("--stack", type=Path, help="default: stack.yml of this folder")
        one.add_argument("--overlay", type=Path, action="append", default=[], metavar="FILE")
        one.add_argument("--namespace", default=NAMESPACES[name], help="default: %(default)s")
        one.add_argument("--registry", default=Target.registry, help="default: %(default)s")
        one.add_argument("--tag", default=Target.tag, help="default: %(default)s")
        one.add_argument(
            "--env", action="append", default=[], metavar="NAME=VALUE", help="a setting, no secret"
        )
        one.add_argument("--redis-password", action="store_true", help="Redis asks for one")
        one.add_argument("--host", default="", help="write the Ingress of the API, at this name")
        one.add_argument("--ingress-class", default=Door.ingress_class, help="default: %(default)s")
        one.add_argument("--tls-secret", default="", help="the host's certificate")
        keda = argparse.BooleanOptionalAction
        one.add_argument("--keda", action=keda, default=name == "knative", help="scale the bridge")
    platforms.choices["knative"].add_argument(
        "--secrets", type=Path, metavar="FOLDER", help="write its files as the Secret, too"
    )
    platforms.choices["openfaas"].add_argument(
        "--cron-jobs", action="store_true", help="where the cron connector is not installed"
    )
    return parser


def _functions(asked: argparse.Namespace) -> Mapping[str, Function]:
    path = asked.stack or find(Path.cwd())
    environ = {**os.environ, "REGISTRY": asked.registry, "TAG": asked.tag}
    functions = load(path, environ, asked.overlay)
    found = lint(functions, "knative" if asked.platform == "knative" else "pro")
    if found:
        raise CannotRun("\n".join(str(finding) for finding in found))
    return functions


def _target(asked: argparse.Namespace) -> Target:
    settings = dict(_setting(text) for text in asked.env)
    url = FUNCTION_URLS[asked.platform].format(namespace=asked.namespace)
    return Target(
        namespace=asked.namespace,
        function_url=url,
        registry=asked.registry,
        tag=asked.tag,
        settings=no_secrets(settings),
        keda=asked.keda,
        redis_password=asked.redis_password,
        one_secret=asked.platform == "knative",
    )


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise CannotRun(f"--env {text}: NAME=VALUE is needed")
    return name, value


def _manifests(
    asked: argparse.Namespace, functions: Mapping[str, Function], target: Target
) -> list[Manifest]:
    if asked.platform == "openfaas":
        made = openfaas.manifests(functions, target, cron_jobs=asked.cron_jobs)
        return [*made, *_ingresses(asked, functions, target)]
    made = [*knative.manifests(functions, target), *_ingresses(asked, functions, target)]
    return [one_secret(_files(asked.secrets), target), *made] if asked.secrets else made


def _ingresses(
    asked: argparse.Namespace, functions: Mapping[str, Function], target: Target
) -> list[Manifest]:
    if not asked.host:
        if asked.tls_secret:
            raise CannotRun("--tls-secret is that of a host: name it with --host")
        return []
    door = Door(host=asked.host, ingress_class=asked.ingress_class, tls_secret=asked.tls_secret)
    return ingresses(functions, BACKENDS[asked.platform], door, target)


def _files(folder: Path) -> dict[str, str]:
    """Return the secrets in `folder`: each file's name, and what it holds."""
    try:
        return {
            path.name: path.read_text(encoding="utf-8").strip()
            for path in sorted(folder.iterdir())
            if path.is_file() and not path.name.startswith(".")
        }
    except OSError as error:
        raise CannotRun(f"The secrets in {folder} cannot be read: {error.strerror}.") from error


def _heading(argv: Sequence[str], functions: Mapping[str, Function], target: Target) -> str:
    """Return what the reader of the file has to know: how it was made, and what it still needs."""
    needed = dict.fromkeys(name for function in functions.values() for name in function.secrets)
    optional = OPTIONAL_SECRETS
    where = f"Keys of the Secret {STACK}"
    if not target.one_secret:  # OpenFaaS starts no function without all that stack.yml names
        optional = tuple(name for name in optional if name not in needed)
        where = "Secrets made by faas-cli"
    said = (
        f"{where}, in namespace {target.namespace}:"
        f" {', '.join(name for name in needed if name not in optional)};"
        f" if there are any, {', '.join(optional)}."
    )
    command = f"Written by: python -m local export {shlex.join(argv)}"
    return "\n".join([command, "", *textwrap.wrap(said, 96, break_on_hyphens=False)])
