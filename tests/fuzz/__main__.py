"""`python -m tests.fuzz`: the long form, over any folder of good files.

    python -m tests.fuzz --seed 1 2 3 --files 5000 --folder samples

Prints what came of the damaged files; returns 1 if anything crashed, hung, or grew. The same seed
gives the same files; `--keep N` writes file N to the current folder.
"""

import argparse
import sys
from itertools import islice
from pathlib import Path

from shared.domain.file_type import READ_AS
from tests.fuzz.trial import damaged, trial

SAMPLES = Path(__file__).parents[2] / "samples"
KINDS = tuple(f".{name}" for name in READ_AS)


def good_files(folder: Path) -> dict[str, bytes]:
    """Return the files of `folder` that the service reads, by name."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in KINDS
    }


def main() -> int:
    """Run the trials; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--files", type=int, default=2_000, help="damaged files for each seed")
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="where the good ones are")
    parser.add_argument("--keep", type=int, help="only write this damaged file of the first seed")
    asked = parser.parse_args()
    files = good_files(asked.folder)
    if asked.keep is not None:
        kept = damaged(files, asked.seed[0], asked.keep + 1)
        name, content = next(islice(kept, asked.keep, None))
        Path(f"{asked.keep}-{name}").write_bytes(content)
        return 0
    wrong = 0
    for seed in asked.seed:
        found = trial(files, seed, asked.files)
        outcomes = ", ".join(f"{code} {count}" for code, count in found.outcomes.most_common())
        print(f"seed {seed}, {asked.files} files: {outcomes}")
        print(f"  grew by {found.growth_mb:.0f} MB; a reader had {found.largest_reader_mb:.0f} MB")
        for sentence in found.wrong:
            print(f"  WRONG: {sentence}")
        wrong += len(found.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
