"""`python -m local faults`: let a function fail or be slow on purpose."""

from collections.abc import Sequence

from local.developing.running import Asked, RunningStack, parser_of, run
from local.faults import FaultFile, add_options, check_names, fault_of

EXAMPLES = """\
A fault strikes at the gateway, before the function, until it is cleared or the stack stops. Bridge,
cron and notifications call through the gateway too, so that one sees what they do about it.

examples:
  python -m local faults set webhook-dispatch --fail 503 --rate 0.2
  python -m local faults set get-result --latency 200ms
  python -m local faults clear
"""


def main(argv: Sequence[str]) -> int:
    """Set, clear or list faults; return the exit code."""
    parser = parser_of("faults", "Let a function fail or be slow on purpose.", EXAMPLES)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("ls", help="what is set")
    setting = actions.add_parser("set", help="set what happens to the calls of a function")
    setting.add_argument("function")
    add_options(setting)
    clearing = actions.add_parser("clear", help="let all be well again")
    clearing.add_argument("function", nargs="?", help="default: all of them")
    return run(parser, argv, lambda asked, stack: ACTIONS[asked.action](asked, stack))


def _list(_: Asked, stack: RunningStack) -> int:
    for name, fault in FaultFile(stack.home.faults).read().items():
        print(f"{name}: {fault}")
    return 0


def _set(asked: Asked, stack: RunningStack) -> int:
    check_names([asked.function], stack.functions())
    fault = fault_of(asked)
    file = FaultFile(stack.home.faults)
    file.write({**file.read(), asked.function: fault})
    print(f"{asked.function}: {fault}")
    return 0


def _clear(asked: Asked, stack: RunningStack) -> int:
    file = FaultFile(stack.home.faults)
    kept = {
        name: fault
        for name, fault in file.read().items()
        if asked.function and name != asked.function
    }
    file.write(kept)
    return 0


ACTIONS = {"ls": _list, "set": _set, "clear": _clear}
