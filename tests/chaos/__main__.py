"""`python -m tests.chaos`: the long form, over several seeds."""

import argparse
import sys
from pathlib import Path

from tests.chaos.trial import engine_of, trial


def main() -> int:
    """Run the trials; return 1 if anything was lost, stuck or otherwise wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--faults", type=int, default=25)
    parser.add_argument("--home", type=Path, help="keep the state of the stack here")
    asked = parser.parse_args()
    wrong = 0
    for seed in asked.seed:
        engine = engine_of(seed)
        print(f"seed {seed}: {asked.jobs} CVs, {asked.faults} faults, {engine}", flush=True)
        verdict = trial(seed, asked.jobs, asked.faults, asked.home, _say)
        print(f"seed {seed}: {verdict.summary}", flush=True)
        for sentence in verdict.wrong:
            print(f"  WRONG: {sentence}", flush=True)
        wrong += bool(verdict.wrong)
    return 1 if wrong else 0


def _say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
