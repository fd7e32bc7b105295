"""`python -m local lint`: what a platform would refuse of stack.yml, before it does.

Sources: faas-netes `pkg/handlers/validate.go` and `deploy.go` (Community Edition), OpenFaaS'
autoscaling reference (Pro), Knative Serving `k8s_validation.go` and its runtime contract, Kubernetes'
rules for names, labels and quantities.
"""

import argparse
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.errors import CannotRun
from local.stackfile.function import SCALE, Function, seconds
from local.stackfile.load import find, load

CE_FUNCTIONS = 15
CE_REPLICAS = 5
CE_REFUSED = ("zero-duration", "target", "target-proportion", "type")
KNATIVE_RESERVED = frozenset({"PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION"})
KNATIVE_LONGEST = 600.0  # seconds; a cluster's default for max-revision-timeout-seconds
KNATIVE_TYPES = ("rps", "capacity", "cpu")  # what its autoscalers can measure
KNATIVE_MOST_CALLS = 1000  # of one replica; a cluster's default for container-concurrency-max-limit
HOUR = 3600.0

NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?")
KEY = re.compile(r"([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?")
QUANTITY = re.compile(r"\d+(\.\d+)?(m|k|[MGTPE]|[KMGTPE]i)?")

Rule = Callable[[Function], Iterator[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that would be refused."""

    function: str  # "" = the stack as a whole
    problem: str

    def __str__(self) -> str:
        return f"{self.function or 'stack.yml'}: {self.problem}"


def main(argv: Sequence[str]) -> int:
    """Print the findings; return 1 if there are any."""
    asked = _parser().parse_args(argv)
    try:
        path = asked.stack or find(Path.cwd())
        functions = load(path, os.environ, asked.overlay)
        found = [*lint(functions, asked.target), *missing_files(path, os.environ)]
    except CannotRun as problem:
        print(problem)
        return 1
    for finding in found:
        print(finding)
    if not found:
        print(f"{path.name}: {asked.target} would refuse nothing")
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local lint")
    parser.add_argument("--target", choices=sorted(RULES), default="ce")
    parser.add_argument("--stack", type=Path, help="default: stack.yml of this folder")
    parser.add_argument("--overlay", type=Path, action="append", default=[], metavar="FILE")
    return parser


def lint(functions: Mapping[str, Function], target: str) -> list[Finding]:
    """Return what `target` ("ce", "pro" or "knative") would refuse of the functions."""
    found = [
        Finding(function=name, problem=problem)
        for name, function in functions.items()
        for rule in RULES[target]
        for problem in rule(function)
    ]
    if target == "ce" and len(functions) > CE_FUNCTIONS:
        problem = f"{len(functions)} functions: the Community Edition takes {CE_FUNCTIONS}"
        found.append(Finding(function="", problem=problem))
    return found


def missing_files(path: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what faas-cli would not find beside the stack file at `path`."""
    for name, function in load(path, environ).items():
        for needed in (
            Path("template") / function.lang / "template.yml",
            Path("template") / function.lang / "Dockerfile",
            Path(function.handler) / "handler.py",
            Path(function.handler) / "requirements.txt",
        ):
            if not (path.parent / needed).is_file():
                yield Finding(function=name, problem=f"{needed} is missing")


def kubernetes(function: Function) -> Iterator[str]:
    """What every platform on Kubernetes refuses."""
    for key, value in function.labels.items():
        if not LABEL_VALUE.fullmatch(value):
            yield f"label {key}: {value!r} is no label's value (63 of A-Z a-z 0-9 - _ .)"
    for key in (*function.labels, *function.annotations):
        if not KEY.fullmatch(key):
            yield f"{key!r} is no key of a label or annotation"
    for secret in function.secrets:
        if not NAME.fullmatch(secret):
            yield f"secret {secret!r} is no name"
    for kind, amounts in (("limits", function.limits), ("requests", function.requests)):
        for what, amount in amounts.items():
            if not QUANTITY.fullmatch(amount):
                yield f"{kind}.{what}: {amount!r} is no quantity"
    yield from _replicas(function)


def _replicas(function: Function) -> Iterator[str]:
    least, most = (function.labels.get(SCALE + end, "") for end in ("min", "max"))
    for end, text in (("min", least), ("max", most)):
        if text and not text.isdecimal():
            yield f"{SCALE}{end}: {text!r} is no whole number"
    if least.isdecimal() and most.isdecimal() and int(least) > int(most):
        yield f"{SCALE}min is more than {SCALE}max"


def community(function: Function) -> Iterator[str]:
    """What OpenFaaS' Community Edition refuses; it answers 400 to the deployment."""
    labels = function.labels
    if labels.get(SCALE + "zero", "").lower() == "true":
        yield f"{SCALE}zero: scaling to zero needs Pro"
    for end in CE_REFUSED:
        if SCALE + end in labels:
            yield f"{SCALE}{end} needs Pro"
    for end in ("min", "max"):
        text = labels.get(SCALE + end, "")
        if text.isdecimal() and int(text) > CE_REPLICAS:
            yield f"{SCALE}{end}: {text} replicas, where {CE_REPLICAS} are the most"
    if "," in function.annotations.get("topic", ""):
        yield "topic: more than one needs Pro"
    if ";" in (function.schedule or ""):
        yield "schedule: its cron connector reads one expression"


def pro(function: Function) -> Iterator[str]:
    """What OpenFaaS Pro cannot understand."""
    for end in ("zero-duration", "down.window"):
        text = function.labels.get(SCALE + end)
        if text is not None and not _is_duration(text):
            yield f"{SCALE}{end}: {text!r} is no duration"
    if function.labels.get(SCALE + "zero", "false") not in ("true", "false"):
        yield f"{SCALE}zero is neither true nor false"


def knative(function: Function) -> Iterator[str]:
    """What Knative Serving refuses of a function made into a Service."""
    for name in sorted(KNATIVE_RESERVED & function.environment.keys()):
        yield f"environment.{name} is Knative's own"
    if function.exec_timeout > KNATIVE_LONGEST:
        yield f"exec_timeout is over {KNATIVE_LONGEST:g} s, the longest timeoutSeconds of a cluster"
    if function.exec_timeout == 0:
        yield "exec_timeout: a revision always has a timeout"
    if function.max_inflight > KNATIVE_MOST_CALLS:
        yield f"max_inflight is over {KNATIVE_MOST_CALLS}, the most that a revision may ask for"
    kind = function.labels.get(SCALE + "type", "rps")
    if kind not in KNATIVE_TYPES:
        yield f"{SCALE}type: {kind} is nothing that Knative scales by"
    for end in ("zero-duration", "down.window"):
        text = function.labels.get(SCALE + end, "0")
        if _is_duration(text) and seconds(text) > HOUR:
            yield f"{SCALE}{end} is over an hour"


def _is_duration(text: str) -> bool:
    try:
        seconds(text)
    except CannotRun:
        return False
    return True


RULES: dict[str, tuple[Rule, ...]] = {
    "ce": (kubernetes, community),
    "pro": (kubernetes, pro),
    "knative": (kubernetes, pro, knative),
}
