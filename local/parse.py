"""`python -m local parse FILE…`: CVs to JSON on this machine, without any server."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shared.documents.reader import DocumentReader
from shared.domain.result import meta_of
from shared.errors import PipelineError
from shared.parsing.rules.engine import LocalEngine


def parse_file(path: Path, reader: DocumentReader, engine: LocalEngine) -> dict[str, Any]:
    """Return `data` and `meta` of one file. Raises `OSError` or a `PipelineError`."""
    document = reader.read(path.read_bytes(), path.name)
    parsed = engine.parse(document)
    return {"file": str(path), "data": parsed.data, "meta": meta_of(parsed, document)}


def _failure(path: Path, error: OSError | PipelineError) -> dict[str, Any]:
    if isinstance(error, PipelineError):
        return {"file": str(path), "error": str(error), "code": error.code}
    return {"file": str(path), "error": error.strerror or "cannot be read", "code": "io_error"}


def _write(path: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _names(files: Sequence[Path]) -> list[str]:
    """Return what the results are called: by the stem, or by the path where others have that stem."""
    times = Counter(path.stem for path in files)
    return [
        f"{path.stem if times[path.stem] == 1 else str(path).strip('/').replace('/', '_')}.json"
        for path in files
    ]


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local parse", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--out",
        type=Path,
        help="write the data to OUT/<stem>.json instead; files of the same stem are called by their whole path",
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Parse the files of `argv`; return 1 if any of them could not be, else 0."""
    arguments = _arguments(argv)
    reader, engine = DocumentReader(), LocalEngine()
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for path, name in zip(arguments.files, _names(arguments.files), strict=True):
        try:
            result = parse_file(path, reader, engine)
        except (OSError, PipelineError) as error:
            failed = True
            result = _failure(path, error)
            print(f"{path}: {result['error']}", file=sys.stderr)
        if arguments.out is None or "error" in result:
            print(json.dumps(result, ensure_ascii=False), flush=True)
        else:
            _write(arguments.out / name, result["data"])
    return 1 if failed else 0
