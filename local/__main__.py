"""`python -m local <command>`: what this machine can do with the stack."""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {  # name -> (module with `main(argv) -> int`, what it does)
    "up": ("local.up", "run the whole stack until Ctrl-C"),
    "demo": ("local.demo.command", "parse the sample CVs from upload to signed webhook"),
    "gateway": ("local.gateway.command", "run the gateway alone, before functions elsewhere"),
    "exec": ("local.developing.execute", "start a stack, run a command against it, stop"),
    "invoke": ("local.developing.invoke", "call a function of the running stack"),
    "emit": ("local.developing.emit", "drop a file into the bucket, or send a CloudEvent"),
    "tick": ("local.developing.tick", "fire a function's schedule now"),
    "queue": ("local.developing.queues", "list queues, look into one, pause or resume it"),
    "logs": ("local.developing.logs", "show what the processes say"),
    "faults": ("local.developing.faults", "let a function fail or be slow on purpose"),
    "replay": ("local.developing.replay", "list recorded calls, or make one again"),
    "parse": ("local.parse", "parse files without any server"),
    "dlq": ("local.dlq", "list, show, replay or purge dead letters"),
    "deliveries": ("local.deliveries", "show the webhooks of a job, or send one again"),
    "lint": ("local.lint", "find what OpenFaaS or Knative would refuse of stack.yml"),
    "export": ("local.export.command", "write the manifests for Knative or OpenFaaS"),
    "merge": ("local.merge", "lay stack files over one another"),
}


def usage() -> str:
    """Return the list of commands."""
    lines = [f"  {name:<10} {does}" for name, (_, does) in COMMANDS.items()]
    return "usage: python -m local COMMAND [OPTIONS]\n\n" + "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    name, *rest = argv or ["help"]
    if name in ("help", "-h", "--help"):
        print(usage())
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n{usage()}", file=sys.stderr)
        return 2
    return import_module(COMMANDS[name][0]).main(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
