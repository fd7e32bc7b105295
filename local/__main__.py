"""`python -m local <command>`: what this machine can do with the stack."""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {  # name -> (module with `main(argv) -> int`, what it does)
    "up": ("local.up", "run the whole stack until Ctrl-C"),
    "demo": ("local.demo.command", "parse the sample CVs from upload to signed webhook"),
    "gateway": ("local.gateway.command", "run the gateway alone, before functions elsewhere"),
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
