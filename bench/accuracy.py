"""Accuracy of the local engine over a corpus with known truth: `python -m bench.accuracy [CORPUS]`.

A corpus folder holds `files/`, `truth/` and, beside or above it, `score.py`; one that lacks it, as
`bench/blind`, is scored by that of the usual corpus. The figures are printed
for all documents, and for the part that the rules were written without looking at.
"""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from shared.documents.reader import DocumentReader
from shared.errors import PipelineError
from shared.parsing.rules.engine import LocalEngine

CORPUS: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "dev"

# Held back: every document of one of these layouts or people. The rest served to write the rules.
HELD_BACK_LAYOUTS: Final = frozenset(
    {
        "kendall",
        "paper-plus-plus",
        "rendercv-ink",
        "elegant",
        "pumpkin",
        "nordic-minimal",
        "sidebar",
    }
)
HELD_BACK_PEOPLE: Final = frozenset({"fr-020", "fr-021", "en-014"})

Truth = tuple[str, dict[str, Any]]


def is_held_back(stem: str, truth: dict[str, Any]) -> bool:
    """Whether the document called `stem` was not looked at."""
    return truth["_layout"] in HELD_BACK_LAYOUTS or stem[:6] in HELD_BACK_PEOPLE


def scorer_of(corpus: Path) -> ModuleType | None:
    """Return the corpus's own scorer as a module, else that of the usual one; None without any."""
    folders = (corpus, *corpus.parents, CORPUS.parent)
    path = next((found for folder in folders if (found := folder / "score.py").exists()), None)
    if path is None:
        return None
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(
    corpus: Path, truths: list[Truth], seen_as: Callable[[bytes], bytes] = bytes
) -> dict[str, dict[str, Any]]:
    """Return what the engine makes of each document, by its truth's path; unreadable ones are absent.

    `seen_as` makes of the content of a file what the engine is given.
    """
    reader, engine = DocumentReader(), LocalEngine()
    found: dict[str, dict[str, Any]] = {}
    for path, truth in truths:
        file = corpus / "files" / truth["_file"]
        try:
            document = reader.read(seen_as(file.read_bytes()), file.name)
            found[path] = engine.parse(document).data
        except PipelineError as error:
            print(f"{file.name}: {error.code}", file=sys.stderr)
    return found


def main(argv: list[str]) -> int:
    """Print the scorer's tables; return 0 when there was a corpus."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--part", choices=["seen", "held-back"], help="only this part")
    parser.add_argument("--scans", action="store_true", help="with the scans (needs OCR)")
    parser.add_argument(
        "--as-scans", action="store_true", help="the PDFs, drawn again as scans (needs OCR)"
    )
    parser.add_argument("--errors", type=int, default=0, help="print so many errors")
    options = parser.parse_args(argv)
    if not (options.corpus / "truth").is_dir():
        print(f"no corpus at {options.corpus}", file=sys.stderr)
        return 1
    score = scorer_of(options.corpus)
    if score is None:
        print(f"no score.py at or above {options.corpus}", file=sys.stderr)
        return 1
    truths: list[Truth] = [
        (str(path), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((options.corpus / "truth").glob("*.json"))
        if options.scans or not path.stem.endswith("-scan")
    ]
    seen_as: Callable[[bytes], bytes] = bytes
    if options.as_scans:
        from bench.scans import as_scan as seen_as  # needs what OCR needs

        truths = [each for each in truths if each[1]["_file"].endswith(".pdf")]
    if options.part:
        held = options.part == "held-back"
        truths = [each for each in truths if is_held_back(Path(each[0]).stem, each[1]) == held]
    began = time.perf_counter()
    found = predictions(options.corpus, truths, seen_as)
    seconds = time.perf_counter() - began
    score.run(truths, [found.get(path) for path, _ in truths], errors=options.errors)
    for name, held in (("seen while writing the rules", False), ("held back", True)):
        part = [each for each in truths if is_held_back(Path(each[0]).stem, each[1]) == held]
        if part:
            result = score.run(part, [found.get(path) for path, _ in part], verbose=False)
            print(f"{name:30}{len(part):>4} documents   headline {result['headline']:.4f}")
    print(f"{seconds:.1f} s for {len(truths)} documents")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
