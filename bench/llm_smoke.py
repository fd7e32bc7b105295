"""A few CVs through a real model, to see what an endpoint is worth.

    python -m bench.llm_smoke --base-url http://127.0.0.1:8080/v1 --model qwen2.5 [FILE…]

Prints for each CV whether its answer was valid, the share of values found in the text, tokens and
seconds; with the corpus at hand also the score. Without files it takes five of the corpus.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import structlog

from shared.documents.reader import DocumentReader
from shared.domain.cv import ParsedCV
from shared.errors import PipelineError
from shared.parsing.llm.engine import OpenAIEngine
from shared.parsing.llm.settings import OPENAI_URL, LLMSettings

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FIVE = (
    "en-013-deedy.pdf",
    "en-012-kendall.docx",
    "fr-017-eloquent.pdf",
    "fr-016-flat.docx",
    "de-029-pandoc.txt",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.llm_smoke", description=__doc__)
    environ = os.environ.get
    parser.add_argument("--base-url", default=environ("OPENAI_BASE_URL") or OPENAI_URL)
    parser.add_argument("--model", default=environ("OPENAI_MODEL") or "gpt-4o-mini")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds for one call")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    files = options.files or [CORPUS / "dev" / "files" / name for name in FIVE]
    settings = LLMSettings(
        api_key=environ("OPENAI_API_KEY", ""),
        base_url=options.base_url,
        model=options.model,
        call_timeout=options.timeout,
        total_timeout=3 * options.timeout,
    )
    engine = OpenAIEngine(settings)
    with tempfile.TemporaryDirectory() as folder:
        valid = sum(try_one(engine, path, Path(folder)) for path in files)
        score(Path(folder))
    engine.close()
    print(f"\nvalid: {valid} of {len(files)}")
    return 0 if valid == len(files) else 1


def try_one(engine: OpenAIEngine, path: Path, folder: Path) -> bool:
    """Parse one file, print a line, keep the data for the score; return whether it was valid."""
    document = DocumentReader().read(path.read_bytes(), path.name)
    started = time.perf_counter()
    try:
        parsed = engine.parse(document)
    except PipelineError as error:
        seconds = time.perf_counter() - started
        print(f"{path.name:32} FAILED {error.code} {error.detail}  {seconds:.1f} s")
        return False
    seconds = time.perf_counter() - started
    (folder / f"{path.stem}.json").write_text(json.dumps(parsed.data), encoding="utf-8")
    print(f"{path.name:32} {line_about(parsed)}  {seconds:.1f} s")
    return True


def line_about(parsed: ParsedCV) -> str:
    found = list(parsed.confidence.values())
    tokens = parsed.tokens or {}
    jobs, studies = len(parsed.data["experience"]), len(parsed.data["education"])
    return (
        f"grounded {sum(found) / max(1, len(found)):.0%}  "
        f"{tokens.get('input', 0)}+{tokens.get('output', 0)} tokens  "
        f"{jobs} jobs, {studies} studies, {len(parsed.data['skills'])} skills"
        f"{'  repaired' if 'answer_repaired' in parsed.warnings else ''}"
    )


def score(folder: Path) -> None:
    """Print the fields' scores for those files that have a truth."""
    truth = CORPUS / "dev" / "truth"
    if any((truth / path.name).exists() for path in folder.iterdir()):
        command = [sys.executable, CORPUS / "score.py", truth, folder, "--missing", "skip"]
        result = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
        print(result.stdout.partition("\nby split")[0])
        print(result.stdout.splitlines()[-1])


if __name__ == "__main__":
    raise SystemExit(main())
