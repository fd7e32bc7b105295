"""`python -m local COMMAND …`: this machine as the whole service."""

import sys
from importlib import import_module
from typing import Final

COMMANDS: Final = {  # each module has main(argv) -> exit status; it is imported when it is called
    "parse": "local.parse",
}
USAGE: Final = 2


def main(argv: list[str]) -> int:
    """Run the command that `argv` names; return its exit status."""
    if not argv or argv[0] not in COMMANDS:
        print(f"usage: python -m local {{{','.join(COMMANDS)}}} …", file=sys.stderr)
        return USAGE
    return import_module(COMMANDS[argv[0]]).main(argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
