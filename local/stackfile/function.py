"""What stack.yml says of one function."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.errors import BadStackFile

NAMESPACE = "openfaas-fn"
CRON_TOPIC = "cron-function"
UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
DURATION = re.compile(r"(?:(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h))")
EXEC_TIMEOUT = "30s"  # of-watchdog's own default
SCALE = "com.openfaas.scale."  # labels
MOST_REPLICAS = "5"  # where no label says; OpenFaaS CE allows no more
STEP = "20"
ZERO_DURATION = "15m"


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How many replicas a function may have."""

    min: int  # at the start, and when something wakes it
    max: int
    factor: int  # percent of `max` that an alert adds
    to_zero_after: float | None  # seconds without a call until none is left; None = never

    def within(self, replicas: int) -> int:
        """Return the allowed number that is nearest: none only where the labels ask for it."""
        fewest = 0 if self.to_zero_after is not None or self.min == 0 else 1
        return max(fewest, min(replicas, self.max))


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function of the stack."""

    name: str
    lang: str = ""
    handler: str = ""  # its folder, from the folder of stack.yml
    image: str = ""
    fprocess: str = ""
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    secrets: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    annotations: Mapping[str, str] = field(default_factory=dict[str, str])
    limits: Mapping[str, str] = field(default_factory=dict[str, str])
    requests: Mapping[str, str] = field(default_factory=dict[str, str])
    readonly_root_filesystem: bool = False

    @property
    def exec_timeout(self) -> float:
        """Seconds that one call may take; 0 = any."""
        return seconds(self.environment.get("exec_timeout", EXEC_TIMEOUT))

    @property
    def max_inflight(self) -> int:
        """How many calls one replica takes at a time; 0 = any number."""
        return _number(self.environment, "max_inflight", self.name, "0")

    @property
    def ready_path(self) -> str:
        """The path that answers 200 when the function can take calls."""
        return self.environment.get("ready_path", "/")

    @property
    def scale(self) -> Scale:
        """How many replicas it may have; raise `BadStackFile`."""
        zero = self.labels.get(SCALE + "zero", "false") == "true"
        idle = seconds(self.labels.get(SCALE + "zero-duration", ZERO_DURATION))
        least = _number(self.labels, SCALE + "min", self.name, "1")
        most = _number(self.labels, SCALE + "max", self.name, MOST_REPLICAS)
        return Scale(
            min=least,
            max=max(least, most),
            factor=_number(self.labels, SCALE + "factor", self.name, STEP),
            to_zero_after=idle if zero else None,
        )

    def check(self) -> None:
        """Raise `BadStackFile` if a value cannot be understood."""
        _ = self.scale, self.exec_timeout, self.max_inflight

    @property
    def schedule(self) -> str | None:
        """When cron calls it, as a cron expression; None = never."""
        topic = self.annotations.get("topic", "")
        return self.annotations.get("schedule") if topic == CRON_TOPIC else None

    def as_status(self) -> dict[str, Any]:
        """Return what the gateway tells of it, by the names of OpenFaaS; what is empty is left out."""
        found = {
            "name": self.name,
            "image": self.image,
            "namespace": NAMESPACE,
            "envProcess": self.fprocess,
            "envVars": dict(self.environment),
            "constraints": list(self.constraints),
            "secrets": list(self.secrets),
            "labels": {"faas_function": self.name, **self.labels},
            "annotations": dict(self.annotations),
            "limits": dict(self.limits),
            "requests": dict(self.requests),
            "readOnlyRootFilesystem": self.readonly_root_filesystem,
        }
        return {name: value for name, value in found.items() if value}


def _number(found: Mapping[str, str], name: str, function: str, default: str) -> int:
    text = found.get(name, default)
    if not text.isdecimal():
        raise BadStackFile(f"stack.yml: {name} of {function} is not a whole number: {text!r}")
    return int(text)


def seconds(text: str) -> float:
    """Return a duration in seconds: a number is seconds, else Go's form, such as `1m30s`."""
    if text.isdecimal():
        return float(text)
    parts = DURATION.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise BadStackFile(f"stack.yml: {text!r} is not a duration such as 90s or 1m30s")
    return sum(float(number) * UNITS[unit] for number, unit in parts)
